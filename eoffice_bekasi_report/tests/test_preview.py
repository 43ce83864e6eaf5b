"""The page of a letter while it is written."""

import io

import pypdf

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase, OfficeHttpMixin

from .common import page_texts


@tagged("post_install", "-at_install")
class TestPreview(OfficeCase):
    """Drawn by what draws the final page, from what is stored or still in the editor."""

    def test_as_stored(self):
        naskah = self.draft()
        text = page_texts(naskah._preview_pdf())[0]
        self.assertIn("jadwal imunisasi di sekolah", text)

    def test_as_written_just_now(self):
        naskah = self.draft()
        unsaved = {"subject": "Hal baru", "body": "<p onclick='x'>Isi baru<script>y</script></p>"}
        text = page_texts(naskah._preview_pdf(unsaved))[0]
        self.assertIn("Hal baru", text)
        self.assertIn("Isi baru", text)
        self.assertEqual(naskah.subject, "Jadwal imunisasi sekolah")
        self.assertIn("jadwal imunisasi", naskah.body)
        self.env.flush_all()
        self.assertIn("jadwal imunisasi", naskah.sudo().content_ids.body)

    def test_who_only_reads_sees_what_is_stored(self):
        naskah = self.draft()
        naskah.action_submit()
        text = page_texts(naskah._preview_pdf({"body": "<p>Palsu</p>"}))[0]
        self.assertNotIn("Palsu", text)

    def test_the_page_is_the_final_one(self):
        """But for what comes with the signature, the same words stand at the same places."""
        naskah = self.sign(self.draft())
        self.assertEqual(naskah._preview_pdf(), naskah._stored_page())
        self.assertEqual(naskah._preview_pdf({"body": "<p>Palsu</p>"}), naskah._stored_page())

    def test_merge_fields(self):
        naskah = self.draft(body="<p>Nomor [[nomor]] tanggal [[tanggal]] oleh [[skpd]].</p>")
        text = page_texts(naskah._preview_pdf())[0]
        self.assertIn("Nomor ………………… tanggal ………………… oleh Dinas Kesehatan.", text)
        self.sign(naskah)
        text = page_texts(naskah._stored_page())[0]
        self.assertIn(f"Nomor {naskah.number} tanggal", text)
        self.assertNotIn("[[", text)

    def test_a_mark_is_not_printed(self):
        naskah = self.draft(body="<p>Isi <mark>tanda</mark></p>")
        self.assertNotIn("<mark", str(naskah._page_html()))

    def test_outsiders(self):
        naskah = self.draft(sifat="rahasia")
        for who in ("kadis_sosial", "administrator", "tu_kesehatan"):
            with self.assertRaises(AccessError):
                self.as_user(who, naskah)._preview_pdf()


@tagged("post_install", "-at_install")
class TestPreviewRoute(OfficeHttpMixin, HttpCase):
    """The route opens to whom the content is open; all others learn nothing, not even that."""

    def text(self, answer):
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("private", answer.headers["Cache-Control"])
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        return " ".join(pages[0].extract_text().split())

    def test_drafter(self):
        naskah = self.draft()
        self.env.flush_all()
        self.authenticate("staf.kesehatan.uji", "bekasi")
        self.assertIn(
            "jadwal imunisasi", self.text(self.url_open(f"/eoffice/naskah/{naskah.id}/preview"))
        )
        page = self.url_open(
            f"/eoffice/naskah/{naskah.id}/preview",
            data={"body": "<p>Belum disimpan</p>", "csrf_token": Request.csrf_token(self)},
        )
        self.assertIn("Belum disimpan", self.text(page))

    def test_without_token(self):
        naskah = self.draft()
        self.env.flush_all()
        self.authenticate("staf.kesehatan.uji", "bekasi")
        answer = self.url_open(f"/eoffice/naskah/{naskah.id}/preview", data={"body": "x"})
        self.assertEqual(answer.status_code, 400)

    def test_others(self):
        naskah = self.draft(sifat="rahasia")
        self.env.flush_all()
        for login in ("kadis.sosial.uji", "administrator.uji", "tu.kesehatan.uji"):
            self.authenticate(login, "bekasi")
            hidden = self.url_open(f"/eoffice/naskah/{naskah.id}/preview")
            absent = self.url_open("/eoffice/naskah/999999999/preview")
            self.assertEqual((hidden.status_code, absent.status_code), (404, 404))
            self.assertEqual(hidden.content, absent.content)
