from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models import assignment as assignment_module
from ..models import operated_assignment, operator, res_users_roles, res_users_skpd
from ..models.res_users_roles import FOLLOWING
from ..tools.local_time import office_today
from .common import OfficeCase


class RolesCase(OfficeCase):
    """Helpers for looking at roles and for turning the calendar."""

    def roles(self, user):
        """Return the roles an account has by itself, as they stand in the database."""
        self.env.flush_all()
        groups = self.env["res.groups"]._eoffice_groups(FOLLOWING)
        ids = user._direct_groups(groups.ids)[user.id]
        return {key for key in FOLLOWING if self.env.ref(f"eoffice_bekasi.group_{key}").id in ids}

    def newcomer(self, login="baru.uji"):
        return new_test_user(self.env, login, groups="base.group_user", name="Orang Baru")

    def hold(self, user, key, **values):
        """Let somebody hold a position whose holder is ended first."""
        jabatan = self.jabatan[key]
        begins = values.setdefault("date_from", office_today() - timedelta(days=9))
        if not jabatan.is_shared:
            jabatan.assignment_ids.filtered(lambda one: not one.date_to).write(
                {"date_to": begins - timedelta(days=1)}
            )
        return self.env["eoffice.assignment"].create(
            {"jabatan_id": jabatan.id, "user_id": user.id, **values}
        )

    def on(self, day):
        """Let the office's calendar show another day."""
        for module in (
            assignment_module,
            operated_assignment,
            operator,
            res_users_skpd,
            res_users_roles,
        ):
            self.patch(module, "office_today", lambda: day)


@tagged("post_install", "-at_install")
class TestTheNameOnTheSignatureIsNotOnesOwnToChange(OfficeCase):
    """Nobody renames himself: the name prints in the signature block."""

    def test_name(self):
        user = self.users["kadis_kesehatan"]
        own = user.with_user(user)
        own.write({"phone": "021-1"})
        for write in (
            lambda: own.write({"name": "Wali Kota"}),
            lambda: own.web_save({"name": "Wali Kota"}, {"name": {}}),
            lambda: own.partner_id.write({"name": "Wali Kota"}),
        ):
            with self.assertRaises(AccessError):
                write()
        self.assertNotEqual(user.name, "Wali Kota")
        user.with_user(self.users["administrator"]).write({"name": "Pejabat Baru"})
        self.assertEqual(user.name, "Pejabat Baru")


@tagged("post_install", "-at_install")
class TestRolesFollowPositions(RolesCase):
    """Taking up a position gives the roles it needs, leaving it takes them away."""

    def test_what_a_position_gives(self):
        expected = {
            "kadis_kesehatan": {"user", "official"},
            "kabid_kesehatan": {"user", "official"},
            "staf_kesehatan": {"user"},
            "tu_kesehatan": {"user", "registry"},
        }
        for key, roles in expected.items():
            with self.subTest(key):
                user = self.newcomer(f"{key}.baru")
                self.assertEqual(self.roles(user), set())
                held = self.hold(user, key)
                self.assertEqual(self.roles(user), roles)
                self.assertTrue(user.has_group("base.group_user"))
                held.date_to = office_today() - timedelta(days=1)
                self.assertEqual(self.roles(user), set())
                # still an account of the city, who can log in and sees no letter
                self.assertTrue(user.has_group("base.group_user"))
                self.assertFalse(user.has_group("eoffice_bekasi.group_user"))

    def test_who_signs_is_an_official_whatever_the_kind(self):
        user = self.newcomer()
        jabatan = self.add_jabatan(
            "ahli",
            "Ahli Madya",
            "kesehatan",
            self.jabatan["kadis_kesehatan"],
            user=False,
            kind="fungsional",
        )
        self.hold(user, "ahli")
        self.assertEqual(self.roles(user), {"user"})
        jabatan.may_sign = True
        self.assertEqual(self.roles(user), {"user", "official"})
        jabatan.may_sign = False
        self.assertEqual(self.roles(user), {"user"})
        jabatan.kind = "struktural"
        self.assertEqual(self.roles(user), {"user", "official"})
        jabatan.active = False
        self.assertEqual(self.roles(user), set())

    def test_two_positions_give_both_and_one_left_keeps_its_own(self):
        user = self.newcomer()
        self.hold(user, "staf_kesehatan")
        second = self.hold(user, "kabid_pendidikan", kind="plt")
        self.assertEqual(self.roles(user), {"user", "official"})
        second.unlink()
        self.assertEqual(self.roles(user), {"user"})

    def test_who_is_replaced_loses_it_with_the_same_write(self):
        old = self.users["kabid_kesehatan"]
        new = self.newcomer()
        (self.jabatan["kabid_kesehatan"].assignment_ids).user_id = new
        self.assertEqual(self.roles(old), set())
        self.assertEqual(self.roles(new), {"user", "official"})

    def test_a_desk_that_becomes_registry(self):
        user = self.newcomer()
        desk = self.add_jabatan(
            "loket",
            "Loket",
            "sosial",
            self.jabatan["kadis_sosial"],
            user=False,
            is_shared=True,
            kind="pelaksana",
        )
        self.hold(user, "loket")
        self.assertEqual(self.roles(user), {"user"})
        self.organisations["sosial"].registry_jabatan_id = desk
        self.assertEqual(self.roles(user), {"user", "registry"})
        self.assertEqual(self.roles(self.users["tu_sosial"]), {"user"})
        self.organisations["sosial"].registry_jabatan_id = False
        self.assertEqual(self.roles(user), {"user"})

    def test_given_by_hand_stays(self):
        user = self.newcomer()
        by_hand = self.env.ref("eoffice_bekasi.group_administrator") | self.env.ref(
            "eoffice_bekasi.group_director"
        )
        user.group_ids |= by_hand
        self.hold(user, "staf_kesehatan").unlink()
        self.env["res.users"]._cron_sync_roles()
        self.assertLessEqual(by_hand, user.group_ids)
        self.assertEqual(self.roles(user), set())

    def test_what_other_code_gives(self):
        """A delegation or an assistant's naming gives a role through the hook."""
        user, other = self.newcomer(), self.users["staf_sosial"]
        Users = type(self.env["res.users"])
        given = {user.id: ["user", "assistant"], other.id: {"assistant"}}
        self.patch(Users, "_eoffice_extra_roles", lambda self: given)
        changed = (user | other)._eoffice_sync_roles()
        self.assertEqual(changed, user | other)
        self.assertEqual(self.roles(user), {"user", "assistant"})
        self.assertEqual(self.roles(other), {"user", "assistant"})
        self.patch(Users, "_eoffice_extra_roles", lambda self: {})
        (user | other)._eoffice_sync_roles()
        self.assertEqual(self.roles(user), set())
        self.assertEqual(self.roles(other), {"user"})

    def test_an_outsider_gets_no_position(self):
        portal = new_test_user(self.env, "luar.uji", groups="base.group_portal")
        with self.assertRaises(ValidationError):
            self.hold(portal, "staf_kesehatan")


@tagged("post_install", "-at_install")
class TestRolesOfTheNewDay(RolesCase):
    """What begins or ends by the calendar, the daily job gives and takes."""

    def setUp(self):
        super().setUp()
        self.today = office_today()
        self.cron = self.env.ref("eoffice_bekasi.cron_sync_roles")

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_it_runs_just_after_midnight_in_bekasi(self):
        self.assertEqual((self.cron.nextcall.hour, self.cron.nextcall.minute), (17, 5))
        self.assertEqual((self.cron.interval_number, self.cron.interval_type), (1, "days"))

    def test_begins_and_ends_by_date(self):
        user = self.newcomer()
        self.jabatan["kabid_kesehatan"].assignment_ids.date_to = self.today
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["kabid_kesehatan"].id,
                "user_id": user.id,
                "date_from": self.today + timedelta(days=1),
                "date_to": self.today + timedelta(days=3),
            }
        )
        old = self.users["kabid_kesehatan"]
        self.assertEqual(self.roles(old), {"user", "official"})
        self.assertEqual(self.roles(user), set())
        for days, of_old, of_new in (
            (0, {"user", "official"}, set()),
            (1, set(), {"user", "official"}),
            (3, set(), {"user", "official"}),
            (4, set(), set()),
        ):
            with self.subTest(days=days):
                self.on(self.today + timedelta(days=days))
                self.run_cron()
                self.assertEqual(self.roles(old), of_old)
                self.assertEqual(self.roles(user), of_new)

    def test_what_was_put_in_by_hand_is_put_right(self):
        stray = self.newcomer()
        stray.group_ids |= self.env.ref("eoffice_bekasi.group_official")
        self.users["kadis_sosial"].group_ids -= self.env.ref("eoffice_bekasi.group_official")
        self.run_cron()
        self.assertEqual(self.roles(stray), set())
        self.assertEqual(self.roles(self.users["kadis_sosial"]), {"user", "official"})

    def test_closed_accounts_lose_theirs_too(self):
        user = self.newcomer()
        self.hold(user, "staf_kesehatan", date_to=self.today)
        user.active = False
        self.on(self.today + timedelta(days=1))
        self.run_cron()
        self.assertEqual(self.roles(user), set())


@tagged("post_install", "-at_install")
class TestRolesInOneBatch(RolesCase):
    """As many statements for many accounts as for few; none when nothing differs."""

    def people(self, count):
        users = self.env["res.users"].create(
            [
                {"login": f"massa{count}.{number}", "name": f"Massa {number}"}
                for number in range(count)
            ]
        )
        desk = self.jabatan["tu_kesehatan"]
        self.env["eoffice.assignment"].create(
            [
                {"jabatan_id": desk.id, "user_id": user.id, "date_from": date(2020, 1, 1)}
                for user in users
            ]
        )
        return users

    def statements(self, users):
        self.env.flush_all()
        self.env.invalidate_all()
        self.env["res.groups"]._eoffice_groups(FOLLOWING)  # what is cached for all requests
        before = self.env.cr.sql_log_count
        users._eoffice_sync_roles()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def strip(self, users):
        groups = self.env["res.groups"]._eoffice_groups(FOLLOWING)
        users.write({"group_ids": [Command.unlink(id_) for id_ in groups.ids]})

    def test_many_cost_what_few_cost(self):
        few, many = self.people(3), self.people(60)
        for users in (few, many):
            self.assertEqual(self.roles(users[-1]), {"user", "registry"})
            self.strip(users)
        self.statements(self.people(2))
        cost_few, cost_many = self.statements(few), self.statements(many)
        self.assertEqual(self.roles(many[-1]), {"user", "registry"})
        self.assertLessEqual(cost_many, cost_few + 2)

    def test_nothing_is_written_when_nothing_differs(self):
        users = self.people(5)
        self.env.flush_all()
        written = []
        Users = type(self.env["res.users"])
        self.patch(Users, "write", lambda self, vals: written.append(vals))
        self.assertFalse(users._eoffice_sync_roles())
        self.assertFalse(written)


@tagged("post_install", "-at_install")
class TestNobodyGivesHimselfARole(RolesCase):
    """Not by his own account, not by groups, not by rights, not by import; not the Administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # An Administrator as the city has them: without Odoo's settings.
        cls.admin = new_test_user(
            cls.env,
            "fajar.uji",
            groups="eoffice_bekasi.group_administrator,base.group_partner_manager",
            name="Fajar",
        )

    def assert_refused(self, call):
        with (
            self.assertRaises(AccessError),
            mute_logger("odoo.models", "odoo.addons.base"),
            self.env.cr.savepoint(),
        ):
            call()

    def groups(self):
        return {
            key: self.env.ref(xml_id)
            for key, xml_id in {
                **{
                    key: f"eoffice_bekasi.group_{key}"
                    for key in (*FOLLOWING, "administrator", "director")
                },
                "settings": "base.group_system",
            }.items()
        }

    def ways(self, user, target, group):
        """Return the calls by which somebody might give a group to an account."""
        mine = target.with_user(user)
        link = [Command.link(group.id)]
        yield "write", lambda: mine.write({"group_ids": link})
        yield (
            "set",
            lambda: mine.write({"group_ids": [Command.set((target.group_ids | group).ids)]}),
        )
        yield "web_save", lambda: mine.web_save({"group_ids": link}, {"id": {}})
        yield (
            "load",
            lambda: self.loaded(
                mine,
                ["id", "group_ids/id"],
                [
                    [
                        self.xml_id(target),
                        ",".join((target.group_ids | group).get_external_id().values()),
                    ]
                ],
            ),
        )
        yield (
            "members",
            lambda: group.with_user(user).write({"user_ids": [Command.link(target.id)]}),
        )
        yield (
            "all members",
            lambda: group.with_user(user).write({"all_user_ids": [Command.link(target.id)]}),
        )
        yield (
            "implied",
            lambda: self.env.ref("base.group_user").with_user(user).write({"implied_ids": link}),
        )
        yield (
            "own group",
            lambda: group.with_user(user).create(
                {"name": "Jalan lain", "implied_ids": link, "user_ids": [Command.link(target.id)]}
            ),
        )

    def xml_id(self, record):
        return (
            next(iter(record._ensure_xml_id().values()))
            if hasattr(record, "_ensure_xml_id")
            else (record.export_data(["id"])["datas"][0][0])
        )

    def loaded(self, model, names, rows):
        answer = model.load(names, rows)
        messages = [message["message"] for message in answer["messages"]]
        if messages:
            raise AccessError("; ".join(messages))
        return answer["ids"]

    def test_to_himself(self):
        for user in (
            self.users["staf_kesehatan"],
            self.users["kadis_kesehatan"],
            self.users["tu_kesehatan"],
            self.admin,
        ):
            for key, group in self.groups().items():
                if user.has_group("eoffice_bekasi.group_" + key) and key != "settings":
                    continue
                for name, call in self.ways(user, user, group):
                    with self.subTest(who=user.login, role=key, way=name):
                        self.assert_refused(call)
                        self.assertNotIn(group, user.all_group_ids)

    def test_a_context_gives_none_to_a_new_account(self):
        group = self.env.ref("eoffice_bekasi.group_official")
        Users = self.env["res.users"].with_user(self.admin)
        for values, context in (
            ({"group_ids": [Command.link(group.id)]}, {}),
            ({}, {"default_group_ids": [Command.link(group.id)]}),
            ({"group_ids": [Command.link(self.env.ref("base.group_system").id)]}, {}),
        ):
            with self.subTest(values=values, context=context):
                self.assert_refused(
                    lambda values=values, context=context: Users.with_context(**context).create(
                        {"login": "titipan.uji", "name": "Titipan", **values}
                    )
                )

    def test_the_administrator_gives_others_what_is_given_by_hand(self):
        other = self.newcomer()
        mine = other.with_user(self.admin)
        director = self.env.ref("eoffice_bekasi.group_director")
        administrator = self.env.ref("eoffice_bekasi.group_administrator")
        mine.write({"group_ids": [Command.link(director.id)]})
        mine.write({"group_ids": [Command.link(administrator.id)]})
        self.assertLessEqual(director | administrator, other.group_ids)
        mine.write({"group_ids": [Command.unlink(administrator.id)]})
        self.assertNotIn(administrator, other.group_ids)
        for key in (*FOLLOWING, "settings"):
            for name, call in self.ways(self.admin, other, self.groups()[key]):
                with self.subTest(role=key, way=name):
                    self.assert_refused(call)
        # hidden behind one that he may give
        official = self.env.ref("eoffice_bekasi.group_official")
        self.assert_refused(
            lambda: mine.write(
                {"group_ids": [Command.link(administrator.id), Command.link(official.id)]}
            )
        )
        # nor does he take what follows
        held = self.users["kadis_kesehatan"].with_user(self.admin)
        self.assert_refused(lambda: held.write({"group_ids": [Command.unlink(official.id)]}))

    def test_the_administrator_changes_no_rights(self):
        rule = self.env["ir.rule"].search([("model_id.model", "=", "eoffice.assignment")], limit=1)
        access = self.env["ir.model.access"].search(
            [("model_id.model", "=", "eoffice.operator")], limit=1
        )
        for record, values in (
            (rule, {"domain_force": "[(1, '=', 1)]"}),
            (access, {"perm_write": True}),
            (self.env.ref("eoffice_bekasi.privilege_eoffice"), {"name": "x"}),
        ):
            mine = record.with_user(self.admin)
            with self.subTest(record._name):
                self.assertTrue(mine.has_access("read"))
                self.assert_refused(lambda mine=mine, values=values: mine.write(values))
                self.assert_refused(mine.unlink)
        self.assert_refused(
            lambda: access.with_user(self.admin).create(
                {
                    "name": "pintu belakang",
                    "model_id": self.env["ir.model"]._get_id("ir.actions.server"),
                    "group_id": self.env.ref("base.group_erp_manager").id,
                    "perm_create": True,
                }
            )
        )

    def test_the_administrator_still_makes_accounts(self):
        user = (
            self.env["res.users"]
            .with_user(self.admin)
            .create({"login": "pegawai.uji", "name": "Pegawai", "email": "pegawai@uji.example"})
        )
        self.assertEqual(self.roles(user), set())
        user.write({"name": "Pegawai Baru", "login": "pegawai2.uji"})


@tagged("post_install", "-at_install")
class TestRolesExplainThemselves(OfficeCase):
    """In the list of groups each role says in Indonesian what it may do."""

    def test_comments(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["eoffice_bekasi"], ["id_ID"])
        for key in (*FOLLOWING, "administrator", "director"):
            group = self.env.ref(f"eoffice_bekasi.group_{key}")
            english = group.with_context(lang="en_US").comment
            indonesian = group.with_context(lang="id_ID").comment
            with self.subTest(key):
                self.assertTrue(english)
                self.assertNotEqual(english, indonesian)
                self.assertTrue(group.privilege_id)
