from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..models.jabatan import ECHELONS
from ..tools.local_time import office_today
from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLevels(OfficeCase):
    """Eselon and level are ordered lists; the level follows from the eselon."""

    def test_level_of_an_echelon(self):
        jabatan = self.jabatan["kabid_kesehatan"]
        for echelon, level in (
            ("II.a", "jpt_pratama"),
            ("II.b", "jpt_pratama"),
            ("III.a", "administrator"),
            ("III.b", "administrator"),
            ("IV.a", "pengawas"),
            ("IV.b", "pengawas"),
        ):
            jabatan.echelon = echelon
            self.assertEqual(jabatan.level, level)

    def test_every_echelon_has_a_level(self):
        jabatan = self.jabatan["kabid_kesehatan"]
        for echelon, _label in ECHELONS:
            jabatan.echelon = echelon
            self.assertTrue(jabatan.level, echelon)

    def test_wali_kota_and_staff(self):
        self.assertEqual(self.jabatan["walikota"].level, "kepala_daerah")
        self.assertEqual(self.jabatan["staf_kesehatan"].level, "pelaksana")

    def test_a_fungsional_level_is_chosen_and_stays(self):
        jabatan = self.add_jabatan(
            "jf",
            "Epidemiolog Kesehatan",
            "kesehatan",
            self.jabatan["kadis_kesehatan"],
            user=False,
            kind="fungsional",
            level="jf_madya",
        )
        self.env.flush_all()
        self.assertEqual(jabatan.level, "jf_madya")

    def test_sorted_from_the_highest(self):
        keys = ("staf_kesehatan", "kabid_kesehatan", "kadis_kesehatan", "walikota", "sekda")
        for key, echelon in zip(keys, (False, "III.b", "II.b", False, "II.a"), strict=True):
            self.jabatan[key].echelon = echelon
        self.env.flush_all()
        found = self.env["eoffice.jabatan"].search(
            [("id", "in", [self.jabatan[key].id for key in keys])], order="level_order"
        )
        self.assertEqual(
            found.ids,
            [
                self.jabatan[key].id
                for key in (
                    "walikota",
                    "sekda",
                    "kadis_kesehatan",
                    "kabid_kesehatan",
                    "staf_kesehatan",
                )
            ],
        )

    def test_superiors_are_a_tree_of_their_own(self):
        """A position may be below one of another unit, but never below itself."""
        self.jabatan["kabid_kesehatan"].superior_id = self.jabatan["kadis_sosial"]
        self.assertEqual(
            self.jabatan["kabid_kesehatan"].organisation_id, self.organisations["kesehatan"]
        )
        with self.assertRaises(UserError):
            self.jabatan["sekda"].superior_id = self.jabatan["kabid_kesehatan"]


@tagged("post_install", "-at_install")
class TestMaySignType(OfficeCase):
    """Which naskah types a position may sign."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_kep = cls.type_sd.copy({"code": "KEPU", "name": "Keputusan (uji)"})

    def test_all_when_none_is_named(self):
        self.assertTrue(self.jabatan["kadis_kesehatan"]._may_sign_type(self.type_kep))

    def test_only_the_named(self):
        jabatan = self.jabatan["kadis_kesehatan"]
        jabatan.sign_type_ids = self.type_sd
        self.assertTrue(jabatan._may_sign_type(self.type_sd))
        self.assertFalse(jabatan._may_sign_type(self.type_kep))

    def test_who_signs_nothing(self):
        self.assertFalse(self.jabatan["kabid_kesehatan"]._may_sign_type(self.type_sd))
        self.assertFalse(self.jabatan["tu_kesehatan"]._may_sign_type(self.type_sd))


class MandateCase(OfficeCase):
    """Wali Kota – Sekda – head of a dinas: one and two levels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_kep = cls.type_sd.copy({"code": "KEPU", "name": "Keputusan (uji)"})

    def mandate(self, principal="walikota", agent="sekda", kind="an", **values):
        mandate = self.env["eoffice.mandate"].create(
            {
                "principal_jabatan_id": self.jabatan[principal].id,
                "agent_jabatan_id": self.jabatan[agent].id,
                "kind": kind,
                "date_from": "2024-01-01",
                "decree_number": "100/1",
                **values,
            }
        )
        self.env.flush_all()
        return mandate

    def valid(self, principal, agent, naskah_type=None, day=None):
        return self.env["eoffice.mandate"]._valid(
            self.jabatan[principal],
            self.jabatan[agent],
            naskah_type or self.type_sd,
            day or office_today(),
        )


@tagged("post_install", "-at_install")
class TestMandateRules(MandateCase):
    """Who may be given a mandate, a.n. one level down and u.b. two."""

    def test_an_is_one_level(self):
        self.mandate("walikota", "sekda", "an")
        for agent in ("kadis_kesehatan", "walikota", "kabid_kesehatan"):
            with self.subTest(agent=agent), self.assertRaisesRegex(ValidationError, "directly"):
                self.mandate("walikota", agent, "an")

    def test_ub_is_two_levels_and_passes_on_an_an(self):
        with self.assertRaisesRegex(ValidationError, "needs a mandate a.n."):
            self.mandate("walikota", "kadis_kesehatan", "ub")
        self.mandate("walikota", "sekda", "an")
        passed_on = self.mandate("walikota", "kadis_kesehatan", "ub")
        self.assertEqual(passed_on.between_jabatan_id, self.jabatan["sekda"])
        for agent in ("sekda", "kabid_kesehatan"):
            with self.subTest(agent=agent), self.assertRaisesRegex(ValidationError, "two levels"):
                self.mandate("walikota", agent, "ub")

    def test_ub_for_no_more_types_and_no_longer_than_the_an(self):
        self.mandate("walikota", "sekda", "an", type_ids=self.type_sd.ids, date_to="2030-12-31")
        for values in (
            {},
            {"type_ids": self.type_kep.ids, "date_to": "2030-01-01"},
            {"type_ids": self.type_sd.ids},
            {"type_ids": self.type_sd.ids, "date_from": "2023-01-01", "date_to": "2025-01-01"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.mandate("walikota", "kadis_kesehatan", "ub", **values)
        self.mandate(
            "walikota", "kadis_kesehatan", "ub", type_ids=self.type_sd.ids, date_to="2030-12-31"
        )

    def test_the_principal_must_be_allowed_himself(self):
        with self.assertRaisesRegex(ValidationError, "may not sign letters"):
            self.mandate("sekretaris_kesehatan", "kasubbag_kesehatan")
        self.jabatan["walikota"].sign_type_ids = self.type_kep
        with self.assertRaisesRegex(ValidationError, "Surat Dinas"):
            self.mandate(type_ids=self.type_sd.ids)

    def test_never_to_a_shared_desk(self):
        with self.assertRaisesRegex(ValidationError, "share"):
            self.mandate("kadis_kesehatan", "tu_kesehatan")

    def test_history_is_kept(self):
        mandate = self.mandate()
        for values in (
            {"agent_jabatan_id": self.jabatan["kadis_kesehatan"].id},
            {"type_ids": self.type_kep.ids},
            {"date_from": "2025-01-01"},
            {"kind": "ub"},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "in force"):
                mandate.write(values)
        with self.assertRaisesRegex(UserError, "kept"):
            mandate.unlink()
        mandate.write({"date_to": "2026-01-01", "decree_number": "100/2"})
        future = self.mandate("sekda", "kadis_sosial", date_from=office_today() + timedelta(1))
        future.type_ids = self.type_sd
        future.unlink()

    def test_only_administrators_give(self):
        mandate = self.mandate()
        for key in ("sekda", "walikota", "tu_setda", "staf_kesehatan"):
            mine = mandate.with_user(self.users[key])
            self.assertEqual(mine.kind, "an")
            with self.assertRaises(AccessError):
                mine.date_to = "2030-01-01"
            with self.assertRaises(AccessError):
                mine.create({"kind": "an"})
        mandate.with_user(self.users["administrator"]).date_to = "2030-01-01"


@tagged("post_install", "-at_install")
class TestMandateIsValid(MandateCase):
    """The answer to "may this one sign a.n. that one?" on a day, for a type."""

    def test_period(self):
        mandate = self.mandate(date_from="2024-03-01", date_to="2024-05-31")
        for day, expected in (
            (date(2024, 2, 29), False),
            (date(2024, 3, 1), True),
            (date(2024, 5, 31), True),
            (date(2024, 6, 1), False),
        ):
            found = self.valid("walikota", "sekda", day=day)
            self.assertEqual(found, mandate if expected else mandate.browse(), day)

    def test_types(self):
        self.mandate(type_ids=self.type_sd.ids)
        self.assertTrue(self.valid("walikota", "sekda", self.type_sd))
        self.assertFalse(self.valid("walikota", "sekda", self.type_kep))

    def test_not_the_other_way_round(self):
        self.mandate()
        self.assertFalse(self.valid("sekda", "walikota"))
        self.assertFalse(self.valid("walikota", "kadis_kesehatan"))

    def test_ub_ends_with_the_an_it_passes_on(self):
        direct = self.mandate()
        passed_on = self.mandate("walikota", "kadis_kesehatan", "ub")
        self.assertEqual(self.valid("walikota", "kadis_kesehatan"), passed_on)
        direct.date_to = office_today() - timedelta(1)
        self.assertFalse(self.valid("walikota", "kadis_kesehatan"))
        yesterday = office_today() - timedelta(1)
        self.assertEqual(self.valid("walikota", "kadis_kesehatan", day=yesterday), passed_on)

    def test_a_moved_position_loses_it_from_today(self):
        self.mandate("sekda", "kadis_kesehatan")
        self.jabatan["kadis_kesehatan"].superior_id = self.jabatan["walikota"]
        self.assertFalse(self.valid("sekda", "kadis_kesehatan"))
        self.assertTrue(self.valid("sekda", "kadis_kesehatan", day=date(2024, 6, 1)))

    def test_a_principal_who_may_no_longer_sign_gives_none(self):
        self.mandate()
        self.jabatan["walikota"].sign_type_ids = self.type_kep
        self.assertFalse(self.valid("walikota", "sekda", self.type_sd))

    def test_titles_for_the_signature_block(self):
        self.assertEqual(self.mandate()._on_behalf(), ("WALI KOTA",))
        passed_on = self.mandate("walikota", "kadis_kesehatan", "ub")
        self.assertEqual(passed_on._on_behalf(), ("WALI KOTA", "SEKRETARIS DAERAH"))
