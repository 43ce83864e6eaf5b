from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeHttpMixin

from .common import TrayMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestRegisteringScans(TrayMixin, OfficeHttpMixin, HttpCase):
    """Letters of the tray are registered one after the other, with a look and six keys each."""

    def setUp(self):
        super().setUp()
        intake = self.scan(1, 1)
        self.read, self.unread = intake.document_ids
        page = self.read.page_ids.id

        def said(value, top, **more):
            box = [0.1, top, 0.6, top + 0.03]
            return {
                "value": value,
                "text": str(value),
                "page": page,
                "box": box,
                "sure": True,
                **more,
            }

        kadis = self.jabatan["kadis_kesehatan"]
        self.read.suggestions = {
            "sender": said({"name": "Yayasan Pena"}, 0.05, text="Yayasan Pena"),
            "number": said("77/YP/XI/2026", 0.2),
            "letter_date": said("2026-11-03", 0.2),
            "attachment_note": said("2 (dua) lembar", 0.25),
            "subject": said("Permohonan data imunisasi", 0.3),
            "kepada": said({"id": kadis.id, "name": kadis.name, "under": ""}, 0.4, text="Kadis"),
            "urgensi": said("segera", 0.23),
        }
        self.env.flush_all()

    def test_six_keys(self):
        self.start_tour(
            "/odoo/agenda-masuk-baru", "eoffice_register_scanned", login="tu.kesehatan.uji"
        )
        self.env.invalidate_all()
        letter = self.read.naskah_id
        self.assertEqual(self.read.state, "registered")
        self.assertEqual(self.unread.state, "ready")
        self.assertEqual(letter.sender_name, "Yayasan Pena")
        self.assertEqual(str(letter.letter_date), "2026-11-03")
        self.assertEqual(letter.content_ids.subject, "Permohonan data imunisasi")
        self.assertEqual((letter.attachment_note, letter.urgensi), ("2 (dua) lembar", "segera"))
        self.assertEqual(letter.kepada_ids.jabatan_id, self.jabatan["kadis_kesehatan"])
