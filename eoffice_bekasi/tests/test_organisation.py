from datetime import date, datetime, timedelta

import psycopg2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.local_time import office_today
from .common import OfficeCase

START = date(2020, 1, 1)
#: Periods of a unit: begins on a day or has always been, ends or goes on.
PERIODS = st.tuples(
    st.one_of(st.none(), st.integers(0, 30)), st.one_of(st.none(), st.integers(0, 30))
).filter(lambda period: None in period or period[0] <= period[1])


def day(number):
    return None if number is None else START + timedelta(number)


def overlap(one, other):
    """Return whether two periods share a day, by going through the days."""

    def days(period):
        first = -1 if period[0] is None else period[0]
        last = 31 if period[1] is None else period[1]
        return set(range(first, last + 1))

    return bool(days(one) & days(other))


@tagged("post_install", "-at_install")
class TestCodeIsOneUnitsAtATime(OfficeCase):
    """Code and abbreviation are unique among units that exist at the same time, and only there."""

    def unit(self, **values):
        # Flushed here, so that a savepoint around it meets the constraint.
        unit = self.env["eoffice.organisation"].create({"name": "Satuan", **values})
        self.env.flush_all()
        return unit

    def refused(self, **values):
        with (
            self.assertRaises(psycopg2.errors.ExclusionViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.unit(**values)

    def test_same_code_at_the_same_time(self):
        self.unit(code="9.01")
        self.refused(code="9.01")
        self.unit(code="9.02")

    def test_case_makes_no_difference(self):
        self.unit(code="9.01a", abbreviation="Dinuji", is_skpd=True)
        self.refused(code="9.01A")
        self.refused(abbreviation="DINUJI", is_skpd=True)

    def test_a_successor_takes_over_code_and_abbreviation(self):
        old = self.unit(code="9.01", abbreviation="Dinuji", is_skpd=True, date_to="2025-12-31")
        new = self.unit(code="9.01", abbreviation="Dinuji", is_skpd=True, date_from="2026-01-01")
        self.assertEqual(old.abbreviation, new.abbreviation)
        self.refused(code="9.01", date_from="2025-12-31", date_to="2025-12-31")

    def test_archived_units_need_no_code(self):
        self.unit(code="9.01").active = False
        self.unit(code="9.01")

    def test_inside_an_skpd_only_its_own_units_matter(self):
        health, school = self.organisations["kesehatan"], self.organisations["pendidikan"]
        self.unit(parent_id=health.id, abbreviation="Umum")
        self.unit(parent_id=school.id, abbreviation="Umum")
        self.refused(parent_id=health.id, abbreviation="umum")

    def test_the_end_is_not_before_the_beginning(self):
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.unit(date_from="2026-01-02", date_to="2026-01-01")

    def test_ending_and_taking_over_in_one_go(self):
        old = self.unit(code="9.01")
        old.date_to = "2025-12-31"
        self.unit(code="9.01", date_from="2026-01-01")

    @mute_logger("odoo.sql_db")
    @settings(
        max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.lists(PERIODS, min_size=2, max_size=5))
    def test_the_database_refuses_exactly_what_overlaps(self, periods):
        accepted = []
        with self.env.cr.savepoint() as outer:
            for period in periods:
                expected = not any(overlap(period, other) for other in accepted)
                try:
                    with self.env.cr.savepoint():
                        self.unit(code="8.88", date_from=day(period[0]), date_to=day(period[1]))
                    self.assertTrue(expected, (period, accepted))
                    accepted.append(period)
                except psycopg2.errors.ExclusionViolation:
                    self.assertFalse(expected, (period, accepted))
            outer.rollback()

    def test_is_ended(self):
        today = office_today()
        last_day = self.unit(date_to=today)
        ended = self.unit(date_to=today - timedelta(1))
        self.assertEqual((last_day.is_ended, ended.is_ended), (False, True))
        both = [("id", "in", (last_day | ended).ids)]
        search = self.env["eoffice.organisation"].search
        self.assertEqual(search([*both, ("is_ended", "=", True)]), ended)
        self.assertEqual(search([*both, ("is_ended", "=", False)]), last_day)


@tagged("post_install", "-at_install")
class TestNameOfTheDay(OfficeCase):
    """A renamed unit or position is still known by the name of each past day."""

    def setUp(self):
        super().setUp()
        self.unit = self.organisations["kesehatan"]
        self.head = self.jabatan["kadis_kesehatan"]
        self.age(self.unit, self.head)

    def age(self, *records):
        """Let these have been made in 2020; create_date is the database's."""
        self.env.flush_all()
        for record in records:
            self.env.cr.execute(
                f"UPDATE {record._table} SET create_date = '2020-01-01' WHERE id = %s",
                [record.id],
            )
        self.env.invalidate_all()

    def test_a_change_keeps_the_name_until_yesterday(self):
        today = office_today()
        self.unit.name = "Dinas Kesehatan Kota"
        self.assertEqual(self.unit._name_on(today - timedelta(1)), "Dinas Kesehatan")
        self.assertEqual(self.unit._name_on(date(2020, 5, 1)), "Dinas Kesehatan")
        self.assertEqual(self.unit._name_on(today), "Dinas Kesehatan Kota")
        self.assertEqual(self.unit.former_name_ids.abbreviation, "Dinkes")

    def test_twice_on_one_day_leaves_no_trace_of_the_first(self):
        self.unit.name = "Dinas Kesehatn"
        self.unit.name = "Dinas Kesehatan Kota"
        self.assertEqual(self.unit.former_name_ids.mapped("name"), ["Dinas Kesehatan"])

    def test_made_today_has_no_former_name(self):
        unit = self.add_organisation("baru", "Dinas Bru")
        unit.name = "Dinas Baru"
        self.assertFalse(unit.former_name_ids)

    def test_the_same_name_again_is_no_change(self):
        self.unit.write({"name": "Dinas Kesehatan", "street": "Jl. Baru"})
        self.assertFalse(self.unit.former_name_ids)

    def test_from_a_day_in_the_past(self):
        self.unit._renamed_from(date(2024, 1, 1)).write({"name": "Dinas Baru"})
        self.assertEqual(self.unit._name_on(date(2023, 12, 31)), "Dinas Kesehatan")
        self.assertEqual(self.unit._name_on(date(2024, 1, 1)), "Dinas Baru")
        with self.assertRaisesRegex(UserError, "2024-01-01"):
            self.unit._renamed_from(date(2023, 6, 1)).write({"name": "Dinas Lama"})

    def test_a_client_cannot_backdate(self):
        administrator = self.unit.with_user(self.users["administrator"])
        administrator.with_context(eoffice_name_from="2021-01-01").name = "Dinas Baru"
        self.assertEqual(self.unit.former_name_ids.last_day, office_today() - timedelta(1))

    def test_positions_too(self):
        self.head._renamed_from(date(2024, 1, 1)).write({"name": "Kepala Dinas Baru"})
        self.assertEqual(self.head._name_on(date(2023, 1, 1)), "Kepala Dinas Kesehatan")
        self.assertEqual(self.head.signature_title, "KEPALA DINAS BARU")

    def test_the_old_name_still_finds_it(self):
        self.unit._renamed_from(date(2024, 1, 1)).write({"name": "Dinas Baru"})
        found = self.env["eoffice.organisation"].name_search("Dinas Kesehatan")
        self.assertIn(self.unit.id, [id_ for id_, _name in found])

    def test_many_in_as_many_statements_as_one(self):
        wanted = [(one.id, date(2023, 1, 1)) for one in self.jabatan.values()]
        Jabatan = self.env["eoffice.jabatan"]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(2):
            Jabatan._names_on(wanted)

    def test_only_administrators_mend_the_history(self):
        self.unit.name = "Dinas Baru"
        row = self.unit.former_name_ids
        for key in ("kadis_kesehatan", "tu_kesehatan"):
            mine = row.with_user(self.users[key])
            self.assertEqual(mine.name, "Dinas Kesehatan")
            with self.assertRaises(AccessError):
                mine.name = "Lain"
            with self.assertRaises(AccessError):
                mine.unlink()
        row.with_user(self.users["administrator"]).unlink()

    @settings(
        max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.lists(st.integers(0, 600), unique=True, max_size=6), st.integers(-10, 620))
    def test_as_a_diary_would_say(self, days, asked):
        with self.env.cr.savepoint() as savepoint:
            days = sorted(days)
            for number, first in enumerate(days):
                self.unit._renamed_from(day(first)).write({"name": f"Nama {number}"})
            past = [number for number, first in enumerate(days) if first <= asked]
            expected = f"Nama {past[-1]}" if past else "Dinas Kesehatan"
            self.assertEqual(self.unit._name_on(day(asked)), expected)
            savepoint.rollback()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestLettersKeepTheNameOfTheirDay(OfficeCase):
    """Page, agenda, desk, way, recipients of a signed letter: as they were called then."""

    def setUp(self):
        super().setUp()
        self.letter = self.sign(self.draft(tembusan=("sekda",)))
        self.dispose(self.letter, "kadis_pendidikan", ("kabid_pendidikan",))
        # What was done so far was done last year, before the renaming.
        self.env.flush_all()
        then = date(office_today().year - 1, 6, 1)
        self.then = then
        for statement in (
            "UPDATE eoffice_naskah SET letter_date = %s WHERE id = %s",
            "UPDATE eoffice_disposition SET sent_at = %s WHERE naskah_id = %s",
        ):
            self.env.cr.execute(statement, [then, self.letter.id])
        # The log refuses changes, by design; for the length of this test only.
        self.env.cr.execute("ALTER TABLE eoffice_event DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE eoffice_event SET at = %s WHERE naskah_id = %s", [then, self.letter.id]
        )
        self.env.cr.execute("ALTER TABLE eoffice_event ENABLE TRIGGER USER")
        self.env.invalidate_all()
        new_year = date(office_today().year, 1, 1)
        for key, name in (
            ("kadis_kesehatan", "Kepala Dinas Baru"),
            ("kadis_pendidikan", "Kepala Badan Lain"),
            ("kabid_pendidikan", "Kepala Bidang Lain"),
            ("sekda", "Sekretaris Lain"),
        ):
            self.jabatan[key]._renamed_from(new_year).write({"name": name})
        self.organisations["kesehatan"]._renamed_from(new_year).write({"name": "Dinas Baru"})

    def test_recipients(self):
        self.assertEqual(
            self.letter.recipient_ids.mapped("display_name"),
            ["Kepala Dinas Pendidikan", "Sekretaris Daerah"],
        )
        self.assertEqual(self.letter.signer_name, "Kepala Dinas Kesehatan")

    def test_draft_says_todays_names(self):
        draft = self.draft()
        self.assertEqual(draft.signer_name, "Kepala Dinas Baru")
        self.assertEqual(draft.recipient_ids.mapped("display_name"), ["Kepala Badan Lain"])

    def test_desk(self):
        desk = self.env["eoffice.desk"].with_user(self.users["kabid_pendidikan"]).get_desk()
        item = next(item for item in desk["items"] if item["naskah_id"] == self.letter.id)
        self.assertEqual(item["sender"], "Kepala Dinas Kesehatan")

    def test_timeline(self):
        way = self.as_user("kadis_pendidikan", self.letter).get_timeline()
        self.assertNotIn("Baru", repr(way["past"]))
        self.assertNotIn("Lain", repr(way["past"]) + repr(way["recipients"]))
        (given,) = way["recipients"][0]["dispositions"]
        self.assertEqual(given["name"], "Kepala Bidang Dinas Pendidikan")
        # Who has it now is called as he is called now.
        self.assertEqual(way["now"][0]["jabatan"], "Kepala Bidang Lain")

    def test_agenda(self):
        lines = self.letter.sudo().agenda_ids
        self.assertEqual(set(lines.mapped("sender_name")), {"Kepala Dinas Kesehatan"})
        self.assertIn("Kepala Dinas Pendidikan", lines.mapped("recipient_name"))
        kept = lines.filtered(lambda line: line.direction == "keluar")
        self.assertEqual(kept.skpd_name, "Dinas Baru")
        self.env.cr.execute("ALTER TABLE eoffice_agenda DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE eoffice_agenda SET date = %s WHERE id = %s", [self.then, kept.id]
        )
        self.env.cr.execute("ALTER TABLE eoffice_agenda ENABLE TRIGGER USER")
        kept.invalidate_recordset()
        self.assertEqual(kept.skpd_name, "Dinas Kesehatan")


@tagged("post_install", "-at_install")
class TestWorkingCalendar(OfficeCase):
    """Deadlines count working days of the SKPD that received the letter, from its receipt."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.env.ref("eoffice_bekasi.calendar_office")
        cls.env.company.resource_calendar_id = cls.office
        cls.every_day = cls.env["resource.calendar"].create(
            {
                "name": "Tujuh hari",
                "tz": "Asia/Jakarta",
                "attendance_ids": [(5, 0, 0)]
                + [
                    (0, 0, {"name": str(n), "dayofweek": str(n), "hour_from": 7, "hour_to": 19})
                    for n in range(7)
                ],
            }
        )

    def holiday(self, first, last, calendar=None):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Cuti bersama",
                "calendar_id": calendar.id if calendar else False,
                # 00:00 to 23:59 in Bekasi
                "date_from": datetime.combine(first, datetime.min.time()) - timedelta(hours=7),
                "date_to": datetime.combine(last, datetime.min.time()) + timedelta(hours=16.9),
            }
        )

    def test_own_or_inherited(self):
        city, health = self.organisations["kota"], self.organisations["kesehatan"]
        inner = self.add_organisation("puskesmas", "Puskesmas", parent=health, kind="uptd")
        self.assertEqual(inner._working_calendar(), self.office)
        city.resource_calendar_id = self.every_day
        self.assertEqual(inner._working_calendar(), self.every_day)
        health.resource_calendar_id = self.office
        self.assertEqual(inner._working_calendar(), self.office)
        self.assertEqual(inner.inherited_calendar_id, self.office)
        self.assertEqual(self.organisations["sosial"]._working_calendar(), self.every_day)
        self.assertEqual(self.env["eoffice.organisation"]._working_calendar(), self.office)

    def test_working_days(self):
        unit = self.organisations["kesehatan"]
        friday = datetime(2026, 11, 20, 2)  # 09:00 in Bekasi
        for moment, days, expected in (
            (friday, 0, date(2026, 11, 20)),
            (friday, 1, date(2026, 11, 23)),
            (friday, 5, date(2026, 11, 27)),
            # 20:00: comes on Monday, so is due on Tuesday.
            (datetime(2026, 11, 20, 13), 1, date(2026, 11, 24)),
            (datetime(2026, 11, 21, 3), 1, date(2026, 11, 24)),
            # 23:30 UTC on Thursday is Friday morning in Bekasi.
            (datetime(2026, 11, 19, 23, 30), 0, date(2026, 11, 20)),
        ):
            with self.subTest(moment=moment, days=days):
                self.assertEqual(unit._working_day(moment, days), expected)

    def test_holidays_do_not_count(self):
        unit = self.organisations["kesehatan"]
        self.holiday(date(2026, 12, 24), date(2026, 12, 25))
        self.assertEqual(unit._working_day(datetime(2026, 12, 23, 2), 1), date(2026, 12, 28))

    def test_a_holiday_of_one_calendar_is_no_others(self):
        self.holiday(date(2026, 12, 17), date(2026, 12, 17), self.office)
        unit = self.organisations["kesehatan"]
        self.assertEqual(unit._working_day(datetime(2026, 12, 16, 2), 1), date(2026, 12, 18))
        unit.resource_calendar_id = self.every_day
        self.assertEqual(unit._working_day(datetime(2026, 12, 16, 2), 1), date(2026, 12, 17))

    def test_a_holiday_is_entered_as_days(self):
        Leaves = self.env["resource.calendar.leaves"].with_user(self.users["administrator"])
        holiday = Leaves.create({"name": "Natal", "eoffice_first_day": "2026-12-25"})
        self.assertEqual(holiday.date_from, datetime(2026, 12, 24, 17))
        self.assertEqual(holiday.date_to, datetime(2026, 12, 25, 16, 59, 59))
        holiday.eoffice_last_day = "2026-12-26"
        self.assertEqual(holiday.date_to, datetime(2026, 12, 26, 16, 59, 59))
        holiday.invalidate_recordset()
        self.assertEqual(
            (holiday.eoffice_first_day, holiday.eoffice_last_day),
            (date(2026, 12, 25), date(2026, 12, 26)),
        )

    def test_without_any_hours_every_day_counts(self):
        self.every_day.attendance_ids.unlink()
        unit = self.organisations["kesehatan"]
        unit.resource_calendar_id = self.every_day
        self.assertEqual(unit._working_day(datetime(2026, 12, 23, 2), 3), date(2026, 12, 26))

    def received(self, delivered_at, now, urgensi="biasa"):
        """Return the default deadline at ``now`` of a letter delivered at ``delivered_at``."""
        letter = self.sign(self.draft(urgensi=urgensi))
        # As a letter of the time before each addressee had his day to answer by.
        letter.sudo().recipient_ids.write({"delivered_at": delivered_at, "respond_by": False})
        self.patch(type(self.env.cr), "now", lambda _self: now)
        return self.as_user("kadis_pendidikan", letter)._default_deadline()

    def test_deadline_counts_from_receipt(self):
        # Received on Monday, looked at on Wednesday: due five working days after Monday.
        due = self.received(datetime(2026, 11, 16, 2), datetime(2026, 11, 18, 2))
        self.assertEqual(due, date(2026, 11, 23))

    def test_deadline_in_the_calendar_of_the_receiver(self):
        self.organisations["pendidikan"].resource_calendar_id = self.every_day
        due = self.received(datetime(2026, 11, 20, 2), datetime(2026, 11, 20, 3), "segera")
        self.assertEqual(due, date(2026, 11, 22))

    def test_the_senders_calendar_does_not_matter(self):
        self.organisations["kesehatan"].resource_calendar_id = self.every_day
        due = self.received(datetime(2026, 11, 20, 2), datetime(2026, 11, 20, 3), "segera")
        self.assertEqual(due, date(2026, 11, 24))

    def test_never_due_before_it_was_disposed(self):
        due = self.received(datetime(2026, 11, 2, 2), datetime(2026, 11, 21, 2))
        self.assertEqual(due, date(2026, 11, 23))

    def test_disposition_gets_it(self):
        letter = self.sign(self.draft(urgensi="segera"))
        self.holiday(office_today(), office_today() + timedelta(30))
        (given,) = self.dispose(letter, "kadis_pendidikan", ("kabid_pendidikan",))
        self.assertGreater(given.deadline, office_today() + timedelta(30))
        # What he forwards is of the same receipt.
        options = self.env["eoffice.desk"].with_user(self.users["kabid_pendidikan"])
        options = options.get_dispose_options(letter.id, disposition_id=given.id)
        self.assertEqual(options["default_deadline"], str(given.deadline))

    def test_who_keeps_calendars_and_holidays(self):
        values = {"name": "Libur", "date_from": datetime(2026, 1, 1), "resource_id": False}
        values["date_to"] = datetime(2026, 1, 2)
        Leaves = self.env["resource.calendar.leaves"]
        self.assertTrue(Leaves.with_user(self.users["administrator"]).create(values))
        self.office.with_user(self.users["administrator"]).name = "Jam kerja"
        for key in ("kadis_kesehatan", "tu_kesehatan"):
            with self.assertRaises(AccessError):
                Leaves.with_user(self.users[key]).create(values)
            with self.assertRaises(AccessError):
                self.office.with_user(self.users[key]).name = "Santai"
