"""Wrong passwords are counted for all doors together; unknown accounts get the same answer."""

import re
import xmlrpc.client
from contextlib import contextmanager, suppress
from datetime import timedelta
from unittest.mock import patch

import odoo
from odoo import fields
from odoo.exceptions import AccessDenied, AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ..models import login_guard
from ..models.login_guard import TooManyFailures
from ..tools import caller
from .common import OfficeCase, OfficeHttpMixin

LOG = ("odoo.addons.base.models.res_users", "odoo.http")

OLD_RPC = ("odoo.addons.rpc.controllers.xmlrpc", "odoo.addons.rpc.controllers.jsonrpc")


def later(env, **period):
    """Let time pass for what the guard has counted: move it into the past."""
    env.cr.execute(
        """UPDATE eoffice_login_guard SET at = at - %(by)s, locked_until = locked_until - %(by)s,
                                          succeeded_at = succeeded_at - %(by)s""",
        {"by": timedelta(**period)},
    )
    env.invalidate_all()


class GuardCase(OfficeCase):
    """Logging in as the server does it, from an address of choice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.official = cls.users["kadis_kesehatan"]
        cls.official.password = "kuda laut 42"
        cls.users["kadis_sosial"].password = "kuda laut 42"

    @contextmanager
    def at(self, address):
        """Come from an address, as the old RPC does: without a request."""
        token = caller._address.set(address)
        try:
            yield
        finally:
            caller._address.reset(token)

    @mute_logger(*LOG)
    def log_in(self, login, password, address="203.0.113.7"):
        """Try to log in; return "in", "wrong" or "wait"."""
        with self.at(address):
            try:
                self.env["res.users"].authenticate(
                    {"type": "password", "login": login, "password": password},
                    {"interactive": False},
                )
            except TooManyFailures:
                return "wait"
            except AccessDenied:
                return "wrong"
        return "in"

    def guess(self, login, times, address="203.0.113.7"):
        """Give wrong passwords and return the answers."""
        return [self.log_in(login, f"salah {number}", address) for number in range(times)]

    def events(self, kind, user=None):
        domain = [("kind", "=", kind)] + ([("user_id", "=", user.id)] if user else [])
        return self.env["eoffice.event"].search(domain, order="id")


@tagged("post_install", "-at_install")
class TestTooManyWrongPasswords(GuardCase):
    """The fifth failure at one address makes one wait; each more doubles the wait."""

    def test_the_right_password_waits_too(self):
        login = self.official.login
        self.assertEqual(self.guess(login, 5), ["wrong"] * 5)
        self.assertEqual(self.log_in(login, "kuda laut 42"), "wait")
        later(self.env, seconds=61)
        self.assertEqual(self.log_in(login, "kuda laut 42"), "in")
        self.assertEqual(self.guess(login, 4), ["wrong"] * 4, "it counts anew after a login")

    def test_the_wait_grows_and_ends(self):
        login = self.official.login
        self.guess(login, 5)
        waits = []
        for _number in range(4):
            row = self.env["eoffice.login.guard"].search(
                [("scope", "=", "pair"), ("user_id", "=", self.official.id)]
            )
            waits.append(round((row.locked_until - row.at).total_seconds()))
            later(self.env, seconds=waits[-1] + 1)
            self.assertEqual(self.guess(login, 2), ["wrong", "wait"])
        self.assertEqual(waits, [60, 120, 240, 480])
        later(self.env, hours=24)
        self.assertEqual(self.guess(login, 4), ["wrong"] * 4, "forgotten after a day")

    def test_waiting_costs_nothing_and_counts_nothing(self):
        login = self.official.login
        self.guess(login, 5)
        before = len(self.events("login_failed"))
        with patch.object(type(self.env["res.users"]), "_crypt_context") as context:
            self.assertEqual(self.guess(login, 50), ["wait"] * 50)
            self.assertEqual(self.guess("tidak.ada", 0), [])
        context.assert_not_called()
        self.assertEqual(len(self.events("login_failed")), before)

    def test_a_stranger_does_not_lock_out_the_official(self):
        """Guessed at from everywhere, he still gets in where he has been before."""
        login = self.official.login
        self.assertEqual(self.log_in(login, "kuda laut 42", "198.51.100.1"), "in")
        for number in range(60):
            self.guess(login, 1, f"203.0.113.{number}")
        self.assertEqual(self.guess(login, 1, "192.0.2.99"), ["wait"], "elsewhere it is locked")
        self.assertEqual(self.log_in(login, "kuda laut 42", "192.0.2.99"), "wait")
        self.assertEqual(self.log_in(login, "kuda laut 42", "198.51.100.1"), "in")
        later(self.env, minutes=16)
        self.assertEqual(self.log_in(login, "kuda laut 42", "192.0.2.99"), "in", "not for ever")

    def test_one_address_trying_many_accounts(self):
        home = self.users["kadis_sosial"].login
        self.assertEqual(self.log_in(home, "kuda laut 42"), "in")
        for number in range(105):
            self.guess(f"akun.{number}", 1)
        self.assertEqual(self.log_in(self.official.login, "kuda laut 42"), "wait")
        self.assertEqual(self.log_in(self.official.login, "kuda laut 42", "192.0.2.9"), "in")
        self.assertEqual(self.log_in(home, "kuda laut 42"), "in", "colleagues there still come in")

    def test_ipv6_neighbours_are_one(self):
        login = self.official.login
        for number in range(5):
            self.guess(login, 1, f"2001:db8:1:2::{number}")
        self.assertEqual(self.guess(login, 1, "2001:db8:1:2:ffff::1"), ["wait"])

    def test_settings(self):
        self.env["ir.config_parameter"].set_param("eoffice_bekasi.login_attempts", "3")
        self.assertEqual(self.guess(self.official.login, 4), ["wrong"] * 3 + ["wait"])
        self.env["ir.config_parameter"].set_param("eoffice_bekasi.login_attempts", "tiga")
        self.assertEqual(self.guess(self.users["kadis_sosial"].login, 6), ["wrong"] * 5 + ["wait"])

    def test_events(self):
        self.guess(self.official.login, 7)
        self.assertEqual(len(self.events("login_failed", self.official)), 5)
        locked = self.events("login_locked", self.official)
        self.assertEqual([event.detail for event in locked], [{"scopes": ["pair"]}])
        self.assertEqual(locked.address, "203.0.113.7")
        mine = self.env["eoffice.event"].with_user(self.official)
        self.assertEqual(mine.search([("kind", "=", "login_locked")]), locked)

    def test_names_are_not_kept(self):
        """People type their password into the login field."""
        self.guess("sandi rahasia saya", 1)
        self.env.cr.execute("SELECT g::text FROM eoffice_login_guard g")
        self.assertNotIn("rahasia", repr(self.env.cr.fetchall()))
        self.env.cr.execute("SELECT e::text FROM eoffice_event e WHERE kind = 'login_failed'")
        self.assertNotIn("rahasia", repr(self.env.cr.fetchall()))

    def test_a_charged_attempt_is_given_back_when_the_server_fails(self):
        with (
            suppress(ZeroDivisionError),  # not assertRaises: that takes back what was counted
            self.at("203.0.113.7"),
            self.env["res.users"]._assert_can_auth(user=self.official.login),
        ):
            raise ZeroDivisionError
        rows = self.env["eoffice.login.guard"].search([])
        self.assertEqual(rows.mapped("failures"), [0, 0, 0])

    def test_attempts_at_once_get_no_more(self):
        """Charged before the password is looked at: whoever comes meanwhile is counted."""
        users = self.env["res.users"]
        with self.at("203.0.113.7"):
            entered = []
            for _number in range(8):
                context = users._assert_can_auth(user=self.official.login)
                try:
                    context.__enter__()
                except TooManyFailures:
                    break
                entered.append(context)
            self.assertEqual(len(entered), 5)
            for context in entered:
                context.__exit__(None, None, None)
        self.assertEqual(self.log_in(self.official.login, "kuda laut 42"), "in")

    def test_old_rows_go(self):
        self.guess(self.official.login, 1)
        self.log_in(self.users["kadis_sosial"].login, "kuda laut 42")
        later(self.env, days=2)
        self.env["eoffice.login.guard"]._gc_rows()
        left = self.env["eoffice.login.guard"].search([])
        self.assertEqual(left.user_id, self.users["kadis_sosial"], "where he logged in is kept")
        later(self.env, days=30)
        self.env["eoffice.login.guard"]._gc_rows()
        self.assertFalse(self.env["eoffice.login.guard"].search([]))


@tagged("post_install", "-at_install")
class TestUnlocking(GuardCase):
    """The administrator unlocks; nobody else."""

    def test_unlock(self):
        self.guess(self.official.login, 5)
        administrator = self.users["administrator"]
        account = self.official.with_user(administrator)
        self.assertEqual(account.eoffice_account_state, "locked")
        self.assertTrue(account.eoffice_locked_until)
        account.action_unlock()
        self.assertEqual(account.eoffice_account_state, "active" if account.login_date else "new")
        self.assertEqual(self.log_in(self.official.login, "kuda laut 42"), "in")
        self.assertTrue(self.events("login_unlocked", self.official))

    def test_unlock_an_address(self):
        for number in range(100):
            self.guess(f"akun.{number}", 1)
        row = self.env["eoffice.login.guard"].search([("scope", "=", "address")])
        row.with_user(self.users["administrator"]).action_unlock()
        self.assertEqual(self.log_in(self.official.login, "kuda laut 42"), "in")

    def test_others_may_not(self):
        self.guess(self.official.login, 5)
        row = self.env["eoffice.login.guard"].search([], limit=1)
        for key in ("kadis_kesehatan", "staf_kesehatan", "tu_kesehatan"):
            with self.subTest(key):
                with self.assertRaises(AccessError):
                    self.as_user(key, self.official).action_unlock()
                with self.assertRaises(AccessError):
                    self.as_user(key, row).action_unlock()
                with self.assertRaises(AccessError):
                    self.as_user(key, self.official).read(["eoffice_account_state"])
        with self.assertRaises(AccessError):
            self.as_user("administrator", row).write({"failures": 0})


@tagged("post_install", "-at_install")
class TestUnknownAccountsAnswerTheSame(GuardCase):
    """Neither words nor time tell whether an account exists."""

    def hashes(self, login, password="salah"):
        """Return the answer and how often a password was hashed or compared."""
        context = self.env["res.users"]._crypt_context()
        with (
            patch.object(type(context), "hash", autospec=True, side_effect=type(context).hash) as h,
            patch.object(
                type(context),
                "verify_and_update",
                autospec=True,
                side_effect=type(context).verify_and_update,
            ) as verify,
        ):
            answer = self.log_in(login, password)
        return answer, h.call_count + verify.call_count

    def test_same_work(self):
        never = self.users["kabid_kesehatan"]
        self.env.cr.execute("UPDATE res_users SET password = NULL WHERE id = %s", [never.id])
        archived = self.users["kabid_sosial"]
        archived.active = False
        for login in (self.official.login, "tidak.ada", archived.login, ""):
            with self.subTest(login):
                self.assertEqual(self.hashes(login), ("wrong", 1))
        answer, work = self.hashes(never.login)
        self.assertEqual(answer, "wrong")
        self.assertGreaterEqual(work, 1, "an account without a password yet takes its time too")

    def test_unknown_accounts_lock_alike(self):
        self.assertEqual(
            self.guess("tidak.ada", 6), self.guess(self.official.login, 6, "192.0.2.1")
        )

    def test_forgotten_password(self):
        users = self.env["res.users"].with_context(queue_job__no_delay=False)
        with patch.object(type(users), "action_reset_password") as send:
            self.assertEqual(users.reset_password("tidak.ada"), True)
            self.assertEqual(users.reset_password(self.official.login), True)
            send.assert_not_called()
        jobs = self.env["queue.job"].search([("method_name", "=", "_send_reset")])
        self.assertEqual(len(jobs), 1)
        self.assertEqual(jobs.records, self.official)


@tagged("post_install", "-at_install")
class TestOneGuardForAllDoors(OfficeHttpMixin, HttpCase):
    """The login page, the JSON session door, the old RPC and API keys over HTTP."""

    def page(self, login, password):
        self.opener.cookies.clear()
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.url_open("/web/login").text)
        return self.url_open(
            "/web/login", data={"login": login, "password": password, "csrf_token": token[1]}
        )

    def json_session(self, login, password):
        return self.make_jsonrpc_request(
            "/web/session/authenticate",
            {"db": self.env.cr.dbname, "login": login, "password": password},
        )

    def old_rpc(self, login, password):
        return self.xmlrpc_common.authenticate(self.env.cr.dbname, login, password, {})

    @mute_logger(*LOG, *OLD_RPC)
    def test_doors_count_together(self):
        login = self.users["kadis_kesehatan"].login
        for _number in range(3):
            self.page(login, "salah")
        for _number in range(2):
            self.assertIs(self.old_rpc(login, "salah"), False)
        self.assertRegex(
            self.page(login, "bekasi").text, "Too many failed attempts|Terlalu banyak percobaan"
        )
        self.assertIs(self.old_rpc(login, "bekasi"), False)
        with self.assertRaises(JsonRpcException):
            self.json_session(login, "bekasi")
        later(self.env, seconds=61)
        self.assertEqual(self.old_rpc(login, "bekasi"), self.users["kadis_kesehatan"].id)

    @mute_logger(*LOG, *OLD_RPC)
    def test_every_door_has_the_guard(self):
        """Which name comes to the guard at each door; what it counts there is rolled back here."""
        user = self.users["kadis_kesehatan"]
        came = []
        guard = type(self.env["eoffice.login.guard"])
        watch = guard._watch

        def seen(self, name, user_id=None, **options):
            came.append((name, user_id, caller.caller_address()))
            return watch(self, name, user_id, **options)

        self.patch(guard, "_watch", seen)
        call = (self.env.cr.dbname, user.id, "salah", "res.users", "search", [[]])
        doors = [
            lambda: self.page(user.login, "salah"),
            lambda: self.json_session(user.login, "salah"),
            lambda: self.old_rpc(user.login, "salah"),
            lambda: self.xmlrpc_object.execute_kw(*call),
            lambda: self.make_jsonrpc_request(
                "/jsonrpc", {"service": "object", "method": "execute_kw", "args": list(call)}
            ),
        ]
        for number, door in enumerate(doors):
            came.clear()
            with self.subTest(door=number):
                with suppress(JsonRpcException, xmlrpc.client.Fault):
                    door()
                self.assertEqual(came, [(user.login, user.id, "127.0.0.1")])

    @mute_logger(*LOG)
    def test_same_words(self):
        answers = {
            re.sub(r'value="[^"]*"|csrf_token: "[^"]*"', "", self.page(login, "salah").text)
            for login in (self.users["kadis_kesehatan"].login, "tidak.ada")
        }
        self.assertEqual(len(answers), 1)
        self.assertIn("alert-danger", answers.pop())

    def test_nobody_signs_up_by_himself(self):
        self.assertNotIn("/web/signup", self.url_open("/web/login").text)
        self.assertEqual(self.url_open("/web/signup").status_code, 404)

    @contextmanager
    def counted_for_good(self):
        """Let the guard commit with a connection of its own, as it does outside of tests."""
        connect = odoo.sql_db.db_connect(self.env.cr.dbname)

        @contextmanager
        def short(_env):
            with connect.cursor() as cr:
                cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
                yield cr

        try:
            with (
                patch.object(login_guard, "short_transaction", short),
                patch.object(type(self.env["eoffice.event"]), "_insert") as events,
            ):
                yield events
        finally:
            with connect.cursor() as cr:
                cr.execute("DELETE FROM eoffice_login_guard")

    @mute_logger(*LOG)
    def test_api_keys(self):
        user = self.users["kadis_kesehatan"]
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate(None, "uji", fields.Datetime.now() + timedelta(days=1))
        )
        self.env.flush_all()

        def call(key):
            self.opener.cookies.clear()
            return self.url_open(
                "/json/2/res.users/context_get",
                json={},
                headers={"Authorization": f"Bearer {key}"},
                method="POST",
            )

        with self.counted_for_good() as events:
            self.assertEqual([call("salah").status_code for _number in range(5)], [401] * 5)
            refused = call("salah")
            self.assertEqual(refused.status_code, 429)
            self.assertGreater(int(refused.headers["Retry-After"]), 0)
            self.assertEqual(events.call_count, 5)
            self.assertEqual(call(key).status_code, 200, "a good key is not punished for it")
            codes = [call(f"salah {number}").status_code for number in range(100)]
            self.assertEqual(codes[0], 401)
            self.assertEqual(codes[-1], 429, "one address guessing keys")
            self.assertEqual(call(key).status_code, 200)
