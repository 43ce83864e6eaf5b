"""Kategori masalah: the city's, and those an SKPD has for itself."""

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import OfficeCase


class CategoryCase(OfficeCase):
    """A category of the city, and one of each of two SKPD."""

    @classmethod
    def build_city(cls):
        city = super().build_city()
        cls.speak_english()
        cls.city = cls.add_category("Anggaran")
        cls.health = cls.add_category("Imunisasi", "kesehatan")
        cls.school = cls.add_category("Kurikulum", "pendidikan")
        return city

    @classmethod
    def add_category(cls, name, skpd=None):
        return cls.env["eoffice.subject.category"].create(
            {"name": name, "skpd_id": cls.organisations[skpd].id if skpd else False}
        )

    def own(self, who, **values):
        return (
            self.env["eoffice.subject.category"]
            .with_user(self.users[who])
            .create({"name": "Baru", **values})
        )


@tagged("post_install", "-at_install")
class TestWhoKeepsCategories(CategoryCase):
    """The city's are the Administrator's, an SKPD's its operator's and its registry's."""

    def test_registry(self):
        category = self.own("tu_kesehatan")
        self.assertEqual(category.skpd_id, self.organisations["kesehatan"])
        category.name = "Lain"
        category.active = False

    def test_operator(self):
        self.env["eoffice.operator"].with_user(self.users["kadis_kesehatan"]).action_appoint(
            self.organisations["kesehatan"].id, self.users["sekretaris_kesehatan"].id
        )
        category = self.own("sekretaris_kesehatan")
        self.assertEqual(category.skpd_id, self.organisations["kesehatan"])
        with self.assertRaises(AccessError):
            self.as_user("sekretaris_kesehatan", self.school).name = "Lain"

    def test_only_for_ones_own(self):
        for values in (
            {"skpd_id": self.organisations["pendidikan"].id},
            {"skpd_id": False},
        ):
            with self.assertRaises(AccessError):
                self.own("tu_kesehatan", **values)
        for category in (self.city, self.school):
            with self.assertRaises(AccessError):
                self.as_user("tu_kesehatan", category).name = "Lain"
        mine = self.own("tu_kesehatan")
        for skpd in (False, self.organisations["pendidikan"]):
            with self.assertRaises(AccessError):
                mine.skpd_id = skpd

    def test_others(self):
        for who in ("staf_kesehatan", "kadis_kesehatan"):
            with self.assertRaises(AccessError):
                self.own(who, skpd_id=self.organisations["kesehatan"].id)
            with self.assertRaises(AccessError):
                self.as_user(who, self.health).name = "Lain"
            self.assertEqual(self.as_user(who, self.health).name, "Imunisasi")
        for who in ("tu_kesehatan", "staf_kesehatan"):
            with self.assertRaises(AccessError):
                self.as_user(who, self.health).unlink()

    def test_administrator(self):
        self.assertFalse(self.own("administrator").skpd_id)
        self.as_user("administrator", self.school).name = "Lain"

    @mute_logger("odoo.sql_db")
    def test_a_name_once_in_an_skpd(self):
        self.add_category("Imunisasi")
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.add_category("Imunisasi", "kesehatan")

    def test_own_list(self):
        Category = self.env["eoffice.subject.category"].with_user(self.users["tu_kesehatan"])
        self.assertEqual(Category.search([("is_mine", "=", True)]), self.health)
        self.assertTrue(self.as_user("tu_kesehatan", self.health).is_mine)
        self.assertFalse(self.as_user("tu_kesehatan", self.city).is_mine)


@tagged("post_install", "-at_install")
class TestEachSkpdPutsLettersWhereItWants(CategoryCase):
    """The drafter's SKPD and the receiving one have a letter under categories of their own."""

    def test_drafter(self):
        naskah = self.draft(category_ids=[(6, 0, (self.city | self.health).ids)])
        self.assertEqual(naskah.category_ids, self.city | self.health)
        self.assertEqual(naskah.offered_category_ids, self.city | self.health)
        self.assertEqual(naskah.sudo().filing_ids.skpd_id, self.organisations["kesehatan"])
        naskah.category_ids = self.city
        self.assertEqual(naskah.category_ids, self.city)

    def test_in_the_form(self):
        Naskah = self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"])
        form = Form(Naskah)
        form.subject = "Uji"
        form.category_ids.add(self.health)
        self.assertEqual(form.save().category_ids, self.health)

    def test_receiver(self):
        naskah = self.sign(self.draft(category_ids=[(6, 0, self.city.ids)]))
        received = self.as_user("tu_pendidikan", naskah)
        self.assertFalse(received.category_ids)
        received.action_categorise(self.school.ids)
        self.assertEqual(received.category_ids, self.school)
        self.assertEqual(self.as_user("kadis_pendidikan", naskah).category_ids, self.school)
        self.assertEqual(self.as_user("staf_kesehatan", naskah).category_ids, self.city)
        received.action_categorise([])
        self.assertFalse(received.category_ids)
        self.assertEqual(self.as_user("staf_kesehatan", naskah).category_ids, self.city)

    def test_dialog(self):
        naskah = self.sign(self.draft())
        Dialog = self.env["eoffice.categorise"].with_user(self.users["kadis_pendidikan"])
        Dialog.create(
            {"naskah_id": naskah.id, "category_ids": [(6, 0, self.school.ids)]}
        ).action_save()
        self.assertEqual(self.as_user("tu_pendidikan", naskah).category_ids, self.school)

    def test_not_anothers_category(self):
        naskah = self.sign(self.draft())
        for who, category in (("tu_pendidikan", self.health), ("staf_kesehatan", self.school)):
            with self.assertRaises(AccessError):
                self.as_user(who, naskah).action_categorise(category.ids)

    def test_not_anothers_letter(self):
        naskah = self.sign(self.draft(category_ids=[(6, 0, self.city.ids)]))
        for who in ("staf_sosial", "administrator"):
            with self.assertRaises(AccessError):
                self.as_user(who, naskah).action_categorise(self.city.ids)
            rows = self.env["eoffice.naskah.category"].with_user(self.users[who])
            self.assertFalse(rows.search([]))

    def test_the_registry_does_not_learn_of_a_secret_letter(self):
        naskah = self.sign(self.draft(sifat="rahasia", category_ids=[(6, 0, self.city.ids)]))
        registry = self.as_user("tu_kesehatan", naskah)
        self.assertFalse(registry.category_ids)
        self.assertFalse(registry.search([("category_ids", "=", self.city.id)]))
        with self.assertRaises(AccessError):
            self.as_user("tu_pendidikan", naskah).action_categorise(self.school.ids)

    def test_by_hand_past_the_letter(self):
        naskah = self.sign(self.draft(category_ids=[(6, 0, self.city.ids)]))
        row = naskah.sudo().filing_ids
        Filing = self.env["eoffice.naskah.category"]
        with self.assertRaises(AccessError):
            row.with_user(self.users["staf_kesehatan"]).category_id = self.health
        with self.assertRaises(AccessError):
            row.with_user(self.users["kadis_pendidikan"]).unlink()
        with self.assertRaises(AccessError):
            Filing.with_user(self.users["kadis_pendidikan"]).create(
                {
                    "naskah_id": naskah.id,
                    "skpd_id": self.organisations["kesehatan"].id,
                    "category_id": self.add_category("Kota lain").id,
                }
            )


@tagged("post_install", "-at_install")
class TestListsByCategory(CategoryCase):
    """Lists are filtered and grouped by what the account's own SKPD has them under."""

    def groups(self, who):
        Naskah = self.env["eoffice.naskah"].with_user(self.users[who])
        rows = Naskah._read_group([], ["category_ids"], ["__count"])
        return {category.name or "": count for category, count in rows}

    def test_filter_and_group(self):
        self.assertTrue(
            self.env["eoffice.naskah"].fields_get(["category_ids"])["category_ids"]["groupable"]
        )
        both = self.draft(category_ids=[(6, 0, (self.city | self.health).ids)])
        none = self.draft()
        self.assertEqual(self.groups("staf_kesehatan"), {"Anggaran": 1, "Imunisasi": 1, "": 1})
        Naskah = both.browse()
        self.assertEqual(Naskah.search([("category_ids", "=", self.health.id)]), both)
        self.assertEqual(Naskah.search([("category_ids", "ilike", "angg")]), both)
        self.assertEqual(Naskah.search([("category_ids", "=", False)]), none)
        self.assertEqual(Naskah.search([("category_ids", "!=", self.health.id)]), none)

    def test_others_see_no_group_of_ours(self):
        naskah = self.sign(self.draft(category_ids=[(6, 0, self.city.ids)]))
        self.assertEqual(self.groups("kadis_pendidikan"), {"": 1})
        self.as_user("kadis_pendidikan", naskah).action_categorise(self.school.ids)
        self.assertEqual(self.groups("kadis_pendidikan"), {"Kurikulum": 1})
        self.assertEqual(self.groups("staf_kesehatan"), {"Anggaran": 1})
