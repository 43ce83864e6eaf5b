from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.local_time import to_office_zone, utc_now
from .common import OfficeCase


class SchedulingCase(OfficeCase):
    """A sealed letter that its type doesn't send by itself, and a time two days ahead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_sd.distribute_on_seal = False
        cls.at = (utc_now() + timedelta(days=2)).replace(microsecond=0)

    def sealed(self):
        """Return a sealed letter, in the name of its registry."""
        letter = self.as_user("tu_kesehatan", self.sign(self.draft()))
        if letter.state == "signed":
            letter.sudo()._seal_now()
        self.assertEqual(letter.state, "sealed")
        return letter

    def let_the_time_come(self, letter):
        """Set the clock past the time of sending: by moving the time, not the clock."""
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE eoffice_naskah SET distribute_at = now() AT TIME ZONE 'UTC' - interval '1 s'
                WHERE id = %s""",
            [letter.id],
        )
        self.env.invalidate_all()
        self.env["eoffice.naskah"]._cron_send_due()
        letter.invalidate_recordset()

    def events(self, letter, kind):
        return self.env["eoffice.event"].search(
            [("naskah_id", "=", letter.id), ("kind", "=", kind)], order="id"
        )


@tagged("post_install", "-at_install")
class TestScheduled(SchedulingCase):
    """A letter with a time goes out at that time, not before, by who ordered it."""

    def test_not_before_its_time_then_by_itself(self):
        letter = self.sealed()
        answer = letter.action_distribute(at=fields.Datetime.to_string(self.at))
        self.assertEqual(answer["state"], "sealed")
        self.assertEqual(answer["distribute_at"], fields.Datetime.to_string(self.at))
        self.assertTrue(letter.is_scheduled)
        for nudge in (
            letter.sudo()._finish_signing,
            letter.sudo()._distribute_now,
            letter.sudo()._send_when_due,
            self.env["eoffice.naskah"]._cron_finish_signing,
            self.env["eoffice.naskah"]._cron_send_due,
        ):
            nudge()
            letter.invalidate_recordset()
            self.assertEqual(letter.state, "sealed")
        self.let_the_time_come(letter)
        self.assertEqual(letter.state, "distributed")
        sent = self.events(letter, "distributed")
        self.assertEqual(sent.user_id, self.users["tu_kesehatan"])
        self.assertEqual(sent.jabatan_id, self.jabatan["tu_kesehatan"])
        self.assertEqual(sent.capacity, "definitif")

    def test_sent_in_the_capacity_of_the_moment_it_was_ordered(self):
        letter = self.sealed()
        letter.action_distribute(at=self.at)
        self.env["eoffice.assignment"].search(
            [("jabatan_id", "=", self.jabatan["tu_kesehatan"].id)]
        ).date_to = to_office_zone(utc_now()).date() - timedelta(days=1)
        self.assertFalse(self.users["tu_kesehatan"]._eoffice_capacity(self.jabatan["tu_kesehatan"]))
        self.let_the_time_come(letter)
        self.assertEqual(letter.sudo().state, "distributed")
        self.assertEqual(self.events(letter, "distributed").capacity, "definitif")

    def test_logged(self):
        letter = self.sealed()
        letter.action_distribute(at=self.at)
        event = self.events(letter, "scheduled")
        self.assertEqual(event.user_id, self.users["tu_kesehatan"])
        self.assertEqual(event.detail, {"at": fields.Datetime.to_string(self.at)})

    def test_sent_at_once_after_all(self):
        letter = self.sealed()
        letter.action_distribute(at=self.at)
        self.assertTrue(letter.can_distribute)
        letter.action_distribute()
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "distributed")

    def test_another_time(self):
        letter = self.sealed()
        letter.action_distribute(at=self.at)
        later = self.at + timedelta(days=1)
        letter.action_distribute(at=later)
        self.assertEqual(letter.distribute_at, later)

    def test_taken_back_it_waits_for_the_registry(self):
        letter = self.sealed()
        letter.action_distribute(at=self.at)
        desk = self.env["eoffice.desk"].with_user(self.users["tu_kesehatan"])
        self.assertEqual(desk.get_desk("send")["items"], [])
        self.assertTrue(letter.can_unschedule)
        answer = letter.action_unschedule()
        self.assertFalse(answer["distribute_at"])
        self.assertEqual(len(desk.get_desk("send")["items"]), 1)
        self.assertTrue(self.events(letter, "unscheduled"))
        self.let_the_time_come(letter)
        with self.assertRaises(UserError):
            letter.action_unschedule()

    def test_cancelling_drops_it(self):
        letter = self.draft()
        letter.action_distribute(at=self.at)
        letter.action_cancel("Keliru")
        self.assertFalse(letter.distribute_at)
        self.assertFalse(letter.is_scheduled)
        self.let_the_time_come(letter)
        self.assertEqual(letter.state, "cancelled")

    def test_status_says_when(self):
        letter = self.sealed()
        letter.action_distribute(at=self.at)
        self.assertIn(f"{to_office_zone(self.at):%H.%M}", letter.status_label)

    def test_refused(self):
        letter = self.sealed()
        for at in ("besok", utc_now() - timedelta(minutes=1), utc_now() + timedelta(days=400)):
            with self.subTest(at), self.assertRaises(UserError):
                letter.action_distribute(at=at)
        for key in ("kadis_pendidikan", "administrator", "kabid_kesehatan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, letter).action_distribute(at=self.at)
        letter.action_distribute(at=self.at)
        for key in ("kadis_pendidikan", "administrator", "kasubbag_kesehatan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, letter).action_unschedule()
        self.assertFalse(self.as_user("kasubbag_kesehatan", letter).can_schedule)

    def test_sent_letter_has_no_time(self):
        self.type_sd.distribute_on_seal = True
        letter = self.sign(self.draft())
        with self.assertRaises(UserError):
            letter.action_distribute(at=self.at)


@tagged("post_install", "-at_install")
class TestWish(SchedulingCase):
    """A letter that isn't signed yet carries its time of sending along."""

    def test_wish_of_the_drafter_is_honoured_after_sealing(self):
        for sends_itself in (True, False):
            self.type_sd.distribute_on_seal = sends_itself
            letter = self.draft()
            letter.action_distribute(at=self.at)
            self.assertEqual(letter.state, "draft")
            self.sign(letter)
            letter.sudo()._seal_now()
            letter.invalidate_recordset()
            self.assertEqual(letter.state, "sealed")
            self.assertEqual(letter.distribute_at, self.at)
            self.let_the_time_come(letter)
            self.assertEqual(letter.state, "distributed")
            sent = self.events(letter, "distributed")
            self.assertEqual(sent.user_id, self.users["staf_kesehatan"])

    def test_wish_of_a_letter_without_number(self):
        self.type_sd.write({"distribute_on_seal": True, "is_numbered": False})
        letter = self.draft()
        letter.action_distribute(at=self.at)
        self.sign(letter)
        letter.sudo()._seal_now()
        letter.invalidate_recordset()
        self.assertEqual((letter.state, letter.distribute_at), ("sealed", self.at))

    def test_signer_and_drafter_only(self):
        letter = self.draft()
        letter.action_submit()
        with self.assertRaises(AccessError):
            self.as_user("kasubbag_kesehatan", letter).action_distribute(at=self.at)
        self.as_user("kadis_kesehatan", letter).action_distribute(at=self.at)
        letter.invalidate_recordset()
        self.assertEqual(letter.distribute_at, self.at)
        letter.action_unschedule()
        self.assertFalse(letter.distribute_at)

    def test_without_a_wish_nothing_changes(self):
        self.type_sd.distribute_on_seal = True
        letter = self.sign(self.draft())
        self.assertEqual(letter.state, "distributed")


@tagged("post_install", "-at_install")
class TestQuickChoices(SchedulingCase):
    """What is offered for one tap: the next working morning, and Monday's."""

    def test_working_mornings(self):
        letter = self.draft()
        times = {one["id"]: one["at"] for one in letter.get_send_times()}
        moment = to_office_zone(fields.Datetime.to_datetime(times["next"]))
        self.assertEqual((moment.hour, moment.minute), (7, 30))
        self.assertGreater(moment.date(), to_office_zone(utc_now()).date())
        self.assertLess(moment.weekday(), 5)
        if "monday" in times:
            monday = to_office_zone(fields.Datetime.to_datetime(times["monday"]))
            self.assertEqual(monday.weekday(), 0)
            self.assertEqual((monday.hour, monday.minute), (7, 30))

    def test_a_holiday_is_passed_over(self):
        letter = self.draft()
        first = letter.get_send_times()[0]["at"]
        day = to_office_zone(fields.Datetime.to_datetime(first)).date()
        self.env["resource.calendar.leaves"].create(
            {"name": "Cuti bersama (uji)", "eoffice_first_day": day, "eoffice_last_day": day}
        )
        self.assertGreater(letter.get_send_times()[0]["at"], first)
