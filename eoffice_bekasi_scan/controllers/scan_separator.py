from odoo import http
from odoo.http import request

from odoo.addons.eoffice_bekasi_report.controllers.pdf_answer import pdf_answer


class ScanSeparator(http.Controller):
    """Sheets to lay between letters before they are scanned, for the desk whose tray they go to."""

    @http.route("/eoffice/scan/separators/<int:tray_id>", type="http", auth="user", methods=["GET"])
    def separators(self, tray_id, count="1", **_kwargs):
        """Answer separator sheets as a PDF; 404 where the tray isn't one's own.

        :param str count: how many, at most 100
        """
        Tray = request.env["eoffice.scan.tray"]
        if tray_id not in Tray._trays().ids or not count.isdigit() or not 1 <= int(count) <= 100:
            raise request.not_found()
        return pdf_answer(
            Tray._separator_pdf(tray_id, int(count)), f"{request.env._('Separator sheets')}.pdf"
        )

    @http.route(
        "/eoffice/naskah/<int:naskah_id>/scan-sheet", type="http", auth="user", methods=["GET"]
    )
    def letter(self, naskah_id, **_kwargs):
        """Answer the sheet that lets what is scanned behind it become part of a registered letter.

        404 for whoever doesn't keep the desk that registered it, or where one takes no more pages.
        """
        pdf = request.env["eoffice.scan.tray"]._letter_sheet_pdf(naskah_id)
        if not pdf:
            raise request.not_found()
        return pdf_answer(pdf, f"{request.env._('Sheet for a letter')}.pdf")
