"""Scanned pages in a tray for tests, without reading a file: what the box would have made."""

import io
from secrets import token_hex

from PIL import Image

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase


def picture(width=40, height=60, colour="white", kind="JPEG"):
    """Return a small picture as bytes."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, kind)
    return buffer.getvalue()


class TrayMixin:
    """Puts scanned letters into a tray; mix into a case of the office. Nothing is read by machine."""

    def setUp(self):
        super().setUp()
        for name in ("_read_later", "_start_reading"):
            self.patch(self.registry["eoffice.scan.document"], name, lambda self: None)

    def scan(self, *letters, tray="tu_kesehatan", state="ready", **values):
        """Put letters into a tray, each given as its number of pages; return the intake."""
        env = self.env
        intake = env["eoffice.scan.intake"].create(
            {
                "name": "Pindaian",
                "tray_jabatan_id": self.jabatan[tray].id,
                "state": "ready",
                "received_by_id": self.users[tray].id,
                **values,
            }
        )
        file = env["eoffice.scan.file"].create(
            {
                "intake_id": intake.id,
                "name": "pindaian.pdf",
                "sha256": token_hex(32),
                "size": 1000,
                "kind": "pdf",
                "page_count": sum(letters),
                "state": "taken",
            }
        )
        number = 0
        for place, count in enumerate(letters, 1):
            document = env["eoffice.scan.document"].create(
                {"intake_id": intake.id, "sequence": place * 10, "state": state}
            )
            for _page in range(count):
                number += 1
                self.scan_page(file, number, document)
        return intake

    def scan_page(self, file, number, document):
        """Add a page with its pictures to a letter; return it."""
        page = self.env["eoffice.scan.page"].create(
            {
                "intake_id": file.intake_id.id,
                "file_id": file.id,
                "number": number,
                "sequence": number * 10,
                "document_id": document.id,
                "width": 40,
                "height": 60,
                "state": "read",
            }
        )
        for name in ("image_id", "thumbnail_id"):
            page[name] = self.env["ir.attachment"].create(
                {
                    "name": f"{name}.jpg",
                    "raw": picture(),
                    "res_model": page._name,
                    "res_id": page.id,
                }
            )
        return page


class TrayCase(TrayMixin, OfficeCase):
    """The city of the office's tests, with trays."""
