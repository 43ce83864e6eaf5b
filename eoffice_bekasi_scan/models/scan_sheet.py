from base64 import b64encode

from markupsafe import Markup

from odoo import models
from odoo.tools import file_open

from odoo.addons.eoffice_bekasi_report.tools.engine import PLAIN, render
from odoo.addons.eoffice_bekasi_report.tools.qr import qr_svg

STYLE = "eoffice_bekasi_scan/static/src/sheet/separator_sheet.css"


class ScanTray(models.AbstractModel):
    """Sheets of paper that tell the reader of a pile where a letter begins, or to which it belongs."""

    _inherit = "eoffice.scan.tray"

    def _separator_pdf(self, tray_id, count):
        """Return separator sheets as a PDF; the right to the tray is checked by the caller.

        :param int tray_id: id of the jabatan whose tray it is
        :param int count: how many
        :rtype: bytes
        """
        tray = self.env["eoffice.jabatan"].browse(tray_id)
        return self._sheets(
            tray,
            count,
            title="Lembar pemisah",
            explanation="Letakkan satu lembar di depan setiap surat, lalu pindai seluruh tumpukan "
            "sekaligus. Lembar ini dapat dipakai berulang kali.",
        )

    def _letter_sheet_pdf(self, naskah_id):
        """Return the sheet for a registered letter as a PDF.

        :return: bytes; None where the letter isn't one that the account's desk registered
        """
        letter = self.env["eoffice.naskah"].search(
            [("id", "=", naskah_id), ("direction", "=", "masuk")]
        )
        tray = letter.drafter_jabatan_id
        if not letter or tray not in self._trays():
            return None
        return self._sheets(
            tray,
            1,
            naskah=letter,
            title="Lembar susulan",
            explanation="Letakkan lembar ini di depan halaman yang menyusul. Halaman di belakangnya "
            "menjadi bagian dari surat tersebut di atas, bukan surat baru.",
        )

    def _sheets(self, tray, count, *, naskah=None, title, explanation):
        # sudo: what the code says is made with a secret of the office.
        code = self.env["eoffice.scan.page"].sudo()._separator_code(tray.sudo(), naskah)
        with file_open(STYLE) as sheet:
            style = sheet.read()
        values = {
            "doctype": Markup("<!DOCTYPE html>"),
            "style": Markup(style),
            "title": title,
            "explanation": explanation,
            "tray": tray.name,
            "skpd": tray.skpd_id.name,
            # Neither sender nor subject: the sheet lies about.
            "letter": naskah.number if naskah else "",
            "qr": f"data:image/svg+xml;base64,{b64encode(qr_svg(code).encode()).decode()}",
            "sheets": range(count),
        }
        page = self.env["ir.qweb"]._render("eoffice_bekasi_scan.separator_document", values)
        return render(page.strip(), variant=PLAIN)
