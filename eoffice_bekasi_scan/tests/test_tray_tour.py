from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeHttpMixin

from .common import TrayMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestTrayInBrowser(TrayMixin, OfficeHttpMixin, HttpCase):
    """A pile is put in order in the tray with a mouse or a thumb."""

    def setUp(self):
        super().setUp()
        self.speak_english()
        self.intake = self.scan(3, 2)
        self.env.flush_all()

    def arrange(self):
        self.start_tour("/odoo/baki-masuk", "eoffice_scan_arrange", login="tu.kesehatan.uji")
        self.env.invalidate_all()
        self.assertEqual(
            [one.page_ids.mapped("number") for one in self.intake.document_ids], [[1, 5], [3, 4]]
        )
        self.assertEqual(self.intake.page_ids[0].rotation, 90)
        aside = self.intake.page_ids.filtered("aside_reason")
        self.assertEqual((aside.number, aside.aside_reason), (2, "double"))

    def test_wide(self):
        self.arrange()

    def test_narrow(self):
        self.browser_size = "390x844"
        self.touch_enabled = True
        self.arrange()
