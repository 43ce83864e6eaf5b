from odoo import http
from odoo.http import request

from .pdf_answer import pdf_answer


class NumberPaper(http.Controller):
    """Lists of numbers and berita acara as PDF, for those who keep the register."""

    @http.route(
        "/eoffice/blok-nomor/<int:block_id>/daftar",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def block(self, block_id, **_kwargs):
        """Answer the list of a block; 404 for whoever may not read it."""
        block = self._find("eoffice.number.block", block_id)
        return pdf_answer(block._list_pdf(), f"Daftar nomor {block.id}.pdf")

    @http.route(
        "/eoffice/berita-acara/<int:minutes_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def minutes(self, minutes_id, **_kwargs):
        """Answer a berita acara; 404 for whoever may not read it."""
        minutes = self._find("eoffice.minutes", minutes_id)
        return pdf_answer(minutes._page_pdf(), f"Berita acara {minutes.id}.pdf")

    def _find(self, model, id_):
        Model = request.env[model]
        record = Model.search([("id", "=", id_)]) if Model.has_access("read") else Model
        if not record:
            raise request.not_found()
        return record
