import io

from PIL import Image

from odoo import http
from odoo.http import request

#: Degrees clockwise to what turns a picture so.
TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
#: What pictures of pages are kept as; anything else is not shown.
KINDS = {"image/jpeg": "JPEG", "image/png": "PNG"}


class ScanPage(http.Controller):
    """The picture of a scanned page, for the desk whose tray it lies in, or who may read its letter.

    An id that doesn't exist and a page that isn't one's own get the same 404. The browser keeps a
    picture, but asks each time whether it may show it.
    """

    @http.route("/eoffice/scan/page/<int:page_id>/image", type="http", auth="user", methods=["GET"])
    def image(self, page_id, **_kwargs):
        """Answer the picture of a page, turned as it was turned by hand."""
        return self._answer(page_id, "image_id")

    @http.route(
        "/eoffice/scan/page/<int:page_id>/thumbnail", type="http", auth="user", methods=["GET"]
    )
    def thumbnail(self, page_id, **_kwargs):
        """Answer the small picture of a page, turned as it was turned by hand."""
        return self._answer(page_id, "thumbnail_id")

    def _answer(self, page_id, name):
        page = request.env["eoffice.scan.page"].search([("id", "=", page_id)])
        # sudo: the picture of a page that the account may read.
        picture = page.sudo()[name]
        if picture.mimetype not in KINDS:
            raise request.not_found()
        response = request.make_response(
            b"",
            headers=[
                ("Content-Type", picture.mimetype),
                ("Cache-Control", "private, no-cache"),
                ("X-Content-Type-Options", "nosniff"),
                ("Content-Security-Policy", "default-src 'none'"),
            ],
        )
        response.set_etag(f"{picture.checksum}-{page.rotation}")
        response.make_conditional(request.httprequest)
        if response.status_code != 304:
            response.data = turned(picture.raw, picture.mimetype, page.rotation)
        return response


def turned(raw, mimetype, degrees):
    """Return a picture turned by so many degrees clockwise (a multiple of 90).

    :param bytes raw: a picture that the box made (tools/box.py), never one as it came in
    :param str mimetype: one of ``KINDS``
    """
    if degrees not in TURNS:
        return raw
    with Image.open(io.BytesIO(raw)) as picture:
        buffer = io.BytesIO()
        picture.transpose(TURNS[degrees]).save(buffer, KINDS[mimetype], quality=88)
    return buffer.getvalue()
