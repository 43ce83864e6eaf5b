"""Who is told of new work, when, by what, and what it says; e-mails go to a real SMTP server."""

import json
import re
import socket
from datetime import datetime
from email import message_from_bytes, policy
from unittest.mock import patch
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.sql_db import BaseCursor
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tests.test_cursor import TestCursor
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.mail.tools import jwt

from ..tools.digest import MAX_TRIES
from .common import OfficeCase, OfficeHttpMixin
from .test_api_json2 import Json2Case

WIB = ZoneInfo("Asia/Jakarta")
UTC = ZoneInfo("UTC")
#: Odoo and smtplib say on the log what a server refused; here it refuses on purpose.
LOGS = ("odoo.addons.base.models.ir_mail_server", "odoo.addons.eoffice_bekasi.models")


class MailBox:
    """An SMTP server on loopback: keeps what it accepts, refuses what it is told to."""

    def __init__(self):
        self.messages, self.answers = [], []
        self.controller = Controller(self, hostname="127.0.0.1", port=self.free_port())

    @staticmethod
    def free_port():
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            return one.getsockname()[1]

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers and self.answers[0][0] == "RCPT":
            return self.answers.pop(0)[1]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answers and self.answers[0][0] == "DATA":
            return self.answers.pop(0)[1]
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append((envelope.rcpt_tos, message))
        return "250 OK"


class NotificationMixin:
    """A mail server, a clock, and the job that tells; mix in after the city."""

    @classmethod
    def set_up_notification(cls):
        env = cls.env
        env.company.write({"email": "eoffice@kota-uji.example", "alias_domain_id": False})
        env.company.resource_calendar_id = env["resource.calendar"].create(
            {"name": "Jam kerja uji", "tz": "Asia/Jakarta"}
        )
        env["res.lang"]._activate_lang("id_ID")
        env["ir.module.module"]._load_module_terms(["eoffice_bekasi"], ["id_ID"])
        for user in cls.users.values():
            user.write({"email": f"{user.login}@kota-uji.example", "lang": "id_ID"})
        env["eoffice.notification"].search([]).unlink()

    def setUp(self):
        super().setUp()
        self.box = MailBox()
        self.box.controller.start()
        self.addCleanup(
            lambda: self.box.controller.loop.is_running() and self.box.controller.stop()
        )
        self.env["ir.mail_server"].search([]).active = False
        self.env["ir.mail_server"].create(
            {
                "name": "Uji",
                "smtp_host": "127.0.0.1",
                "smtp_port": self.box.controller.port,
                "smtp_encryption": "none",
            }
        )
        self.patch(IrMail_Server, "_disable_send", lambda *_args: False)
        for cursor in (BaseCursor, TestCursor):
            self.patch(cursor, "now", lambda _cr: self.now)
        self.clock(2026, 8, 12, 10)  # a Wednesday

    def clock(self, *parts):
        """Set what time it is, by the office's clock."""
        moment = datetime(*parts, tzinfo=WIB).astimezone(UTC)
        self.now = moment.replace(tzinfo=None)

    def tell(self):
        """Run the job as the scheduler does; answer the e-mails that arrived meanwhile."""
        before = len(self.box.messages)
        with self.enter_registry_test_mode(), mute_logger(*LOGS):
            self.env.ref("eoffice_bekasi.cron_tell").method_direct_trigger()
        self.env.invalidate_all()
        return [message for _to, message in self.box.messages[before:]]

    def queued(self, **values):
        """Return the queue's rows as set of (who, kind), those still to be told."""
        domain = [("told_at", "=", False), *((name, "=", value) for name, value in values.items())]
        names = {user: key for key, user in self.users.items()}
        rows = self.env["eoffice.notification"].search(domain)
        return {(names[row.user_id], row.kind) for row in rows}

    def mails(self, key, **values):
        """Return an account's notification e-mails."""
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["eoffice.notification.mail"].search(
            [("user_id", "=", self.users[key].id), *domain]
        )

    def choose(self, key, channel, **values):
        """Choose how an account wants to be told, as it does itself."""
        self.users[key].with_user(self.users[key]).write({"eoffice_notify": channel, **values})

    def only(self, *keys):
        """Let nobody get e-mails but these, at once."""
        for key in self.users:
            self.choose(key, "at_once" if key in keys else "app")

    def text(self, message):
        return message.get_body(("plain",)).get_content()

    def html(self, message):
        return message.get_body(("html",)).get_content()


class NotificationCase(NotificationMixin, OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_notification()


@tagged("post_install", "-at_install")
class TestNewWorkIsQueued(NotificationCase):
    """Wherever new work reaches a desk, whoever carries it has a row; who did it himself has not."""

    def test_way_of_a_letter(self):
        naskah = self.draft(tembusan=("kadis_sosial",))
        naskah.action_submit()
        self.assertEqual(self.queued(), {("kasubbag_kesehatan", "paraf")})
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        self.assertIn(("staf_kesehatan", "returned"), self.queued())
        naskah.action_submit()
        self.as_user("kasubbag_kesehatan", naskah).action_paraf()
        self.as_user("sekretaris_kesehatan", naskah).action_paraf()
        self.assertIn(("kadis_kesehatan", "sign"), self.queued())
        self.env["eoffice.notification"].search([]).unlink()
        self.as_user("kadis_kesehatan", naskah).action_sign()
        self.assertEqual(self.queued(), {("kadis_pendidikan", "dispose"), ("kadis_sosial", "read")})
        given = self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",))
        self.assertEqual(self.queued(disposition_id=given.id), {("kabid_pendidikan", "followup")})
        self.as_user("kabid_pendidikan", given).action_report("Sudah")
        self.assertIn(("kadis_pendidikan", "report"), self.queued(disposition_id=given.id))

    def test_forwarded_disposition(self):
        naskah = self.sign(self.draft())
        given = self.dispose(naskah, "kadis_pendidikan", ("sekretaris_pendidikan",))
        self.as_user("sekretaris_pendidikan", given).action_forward(
            self.jabatan["kasubbag_pendidikan"].ids, self.instruction.ids
        )
        self.assertIn(("kasubbag_pendidikan", "followup"), self.queued())

    def test_each_disposition_goes_with_its_own_receiver(self):
        naskah = self.sign(self.draft())
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan", "sekretaris_pendidikan"))
        rows = self.env["eoffice.notification"].search([("kind", "=", "followup")])
        self.assertEqual(len(rows), 2)
        for row in rows:
            self.assertEqual(row.disposition_id.to_jabatan_id, row.jabatan_id)

    def test_all_of_a_shared_desk(self):
        self.users["second"] = self.users["staf_sosial"]
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["tu_pendidikan"].id,
                "user_id": self.users["staf_sosial"].id,
                "date_from": "2020-01-01",
            }
        )
        self.sign(self.draft(kepada=("tu_pendidikan",)))
        self.assertEqual(
            self.queued(jabatan_id=self.jabatan["tu_pendidikan"].id),
            {("tu_pendidikan", "dispose"), ("second", "dispose")},
        )

    def test_a_vacant_desk_keeps_nobody_from_sending(self):
        self.add_jabatan("lowong", "Kepala UPTD", "pendidikan", None, user=False)
        naskah = self.sign(self.draft(kepada=("lowong",)))
        self.assertEqual(naskah.state, "distributed")
        self.assertFalse(self.queued(naskah_id=naskah.id, kind="dispose"))

    def test_who_did_it_himself(self):
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.add_jabatan(
                    "uptd", "Kepala UPTD", "kesehatan", None, user=False
                ).id,
                "user_id": self.users["kadis_kesehatan"].id,
                "date_from": "2020-01-01",
                "kind": "plt",
            }
        )
        naskah = self.sign(self.draft(kepada=("uptd",)))
        self.assertFalse(self.queued(naskah_id=naskah.id, kind="dispose"))

    def test_twice_before_it_is_told_is_once(self):
        naskah = self.draft()
        for _turn in range(2):
            naskah.action_submit()
            self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        rows = self.env["eoffice.notification"].search([("kind", "=", "returned")])
        self.assertEqual(len(rows), 1)

    def test_no_act_no_row(self):
        naskah = self.draft()
        with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
            naskah.action_submit()
            raise ZeroDivisionError
        self.assertFalse(self.queued())

    def test_as_many_statements_for_5_as_for_50(self):
        notification = self.env["eoffice.notification"]
        naskah = self.sign(self.draft())
        holders = [user for key, user in self.users.items() if key != "administrator"]
        keys = []
        for place in range(50):
            keys.append(f"uptd_{place}")
            jabatan = self.add_jabatan(keys[-1], f"UPTD {place}", "pendidikan", None, user=False)
            self.env["eoffice.assignment"].create(
                {
                    "jabatan_id": jabatan.id,
                    "user_id": holders[place % len(holders)].id,
                    "date_from": "2020-01-01",
                }
            )
        for size in (5, 50):
            notification.search([]).unlink()
            works = [(naskah.id, self.jabatan[key].id, "dispose", None) for key in keys[:size]]
            self.env.flush_all()
            self.env.invalidate_all()
            # Who carries the desks (assignments, delegations), then one INSERT.
            with self.assertQueryCount(4):
                notification._queue(self.env.cr, works, self.env.uid)
            self.assertEqual(notification.search_count([]), size)


@tagged("post_install", "-at_install")
class TestWhenPeopleAreTold(NotificationCase):
    """At once, with the digest of the chosen hour on a working day, or in the app only."""

    def test_digest_by_default(self):
        self.sign(self.draft())
        self.assertEqual(self.tell(), [])
        self.clock(2026, 8, 12, 12, 59)
        self.assertEqual(self.tell(), [])
        self.clock(2026, 8, 12, 13)
        told = [message["To"] for message in self.tell()]
        self.assertIn("kadis.pendidikan.uji@kota-uji.example", "".join(told))
        self.clock(2026, 8, 13, 8)
        self.assertEqual(self.tell(), [])

    def test_hours_of_ones_own(self):
        self.only()
        self.choose("kadis_pendidikan", "digest", eoffice_digest_hours="16.30")
        self.sign(self.draft())
        self.clock(2026, 8, 12, 16, 29)
        self.assertEqual(self.tell(), [])
        self.clock(2026, 8, 12, 16, 30)
        self.assertEqual(len(self.tell()), 1)

    def test_not_on_days_off(self):
        self.only()
        self.choose("kadis_pendidikan", "digest")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Hari Kemerdekaan",
                "calendar_id": self.env.company.resource_calendar_id.id,
                "date_from": "2026-08-16 17:00:00",
                "date_to": "2026-08-17 16:59:59",
            }
        )
        self.clock(2026, 8, 14, 15)  # Friday, before Monday the 17th
        self.sign(self.draft())
        for day in (15, 16, 17):
            self.clock(2026, 8, day, 14)
            self.assertEqual(self.tell(), [], day)
        self.clock(2026, 8, 18, 8)
        self.assertEqual(len(self.tell()), 1)

    def test_at_once(self):
        self.only("kadis_pendidikan")
        self.sign(self.draft())
        (message,) = self.tell()
        self.assertIn("kadis.pendidikan.uji@", message["To"])
        self.assertEqual(self.tell(), [])

    def test_in_the_app_only(self):
        self.only()
        self.sign(self.draft())
        self.clock(2026, 8, 13, 14)
        self.assertEqual(self.tell(), [])
        self.assertFalse(self.queued())

    def test_urgent_ones_always_at_once(self):
        for urgensi in ("segera", "sangat_segera"):
            for channel in ("app", "digest"):
                with self.subTest(urgensi=urgensi, channel=channel):
                    self.only()
                    self.choose("kadis_pendidikan", channel)
                    self.env["eoffice.notification"].search([]).unlink()
                    naskah = self.draft(urgensi=urgensi)
                    naskah.step_ids.filtered(lambda step: step.kind != "sign").unlink()
                    self.sign(naskah)
                    told = [message["To"] for message in self.tell()]
                    self.assertTrue(any("kadis.pendidikan" in to for to in told), told)

    def test_one_digest_is_one_email(self):
        self.only()
        self.choose("kadis_pendidikan", "digest")
        for _turn in range(3):
            self.sign(self.draft())
        self.clock(2026, 8, 12, 13)
        (message,) = self.tell()
        self.assertEqual(self.text(message).count("/odoo/eoffice.naskah/"), 3)

    def test_another_choice_counts_for_what_waits(self):
        self.only()
        self.choose("kadis_pendidikan", "digest")
        self.sign(self.draft())
        self.assertEqual(self.tell(), [])
        self.choose("kadis_pendidikan", "at_once")
        self.assertEqual(len(self.tell()), 1)

    def test_later_hours_count_for_what_waits(self):
        self.only()
        self.choose("kadis_pendidikan", "digest")
        self.sign(self.draft())
        self.tell()
        self.choose("kadis_pendidikan", "digest", eoffice_digest_hours="15:00")
        self.clock(2026, 8, 12, 13)
        self.assertEqual(self.tell(), [])
        self.clock(2026, 8, 12, 15)
        self.assertEqual(len(self.tell()), 1)

    def test_hours_are_checked(self):
        user = self.users["kadis_pendidikan"]
        with self.assertRaisesRegex(ValidationError, "pagi"):
            self.choose("kadis_pendidikan", "digest", eoffice_digest_hours="8, pagi")
        self.choose("kadis_pendidikan", "digest", eoffice_digest_hours="13.30 8")
        self.assertEqual(user.eoffice_digest_hours, "08:00, 13:30")

    def test_nobody_chooses_for_another(self):
        other = self.users["kadis_sosial"].with_user(self.users["kadis_pendidikan"])
        with self.assertRaises(AccessError):
            other.write({"eoffice_notify": "app"})

    def test_sorting_takes_as_many_statements_for_many(self):
        """For 5 accounts or for 50, whatever they have chosen."""
        notification = self.env["eoffice.notification"]
        naskah = self.sign(self.draft())
        users = self.env["res.users"].create(
            [
                {
                    "name": f"Orang {place}",
                    "login": f"orang.{place}",
                    "eoffice_notify": ("app", "digest", "at_once")[place % 3],
                }
                for place in range(50)
            ]
        )
        counts = []
        for size in (6, 6, 50):  # the first fills caches
            notification.search([]).unlink()
            notification._insert(
                self.env.cr,
                [
                    (user.id, naskah.id, self.jabatan["kadis_pendidikan"].id, "dispose", None)
                    for user in users[:size]
                ],
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(notification._sort(), size)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestWhatAnEmailSays(NotificationCase):
    """Number, subject, sender, what is asked, till when, and a link; in the account's language."""

    def test_digest(self):
        self.only()
        self.choose("kadis_pendidikan", "digest")
        plain = self.sign(self.draft(subject="Data <b>sekolah</b> & guru"))
        copy = self.sign(
            self.draft(kepada=("kadis_sosial",), tembusan=("kadis_pendidikan",), subject="Salinan")
        )
        given = self.dispose(plain, "kadis_pendidikan", ("kabid_pendidikan",), note="Siapkan bahan")
        # Written, not given: whatever day the test runs on, this one may be over.
        given.sudo().deadline = "2026-08-20"
        plain_again = self.sign(self.draft(subject="Undangan rapat"))
        self.as_user("kabid_pendidikan", given).action_report("Bahan sudah dikirim")
        self.clock(2026, 8, 12, 13)
        (message,) = self.tell()
        self.assertEqual(message["Subject"], "3 naskah menunggu Anda")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertIn("eoffice@kota-uji.example", message["From"])
        text, html = self.text(message), self.html(message)
        for said in (
            f"Nomor: {plain_again.number}",
            "Undangan rapat",
            "Dari: Kepala Dinas Kesehatan",
            "UNTUK DIDISPOSISI",
            "Bahan sudah dikirim",
            "Batas waktu: 20 Agustus 2026",
            "Salinan",
        ):
            self.assertIn(said, text)
        for naskah in (plain, copy, plain_again):
            link = f"{naskah.get_base_url()}/odoo/eoffice.naskah/{naskah.id}"
            self.assertIn(link, text)
            self.assertIn(f'href="{link}"', html)
        self.assertIn("Data &lt;b&gt;sekolah&lt;/b&gt; &amp; guru", html)
        self.assertIn('lang="id-ID"', html)
        # By kind, in the desk's order.
        places = [text.index(word) for word in ("UNTUK DIDISPOSISI", "Bahan sudah", "Salinan")]
        self.assertEqual(places, sorted(places))

    def test_followup_says_what_is_asked(self):
        self.only("kabid_pendidikan")
        naskah = self.sign(self.draft())
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",), note="Hadiri dan laporkan")
        (message,) = self.tell()
        self.assertEqual(message["Subject"], "Untuk ditindaklanjuti: Jadwal imunisasi sekolah")
        self.assertIn("Tindak lanjuti (uji). Hadiri dan laporkan", self.text(message))

    def test_most_urgent_first(self):
        self.only()
        self.choose("kadis_pendidikan", "digest")
        for subject, urgensi in (("Biasa saja", "biasa"), ("Sangat perlu", "sangat_segera")):
            self.sign(self.draft(subject=subject, urgensi=urgensi))
        # The urgent one's e-mail is held up, so that both come in one.
        self.box.answers = [("RCPT", "451 nanti")] * 9
        self.tell()
        self.box.answers = []
        self.clock(2026, 8, 12, 13)
        messages = [one for one in self.tell() if "kadis.pendidikan" in one["To"]]
        (message,) = messages
        text = self.text(message)
        self.assertLess(text.index("[SANGAT SEGERA] Sangat perlu"), text.index("Biasa saja"))

    def test_in_another_language(self):
        self.users["kadis_pendidikan"].lang = "en_US"
        self.only("kadis_pendidikan")
        self.sign(self.draft())
        (message,) = self.tell()
        self.assertEqual(message["Subject"], "To be disposed: Jadwal imunisasi sekolah")

    def test_in_which_position(self):
        """Who carries two positions reads for which of them each letter is."""
        self.only("kadis_pendidikan")
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.add_jabatan(
                    "uptd", "Kepala UPTD SD", "pendidikan", None, user=False
                ).id,
                "user_id": self.users["kadis_pendidikan"].id,
                "date_from": "2020-01-01",
                "kind": "plt",
            }
        )
        self.sign(self.draft(kepada=("kadis_pendidikan", "uptd")))
        (message,) = self.tell()
        text = self.text(message)
        self.assertIn("Untuk: Kepala UPTD SD", text)
        self.assertIn("Untuk: Kepala Dinas Pendidikan", text)

    def test_line_break_in_a_subject(self):
        self.only("kadis_pendidikan")
        self.sign(self.draft(subject="Jadwal\r\nBcc: orang@lain.example"))
        (message,) = self.tell()
        self.assertFalse(message["Bcc"])
        self.assertEqual(
            [to for to, _m in self.box.messages][-1], [self.users["kadis_pendidikan"].email]
        )


@tagged("post_install", "-at_install")
class TestSecretLettersStaySecret(NotificationCase):
    """Of Rahasia and Sangat Rahasia nothing is said but that there is one, and where to open it."""

    HIDDEN = ("Perihal kenari", "Kepala Dinas Kesehatan", "Instruksi kenari", "kenari")

    def letter(self, sifat):
        naskah = self.sign(self.draft(sifat=sifat, subject="Perihal kenari"))
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",), note="Instruksi kenari")
        return naskah

    def test_email(self):
        for sifat in ("rahasia", "sangat_rahasia"):
            self.only("kabid_pendidikan")
            naskah = self.letter(sifat)
            (message,) = self.tell()
            with self.subTest(sifat):
                self.assertEqual(message["Subject"], "Anda menerima naskah rahasia")
                whole = message.as_string() + self.text(message) + self.html(message)
                for hidden in (*self.HIDDEN, naskah.number, "ditindaklanjuti", "Batas waktu"):
                    self.assertNotIn(hidden.lower(), whole.lower())
                self.assertIn(f"/odoo/eoffice.naskah/{naskah.id}", self.text(message))

    def test_among_others_in_a_digest(self):
        self.only()
        self.choose("kabid_pendidikan", "digest")
        self.letter("rahasia")
        open_one = self.sign(self.draft(subject="Undangan terbuka"))
        self.dispose(open_one, "kadis_pendidikan", ("kabid_pendidikan",))
        self.clock(2026, 8, 12, 13)
        (message,) = self.tell()
        text = self.text(message)
        self.assertIn("Undangan terbuka", text)
        self.assertIn("ANDA MENERIMA NASKAH RAHASIA", text)
        self.assertNotIn("kenari", message.as_string())

    def test_made_secret_after_it_was_queued(self):
        self.only()
        self.choose("kabid_pendidikan", "digest")
        naskah = self.letter("biasa")
        naskah.sudo().sifat = "rahasia"
        self.clock(2026, 8, 12, 13)
        (message,) = self.tell()
        self.assertNotIn("kenari", message.as_string() + self.text(message))

    def test_nothing_is_kept(self):
        """Neither subject nor text of any letter stands in what was queued, sent or logged."""
        self.only("kabid_pendidikan")
        self.letter("biasa")
        self.box.answers = [("DATA", "554 5.7.1 Perihal kenari looks like spam")]
        self.tell()
        self.assertEqual(self.mails("kabid_pendidikan").failure, "refused")
        self.env.cr.execute(
            """SELECT m::text FROM eoffice_notification_mail m
                UNION ALL SELECT n::text FROM eoffice_notification n
                UNION ALL SELECT m::text FROM mail_mail m
                UNION ALL SELECT m::text FROM mail_message m
                UNION ALL SELECT p::text FROM mail_push p"""
        )
        for (row,) in self.env.cr.fetchall():
            self.assertNotIn("kenari", row)


@tagged("post_install", "-at_install")
class TestOnlyWhatStillWaits(NotificationCase):
    """What is done, was recalled or may no longer be read is not told; successors are told."""

    def setUp(self):
        super().setUp()
        self.only()
        self.choose("kabid_pendidikan", "digest")
        self.naskah = self.sign(self.draft())
        self.given = self.dispose(self.naskah, "kadis_pendidikan", ("kabid_pendidikan",))

    def digest(self):
        self.tell()
        self.clock(2026, 8, 12, 13)
        return self.tell()

    def test_it_is_told_when_nothing_happens(self):
        self.assertEqual(len(self.digest()), 1)

    def test_done(self):
        self.as_user("kabid_pendidikan", self.given).action_report("Sudah")
        self.assertEqual(self.digest(), [])
        self.assertFalse(self.mails("kabid_pendidikan"))
        self.assertFalse(self.queued())

    def test_recalled(self):
        self.as_user("kadis_pendidikan", self.given).action_recall()
        self.assertEqual(self.digest(), [])

    def test_recalled_while_the_email_was_being_tried(self):
        self.choose("kabid_pendidikan", "at_once")
        self.box.answers = [("RCPT", "451 nanti")]
        self.tell()
        self.assertEqual(self.mails("kabid_pendidikan").state, "waiting")
        self.as_user("kadis_pendidikan", self.given).action_recall()
        self.clock(2026, 8, 12, 11)
        self.assertEqual(self.tell(), [])
        self.assertFalse(self.mails("kabid_pendidikan"))

    def test_office_left(self):
        self.jabatan["kabid_pendidikan"].assignment_ids.date_to = "2026-01-01"
        self.assertEqual(self.digest(), [])

    def test_successor(self):
        self.tell()
        self.jabatan["kabid_pendidikan"].assignment_ids.date_to = "2026-01-01"
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["kabid_pendidikan"].id,
                "user_id": self.users["staf_sosial"].id,
                "date_from": "2026-01-02",
            }
        )
        self.choose("staf_sosial", "digest")
        (message,) = self.digest()
        self.assertIn("staf.sosial", message["To"])

    def test_colleague_who_was_told_is_not_told_again(self):
        """Two share a desk; one by digest, one at once; each hears of a letter once."""
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["tu_pendidikan"].id,
                "user_id": self.users["staf_sosial"].id,
                "date_from": "2020-01-01",
            }
        )
        self.choose("tu_pendidikan", "at_once")
        self.choose("staf_sosial", "digest")
        self.sign(self.draft(kepada=("tu_pendidikan",)))
        told = [message["To"] for message in self.tell() + self.digest()]
        self.assertEqual(sum("tu.pendidikan" in to for to in told), 1, told)
        self.assertEqual(sum("staf.sosial" in to for to in told), 1, told)

    def test_account_closed(self):
        self.users["kabid_pendidikan"].active = False
        self.assertEqual(self.digest(), [])

    def test_right_lost(self):
        """The desk still has it, the closure doesn't."""
        self.env.cr.execute("DELETE FROM eoffice_access WHERE naskah_id = %s", [self.naskah.id])
        self.assertEqual(self.digest(), [])
        self.assertFalse(self.mails("kabid_pendidikan"))


@tagged("post_install", "-at_install")
class TestFailedEmailsAreTriedAgain(NotificationCase):
    """4xx, 5xx, no connection: tried again with growing pauses, seen by the operator, never twice."""

    def setUp(self):
        super().setUp()
        self.only("kadis_pendidikan")
        self.sign(self.draft())

    def mail(self):
        return self.mails("kadis_pendidikan")

    def recovers(self):
        """The next try comes by itself, and there is one e-mail."""
        self.assertEqual(self.tell(), [])
        self.now = self.mail().next_try_at
        self.assertEqual(len(self.tell()), 1)
        self.assertEqual(self.mail().state, "sent")
        self.assertFalse(self.mail().failure)
        self.assertEqual(self.tell(), [])

    def test_later(self):
        self.box.answers = [("RCPT", "451 4.3.0 nanti")]
        self.assertEqual(self.tell(), [])
        self.assertRecordValues(
            self.mail(),
            [{"state": "waiting", "failure": "later", "failure_code": "451", "tries": 1}],
        )
        self.recovers()

    def test_address_refused(self):
        self.box.answers = [("RCPT", "550 5.1.1 tidak dikenal")]
        self.tell()
        self.assertRecordValues(self.mail(), [{"failure": "recipient", "failure_code": "550"}])
        self.recovers()

    def test_content_refused(self):
        self.box.answers = [("DATA", "554 5.7.1 ditolak")]
        self.tell()
        self.assertRecordValues(self.mail(), [{"failure": "refused", "failure_code": "554"}])
        self.recovers()

    def test_server_goes_away(self):
        self.box.answers = [("DATA", "421 4.3.2 tutup")]
        self.tell()
        self.assertRecordValues(self.mail(), [{"failure": "later", "failure_code": "421"}])
        self.recovers()

    def test_no_server(self):
        self.box.controller.stop()
        self.tell()
        self.assertRecordValues(
            self.mail(), [{"state": "waiting", "failure": "server", "tries": 1}]
        )
        again = Controller(self.box, hostname="127.0.0.1", port=self.box.controller.port)
        again.start()
        self.addCleanup(again.stop)
        self.recovers()

    def test_one_refused_does_not_hold_up_the_others(self):
        self.choose("kadis_sosial", "at_once")
        self.choose("kabid_kesehatan", "at_once")
        self.sign(self.draft(kepada=("kadis_sosial", "kabid_kesehatan")))
        self.box.answers = [("RCPT", "550 tidak dikenal")]
        self.assertEqual(len(self.tell()), 2)

    def test_pauses_grow_until_it_is_given_up(self):
        pauses = []
        for tries in range(1, MAX_TRIES + 1):
            self.box.answers = [("RCPT", "451 nanti")]
            self.tell()
            self.assertEqual(self.mail().tries, tries)
            pauses.append(self.mail().next_try_at - self.now)
            self.now = self.mail().next_try_at
        self.assertEqual(pauses, sorted(pauses))
        self.assertEqual(self.mail().state, "failed")
        self.assertEqual(self.tell(), [])
        # The operator mends it and sends it again.
        self.mail().action_send_again()
        self.assertEqual(len(self.tell()), 1)

    def test_what_comes_meanwhile_goes_with_it(self):
        """However long the server is away, there is one e-mail afterwards."""
        self.box.answers = [("RCPT", "451 nanti")]
        self.tell()
        self.sign(self.draft(subject="Yang kedua"))
        self.assertEqual(self.tell(), [])
        self.now = self.mail().next_try_at
        (message,) = self.tell()
        self.assertIn("Yang kedua", self.text(message))
        self.assertIn("Jadwal imunisasi", self.text(message))

    def test_account_without_address(self):
        self.users["kadis_pendidikan"].email = False
        self.tell()
        self.assertRecordValues(self.mail(), [{"state": "failed", "failure": "address"}])
        self.users["kadis_pendidikan"].email = "baru@kota-uji.example"
        self.mail().action_send_again()
        self.assertEqual(len(self.tell()), 1)

    def crash(self):
        """Let the job die after the server has taken the e-mail, before that is written."""
        mails = self.env.registry["eoffice.notification.mail"]
        with (
            patch.object(mails, "_sent", side_effect=MemoryError),
            mute_logger("odoo.addons.base.models.ir_cron"),
        ):
            self.tell()
        self.assertEqual(len(self.box.messages), 1)
        self.env.invalidate_all()

    def test_no_double_after_a_crash(self):
        self.crash()
        self.assertEqual(self.mail().state, "sending")
        self.assertEqual(self.tell(), [])
        self.assertRecordValues(self.mail(), [{"state": "unsure", "failure": "interrupted"}])
        self.clock(2026, 8, 13, 14)
        self.assertEqual(self.tell(), [])

    def test_what_a_crash_left_is_said_with_the_next(self):
        self.crash()
        self.tell()
        self.sign(self.draft(subject="Yang kedua"))
        (message,) = self.tell()
        self.assertIn("Yang kedua", self.text(message))
        self.assertIn("Jadwal imunisasi", self.text(message))
        self.assertEqual(self.mail().state, "sent")

    def test_another_try_has_the_same_id(self):
        """Servers that look at Message-Id drop the second copy of what they had taken."""
        self.crash()
        self.tell()
        self.mail().action_send_again()
        self.tell()
        first, second = (message["Message-Id"] for _to, message in self.box.messages)
        self.assertEqual(first, second)

    def test_broken_template_holds_up_nobody(self):
        self.choose("kadis_sosial", "at_once")
        self.sign(self.draft(kepada=("kadis_sosial",)))
        mails = self.env.registry["eoffice.notification.mail"]
        made = mails._message

        def broken(mail, *args):
            if mail.user_id == self.users["kadis_pendidikan"]:
                raise ValueError(mail)
            return made(mail, *args)

        with patch.object(mails, "_message", broken):
            self.assertEqual(len(self.tell()), 1)
        self.assertRecordValues(self.mail(), [{"state": "waiting", "failure": "unknown"}])


class OperatorMixin:
    """Operators of two SKPD, and failed e-mails in both."""

    @classmethod
    def add_operators(cls):
        for key, organisation in (("operator", "pendidikan"), ("other_operator", "sosial")):
            cls.add_jabatan(
                key,
                f"Operator {organisation}",
                organisation,
                cls.jabatan[f"kadis_{organisation}"],
                kind="pelaksana",
            )
            cls.accept_rules(cls.users[key])
            cls.env["eoffice.operator"].with_user(
                cls.users[f"kadis_{organisation}"]
            ).action_appoint(cls.organisations[organisation].id, cls.users[key].id)
        skpd = cls.organisations
        cls.failed = cls.env["eoffice.notification.mail"].create(
            [
                {
                    "user_id": cls.users[f"kadis_{key}"].id,
                    "skpd_id": skpd[key].id,
                    "state": "failed",
                    "failure": "recipient",
                    "tries": 18,
                    "next_try_at": fields.Datetime.now(),
                    "create_date": fields.Datetime.now(),
                }
                for key in ("pendidikan", "sosial")
            ]
        )
        cls.env.flush_all()


@tagged("post_install", "-at_install")
class TestOperatorSeesFailedEmails(OperatorMixin, NotificationCase):
    """The operator sees those of his SKPD, the Administrator all, nobody else any."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_operators()

    def seen(self, key):
        return self.env["eoffice.notification.mail"].with_user(self.users[key]).search([])

    def test_who_sees_what(self):
        mine, other = self.failed
        self.assertEqual(self.seen("operator").sudo(), mine)
        self.assertEqual(self.seen("other_operator").sudo(), other)
        self.assertEqual(self.seen("administrator").sudo(), self.failed)
        for key in ("kadis_pendidikan", "tu_pendidikan", "staf_sosial"):
            with self.assertRaises(AccessError):
                self.seen(key)

    def test_an_operator_who_left_sees_nothing(self):
        """At once, without anybody clearing a cache."""
        self.assertTrue(self.seen("operator"))
        self.env["eoffice.operator"]._in_force(self.organisations["pendidikan"]).with_user(
            self.users["kadis_pendidikan"]
        ).action_end()
        self.env.flush_all()
        with self.assertRaises(AccessError):
            self.seen("operator")
        with self.assertRaises(AccessError):
            self.failed[0].with_user(self.users["operator"]).read(["failure"])

    def test_send_again(self):
        mine, other = self.failed
        answer = mine.with_user(self.users["operator"]).action_send_again()
        self.assertEqual(answer, [{"id": mine.id, "state": "waiting"}])
        self.assertEqual(mine.tries, 0)
        for key, mail in (("operator", other), ("kadis_pendidikan", mine)):
            with self.assertRaises(AccessError):
                mail.with_user(self.users[key]).action_send_again()
        mine.state = "sent"
        with self.assertRaises(UserError):
            mine.with_user(self.users["operator"]).action_send_again()

    def test_nobody_writes_by_hand(self):
        for key in ("operator", "administrator"):
            mail = self.failed[0].with_user(self.users[key])
            with self.assertRaises(AccessError):
                mail.write({"state": "sent"})
            with self.assertRaises(AccessError):
                mail.unlink()
            with self.assertRaises(AccessError):
                mail.create({"user_id": 1, "state": "waiting", "create_date": "2026-01-01"})

    def test_the_queue_is_nobodys(self):
        self.sign(self.draft())
        for key in ("operator", "administrator", "kadis_pendidikan"):
            queue = self.env["eoffice.notification"].with_user(self.users[key])
            with self.assertRaises(AccessError):
                queue.search([])
            # Nor by way of the e-mail it belongs to.
            with self.assertRaises(AccessError):
                self.failed.with_user(self.users[key])[0].read(["notification_ids"])


@tagged("post_install", "-at_install")
class TestOperatorSendsAgainByApi(OperatorMixin, Json2Case):
    """The same rights by JSON-2 and by the web client's call."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_operators()
        for key in ("operator", "other_operator"):
            cls.users[key].password = "bekasi"

    def test_json2(self):
        model = "eoffice.notification.mail"
        answer = self.call("operator", model, "action_send_again", ids=self.failed[:1].ids)
        self.assertEqual(answer, [{"id": self.failed[0].id, "state": "waiting"}])
        with mute_logger("odoo.http"):
            self.call("other_operator", model, "action_send_again", self.failed[:1].ids, 403)
            self.call("kadis_pendidikan", model, "action_send_again", self.failed[:1].ids, 403)
            self.call("administrator", "eoffice.notification", "search_read", (), 403)
            self.call("administrator", model, "_trigger", (), 403)

    def test_web_client(self):
        arguments = {
            "model": "eoffice.notification.mail",
            "method": "action_send_again",
            "args": [self.failed[:1].ids],
            "kwargs": {},
        }
        self.authenticate("other.operator.uji", "bekasi")
        with self.assertRaisesRegex(JsonRpcException, "AccessError"), mute_logger("odoo.http"):
            self.make_jsonrpc_request("/web/dataset/call_kw", arguments)
        self.authenticate("operator.uji", "bekasi")
        answer = self.make_jsonrpc_request("/web/dataset/call_kw", arguments)
        self.assertEqual(answer, [{"id": self.failed[0].id, "state": "waiting"}])


@tagged("post_install", "-at_install")
class TestWebPush(NotificationCase):
    """Browsers that asked for it get a push at once, through Odoo's own queue."""

    def setUp(self):
        super().setUp()
        private, public = jwt.generate_vapid_keys()
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("mail.web_push_vapid_private_key", private)
        parameters.set_param("mail.web_push_vapid_public_key", public)
        for key in ("kadis_pendidikan", "kabid_pendidikan"):
            self.env["mail.push.device"].with_user(self.users[key]).register_devices(
                endpoint=f"https://push.example/{key}",
                keys={"p256dh": "x", "auth": "y"},
                vapid_public_key=public,
            )
        self.only()

    def pushed(self):
        """Run the job, then Odoo's; answer what went to which device."""
        sent = []
        self.tell()
        with patch(
            "odoo.addons.mail.models.mail_push.push_to_end_point",
            lambda device, payload, **_rest: sent.append((device["endpoint"], json.loads(payload))),
        ):
            self.env["mail.push"]._push_notification_to_endpoint()
        return sent

    def test_push(self):
        naskah = self.sign(self.draft())
        ((endpoint, payload),) = self.pushed()
        self.assertEqual(endpoint, "https://push.example/kadis_pendidikan")
        self.assertEqual(payload["title"], "Untuk didisposisi: Jadwal imunisasi sekolah")
        self.assertIn("Kepala Dinas Kesehatan", payload["options"]["body"])
        # Odoo's service worker opens /odoo/<model>/<res_id>.
        self.assertEqual(
            payload["options"]["data"], {"model": "eoffice.naskah", "res_id": naskah.id}
        )
        self.assertEqual(self.pushed(), [])

    def test_once_also_when_the_email_comes_later(self):
        self.choose("kadis_pendidikan", "digest")
        self.sign(self.draft())
        self.assertEqual(len(self.pushed()), 1)
        self.clock(2026, 8, 12, 13)
        self.assertEqual(self.pushed(), [])

    def test_secret(self):
        naskah = self.sign(self.draft(sifat="rahasia", subject="Perihal kenari"))
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",), note="Instruksi kenari")
        sent = self.pushed()
        self.assertEqual(len(sent), 1)  # the head has disposed of it already
        payload = sent[0][1]
        self.assertEqual(payload["title"], "Anda menerima naskah rahasia")
        self.assertEqual(payload["options"]["body"], "")
        self.assertNotIn("kenari", json.dumps(payload))
        self.assertNotIn("Kesehatan", json.dumps(payload))

    def test_what_waits_to_be_pushed_is_nobodys(self):
        self.sign(self.draft())
        self.tell()
        self.assertTrue(self.env["mail.push"].search_count([]))
        administrator = self.env["mail.push"].with_user(self.users["administrator"])
        self.assertFalse(administrator.search([]))
        with self.assertRaises(AccessError):
            administrator.browse(self.env["mail.push"].search([]).ids).read(["payload"])


@tagged("post_install", "-at_install")
class TestLinkOpensTheLetter(OfficeHttpMixin, NotificationMixin, HttpCase):
    """Link, login, letter: whoever follows the link of an e-mail stands before that letter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_notification()

    def test_link(self):
        self.only("kadis_pendidikan")
        self.sign(self.draft())
        naskah = self.sign(self.draft(subject="Surat dari tautan"))
        (message,) = self.tell()
        link = re.search(rf"http\S+/odoo/eoffice.naskah/{naskah.id}\b", self.text(message))[
            0
        ].removeprefix(naskah.get_base_url())
        login = self.url_open(link)
        self.assertIn("/web/login", login.url)
        (form,) = etree.HTML(login.text).xpath("//form[contains(@class, 'oe_login_form')]")
        values = {one.get("name"): one.get("value") for one in form.iter("input")}
        answer = self.url_open(
            "/web/login",
            data={**values, "login": "kadis.pendidikan.uji", "password": "bekasi"},
        )
        self.assertEqual(answer.url, self.base_url() + link)
        self.start_tour(link, "eoffice_notification_link", login="kadis.pendidikan.uji")
