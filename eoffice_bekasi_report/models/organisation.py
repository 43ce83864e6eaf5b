from odoo import api, fields, models


class Organisation(models.Model):
    _inherit = "eoffice.organisation"

    emblem_sha256 = fields.Char(
        "Emblem digest",
        compute="_compute_emblem_sha256",
        store=True,
        help="Digest of the emblem that letters of this unit show from now on.",
    )

    kop_preview = fields.Html(
        "Letterhead as it prints", compute="_compute_kop_preview", sanitize=False
    )

    @api.depends("emblem_image")
    def _compute_emblem_sha256(self):
        # sudo: emblems are kept by the system, for whoever may change the organisation.
        Emblem = self.env["eoffice.emblem"].sudo()
        for unit in self.with_context(bin_size=False):
            unit.emblem_sha256 = Emblem._keep(unit.emblem_image) if unit.emblem_image else False

    @api.depends("emblem", "emblem_sha256", "kop_line_1", "kop_line_2", "kop_address")
    def _compute_kop_preview(self):
        """Draw the letterhead that letters signed in this unit carry from now on."""
        for unit in self:
            head = unit if not unit._origin else unit.letterhead_id or unit
            kop = {
                "emblem": head.emblem,
                "line_1": head.kop_line_1 or "",
                "line_2": head.kop_line_2 or "",
                "address": head.kop_address or "",
                "emblem_sha256": head.emblem_sha256 or "",
            }
            page = {"kop": kop, "emblem": self.env["eoffice.naskah"]._page_emblem(kop)}
            unit.kop_preview = self.env["ir.qweb"]._render(
                "eoffice_bekasi_report.kop_preview", {"page": page}
            )
