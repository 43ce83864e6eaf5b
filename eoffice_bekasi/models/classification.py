from odoo import api, fields, models


class Classification(models.Model):
    """Klasifikasi: the subject code of a letter; codes are text (005 stays 005).

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.classification"
    _description = "Classification"
    _order = "scheme desc, code"
    _rec_names_search = ["code", "name"]
    _parent_store = True

    code = fields.Char(required=True, index=True)
    name = fields.Char(required=True)
    scheme = fields.Selection(
        [("78_2012", "Permendagri 78/2012"), ("83_2022", "Permendagri 83/2022")],
        required=True,
        default="83_2022",
    )
    parent_id = fields.Many2one("eoffice.classification", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(scheme, code)", "This code exists already in that scheme."
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.code} {row.name}"
