from odoo import fields, models


class SubjectCategory(models.Model):
    """Kategori masalah: what letters are about, beside their klasifikasi (Ps. 10(b)).

    Those of the city are the Administrator's; an SKPD has its own besides.

    Every account: reads. Administrator: creates, changes and deletes all. Operator and registry of
    an SKPD: create and change its own. One that letters have is archived, not deleted.
    """

    _name = "eoffice.subject.category"
    _description = "Kategori masalah"
    _inherit = "eoffice.skpd.kept"
    _order = "skpd_id nulls first, name, id"

    _operator_fields = frozenset({"name", "skpd_id", "active", "color"})

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()

    _name_uniq = models.UniqueIndex(
        "(COALESCE(skpd_id, 0), name)", "There is a category with this name already."
    )
