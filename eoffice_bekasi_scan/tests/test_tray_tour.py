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


@tagged("post_install", "-at_install", "eoffice_tour")
class TestPaperComesInByBrowser(TrayMixin, OfficeHttpMixin, HttpCase):
    """Photos and files get into the tray from the web client, in order."""

    def setUp(self):
        super().setUp()
        self.speak_english()
        self.env.flush_all()

    def intake(self):
        self.env.invalidate_all()
        tray = self.jabatan["tu_kesehatan"]
        return self.env["eoffice.scan.intake"].search([("tray_jabatan_id", "=", tray.id)])

    def photograph(self):
        self.start_tour("/odoo/baki-masuk", "eoffice_scan_photograph", login="tu.kesehatan.uji")
        intake = self.intake()
        self.assertEqual(intake.source, "camera")
        self.assertEqual(intake.file_ids.mapped("page_count"), [1, 1])
        moved, found = intake.file_ids.mapped("corners")
        self.assertEqual(len(found), 4)
        self.assertAlmostEqual(moved[0][0] - found[0][0], 0.005, places=3)

    def test_photos_wide(self):
        self.photograph()

    def test_photos_narrow(self):
        self.browser_size = "390x844"
        self.touch_enabled = True
        self.photograph()

    def test_files(self):
        self.start_tour("/odoo/baki-masuk", "eoffice_scan_upload", login="tu.kesehatan.uji")
        self.assertEqual(self.intake().mapped("source"), ["upload"])
