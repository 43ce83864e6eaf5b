import base64
from datetime import date, timedelta
from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import naskah_numbering, naskah_reserved, register_reserving
from ..tools.local_time import utc_now
from .common import OfficeCase

TODAY = date(2030, 12, 30)
MINUTES = {"number": "BA/1/2030", "date": "2030-12-31", "text": "Salah cetak."}


class ReservedCase(OfficeCase):
    """The registry of Dinas Kesehatan sets numbers aside; the clock shows ``today``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.register = cls.env["eoffice.register"].search(
            [
                ("organisation_id", "=", cls.organisations["kesehatan"].id),
                ("kind", "=", "keluar"),
            ]
        )

    def setUp(self):
        super().setUp()
        self.today = TODAY
        for module in (naskah_numbering, naskah_reserved, register_reserving):
            self.startPatcher(patch.object(module, "office_today", lambda: self.today))

    def reserve(self, count=1, day=None, by="tu_kesehatan", reason="Undangan mendadak"):
        answer = self.as_user(by, self.register).action_reserve(count, day or self.today, reason)
        return self.env["eoffice.reserved.number"].browse(answer["ids"])

    def choose(self, naskah, reserved, by="tu_kesehatan"):
        return self.as_user(by, naskah).action_use_reserved(reserved.id)

    def sign_now(self, naskah):
        self.as_user("kadis_kesehatan", naskah).action_sign()
        naskah.invalidate_recordset()
        return naskah

    def events(self, kind):
        return self.env["eoffice.event"].search([("kind", "=", kind)])

    def counted(self):
        self.env.cr.execute(
            "SELECT last_number FROM eoffice_register_counter WHERE register_id = %s AND year = %s",
            [self.register.id, self.today.year],
        )
        return (self.env.cr.fetchone() or [0])[0]

    def assert_whole(self, year=None):
        """Each number up to the counter is a letter's or explains itself, never both."""
        self.env.flush_all()
        year = year or self.today.year
        self.env.cr.execute(
            """SELECT s.number, count(DISTINCT n.id), count(DISTINCT a.id), count(DISTINCT r.id)
                 FROM eoffice_register_counter c
                CROSS JOIN LATERAL generate_series(1, c.last_number) AS s (number)
                 LEFT JOIN eoffice_naskah n ON n.register_id = c.register_id
                       AND n.number_year = c.year AND n.number_seq = s.number
                 LEFT JOIN eoffice_agenda a ON a.register_id = c.register_id
                       AND a.year = c.year AND a.number = s.number
                 LEFT JOIN eoffice_reserved_number r ON r.register_id = c.register_id
                       AND r.year = c.year AND r.number = s.number AND r.state <> 'used'
                WHERE c.register_id = %s AND c.year = %s
                GROUP BY s.number ORDER BY s.number""",
            [self.register.id, year],
        )
        for number, letters, lines, rows in self.env.cr.fetchall():
            self.assertIn((letters, lines, rows), {(1, 1, 0), (0, 0, 1)}, number)


@tagged("post_install", "-at_install")
class TestReserving(ReservedCase):
    """Registry and head of the keeper set numbers aside, for today or later, with a reason."""

    def test_numbers_come_from_the_register(self):
        self.sign_now(self.approve(self.draft()))
        reserved = self.reserve(3)
        self.assertEqual(reserved.mapped("number"), [2, 3, 4])
        self.assertEqual(set(reserved.mapped("state")), {"open"})
        self.assertEqual(set(reserved.mapped("date")), {TODAY})
        self.assertEqual(reserved.jabatan_id, self.jabatan["tu_kesehatan"])
        self.assertEqual(reserved.user_id, self.users["tu_kesehatan"])
        letter = self.sign_now(self.approve(self.draft()))
        self.assertEqual(letter.number_seq, 5)
        self.assert_whole()

    def test_the_act_is_an_event(self):
        self.reserve(2, reason="Dua undangan")
        event = self.events("numbers_reserved")
        self.assertEqual(event.user_id, self.users["tu_kesehatan"])
        self.assertEqual(event.jabatan_id, self.jabatan["tu_kesehatan"])
        self.assertEqual(event.detail["numbers"], [1, 2])
        self.assertEqual(event.detail["reason"], "Dua undangan")
        self.assertEqual(event.detail["date"], "2030-12-30")

    def test_who_reserves(self):
        for key in ("tu_kesehatan", "kadis_kesehatan"):
            with self.subTest(key):
                self.assertTrue(self.reserve(by=key))
        for key in ("staf_kesehatan", "sekretaris_kesehatan", "tu_sosial", "walikota"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.reserve(by=key)
        with self.assertRaises(AccessError):
            self.reserve(by="administrator")
        self.assertEqual(self.counted(), 2)

    def test_an_assistant_is_refused(self):
        self.env["eoffice.assistant"].with_user(self.users["kadis_kesehatan"]).create(
            {
                "jabatan_id": self.jabatan["kadis_kesehatan"].id,
                "user_id": self.users["staf_kesehatan"].id,
            }
        )
        self.env.invalidate_all()
        seats = self.users["staf_kesehatan"]._eoffice_seats()
        self.assertTrue(seats.of(self.jabatan["kadis_kesehatan"].id))
        with self.assertRaises(AccessError):
            self.reserve(by="staf_kesehatan")

    def test_who_carries_the_office_reserves(self):
        """A Plh. of the head does, in that capacity; the head does not meanwhile."""
        now = utc_now()
        self.env["eoffice.operator"].with_user(self.users["kadis_kesehatan"]).action_appoint(
            self.organisations["kesehatan"].id, self.users["tu_kesehatan"].id
        )
        delegation = (
            self.env["eoffice.delegation"]
            .with_user(self.users["tu_kesehatan"])
            .create(
                {
                    "jabatan_id": self.jabatan["kadis_kesehatan"].id,
                    "delegate_jabatan_id": self.jabatan["sekretaris_kesehatan"].id,
                    "kind": "plh",
                    "date_from": now - timedelta(hours=1),
                    "date_to": now + timedelta(days=2),
                    "reason": "cuti",
                    "basis_number": "800/12/Dinkes",
                    "basis_date": now.date(),
                    "basis_file": base64.b64encode(b"surat perintah"),
                    "basis_filename": "perintah.pdf",
                }
            )
        )
        delegation.action_confirm()
        self.env.invalidate_all()
        self.assertTrue(self.reserve(by="sekretaris_kesehatan"))
        event = self.events("numbers_reserved")
        self.assertEqual(event.capacity, "plh")
        self.assertEqual(event.detail["delegation_id"], delegation.id)
        with self.assertRaises(AccessError):
            self.reserve(by="kadis_kesehatan")

    def test_never_for_the_past(self):
        with self.assertRaisesRegex(UserError, "today or a later day"):
            self.reserve(day=TODAY - timedelta(days=1))
        self.assertEqual(self.reserve(day=TODAY + timedelta(days=1)).date, date(2030, 12, 31))

    def test_next_year_counts_in_its_own_register(self):
        reserved = self.reserve(day=date(2031, 1, 2))
        self.assertEqual((reserved.year, reserved.number), (2031, 1))
        self.assertEqual(self.counted(), 0)
        self.assert_whole(2031)

    def test_what_is_refused_takes_no_number(self):
        for count, day, reason in (
            (0, TODAY, "x"),
            (-1, TODAY, "x"),
            (10**6, TODAY, "x"),
            ("3", TODAY, "x"),
            (1, TODAY, "  "),
            (1, False, "x"),
            (1, date(2062, 1, 1), "x"),
        ):
            with self.subTest(count=count, day=day), self.assertRaises(UserError):
                self.as_user("tu_kesehatan", self.register).action_reserve(count, day, reason)
        self.assertEqual(self.counted(), 0)

    def test_not_in_a_register_of_incoming_letters(self):
        incoming = self.register.search(
            [("organisation_id", "=", self.register.organisation_id.id), ("kind", "=", "masuk")]
        )
        with self.assertRaisesRegex(UserError, "outgoing"):
            self.as_user("tu_kesehatan", incoming).action_reserve(1, TODAY, "x")

    def test_a_number_twice_is_refused_by_the_database(self):
        one, other = self.reserve(2)
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE eoffice_reserved_number SET number = %s WHERE id = %s",
                [one.number, other.id],
            )


@tagged("post_install", "-at_install")
class TestWhoSeesReservations(ReservedCase):
    """The keeper's registry and head; a reason may name what is secret."""

    def test_who_reads(self):
        reserved = self.reserve(reason="kenari rahasia")
        for key in ("tu_kesehatan", "kadis_kesehatan"):
            self.assertEqual(self.as_user(key, reserved).reason, "kenari rahasia")
        for key in ("staf_kesehatan", "kadis_sosial", "tu_sosial", "walikota", "administrator"):
            with self.subTest(key):
                mine = self.as_user(key, reserved)
                self.assertFalse(mine.search([("id", "=", reserved.id)]))
                self.assertFalse(mine.search([("reason", "ilike", "kenari")]))
                with self.assertRaises(AccessError):
                    mine.read(["reason"])

    def test_what_is_typed_in_a_dialog_is_ones_own(self):
        """Odoo gives the rows of a dialog to all who may open one; the reason may be secret."""
        dialogs = {
            "eoffice.number.reserve": {"register_id": self.register.id, "reason": "kenari"},
            "eoffice.number.end": {"mode": "release", "reason": "kenari"},
            "eoffice.number.use": {"naskah_id": self.approve(self.draft()).id},
            "eoffice.number.paper": {
                "number_id": self.reserve().id,
                "type_id": self.type_sd.id,
                "classification_id": self.klasifikasi.id,
                "signer_jabatan_id": self.jabatan["kadis_kesehatan"].id,
                "subject": "kenari",
                "kepada": "kenari",
            },
        }
        for name, values in dialogs.items():
            with self.subTest(name):
                dialog = self.env[name].with_user(self.users["tu_kesehatan"]).create(values)
                other = self.as_user("staf_kesehatan", dialog)
                self.assertFalse(other.search([("id", "=", dialog.id)]))
                with self.assertRaises(AccessError):
                    other.read(["create_uid"])

    def test_nobody_writes_by_hand(self):
        reserved = self.as_user("tu_kesehatan", self.reserve())
        for act in (
            lambda: reserved.write({"state": "released"}),
            lambda: reserved.unlink(),
            lambda: reserved.create({"register_id": self.register.id, "year": 2030, "number": 9}),
        ):
            with self.assertRaises(AccessError):
                act()


@tagged("post_install", "-at_install")
class TestGivingBackAndVoid(ReservedCase):
    """Given back with a reason, void with a berita acara; the number stays and explains itself."""

    def test_given_back(self):
        reserved = self.reserve(2)
        self.as_user("tu_kesehatan", reserved[0]).action_release("Tidak jadi")
        self.assertEqual((reserved[0].state, reserved[0].end_reason), ("released", "Tidak jadi"))
        self.assertEqual(self.events("number_released").detail["numbers"], [1])
        letter = self.sign_now(self.approve(self.draft()))
        self.assertEqual(letter.number_seq, 3, "a number that was given back goes to nobody")
        with self.assertRaisesRegex(UserError, "ended already"):
            self.as_user("tu_kesehatan", reserved[0]).action_release("Lagi")
        self.assert_whole()

    def test_void_with_one_berita_acara_for_several(self):
        reserved = self.reserve(3)
        file = self.env["ir.attachment"].with_user(self.users["tu_kesehatan"])
        file = file.create({"name": "ba.pdf", "raw": b"%PDF-"})
        self.as_user("tu_kesehatan", reserved).action_void("Salah cetak", MINUTES, file.ids)
        self.assertEqual(set(reserved.mapped("state")), {"void"})
        minutes = reserved.minutes_id
        self.assertEqual((minutes.number, str(minutes.date)), ("BA/1/2030", "2030-12-31"))
        self.assertEqual((file.res_model, file.res_id), ("eoffice.minutes", minutes.id))
        self.assertTrue(self.as_user("kadis_kesehatan", file).raw)
        for key in ("staf_kesehatan", "tu_sosial", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, file).read(["raw"])
        self.assertEqual(self.events("number_voided").detail["minutes"], "BA/1/2030")
        self.assert_whole()

    def test_no_void_without_berita_acara(self):
        reserved = self.as_user("tu_kesehatan", self.reserve())
        for minutes in (None, {}, MINUTES | {"text": " "}, MINUTES | {"date": False}):
            with self.subTest(minutes), self.assertRaisesRegex(UserError, "berita acara"):
                reserved.action_void("Salah", minutes)
        with self.assertRaisesRegex(UserError, "reason"):
            reserved.action_void(" ", MINUTES)
        self.assertEqual(reserved.state, "open")

    def test_who_ends_it(self):
        reserved = self.reserve()
        for key in ("staf_kesehatan", "tu_sosial", "administrator"):
            with self.subTest(key):
                with self.assertRaises(AccessError):
                    self.as_user(key, reserved).action_release("x")
                with self.assertRaises(AccessError):
                    self.as_user(key, reserved).action_void("x", MINUTES)
        self.assertEqual(reserved.state, "open")


@tagged("post_install", "-at_install")
class TestUsingAReservation(ReservedCase):
    """The registry chooses an open number; the letter gets it and its date when it is signed."""

    def test_an_earlier_date_only_from_a_reservation_of_that_day(self):
        reserved = self.reserve(reason="Rapat pimpinan")
        self.sign_now(self.approve(self.draft()))
        self.today = date(2031, 1, 3)
        naskah = self.approve(self.draft())
        self.choose(naskah, reserved)
        shown = self.as_user("kadis_kesehatan", naskah).get_reserved_number()
        self.assertEqual(shown, {"number": "999.7/1/Dinkes", "date": "2030-12-30", "is_open": True})
        self.sign_now(naskah)
        self.assertEqual(naskah.number, "999.7/1/Dinkes")
        self.assertEqual((naskah.number_year, naskah.number_seq), (2030, 1), "keeps its year")
        self.assertEqual(naskah.letter_date, TODAY)
        line = naskah.sudo().agenda_ids.filtered(lambda line: line.direction == "keluar")
        self.assertEqual((line.number, line.year, line.date), (1, 2030, TODAY))
        self.assertEqual((reserved.state, reserved.naskah_id), ("used", naskah.sudo()))
        event = self.events("number_used")
        self.assertEqual(
            (event.naskah_id, event.user_id), (naskah.id, self.users["kadis_kesehatan"])
        )
        remark = self.env["eoffice.remark"].search([("event_id", "=", event.id)])
        self.assertEqual(remark.text, "Rapat pimpinan")
        self.assertNotIn("Rapat", str(event.detail), "the reason isn't for all with the envelope")
        self.assert_whole(2030)

    def test_only_the_registry_chooses(self):
        reserved, naskah = self.reserve(), self.approve(self.draft())
        for key in ("staf_kesehatan", "kadis_kesehatan", "sekretaris_kesehatan", "tu_sosial"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.choose(naskah, reserved, by=key)
        self.assertFalse(naskah.sudo().reserved_number_id)
        self.choose(naskah, reserved)
        event = self.events("number_chosen")
        self.assertEqual(event.jabatan_id, self.jabatan["tu_kesehatan"])

    def test_dialog_shows_what_a_letter_has(self):
        Dialog = self.env["eoffice.number.use"].with_user(self.users["tu_kesehatan"])
        self.assertFalse(Dialog.new({}).chosen)
        reserved, naskah = self.reserve(), self.approve(self.draft())
        dialog = Dialog.create({"naskah_id": naskah.id, "number_id": reserved.id})
        self.assertFalse(dialog.chosen)
        dialog.action_apply()
        self.assertIn("999.7/1/Dinkes", Dialog.new({"naskah_id": naskah.id}).chosen)

    def test_taken_back_before_signing(self):
        reserved, naskah = self.reserve(), self.approve(self.draft())
        self.choose(naskah, reserved)
        with self.assertRaises(AccessError):
            self.as_user("kadis_kesehatan", naskah).action_unuse_reserved()
        self.as_user("tu_kesehatan", naskah).action_unuse_reserved()
        self.assertFalse(self.as_user("kadis_kesehatan", naskah).get_reserved_number())
        self.sign_now(naskah)
        self.assertEqual((naskah.number_seq, reserved.state), (2, "open"))
        self.assert_whole()

    def test_one_number_for_one_letter(self):
        reserved = self.reserve()
        self.choose(self.approve(self.draft()), reserved)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.choose(self.approve(self.draft()), reserved)

    def test_only_in_approval(self):
        reserved, draft = self.reserve(2), self.draft()
        with self.assertRaises(AccessError, msg="a draft is its drafter's"):
            self.choose(draft, reserved[0])
        signed = self.sign_now(self.approve(draft))
        with self.assertRaisesRegex(UserError, "only while"):
            self.choose(signed, reserved[0])

    def test_only_of_its_own_register(self):
        reserved = self.reserve()
        other = self.draft("staf_sosial", kepada=("kadis_kesehatan",))
        self.approve(other)
        with self.assertRaises(AccessError):
            self.choose(other, reserved, by="tu_sosial")
        with self.assertRaises(AccessError):
            self.choose(other, reserved)

    def test_void_meanwhile_is_said_before_anything_is_frozen(self):
        reserved, naskah = self.reserve(), self.approve(self.draft())
        self.choose(naskah, reserved)
        self.as_user("tu_kesehatan", reserved).action_void("Salah", MINUTES)
        with self.assertRaisesRegex(UserError, "not open any more"):
            self.as_user("kadis_kesehatan", naskah).action_sign()
        naskah.invalidate_recordset()
        self.assertEqual(naskah.state, "approval")
        self.assertFalse(naskah.sudo().signature_ids)
        self.as_user("tu_kesehatan", naskah).action_unuse_reserved()
        self.assertEqual(self.sign_now(naskah).number_seq, 2)
        self.assert_whole()

    def test_a_number_that_is_being_signed_can_not_be_made_void(self):
        reserved, naskah = self.reserve(), self.approve(self.draft())
        self.choose(naskah, reserved)
        naskah.sudo().state = "signing"
        self.env.flush_all()
        for act in (
            lambda: self.as_user("tu_kesehatan", reserved).action_void("x", MINUTES),
            lambda: self.as_user("tu_kesehatan", reserved).action_release("x"),
        ):
            with self.assertRaisesRegex(UserError, "being signed"):
                act()

    def test_not_signed_before_its_day(self):
        reserved = self.reserve(day=date(2030, 12, 31))
        naskah = self.approve(self.draft())
        self.choose(naskah, reserved)
        with self.assertRaisesRegex(UserError, "Sign it on that day"):
            self.as_user("kadis_kesehatan", naskah).action_sign()
        self.today = date(2030, 12, 31)
        self.assertEqual(self.sign_now(naskah).letter_date, date(2030, 12, 31))

    def test_cancelling_before_signing_opens_it_again(self):
        reserved, naskah = self.reserve(), self.approve(self.draft())
        self.choose(naskah, reserved)
        self.as_user("staf_kesehatan", naskah).action_cancel("Tidak jadi")
        other = self.approve(self.draft())
        self.choose(other, reserved)
        self.assertEqual(self.sign_now(other).number_seq, reserved.number)
        self.assert_whole()


@tagged("post_install", "-at_install")
class TestCancellingASignedLetter(ReservedCase):
    """The registry makes a signed letter's number void with a berita acara."""

    def test_registry_needs_a_berita_acara(self):
        naskah = self.sign(self.draft())
        registry = self.as_user("tu_kesehatan", naskah)
        self.assertEqual(registry.get_cancel_options(), {"minutes": True})
        with self.assertRaisesRegex(UserError, "berita acara"):
            registry.action_cancel("Salah alamat")
        self.assertNotEqual(naskah.state, "cancelled")
        registry.action_cancel("Salah alamat", MINUTES)
        minutes = self.env["eoffice.minutes"].search([("naskah_id", "=", naskah.id)])
        self.assertEqual(minutes.text, "Salah cetak.")
        self.assertEqual(naskah.state, "cancelled")
        for key in ("kadis_kesehatan", "tu_kesehatan"):
            self.assertTrue(self.as_user(key, minutes).text)
        with self.assertRaises(AccessError):
            self.as_user("staf_sosial", minutes).read(["text"])
        self.assert_whole()

    def test_signer_cancels_with_a_reason(self):
        naskah = self.sign(self.draft())
        signer = self.as_user("kadis_kesehatan", naskah)
        self.assertEqual(signer.get_cancel_options(), {"minutes": False})
        signer.action_cancel("Salah alamat")
        self.assertEqual(naskah.state, "cancelled")


@tagged("post_install", "-at_install")
class TestPaperBlock(ReservedCase):
    """Numbers on paper for an outage: each is a letter with its scan or void; then it closes."""

    def hand_out(self, count=2, by="tu_kesehatan"):
        answer = self.as_user(by, self.register).action_hand_out(
            count, TODAY, "Listrik padam", "Bagian Umum"
        )
        return self.env["eoffice.number.block"].browse(answer["block_id"])

    def scan(self, by="tu_kesehatan"):
        return (
            self.env["ir.attachment"]
            .with_user(self.users[by])
            .create({"name": "pindai.pdf", "raw": b"%PDF-pindaian"})
        )

    def paper(self, **values):
        return {
            "type_id": self.type_sd.id,
            "classification_id": self.klasifikasi.id,
            "signer_jabatan_id": self.jabatan["kadis_kesehatan"].id,
            "subject": "Permohonan genset",
            "kepada": "PLN Bekasi",
            **values,
        }

    def test_all_accounted_for(self):
        block = self.hand_out(3)
        self.assertEqual(block.number_ids.mapped("number"), [3, 2, 1])
        mine = self.as_user("tu_kesehatan", block)
        with self.assertRaisesRegex(UserError, "1\N{EN DASH}3"):
            mine.action_close()
        third, second, first = mine.number_ids
        scan = self.scan()
        answer = first.action_register_paper(self.paper(), scan.ids)
        self.assertEqual(answer["number"], "999.7/1/Dinkes")
        second.action_void("Tidak dipakai", MINUTES)
        with self.assertRaisesRegex(UserError, "3"):
            mine.action_close()
        with self.assertRaisesRegex(UserError, "handed out on paper"):
            third.action_release("Tidak dipakai")
        third.action_void("Rusak", MINUTES)
        self.assertEqual(mine.action_close(), {"id": block.id, "state": "closed"})
        self.assertEqual(len(self.events("block_opened") | self.events("block_closed")), 2)
        self.assert_whole()

    def test_the_paper_letter(self):
        number = self.as_user("tu_kesehatan", self.hand_out(1)).number_ids
        scan = self.scan()
        self.today = date(2031, 1, 2)
        answer = number.action_register_paper(self.paper(), scan.ids)
        letter = self.env["eoffice.naskah"].browse(answer["id"])
        self.assertEqual((letter.state, letter.on_paper), ("finished", True))
        self.assertEqual((letter.letter_date, letter.number_year), (TODAY, 2030))
        for key in ("tu_kesehatan", "kadis_kesehatan"):
            with self.subTest(key):
                mine = self.as_user(key, letter)
                self.assertEqual(mine.subject, "Permohonan genset")
                self.assertEqual(mine.attachment_ids.ids, scan.ids)
                self.assertEqual(mine.attachment_ids.raw, b"%PDF-pindaian")
        with self.assertRaises(AccessError):
            self.as_user("kadis_sosial", letter).read(["number"])
        line = letter.agenda_ids
        self.assertEqual((line.number, line.recipient_name), (1, "PLN Bekasi"))
        kinds = self.env["eoffice.event"].search([("naskah_id", "=", letter.id)]).mapped("kind")
        self.assertEqual(kinds, ["paper_registered"])

    def test_of_a_secret_one_the_registry_has_the_envelope(self):
        number = self.as_user("tu_kesehatan", self.hand_out(1)).number_ids
        scan = self.scan()
        answer = number.action_register_paper(self.paper(sifat="rahasia"), scan.ids)
        letter = self.env["eoffice.naskah"].browse(answer["id"])
        registry = self.as_user("tu_kesehatan", letter)
        registry.invalidate_recordset()
        self.assertEqual(registry.number, "999.7/1/Dinkes")
        self.assertFalse(registry.subject)
        self.assertFalse(registry.attachment_ids)
        with self.assertRaises(AccessError):
            self.as_user("tu_kesehatan", scan).read(["raw"])
        self.assertEqual(self.as_user("kadis_kesehatan", letter).subject, "Permohonan genset")

    def test_nothing_may_be_missing(self):
        number = self.as_user("tu_kesehatan", self.hand_out(1)).number_ids
        with self.assertRaisesRegex(UserError, "Scan"):
            number.action_register_paper(self.paper(), [])
        for name in self.paper():
            with self.subTest(name), self.assertRaises(UserError):
                number.action_register_paper(self.paper(**{name: False}), self.scan().ids)
        self.assertEqual(number.state, "open")

    def test_somebody_elses_file_is_refused(self):
        number = self.as_user("tu_kesehatan", self.hand_out(1)).number_ids
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            number.action_register_paper(self.paper(), self.scan("tu_sosial").ids)

    def test_signer_of_another_register_is_refused(self):
        number = self.as_user("tu_kesehatan", self.hand_out(1)).number_ids
        signer = self.jabatan["kadis_sosial"].id
        with self.assertRaisesRegex(UserError, "isn't numbered by this register"):
            number.action_register_paper(self.paper(signer_jabatan_id=signer), self.scan().ids)

    def test_signer_who_may_not_sign_is_refused(self):
        number = self.as_user("tu_kesehatan", self.hand_out(1)).number_ids
        signer = self.jabatan["staf_kesehatan"].id
        with self.assertRaisesRegex(UserError, "may not sign"):
            number.action_register_paper(self.paper(signer_jabatan_id=signer), self.scan().ids)

    def test_never_for_a_letter_in_the_system(self):
        number = self.hand_out(1).number_ids
        with self.assertRaisesRegex(UserError, "handed out on paper"):
            self.choose(self.approve(self.draft()), number)

    def test_who(self):
        block = self.hand_out(1)
        for key in ("staf_kesehatan", "tu_sosial", "administrator"):
            with self.subTest(key):
                self.assertFalse(self.as_user(key, block).search([("id", "=", block.id)]))
                with self.assertRaises(AccessError):
                    self.hand_out(by=key)
                with self.assertRaises(AccessError):
                    self.as_user(key, block).action_close()
                with self.assertRaises(AccessError):
                    number = self.as_user(key, block.number_ids)
                    number.action_register_paper(self.paper(), self.scan(key).ids)


@tagged("post_install", "-at_install")
class TestAskingAnotherRegistry(ReservedCase):
    """A registry asks another SKPD's registry for a number; that one grants or refuses."""

    def setUp(self):
        super().setUp()
        self.naskah = self.approve(self.draft("staf_sosial", kepada=("kadis_pendidikan",)))

    def ask(self, naskah=None, by="tu_sosial", **values):
        answer = (
            self.env["eoffice.number.request"]
            .with_user(self.users[by])
            .action_ask(self.register.id, TODAY, "Surat bersama", naskah and naskah.id, **values)
        )
        return self.env["eoffice.number.request"].browse(answer["id"])

    def test_granted_and_used(self):
        request = self.ask(self.naskah)
        self.assertEqual(request.skpd_id, self.organisations["sosial"])
        answer = self.as_user("tu_kesehatan", request).action_grant()
        self.assertEqual((answer["state"], answer["number"]), ("granted", 1))
        reserved = request.reserved_number_id
        self.assertEqual(reserved.for_skpd_id, self.organisations["sosial"])
        self.assertEqual(self.as_user("tu_sosial", reserved).number, 1)
        self.choose(self.naskah, reserved, by="tu_sosial")
        self.as_user("kadis_sosial", self.naskah).action_sign()
        self.naskah.invalidate_recordset()
        self.assertEqual(self.naskah.number, "999.7/1/Dinkes")
        line = self.naskah.sudo().agenda_ids.filtered(lambda line: line.direction == "keluar")
        self.assertEqual(line.skpd_id, self.organisations["kesehatan"])
        self.assert_whole()

    def test_it_stands_in_both_books(self):
        request = self.ask(self.naskah)
        self.as_user("tu_kesehatan", request).action_grant()
        self.choose(self.naskah, request.reserved_number_id, by="tu_sosial")
        self.as_user("kadis_sosial", self.naskah).action_sign()
        domain = [("is_own", "=", True), ("direction", "=", "keluar")]
        for key in ("tu_sosial", "tu_kesehatan"):
            lines = self.as_user(key, self.env["eoffice.agenda"]).search(domain)
            self.assertIn(self.naskah.id, lines.sudo().naskah_id.ids, key)

    def test_the_desk_of_who_can_answer_tells_it(self):
        def waiting(key):
            return self.as_user(key, self.env["eoffice.number.request"]).get_waiting()

        self.assertEqual(waiting("tu_kesehatan"), [])
        request = self.ask(self.naskah)
        for key in ("tu_kesehatan", "kadis_kesehatan"):
            self.assertEqual(waiting(key), [self.organisations["sosial"].name])
        for key in ("tu_sosial", "kadis_sosial", "tu_pendidikan", "staf_kesehatan"):
            self.assertEqual(waiting(key), [], key)
        self.as_user("tu_kesehatan", request).action_refuse("Bukan register kami")
        self.assertEqual(waiting("tu_kesehatan"), [])

    def test_only_for_the_letter_it_was_asked_for(self):
        request = self.ask(self.naskah)
        self.as_user("tu_kesehatan", request).action_grant()
        other = self.approve(self.draft("staf_sosial"))
        with self.assertRaisesRegex(UserError, "another letter"):
            self.choose(other, request.reserved_number_id, by="tu_sosial")

    def test_without_a_letter_any_of_the_asker(self):
        request = self.ask()
        self.as_user("kadis_kesehatan", request).action_grant()
        own = self.approve(self.draft())
        with self.assertRaisesRegex(UserError, "granted to"):
            self.choose(own, request.reserved_number_id)
        self.choose(self.naskah, request.reserved_number_id, by="tu_sosial")

    def test_refused_with_a_reason(self):
        request = self.ask()
        with self.assertRaisesRegex(UserError, "Say why"):
            self.as_user("tu_kesehatan", request).action_refuse(" ")
        self.as_user("tu_kesehatan", request).action_refuse("Pakai nomor sendiri")
        mine = self.as_user("tu_sosial", request)
        self.assertEqual((mine.state, mine.answer), ("refused", "Pakai nomor sendiri"))
        self.assertEqual(self.counted(), 0)

    def test_answered_once(self):
        request = self.ask()
        self.as_user("tu_kesehatan", request).action_grant()
        for act in (
            lambda: self.as_user("tu_kesehatan", request).action_grant(),
            lambda: self.as_user("tu_kesehatan", request).action_refuse("x"),
            lambda: self.as_user("tu_sosial", request).action_withdraw(),
        ):
            with self.assertRaisesRegex(UserError, "answered or withdrawn"):
                act()
        self.assertEqual(self.counted(), 1)

    def test_withdrawn(self):
        request = self.ask()
        with self.assertRaises(AccessError):
            self.as_user("tu_kesehatan", request).action_withdraw()
        self.as_user("tu_sosial", request).action_withdraw()
        with self.assertRaisesRegex(UserError, "answered or withdrawn"):
            self.as_user("tu_kesehatan", request).action_grant()
        self.assertEqual(self.counted(), 0)

    def test_who(self):
        for key in ("staf_sosial", "kadis_sosial", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.ask(by=key)
        with self.assertRaises(AccessError):
            self.ask(self.naskah, by="tu_kesehatan")
        with self.assertRaisesRegex(UserError, "own register"):
            self.ask(by="tu_kesehatan")
        request = self.ask()
        for key in ("tu_sosial", "kadis_sosial", "staf_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, request).action_grant()
        for key in ("tu_sosial", "kadis_sosial", "tu_kesehatan", "kadis_kesehatan"):
            self.assertEqual(self.as_user(key, request).reason, "Surat bersama")
        for key in ("staf_sosial", "kadis_pendidikan", "administrator"):
            self.assertFalse(self.as_user(key, request).search([("id", "=", request.id)]))

    def test_the_desks_are_told_without_the_reason(self):
        told = []
        with patch.object(
            type(self.env["res.users"]),
            "_bus_send",
            lambda user, kind, message: told.append((user, kind, message)),
        ):
            request = self.ask()
            self.as_user("tu_kesehatan", request).action_grant()
        users = [user for user, _kind, _message in told]
        self.assertEqual(users, [self.users["tu_kesehatan"], self.users["tu_sosial"]])
        self.assertNotIn("Surat bersama", str(told))
