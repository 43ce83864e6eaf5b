import json
from datetime import date
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from ..models import naskah_distribution, naskah_numbering, register_closing
from ..models.agenda_correction import CORRECTABLE
from .common import OfficeCase
from .test_migrations import script


class AgendaCase(OfficeCase):
    """Letters in registers, as the tests below want them."""

    def line(self, naskah, direction="masuk", key="pendidikan"):
        return naskah.sudo().agenda_ids.filtered(
            lambda line: (
                line.direction == direction
                and line.is_latest
                and (direction == "keluar" or line.skpd_id == self.organisations[key])
            )
        )

    def sent(self, **values):
        return self.sign(self.draft(tembusan=("kadis_sosial",), **values))

    def sent_in(self, year, **values):
        """Sign and send a letter by an office clock that shows a day of that year."""
        day = date(year, 6, 1)
        with (
            patch.object(naskah_numbering, "office_today", lambda: day),
            patch.object(naskah_distribution, "office_today", lambda: day),
        ):
            return self.sent(**values)

    def register(self, key="kesehatan", kind="keluar"):
        return self.env["eoffice.register"].search(
            [("organisation_id", "=", self.organisations[key].id), ("kind", "=", kind)]
        )

    def refused(self, query, params):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.InsufficientPrivilege),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(query, params)


@tagged("post_install", "-at_install")
class TestColumnsOfTheBook(AgendaCase):
    """A line has all columns of section 3: what is known at the entry, and what comes later."""

    def test_outgoing(self):
        naskah = self.sent(attachment_note="1 (satu) berkas")
        line = self.line(naskah, "keluar").with_user(self.users["tu_kesehatan"])
        self.assertEqual(line.classification_code, "999.7")
        self.assertEqual(line.attachment_note, "1 (satu) berkas")
        self.assertEqual(line.recipient_name, "Kepala Dinas Pendidikan")
        self.assertEqual(line.copies_to, "Kepala Dinas Sosial")
        self.assertEqual(line.handler_name, "Dinas Kesehatan")
        self.assertEqual(line.subject, "Jadwal imunisasi sekolah")
        self.assertEqual(line.sent_how, "Electronic")
        self.assertEqual(line.sent_on, fields.Date.context_today(naskah))
        self.assertFalse(line.remark)

    def test_incoming(self):
        naskah = self.sent(attachment_note="2 lembar")
        line = self.line(naskah).with_user(self.users["tu_pendidikan"])
        self.assertEqual(line.skpd_id, self.organisations["pendidikan"])
        self.assertEqual(line.classification_code, "999.7")
        self.assertEqual(line.attachment_note, "2 lembar")
        self.assertEqual(line.handler_name, "Dinas Pendidikan")
        self.assertEqual(line.recipient_name, "Kepala Dinas Pendidikan")
        self.assertFalse(line.received_by)
        self.assertFalse(line.disposed_to)
        self.as_user("kadis_pendidikan", naskah).action_read()
        self.dispose(naskah, "kadis_pendidikan", ("sekretaris_pendidikan", "kabid_pendidikan"))
        naskah.invalidate_recordset()
        line.invalidate_recordset()
        self.assertEqual(
            line.disposed_to, "Sekretaris Dinas Pendidikan, Kepala Bidang Dinas Pendidikan"
        )
        self.assertRegex(
            line.received_by, r"^Pejabat Kadis Pendidikan, \d\d-\d\d-\d{4} \d\d\.\d\d$"
        )

    def test_another_skpd_has_its_own(self):
        """What one SKPD did with a letter doesn't stand in another's book."""
        naskah = self.sent()
        self.dispose(naskah, "kadis_pendidikan", ("sekretaris_pendidikan",))
        other = self.line(naskah, key="sosial")
        other = other.with_user(self.users["tu_sosial"])
        self.assertFalse(other.disposed_to)
        self.assertFalse(other.received_by)

    def test_paper_and_cancelled(self):
        outside = self.env["res.partner"].create({"name": "PT Luar"})
        draft = self.draft(kepada=())
        draft.write({"recipient_ids": [(0, 0, {"kind": "kepada", "partner_id": outside.id})]})
        naskah = self.sign(draft)
        line = self.line(naskah, "keluar").with_user(self.users["tu_kesehatan"])
        self.assertEqual(line.sent_how, "Ekspedisi")
        self.as_user("kadis_kesehatan", naskah).action_cancel("Salah alamat")
        line.invalidate_recordset()
        self.assertIn("Cancelled", line.remark)
        self.assertNotIn("Salah alamat", line.remark)

    def test_a_secret_subject_stays_closed(self):
        naskah = self.sent(sifat="rahasia")
        for key, direction in (("tu_kesehatan", "keluar"), ("tu_pendidikan", "masuk")):
            line = self.line(naskah, direction).with_user(self.users[key])
            self.assertFalse(line.subject)
            self.assertEqual(line.sifat, "rahasia")
            found = line.search([("subject", "ilike", "imunisasi"), ("id", "=", line.id)])
            self.assertFalse(found)
        own = self.line(naskah).with_user(self.users["kadis_pendidikan"])
        self.assertEqual(own.search([("subject", "ilike", "imunisasi"), ("id", "=", own.id)]), own)

    def test_statements_do_not_grow(self):
        names = ["disposed_to", "received_by", "sent_how", "sent_on", "remark", "subject"]

        def statements(letters):
            lines = letters.sudo().agenda_ids.with_user(self.users["tu_kesehatan"])
            lines = lines.filtered(lambda line: line.direction == "keluar")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lines.read(names)
            return self.env.cr.sql_log_count - before

        letters = self.env["eoffice.naskah"].union(*(self.sent() for _number in range(4)))
        statements(letters)
        self.assertEqual(statements(letters[:1]), statements(letters))


@tagged("post_install", "-at_install")
class TestLinesAreKept(AgendaCase):
    """The database refuses to change or delete a line; a correction is a line of its own."""

    def correct(self, key, line, reason="Salah tulis", **values):
        return line.with_user(self.users[key]).action_correct(reason, values)

    def test_the_database_refuses(self):
        line = self.line(self.sent(), "keluar")
        self.refused("UPDATE eoffice_agenda SET sender_name = 'x' WHERE id = %s", [line.id])
        self.refused("DELETE FROM eoffice_agenda WHERE id = %s", [line.id])
        self.refused("TRUNCATE eoffice_agenda CASCADE", [])

    def test_correction(self):
        naskah = self.sent()
        old = self.line(naskah)
        answer = self.correct("tu_pendidikan", old, sender_name="Kepala Dinas Lain", note="Ralat")
        new = old.browse(answer["id"])
        self.assertEqual(answer["revision"], 1)
        self.assertEqual(
            (new.number, new.year, new.register_id), (old.number, old.year, old.register_id)
        )
        self.assertEqual((new.sender_name, new.remark), ("Kepala Dinas Lain", "Ralat"))
        self.assertEqual((new.corrects_id, new.correction_reason), (old, "Salah tulis"))
        self.assertEqual(old.sender_name, "Kepala Dinas Kesehatan")
        self.assertEqual(new.letter_number, old.letter_number)
        self.assertEqual((old.is_latest, new.is_latest), (False, True))
        self.assertEqual(new.display_name, f"{old.number}/{old.year}, correction 1")
        lines = old.search([("naskah_id", "=", naskah.id), ("skpd_id", "=", old.skpd_id.id)])
        self.assertEqual(lines, new | old)
        self.assertEqual(lines.search([("id", "in", lines.ids), ("is_latest", "=", True)]), new)
        self.assertEqual(lines.search([("id", "in", lines.ids), ("is_latest", "=", False)]), old)
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", naskah.id), ("kind", "=", "agenda_corrected")]
        )
        self.assertEqual(event.jabatan_id, self.jabatan["tu_pendidikan"])
        self.assertEqual(event.detail["fields"], ["note", "sender_name"])
        # And once more; but never the old one again.
        self.assertEqual(self.correct("kadis_pendidikan", new, note="Lagi")["revision"], 2)
        with self.assertRaisesRegex(UserError, "corrected already"):
            self.correct("tu_pendidikan", old, note="x")

    def test_who_may_correct(self):
        naskah = self.sent()
        incoming, outgoing = self.line(naskah), self.line(naskah, "keluar")
        for key in ("sekretaris_pendidikan", "staf_kesehatan", "tu_kesehatan", "tu_sosial"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.correct(key, incoming, note="x")
        with self.assertRaises(AccessError):
            self.correct("administrator", outgoing, note="x")
        line = incoming.with_user(self.users["tu_pendidikan"])
        self.assertTrue(line.may_correct)
        self.assertFalse(incoming.with_user(self.users["sekretaris_pendidikan"]).may_correct)

    def test_what_may_be_corrected(self):
        line = self.line(self.sent(), "keluar")
        for values in (
            {"number": 7},
            {"register_id": 1},
            {"naskah_id": 1},
            {"letter_number": "x"},
            {"year": 1999},
            {"revision": 9},
            {"unknown": 1},
        ):
            with self.subTest(values), self.assertRaisesRegex(UserError, "can't change"):
                self.correct("tu_kesehatan", line, **values)
        with self.assertRaisesRegex(UserError, "Nothing is different"):
            self.correct("tu_kesehatan", line, recipient_name=line.recipient_name)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.correct("tu_kesehatan", line, reason="  ", note="x")

    def test_dialog(self):
        line = self.line(self.sent()).with_user(self.users["tu_pendidikan"])
        action = line.action_open_correction()
        form = Form(
            self.env[action["res_model"]]
            .with_user(self.users["tu_pendidikan"])
            .with_context(**action["context"])
        )
        self.assertEqual(form.sender_name, "Kepala Dinas Kesehatan")
        form.letter_number = "005/12"
        form.reason = "Salah baca"
        form.save().action_confirm()
        self.assertEqual(self.line(line.naskah_id).filtered("revision").letter_number, "005/12")
        self.assertEqual(
            set(CORRECTABLE["masuk"]) | {"copies_to"},
            {
                "sender_name",
                "letter_number",
                "letter_date",
                "recipient_name",
                "attachment_note",
                "handler_name",
                "note",
                "copies_to",
            },
        )


@tagged("post_install", "-at_install")
class TestClosingOfAYear(AgendaCase):
    """A year that is over is closed: signed, digested, and nothing comes into it any more."""

    def setUp(self):
        super().setUp()
        self.letters = [self.sent_in(2024) for _number in range(3)]
        self.patch(register_closing, "office_today", lambda: date(2025, 1, 2))

    def closing(self, key="tu_kesehatan", **values):
        return (
            self.env["eoffice.register.closing"]
            .with_user(self.users[key])
            .create({"register_id": self.register().id, "year": 2024, **values})
        )

    def test_sign(self):
        closing = self.closing()
        self.assertEqual(closing.state, "prepared")
        answer = self.as_user("kadis_kesehatan", closing).action_sign()
        self.assertEqual(answer["state"], "closed")
        self.assertEqual((closing.line_count, closing.first_number, closing.last_number), (3, 1, 3))
        self.assertRegex(closing.sha256, "^[0-9a-f]{64}$")
        self.assertEqual(closing.closed_by_id, self.users["kadis_kesehatan"])
        self.assertEqual(closing.jabatan_id, self.jabatan["kadis_kesehatan"])
        self.assertEqual(closing.capacity, "definitif")
        self.assertEqual(closing.signature_block["name"], "Pejabat Kadis Kesehatan, M.Si.")
        event = self.env["eoffice.event"].search([("kind", "=", "register_closed")])
        self.assertEqual(event.detail["sha256"], closing.sha256)

    def test_who(self):
        for key in ("tu_sosial", "staf_kesehatan", "sekretaris_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.closing(key)
        closing = self.closing()
        for key in ("tu_kesehatan", "kadis_sosial", "sekretaris_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, closing).action_sign()
        for key in ("tu_kesehatan", "kadis_kesehatan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, closing).write({"year": 2020})
        with self.assertRaises(AccessError):
            self.as_user("tu_sosial", closing).unlink()
        closing.unlink()

    def test_nothing_is_set_by_hand(self):
        closing = self.closing(state="closed", sha256="0" * 64, line_count=9)
        self.assertEqual(
            (closing.state, closing.sha256, closing.line_count), ("prepared", False, 0)
        )

    def test_a_year_that_goes_on(self):
        with self.assertRaisesRegex(UserError, "still in use"):
            self.closing(year=2025)
        self.organisations["kesehatan"].date_to = "2025-01-01"
        self.patch(register_closing, "office_today", lambda: date(2024, 12, 31))
        self.assertTrue(self.closing(), "an SKPD that has ended closes its book at once")

    def test_an_account_that_entered_nothing_can_be_deleted(self):
        """The book's lines refuse every change, but only where there is one."""
        new_test_user(self.env, "singgah.uji", groups="eoffice_bekasi.group_user").unlink()

    def test_unexplained_numbers(self):
        self.env.cr.execute(
            "UPDATE eoffice_register_counter SET last_number = 5 WHERE register_id = %s",
            [self.register().id],
        )
        closing = self.closing()
        with self.assertRaisesRegex(UserError, "4 to 5: missing"):
            self.as_user("kadis_kesehatan", closing).action_sign()
        self.assertEqual(closing.state, "prepared")

    def test_nothing_comes_into_a_closed_year(self):
        closing = self.closing()
        line = self.line(self.letters[0], "keluar")
        waiting = self.approve(self.draft())
        self.as_user("kadis_kesehatan", closing).action_sign()
        day = date(2024, 12, 31)
        with (
            patch.object(naskah_numbering, "office_today", lambda: day),
            self.assertRaisesRegex(UserError, "is closed"),
            self.env.cr.savepoint(),
        ):
            self.as_user("kadis_kesehatan", waiting).action_sign()
        with self.assertRaisesRegex(UserError, "is closed"):
            line.with_user(self.users["tu_kesehatan"]).action_correct("x", {"note": "x"})
        register = self.register().id
        self.refused(
            "UPDATE eoffice_register_counter SET last_number = 9 WHERE register_id = %s AND year = 2024",
            [register],
        )
        self.refused(
            """INSERT INTO eoffice_agenda (register_id, skpd_id, direction, year, number, revision,
                                           date, naskah_id)
               SELECT register_id, skpd_id, direction, year, 99, 0, date, naskah_id
                 FROM eoffice_agenda WHERE id = %s""",
            [line.id],
        )
        self.refused("DELETE FROM eoffice_register_closing WHERE id = %s", [closing.id])
        self.refused("UPDATE eoffice_register_closing SET sha256 = 'x' WHERE id = %s", [closing.id])
        with self.assertRaises(AccessError):
            self.as_user("tu_kesehatan", closing).unlink()
        with self.assertRaisesRegex(UserError, "closed already"):
            self.as_user("kadis_kesehatan", closing).action_sign()
        # The next year goes on.
        naskah = self.sent_in(2025)
        self.assertEqual(naskah.number_seq, 1)

    def test_check(self):
        closing = self.closing()
        self.as_user("kadis_kesehatan", closing).action_sign()
        self.assertEqual(closing.action_check()["params"]["type"], "success")
        line = self.line(self.letters[1], "keluar")
        self.env.cr.execute("ALTER TABLE eoffice_agenda DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE eoffice_agenda SET recipient_name = 'Lain' WHERE id = %s", [line.id]
        )
        self.env.cr.execute("ALTER TABLE eoffice_agenda ENABLE TRIGGER USER")
        self.assertEqual(closing.action_check()["params"]["type"], "danger")

    def test_once(self):
        self.closing()
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.UniqueViolation):
            self.closing()

    def test_an_empty_book(self):
        closing = self.closing(year=2023)
        self.as_user("kadis_kesehatan", closing).action_sign()
        self.assertEqual((closing.line_count, closing.last_number), (0, 0))


@tagged("post_install", "-at_install")
class TestExpeditionBook(AgendaCase):
    """Buku ekspedisi: one line for each addressee of what an SKPD sent, with who received it."""

    def book(self, key):
        return (
            self.env["eoffice.recipient"]
            .with_user(self.users[key])
            .search([("is_sent_by_us", "=", True), ("state", "!=", "draft")])
        )

    def test_lines(self):
        naskah = self.sent(attachment_note="1 berkas")
        other = self.sign(self.draft("staf_sosial", kepada=("kadis_kesehatan",)))
        lines = self.book("tu_kesehatan")
        self.assertEqual(lines, naskah.sudo().recipient_ids)
        self.assertEqual(self.book("tu_sosial"), other.sudo().recipient_ids)
        first = lines.filtered(lambda line: line.kind == "kepada")
        self.assertEqual(first.letter_number, naskah.number)
        self.assertEqual(first.subject, "Jadwal imunisasi sekolah")
        self.assertEqual(first.attachment_note, "1 berkas")
        self.as_user("kadis_pendidikan", naskah).action_read()
        first.invalidate_recordset()
        self.assertRegex(first.received_by, r"^Pejabat Kadis Pendidikan, ")
        self.assertFalse((lines - first).received_by)

    def test_a_secret_letter(self):
        self.sent(sifat="rahasia")
        lines = self.book("tu_kesehatan")
        self.assertEqual(len(lines), 2)
        self.assertEqual(lines.mapped("subject"), [False, False])


@tagged("post_install", "-at_install")
class TestMigrationOfRegisters(AgendaCase):
    """Lines of 19.0.0.2.0 get the columns that new lines have."""

    COLUMNS = ("classification_code", "attachment_note", "handler_name", "copies_to", "revision")

    def test_columns(self):
        naskah = self.sent(attachment_note="1 berkas")
        lines = naskah.sudo().agenda_ids
        wanted = lines.read(self.COLUMNS)
        self.assertEqual(len(lines), 3)
        self.env.flush_all()
        cr = self.env.cr
        cr.execute("ALTER TABLE eoffice_agenda DISABLE TRIGGER USER")
        cr.execute("ALTER TABLE eoffice_agenda ALTER COLUMN revision DROP NOT NULL")
        cr.execute(
            "UPDATE eoffice_agenda SET " + ", ".join(f"{name} = NULL" for name in self.COLUMNS)
        )
        script("19.0.0.3.0", "pre-agenda").migrate(cr, "19.0.0.2.0")
        self.env.invalidate_all()
        self.assertEqual(lines.read(self.COLUMNS), wanted)
        self.assertTrue(json.dumps(wanted))
        cr.execute("ALTER TABLE eoffice_agenda ALTER COLUMN revision SET NOT NULL")
        cr.execute("ALTER TABLE eoffice_agenda ENABLE TRIGGER USER")
