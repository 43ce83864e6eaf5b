from odoo import models


class Organisation(models.Model):
    """Whose book it is stands on its first page."""

    _inherit = "eoffice.organisation"

    def _book_kop(self):
        """Return the letterhead of the SKPD that keeps a book: texts and the emblem."""
        head = self.letterhead_id or self
        kop = {"emblem": head.emblem, "emblem_sha256": head.emblem_sha256 or ""}
        return {
            "picture": self.env["eoffice.naskah"]._page_emblem(kop),
            "line_1": head.kop_line_1 or "",
            "line_2": head.kop_line_2 or "",
            "address": head.kop_address or "",
        }
