"""What turns out secret closes to the desk that scanned it: pages, file, delivery and guesses."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.eoffice_bekasi.tests.test_registration import PAGE, RegistrationCase

from ..models import scan_mail
from ..models.scan_mail import _plain
from .common import TrayMixin, picture

LOOK = "f0" * 32


class ScannedLetterCase(TrayMixin, RegistrationCase):
    """A letter that the registry of Dinkes has scanned, with its source file in the tray."""

    def scanned(self, pages=1, **values):
        intake = self.scan(pages, **values)
        file = intake.file_ids
        for name in ("attachment_id", "harmless_id"):
            file[name] = self.env["ir.attachment"]._store_scan(
                file, "kenari.pdf", b"%PDF-1.7 kenari", "application/pdf"
            )
        document = intake.document_ids
        document.page_ids.write({"fingerprint": LOOK, "text": "kenari"})
        document.write({"text": PAGE, "suggestions": {"subject": {"value": "kenari"}}})
        pdf = self.env["ir.attachment"]._store_scan(
            document, "surat.pdf", b"%PDF-1.7 kenari", "application/pdf"
        )
        document.pdf_attachment_id = pdf
        return document

    def sees(self, records, who="tu_kesehatan"):
        """Return which of these records an account finds; those found must be readable too."""
        self.env.flush_all()
        self.env.invalidate_all()
        mine = records.with_user(self.users[who])
        found = mine.search([("id", "in", records.ids)])
        for one in mine:
            self.assertEqual(one.has_access("read"), one in found)
        return found.sudo()


@tagged("post_install", "-at_install")
class TestWhatTurnsOutSecretCloses(ScannedLetterCase):
    """Nobody but who may read the letter gets its scan, by whichever record it is asked for."""

    def rows(self, document):
        file = document.intake_id.file_ids
        attachments = file.attachment_id | file.harmless_id | document.pdf_attachment_id
        attachments |= document.page_ids.image_id | document.page_ids.thumbnail_id
        return [document, document.page_ids, file, *attachments]

    def assert_closed(self, document):
        for who in set(self.users) - {"kadis_kesehatan"}:
            for rows in self.rows(document):
                with self.subTest(who, rows=rows):
                    self.assertFalse(self.sees(rows, who))

    def test_raised(self):
        document = self.scanned()
        letter = self.register(document_id=document.id)
        file = document.intake_id.file_ids
        self.assertTrue(self.sees(file))
        self.assertTrue(self.sees(file.attachment_id))
        letter.action_raise_sifat("rahasia")
        self.assert_closed(document)
        self.assertTrue(self.sees(document.page_ids, "kadis_kesehatan"))

    def test_registered_closed(self):
        document = self.scanned()
        self.register(document_id=document.id, sifat="rahasia", subject=False)
        self.assert_closed(document)
        self.assertFalse(self.sees(document.intake_id))

    def test_the_mail_it_came_by(self):
        document = self.scanned(source="mail", name="Mutasi kenari", note="Subject: Mutasi kenari")
        letter = self.register(document_id=document.id)
        self.assertTrue(self.sees(document.intake_id))
        letter.action_raise_sifat("rahasia")
        self.assertFalse(self.sees(document.intake_id))
        tray = self.env["eoffice.scan.tray"].with_user(self.users["tu_kesehatan"])
        self.assertNotIn("kenari", repr(tray.get_tray(done=True)).lower())

    def test_its_page_that_was_scanned_twice(self):
        document = self.scanned(2)
        first, double = document.page_ids
        double.write({"document_id": False, "aside_reason": "double"})
        letter = self.register(document_id=document.id)
        self.assertTrue(self.sees(double))
        letter.action_raise_sifat("rahasia")
        self.assertFalse(self.sees(double))
        self.assertFalse(self.sees(first))

    def test_a_pile_stays_with_what_still_waits(self):
        intake = self.scan(1, 1)
        secret, other = intake.document_ids
        self.register(document_id=secret.id, sifat="rahasia", subject=False)
        self.assertEqual(self.sees(intake), intake)
        self.assertEqual(self.sees(other.page_ids), other.page_ids)
        self.assertFalse(self.sees(intake.file_ids))

    def test_pieces_on_their_way(self):
        self.env["eoffice.scan.piece"].with_user(self.users["tu_kesehatan"])._keep(
            "a" * 32, 0, 20, b"kenari"
        )
        piece = self.env["eoffice.scan.piece"].search([])
        admin = self.env.ref("base.user_admin")
        file = piece.attachment_id
        self.assertEqual(file.with_user(admin).search_count([("id", "=", file.id)]), 0)
        self.assertFalse(file.with_user(admin).has_access("read"))
        piece._forget()
        self.assertFalse(file.exists())


@tagged("post_install", "-at_install")
class TestGuessesAreNotConfirmed(ScannedLetterCase):
    """Who sees the envelope only learns nothing of the inside by trying texts and pages out."""

    def reasons(self, **values):
        values = {"number": False, "sender": {}, **values}
        told = self.as_registry().check_registration(values)["duplicates"]
        return [one["why"] for one in told]

    def test_text_and_page(self):
        document = self.scanned()
        letter = self.register(document_id=document.id)
        again = self.scanned()
        self.assertTrue(self.reasons(text=PAGE))
        self.assertTrue(self.reasons(document_id=again.id))
        letter.action_raise_sifat("rahasia")
        self.env.flush_all()
        self.assertEqual(self.reasons(text=PAGE), [])
        self.assertEqual(self.reasons(document_id=again.id), [])
        self.assertEqual(self.reasons(page_id=self.pdf()), [])

    def pdf(self):
        return (
            self.as_registry()
            .env["ir.attachment"]
            .create({"name": "a.pdf", "raw": b"%PDF-1.7 kenari", "mimetype": "application/pdf"})
            .id
        )


@tagged("post_install", "-at_install")
class TestWhoseAddressWasWrong(ScannedLetterCase):
    """Adds no pages to a letter that was sent on from him."""

    def test_sent_on(self):
        letter = self.register()
        mine = self.env["eoffice.scan.intake"].with_user(self.users["kadis_kesehatan"])
        desk = self.jabatan["kadis_kesehatan"]
        document = self.scan(1, tray="kadis_kesehatan").document_ids
        self.assertEqual(mine._addressee_tray(letter.id, desk.ids), desk)
        self.assertTrue(document._may_attach(letter.id))
        row = letter.sudo().recipient_ids
        row.state = "sent_on"
        letter.sudo()._sync_access()
        self.assertFalse(mine._addressee_tray(letter.id, desk.ids))
        self.assertFalse(document._may_attach(letter.id))


@tagged("post_install", "-at_install")
class TestMailOfAnybody(ScannedLetterCase):
    """An e-mail is taken whatever its sender wrote into it, and within bounds."""

    def take(self, **said):
        alias = self.organisations["kesehatan"].sudo()
        alias.scan_alias_name = "dinkes"
        given = {
            "message_id": "<satu@bpn.example>",
            "email_from": "tu@bpn.example",
            "subject": "Undangan",
            "body": "<p>Dengan hormat</p>",
            "attachments": [],
            **said,
        }
        return self.env["eoffice.scan.intake"]._take_mail(given, alias.scan_alias_id).intake_id

    def test_no_text_stops_it(self):
        for body in (
            '<?xml version="1.0" encoding="utf-8"?><p>isi</p>',
            "<!-- x -->isi",
            "<?php x ?>isi",
            "<!DOCTYPE html>isi",
            "isi\x00",
        ):
            with self.subTest(body):
                self.assertIn("isi", _plain(body))
        self.assertEqual(_plain("<!-- only a remark -->").strip(), "")

    def test_head_is_bounded(self):
        seen = []
        with patch.object(
            scan_mail, "render", lambda page, **_more: seen.append(page) or b"%PDF-1.7 x"
        ):
            intake = self.take(cc="a@b.example, " * 50_000, email_from="x" * 100_000)
        self.assertLess(len(seen[0]), 5_000)
        self.assertLess(len(intake.note), 2_000)

    def test_another_letter_with_the_same_message_id(self):
        first = self.take()
        self.assertEqual(self.take(), first)
        other = self.take(body="<p>Lain</p>", email_from="asli@kemenkes.example")
        self.assertTrue(other)
        self.assertNotEqual(other, first)

    def test_a_picture_is_no_letter_by_its_name(self):
        intake = self.take(attachments=[("../../x.html", b"<script>alert(1)</script>", {})])
        self.assertEqual(intake.file_ids.mapped("state"), ["taken", "refused"])
        self.assertNotIn("/", intake.file_ids[1].name)
        self.assertFalse(intake.file_ids[1].attachment_id)

    def test_rubbish_with_an_upload(self):
        Intake = self.env["eoffice.scan.intake"]
        for pieces in ('[{"at": Infinity, "name": "a", "upload": "b"}]', "[" * 100_000):
            with self.subTest(pieces[:9]), self.assertRaises(UserError):
                Intake._uploaded([], pieces, None)
        huge = "1" + "0" * 400
        whole = [{"name": "a.jpg", "content": picture()}]
        given = Intake._uploaded(whole, None, f"[[[{huge},0],[1,0],[1,1],[0,1]]]")
        self.assertIsNone(given[0]["corners"])
