"""Addressee lists: who keeps them, who is in them, and what becomes of them at the signature."""

from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OfficeCase


class ListCase(OfficeCase):
    """The heads of the three dinas as a list of the city, and a list of one dinas."""

    @classmethod
    def build_city(cls):
        city = super().build_city()
        cls.speak_english()
        Lists = cls.env["eoffice.addressee.list"]
        cls.heads = Lists.create(
            {
                "name": "Seluruh Kepala Dinas (uji)",
                "rule_ids": [Command.create({"who": "head", "organisation_kind": "dinas"})],
                "excluded_jabatan_ids": [
                    Command.set(
                        Lists.env["eoffice.organisation"]
                        .search([("kind", "=", "dinas")])
                        .head_jabatan_id.ids
                    ),
                    *(
                        Command.unlink(cls.jabatan[f"kadis_{key}"].id)
                        for key in ("kesehatan", "pendidikan", "sosial")
                    ),
                ],
            }
        )
        cls.own = Lists.create(
            {
                "name": "Seluruh Kepala Bidang (uji)",
                "skpd_id": cls.organisations["kesehatan"].id,
                "jabatan_ids": [Command.set(cls.jabatan["kabid_kesehatan"].ids)],
            }
        )
        return city

    def draft_to(self, *lists, named=(), tembusan=(), **values):
        rows = [{"list_id": one.id} for one in lists]
        rows += [{"jabatan_id": self.jabatan[key].id} for key in named]
        rows += [{"kind": "tembusan", "list_id": one.id} for one in tembusan]
        return self.draft(
            kepada=(), recipient_ids=[Command.create(values) for values in rows], **values
        )

    def delivered(self, naskah):
        return naskah.sudo().recipient_ids.filtered(lambda one: one.state == "delivered")


@tagged("post_install", "-at_install")
class TestWhoKeepsLists(ListCase):
    """Those of the city are the Administrator's, an SKPD's its operator's and its registry's."""

    def test_administrator(self):
        self.as_user("administrator", self.heads).name = "Lain"

    def test_registry(self):
        mine = (
            self.env["eoffice.addressee.list"]
            .with_user(self.users["tu_kesehatan"])
            .create({"name": "Baru", "rule_ids": [Command.create({"within_skpd": True})]})
        )
        self.assertEqual(mine.skpd_id, self.organisations["kesehatan"])
        self.assertEqual(mine.member_count, 1)
        mine.rule_ids.unlink()
        self.assertFalse(mine.member_count)

    def test_nobody_else(self):
        for who, one in (
            ("staf_kesehatan", self.own),
            ("kadis_kesehatan", self.heads),
            ("tu_kesehatan", self.heads),
            ("tu_pendidikan", self.own),
        ):
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, one).write({"name": "Palsu"})
        with self.assertRaises(AccessError):
            self.env["eoffice.addressee.list.rule"].with_user(self.users["tu_pendidikan"]).create(
                {"list_id": self.own.id, "organisation_kind": "dinas"}
            )

    def test_another_skpds_list_is_not_for_ones_letters(self):
        with self.assertRaisesRegex(ValidationError, "Dinas Kesehatan"):
            self.draft_to(self.own, by="staf_pendidikan")

    def test_a_rule_says_something(self):
        for values in ({"who": "head"}, {"who": "level"}, {"within_skpd": True}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.heads.rule_ids = [Command.create(values)]


@tagged("post_install", "-at_install")
class TestWhoIsInAList(ListCase):
    """By rule and by name, minus exceptions, as it is today."""

    def members(self, one):
        return one._members()[one][0]

    def test_heads_of_units(self):
        names = [f"kadis_{key}" for key in ("kesehatan", "pendidikan", "sosial")]
        self.assertEqual(set(self.members(self.heads)), {self.jabatan[name] for name in names})

    def test_level(self):
        self.jabatan["kabid_sosial"].echelon = "III.b"
        one = self.env["eoffice.addressee.list"].create(
            {
                "name": "Administrator (uji)",
                "skpd_id": self.organisations["sosial"].id,
                "rule_ids": [
                    Command.create({"who": "level", "level": "administrator", "within_skpd": True})
                ],
            }
        )
        self.assertEqual(self.members(one), self.jabatan["kabid_sosial"])

    def test_named_and_excepted(self):
        self.heads.jabatan_ids = self.jabatan["sekda"]
        self.heads.excluded_jabatan_ids |= self.jabatan["kadis_sosial"]
        members = self.members(self.heads)
        self.assertIn(self.jabatan["sekda"], members)
        self.assertNotIn(self.jabatan["kadis_sosial"], members)

    def test_a_unit_that_ended_has_nobody_in_it(self):
        self.organisations["sosial"].date_to = "2020-12-31"
        self.assertNotIn(self.jabatan["kadis_sosial"], self.members(self.heads))

    def test_catalogue(self):
        names = {
            self.env.ref(f"eoffice_bekasi.addressee_list_{key}").name
            for key in ("perangkat_daerah", "camat", "lurah")
        }
        self.assertEqual(
            names, {"Seluruh Kepala Perangkat Daerah", "Seluruh Camat", "Seluruh Lurah"}
        )


@tagged("post_install", "-at_install")
class TestListAmongTheAddressees(ListCase):
    """One line that prints; at the last signature the members of that day get the letter."""

    def test_prints_as_one_line(self):
        naskah = self.sign(self.draft_to(self.heads, tembusan=[self.own]))
        letter = naskah.sudo()
        self.assertEqual(letter.kepada_ids.mapped("display_name"), [self.heads.name])
        self.assertIn(self.heads.name, letter.signature_ids.payload)
        self.assertNotIn(self.jabatan["kadis_pendidikan"].name, letter.signature_ids.payload)
        book = letter.agenda_ids.filtered(lambda line: line.direction == "keluar")
        self.assertEqual((book.recipient_name, book.copies_to), (self.heads.name, self.own.name))

    def test_members_of_the_day_of_the_signature_get_it(self):
        naskah = self.draft_to(self.heads)
        self.approve(naskah)
        self.assertEqual(len(naskah.sudo().recipient_ids), 1)
        self.heads.jabatan_ids = self.jabatan["sekda"]
        naskah.with_user(self.users["kadis_kesehatan"]).action_sign()
        # distributed by itself where pages are made
        if naskah.sudo().state == "sealed":
            naskah.with_user(self.users["kadis_kesehatan"]).action_distribute()
        naskah.invalidate_recordset()
        self.assertEqual(
            set(self.delivered(naskah).jabatan_id),
            {self.jabatan[key] for key in ("kadis_pendidikan", "kadis_sosial", "sekda")},
            "all but the signer himself",
        )
        row = naskah.sudo().recipient_ids.filtered("list_id")
        self.assertEqual(row.state, "list")
        self.assertEqual(self.delivered(naskah).member_of_id, row)
        self.heads.jabatan_ids = False
        self.assertEqual(row.member_count, 3, "who left the list later keeps it")

    def test_nobody_gets_it_twice(self):
        both = self.heads.copy({"name": "Sekali lagi"})
        naskah = self.sign(self.draft_to(self.heads, both, named=["kadis_sosial"]))
        rows = naskah.sudo().recipient_ids
        self.assertEqual(len(rows), 4)
        self.assertFalse(
            rows.filtered(lambda one: one.jabatan_id == self.jabatan["kadis_sosial"]).member_of_id
        )

    def test_outside_contacts_go_by_paper(self):
        self.heads.partner_ids = self.env["res.partner"].create({"name": "Palang Merah (uji)"})
        naskah = self.sign(self.draft_to(self.heads))
        if naskah.state == "sealed":
            naskah.with_user(self.users["kadis_kesehatan"]).action_distribute()
        naskah.invalidate_recordset()
        states = {one.display_name: one.state for one in naskah.sudo().recipient_ids}
        self.assertEqual(states["Palang Merah (uji)"], "paper")
        self.assertEqual(states[self.heads.name], "list")

    def test_counts_and_end(self):
        naskah = self.sign(self.draft_to(self.heads))
        if naskah.state == "sealed":
            naskah.with_user(self.users["kadis_kesehatan"]).action_distribute()
        self.as_user("kadis_sosial", naskah).action_read()
        naskah.invalidate_recordset()
        row = naskah.recipient_ids.filtered("list_id")
        self.assertEqual((row.member_read_count, row.member_count), (1, 2))
        self.assertEqual(naskah.status_label, "Sent: 1 of 2 read")
        (entry,) = naskah.get_timeline()["recipients"]
        self.assertEqual((entry["member_read_count"], entry["member_count"]), (1, 2))
        self.assertEqual(len(entry["members"]), 2)
        for key in ("kadis_sosial", "kadis_pendidikan"):
            self.as_user(key, naskah).action_finish()
        naskah.invalidate_recordset()
        self.assertEqual(naskah.state, "finished")

    def test_members_are_not_shown_to_outsiders(self):
        row = self.draft_to(self.heads).sudo().recipient_ids
        with self.assertRaises(AccessError):
            self.as_user("staf_sosial", row).get_members()
        self.assertEqual(len(self.as_user("staf_kesehatan", row).get_members()), 3)

    def test_an_empty_list_is_not_signed(self):
        naskah = self.approve(self.draft_to(self.own))
        self.own.jabatan_ids = False
        with self.assertRaisesRegex(UserError, "Nobody is in the list"):
            naskah.with_user(self.users["kadis_kesehatan"]).action_sign()

    def test_the_same_list_once(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.draft_to(self.heads, self.heads)

    def test_a_copy_has_the_list_again(self):
        naskah = self.sign(self.draft_to(self.heads))
        rows = naskah.copy().recipient_ids
        self.assertEqual((rows.list_id, rows.state), (self.heads, "draft"))

    def test_a_copy_elsewhere_has_those_the_list_stood_for(self):
        naskah = self.sign(self.draft_to(self.own, named=["kadis_pendidikan"]))
        if naskah.state == "sealed":
            naskah.with_user(self.users["kadis_kesehatan"]).action_distribute()
        rows = self.as_user("kadis_pendidikan", naskah).copy().recipient_ids
        self.assertFalse(rows.list_id)
        self.assertEqual(
            rows.jabatan_id, self.jabatan["kadis_pendidikan"] | self.jabatan["kabid_kesehatan"]
        )

    def test_a_thousand_members_cost_the_same(self):
        def expand(count):
            jabatan = self.env["eoffice.jabatan"].create(
                [
                    {"name": f"Lurah {n}", "organisation_id": self.organisations["setda"].id}
                    for n in range(count)
                ]
            )
            many = self.own.copy({"name": f"{count} orang"})
            many.jabatan_ids = jabatan
            naskah = self.approve(self.draft_to(many)).sudo()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            naskah._expand_lists()
            self.env.flush_all()
            self.assertEqual(len(naskah.recipient_ids), count + 1)
            return self.env.cr.sql_log_count - before

        few, many = expand(10), expand(1000)
        self.assertEqual(many, few)


@tagged("post_install", "-at_install")
class TestFindingsOnAddressees(ListCase):
    """What a draft's addressees are warned about."""

    def findings(self, naskah):
        return {one["code"]: one for one in naskah.get_findings()}

    def test_paper(self):
        partner = self.env["res.partner"].create({"name": "Palang Merah (uji)"})
        naskah = self.draft(kepada=(), recipient_ids=[Command.create({"partner_id": partner.id})])
        found = self.findings(naskah)["by_paper"]
        self.assertEqual((found["level"], found["field"]), ("info", "kepada_ids"))
        self.assertIn("Palang Merah (uji)", found["text"])

    def test_vacant(self):
        self.jabatan["kadis_sosial"].assignment_ids.date_to = "2021-01-01"
        found = self.findings(self.draft(kepada=["kadis_sosial"]))["vacant"]
        self.assertEqual(found["level"], "warning")
        self.assertIn("nobody", found["mend"])

    def test_empty_list(self):
        naskah = self.draft_to(self.own)
        self.own.jabatan_ids = False
        self.assertEqual(self.findings(naskah)["empty_list"]["level"], "error")
        with self.assertRaisesRegex(UserError, "Nobody is in the list"):
            naskah.action_submit()

    def test_twice(self):
        found = self.findings(self.draft_to(self.heads, named=["kadis_sosial"]))["twice"]
        self.assertIn("Kepala Dinas Sosial", found["text"])

    def test_own_letter(self):
        found = self.findings(self.draft(kepada=["kadis_kesehatan"]))
        self.assertEqual(found["own_letter"]["level"], "warning")

    def test_nothing_to_say(self):
        self.assertFalse(self.draft().get_findings())
