from datetime import date, datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import level as level_module
from .common import OfficeCase
from .test_migrations import script


class LevelCase(OfficeCase):
    """The city, with one secret and one open degree of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sealed = cls.env["eoffice.sifat"].create(
            {
                "name": "Pribadi",
                "code": "pribadi",
                "sequence": 35,
                "tone": "secret",
                "protection": "sealed",
                "mark": "PRIBADI",
            }
        )
        cls.hours = cls.env["eoffice.urgensi"].create(
            {
                "name": "Kilat",
                "code": "kilat",
                "sequence": 50,
                "tone": "at_once",
                "response_time": 4,
                "response_unit": "hours",
            }
        )


@tagged("post_install", "-at_install")
class TestSifatDecidesWhatIsSecret(LevelCase):
    """Secrecy follows from the degree's protection, also of one that the Administrator added."""

    def test_an_added_secret_degree_protects_like_rahasia(self):
        letter = self.sign(self.draft(sifat="pribadi"))
        registry = self.as_user("tu_pendidikan", letter)
        self.assertTrue(registry.is_secret)
        self.assertFalse(registry.subject)
        self.assertEqual(self.as_user("kadis_pendidikan", letter).subject, letter.sudo().subject)
        self.assertIn(
            (letter.id, self.jabatan["tu_pendidikan"].id, "envelope"), letter._naive_closure()
        )

    def test_a_draft_of_it_does_not_show_its_name(self):
        self.assertEqual(self.draft(sifat="pribadi").display_name, "Secret letter")
        self.assertNotEqual(self.draft(sifat="terbatas").display_name, "Secret letter")

    def test_the_registry_reads_an_open_degree(self):
        self.env["eoffice.sifat"].create({"name": "Perlu", "code": "perlu"})
        letter = self.sign(self.draft(sifat="perlu"))
        self.assertTrue(self.as_user("tu_pendidikan", letter).subject)

    def test_what_letters_have_is_not_changed_under_them(self):
        self.draft(sifat="pribadi")
        for vals in ({"protection": "open"}, {"code": "lain"}):
            with self.assertRaisesRegex(UserError, "Pribadi"):
                self.sealed.write(vals)
        with self.assertRaisesRegex(UserError, "Pribadi"):
            self.sealed.unlink()
        self.sealed.write({"name": "Pribadi/Tertutup", "protection": "sealed"})

    def test_a_code_is_made_of_the_name(self):
        added = self.env["eoffice.sifat"].create({"name": "Sangat Pribadi"})
        self.assertEqual(added.code, "sangat_pribadi")
        added.name = "Lain"
        self.assertEqual(added.code, "sangat_pribadi")

    def test_unused_it_is_free(self):
        self.sealed.protection = "open"
        self.assertNotIn("pribadi", self.env["eoffice.sifat"]._secret())
        self.sealed.unlink()

    def test_only_the_administrator_changes_the_lists(self):
        for model, record in (("eoffice.sifat", self.sealed), ("eoffice.urgensi", self.hours)):
            for key in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
                own = self.as_user(key, record)
                self.assertTrue(own.name)
                with self.subTest(model, key=key), self.assertRaises(AccessError):
                    own.name = "x"
            self.as_user("administrator", record).name = "y"

    def test_nobody_sets_the_flag_by_hand(self):
        with self.assertRaises(AccessError):
            self.draft(sifat="pribadi").is_secret = False


@tagged("post_install", "-at_install")
class TestDegreesInForceAreOffered(LevelCase):
    """A drafter is offered the degrees of today; letters keep what they have."""

    def test_those_of_54_2009_are_no_longer_offered(self):
        urgensi = self.env["eoffice.urgensi"]
        self.assertNotIn("penting_54", urgensi._offered())
        self.assertIn("sangat_segera", urgensi._offered())
        with patch.object(level_module, "office_today", lambda: date(2015, 5, 4)):
            self.assertIn("penting_54", urgensi._offered())
            self.assertNotIn("sangat_segera", urgensi._offered())

    def test_another_regulation_comes_into_force(self):
        self.env.ref("eoffice_bekasi.urgensi_sangat_segera").valid_to = "2030-06-30"
        new = self.env["eoffice.regulation"].create(
            {"name": "Permendagri uji/2030", "date_from": "2030-07-01"}
        )
        self.env["eoffice.urgensi"].create(
            {"name": "Seketika", "code": "seketika", "regulation_id": new.id, "sequence": 60}
        )
        for day, offered in ((date(2030, 6, 30), "sangat_segera"), (date(2030, 7, 1), "seketika")):
            with patch.object(level_module, "office_today", lambda day=day: day):
                codes = self.env["eoffice.urgensi"]._offered()
            self.assertEqual({"sangat_segera", "seketika"} & set(codes), {offered})

    def test_the_client_knows_labels_colours_and_what_is_offered(self):
        client = self.env["eoffice.urgensi"]._for_client()
        self.assertEqual(client["kilat"], {"label": "Kilat", "badge": "at_once", "offered": True})
        self.assertFalse(client["penting_54"]["offered"])
        self.assertFalse(client["biasa"]["badge"])

    def test_a_new_letter_begins_with_the_first(self):
        letter = self.draft()
        self.assertEqual((letter.sifat, letter.urgensi), ("biasa", "biasa"))
        self.assertFalse(letter.is_urgent)

    def test_a_letter_keeps_a_degree_that_has_ended(self):
        letter = self.sign(self.draft(urgensi="kilat"))
        self.hours.valid_to = "2020-01-01"
        self.assertEqual(letter.urgensi, "kilat")
        label = dict(letter._fields["urgensi"]._description_selection(self.env))["kilat"]
        self.assertEqual(label, "Kilat")

    def test_the_page_keeps_the_name_of_its_day(self):
        letter = self.sign(self.draft(sifat="pribadi", urgensi="kilat"))
        self.sealed.write({"name": "Lain", "mark": "LAIN"})
        self.hours.name = "Lain"
        payload = letter.sudo().signature_ids.payload
        for text in ('"Pribadi"', '"PRIBADI"', '"Kilat"'):
            self.assertIn(text, payload)
        self.assertNotIn("Lain", payload)


@tagged("post_install", "-at_install")
class TestAnswerIsDueInWorkingTime(LevelCase):
    """An addressee is to answer within the time of the urgensi, from the receipt by his SKPD and in
    its working calendar."""

    def received(self, urgensi, at):
        letter = self.approve(self.draft(urgensi=urgensi, tembusan=("kadis_sosial",)))
        with patch("odoo.addons.eoffice_bekasi.models.naskah_distribution.utc_now", lambda: at):
            self.as_user("kadis_kesehatan", letter).action_sign()
        letter.invalidate_recordset()
        return {one.kind: one.respond_by for one in letter.sudo().recipient_ids}

    def calendar(self):
        """Monday to Friday 08:00-12:00 and 13:00-16:00 WIB, with one holiday."""
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Jam kerja uji",
                "tz": "Asia/Jakarta",
                "attendance_ids": [
                    (0, 0, {"name": "x", "dayofweek": day, "hour_from": begin, "hour_to": end})
                    for day in "01234"
                    for begin, end in ((8, 12), (13, 16))
                ],
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Cuti bersama",
                "calendar_id": calendar.id,
                "date_from": datetime(2031, 3, 10, 17),
                "date_to": datetime(2031, 3, 11, 16, 59),
            }
        )
        self.organisations["pendidikan"].resource_calendar_id = calendar
        return calendar

    def test_days_leave_out_weekend_and_holiday(self):
        """Friday 7 March 2031: Monday is the first day, Tuesday a holiday, Wednesday the second."""
        self.calendar()
        due = self.received("segera", datetime(2031, 3, 7, 3))
        self.assertEqual(due["kepada"], datetime(2031, 3, 12, 9))

    def test_hours_run_in_office_hours_only(self):
        """Friday 15:00 WIB and four hours: one on Friday, three on Monday morning."""
        self.calendar()
        due = self.received("kilat", datetime(2031, 3, 7, 8))
        self.assertEqual(due["kepada"], datetime(2031, 3, 10, 4))

    def test_a_copy_has_nothing_to_answer(self):
        self.assertFalse(self.received("segera", datetime(2031, 3, 7, 3))["tembusan"])

    def test_the_desk_shows_it(self):
        self.calendar()
        self.received("segera", datetime(2031, 3, 7, 3))
        desk = self.env["eoffice.desk"].with_user(self.users["kadis_pendidikan"]).get_desk()
        self.assertEqual([item["deadline"] for item in desk["items"]], ["2031-03-12"])

    def test_a_disposition_is_due_by_then(self):
        self.calendar()
        letter = self.sign(self.draft(urgensi="kilat"))
        recipient = letter.sudo().recipient_ids
        recipient.respond_by = datetime.now() + timedelta(days=40)
        given = self.dispose(letter, "kadis_pendidikan", ["sekretaris_pendidikan"])
        self.assertEqual(given.deadline, (recipient.respond_by + timedelta(hours=7)).date())

    def test_many_skpd_with_one_calendar_are_reckoned_once(self):
        letter = self.approve(self.draft(kepada=("kadis_pendidikan", "kadis_sosial", "sekda")))
        Organisation = type(self.env["eoffice.organisation"])
        original, calls = Organisation._response_due, []

        def count(unit, *args):
            calls.append(args)
            return original(unit, *args)

        with patch.object(Organisation, "_response_due", count):
            self.as_user("kadis_kesehatan", letter).action_sign()
        self.assertEqual(len(calls), 1)


@tagged("post_install", "-at_install")
class TestDeskFollowsUrgensi(LevelCase):
    """The most urgent first, by the order of the list."""

    def test_order(self):
        for urgensi in ("biasa", "kilat", "segera"):
            self.sign(self.draft(urgensi=urgensi))
        desk = self.env["eoffice.desk"].with_user(self.users["kadis_pendidikan"]).get_desk()
        self.assertEqual([item["urgensi"] for item in desk["items"]], ["kilat", "segera", "biasa"])
        self.hours.sequence = 15
        desk = self.env["eoffice.desk"].with_user(self.users["kadis_pendidikan"]).get_desk()
        self.assertEqual([item["urgensi"] for item in desk["items"]], ["segera", "kilat", "biasa"])

    def test_urgent_is_what_is_not_ordinary(self):
        letters = self.draft(urgensi="kilat") | self.draft()
        found = letters.search([("id", "in", letters.ids), ("is_urgent", "=", True)])
        self.assertEqual(found, letters[0])
        rest = letters.search([("id", "in", letters.ids), ("is_urgent", "=", False)])
        self.assertEqual(rest, letters[1])


@tagged("post_install", "-at_install")
class TestMigrationOfSecrecy(OfficeCase):
    """Letters of 19.0.0.2.0 get the flag that their sifat means."""

    def test_flag(self):
        letters = [self.draft(sifat=sifat) for sifat in ("biasa", "terbatas", "rahasia")]
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE eoffice_naskah ALTER is_secret DROP NOT NULL")
        self.env.cr.execute("UPDATE eoffice_naskah SET is_secret = NULL")
        script("19.0.0.3.0", "pre-levels").migrate(self.env.cr, "19.0.0.2.0")
        self.env.invalidate_all()
        self.assertEqual([letter.is_secret for letter in letters], [False, False, True])
