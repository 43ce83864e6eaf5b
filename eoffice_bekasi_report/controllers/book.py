from odoo import http
from odoo.http import request

from ..tools.book import csv_bytes


class BookPage(http.Controller):
    """Books of the registry as files, for who made the print dialog, with his own rights."""

    @http.route(
        "/eoffice/buku/<int:print_id>/<any(pdf,csv):form>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def book(self, print_id, form, **_kwargs):
        """Answer the book that a dialog describes; 404 when it isn't the account's own."""
        Dialog = request.env["eoffice.book.print"]
        if not Dialog.has_access("read"):
            raise request.not_found()
        dialog = Dialog.search([("id", "=", print_id), ("create_uid", "=", request.env.uid)])
        if not dialog:
            raise request.not_found()
        if form == "pdf":
            return self._file(dialog._pdf(), "application/pdf", f"{dialog._book().title}.pdf")
        data = csv_bytes(dialog._book(), dialog._rows())
        return self._file(data, "text/csv; charset=utf-8", f"{dialog._book().title}.csv")

    @http.route(
        "/eoffice/buku/penutup/<int:closing_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def closing(self, closing_id, **_kwargs):
        """Answer the closing page of a book that is closed."""
        Closing = request.env["eoffice.register.closing"]
        if not Closing.has_access("read"):
            raise request.not_found()
        closing = Closing.search([("id", "=", closing_id), ("state", "=", "closed")])
        if not closing:
            raise request.not_found()
        name = f"Penutup {closing.display_name}.pdf".replace("/", "-")
        return self._file(closing._closing_pdf(), "application/pdf", name)

    def _file(self, data, kind, name):
        shown = "inline" if kind == "application/pdf" else "attachment"
        return request.make_response(
            data,
            headers=[
                ("Content-Type", kind),
                ("Content-Length", len(data)),
                ("Content-Disposition", http.content_disposition(name, shown)),
                ("Cache-Control", "private, no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
