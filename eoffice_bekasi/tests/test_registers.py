from datetime import date, datetime, timezone
from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models import (
    dated_name,
    naskah_numbering,
    number_rule,
    organisation_numbers,
    register_counter,
)
from ..tools import local_time
from .common import OfficeCase

THIS_DAY = date(2030, 5, 2)


class RegisterCase(OfficeCase):
    """Letters signed on days that the test says."""

    def setUp(self):
        super().setUp()
        self.Rule = self.env["eoffice.number.rule"]
        self.health, self.setda = self.organisations["kesehatan"], self.organisations["setda"]
        self.show(THIS_DAY)

    def show(self, day):
        """Let the office's calendar show a day, for rules and for starts."""
        for module in (number_rule, register_counter):
            self.patch(module, "office_today", lambda: day)

    def sign_on(self, *days, by="staf_kesehatan", signer="kadis_kesehatan", **values):
        """Sign a new letter and return its number; the clock shows these days one by one."""
        naskah = self.approve(self.draft(by, kepada=("kadis_pendidikan",), **values))
        shown = iter(days if len(days) > 1 else days * 2)
        with patch.object(naskah_numbering, "office_today", lambda: next(shown)):
            self.as_user(signer, naskah).action_sign()
        naskah.invalidate_recordset()
        self.letter = naskah.sudo()
        return naskah.number

    def own(self, unit, kind="keluar"):
        return unit._own_register(kind)

    def add_register(self, name="Keputusan", unit=None, **values):
        return self.env["eoffice.register"].create(
            {"organisation_id": (unit or self.setda).id, "name": name, **values}
        )

    def add_rule(self, valid_from=date(2030, 1, 1), **values):
        return self.Rule.create({"valid_from": valid_from, **values})

    def add_type(self, code="KEP", pattern="{klas}/Ket.{urut}-{unit}/{romawi}/{tahun}", **values):
        return self.env["eoffice.naskah.type"].create(
            {"name": f"Naskah {code}", "code": code, "number_pattern": pattern, **values}
        )

    def counters(self, register):
        self.env.invalidate_all()
        return {counter.year: counter.last_number for counter in register.counter_ids}

    def go_on_from(self, register, year, number):
        self.env["eoffice.register.counter"]._start(register, year, number)


@tagged("post_install", "-at_install")
class TestEachSkpdHasItsRegisters(RegisterCase):
    """One outgoing and one incoming register come by themselves; more outgoing ones may be made."""

    def test_by_itself(self):
        for kind in ("keluar", "masuk"):
            self.assertEqual(len(self.own(self.health, kind)), 1)
        self.health._ensure_registers()
        self.assertEqual(len(self.health._own_register()), 1)

    def test_another_changes_nothing_by_itself(self):
        register = self.add_register(unit=self.health)
        self.assertEqual(self.sign_on(THIS_DAY), "999.7/1/Dinkes")
        self.assertEqual(self.letter.register_id, self.own(self.health))
        self.assertFalse(register.is_default)
        other = self.draft("staf_sosial", kepada=("kadis_kesehatan",))
        lines = self.sign(other).sudo().agenda_ids
        incoming = lines.filtered(lambda line: line.direction == "masuk")
        self.assertEqual(incoming.register_id, self.own(self.health, "masuk"))

    def test_the_administrator_makes_outgoing_ones(self):
        Register = self.as_user("administrator", self.env["eoffice.register"])
        made = Register.create({"organisation_id": self.setda.id, "name": "Keputusan"})
        made.name = "Keputusan Wali Kota"
        made.unlink()
        values = {"organisation_id": self.setda.id, "name": "Keputusan"}
        for wrong, error in (
            ({"kind": "masuk"}, psycopg2.errors.CheckViolation),
            ({"name": False}, psycopg2.errors.CheckViolation),
            ({"is_default": True}, UserError),
        ):
            with (
                self.subTest(wrong),
                mute_logger("odoo.sql_db"),
                self.assertRaises(error),
                self.env.cr.savepoint(),
            ):
                Register.create({**values, **wrong})
        for key in ("tu_setda", "sekda", "staf_kesehatan"):
            mine = self.as_user(key, self.env["eoffice.register"])
            with self.assertRaises(AccessError):
                mine.create(values)

    def test_it_stays_what_and_where_it_is(self):
        register = self.as_user("administrator", self.add_register())
        for change in (
            {"kind": "masuk"},
            {"organisation_id": self.health.id},
            {"is_default": True},
        ):
            with self.subTest(change), self.assertRaises(UserError):
                register.write(change)
        with self.assertRaises(UserError):
            self.own(self.health).unlink()
        self.add_rule(
            organisation_id=self.setda.id, type_id=self.add_type().id, register_id=register.id
        )
        with self.assertRaises(UserError):
            register.unlink()


@tagged("post_install", "-at_install")
class TestWhichRuleHolds(RegisterCase):
    """An SKPD's rule goes before the city's, one for a type before one for all, then the latest."""

    def pattern(self, day=THIS_DAY, unit=None, naskah_type=None):
        self.env.flush_all()
        return (
            self.env["eoffice.naskah"]
            ._numbering(
                self.env.cr, (unit or self.health).id, (naskah_type or self.type_sd).id, day
            )
            .pattern
        )

    def test_order(self):
        def city(text):
            return f"{text}/{{urut}}/{{unit}}"

        self.assertEqual(self.pattern(), self.type_sd.number_pattern)
        self.add_rule(pattern=city("all"))
        self.assertEqual(self.pattern(), city("all"))
        self.add_rule(type_id=self.type_sd.id, pattern=city("type"))
        self.assertEqual(self.pattern(), city("type"))
        self.add_rule(organisation_id=self.health.id, pattern=city("skpd"))
        self.assertEqual(self.pattern(), city("skpd"))
        self.add_rule(organisation_id=self.health.id, type_id=self.type_sd.id, pattern=city("both"))
        self.assertEqual(self.pattern(), city("both"))
        self.assertEqual(self.pattern(unit=self.organisations["sosial"]), city("type"))
        self.assertEqual(self.pattern(naskah_type=self.add_type()), city("skpd"))

    def test_the_latest_that_has_begun(self):
        self.add_rule(date(2030, 1, 1), pattern="a/{urut}/{unit}")
        self.add_rule(date(2030, 5, 2), pattern="b/{urut}/{unit}")
        self.add_rule(date(2030, 7, 1), pattern="c/{urut}/{unit}")
        for day, text in (
            (date(2029, 12, 31), "{klas}"),
            (date(2030, 1, 1), "a"),
            (date(2030, 5, 1), "a"),
            (date(2030, 5, 2), "b"),
            (date(2030, 6, 30), "b"),
            (date(2030, 7, 1), "c"),
        ):
            with self.subTest(day=day):
                self.assertEqual(self.pattern(day), text + "/{urut}/{unit}")

    def test_a_rule_that_leaves_something_empty(self):
        """It stands for itself: nothing comes from a rule below it."""
        register = self.add_register(unit=self.health, name="Umum")
        self.add_rule(pattern="all/{urut}/{unit}")
        self.add_rule(organisation_id=self.health.id, register_id=register.id)
        self.assertEqual(self.pattern(), self.type_sd.number_pattern)
        self.sign_on(THIS_DAY)
        self.assertEqual(self.letter.register_id, register)

    def test_a_type_is_meant_by_its_abbreviation(self):
        self.add_rule(type_id=self.type_sd.id, pattern="x/{urut}/{unit}")
        self.type_sd.active = False
        law = self.env["eoffice.regulation"].create(
            {"name": "Permendagri uji", "date_from": "2020-01-01"}
        )
        new = self.add_type(self.type_sd.code, "{klas}/{urut}/{unit}", regulation_id=law.id)
        self.assertEqual(self.pattern(naskah_type=new), "x/{urut}/{unit}")
        self.type_sd.code = "LAMA"
        self.assertEqual(self.pattern(naskah_type=new), new.number_pattern)
        self.assertEqual(self.pattern(), "x/{urut}/{unit}", "the rule goes with its type")

    def test_one_rule_a_day(self):
        self.add_rule(type_id=self.type_sd.id)
        self.add_rule(pattern="x/{urut}/{unit}")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.add_rule(pattern="y/{urut}/{unit}")

    def test_who_makes_rules(self):
        self.as_user("administrator", self.Rule).create({"pattern": "x/{urut}/{unit}"})
        for key in ("tu_kesehatan", "kadis_kesehatan", "staf_kesehatan"):
            mine = self.as_user(key, self.Rule)
            self.assertTrue(mine.search([]).read(["pattern", "example"]))
            for call in (
                lambda mine=mine: mine.create({"pattern": "y/{urut}/{unit}"}),
                lambda mine=mine: mine.search([]).write({"pattern": "y/{urut}/{unit}"}),
                lambda mine=mine: mine.search([]).unlink(),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_one_statement(self):
        self.add_rule(pattern="x/{urut}/{unit}")
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.pattern()


@tagged("post_install", "-at_install")
class TestSharedRegisters(RegisterCase):
    """One SKPD's register numbers for others: its lines, their own abbreviation in the number."""

    def test_setda_numbers_for_the_wali_kota(self):
        number = self.sign_on(THIS_DAY, by="walikota", signer="walikota")
        self.assertEqual(number, "999.7/1/Setda")
        self.assertEqual(self.letter.register_id, self.own(self.setda))

    def test_another_skpd_numbers(self):
        shared = self.own(self.setda)
        self.add_rule(organisation_id=self.health.id, register_id=shared.id)
        first = self.sign_on(THIS_DAY)
        second = self.sign_on(THIS_DAY, by="walikota", signer="walikota")
        self.assertEqual((first, second), ("999.7/1/Dinkes", "999.7/2/Setda"))
        self.assertEqual(self.counters(shared), {2030: 2})
        self.assertEqual(self.counters(self.own(self.health)), {})

    def test_who_reads_the_lines(self):
        self.add_rule(organisation_id=self.health.id, register_id=self.own(self.setda).id)
        self.sign_on(THIS_DAY)
        line = self.letter.agenda_ids.filtered(lambda line: line.direction == "keluar")
        self.assertEqual((line.skpd_id, self.letter.skpd_id), (self.setda, self.health))
        for key in ("tu_setda", "sekda", "tu_kesehatan", "kadis_kesehatan"):
            self.assertTrue(self.as_user(key, line).search([("id", "=", line.id)]), key)
        for key in ("tu_sosial", "kadis_sosial", "administrator"):
            self.assertFalse(self.as_user(key, line).search([("id", "=", line.id)]), key)

    def test_each_book_of_outgoing_letters(self):
        """Who keeps the register sees all of it, the letter's SKPD its own letters there."""
        self.add_rule(organisation_id=self.health.id, register_id=self.own(self.setda).id)
        self.sign_on(THIS_DAY)
        health = self.letter
        self.sign_on(THIS_DAY, by="walikota", signer="walikota")
        domain = [("is_own", "=", True), ("direction", "=", "keluar")]
        for key, letters in (
            ("tu_kesehatan", health),
            ("tu_setda", health | self.letter),
            ("tu_sosial", health.browse()),
        ):
            lines = self.as_user(key, self.env["eoffice.agenda"]).search(domain)
            self.assertEqual(lines.sudo().naskah_id, letters, key)
            self.assertTrue(all(line.is_own for line in lines))

    def test_a_register_for_a_type(self):
        kep, register = self.add_type(), self.add_register(code="HK")
        self.add_rule(organisation_id=self.setda.id, type_id=kep.id, register_id=register.id)
        values = {"by": "walikota", "signer": "walikota"}
        self.assertEqual(
            self.sign_on(THIS_DAY, type_id=kep.id, **values), "999.7/Ket.1-Setda/V/2030"
        )
        self.assertEqual(self.sign_on(THIS_DAY, **values), "999.7/1/Setda")
        self.assertEqual(self.counters(register), {2030: 1})

    def test_the_registers_abbreviation(self):
        register = self.add_register(code="HK", unit=self.health)
        self.add_rule(
            organisation_id=self.health.id,
            register_id=register.id,
            pattern="{urut:03d}/{register}/{hari}-{bulan}-{tahun2}",
        )
        self.assertEqual(self.sign_on(THIS_DAY), "001/HK/02-05-30")


@tagged("post_install", "-at_install")
class TestMidnight(RegisterCase):
    """What begins on a day begins with the first number of that day, also for who waited."""

    def test_a_rule_that_begins_while_one_waits(self):
        self.add_rule(date(2030, 5, 3), pattern="baru/{urut}/{unit}")
        eve, day = date(2030, 5, 2), date(2030, 5, 3)
        self.assertEqual(self.sign_on(eve, eve), "999.7/1/Dinkes")
        self.assertEqual(self.sign_on(eve, day), "baru/2/Dinkes")
        self.assertEqual(str(self.letter.letter_date), "2030-05-03")
        self.assertEqual(self.counters(self.own(self.health)), {2030: 2})

    def test_another_register_begins_while_one_waits(self):
        register = self.add_register(unit=self.health, name="Umum")
        self.add_rule(
            date(2030, 5, 3),
            register_id=register.id,
            organisation_id=self.health.id,
            pattern="{klas}/{urut}/{unit}/U",
        )
        eve, day = date(2030, 5, 2), date(2030, 5, 3)
        self.sign_on(eve, eve)
        self.assertEqual(self.sign_on(eve, day, day, day), "999.7/1/Dinkes/U")
        self.assertEqual(self.counters(self.own(self.health)), {2030: 1}, "no gap there")
        self.assertFalse(self.own(self.health)._check_numbers())

    def test_the_year_turns_in_jakarta(self):
        """23:59:59 WIB on 31 December is 16:59:59 UTC; a second later a new year has begun."""

        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return cls.moment.astimezone(tz)

        self.show(date(2030, 12, 31))
        for moment, expected in (
            ((2030, 12, 31, 16, 59, 59), (2030, "2030-12-31")),
            ((2030, 12, 31, 17, 0, 0), (2031, "2031-01-01")),
        ):
            Clock.moment = datetime(*moment, tzinfo=timezone.utc)
            naskah = self.approve(self.draft())
            with patch.object(local_time, "datetime", Clock):
                self.as_user("kadis_kesehatan", naskah).action_sign()
            naskah.invalidate_recordset()
            self.assertEqual((naskah.number_year, str(naskah.letter_date)), expected)
            self.assertEqual(naskah.number_seq, 1)
        self.assertEqual(self.counters(self.own(self.health)), {2030: 1, 2031: 1})


@tagged("post_install", "-at_install")
class TestNoTwoLettersGetOneNumber(RegisterCase):
    """What could print one text for two letters of an SKPD is refused, and the message says why."""

    def refused(self, call):
        with self.assertRaises(ValidationError) as caught, self.env.cr.savepoint():
            call()
        return str(caught.exception)

    def test_a_register_of_its_own_needs_a_text_of_its_own(self):
        kep, register = self.add_type(pattern="{klas}/{urut}/{unit}"), self.add_register(code="HK")
        values = {"organisation_id": self.setda.id, "type_id": kep.id, "register_id": register.id}
        message = self.refused(lambda: self.add_rule(**values))
        self.assertIn("{jenis}", message)
        self.assertIn("Sekretariat Daerah", message)
        self.add_rule(**values, pattern="{klas}/{jenis}.{urut}/{unit}")

    def test_a_type_is_looked_at_too(self):
        kep, register = self.add_type(), self.add_register()
        self.add_rule(organisation_id=self.setda.id, type_id=kep.id, register_id=register.id)
        self.refused(lambda: kep.write({"number_pattern": "{klas}/{urut}/{unit}"}))

    def test_what_is_cited_by_its_name_is_told_apart_by_it(self):
        """Peraturan Daerah Nomor 1 Tahun 2030, Peraturan Wali Kota Nomor 1 Tahun 2030."""
        types = [
            self.add_type(code, "{urut} TAHUN {tahun}", group="produk_hukum")
            for code in ("PUA", "PUB")
        ]
        for one in types:
            self.add_rule(type_id=one.id, register_id=self.add_register(one.code).id)
        self.refused(
            lambda: (
                types[0].write({"is_cited_by_name": False})
                or types[1].write({"is_cited_by_name": False})
            )
        )

    def test_one_register_may_share_a_pattern(self):
        self.add_type("SEU", "{klas}/{urut}/{unit}")
        self.add_rule(organisation_id=self.health.id, register_id=self.own(self.setda).id)

    def test_one_register_with_turned_parts(self):
        """100/200: number 200 by one pattern, number 100 by the other."""
        turned = "{urut}/{klas}/{unit}"
        self.refused(lambda: self.add_type("SEU", turned))
        with self.subTest("also when it turns in mid-year"):
            self.refused(lambda: self.add_rule(date(2030, 7, 1), pattern=turned))
        with self.subTest("when it turns today, it matters whether letters have the old form"):
            self.sign_on(THIS_DAY)
            self.refused(lambda: self.add_rule(THIS_DAY, pattern=turned))
            self.add_rule(THIS_DAY, pattern=turned, organisation_id=self.organisations["sosial"].id)
        self.add_rule(date(2031, 1, 1), pattern=turned)

    def test_wrong_patterns(self):
        for pattern, part in (
            ("{klas}/{unit}", "{urut}"),
            ("{urut}/{nomor}", "{nomor}"),
            ("{klas}{urut}", "Put a sign"),
        ):
            with self.subTest(pattern):
                self.assertIn(part, self.refused(lambda p=pattern: self.add_rule(pattern=p)))

    def test_two_skpd_with_one_abbreviation(self):
        """Never at one time: then their letters would be told apart by nothing."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
            self.env.cr.savepoint(),
        ):
            self.add_organisation("lain", "Dinas Lain", kind="dinas", abbreviation="dinkes")
            self.env.flush_all()


@tagged("post_install", "-at_install")
class TestChangesInMidYear(RegisterCase):
    """Numbers run on; letters that have a number keep it."""

    def test_pattern(self):
        first = self.sign_on(date(2030, 6, 30))
        letter = self.letter
        self.add_rule(date(2030, 7, 1), pattern="{klas}/{urut:03d}/{unit}/{tahun}")
        second = self.sign_on(date(2030, 7, 1))
        self.assertEqual((first, second), ("999.7/1/Dinkes", "999.7/002/Dinkes/2030"))
        letter.invalidate_recordset()
        self.assertEqual(letter.number, first)

    def test_renamed_skpd(self):
        first = self.sign_on(date(2030, 6, 30))
        self.health.write({"name": "Dinas Kesehatan Kota", "abbreviation": "Dinkesko"})
        second = self.sign_on(date(2030, 7, 1))
        self.assertEqual((first, second), ("999.7/1/Dinkes", "999.7/2/Dinkesko"))
        self.assertFalse(self.own(self.health)._check_numbers())


@tagged("post_install", "-at_install")
class TestTwoSkpdWithOneAbbreviation(RegisterCase):
    """Never at once (the database refuses it); in one year one after the other, and then the
    numbers of the second go on after those of the first."""

    def letter_of_another(self, day, abbreviation="Dinkes", **values):
        """Let a new dinas begin on a day; sign a letter there on that day."""
        self.add_organisation(
            "baru",
            "Dinas Kesehatan dan Gizi",
            parent=self.organisations["kota"],
            kind="dinas",
            abbreviation=abbreviation,
            **values,
        )
        self.add_dinas("baru", self.jabatan["sekda"])
        self.accept_rules(*self.users.values())
        return self.sign_on(day, by="staf_baru", signer="kadis_baru")

    def test_after_one_that_ended(self):
        self.sign_on(date(2030, 6, 28))
        self.assertEqual(self.sign_on(date(2030, 6, 28)), "999.7/2/Dinkes")
        self.health.date_to = "2030-06-30"
        number = self.letter_of_another(date(2030, 7, 1), date_from="2030-07-01")
        self.assertEqual(number, "999.7/3/Dinkes")
        register = self.own(self.organisations["baru"])
        self.assertEqual(register.counter_ids.start_number, 2)
        self.assertFalse(register._check_numbers())
        self.assertEqual(
            self.sign_on(date(2031, 1, 2), by="staf_baru", signer="kadis_baru"), "999.7/1/Dinkes"
        )

    def test_after_one_that_was_renamed(self):
        with patch.object(dated_name, "office_today", lambda: date(2030, 7, 1)):
            self.sign_on(date(2030, 6, 28))
            self.health.abbreviation = "Dinkesko"
        self.assertEqual(self.letter_of_another(date(2030, 7, 2)), "999.7/2/Dinkes")

    def test_another_abbreviation_begins_with_one(self):
        self.sign_on(date(2030, 6, 28))
        self.assertEqual(self.letter_of_another(date(2030, 7, 2), "Dinkesgi"), "999.7/1/Dinkesgi")

    def test_who_has_given_numbers_already_waits_for_the_next_year(self):
        self.sign_on(THIS_DAY)
        self.sign_on(THIS_DAY)
        self.letter_of_another(THIS_DAY, "Dinkesgi")
        self.health.date_to = "2030-05-02"
        new = self.organisations["baru"]
        with (
            patch.object(organisation_numbers, "office_today", lambda: THIS_DAY),
            self.assertRaisesRegex(ValidationError, "from 1 January"),
        ):
            new.write({"date_from": "2030-05-03", "abbreviation": "Dinkes"})
        with patch.object(organisation_numbers, "office_today", lambda: date(2031, 1, 1)):
            new.write({"date_from": "2030-05-03", "abbreviation": "Dinkes"})


@tagged("post_install", "-at_install")
class TestPreview(RegisterCase):
    """The example is what the next letter would get."""

    def test_rule(self):
        rule = self.add_rule(organisation_id=self.health.id, pattern="{klas}/{urut:03d}/{unit}")
        self.assertEqual(rule.example, "000.8.3.3/001/Dinkes")
        self.go_on_from(self.own(self.health), 2030, 14)
        with patch("odoo.addons.eoffice_bekasi.models.register.office_today", lambda: THIS_DAY):
            self.env.invalidate_all()
            self.assertEqual(rule.example, "000.8.3.3/015/Dinkes")
        draft = self.Rule.new({"pattern": "{klas}"})
        self.assertFalse(draft.example)

    def test_type(self):
        kep = self.add_type(pattern="{klas}/{jenis}.{urut:03d}/{unit}")
        self.assertEqual(kep.number_example, "000.8.3.3/KEP.015/Dinkes")


@tagged("post_install", "-at_install")
class TestStartInMidYear(RegisterCase):
    """Numbers given on paper before the system need no letter; the next one goes on after them."""

    def start(self, number=120, year=2030, key="administrator"):
        return self.as_user(key, self.env["eoffice.register.start"]).create(
            {"register_id": self.own(self.health).id, "year": year, "last_number": number}
        )

    def test_goes_on(self):
        self.start().action_start()
        self.assertEqual(self.sign_on(THIS_DAY), "999.7/121/Dinkes")
        counter = self.own(self.health).counter_ids
        self.assertEqual((counter.start_number, counter.last_number), (120, 121))
        self.assertFalse(self.own(self.health)._check_numbers())
        event = self.env["eoffice.event"].search([("kind", "=", "register_started")], limit=1)
        self.assertEqual(event.user_id, self.users["administrator"])
        self.assertEqual(event.detail["number"], 120)

    def test_may_be_corrected_until_the_first_number(self):
        self.start().action_start()
        self.start(119).action_start()
        self.assertEqual(self.sign_on(THIS_DAY), "999.7/120/Dinkes")
        with self.assertRaisesRegex(UserError, "already"):
            self.start(130).action_start()

    def test_refused_after_a_number_and_for_other_years(self):
        self.sign_on(THIS_DAY)
        for number, year in ((120, 2030), (120, 2027), (120, 2031), (-1, 2029)):
            with self.subTest(number=number, year=year), self.assertRaises(UserError):
                self.start(number, year).action_start()
        self.start(120, 2029).action_start()

    def test_the_administrator_alone(self):
        for key in ("tu_kesehatan", "kadis_kesehatan", "staf_kesehatan"):
            with self.assertRaises(AccessError):
                self.start(key=key)
            with self.assertRaises(AccessError):
                self.as_user(key, self.start()).action_start()

    def load(self, rows, key="administrator"):
        fields = ["code", "year", "last_outgoing", "last_incoming"]
        return self.as_user(key, self.env["eoffice.register.start"]).load(fields, rows)

    def test_as_a_table(self):
        self.health.code, self.organisations["sosial"].code = "U-1", "U-2"
        with patch(
            "odoo.addons.eoffice_bekasi.wizard.register_start.office_today", lambda: THIS_DAY
        ):
            answer = self.load([["U-1", "", "120", "300"], ["U-2", "2030", "7", ""]])
        self.assertFalse(answer["messages"])
        self.assertEqual(self.counters(self.own(self.health)), {2030: 120})
        self.assertEqual(self.counters(self.own(self.health, "masuk")), {2030: 300})
        self.assertEqual(self.counters(self.own(self.organisations["sosial"])), {2030: 7})

    def test_one_wrong_row_keeps_all_out(self):
        self.health.code, self.organisations["sosial"].code = "U-1", "U-2"
        good = ["U-1", "2030", "120", ""]
        for wrong in (
            ["U-9", "2030", "1", ""],
            ["U-1", "2030", "2", ""],
            ["U-2", "2030", "1.204", ""],
            ["U-2", "2030", "", ""],
            ["U-2", "2020", "5", ""],
        ):
            with self.subTest(wrong):
                answer = self.load([good, wrong])
                self.assertTrue(answer["messages"])
                self.assertEqual(self.counters(self.own(self.health)), {})
        with self.assertRaises(AccessError):
            self.load([good], key="tu_kesehatan")


@tagged("post_install", "-at_install")
class TestCheckOfNumbers(RegisterCase):
    """Every number that a register has given is found where it belongs, or it is told."""

    def setUp(self):
        super().setUp()
        self.register = self.own(self.health)
        for _ in range(5):
            self.sign_on(THIS_DAY)

    def found(self, year=None):
        return [
            (one["what"], one["first"], one["last"]) for one in self.register._check_numbers(year)
        ]

    def run_sql(self, statement):
        """Do what nobody can do but the owner of the tables."""
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE eoffice_agenda DISABLE TRIGGER USER")
        self.env.cr.execute(statement, {"register": self.register.id})
        self.env.cr.execute("ALTER TABLE eoffice_agenda ENABLE TRIGGER USER")
        self.env.invalidate_all()

    def test_in_order(self):
        self.assertEqual(self.found(), [])
        check = self.as_user("tu_kesehatan", self.env["eoffice.register.check"]).create(
            {"register_id": self.register.id, "year": 2030}
        )
        self.assertTrue(check.is_whole)
        self.assertIn("1 to 5", check.summary)

    def test_missing(self):
        self.run_sql(
            """UPDATE eoffice_register_counter SET last_number = 9 WHERE register_id = %(register)s"""
        )
        self.assertEqual(self.found(), [("missing", 6, 9)])
        check = self.as_user("kadis_kesehatan", self.env["eoffice.register.check"]).create(
            {"register_id": self.register.id, "year": 2030}
        )
        self.assertFalse(check.is_whole)
        self.assertIn("6 to 9: missing", check.summary)

    def test_missing_in_the_middle_and_moved_away(self):
        self.run_sql(
            """UPDATE eoffice_agenda SET number = 77
                WHERE register_id = %(register)s AND number IN (3)"""
        )
        self.assertEqual(
            self.found(),
            [("missing", 3, 3), ("no_line", 3, 3), ("no_letter", 77, 77), ("outside", 77, 77)],
        )

    def test_below_the_start_and_without_a_counter(self):
        self.run_sql(
            """UPDATE eoffice_register_counter SET start_number = 2
                WHERE register_id = %(register)s"""
        )
        self.assertEqual(self.found(), [("outside", 1, 1), ("outside", 2, 2)])
        self.run_sql("DELETE FROM eoffice_register_counter WHERE register_id = %(register)s")
        self.assertEqual([one[0] for one in self.found()], ["outside"] * 5)
        self.assertEqual(self.found(2029), [])

    def test_explained_by_something_else(self):
        """What sets numbers aside names them; a number is explained once."""
        self.run_sql(
            """UPDATE eoffice_register_counter SET last_number = 6 WHERE register_id = %(register)s"""
        )
        Register = self.registry["eoffice.register"]
        explained = Register._explained_numbers
        for number, result in ((6, []), (5, [("double", 5, 5), ("missing", 6, 6)])):
            extra = SQL("SELECT %s, 2030, %s", self.register.id, number)
            with patch.object(
                Register,
                "_explained_numbers",
                lambda model, extra=extra: [*explained(model), extra],
            ):
                self.assertEqual(self.found(), result)

    def test_all_registers_in_one_statement(self):
        self.env.flush_all()
        registers = self.env["eoffice.register"]
        with self.assertQueryCount(2):
            self.assertEqual(registers._check_numbers(), [])

    def test_who_checks(self):
        for key in ("tu_kesehatan", "kadis_kesehatan", "administrator"):
            action = self.as_user(key, self.register).action_check_numbers()
            check = self.env[action["res_model"]].browse(action["res_id"])
            self.assertEqual(check.create_uid, self.users[key])
        for key in ("tu_sosial", "staf_kesehatan", "kadis_sosial"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, self.register).action_check_numbers()
            check = self.as_user(key, self.env["eoffice.register.check"]).create(
                {"register_id": self.register.id}
            )
            with self.subTest(key), self.assertRaises(AccessError):
                check.read(["summary"])
