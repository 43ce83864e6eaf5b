"""The registration desk, tried in a browser without scans."""

from datetime import date

from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin

DESK = "/odoo/agenda-masuk-baru"


class RegistrationDeskCase(OfficeHttpMixin, HttpCase):
    """A registry at its desk; no scan waits for it."""

    def register_by_hand(self, tour, url=DESK):
        self.start_tour(url, tour, login="tu.kesehatan.uji")
        return self.env["eoffice.naskah"].search(
            [("direction", "=", "masuk")], order="id desc", limit=1
        )

    def registered(self, **values):
        """Register a letter on the server, as the desk would."""
        naskahs = self.env["eoffice.naskah"].with_user(self.users["tu_kesehatan"])
        done = naskahs.action_register(
            {
                "type_id": self.type_sd.id,
                "sender": {"name": "Yayasan Uji Bekasi"},
                "number": "12/YUB/VII/2026",
                "letter_date": f"{last_july()}",
                "subject": "Permohonan audiensi",
                "kepada_ids": self.jabatan["kadis_kesehatan"].ids,
                **values,
            }
        )
        return self.env["eoffice.naskah"].browse(done["id"])


def last_july():
    """Return the last 17 July that isn't to come: what "17-7" means."""
    today = date.today()
    this_year = date(today.year, 7, 17)
    return this_year if this_year <= today else date(today.year - 1, 7, 17)


@tagged("post_install", "-at_install", "eoffice_tour")
class TestRegistrationDesk(RegistrationDeskCase):
    """One screen, by keyboard: nothing is lost, nothing is registered twice unseen."""

    def test_by_hand(self):
        letter = self.register_by_hand("eoffice_register_by_hand", "/odoo")
        self.assertEqual(letter.sender_name, "Yayasan Uji Bekasi")
        self.assertEqual(letter.number, "012/YUB/VII/2026")
        self.assertEqual(letter.letter_date, last_july())
        self.assertEqual(letter.content_ids.subject, "Permohonan audiensi")
        self.assertEqual(letter.kepada_ids.jabatan_id, self.jabatan["kadis_kesehatan"])
        self.assertEqual(letter.content_ids.pdf_attachment_id.name, "surat.pdf")
        self.assertEqual(letter.attachment_ids.mapped("name"), ["daftar.txt"])
        self.assertEqual(letter.state, "distributed")

    def test_nothing_typed_is_lost(self):
        letter = self.register_by_hand("eoffice_register_interrupted", DESK)
        self.assertEqual(letter.number, "013/YUB/VII/2026")
        self.assertEqual(letter.content_ids.subject, "Undangan rapat")

    def test_a_duplicate_is_said_first(self):
        first = self.registered()
        self.assertEqual(self.register_by_hand("eoffice_register_twice"), first)

    def test_closed_envelope(self):
        letter = self.register_by_hand("eoffice_register_closed")
        self.assertTrue(letter.is_closed)
        self.assertTrue(letter.is_secret)
        self.assertFalse(letter.content_ids.subject)


@tagged("post_install", "-at_install", "eoffice_tour")
class TestRegistrationInTheHand(RegistrationDeskCase):
    """390 points wide, by touch."""

    browser_size = "390x844"
    touch_enabled = True

    def test_telephone(self):
        letter = self.register_by_hand("eoffice_register_telephone")
        self.assertEqual(letter.content_ids.subject, "Pengaduan jalan rusak")
