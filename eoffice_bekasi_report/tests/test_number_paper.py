from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase, OfficeHttpMixin
from odoo.addons.eoffice_bekasi.tools.local_time import office_today

from .common import page_texts

MINUTES = {"number": "BA/7/2030", "date": "2030-12-31", "text": "Kertas rusak."}


class PaperMixin:
    """A block of three numbers of Dinas Kesehatan."""

    def hand_out(self):
        register = self.env["eoffice.register"].search(
            [
                ("organisation_id", "=", self.organisations["kesehatan"].id),
                ("kind", "=", "keluar"),
            ]
        )
        answer = register.with_user(self.users["tu_kesehatan"]).action_hand_out(
            3, office_today(), "Listrik padam", "Bagian Umum"
        )
        return self.env["eoffice.number.block"].browse(answer["block_id"])


@tagged("post_install", "-at_install")
class TestNumbersOnPaper(PaperMixin, OfficeCase):
    """The list has one line a number; the berita acara says which numbers are void, and why."""

    def test_list(self):
        block = self.hand_out().with_user(self.users["tu_kesehatan"])
        (text,) = page_texts(block._list_pdf())
        for part in ("DAFTAR NOMOR", "Listrik padam", "Bagian Umum", "Penanda tangan", "Paraf"):
            self.assertIn(part, text)
        self.assertIn("Paraf 1 2 3 Yang menerima", " ".join(text.split()))

    def test_berita_acara(self):
        numbers = self.hand_out().number_ids.with_user(self.users["tu_kesehatan"])
        numbers[:2].action_void("Rusak", MINUTES)
        (text,) = page_texts(numbers[0].minutes_id._page_pdf())
        for part in ("BERITA ACARA", "BA/7/2030", "31 Desember 2030", "Kertas rusak.", "2, 3"):
            self.assertIn(part, " ".join(text.split()))

    def test_who(self):
        block = self.hand_out()
        with self.assertRaises(AccessError):
            block.with_user(self.users["staf_kesehatan"])._list_pdf()


@tagged("post_install", "-at_install")
class TestPagesOfNumbers(PaperMixin, OfficeHttpMixin, HttpCase):
    """The address of a list answers its keepers, and nobody else, not even that it is there."""

    def test_list(self):
        url = self.hand_out().action_print_list()["url"]
        self.authenticate("tu.kesehatan.uji", "bekasi")
        answer = self.url_open(url)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.authenticate("staf.kesehatan.uji", "bekasi")
        self.assertEqual(self.url_open(url).status_code, 404)
