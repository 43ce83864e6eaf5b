from odoo import http
from odoo.http import request

from ..tools.box import BoxError, box_folder, run_boxed

#: A photo in which corners are looked for is small: the client shrinks it.
MOST_BYTES = 2 * 2**20


class ScanCamera(http.Controller):
    """What the camera in the web client asks while a page is photographed; nothing is kept."""

    @http.route("/eoffice/scan/corners", type="http", auth="user", methods=["POST"], readonly=True)
    def corners(self, photo=None, **_kwargs):
        """Look for the sheet of paper in a small photo.

        :param photo: JPEG, up to 2 MB
        :return: JSON ``corners``: four [x, y] from top left clockwise as parts of width and height,
            or null where no sheet is found
        """
        raw = photo.read(MOST_BYTES + 1) if hasattr(photo, "read") else b""
        if not raw or len(raw) > MOST_BYTES or not request.env["eoffice.scan.tray"]._trays():
            raise request.not_found()
        return request.make_json_response({"corners": self._find(raw)})

    def _find(self, raw):
        with box_folder() as folder:
            path = folder / "photo.jpg"
            path.write_bytes(raw)
            try:
                return run_boxed(
                    "clean.find_corners", {"path": str(path)}, seconds=10, megabytes=768
                )["corners"]
            except BoxError:
                return None  # Then they are put by hand.
