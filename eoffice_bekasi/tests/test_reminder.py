"""Who is reminded of what, when and how often; who is told of a delay; and what neither learns."""

import base64
from datetime import datetime, timedelta

from psycopg2.errors import InsufficientPrivilege

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.local_time import utc_now
from .common import OfficeCase
from .test_tracking import MONDAY, TrackingCase

CANARY = "kenari7391"


class ReminderCase(TrackingCase):
    """One rule at a time; the notifications that are made are read as e-mails would say them."""

    def setUp(self):
        super().setUp()
        self.env["eoffice.reminder.rule"].search([]).unlink()
        self.at(MONDAY)

    def rule(self, kind="paraf", hours=2, moment="before", target="holder", **values):
        rule = self.env["eoffice.reminder.rule"].create(
            {"kind": kind, "hours": hours, "moment": moment, "target": target, **values}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE eoffice_reminder_rule SET create_date = '2020-01-01' WHERE id = %s", [rule.id]
        )
        rule.invalidate_recordset()
        return rule

    def remind(self, moment):
        """Run the job at a moment and return what it told: (position, kind of notification)."""
        self.at(moment)
        before = self.env["eoffice.notification"].search([])
        for rule in self.env["eoffice.reminder.rule"].search([]):
            self.env["eoffice.reminder"]._remind(rule)
        new = self.env["eoffice.notification"].search([]) - before
        return {(row.user_id.login.split(".uji")[0], row.kind) for row in new}

    def said(self, key):
        """Return what the notifications of an account say now."""
        rows = self.env["eoffice.notification"].search(
            [
                ("user_id", "=", self.users[key].id),
                ("kind", "in", ("reminder", "escalation")),
            ]
        )
        return rows._items() if rows else []


@tagged("post_install", "-at_install")
class TestReminders(ReminderCase):
    """Before and after the deadline, in working time, once for each rule and piece of work."""

    def test_before_the_deadline(self):
        self.rule()
        naskah = self.draft()
        naskah.action_submit()  # due on Tuesday at 09:00
        self.assertEqual(self.remind(datetime(2026, 11, 23, 8, 0)), set(), "Monday 15:00: 3 h left")
        told = self.remind(datetime(2026, 11, 23, 9, 15))  # Monday 16:15: 1.75 working hours left
        self.assertEqual(told, {("kasubbag.kesehatan", "reminder")})
        self.assertEqual(self.remind(datetime(2026, 11, 23, 9, 30)), set(), "once")
        events = self.env["eoffice.event"].search(
            [("naskah_id", "=", naskah.id), ("kind", "=", "reminded")]
        )
        self.assertEqual(events.jabatan_id, self.jabatan["kasubbag_kesehatan"])
        self.assertTrue(naskah.get_timeline()["stages"][0][0]["reminded"])
        (item,) = self.said("kasubbag_kesehatan")
        self.assertEqual((item["kind"], item["subject"]), ("reminder", "Jadwal imunisasi sekolah"))

    def test_not_at_night_nor_on_holidays(self):
        self.rule(moment="after", hours=0)
        naskah = self.draft()
        naskah.action_submit()
        night = datetime(2026, 11, 24, 15, 0)
        saturday = datetime(2026, 11, 28, 3, 0)
        noon = datetime(2026, 11, 24, 5, 30)
        for closed in (night, saturday, noon):
            self.assertEqual(self.remind(closed), set())
        self.assertTrue(self.remind(datetime(2026, 11, 30, 1, 0)), "when the office opens")

    def test_escalation_goes_to_the_superior_who_is_there(self):
        self.rule(moment="after", hours=4, target="superior")
        naskah = self.draft()
        naskah.action_submit()
        self.env["eoffice.assignment"].search(
            [("jabatan_id", "=", self.jabatan["sekretaris_kesehatan"].id)]
        ).date_to = "2026-01-01"
        self.assertEqual(self.remind(datetime(2026, 11, 24, 5, 0)), set(), "3 h late")
        told = self.remind(datetime(2026, 11, 24, 7, 0))
        self.assertEqual(told, {("kadis.kesehatan", "escalation")})

    def test_registry_and_drafter(self):
        self.rule(moment="after", hours=0, target="registry")
        self.rule(moment="after", hours=0, target="drafter")
        self.draft().action_submit()
        told = self.remind(datetime(2026, 11, 24, 3, 0))
        self.assertEqual(told, {("tu.kesehatan", "escalation"), ("staf.kesehatan", "escalation")})

    def test_rule_is_for_some_letters_only(self):
        self.rule(urgensi_id=self.env["eoffice.urgensi"]._of_code("segera").id)
        self.rule(skpd_id=self.organisations["pendidikan"].id)
        self.rule(
            type_id=self.env["eoffice.naskah.type"].search([("code", "=", "UND")], limit=1).id
        )
        self.rule(kind="sign")
        self.draft().action_submit()
        self.assertEqual(self.remind(datetime(2026, 11, 24, 1, 30)), set())

    def test_once_more_when_it_comes_again(self):
        self.rule()
        naskah = self.draft()
        naskah.action_submit()
        self.assertTrue(self.remind(datetime(2026, 11, 24, 1, 30)))
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        self.env["eoffice.notification"].search([]).told_at = datetime(2026, 11, 24, 2, 0)
        self.at(datetime(2026, 11, 25, 2, 0))
        naskah.action_submit()
        self.assertTrue(self.remind(datetime(2026, 11, 26, 1, 30)))

    def test_what_was_late_before_the_rule_is_not_told(self):
        naskah = self.draft()
        naskah.action_submit()
        rule = self.rule(moment="after", hours=0)
        self.env.cr.execute(
            "UPDATE eoffice_reminder_rule SET create_date = '2026-11-25' WHERE id = %s", [rule.id]
        )
        rule.invalidate_recordset()
        self.assertEqual(self.remind(datetime(2026, 11, 25, 3, 0)), set())

    def test_before_is_not_told_after(self):
        self.rule()
        self.draft().action_submit()
        self.assertEqual(self.remind(datetime(2026, 11, 25, 3, 0)), set())

    def test_received_and_disposed_letters(self):
        self.rule(kind="dispose", moment="after", hours=0)
        self.rule(kind="followup", moment="after", hours=0)
        naskah = self.sign(self.draft(kepada=("kadis_pendidikan", "kadis_sosial")))
        if naskah.state == "sealed":
            self.as_user("kadis_kesehatan", naskah).action_distribute()
        given = self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",))
        # Written, not given: whatever day the test runs on, this one may be over.
        given.sudo().deadline = "2026-11-24"
        later = datetime(2026, 12, 14, 3, 0)
        self.assertEqual(
            self.remind(later), {("kadis.sosial", "reminder"), ("kabid.pendidikan", "reminder")}
        )
        self.assertEqual(len(self.said("kabid_pendidikan")), 1)
        self.as_user("kabid_pendidikan", naskah.sudo().disposition_ids).action_report("Selesai")
        self.assertEqual(self.said("kabid_pendidikan"), [], "it is done")

    def test_who_carries_the_position_is_told(self):
        self.rule()
        operator = self.users["tu_kesehatan"]
        self.as_user("kadis_kesehatan", self.env["eoffice.operator"]).action_appoint(
            self.organisations["kesehatan"].id, operator.id
        )
        now = utc_now()
        self.env["eoffice.delegation"].with_user(operator).create(
            {
                "jabatan_id": self.jabatan["kasubbag_kesehatan"].id,
                "delegate_jabatan_id": self.jabatan["kabid_kesehatan"].id,
                "kind": "plh",
                "reason": "cuti",
                "date_from": now - timedelta(minutes=1),
                "date_to": now + timedelta(days=5),
                "basis_number": "800/12/Dinkes",
                "basis_date": now.date(),
                "basis_file": base64.b64encode(b"surat perintah"),
                "basis_filename": "perintah.pdf",
            }
        ).action_confirm()
        self.draft().action_submit()
        self.assertEqual(
            self.remind(datetime(2026, 11, 24, 1, 30)), {("kabid.kesehatan", "reminder")}
        )

    def test_many_at_once_in_as_many_statements(self):
        counts = []
        for more in (3, 20):
            rule = self.rule()
            for _turn in range(more):
                self.draft().action_submit()
            self.at(datetime(2026, 11, 24, 1, 30))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertGreaterEqual(self.env["eoffice.reminder"]._remind(rule), more)
            counts.append(self.env.cr.sql_log_count - before)
            self.at(MONDAY)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestEscalationTellsNothingElse(ReminderCase):
    """A superior who is told gets no right by it, and hears neither subject nor note."""

    def setUp(self):
        super().setUp()
        self.rule(moment="after", hours=0, target="superior")
        self.naskah = self.draft(sifat="rahasia", subject=f"Perihal {CANARY}")
        # Straight to the secretary, whose superior has no part in the letter.
        step = self.step(self.naskah, "kasubbag_kesehatan")
        others = self.naskah.sudo().step_ids - step
        others.filtered(lambda one: one.kind != "sign").unlink()
        self.naskah.action_submit()
        self.told = self.remind(datetime(2026, 11, 24, 3, 0))

    def test_what_is_said(self):
        self.assertEqual(self.told, {("sekretaris.kesehatan", "escalation")})
        (item,) = self.said("sekretaris_kesehatan")
        self.assertIn("Kasubbag Umum Dinas Kesehatan", item["subject"])
        self.assertIn("9", item["subject"], "working hours")
        self.assertEqual(item["place"], "meja-kerja", "no way to a letter that stays closed")
        self.assertNotIn(CANARY, repr(item))
        rows = self.env["eoffice.notification"].search([("kind", "=", "escalation")])
        self.assertNotIn(CANARY, repr(rows._payloads()))
        mail = self.env["eoffice.notification.mail"]
        rows._into_mails()
        message = mail.search([("user_id", "=", self.users["sekretaris_kesehatan"].id)])._message(
            "kota@example.com", "sekretaris@example.com"
        )
        self.assertNotIn(CANARY, message.as_string())
        self.assertIn("meja-kerja", message.get_body(("plain",)).get_content())

    def test_no_right_by_it(self):
        mine = self.as_user("sekretaris_kesehatan", self.naskah)
        for read in (mine.get_timeline, lambda: mine.read(["number"])):
            with self.assertRaises(AccessError):
                read()
        for key in ("sekretaris_kesehatan", "administrator"):
            with self.assertRaises(AccessError):
                self.env["eoffice.reminder"].with_user(self.users[key]).search([])

    def test_the_reminded_holder_of_a_secret_letter(self):
        self.rule(moment="after", hours=0)
        self.remind(datetime(2026, 11, 24, 3, 0))
        (item,) = self.said("kasubbag_kesehatan")
        self.assertEqual(item["kind"], "secret")
        self.assertNotIn(CANARY, repr(item))

    def test_once_it_is_done_nobody_is_told(self):
        self.as_user("kasubbag_kesehatan", self.naskah).action_paraf()
        self.assertEqual(self.said("sekretaris_kesehatan"), [])

    def test_append_only(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(InsufficientPrivilege),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE eoffice_reminder SET due_at = due_at")


@tagged("post_install", "-at_install")
class TestRulesAreTheAdministrators(OfficeCase):
    """Everybody sees by which rules he is reminded; only the Administrator changes them."""

    def test_rights(self):
        rules = self.env["eoffice.reminder.rule"].search([])
        self.assertTrue(rules, "the city begins with some")
        self.as_user("kadis_kesehatan", rules).read(["kind", "hours", "moment", "target"])
        with self.assertRaises(AccessError):
            self.as_user("kadis_kesehatan", rules[:1]).write({"hours": 1})
        self.as_user("administrator", rules[:1]).write({"hours": 1})
        self.assertTrue(rules[:1].display_name)

    def test_the_job_runs(self):
        with self.enter_registry_test_mode():
            self.env.ref("eoffice_bekasi.cron_remind").method_direct_trigger()
            self.env.ref("eoffice_bekasi.cron_step_pace").method_direct_trigger()


@tagged("post_install", "-at_install")
class TestOpinions(ReminderCase):
    """Who is asked for an opinion is reminded as who is asked for a paraf; the way shows both."""

    def setUp(self):
        super().setUp()
        self.naskah = self.draft()
        self.naskah.action_submit()
        self.as_user("kasubbag_kesehatan", self.naskah).action_ask_opinion(
            self.jabatan["kabid_pendidikan"].ids, "Bagaimana pendapat Saudara?"
        )

    def test_reminded(self):
        self.rule(kind="opinion", hours=2)
        self.assertEqual(
            self.remind(datetime(2026, 11, 24, 1, 30)), {("kabid.pendidikan", "reminder")}
        )
        (item,) = self.said("kabid_pendidikan")
        self.assertEqual(item["kind"], "reminder")
        self.as_user("kabid_pendidikan", self.naskah).action_give_opinion("Setuju")
        self.assertEqual(self.said("kabid_pendidikan"), [])

    def test_on_desk_way_and_bottleneck(self):
        desk = self.env["eoffice.desk"].with_user(self.users["kabid_pendidikan"])
        (item,) = desk.get_desk("opinion")["items"]
        self.assertEqual(item["deadline"], "2026-11-24")
        (opinion,) = self.naskah.get_timeline()["opinions"]
        self.assertEqual(
            (opinion["state"], opinion["question"]), ("asked", "Bagaimana pendapat Saudara?")
        )
        self.assertEqual(opinion["step_id"], self.step(self.naskah).id)
        rows = (
            self.env["eoffice.bottleneck"]
            .with_user(self.users["kadis_pendidikan"])
            .get_bottlenecks()["rows"]
        )
        self.assertEqual([row["counts"]["opinion"] for row in rows], [1])
