import io

import pypdfium2
import zxingcpp

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeHttpMixin

from .common import TrayMixin


@tagged("post_install", "-at_install")
class TestSeparatorSheets(TrayMixin, OfficeHttpMixin, HttpCase):
    """Sheets are printed for one's own tray only, and the machine reads what they say."""

    def get(self, key, url):
        self.authenticate(f"{key.replace('_', '.')}.uji", "bekasi")
        return self.url_open(url)

    def codes(self, pdf):
        """Return what the codes on each page of a PDF say, as a scanner at 100 dots an inch sees."""
        document = pypdfium2.PdfDocument(io.BytesIO(pdf))
        return [
            [one.text for one in zxingcpp.read_barcodes(page.render(scale=100 / 72).to_pil())]
            for page in document
        ]

    def test_sheets_of_ones_tray(self):
        tray = self.jabatan["tu_kesehatan"]
        answer = self.get("tu_kesehatan", f"/eoffice/scan/separators/{tray.id}?count=3")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        code = self.env["eoffice.scan.page"]._separator_code(tray)
        self.assertEqual(self.codes(answer.content), [[code, code]] * 3)

    def test_not_of_anothers(self):
        url = f"/eoffice/scan/separators/{self.jabatan['tu_kesehatan'].id}?count=1"
        for key in ("tu_pendidikan", "staf_kesehatan", "administrator"):
            with self.subTest(key):
                self.assertEqual(self.get(key, url).status_code, 404)
        for count in ("0", "101", "x", "-1"):
            with self.subTest(count):
                self.assertEqual(
                    self.get("tu_kesehatan", url.replace("count=1", f"count={count}")).status_code,
                    404,
                )

    def test_sheet_for_a_registered_letter(self):
        letter = self.env["eoffice.naskah"].browse(
            self.env["eoffice.naskah"]
            .with_user(self.users["tu_kesehatan"])
            .action_register(
                {
                    "type_id": self.type_sd.id,
                    "sender": {"name": "PT Sehat"},
                    "number": "12/SS/2026",
                    "subject": "Undangan",
                    "kepada_ids": self.jabatan["kadis_kesehatan"].ids,
                }
            )["id"]
        )
        self.env.flush_all()
        act = self.as_user("tu_kesehatan", letter).action_print_scan_sheet()
        answer = self.get("tu_kesehatan", act["url"])
        code = self.env["eoffice.scan.page"]._separator_code(self.jabatan["tu_kesehatan"], letter)
        self.assertEqual(self.codes(answer.content), [[code, code]])
        for key in ("kadis_kesehatan", "tu_pendidikan", "administrator"):
            with self.subTest(key):
                self.assertEqual(self.get(key, act["url"]).status_code, 404)
                with self.assertRaises(AccessError):
                    self.as_user(key, letter).action_print_scan_sheet()
