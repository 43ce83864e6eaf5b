from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase, OfficeHttpMixin

from .common import page_texts, size_mm


class SheetMixin:
    """A letter that was disposed twice, once with a note for one alone, and handed on."""

    def disposed(self, **values):
        naskah = self.sign(self.draft(**values))
        (self.first,) = self.dispose(
            naskah, "kadis_pendidikan", ("sekretaris_pendidikan",), note="Siapkan ruangan"
        )
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",), note="Hanya untuk Kabid")
        self.as_user("sekretaris_pendidikan", self.first).action_forward(
            self.jabatan["kasubbag_pendidikan"].ids, note="Pesan kursi"
        )
        self.as_user("kasubbag_pendidikan", self.first.child_ids).action_report("Kursi dipesan")
        return naskah

    def text(self, key, naskah):
        self.env.invalidate_all()
        return " ".join(page_texts(self.as_user(key, naskah)._disposition_pdf()))


@tagged("post_install", "-at_install")
class TestDispositionSheet(SheetMixin, OfficeCase):
    """Half a folio with sender, agenda, who got it, what for, and each paraf with its time."""

    def test_what_stands_on_it(self):
        naskah = self.disposed()
        text = self.text("kadis_pendidikan", naskah)
        for part in (
            "LEMBAR DISPOSISI",
            "DINAS PENDIDIKAN",
            "Kepala Dinas Kesehatan",
            naskah.number,
            "Jadwal imunisasi sekolah",
            "Sekretaris Dinas Pendidikan (penanggung jawab)",
            "Tindak lanjuti (uji)",
            "Siapkan ruangan",
            "Hanya untuk Kabid",
            "Pesan kursi",
            "Laporan: Kursi dipesan",
            "Pejabat Kadis Pendidikan",
        ):
            self.assertIn(part, text)
        self.assertIn(naskah.sudo().kepada_ids.agenda_id.display_name, text)

    def test_half_a_folio(self):
        pdf = self.as_user("kadis_pendidikan", self.disposed())._disposition_pdf()
        self.assertEqual(size_mm(pdf), (165.0, 215.0))

    def test_each_sees_his_own(self):
        naskah = self.disposed()
        text = self.text("sekretaris_pendidikan", naskah)
        self.assertIn("Kursi dipesan", text)
        self.assertIn("Kepala Bidang Dinas Pendidikan", text, "who has it stands on it")
        self.assertNotIn("Hanya untuk Kabid", text)
        text = self.text("kabid_pendidikan", naskah)
        self.assertIn("Hanya untuk Kabid", text)
        for part in ("Siapkan ruangan", "Pesan kursi", "Kursi dipesan"):
            self.assertNotIn(part, text)
        text = self.text("tu_pendidikan", naskah)
        self.assertIn("LEMBAR DISPOSISI", text)
        self.assertNotIn("Siapkan ruangan", text)

    def test_to_be_filled_in_by_hand(self):
        naskah = self.sign(self.draft())
        text = self.text("tu_pendidikan", naskah)
        for part in ("Jadwal imunisasi sekolah", "Paraf dan tanggal", "Tindak lanjuti (uji)"):
            self.assertIn(part, text)

    def test_printing_is_in_the_log(self):
        naskah = self.disposed()
        self.text("kadis_pendidikan", naskah)
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", naskah.id), ("kind", "=", "printed")]
        )
        self.assertEqual(event.user_id, self.users["kadis_pendidikan"])

    def test_who_may_not(self):
        naskah = self.disposed(sifat="rahasia")
        for key in ("tu_pendidikan", "staf_sosial", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.text(key, naskah)
        self.assertIn("Rahasia", self.text("kadis_pendidikan", naskah))


@tagged("post_install", "-at_install")
class TestDispositionSheetAddress(SheetMixin, OfficeHttpMixin, HttpCase):
    """The address answers readers of the letter, and nobody else, not even that it is there."""

    def test_address(self):
        url = self.disposed(sifat="rahasia").action_print_dispositions()["url"]
        self.authenticate("kadis.pendidikan.uji", "bekasi")
        answer = self.url_open(url)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("private", answer.headers["Cache-Control"])
        for login in ("tu.pendidikan.uji", "staf.sosial.uji", "administrator.uji"):
            self.authenticate(login, "bekasi")
            with self.subTest(login):
                self.assertEqual(self.url_open(url).status_code, 404)
        self.authenticate("kadis.pendidikan.uji", "bekasi")
        self.assertEqual(self.url_open("/eoffice/naskah/999999999/disposition").status_code, 404)
