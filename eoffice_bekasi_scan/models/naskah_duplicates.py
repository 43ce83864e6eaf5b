from odoo import api, models
from odoo.tools import SQL

from odoo.addons.eoffice_bekasi.models.naskah_duplicates import SAME_THOUGH_NUMBERED
from odoo.addons.eoffice_bekasi.tools.text_marks import likeness, shingles

#: Of 256 bits so many differ when the same page is scanned again; see tools/inside/clean.py.
NEAR = 14
#: Among so many of a tray's last registered pages a page is looked for; the very same bits in all.
PAGES = 5000
#: Pages look alike by their layout; where both were read, so much of the words must be the same.
ALIKE = 0.5


class Naskah(models.Model):
    """The same page scanned twice is known by what it looks like, also when it can't be read."""

    _inherit = "eoffice.naskah"

    @api.model
    def _same_page(self, values):
        """Also find letters whose first page looks the same as that of the scanned letter."""
        found = super()._same_page(values)
        document = self.env["eoffice.scan.document"].browse(values.get("document_id") or [])
        if not (document := document.exists()) or not document.has_access("read"):
            return found
        first = document.page_ids.filtered(lambda page: page.fingerprint and not page.is_blank)[:1]
        if not first:
            return found
        # sudo: the system compares; only letters that are open to the account are told.
        letters = self.sudo().browse(self._letters_that_look_like(first))
        text = values.get("text") or document.text
        for letter in letters:
            read = letter.content_ids.scan_text
            same = likeness(text, read)
            both = shingles(text) and shingles(read)
            numbered = self._same_text_from(values, letter) == SAME_THOUGH_NUMBERED
            if (not both and not numbered) or same >= (SAME_THOUGH_NUMBERED if numbered else ALIKE):
                found.setdefault(letter.id, self.env._("Same page"))
        return found

    @api.model
    def _letters_that_look_like(self, page):
        """Return ids of letters with a page that looks the same, the newest first."""
        self.env["eoffice.scan.page"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT q.naskah_id FROM (
                       SELECT p.naskah_id FROM eoffice_scan_page p
                        WHERE p.fingerprint = %(mark)s AND p.naskah_id IS NOT NULL
                        UNION ALL
                       SELECT r.naskah_id
                         FROM (SELECT p.naskah_id, p.fingerprint FROM eoffice_scan_page p
                                WHERE p.tray_jabatan_id = %(tray)s AND p.naskah_id IS NOT NULL
                                ORDER BY p.id DESC LIMIT %(pages)s) r
                        WHERE bit_count(('x' || r.fingerprint)::bit(256)
                                        # ('x' || %(mark)s)::bit(256)) <= %(near)s) q
                    ORDER BY 1 DESC LIMIT 20""",
                mark=page.fingerprint,
                tray=page.sudo().tray_jabatan_id.id,
                pages=PAGES,
                near=NEAR,
            )
        )
        return [row[0] for row in rows]
