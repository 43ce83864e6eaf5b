from odoo import fields, models


class FormerName(models.Model):
    """A name that an organisation or a jabatan had, and the last day on which it had it.

    Every account: reads. Administrator: changes and deletes too (a corrected typing error is no
    former name). Rows are made by the system when a name changes.
    """

    _name = "eoffice.former.name"
    _description = "Former name"
    _order = "last_day desc"

    organisation_id = fields.Many2one(
        "eoffice.organisation", index="btree_not_null", ondelete="cascade"
    )
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Position", index="btree_not_null", ondelete="cascade"
    )
    name = fields.Char(required=True, index="trigram")
    abbreviation = fields.Char()
    last_day = fields.Date("Until", required=True, help="The last day on which it had this name.")

    _one_owner = models.Constraint(
        "CHECK (num_nonnulls(organisation_id, jabatan_id) = 1)",
        "A former name belongs to one unit or to one position.",
    )
    _organisation_day_uniq = models.UniqueIndex(
        "(organisation_id, last_day) WHERE organisation_id IS NOT NULL",
        "The unit had another name until that day already.",
    )
    _jabatan_day_uniq = models.UniqueIndex(
        "(jabatan_id, last_day) WHERE jabatan_id IS NOT NULL",
        "The position had another name until that day already.",
    )
