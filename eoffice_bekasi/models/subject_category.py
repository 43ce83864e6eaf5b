from odoo import api, fields, models


class SubjectCategory(models.Model):
    """Kategori masalah: what letters are about, beside their klasifikasi (Ps. 10(b)).

    Those of the city are the Administrator's; an SKPD has its own besides.

    Every account: reads. Administrator: creates, changes and deletes all. Operator and registry of
    an SKPD: create and change its own. One that letters have is archived, not deleted.
    """

    _name = "eoffice.subject.category"
    _description = "Kategori masalah"
    _inherit = "eoffice.operated"
    _order = "skpd_id nulls first, name, id"

    _operator_fields = frozenset({"name", "skpd_id", "active", "color"})

    name = fields.Char(required=True)
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        index=True,
        ondelete="restrict",
        domain="[('is_skpd', '=', True)]",
        default=lambda self: self._default_skpd_id(),
        help="Empty: for the whole city.",
    )
    is_mine = fields.Boolean("Of my SKPD", compute="_compute_is_mine", search="_search_is_mine")
    active = fields.Boolean(default=True)
    color = fields.Integer()

    _name_uniq = models.UniqueIndex(
        "(COALESCE(skpd_id, 0), name)", "There is a category with this name already."
    )

    @api.depends("skpd_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        kept = self._kept_skpd()
        for category in self:
            category.is_mine = category.skpd_id <= kept and bool(category.skpd_id)

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("skpd_id", "in", self._kept_skpd().ids)]

    @api.model
    def _default_skpd_id(self):
        return self._is_limited() and self._kept_skpd()[:1]

    @api.model
    def _kept_skpd(self):
        """Return the SKPD whose categories this account keeps, as its operator or registry."""
        user = self.env.user
        return self.env["eoffice.organisation"].search(
            [
                "|",
                ("operator_ids", "any", [("user_id", "=", user.id), ("date_to", "=", False)]),
                ("registry_jabatan_id", "in", user.eoffice_jabatan_ids.ids),
            ]
        )
