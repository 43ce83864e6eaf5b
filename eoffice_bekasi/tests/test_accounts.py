"""Making accounts, opening them once, ending their sessions, deactivating them."""

import re
from datetime import date, timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessDenied, AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from ..tools.local_time import office_today
from .common import OfficeCase, OfficeHttpMixin
from .test_api_json2 import Json2Case

PASSWORD = "kuda laut hijau 42"
STRANGERS = ("kadis_kesehatan", "staf_kesehatan", "tu_kesehatan", "operator")


class AccountsMixin:
    """The city with an operator and some vacant positions."""

    @classmethod
    def build_city(cls):
        result = super().build_city()
        cls.users["operator"] = new_test_user(
            cls.env, "operator.uji", groups="eoffice_bekasi.group_operator", name="Operator"
        )
        # The office's administrator alone, without the rights of the system's.
        cls.users["administrator"].group_ids = cls.env.ref("eoffice_bekasi.group_administrator")
        kadis = cls.jabatan["kadis_kesehatan"]
        cls.add_jabatan("kabid_baru", "Kepala Bidang Baru", "kesehatan", kadis, user=False)
        cls.add_jabatan(
            "staf_baru", "Pengelola Data", "kesehatan", kadis, user=False, kind="pelaksana"
        )
        return result

    def maker(self, key="administrator", **values):
        return self.env["eoffice.account.maker"].with_user(self.users[key]).create(values)


class AccountsCase(AccountsMixin, OfficeCase):
    """Accounts, by the ORM."""


@tagged("post_install", "-at_install")
class TestMakingAccounts(AccountsCase):
    """The administrator makes accounts for one, for vacant positions, or for a list."""

    def test_one_person(self):
        maker = self.maker(mode="single")
        maker.action_prepare()
        with Form(maker) as form, form.line_ids.edit(0) as line:
            line.jabatan_id = self.jabatan["kabid_baru"]
            line.name = "Dr. Budi Eko Santoso, S.H., M.Si."
            line.nip = "19720815 199503 2 004"
            line.email = "budi@example.id"
        line = maker.line_ids
        self.assertEqual((line.login, line.role), ("budi.santoso", "official"))
        self.assertFalse(line.problem)
        maker.action_make()
        user = line.user_id
        self.assertEqual(
            (user.name, user.eoffice_title_front, user.eoffice_title_back, user.eoffice_nip),
            ("Budi Eko Santoso", "Dr.", "S.H., M.Si.", "197208151995032004"),
        )
        self.assertEqual(self.jabatan["kabid_baru"].holder_id, user)
        self.assertTrue(user.has_group("eoffice_bekasi.group_official"))
        self.assertFalse(user.has_group("base.group_erp_manager"))
        self.assertEqual((user.lang or "id_ID", user.tz), ("id_ID", "Asia/Jakarta"))
        account = user.with_user(self.users["administrator"])
        self.assertEqual(account.eoffice_account_state, "new")
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        self.assertEqual(self.env.cr.fetchone(), (None,), "nobody knows a password yet")
        self.assertFalse(
            self.env["mail.mail"].search([("email_to", "ilike", "budi@example.id")]),
            "an invitation goes out when it is asked for",
        )
        event = self.env["eoffice.event"].search([("kind", "=", "account_made")], limit=1)
        self.assertEqual(event.user_id, user)
        self.assertEqual(event.detail, {"by": self.users["administrator"].id})

    def test_vacant_positions_of_a_skpd(self):
        maker = self.maker(mode="positions", organisation_id=self.organisations["kesehatan"].id)
        maker.action_prepare()
        registry = self.jabatan["tu_kesehatan"]
        self.assertEqual(
            maker.line_ids.jabatan_id,
            self.jabatan["kabid_baru"] | self.jabatan["staf_baru"] | registry,
            "held positions are left out; a shared desk takes more people",
        )
        self.assertEqual(
            {line.jabatan_id.id: line.role for line in maker.line_ids},
            {
                self.jabatan["kabid_baru"].id: "official",
                self.jabatan["staf_baru"].id: "user",
                registry.id: "registry",
            },
        )
        with self.assertRaises(UserError):
            maker.action_make()  # nobody is ticked
        names = {"kabid_baru": "Andi Wijaya", "staf_baru": "Andi Wijaya"}
        for key, name in names.items():
            index = maker.line_ids.jabatan_id.ids.index(self.jabatan[key].id)
            with Form(maker) as form, form.line_ids.edit(index) as line:
                line.name = name
        self.assertEqual(
            maker.line_ids.filtered("make").mapped("login"), ["andi.wijaya", "andi.wijaya2"]
        )
        maker.action_make()
        self.assertEqual(maker.state, "done")
        self.assertEqual(len(maker.line_ids), 2, "rows without a person go")
        self.assertEqual(self.jabatan["kabid_baru"].holder_id.login, "andi.wijaya")

    def test_pasted_list(self):
        text = (
            "Nama\tJabatan\tE-mail\tNIP\n"
            "Siti Aminah, S.E.\tKepala Bidang Baru\tsiti@example.id\t197208151995032004\n"
            "Budi\tPengelola Data\t\t\n"
            "Tono\tJabatan Yang Tidak Ada\t\t\n"
        )
        maker = self.maker(
            mode="list", text=text, organisation_id=self.organisations["kesehatan"].id
        )
        maker.action_prepare()
        self.assertEqual(maker.line_ids.mapped("login"), ["siti.aminah", "budi", "tono"])
        self.assertEqual(maker.problem_count, 1)
        with self.assertRaisesRegex(UserError, "Tono.*Jabatan Yang Tidak Ada"):
            maker.action_make()
        self.assertFalse(self.env["res.users"].search([("login", "=", "siti.aminah")]))
        maker.line_ids[2].make = False
        maker.action_make()
        self.assertEqual(self.jabatan["staf_baru"].holder_id.name, "Budi")

    def test_problems(self):
        taken = self.users["kadis_kesehatan"]
        for values, words in (
            ({"name": False}, "Enter name"),
            ({"login": taken.login}, "this login already"),
            ({"nip": taken.eoffice_nip}, "this NIP already"),
            ({"nip": "123"}, "18 digits"),
            ({"email": "bukan surel"}, "no e-mail"),
            ({"jabatan_id": self.jabatan["kadis_kesehatan"].id}, "holds this position"),
        ):
            with self.subTest(words):
                line = {"name": "Baru", "login": "baru", **values}
                maker = self.maker(state="check", line_ids=[Command.create(line)])
                self.assertIn(words, maker.line_ids.problem)
                with self.assertRaises(UserError):
                    maker.action_make()
        twice = [Command.create({"name": "Baru", "login": "baru"}) for _number in range(2)]
        self.assertIn("Two people", self.maker(state="check", line_ids=twice).line_ids[0].problem)

    def test_a_login_of_a_deactivated_account_is_taken(self):
        self.users["kabid_sosial"].action_archive()
        line = {"name": "Baru", "login": self.users["kabid_sosial"].login}
        maker = self.maker(state="check", line_ids=[Command.create(line)])
        self.assertIn("this login already", maker.line_ids.problem)

    def test_mending_an_account(self):
        """Name, e-mail address and login are the administrator's to correct."""
        account = self.users["staf_sosial"].with_user(self.users["administrator"])
        account.write({"name": "Baru", "email": "baru@example.id", "login": "baru"})
        self.assertEqual(account.partner_id.email, "baru@example.id")

    def test_pattern(self):
        self.env["ir.config_parameter"].set_param("eoffice_bekasi.login_pattern", "{unit}.{first}")
        maker = self.maker(
            mode="list", text="Siti Aminah", organisation_id=self.organisations["kesehatan"].id
        )
        maker.action_prepare()
        self.assertEqual(maker.line_ids.login, "dinkes.siti")

    def test_accounts_never_used(self):
        maker = self.maker(mode="unopened", organisation_id=self.organisations["kesehatan"].id)
        self.env["res.users.log"].create({"create_uid": self.users["kadis_kesehatan"].id})
        self.env["res.users.log"].with_user(self.users["kadis_kesehatan"]).sudo().create({})
        maker.action_prepare()
        self.assertEqual(maker.state, "done")
        self.assertNotIn(self.users["kadis_kesehatan"], maker.line_ids.user_id)
        self.assertIn(self.users["staf_kesehatan"], maker.line_ids.user_id)
        self.assertNotIn(self.users["staf_sosial"], maker.line_ids.user_id)

    def test_a_whole_skpd_costs_few_queries(self):
        """Making 60 accounts takes about as many queries as making 20."""

        def queries(count):
            text = "\n".join(f"Orang {count} Ke{number}" for number in range(count))
            maker = self.maker(mode="list", text=text)
            maker.action_prepare()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            maker.action_make()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few, many = queries(20), queries(60)
        self.assertLess((many - few) / 40, 20, "queries for each account more")


@tagged("post_install", "-at_install")
class TestOnlyTheAdministrator(AccountsCase):
    """Nobody else makes accounts, and nobody gives himself a role."""

    def test_wizard(self):
        for key in STRANGERS:
            with self.subTest(key):
                with self.assertRaises(AccessError):
                    self.maker(key, mode="single")
                made = self.maker(mode="list", text="Budi")
                made.action_prepare()
                for verb in ("action_prepare", "action_make", "action_invite_all"):
                    with self.assertRaises(AccessError):
                        getattr(made.with_user(self.users[key]), verb)()

    def test_verbs_of_an_account(self):
        target = self.users["staf_sosial"]
        for key in STRANGERS:
            mine = target.with_user(self.users[key])
            for verb in ("action_invite", "action_unlock", "action_sign_out_everywhere"):
                with self.subTest(key, verb=verb), self.assertRaises(AccessError):
                    getattr(mine, verb)()
            with self.subTest(key), self.assertRaises(AccessError):
                mine.action_archive()

    def test_roles(self):
        """By any way the ORM offers: one's own account, others', new ones, the group's side."""
        administrator = self.env.ref("eoffice_bekasi.group_administrator")
        system = self.env.ref("base.group_system")
        for key in STRANGERS:
            user = self.users[key]
            own = user.with_user(user)
            for group in (administrator, system):
                give = [Command.link(group.id)]
                for number, attempt in enumerate(
                    (
                        lambda own=own, give=give: own.write({"group_ids": give}),
                        lambda own=own, give=give: own.write({"group_ids": [(6, 0, give[0][1:2])]}),
                        lambda own=own, give=give: own.web_save({"group_ids": give}, {}),
                        lambda own=own, give=give: own.create(
                            {"name": "x", "login": "x", "group_ids": give}
                        ),
                        lambda own=own: own.copy({"login": "y"}),
                        lambda own=own, group=group: group.with_user(own).write(
                            {"user_ids": [Command.link(own.id)]}
                        ),
                        lambda own=own: own.write({"eoffice_nip": "1"}),
                        lambda own=own: own.write({"eoffice_two_factor_since": False}),
                        lambda own=own: own.write({"eoffice_session_series": 0}),
                        lambda own=own, group=group: (
                            own.env["res.groups"]
                            .with_user(own)
                            .create({"name": "x", "implied_ids": [Command.link(group.id)]})
                        ),
                        lambda own=own: (
                            own.env["eoffice.assignment"]
                            .with_user(own)
                            .create(
                                {"user_id": own.id, "jabatan_id": self.jabatan["kabid_baru"].id}
                            )
                        ),
                        lambda own=own: (
                            own.env["eoffice.invitation"]
                            .with_user(own)
                            .create({"user_id": own.id, "way": "letter"})
                        ),
                    )
                ):
                    with (
                        self.subTest(key, group=group.name, attempt=number),
                        self.assertRaises(AccessError),
                    ):
                        attempt()
            self.assertFalse(user.has_group("eoffice_bekasi.group_administrator"))
            self.assertFalse(user.has_group("base.group_system"))

    def test_settings_of_roles(self):
        group = self.env.ref("eoffice_bekasi.group_official")
        for key in STRANGERS:
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, group).write({"eoffice_two_factor": "off"})

    def test_secrets_are_nobodys(self):
        """Digests of codes and passwords, not even for the administrator."""
        user = self.users["staf_sosial"]
        self.env["eoffice.invitation"]._invite(user, "letter")
        user.password = PASSWORD
        for key in ("administrator", "staf_sosial"):
            for model, name in (
                ("eoffice.invitation", "code_digest"),
                ("eoffice.login.guard", "key"),
                ("res.users.pass.history", "password_crypt"),
            ):
                rows = self.env[model].sudo().search([])
                with self.subTest(key, model=model), self.assertRaises(AccessError):
                    self.as_user(key, rows).read([name])
                with self.subTest(key, model=model), self.assertRaises(AccessError):
                    self.as_user(key, self.env[model]).search([(name, "like", "a")])


@tagged("post_install", "-at_install")
class TestInvitations(AccountsCase):
    """A code opens an account once, for some days, and is nowhere kept."""

    def setUp(self):
        super().setUp()
        self.user = self.users["staf_sosial"]
        self.Invitation = self.env["eoffice.invitation"]

    def code(self, way="letter"):
        return self.Invitation._invite(self.user, way)[self.user.id]

    def refused(self, code):
        try:  # not assertRaises: that takes back what was counted
            self.Invitation._open(code)
        except AccessDenied as refusal:
            return refusal.args[0]
        raise AssertionError(f"{code} was taken")

    def test_once(self):
        code = self.code()
        invitation = self.Invitation._open(code)
        self.assertEqual(invitation.user_id, self.user)
        self.assertEqual(self.Invitation._open(code.lower()), invitation, "looking uses nothing up")
        self.assertEqual(invitation._use(PASSWORD), self.user.login)
        self.user.with_user(self.user)._check_credentials(
            {"type": "password", "login": self.user.login, "password": PASSWORD},
            {"interactive": True},
        )
        self.refused(code)
        with self.assertRaises(AccessDenied):
            invitation._use("lain sekali 99")

    def test_only_a_digest_is_kept(self):
        code = self.code()
        self.env.cr.execute("SELECT i::text FROM eoffice_invitation i")
        self.assertNotIn(code, repr(self.env.cr.fetchall()))
        self.env.cr.execute("SELECT e::text FROM eoffice_event e WHERE kind = 'account_invited'")
        self.assertNotIn(code, repr(self.env.cr.fetchall()))

    def test_expires(self):
        self.env["ir.config_parameter"].set_param("eoffice_bekasi.letter_days", "3")
        code = self.code()
        invitation = self.Invitation._open(code)
        left = invitation.expires_at - fields.Datetime.now()
        self.assertTrue(timedelta(days=2, hours=23) < left <= timedelta(days=3))
        invitation.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.refused(code)

    def test_a_later_one_makes_it_void(self):
        first, second = self.code(), self.code("mail")
        self.refused(first)
        self.Invitation._open(second)._use(PASSWORD)
        self.refused(second)

    def test_a_broken_rule_leaves_it_good(self):
        code = self.code()
        with (
            self.assertRaises(UserError),
            patch("odoo.addons.password_security.models.res_users.config", {"test_enable": False}),
        ):
            self.Invitation._open(code)._use("pendek")
        self.assertTrue(self.Invitation._open(code))

    def test_wrong_codes_are_counted(self):
        """All the same words, and too many from one address wait; a good code still passes."""
        code = self.code()
        used = self.code()
        words = {self.refused("ABCD-EFGH-IJKL-MNOP"), self.refused("x"), self.refused(code)}
        self.assertEqual(len(words), 1)
        for _number in range(2):
            self.refused("AAAA-AAAA-AAAA-AAAA")
        self.assertIn("Too many", self.refused("AAAA-AAAA-AAAA-AAAA"))
        self.assertTrue(self.Invitation._open(used))

    def test_deactivated(self):
        code = self.code()
        self.user.action_archive()
        self.refused(code)
        with self.assertRaises(UserError):
            self.code()

    def test_by_mail(self):
        self.user.email = "staf@example.id"
        self.user.with_user(self.users["administrator"]).action_invite()
        mail = self.env["mail.mail"].search([("email_to", "like", "staf@example.id")])
        self.assertEqual(len(mail), 1)
        self.assertTrue(mail.auto_delete)
        (code,) = re.findall(r'href="[^"]+/k#([A-Z2-7]{16})"', mail.body_html)
        self.assertEqual(self.Invitation._open(code).user_id, self.user)
        self.assertIn(self.user.login, mail.body_html)
        account = self.user.with_user(self.users["administrator"])
        self.assertEqual(account.eoffice_account_state, "invited")
        with self.assertRaises(AccessError):
            self.as_user("administrator", mail).read(["body_html"])

    def test_without_an_address(self):
        self.user.email = False
        with self.assertRaisesRegex(UserError, self.user.name):
            self.user.with_user(self.users["administrator"]).action_invite()


@tagged("post_install", "-at_install")
class TestDeactivating(AccountsCase):
    """Sessions end at once, assignments end; letters, work and events stay."""

    def test_history_stays(self):
        user, jabatan = self.users["kasubbag_kesehatan"], self.jabatan["kasubbag_kesehatan"]
        naskah = self.draft()
        naskah.action_submit()
        signed = self.sign(self.draft())
        events = self.env["eoffice.event"].search([("user_id", "=", user.id)])
        self.assertTrue(events)
        before = events.read(["kind", "at", "hash", "capacity"])
        user.with_user(self.users["administrator"]).action_archive()
        (assignment,) = user.eoffice_assignment_ids
        self.assertEqual(assignment.date_to, office_today() - timedelta(days=1))
        self.assertNotIn(jabatan.id, jabatan._carriers())
        self.assertEqual(
            self.env["eoffice.assignment"]
            ._effective(jabatan, date(2024, 5, 1))[jabatan.id]
            .user_id,
            user,
            "who held it then is still answered",
        )
        step = naskah.sudo().step_ids.filtered(lambda step: step.state == "current")
        self.assertEqual(step.jabatan_id, jabatan, "open work stays with the position")
        events.invalidate_recordset()
        self.assertEqual(events.read(["kind", "at", "hash", "capacity"]), before)
        timeline = signed.get_timeline()
        self.assertIn(user.name, repr(timeline))
        successor = self.users["kabid_kesehatan"]
        self.env["eoffice.assignment"].create(
            {"jabatan_id": jabatan.id, "user_id": successor.id, "date_from": office_today()}
        )
        naskah.with_user(successor).action_paraf()

    def test_assignments_of_today_and_tomorrow(self):
        user, today = self.users["staf_sosial"], office_today()
        self.env["eoffice.assignment"].create(
            [
                {"jabatan_id": self.jabatan["kabid_baru"].id, "user_id": user.id, "date_from": day}
                for day in (today + timedelta(days=5),)
            ]
        )
        self.env["eoffice.assignment"].create(
            {"jabatan_id": self.jabatan["staf_baru"].id, "user_id": user.id, "date_from": today}
        )
        user.action_archive()
        self.assertEqual(
            sorted(user.eoffice_assignment_ids.mapped("date_to")),
            [today - timedelta(days=1), today],
        )

    def test_not_by_itself(self):
        with self.assertRaises(UserError):
            administrator = self.users["administrator"]
            administrator.with_user(administrator).action_archive()


@tagged("post_install", "-at_install")
class TestPasswordRules(AccountsCase):
    """What the settings ask of a password, and what password_security would let pass."""

    def setUp(self):
        super().setUp()
        self.user = self.users["staf_sosial"]
        # password_security switches itself off in tests of others
        patcher = patch(
            "odoo.addons.password_security.models.res_users.config", {"test_enable": False}
        )
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_first_values(self):
        rules = self.env["res.users"]._get_all_password_params()
        self.assertEqual(
            rules,
            {
                "minlength": 10,
                "expiration_days": 0,
                "minimum_hours": 0,
                "history": 5,
                "lower": 1,
                "upper": 0,
                "numeric": 1,
                "special": 0,
            },
        )

    def test_rules(self):
        for password in ("pendek1", "tanpa angka saja", "1234567890123"):
            with self.subTest(password):
                with self.assertRaises(UserError) as refusal:
                    self.user.password = password
                self.assertIn("10", refusal.exception.args[0])
        self.user.password = PASSWORD

    def test_as_many_as_the_settings_say(self):
        self.env["ir.config_parameter"].set_param("password_security.numeric", "3")
        with self.assertRaises(ValidationError):
            self.user.password = PASSWORD
        self.user.password = "kuda laut hijau 427"

    def test_not_ones_own_name(self):
        self.user.write({"login": "staf.sosial.uji.2026", "eoffice_nip": "197208151995032004"})
        for password in ("Staf.Sosial.Uji.2026", "197208151995032004a"):
            with self.subTest(password), self.assertRaises(ValidationError):
                self.user.password = password

    def test_not_again(self):
        passwords = [f"kuda laut hijau {number}" for number in range(7)]
        for password in passwords:
            self.user.password = password
            self.user.invalidate_recordset()  # each in a request of its own
        with self.assertRaisesRegex(UserError, "before"):
            self.user.password = passwords[-3]
        self.user.password = passwords[0]

    def test_several_accounts_at_once(self):
        users = self.env["res.users"].create(
            [{"name": f"x{n}", "login": f"x{n}", "password": PASSWORD} for n in range(2)]
        )
        self.assertEqual(len(users), 2)
        with self.assertRaises(UserError):
            self.env["res.users"].create(
                [{"name": f"y{n}", "login": f"y{n}", "password": "pendek"} for n in range(2)]
            )

    def test_a_new_password_ends_the_other_sessions(self):
        before = self.user._compute_session_token("sid")
        self.user.password = PASSWORD
        self.assertNotEqual(self.user._compute_session_token("sid"), before)


@tagged("post_install", "-at_install")
class TestSessions(AccountsMixin, OfficeHttpMixin, HttpCase):
    """Who is logged in where, and ending it."""

    def alive(self):
        """Whether the browser's session still opens the office."""
        return "/web/login" not in self.url_open("/odoo").url

    def browser(self, key):
        """Log in as with another browser; return its cookie."""
        self.opener.cookies.clear()
        page = self.url_open("/web/login").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        self.url_open(
            "/web/login",
            data={"login": self.users[key].login, "password": "bekasi", "csrf_token": token},
        )
        self.assertTrue(self.alive())
        return self.opener.cookies["session_id"]

    def use(self, sid):
        self.opener.cookies.clear()
        self.opener.cookies.set("session_id", sid, domain="127.0.0.1")

    def call(self, model, method, args, kwargs=None):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs or {}},
        )

    def test_list(self):
        """One's own for everybody, anybody's for the administrator."""
        user = self.users["staf_kesehatan"]
        self.browser("staf_kesehatan")
        (device,) = self.call("res.device", "search_read", [[["user_id", "=", user.id]]])
        self.assertEqual(device["ip_address"], "127.0.0.1")
        self.assertTrue(device["last_activity"])
        self.browser("kadis_kesehatan")
        self.assertFalse(self.call("res.device", "search_read", [[["user_id", "=", user.id]]]))
        self.browser("administrator")
        self.assertEqual(
            [
                row["id"]
                for row in self.call("res.device", "search_read", [[["user_id", "=", user.id]]])
            ],
            [device["id"]],
        )

    def test_sign_out_everywhere_but_here(self):
        first = self.browser("staf_kesehatan")
        self.browser("staf_kesehatan")
        self.call("res.users", "action_sign_out_everywhere", [self.users["staf_kesehatan"].ids])
        self.assertTrue(self.alive(), "the session that asked for it goes on")
        self.use(first)
        self.assertFalse(self.alive())

    def test_by_the_administrator(self):
        user = self.users["staf_kesehatan"]
        first = self.browser("staf_kesehatan")
        self.browser("administrator")
        self.call("res.users", "action_sign_out_everywhere", [user.ids])
        self.assertTrue(self.alive())
        self.assertFalse(self.env["res.device"].search([("user_id", "=", user.id)]))
        self.use(first)
        self.assertFalse(self.alive())
        event = self.env["eoffice.event"].search([("kind", "=", "signed_out")], limit=1)
        self.assertEqual(
            (event.user_id, event.detail), (user, {"by": self.users["administrator"].id})
        )

    @mute_logger("odoo.http")
    def test_not_by_others(self):
        self.browser("kadis_kesehatan")
        with self.assertRaisesRegex(JsonRpcException, "AccessError"):
            self.call("res.users", "action_sign_out_everywhere", [self.users["staf_kesehatan"].ids])

    def test_deactivated_at_once(self):
        sid = self.browser("staf_kesehatan")
        self.users["staf_kesehatan"].action_archive()
        self.env.flush_all()
        self.use(sid)
        self.assertFalse(self.alive())


@tagged("post_install", "-at_install")
class TestFirstLogin(AccountsMixin, OfficeHttpMixin, HttpCase):
    """From the printed letter to the first screen, over HTTP."""

    def setUp(self):
        super().setUp()
        self.user = self.users["staf_kesehatan"]
        self.code = self.env["eoffice.invitation"]._invite(self.user, "letter")[self.user.id]
        self.env.flush_all()

    def send(self, page, **values):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        return self.url_open("/k", data={"csrf_token": token, **values})

    def show(self, code=None):
        """Do what the page does with the code behind the # of its address."""
        return self.send(self.url_open("/k"), code=code or self.code)

    def post(self, password, again=None):
        page = self.show()
        return self.send(
            page, code=self.code, password=password, confirm_password=again or password
        )

    def test_to_the_first_screen(self):
        page = self.show()
        self.assertIn(self.user.login, page.text)
        self.assertIn("no-store", page.headers["Cache-Control"])
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        answer = self.post(PASSWORD)
        self.assertIn("/odoo", answer.url)
        self.assertNotIn("login", answer.url)
        self.opener.cookies.clear()
        self.assertNotIn(self.user.login, self.show().text)
        self.authenticate(self.user.login, PASSWORD)

    def test_wrong_input(self):
        self.assertRegex(self.post(PASSWORD, "lain sekali 99").text, "are not the same|tidak sama")
        with patch("odoo.addons.password_security.models.res_users.config", {"test_enable": False}):
            self.assertIn("alert-danger", self.post("pendek").text)
        self.assertIn("/odoo", self.post(PASSWORD).url, "the code is still good after that")

    def test_unknown_code(self):
        page = self.show("ABCD-EFGH-IJKL-MNOP").text
        self.assertIn("alert-danger", page)
        self.assertIn('name="code"', page)

    def test_a_link_alone_opens_nothing(self):
        """Programs follow links in e-mails; a code in an address would stand in logs."""
        self.assertNotIn(self.user.login, self.url_open(f"/k?code={self.code}").text)
        self.assertTrue(self.env["eoffice.invitation"]._open(self.code))

    def test_csrf(self):
        answer = self.url_open(
            "/k",
            data={"code": self.code, "password": PASSWORD, "confirm_password": PASSWORD},
        )
        self.assertEqual(answer.status_code, 400)
        self.assertTrue(self.env["eoffice.invitation"]._open(self.code))

    def test_two_factor_is_still_asked_for(self):
        """A letter replaces the password, not the second step."""
        self.user.totp_secret = "JBSWY3DPEHPK3PXP"
        self.env.flush_all()
        self.assertIn("/web/login/totp", self.post(PASSWORD).url)


@tagged("post_install", "-at_install")
class TestAccountsByApi(AccountsMixin, Json2Case):
    """JSON-2: the administrator's key makes accounts; nobody else's does."""

    @mute_logger("odoo.http")
    def test_roles(self):
        give = {"group_ids": [[4, self.env.ref("eoffice_bekasi.group_administrator").id]]}
        for key in STRANGERS:
            user = self.users[key]
            for model, method, ids, arguments in (
                ("res.users", "write", user.ids, {"vals": give}),
                ("res.users", "web_save", user.ids, {"vals": give, "specification": {}}),
                ("res.users", "create", (), {"vals_list": [{"name": "x", "login": "x", **give}]}),
                ("eoffice.account.maker", "create", (), {"vals_list": [{"mode": "single"}]}),
                ("res.users", "action_invite", self.users["staf_sosial"].ids, {}),
                ("res.users", "action_unlock", user.ids, {}),
                ("eoffice.login.guard", "search_read", (), {"domain": []}),
                ("eoffice.invitation", "search_read", (), {"domain": []}),
            ):
                with self.subTest(key, model=model, method=method):
                    self.call(key, model, method, ids, status=403, **arguments)
            self.assertFalse(user.has_group("eoffice_bekasi.group_administrator"))

    def test_make(self):
        line = {
            "name": "Budi Santoso",
            "login": "budi.api",
            "jabatan_id": self.jabatan["staf_baru"].id,
        }
        (maker,) = self.call(
            "administrator",
            "eoffice.account.maker",
            "create",
            vals_list=[{"state": "check", "line_ids": [[0, 0, line]]}],
        )
        self.call("administrator", "eoffice.account.maker", "action_make", [maker])
        self.assertEqual(self.jabatan["staf_baru"].holder_id.login, "budi.api")

    @mute_logger("odoo.http")
    def test_helpers_are_not_callable(self):
        for model, method in (
            ("eoffice.invitation", "_invite"),
            ("eoffice.invitation", "_use"),
            ("eoffice.login.guard", "_forget"),
            ("res.users", "_end_sessions"),
            ("res.users", "_send_reset"),
        ):
            with self.subTest(method):
                self.call("administrator", model, method, status=403)
