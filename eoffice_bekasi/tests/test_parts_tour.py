from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin
from .test_parts import PartsMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestPartsInBrowser(PartsMixin, OfficeHttpMixin, HttpCase):
    """An order is drafted on the screen, part by part, and says what was typed."""

    def test_parts(self):
        self.start_tour("/odoo", "eoffice_parts", login="staf.kesehatan.uji")
        letter = self.env["eoffice.naskah"].search([], order="id desc", limit=1)
        self.assertEqual(letter.state, "approval")
        parts = {part["code"]: part["value"] for part in letter._freeze_payload()["parts"]}
        self.assertEqual(
            [point["text"] for point in parts["dasar"]], ["Surat Camat", "Program kerja"]
        )
        self.assertEqual(parts["kepada"][0]["jabatan"], "Kepala Bidang Dinas Kesehatan")
        self.assertEqual(len(parts["kepada"][0]["nip"]), 18)
        self.assertIn("Menyelidiki.", parts["untuk"])
