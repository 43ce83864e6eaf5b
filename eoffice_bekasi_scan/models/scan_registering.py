from odoo import models


class ScanDocument(models.Model):
    """A scanned letter becomes a registered one, in the transaction that registers it."""

    _inherit = "eoffice.scan.document"

    def _become(self, naskah):
        """Make this the page of a letter that has just been registered; called in sudo mode.

        Where no PDF could be made of the pages, their pictures are the letter's files.

        :param naskah: the letter, in sudo mode
        """
        self.ensure_one()
        pictures = self.env["ir.attachment"]
        if not self.pdf_attachment_id:
            for place, page in enumerate(self.page_ids, 1):
                pictures |= page.image_id.copy({"name": f"{self.env._('Page')} {place}"})
        naskah._put_page(self.pdf_attachment_id, pictures, None)
        self.write(
            {"naskah_id": naskah.id, "state": "registered", "taken_by_id": False, "taken_at": False}
        )
