from odoo import http
from odoo.http import request


def pdf_answer(pdf, name):
    """Return a response that shows a PDF in the browser; no cache between keeps it.

    :param bytes pdf: the file
    :param str name: under which it is saved
    """
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
