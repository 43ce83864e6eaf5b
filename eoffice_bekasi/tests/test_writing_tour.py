"""Writing a letter in the browser: saved by itself, and not lost with the network."""

from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestWritingInBrowser(OfficeHttpMixin, HttpCase):
    """What is typed is on the server a moment later, or in the browser until it is."""

    def test_saved_by_itself(self):
        letter = self.draft()
        self.env.flush_all()
        self.start_tour(
            f"/odoo/konsep-saya/{letter.id}", "eoffice_autosave", login="staf.kesehatan.uji"
        )
        letter.invalidate_recordset()
        self.assertEqual(letter.subject, "Ditulis sendiri")
        self.assertIn("Isi yang disimpan.", letter.body)
        self.assertNotIn("data-", letter.body)
        self.assertEqual(letter.state, "draft")

    def test_lost_network(self):
        naskah = self.draft()
        self.env.flush_all()
        self.start_tour(
            f"/odoo/konsep-saya/{naskah.id}", "eoffice_lost_network", login="staf.kesehatan.uji"
        )
        naskah.invalidate_recordset()
        self.assertIn("Tanpa jaringan.", naskah.body)
