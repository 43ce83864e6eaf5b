from odoo.tests import tagged

from odoo.addons.eoffice_bekasi.tests.test_registration import PAGE, RegistrationCase

from .common import TrayMixin

LOOK = "f0" * 32


def turned(look, bits):
    """Return a fingerprint in which so many bits differ."""
    return f"{int(look, 16) ^ ((1 << bits) - 1):064x}"


@tagged("post_install", "-at_install")
class TestPageScannedTwice(TrayMixin, RegistrationCase):
    """Known by what it looks like, when it could not be read; never by its layout alone."""

    def scanned(self, look, text=False, letter=None, tray="tu_kesehatan"):
        document = self.scan(1, tray=tray).document_ids
        document.page_ids.fingerprint = look
        document.write({"text": text, "naskah_id": letter and letter.id})
        self.env.flush_all()
        return document

    def told(self, document, **values):
        check = self.as_registry().check_registration({"document_id": document.id, **values})
        return [one["id"] for one in check["duplicates"]]

    def test_same_look(self):
        letter = self.register()
        self.scanned(LOOK, letter=letter)
        for bits in (0, 5, 14):
            with self.subTest(bits):
                self.assertEqual(self.told(self.scanned(turned(LOOK, bits))), [letter.id])
        self.assertEqual(self.told(self.scanned(turned(LOOK, 40))), [])

    def test_same_layout_with_other_words(self):
        letter = self.register(text=PAGE)
        self.scanned(LOOK, letter=letter)
        other = " ".join(f"kata{number}" for number in range(80))
        self.assertEqual(self.told(self.scanned(LOOK, text=other)), [])
        self.assertEqual(self.told(self.scanned(LOOK, text=PAGE)), [letter.id])

    def test_form_with_another_number_and_date(self):
        letter = self.register()
        self.scanned(LOOK, letter=letter)
        again = self.scanned(LOOK)
        self.assertEqual(self.told(again, number="B-99", letter_date="2026-11-20"), [])

    def test_document_of_another_tray_tells_nothing(self):
        letter = self.register()
        self.scanned(LOOK, letter=letter)
        foreign = self.scanned(LOOK, tray="tu_sosial")
        self.assertEqual(self.told(foreign), [])
