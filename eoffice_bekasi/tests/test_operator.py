from datetime import timedelta

from psycopg2.errors import ExclusionViolation

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..tools.local_time import office_today
from .test_api_json2 import Json2Case
from .test_roles import RolesCase


class OperatorMixin:
    """An operator in two SKPD: people of the registry desk, appointed by the heads."""

    @classmethod
    def add_operators(cls):
        for key in ("kesehatan", "pendidikan"):
            cls.appoint(f"kadis_{key}", key, f"tu_{key}")
        cls.env.flush_all()

    @classmethod
    def appoint(cls, by, skpd, who, **values):
        """Appoint an operator as somebody does it; return the appointment."""
        answer = (
            cls.env["eoffice.operator"]
            .with_user(cls.users[by])
            .action_appoint(cls.organisations[skpd].id, cls.users[who].id, **values)
        )
        return cls.env["eoffice.operator"].browse(answer["id"])


class OperatorCase(OperatorMixin, RolesCase):
    """Roles and operators, by the ORM."""

    def operator_of(self, skpd):
        return self.env["eoffice.operator"]._in_force(self.organisations[skpd])


@tagged("post_install", "-at_install")
class TestOneOperatorAppointedByTheHead(OperatorCase):
    """Ps. 11(2): the head appoints one of his staff; there is one, and history is kept."""

    def test_appointed_by_the_head(self):
        who = self.users["staf_kesehatan"]
        appointment = self.appoint(
            "kadis_kesehatan", "kesehatan", "staf_kesehatan", decree=" 800/1 "
        )
        self.assertEqual(appointment.user_id, who)
        self.assertEqual(appointment.decree, "800/1")
        self.assertEqual(appointment.appointed_by_id, self.users["kadis_kesehatan"])
        self.assertEqual(appointment.appointed_as_id, self.jabatan["kadis_kesehatan"])
        self.assertEqual(self.roles(who), {"user", "operator"})
        self.assertEqual(self.organisations["kesehatan"].operator_id, who)
        event = self.env["eoffice.event"].search([], limit=1)
        self.assertEqual(
            (event.kind, event.user_id, event.jabatan_id, event.capacity),
            (
                "operator_appointed",
                self.users["kadis_kesehatan"],
                self.jabatan["kadis_kesehatan"],
                "definitif",
            ),
        )
        self.assertEqual(event.detail["login"], who.login)

    def test_a_second_is_refused(self):
        self.add_operators()
        for by in ("kadis_kesehatan", "administrator"):
            with self.subTest(by), self.assertRaisesRegex(UserError, "already"):
                self.appoint(by, "kesehatan", "staf_kesehatan")
        self.assertEqual(len(self.operator_of("kesehatan")), 1)

    def test_the_database_refuses_a_second_too(self):
        self.add_operators()
        values = {
            "skpd_id": self.organisations["kesehatan"].id,
            "user_id": self.users["staf_kesehatan"].id,
            "date_from": fields.Datetime.now() - timedelta(days=1),
            "appointed_by_id": self.env.uid,
        }
        elsewhere = {
            **values,
            "skpd_id": self.organisations["sosial"].id,
            "user_id": self.users["tu_kesehatan"].id,
            "date_from": fields.Datetime.now() + timedelta(days=1),
        }
        for row in (values, elsewhere):
            with (
                self.assertRaises(ExclusionViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env["eoffice.operator"].create(row)

    def test_who_may_appoint(self):
        """Nobody but the head and the Administrator: not the operator, not another head."""
        for key in (
            *("staf_kesehatan", "tu_kesehatan", "sekretaris_kesehatan", "kadis_pendidikan"),
            *("sekda", "walikota"),
        ):
            with self.subTest(key), self.assertRaises(AccessError):
                self.appoint(key, "kesehatan", "staf_kesehatan")
        appointment = self.appoint("administrator", "kesehatan", "staf_kesehatan")
        self.assertFalse(appointment.appointed_as_id)
        for key in ("tu_kesehatan", "staf_kesehatan", "kadis_pendidikan"):
            mine = appointment.with_user(self.users[key])
            for call in (
                mine.action_end,
                lambda mine=mine: mine.action_replace(self.users["tu_kesehatan"].id),
                mine.action_open_replace,
            ):
                with self.subTest(key), self.assertRaises(AccessError):
                    call()

    def test_the_head_is_who_holds_the_position_now(self):
        new = self.newcomer()
        self.hold(new, "kadis_kesehatan", kind="plt")
        self.users["plt"] = new
        with self.assertRaises(AccessError):
            self.appoint("kadis_kesehatan", "kesehatan", "staf_kesehatan")
        self.assertEqual(self.appoint("plt", "kesehatan", "staf_kesehatan").appointed_by_id, new)

    def test_who_may_be_appointed(self):
        self.users["luar"] = new_test_user(self.env, "luar.uji", groups="base.group_user")
        closed = self.newcomer("tutup.uji")
        self.hold(closed, "tu_kesehatan")
        closed.active = False
        self.users["tutup"] = closed
        for who in ("kadis_kesehatan", "staf_pendidikan", "luar", "tutup", "administrator"):
            with self.subTest(who), self.assertRaisesRegex(UserError, "one of the staff"):
                self.appoint("kadis_kesehatan", "kesehatan", who)

    def test_no_operator_for_what_is_no_skpd(self):
        with self.assertRaises(AccessError):
            self.appoint("administrator", "kota", "staf_kesehatan")

    def test_replaced_in_one_step(self):
        self.add_operators()
        first = self.operator_of("kesehatan")
        mine = first.with_user(self.users["kadis_kesehatan"])
        with self.assertRaisesRegex(UserError, "already"):
            mine.action_replace(self.users["tu_kesehatan"].id)
        answer = mine.action_replace(self.users["staf_kesehatan"].id, "800/2")
        second = self.operator_of("kesehatan")
        self.assertEqual(second.id, answer["id"])
        self.assertEqual(second.user_id, self.users["staf_kesehatan"])
        self.assertEqual(first.ended_by_id, self.users["kadis_kesehatan"])
        self.assertTrue(first.date_to)
        self.assertEqual(self.roles(self.users["tu_kesehatan"]), {"user", "registry"})
        self.assertEqual(self.roles(self.users["staf_kesehatan"]), {"user", "operator"})
        with self.assertRaisesRegex(UserError, "ended already"):
            mine.action_end()
        kinds = self.env["eoffice.event"].search([], limit=2).mapped("kind")
        self.assertEqual(kinds, ["operator_appointed", "operator_ended"])

    def test_a_replacement_that_fails_changes_nothing(self):
        self.add_operators()
        mine = self.operator_of("kesehatan").with_user(self.users["kadis_kesehatan"])
        with self.assertRaises(UserError), self.env.cr.savepoint():
            mine.action_replace(self.users["staf_pendidikan"].id)
        self.env.invalidate_all()
        self.assertEqual(self.operator_of("kesehatan").user_id, self.users["tu_kesehatan"])

    def test_ended(self):
        self.add_operators()
        appointment = self.operator_of("kesehatan")
        answer = appointment.with_user(self.users["kadis_kesehatan"]).action_end()
        self.assertEqual(answer["id"], appointment.id)
        self.assertTrue(answer["date_to"])
        self.assertFalse(self.operator_of("kesehatan"))
        self.assertEqual(self.roles(self.users["tu_kesehatan"]), {"user", "registry"})
        self.assertEqual(self.env["eoffice.event"].search([], limit=1).kind, "operator_ended")

    def test_history_is_nobodys_to_write(self):
        self.add_operators()
        appointment = self.operator_of("kesehatan")
        forged = {"user_id": self.users["staf_kesehatan"].id, "date_to": False}
        for key in ("tu_kesehatan", "kadis_kesehatan", "staf_sosial", "administrator"):
            mine = appointment.with_user(self.users[key]).with_context(default_date_to=False)
            self.assertTrue(mine.read(["user_id", "date_from"]))
            for call in (
                lambda mine=mine: mine.write(forged),
                mine.unlink,
                mine.copy,
                lambda mine=mine: mine.create(
                    {**forged, "skpd_id": self.organisations["sosial"].id}
                ),
            ):
                with self.subTest(key), self.assertRaises(AccessError):
                    call()


@tagged("post_install", "-at_install")
class TestTheAppAsksTheHead(OperatorCase):
    """The head of an SKPD without operator is asked; nobody else, and no longer than needed."""

    def asked(self, key):
        requests = self.env["eoffice.operator"].with_user(self.users[key]).get_requests()
        return [one["name"] for one in requests]

    def test_asked_until_there_is_one(self):
        self.assertEqual(self.asked("kadis_kesehatan"), ["Dinas Kesehatan"])
        for key in ("sekretaris_kesehatan", "tu_kesehatan", "administrator"):
            self.assertEqual(self.asked(key), [])
        self.appoint("kadis_kesehatan", "kesehatan", "tu_kesehatan")
        self.assertEqual(self.asked("kadis_kesehatan"), [])
        self.assertEqual(self.asked("kadis_pendidikan"), ["Dinas Pendidikan"])

    def test_asked_again_when_the_operator_left(self):
        self.add_operators()
        appointment = self.operator_of("kesehatan")
        today = office_today()
        self.jabatan["tu_kesehatan"].assignment_ids.date_to = today
        self.assertEqual(self.asked("kadis_kesehatan"), [])
        self.on(today + timedelta(days=1))
        self.assertEqual(self.asked("kadis_kesehatan"), ["Dinas Kesehatan"])
        self.env["res.users"]._cron_sync_roles()
        self.assertTrue(appointment.date_to)
        self.assertEqual(self.roles(self.users["tu_kesehatan"]), set())
        self.assertEqual(self.operator_of("pendidikan").user_id, self.users["tu_pendidikan"])

    def test_who_left_is_no_operator_before_the_night_either(self):
        self.add_operators()
        yesterday = office_today() - timedelta(days=1)
        self.jabatan["tu_kesehatan"].assignment_ids.date_to = yesterday
        self.assertEqual(self.roles(self.users["tu_kesehatan"]), set())
        self.assertEqual(self.asked("kadis_kesehatan"), ["Dinas Kesehatan"])
        # a new one is appointed without ending the old one by hand
        self.appoint("kadis_kesehatan", "kesehatan", "staf_kesehatan")
        self.assertEqual(self.operator_of("kesehatan").user_id, self.users["staf_kesehatan"])

    def test_between_two_positions_he_stays_operator(self):
        self.add_operators()
        who = self.users["tu_kesehatan"]
        yesterday = office_today() - timedelta(days=1)
        self.jabatan["tu_kesehatan"].assignment_ids.date_to = yesterday
        self.hold(who, "staf_kesehatan", date_from=office_today())
        self.assertEqual(self.roles(who), {"user", "operator"})
        self.env["res.users"]._cron_sync_roles()
        self.assertEqual(self.operator_of("kesehatan").user_id, who)

    def test_a_closed_account_is_no_operator(self):
        self.add_operators()
        self.users["tu_kesehatan"].active = False
        self.assertEqual(self.asked("kadis_kesehatan"), ["Dinas Kesehatan"])
        self.env["res.users"]._cron_sync_roles()
        self.assertFalse(self.operator_of("kesehatan"))

    def test_candidates(self):
        Operator = self.env["eoffice.operator"].with_user(self.users["kadis_kesehatan"])
        answer = Operator.get_candidates(self.organisations["kesehatan"].id)
        self.assertEqual(answer["skpd"], "Dinas Kesehatan")
        self.assertIsNone(answer["operator"])
        self.assertEqual(
            [one["id"] for one in answer["candidates"]],
            [
                self.users[key].id
                for key in (
                    *("tu_kesehatan", "staf_kesehatan"),
                    *("kabid_kesehatan", "kasubbag_kesehatan", "sekretaris_kesehatan"),
                )
            ],
        )
        self.assertEqual(answer["candidates"][1]["jabatan"], "Staf Umum Dinas Kesehatan")
        self.add_operators()
        answer = Operator.get_candidates(self.organisations["kesehatan"].id)
        self.assertEqual(answer["operator"]["name"], self.users["tu_kesehatan"].name)
        self.assertNotIn(self.users["tu_kesehatan"].id, [one["id"] for one in answer["candidates"]])
        for key in ("staf_kesehatan", "kadis_pendidikan", "tu_kesehatan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.env["eoffice.operator"].with_user(self.users[key]).get_candidates(
                    self.organisations["kesehatan"].id
                )

    def test_a_desk_costs_no_more_for_it(self):
        """One small question; no statement for each SKPD."""
        self.env.flush_all()
        for key, count in (("staf_kesehatan", 4), ("kadis_kesehatan", 12)):
            Operator = self.env["eoffice.operator"].with_user(self.users[key])
            Operator.get_requests()
            self.env.invalidate_all()
            with self.subTest(key), self.assertQueryCount(count):
                Operator.get_requests()


@tagged("post_install", "-at_install")
class TestOperatorByApi(OperatorMixin, Json2Case):
    """Appointing, replacing and ending through JSON-2 alone, under the same checks."""

    @mute_logger("odoo.http")
    def test_all_the_way(self):
        skpd = self.organisations["kesehatan"].id
        first, second = self.users["tu_kesehatan"].id, self.users["staf_kesehatan"].id
        model = "eoffice.operator"
        for who in ("staf_kesehatan", "kadis_pendidikan"):
            self.call(who, model, "action_appoint", skpd_id=skpd, user_id=second, status=403)
        head = "kadis_kesehatan"
        self.assertEqual(
            self.call(head, model, "get_requests"), [{"id": skpd, "name": "Dinas Kesehatan"}]
        )
        self.call(head, model, "get_candidates", skpd_id=skpd)
        made = self.call(head, model, "action_appoint", skpd_id=skpd, user_id=first)
        self.call(head, model, "action_appoint", skpd_id=skpd, user_id=second, status=422)
        for who in ("tu_kesehatan", head, "administrator"):
            self.call(who, model, "write", [made["id"]], vals={"date_to": False}, status=403)
            self.call(who, model, "unlink", [made["id"]], status=403)
            self.call(
                who,
                model,
                "create",
                vals_list=[{"skpd_id": skpd, "user_id": second}],
                status=403,
            )
        made = self.call(head, model, "action_replace", [made["id"]], user_id=second)
        self.assertEqual(made["user_id"], second)
        self.assertTrue(self.users["staf_kesehatan"].has_group("eoffice_bekasi.group_operator"))
        self.call("tu_kesehatan", model, "action_end", [made["id"]], status=403)
        self.call(head, model, "action_end", [made["id"]])
        for method in ("_appoint", "_end", "_end_leavers"):
            self.call(head, model, method, [made["id"]], status=403)
        self.assertFalse(self.users["staf_kesehatan"].has_group("eoffice_bekasi.group_operator"))

    @mute_logger("odoo.http")
    def test_no_role_by_the_api(self):
        for who in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
            for xml_id in ("eoffice_bekasi.group_operator", "eoffice_bekasi.group_administrator"):
                group = self.env.ref(xml_id)
                link = {"group_ids": [Command.link(group.id)]}
                me = self.users[who].ids
                self.call(who, "res.users", "write", me, vals=link, status=403)
                self.call(who, "res.users", "web_save", me, vals=link, specification={}, status=403)
                self.call(
                    who,
                    "res.groups",
                    "write",
                    group.ids,
                    vals={"user_ids": [Command.link(me[0])]},
                    status=403,
                )
                self.assertFalse(self.users[who].has_group(xml_id))
