from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase, OfficeHttpMixin

from .common import page_texts


class ReceiptMixin:
    """The registry of Dinkes registers a letter from a ministry."""

    def register(self, **more):
        Naskah = self.env["eoffice.naskah"].with_user(self.users["tu_kesehatan"])
        values = {
            "type_id": self.type_sd.id,
            "sender": {"name": "Kementerian Uji", "email": "tu@kementerian.example"},
            "number": "B-12/KEM/2026",
            "letter_date": "2026-11-02",
            "subject": "Permintaan data imunisasi",
            "kepada_ids": [self.jabatan["kadis_kesehatan"].id],
            **more,
        }
        return Naskah.browse(Naskah.action_register(values)["id"])


@tagged("post_install", "-at_install")
class TestReceiptOnPaper(ReceiptMixin, OfficeCase):
    """One lying sheet: agenda number, receipt time, what came from whom, and the code."""

    def test_it_says(self):
        letter = self.register()
        for size in ("folio", "a5"):
            (text,) = page_texts(letter._receipt_pdf(size))
            text = " ".join(text.split())
            code = letter.sudo().status_code
            for part in (
                "TANDA TERIMA SURAT",
                "Kementerian Uji",
                "B-12/KEM/2026",
                "2 November 2026",
                "Permintaan data imunisasi",
                "Kepala Dinas Kesehatan",
                "/eoffice/status",
                code[:4],
            ):
                with self.subTest(size, part=part):
                    self.assertIn(part, text)
            self.assertRegex(text, r"Nomor agenda 1 / 20\d\d")

    def test_long_words_stay_on_one_sheet(self):
        letter = self.register(
            subject="Permintaan " * 60, sender={"name": "Kementerian Uji " * 8}, number="9" * 60
        )
        for size in ("folio", "a5"):
            self.assertEqual(len(page_texts(letter._receipt_pdf(size))), 1)

    def test_no_subject_of_a_secret_letter(self):
        letter = self.register()
        self.as_user("kadis_kesehatan", letter).action_raise_sifat("rahasia")
        for who in ("tu_kesehatan", "kadis_kesehatan"):
            (text,) = page_texts(self.as_user(who, letter)._receipt_pdf())
            self.assertNotIn("imunisasi", text)

    def test_only_for_who_sees_the_envelope(self):
        letter = self.register()
        with self.assertRaises(AccessError):
            self.as_user("tu_sosial", letter)._receipt_pdf()

    def test_addresses(self):
        letter = self.register()
        got = letter.get_registered(letter.id)
        self.assertEqual(got["receipt_url"], f"/eoffice/naskah/{letter.id}/receipt")
        self.assertTrue(got["status_url"].endswith(letter.sudo().status_code))


@tagged("post_install", "-at_install")
class TestReceiptByMail(ReceiptMixin, OfficeCase):
    """A job mails it to the sender; a failure stands with the letter and is tried again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.email = "eoffice@bekasikota.example"

    def mail(self, letter, email=None, error=None):
        sent = []

        def send_email(_self, message, **_kwargs):
            if error:
                raise error
            sent.append(message)

        Server = type(self.env["ir.mail_server"])
        Letter = type(self.env["eoffice.naskah"])
        with (
            patch.object(Server, "_connect__", lambda *_a, **_k: type("S", (), {"quit": int})),
            patch.object(Server, "send_email", send_email),
            # Jobs run at once here: the second try would follow in the first.
            patch.object(Letter, "_queue_receipt", lambda *_a, **_k: None),
        ):
            letter.action_mail_receipt(email)
            letter.sudo()._mail_receipt()
        return sent

    def test_sent(self):
        letter = self.register()
        (message,) = self.mail(letter)
        self.assertEqual(message["To"], "tu@kementerian.example")
        self.assertEqual(letter.receipt_mail_state, "sent")
        (pdf,) = message.iter_attachments()
        self.assertTrue(pdf.get_payload(decode=True).startswith(b"%PDF"))
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", letter.id), ("kind", "=", "receipt_given")]
        )
        self.assertEqual(event.detail["way"], "email")

    def test_not_twice(self):
        letter = self.register()
        self.mail(letter)
        with patch.object(type(self.env["ir.mail_server"]), "send_email") as send:
            letter.sudo()._mail_receipt()
        send.assert_not_called()

    def test_failure_is_shown(self):
        letter = self.register()
        self.mail(letter, error=ConnectionRefusedError())
        self.assertEqual(letter.receipt_mail_state, "waiting")
        self.assertEqual(letter.receipt_mail_failure, "server")
        self.mail(letter, error=AssertionError())
        self.assertEqual(letter.receipt_mail_state, "failed")
        self.assertEqual(letter.receipt_mail_failure, "recipient")
        self.mail(letter)
        self.assertEqual(letter.receipt_mail_state, "sent")
        self.assertFalse(letter.receipt_mail_failure)

    def test_address_is_kept_when_there_was_none(self):
        letter = self.register(sender={"name": "PT Uji"})
        with self.assertRaises(UserError):
            self.mail(letter)
        with self.assertRaises(UserError):
            self.mail(letter, "bukan alamat")
        (message,) = self.mail(letter, "Baru@PT.example")
        self.assertEqual(message["To"], "baru@pt.example")
        self.assertEqual(letter.sender_partner_id.email, "baru@pt.example")

    def test_by_nobody_else(self):
        letter = self.register(tembusan_ids=[self.jabatan["kadis_sosial"].id])
        for who in ("kadis_kesehatan", "kadis_sosial", "staf_sosial"):
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, letter).action_mail_receipt()


@tagged("post_install", "-at_install")
class TestStatusPage(ReceiptMixin, OfficeHttpMixin, HttpCase):
    """What the sender learns by the code: received, in process at, finished; nothing more."""

    def ask(self, path, lang="en"):
        self.opener.cookies.clear()
        self.env.flush_all()
        answer = self.url_open(path, headers={"Accept-Language": lang}, allow_redirects=False)
        self.env.invalidate_all()
        return answer

    def test_the_way_of_a_letter(self):
        letter = self.register()
        path = f"/eoffice/status/{letter.sudo().status_code}"
        self.assertIn("The letter has been received", self.ask(path).text)
        row = letter.sudo().recipient_ids
        row.state = "disposed"
        answer = self.ask(path)
        self.assertIn("The letter is in process", answer.text)
        self.assertIn("Dinas Kesehatan", answer.text)
        letter.sudo().state = "finished"
        answer = self.ask(path)
        self.assertIn("The letter is finished", answer.text)
        self.assertNotIn("Dinas Kesehatan", answer.text)
        self.assertIn('<html lang="id">', self.ask(path, "id").text)

    def test_nothing_more(self):
        letter = self.register()
        code = letter.sudo().status_code
        self.assertEqual(len(code), 26)
        letter.sudo().recipient_ids.state = "disposed"
        text = self.ask(f"/eoffice/status/{code}").text
        for told in (letter.number, letter.subject, "Kementerian", "Kepala Dinas"):
            self.assertNotIn(told, text.replace(code, ""))

    def test_unknown_and_malformed_get_one_answer(self):
        bodies = set()
        for code in ("A" * 26, "B" * 26):
            answer = self.ask(f"/eoffice/status/{code}")
            self.assertEqual(answer.status_code, 404)
            bodies.add(answer.text.replace(code, "").split("<body>")[1])
        self.assertEqual(len(bodies), 1)
        for code in ("x", "1", "%27%20OR%201=1"):
            self.assertEqual(self.ask(f"/eoffice/status/{code}").status_code, 404)
        self.assertEqual(self.ask("/eoffice/status").status_code, 200)

    def test_code_of_a_letter_is_not_one_of_status(self):
        letter = self.register()
        code = letter.sudo().status_code
        self.assertEqual(self.ask(f"/v/{code}").status_code, 404)
        naskah = self.sign(self.draft())
        self.assertEqual(
            self.ask(f"/eoffice/status/{naskah.sudo().signature_ids.code}").status_code, 404
        )

    def test_no_cookie_and_nothing_loaded(self):
        answer = self.ask("/eoffice/status")
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])

    def test_receipt_over_http(self):
        letter = self.register()
        self.authenticate("tu.kesehatan.uji", "bekasi")
        answer = self.url_open(f"/eoffice/naskah/{letter.id}/receipt?size=a5")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.env.invalidate_all()
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", letter.id), ("kind", "=", "receipt_given")]
        )
        self.assertEqual(event.jabatan_id, self.jabatan["tu_kesehatan"])
        self.authenticate("tu.sosial.uji", "bekasi")
        self.assertEqual(self.url_open(f"/eoffice/naskah/{letter.id}/receipt").status_code, 404)
