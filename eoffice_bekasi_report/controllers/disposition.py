from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from .pdf_answer import pdf_answer


class DispositionSheet(http.Controller):
    """The lembar disposisi, for whoever may read what the letter says; others get a 404."""

    @http.route(
        "/eoffice/naskah/<int:naskah_id>/disposition", type="http", auth="user", methods=["GET"]
    )
    def sheet(self, naskah_id, **_kwargs):
        """Answer the lembar disposisi as far as it is the account's to see."""
        naskah = request.env["eoffice.naskah"].browse(naskah_id)
        try:
            pdf = naskah._disposition_pdf()
        except AccessError as error:
            raise request.not_found() from error
        return pdf_answer(pdf, "lembar-disposisi.pdf")
