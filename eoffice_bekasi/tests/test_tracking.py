"""How long a letter lies at a desk, until when it should leave it, and when it may be signed."""

from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OfficeCase
from .test_migrations import script
from .test_queries import QueryCase

#: A Monday at 09:00 by the office's clock, in UTC; the office works from 07:30 to 16:00.
MONDAY = datetime(2026, 11, 23, 2, 0)


class TrackingCase(OfficeCase):
    """A week of five days of eight hours, 08:00 to 12:00 and 13:00 to 17:00, and no holidays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Uji",
                "tz": "Asia/Jakarta",
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": f"{day} {begin}",
                            "dayofweek": str(day),
                            "hour_from": begin,
                            "hour_to": begin + 4,
                            "day_period": "morning" if begin < 12 else "afternoon",
                        },
                    )
                    for day in range(5)
                    for begin in (8, 13)
                ],
            }
        )
        cls.organisations["kota"].resource_calendar_id = cls.calendar

    def at(self, moment):
        """Let the transaction stand at a moment (UTC)."""
        self.env.flush_all()
        self.patch(type(self.env.cr), "now", lambda cr: moment)

    def step(self, naskah, key=None):
        """Return the step that is current, or that of a position."""
        steps = naskah.sudo().step_ids
        if key:
            return steps.filtered(lambda step: step.jabatan_id == self.jabatan[key])
        return steps.filtered(lambda step: step.state == "current")


@tagged("post_install", "-at_install")
class TestDeadlineOfAStep(TrackingCase):
    """A step is due so many working hours after it came to its desk, by the letter's urgensi."""

    def test_from_the_desk_on(self):
        self.at(MONDAY)
        naskah = self.draft()
        naskah.action_submit()
        step = self.step(naskah)
        # Eight working hours from Monday 09:00: Tuesday 09:00.
        self.assertEqual(step.due_at, datetime(2026, 11, 24, 2, 0))
        self.assertFalse(self.step(naskah, "kadis_kesehatan").due_at, "not before its turn")
        self.at(datetime(2026, 11, 27, 9, 0))  # Friday 16:00
        self.as_user("kasubbag_kesehatan", naskah).action_paraf()
        self.assertEqual(self.step(naskah).due_at, datetime(2026, 11, 30, 9, 0))  # Monday 16:00

    def test_by_urgensi_and_kind(self):
        level = self.env["eoffice.urgensi"]._of_code("segera")
        level.write({"paraf_time": 2, "sign_time": 0})
        self.at(MONDAY)
        naskah = self.draft(urgensi="segera")
        self.approve(naskah)
        paraf = self.step(naskah, "kasubbag_kesehatan")
        self.assertEqual(paraf.due_at, datetime(2026, 11, 23, 4, 0))
        self.assertFalse(self.step(naskah).due_at, "0: no deadline")

    def test_holidays_do_not_count(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Libur",
                "calendar_id": self.calendar.id,
                "date_from": datetime(2026, 11, 23, 17, 0),
                "date_to": datetime(2026, 11, 24, 16, 59),
            }
        )
        self.at(MONDAY)
        naskah = self.draft()
        naskah.action_submit()
        self.assertEqual(self.step(naskah).due_at, datetime(2026, 11, 25, 2, 0))

    def test_leaves_with_the_desk(self):
        self.at(MONDAY)
        naskah = self.draft()
        naskah.action_submit()
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        naskah.action_submit()
        self.assertEqual(
            naskah.sudo().step_ids.filtered("due_at"), self.step(naskah), "only at its desk"
        )

    def test_on_the_desk(self):
        self.at(MONDAY)
        naskah = self.draft()
        naskah.action_submit()
        desk = self.env["eoffice.desk"].with_user(self.users["kasubbag_kesehatan"])
        (item,) = desk.get_desk("paraf")["items"]
        self.assertEqual(item["deadline"], "2026-11-24")
        self.assertFalse(item["late"])
        self.at(self.step(naskah).due_at + timedelta(minutes=1))
        (item,) = desk.get_desk("paraf")["items"]
        self.assertTrue(item["late"], "from the moment on, not from the next day")

    def test_nobody_sets_it_by_hand(self):
        naskah = self.draft()
        steps = naskah.step_ids
        steps.write({"due_at": "2020-01-01 00:00:00", "worked_minutes": 5})
        self.assertFalse(any(step.due_at or step.worked_minutes for step in steps))


@tagged("post_install", "-at_install")
class TestPace(TrackingCase):
    """How long steps lie at a desk, in its working time; medians by position, unit and city."""

    def decide(self, minutes, key="kasubbag_kesehatan"):
        """Let a paraf of a position take so many minutes, past the verbs."""
        naskah = self.draft()
        step = self.step(naskah, key)
        now = self.env.cr.now()
        step.write({"state": "done", "current_since": now, "acted_at": now})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE eoffice_approval_step SET worked_minutes = %s WHERE id = %s",
            [minutes, step.id],
        )
        self.env.invalidate_all()

    def test_time_at_the_desk(self):
        self.at(MONDAY)
        naskah = self.draft()
        naskah.action_submit()
        self.at(datetime(2026, 11, 24, 2, 30))  # Tuesday 09:30
        self.as_user("kasubbag_kesehatan", naskah).action_paraf()
        step = self.step(naskah, "kasubbag_kesehatan")
        self.assertEqual(step.worked_minutes, 7 * 60 + 90)

    def test_each_time_at_the_desk_counts(self):
        """A step that was asked again lay there twice; another position begins anew."""
        self.at(MONDAY)
        naskah = self.draft()
        naskah.action_submit()
        self.at(datetime(2026, 11, 23, 3, 0))
        self.as_user("kasubbag_kesehatan", naskah).action_paraf()
        step = self.step(naskah, "kasubbag_kesehatan")
        self.assertEqual(step.worked_minutes, 60)
        self.at(datetime(2026, 11, 23, 3, 30))
        self.as_user("sekretaris_kesehatan", naskah).action_return("Periksa", step.id)
        self.assertEqual(self.step(naskah, "sekretaris_kesehatan").worked_minutes, 30)
        self.at(datetime(2026, 11, 23, 3, 45))
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        self.assertEqual(step.worked_minutes, 75)
        naskah.action_submit()
        self.at(datetime(2026, 11, 23, 4, 0))
        self.as_user("kasubbag_kesehatan", naskah).action_paraf()
        self.assertEqual(step.worked_minutes, 90)
        self.as_user("sekretaris_kesehatan", naskah).action_return("Perbaiki")
        other = self.step(naskah, "sekretaris_kesehatan")
        self.assertEqual(other.worked_minutes, 30)
        naskah.step_ids.browse(other.id).jabatan_id = self.jabatan["kabid_kesehatan"]
        self.assertEqual(other.worked_minutes, 0)

    def test_nights_are_no_working_time(self):
        self.at(datetime(2026, 11, 23, 12, 0))  # Monday 19:00
        naskah = self.draft()
        naskah.action_submit()
        self.at(datetime(2026, 11, 23, 23, 0))  # Tuesday 06:00
        self.as_user("kasubbag_kesehatan", naskah).action_paraf()
        self.assertEqual(self.step(naskah, "kasubbag_kesehatan").worked_minutes, 0)

    def test_medians(self):
        for minutes in (10, 20, 300):
            self.decide(minutes)
        self.decide(40, "sekretaris_kesehatan")
        Pace = self.env["eoffice.step.pace"]
        Pace._compute_all()
        row = Pace.search(
            [
                ("jabatan_id", "=", self.jabatan["kasubbag_kesehatan"].id),
                ("kind", "=", "paraf"),
                ("days", "=", 90),
            ]
        )
        self.assertEqual((row.count, row.median, row.ninth), (3, 20, 244))
        city = Pace.search(
            [
                ("jabatan_id", "=", False),
                ("organisation_id", "=", False),
                ("kind", "=", "paraf"),
                ("days", "=", 90),
            ]
        )
        self.assertGreaterEqual(city.count, 4)
        count = Pace.search_count([])
        Pace._compute_all()
        self.assertEqual(Pace.search_count([]), count, "once more changes nothing")

    def test_what_was_decided_long_ago_is_forgotten(self):
        for minutes in (10, 20, 30):
            self.decide(minutes)
        Pace = self.env["eoffice.step.pace"]
        Pace._compute_all()
        own = [("jabatan_id", "=", self.jabatan["kasubbag_kesehatan"].id)]
        self.assertEqual(set(Pace.search(own).mapped("days")), {30, 90})
        self.env.cr.execute(
            "UPDATE eoffice_approval_step SET acted_at = acted_at - interval '45 days'"
        )
        Pace._compute_all()
        self.assertEqual(set(Pace.search(own).mapped("days")), {90})

    def test_fall_back(self):
        """Position, then unit, then city, then urgensi."""
        self.env.cr.execute("DELETE FROM eoffice_step_pace")
        naskah = self.draft()
        step = self.step(naskah, "kasubbag_kesehatan")
        Pace = self.env["eoffice.step.pace"]
        values = {"kind": "paraf", "days": 90, "ninth": 900}

        def median():
            return Pace._of_steps(step)[step.id].median

        self.assertEqual(median(), 8 * 60)
        Pace.create({**values, "count": 9, "median": 33})
        self.assertEqual(median(), 33)
        unit = step.jabatan_id.organisation_id
        Pace.create({**values, "count": 9, "median": 22, "organisation_id": unit.id})
        self.assertEqual(median(), 22)
        own = Pace.create({**values, "count": 2, "median": 11, "jabatan_id": step.jabatan_id.id})
        self.assertEqual(median(), 22, "two decisions say nothing of a desk")
        own.count = 3
        self.assertEqual(median(), 11)

    def test_nobody_reads_it(self):
        for key in ("kadis_kesehatan", "administrator"):
            with self.assertRaises(AccessError):
                self.env["eoffice.step.pace"].with_user(self.users[key]).search([])

    def test_migration(self):
        self.at(MONDAY)
        done = self.draft()
        done.action_submit()
        self.at(datetime(2026, 11, 23, 3, 0))
        self.as_user("kasubbag_kesehatan", done).action_paraf()
        step, waiting = self.step(done, "kasubbag_kesehatan"), self.step(done)
        level = self.env["eoffice.urgensi"]._of_code("segera")
        level.write({"paraf_time": 8, "sign_time": 8})
        self.env.flush_all()
        self.env.cr.execute("UPDATE eoffice_approval_step SET worked_minutes = NULL, due_at = NULL")
        self.env.invalidate_all()
        self.at(datetime(2026, 11, 26, 2, 0))
        script("19.0.0.4.0", "post-track").migrate(self.env.cr, "19.0.0.3.0")
        self.env.invalidate_all()
        self.assertEqual(step.worked_minutes, 60)
        self.assertEqual(waiting.due_at, datetime(2026, 11, 27, 2, 0), "from the upgrade on")
        self.assertEqual(level.paraf_time, 4)


@tagged("post_install", "-at_install")
class TestExpectedEnd(TrackingCase):
    """When each station may be passed, by the usual time of each desk in its working time."""

    def setUp(self):
        super().setUp()
        self.env.cr.execute("DELETE FROM eoffice_step_pace")
        Pace = self.env["eoffice.step.pace"]
        for key, kind, median in (
            ("kasubbag_kesehatan", "paraf", 60),
            ("sekretaris_kesehatan", "paraf", 120),
            ("kadis_kesehatan", "sign", 240),
        ):
            Pace.create(
                {
                    "kind": kind,
                    "days": 90,
                    "count": 10,
                    "median": median,
                    "ninth": median * 3,
                    "jabatan_id": self.jabatan[key].id,
                }
            )
        self.at(MONDAY)
        self.naskah = self.draft()
        self.naskah.action_submit()

    def test_the_whole_chain(self):
        way = self.naskah.get_timeline()
        # 09:00 + 1 h, + 2 h = 12:00, + 4 h after lunch = 17:00 WIB.
        self.assertEqual(way["now"][0]["expected_at"], "2026-11-23 03:00:00")
        self.assertEqual(
            [one["expected_at"] for one in way["next"]],
            ["2026-11-23 05:00:00", "2026-11-23 10:00:00"],
        )
        self.assertEqual(way["finish_expected_at"], "2026-11-23 10:00:00")

    def test_asked_together_takes_as_long_as_the_slower(self):
        self.step(self.naskah, "sekretaris_kesehatan").with_previous = True
        self.naskah.sudo()._next_step()
        self.step(self.naskah, "sekretaris_kesehatan").write(
            {"state": "current", "current_since": MONDAY}
        )
        way = self.naskah.get_timeline()
        self.assertEqual([len(stage) for stage in way["stages"]], [2, 1])
        self.assertEqual(
            [one["expected_at"] for one in way["now"]],
            ["2026-11-23 03:00:00", "2026-11-23 04:00:00"],
        )
        self.assertEqual(way["finish_expected_at"], "2026-11-23 09:00:00")

    def test_who_has_had_it_for_long(self):
        self.at(datetime(2026, 11, 23, 2, 45))
        way = self.naskah.get_timeline()
        self.assertEqual(way["now"][0]["expected_at"], "2026-11-23 03:00:00")
        self.assertEqual(way["now"][0]["minutes"], 45)
        self.at(datetime(2026, 11, 24, 3, 0))
        way = self.naskah.get_timeline()
        self.assertEqual(way["now"][0]["expected_at"], "2026-11-24 04:00:00", "the same again")
        self.assertTrue(way["now"][0]["late"])

    def test_stations(self):
        self.at(datetime(2026, 11, 23, 4, 0))
        self.as_user("kasubbag_kesehatan", self.naskah).action_paraf("Sudah sesuai")
        way = self.naskah.get_timeline()
        first, second = (stage[0] for stage in way["stages"][:2])
        self.assertEqual(
            (first["state"], first["minutes"], first["person"], first["note"]),
            ("done", 120, "Pejabat Kasubbag Kesehatan", "Sudah sesuai"),
        )
        self.assertEqual((second["state"], second["due_at"]), ("current", "2026-11-24 04:00:00"))
        self.assertEqual(way["start"]["jabatan"], "Staf Umum Dinas Kesehatan")

    def test_a_draft_has_no_end(self):
        self.as_user("kasubbag_kesehatan", self.naskah).action_return("Perbaiki")
        way = self.naskah.get_timeline()
        self.assertFalse(way["finish_expected_at"])
        self.assertEqual(way["stages"][0][0]["note"], "Perbaiki")

    def test_who_sees_the_envelope_sees_no_chain(self):
        secret = self.draft(sifat="rahasia")
        secret.action_submit()
        self.as_user("kasubbag_kesehatan", secret).action_return("Kenari")
        secret.action_submit()
        registry = self.as_user("tu_kesehatan", secret)
        way = registry.get_timeline()
        self.assertEqual((way["stages"], way["now"], way["opinions"]), ([], [], []))
        self.assertNotIn("Kenari", repr(way))
        self.assertFalse(registry.progress or registry.waiting_at or registry.expected_at)
        with self.assertRaises(AccessError):
            self.as_user("staf_sosial", secret).get_timeline()


@tagged("post_install", "-at_install")
class TestSentWaiting(TrackingCase, QueryCase):
    """What I sent and others have: who, since when, and how far it is."""

    def waiting(self, key="staf_kesehatan"):
        return (
            self.env["eoffice.naskah"]
            .with_user(self.users[key])
            .search([("is_sent_waiting", "=", True)])
        )

    def test_mine_only_while_others_have_it(self):
        naskah = self.draft()
        self.assertFalse(self.waiting())
        naskah.action_submit()
        self.assertEqual(self.waiting(), naskah)
        self.assertTrue(naskah.is_sent_waiting)
        self.assertFalse(self.waiting("kasubbag_kesehatan"), "he has it, he hasn't sent it")
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        self.assertFalse(self.waiting())

    def test_who_has_it(self):
        self.at(MONDAY)
        naskah = self.draft()
        naskah.action_submit()
        self.assertEqual(
            naskah.waiting_at, "Kasubbag Umum Dinas Kesehatan – Pejabat Kasubbag Kesehatan"
        )
        self.assertEqual(naskah.waiting_since, MONDAY)
        self.assertTrue(naskah.expected_at)
        self.assertEqual([mark["state"] for mark in naskah.progress], ["now", "next", "next"])
        self.at(datetime(2026, 11, 25, 2, 0))
        naskah.invalidate_recordset()
        self.assertEqual([mark["state"] for mark in naskah.progress], ["late", "next", "next"])
        self.assertTrue(naskah.is_waiting_late)

    def test_on_the_desk(self):
        naskah = self.draft()
        naskah.action_submit()
        desk = self.env["eoffice.desk"].with_user(self.users["staf_kesehatan"])
        (item,) = desk.get_desk("waiting")["items"]
        self.assertEqual([mark["state"] for mark in item["progress"]], ["now", "next", "next"])
        self.assertTrue(item["expected_at"])

    def test_queries_do_not_grow(self):
        desk = self.env["eoffice.desk"].with_user(self.users["staf_kesehatan"])
        names = {name: {} for name in ("waiting_at", "waiting_since", "expected_at", "progress")}
        letters = self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"])
        counts = []
        for more in (3, 20):
            for _turn in range(more):
                self.draft().action_submit()
            counts.append(
                (
                    self.queries(lambda: desk.get_desk("waiting")),
                    self.queries(
                        lambda: letters.web_search_read([("is_sent_waiting", "=", True)], names)
                    ),
                )
            )
        self.assertEqual(counts[0], counts[1])
