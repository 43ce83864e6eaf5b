from odoo import http
from odoo.http import request


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
        return self._pdf(block._list_pdf(), f"Daftar nomor {block.id}.pdf")

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
        return self._pdf(minutes._page_pdf(), f"Berita acara {minutes.id}.pdf")

    def _find(self, model, id_):
        Model = request.env[model]
        record = Model.search([("id", "=", id_)]) if Model.has_access("read") else Model
        if not record:
            raise request.not_found()
        return record

    def _pdf(self, pdf, name):
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(pdf)),
                ("Content-Disposition", http.content_disposition(name, "inline")),
                ("Cache-Control", "private, no-cache"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
