from odoo import api, fields, models


class SkpdKept(models.AbstractModel):
    """What the city has for all, and an SKPD for itself beside it: lists, templates, categories.

    Those of the city (no SKPD) are the Administrator's. An SKPD's own are kept by its operator
    and its registry; the record rules say the same.
    """

    _name = "eoffice.skpd.kept"
    _description = "Kept by the city or by an SKPD"
    _inherit = "eoffice.operated"

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

    @api.depends("skpd_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        kept = self._kept_skpd()
        for one in self:
            one.is_mine = one.skpd_id <= kept and bool(one.skpd_id)

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("skpd_id", "in", self._kept_skpd().ids)]

    @api.model
    def _default_skpd_id(self):
        return self._is_limited() and self._kept_skpd()[:1]

    @api.model
    def _kept_skpd(self):
        """Return the SKPD whose records this account keeps, as its operator or registry."""
        user = self.env.user
        return self.env["eoffice.organisation"].search(
            [
                "|",
                ("operator_ids", "any", [("user_id", "=", user.id), ("date_to", "=", False)]),
                ("registry_jabatan_id", "in", user.eoffice_jabatan_ids.ids),
            ]
        )
