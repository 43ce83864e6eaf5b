import base64
import json
from datetime import datetime
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeHttpMixin

SUBJECT = "Jadwal imunisasi sekolah"
#: Chooses a file on the public page and waits for what it says.
COMPARE = """
    if (FALLBACK) {
        Object.defineProperty(crypto, "subtle", { value: undefined });
    }
    const bytes = Uint8Array.from(atob(CONTENT), (c) => c.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], "surat.pdf", { type: "application/pdf" }));
    const input = document.getElementById("file");
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
    const watch = setInterval(() => {
        const result = document.getElementById("result");
        if (!result.className || result.className === "busy") {
            return;
        }
        clearInterval(watch);
        if (result.className === EXPECTED && result.textContent) {
            console.log("test successful");
        } else {
            console.error("compared as " + result.className);
        }
    }, 20);
"""


class VerifyCase(OfficeHttpMixin, HttpCase):
    def signed(self, **values):
        naskah = self.sign(self.draft(**values))
        self.env.flush_all()
        return naskah, naskah.sudo().signature_ids.code

    def ask(self, path, lang=None):
        """Ask as the public does: no session, no cookie."""
        self.opener.cookies.clear()
        headers = {"Accept-Language": lang} if lang else {}
        return self.url_open(path, headers=headers, allow_redirects=False)


@tagged("post_install", "-at_install")
class TestVerify(VerifyCase):
    """The public page, asked over HTTP by somebody without an account."""

    def test_valid(self):
        naskah, code = self.signed()
        answer = self.ask(f"/v/{code}")
        self.assertEqual(answer.status_code, 200)
        for part in (
            "Surat ini asli",
            naskah.number,
            SUBJECT,
            "Kepala Dinas Kesehatan",
            "Pejabat Kadis Kesehatan, M.Si.",
            "DINAS KESEHATAN",
            naskah.sudo().content_ids.pdf_sha256,
            'lang="id"',
        ):
            self.assertIn(part, answer.text)
        for part in ("bersama ini kami sampaikan", "Kepala Dinas Pendidikan", "NIP"):
            self.assertNotIn(part, answer.text, "neither body nor addressees are public")

    def test_public_and_light(self):
        _naskah, code = self.signed()
        for path in ("/v", f"/v/{code}", "/v/ABC"):
            answer = self.ask(path)
            self.assertNotIn("Set-Cookie", answer.headers)
            self.assertLess(len(answer.content), 50_000)
            self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
            self.assertIn("noindex", answer.headers["X-Robots-Tag"])
            self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
            self.assertNotIn("unsafe", answer.headers["Content-Security-Policy"])
            self.assertNotRegex(answer.text, r'(?:src|href)="(?:https?:)?//')
            self.assertTrue(answer.text.startswith("<!DOCTYPE html>"))
            self.assertNotIn("/web/assets", answer.text)

    def test_code_as_people_type_it(self):
        naskah, code = self.signed()
        typed = "-".join(code.lower()[i : i + 4] for i in range(0, 26, 4))
        for path in (f"/v/{typed}", f"/v?code={typed.replace('-', '+')}", f"/v/{code}?lang=id"):
            answer = self.ask(path)
            self.assertEqual(answer.status_code, 200, path)
            self.assertIn(naskah.number, answer.text)

    def test_form(self):
        answer = self.ask("/v")
        self.assertEqual(answer.status_code, 200)
        self.assertIn('<form class="code" action="/v" method="get">', answer.text)
        self.assertNotIn("<script", answer.text)

    def test_unknown_codes_get_one_answer(self):
        _naskah, code = self.signed()
        altered = ("B" if code[0] != "B" else "C") + code[1:]
        tried = (altered, "ABC", "0" * 26, "A" * 300, "%00", "' OR 1=1 --", "..%2f..", code + "A")
        for wrong in tried:
            answer = self.ask(f"/v/{wrong}")
            self.assertEqual(answer.status_code, 404, wrong)
            self.assertIn("Kode ini tidak dikenal", answer.text, wrong)
            self.assertNotIn(SUBJECT, answer.text)
        answer = self.ask("/v?code=<script>alert(1)</script>")
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn("<script>alert", answer.text)

    def test_not_before_the_number(self):
        naskah, code = self.signed()
        self.env.cr.execute(
            "UPDATE eoffice_naskah SET state = 'signing', number = NULL, number_seq = NULL "
            "WHERE id = %s",
            [naskah.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.ask(f"/v/{code}").status_code, 404)

    def test_cancelled(self):
        naskah, code = self.signed()
        with patch.object(self.env.cr, "now", lambda: datetime(2026, 11, 12, 20, 0)):
            self.as_user("kadis_kesehatan", naskah).action_cancel("Alamat keliru")
        self.env.flush_all()
        answer = self.ask(f"/v/{code}")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Surat ini sudah dibatalkan", answer.text)
        self.assertIn("Alamat keliru", answer.text)
        self.assertIn("13 November 2026", answer.text, "the day in the office's zone")
        self.assertNotIn("Surat ini asli", answer.text)

    def test_secret(self):
        naskah, code = self.signed(sifat="rahasia")
        answer = self.ask(f"/v/{code}")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Surat ini asli", answer.text)
        self.assertIn(naskah.number, answer.text)
        self.assertIn("Rahasia", answer.text)
        self.assertNotIn(SUBJECT, answer.text)
        facts = self.env["eoffice.signature"]._facts_of_code(code)
        self.assertNotIn(SUBJECT, json.dumps(facts, default=str))
        self.as_user("kadis_kesehatan", naskah).action_cancel("Alasan tersembunyi")
        self.env.flush_all()
        answer = self.ask(f"/v/{code}")
        self.assertIn("Surat ini sudah dibatalkan", answer.text)
        self.assertNotIn("Alasan tersembunyi", answer.text)
        self.assertNotIn(SUBJECT, answer.text)

    def test_languages(self):
        naskah, code = self.signed()
        for path, lang, expected in (
            (f"/v/{code}?lang=en", "id", "This letter is genuine"),
            (f"/v/{code}", "en-GB,en;q=0.9", "This letter is genuine"),
            (f"/v/{code}", "fr", "Surat ini asli"),
            (f"/v/{code}?lang=xx", None, "Surat ini asli"),
            (f"/v/{code}?lang=id", "en", "Surat ini asli"),
        ):
            answer = self.ask(path, lang)
            self.assertEqual(answer.status_code, 200)
            self.assertIn(expected, answer.text)
            self.assertIn(naskah.number, answer.text)

    def test_still_verifies_when_all_are_gone(self):
        naskah, code = self.signed()
        self.jabatan["kadis_kesehatan"].write({"name": "Jabatan lain", "active": False})
        self.users["kadis_kesehatan"].write({"name": "Orang lain", "active": False})
        self.organisations["kesehatan"].write({"name": "Dinas lain", "active": False})
        self.env.flush_all()
        answer = self.ask(f"/v/{code}")
        self.assertIn("Kepala Dinas Kesehatan", answer.text)
        self.assertIn("Pejabat Kadis Kesehatan", answer.text)
        self.assertIn(naskah.number, answer.text)


@tagged("post_install", "-at_install")
class TestCompareInBrowser(VerifyCase):
    """The file is compared in the visitor's browser, with and without its own SHA-256."""

    def compare(self, code, content, expected, fallback=False):
        script = (
            COMPARE.replace("CONTENT", json.dumps(content))
            .replace("EXPECTED", json.dumps(expected))
            .replace("FALLBACK", json.dumps(fallback))
        )
        self.browser_js(f"/v/{code}", script, "!!document.getElementById('drop')", login=None)

    def test_compare(self):
        naskah, code = self.signed()
        pdf = naskah.sudo().content_ids.pdf_attachment_id.raw
        same = base64.b64encode(pdf).decode()
        other = base64.b64encode(pdf[:-1] + b"x").decode()
        for fallback in (False, True):
            with self.subTest(fallback=fallback):
                self.compare(code, same, "same", fallback)
                self.compare(code, other, "other", fallback)


@tagged("post_install", "-at_install")
class TestPageRoutes(VerifyCase):
    """A letter's page and PDF by address: content's right or nothing."""

    def status(self, key, path):
        self.authenticate(self.users[key].login, "bekasi")
        return self.url_open(path, allow_redirects=False)

    def test_page_and_pdf(self):
        naskah, _code = self.signed()
        page = f"/eoffice/naskah/{naskah.id}/page"
        pdf = f"/eoffice/naskah/{naskah.id}/pdf"
        answer = self.status("kadis_pendidikan", page)
        self.assertEqual(answer.status_code, 200)
        self.assertIn(SUBJECT, answer.text)
        self.assertIn("frame-ancestors 'self'", answer.headers["Content-Security-Policy"])
        answer = self.status("kadis_pendidikan", pdf)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.content, naskah.sudo().content_ids.pdf_attachment_id.raw)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertTrue(answer.headers["Content-Disposition"].startswith("inline"))
        self.assertIn("private", answer.headers["Cache-Control"])

    def test_outsiders_cannot_tell_whether_it_exists(self):
        naskah, _code = self.signed(sifat="rahasia")
        for key in ("kadis_sosial", "administrator", "tu_kesehatan", "tu_pendidikan"):
            for name in ("page", "pdf"):
                there = self.status(key, f"/eoffice/naskah/{naskah.id}/{name}")
                nowhere = self.status(key, f"/eoffice/naskah/2000000000/{name}")
                self.assertEqual(there.status_code, 404, (key, name))
                self.assertEqual(nowhere.status_code, 404)
                self.assertNotIn(SUBJECT, there.text)
                self.assertEqual(there.text, nowhere.text)
                self.assertNotIn("<h1>Not Found</h1>" if name == "page" else SUBJECT, there.text)

    def test_draft_has_a_page_but_no_pdf(self):
        naskah = self.draft()
        self.env.flush_all()
        answer = self.status("staf_kesehatan", f"/eoffice/naskah/{naskah.id}/page")
        self.assertIn(SUBJECT, answer.text)
        answer = self.status("staf_kesehatan", f"/eoffice/naskah/{naskah.id}/pdf")
        self.assertEqual(answer.status_code, 404)

    def test_public_has_to_log_in(self):
        naskah, _code = self.signed()
        self.authenticate(None, None)
        for name in ("page", "pdf"):
            answer = self.url_open(f"/eoffice/naskah/{naskah.id}/{name}", allow_redirects=False)
            self.assertIn(answer.status_code, (302, 303))
