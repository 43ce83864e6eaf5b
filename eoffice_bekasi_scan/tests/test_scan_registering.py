from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TrayCase


@tagged("post_install", "-at_install")
class TestScannedLetterIsRegistered(TrayCase):
    """A scanned letter becomes a registered one: its PDF, its text, its pages, all or nothing."""

    def setUp(self):
        super().setUp()
        self.intake = self.scan(2)
        self.document = self.intake.document_ids
        self.pdf = self.env["ir.attachment"]._store_scan(
            self.document, "Surat.pdf", b"%PDF-1.4 uji", "application/pdf"
        )
        self.document.write({"pdf_attachment_id": self.pdf.id, "text": "Undangan rapat kerja"})

    def register(self, by="tu_kesehatan", **values):
        """Register the scanned letter in the name of an account; return the letter."""
        answer = (
            self.env["eoffice.naskah"]
            .with_user(self.users[by])
            .action_register(
                {
                    "type_id": self.type_sd.id,
                    "sender": {"name": "PT Sehat"},
                    "number": "12/SS/2026",
                    "subject": "Undangan",
                    "kepada_ids": self.jabatan["kadis_kesehatan"].ids,
                    "document_id": self.document.id,
                    **values,
                }
            )
        )
        return self.env["eoffice.naskah"].browse(answer["id"])

    def test_page_text_and_count(self):
        letter = self.register()
        content = letter.content_ids
        self.assertEqual(content.pdf_attachment_id, self.pdf)
        self.assertEqual((self.pdf.res_model, self.pdf.res_id), (content._name, content.id))
        self.assertIn("rapat kerja", content.scan_text)
        self.assertEqual((self.document.state, self.document.naskah_id), ("registered", letter))
        self.assertEqual(self.intake.page_ids.naskah_id, letter)
        self.assertEqual((self.intake.pages_registered, self.intake.pages_right), (2, True))
        self.assertEqual(self.intake.state, "done")

    def test_who_receives_it_sees_the_page(self):
        letter = self.register()
        theirs = self.as_user("kadis_kesehatan", letter)
        self.assertEqual(theirs.content_ids.pdf_attachment_id.raw, b"%PDF-1.4 uji")
        page = self.as_user("kadis_kesehatan", self.intake.page_ids[0])
        page.check_access("read")
        with self.assertRaises(AccessError):
            self.as_user("staf_sosial", self.intake.page_ids[0]).check_access("read")

    def test_without_a_pdf_the_pictures_are_kept(self):
        self.document.pdf_attachment_id = False
        letter = self.register()
        self.assertEqual(len(letter.attachment_ids), 2)

    def test_only_once(self):
        self.register()
        with self.assertRaises(UserError):
            self.register(number="13/SS/2026")
        self.assertEqual(len(self.intake.page_ids.naskah_id), 1)

    def test_asked_again_with_the_same_key_it_is_the_same_letter(self):
        first = self.register(key="kunci-uji")
        self.assertEqual(self.register(key="kunci-uji"), first)

    def test_not_what_a_colleague_has_or_is_being_read(self):
        self.document.write(
            {"taken_by_id": self.users["kadis_kesehatan"].id, "taken_at": self.env.cr.now()}
        )
        with self.assertRaises(UserError):
            self.register()
        self.document.write({"taken_by_id": False, "state": "reading"})
        with self.assertRaises(UserError):
            self.register()

    def test_not_of_another_tray(self):
        with self.assertRaises(AccessError):
            self.register("tu_pendidikan")
        with self.assertRaises(AccessError):
            self.register("staf_kesehatan")
        self.assertEqual(self.document.state, "ready")

    def test_no_scan_of_a_secret_letter_from_the_registry(self):
        for values in ({"sifat": "rahasia"}, {"is_closed": True}):
            with self.subTest(values), self.assertRaises(UserError):
                self.register(subject=False, **values)
        self.assertFalse(self.document.naskah_id)
