"""A scanned letter is registered once, with its pages, and then guarded as the letter is."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TrayCase


@tagged("post_install", "-at_install")
class TestRegistering(TrayCase):
    """Registering names the scanned letter; its pages become the letter's in the same transaction."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_ = cls.env["eoffice.naskah.type"].search([("code", "=", "SD")], limit=1)

    def scanned(self, **values):
        """Return a scanned letter that was read."""
        document = self.scan(2).document_ids
        pdf = self.env["ir.attachment"].create(
            {
                "name": "surat.pdf",
                "raw": b"%PDF-1.7 scanned",
                "res_model": document._name,
                "res_id": document.id,
            }
        )
        document.write({"pdf_attachment_id": pdf.id, "text": "Surat permohonan air", **values})
        return document

    def register(self, document, by="tu_kesehatan", **values):
        given = {
            "type_id": self.type_.id,
            "sender": {"name": "PT Sumber Air Lestari"},
            "subject": "Permohonan",
            "kepada_ids": self.jabatan["kadis_kesehatan"].ids,
            "document_id": document.id,
        }
        Naskah = self.as_user(by, self.env["eoffice.naskah"])
        id_ = Naskah.action_register({**given, **values})["id"]
        return self.env["eoffice.naskah"].browse(id_)

    def test_pages_become_the_letters(self):
        document = self.scanned()
        letter = self.register(document)
        content = letter.content_ids
        self.assertEqual(content.pdf_attachment_id.raw, b"%PDF-1.7 scanned")
        self.assertEqual(content.scan_text, "Surat permohonan air")
        self.assertEqual((document.state, document.naskah_id), ("registered", letter))
        self.assertEqual(document.page_ids.naskah_id, letter)
        self.assertEqual(document.intake_id.state, "done")

    def test_registered_once(self):
        document = self.scanned()
        self.register(document)
        with self.assertRaises(UserError):
            self.register(document)

    def test_the_same_call_again_answers_the_same_letter(self):
        document = self.scanned()
        first = self.register(document, key="abc")
        self.assertEqual(self.register(document, key="abc"), first)

    def test_only_of_ones_own_tray(self):
        document = self.scanned()
        for key in ("tu_pendidikan", "kadis_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.register(document, key)
        self.assertEqual(document.state, "ready")

    def test_not_while_somebody_else_has_it(self):
        document = self.scanned(
            taken_by_id=self.users["kadis_pendidikan"].id, taken_at=self.env.cr.now()
        )
        with self.assertRaises(UserError):
            self.register(document)

    def test_not_pages_of_another_letter(self):
        document = self.scanned()
        letter = self.register(document)
        more = self.scanned(for_naskah_id=letter.id)
        with self.assertRaises(UserError):
            self.register(more)

    def test_a_registration_that_fails_leaves_the_scan_in_its_tray(self):
        document = self.scanned()
        with self.assertRaises(UserError):
            self.register(document, subject="")
        self.assertEqual(document.state, "ready")
        self.assertFalse(document.naskah_id)

    def test_of_a_closed_letter_the_registry_keeps_nothing(self):
        document = self.scanned()
        letter = self.register(document, sifat="rahasia", is_closed=True, subject=False)
        self.assertTrue(letter.is_closed)
        self.assertFalse(self.as_user("tu_kesehatan", document).has_access("read"))
        self.assertFalse(self.as_user("tu_kesehatan", document.page_ids[0]).has_access("read"))
        pdf = letter.content_ids.pdf_attachment_id
        self.assertFalse(self.as_user("tu_kesehatan", pdf).has_access("read"))
        self.assertTrue(self.as_user("kadis_kesehatan", pdf).has_access("read"))

    def test_whoever_receives_it_sees_its_pages(self):
        document = self.scanned()
        self.register(document)
        page = document.page_ids[0]
        self.assertTrue(self.as_user("kadis_kesehatan", page).has_access("read"))
        self.assertFalse(self.as_user("staf_sosial", page).has_access("read"))

    def test_not_while_it_is_being_read(self):
        document = self.scanned(state="reading")
        with self.assertRaises(UserError):
            self.register(document)

    def test_without_a_pdf_the_pictures_are_the_letters(self):
        document = self.scanned(pdf_attachment_id=False)
        self.patch(type(document), "_make_pdf", lambda self: False)
        letter = self.register(document)
        self.assertEqual(
            len(letter.content_ids._attachments_by_content()[letter.content_ids.id]), 2
        )
