from odoo import models


class ScanDocument(models.Model):
    """Scanned pages become those of a letter: of the one that is registered, or of an earlier one."""

    _inherit = "eoffice.scan.document"

    def _become(self, letter):
        """Make these pages the letter's, with their PDF and text; called in sudo mode.

        What a letter in a closed envelope says is its addressee's from then on, and nobody else's.

        :param letter: the registered letter in sudo mode
        """
        self.ensure_one()
        page = self.pdf_attachment_id or self.pdf_attachment_id.browse(self._make_pdf() or ())
        self.pdf_attachment_id = page
        content = letter.content_ids
        # Its guard is the letter's content now.
        page.write({"res_model": content._name, "res_id": content.id})
        if not page:
            # Not even their pictures made a PDF: the pictures are the letter's files.
            for place, scanned in enumerate(self.page_ids, 1):
                scanned.image_id.copy(
                    {
                        "name": f"{self.env._('Page')} {place}",
                        "res_model": content._name,
                        "res_id": content.id,
                    }
                )
        elif not content.pdf_attachment_id:
            content._set_page(page)
        content._set_scan_text("\n\n".join(filter(None, (content.scan_text, self.text))))
        self.write(
            {
                "naskah_id": letter.id,
                "state": "registered",
                "taken_by_id": False,
                "taken_at": False,
            }
        )

    def _attach(self):
        """Give these pages to the registered letter that they belong to, when that is in order.

        A closed letter is opened by a person, who then says what it is about; until then they wait.
        """
        letter = self.for_naskah_id
        if not letter or letter.is_closed:
            return
        if not self._may_attach(letter.id):
            self.for_naskah_id = False
            return
        self._become(letter)
        letter.with_env(self.env)._log(
            "page_added", self.tray_jabatan_id, {"pages": len(self.page_ids)}
        )
