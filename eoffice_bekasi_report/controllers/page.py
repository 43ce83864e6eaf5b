from markupsafe import escape

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

#: The page is people's own text: nothing in it may run, load or be framed elsewhere.
PAGE_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
#: Stands in the place of the page where there is none to be seen.
CLOSED = (
    "<!DOCTYPE html><html><body style='display: grid; place-items: center; height: 400px; "
    "margin: 0; font: 18px sans-serif; color: #6c757d; text-align: center'><p>%s</p></body></html>"
)


class NaskahPage(http.Controller):
    """A letter's page on screen and its sealed PDF, for whoever may read what it says.

    An id that doesn't exist and a letter that isn't one's own get the same 404.
    """

    @http.route("/eoffice/naskah/<int:naskah_id>/page", type="http", auth="user", methods=["GET"])
    def page(self, naskah_id, **_kwargs):
        """Answer the page as HTML: of a draft as it stands, of a signed letter as frozen.

        Nothing is drawn for a letter that came in from outside: its page is a PDF.
        """
        naskah = self._find(naskah_id).filtered(lambda one: one.direction != "masuk")
        return request.make_response(
            naskah._page_html() if naskah else CLOSED % escape(self._closed_text()),
            status=200 if naskah else 404,
            headers=[
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Security-Policy", PAGE_POLICY),
                *self._private(),
            ],
        )

    @http.route("/eoffice/naskah/<int:naskah_id>/pdf", type="http", auth="user", methods=["GET"])
    def pdf(self, naskah_id, **_kwargs):
        """Answer the stored bytes of the sealed PDF, to be shown in the browser."""
        naskah = self._find(naskah_id)
        pdf = naskah and naskah._stored_page()
        if not pdf:
            raise request.not_found()
        name = naskah._page_name()
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(pdf)),
                ("Content-Disposition", http.content_disposition(f"{name}.pdf", "inline")),
                *self._private(),
            ],
        )

    @http.route(
        "/eoffice/naskah/<int:naskah_id>/preview",
        type="http",
        auth="user",
        methods=["GET", "POST"],
    )
    def preview(self, naskah_id, subject=None, body=None, **_kwargs):
        """Answer the PDF of a letter as it stands, drawn by what draws the final one.

        :param str subject: as it stands in the form, not stored yet (POST only)
        :param str body: the same
        """
        naskah = self._find(naskah_id)
        if not naskah or (naskah.direction == "masuk" and not naskah._stored_page()):
            raise request.not_found()
        sent = request.httprequest.method == "POST"
        unsaved = {"subject": subject, "body": body} if sent else {}
        try:
            pdf = naskah._preview_pdf({k: v for k, v in unsaved.items() if v is not None})
        except UserError as error:
            return request.make_response(
                error.args[0],
                status=422,
                headers=[("Content-Type", "text/plain; charset=utf-8"), *self._private()],
            )
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(pdf)),
                *self._private(),
            ],
        )

    def _find(self, naskah_id):
        """Return the letter when its content is the user's to read; else none."""
        content = request.env["eoffice.naskah.content"].search([("naskah_id", "=", naskah_id)])
        return content.naskah_id

    def _closed_text(self):
        return request.env._("There is no page here that is open to the positions you hold.")

    def _private(self):
        return [
            ("Cache-Control", "private, no-cache"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
        ]
