"""Two-factor login as the roles say."""

import base64
import re
import time
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.auth_totp.models.totp import TOTP, hotp

from ..models.ir_http_login import SETUP
from .common import OfficeCase, OfficeHttpMixin
from .test_api_json2 import Json2Case

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def require(env, role="official", policy="required"):
    """Let a role ask for a second step."""
    group = env.ref(f"eoffice_bekasi.group_{role}")
    group.eoffice_two_factor = policy
    return group


@tagged("post_install", "-at_install")
class TestTwoFactorByRole(OfficeCase):
    """Off, offered or required for a role; the strictest of an account's roles counts."""

    def test_strictest(self):
        head, staff = self.users["kadis_kesehatan"], self.users["staf_kesehatan"]
        self.assertEqual(head._two_factor_policy(), "off")
        require(self.env, "user", "offered")
        self.assertEqual([head._two_factor_policy(), staff._two_factor_policy()], ["offered"] * 2)
        require(self.env, "official")
        self.assertEqual(head._two_factor_policy(), "required")
        self.assertEqual(staff._two_factor_policy(), "offered")
        staff.group_ids |= self.env.ref("eoffice_bekasi.group_official")
        self.assertEqual(staff._two_factor_policy(), "required", "a new role counts at once")

    def test_days_of_grace(self):
        head = self.users["kadis_kesehatan"]
        self.assertIsNone(head._two_factor_deadline())
        require(self.env)
        days = head._two_factor_deadline() - fields.Datetime.now()
        self.assertAlmostEqual(days / timedelta(days=1), 7, delta=0.01)
        self.assertFalse(head._two_factor_overdue())
        head.eoffice_two_factor_since = fields.Datetime.now() - timedelta(days=8)
        self.assertTrue(head._two_factor_overdue())
        self.env["ir.config_parameter"].set_param("eoffice_bekasi.two_factor_days", "30")
        self.assertFalse(head._two_factor_overdue())

    def test_grace_begins_for_those_who_get_the_role_later(self):
        require(self.env)
        staff = self.users["staf_kesehatan"]
        self.assertFalse(staff.eoffice_two_factor_since)
        staff.group_ids |= self.env.ref("eoffice_bekasi.group_official")
        self.assertFalse(staff._two_factor_overdue())
        staff.with_user(staff)._update_last_login()
        self.assertTrue(staff.eoffice_two_factor_since)

    def test_none_with_it(self):
        head = self.users["kadis_kesehatan"]
        self.env["ir.config_parameter"].set_param("eoffice_bekasi.two_factor_days", "0")
        require(self.env)
        self.assertTrue(head._two_factor_overdue())
        head.totp_secret = SECRET
        self.assertFalse(head._two_factor_overdue())
        head.totp_secret = False
        self.assertTrue(head._two_factor_overdue())
        passkey = {"name": "kunci", "credential_identifier": "x"}
        head.with_user(head).sudo().auth_passkey_key_ids = [(0, 0, passkey)]
        self.assertFalse(head._two_factor_overdue(), "a passkey is as good")

    def test_grace_of_no_days_by_the_settings(self):
        for days in (0, 3):
            settings = self.env["res.config.settings"].create({"eoffice_two_factor_days": days})
            settings.execute()
            self.assertEqual(self.env["eoffice.account.rules"]._number("two_factor_days"), days)
            self.assertEqual(
                self.env["res.config.settings"].create({}).eoffice_two_factor_days, days
            )

    def test_administrator_sets_it_and_may_switch_a_lost_one_off(self):
        administrator = self.users["administrator"]
        administrator.group_ids -= self.env.ref("base.group_system")
        group = self.env.ref("eoffice_bekasi.group_official").with_user(administrator)
        group.eoffice_two_factor = "required"
        with self.assertRaises(AccessError):
            self.as_user("kadis_kesehatan", group).eoffice_two_factor = "off"


@tagged("post_install", "-at_install")
class TestTwoFactorIsDemanded(OfficeHttpMixin, HttpCase):
    """After the days of grace nothing is open but the page that sets it up."""

    def setUp(self):
        super().setUp()
        self.user = self.users["kadis_kesehatan"]
        require(self.env)

    def overdue(self):
        self.user.eoffice_two_factor_since = fields.Datetime.now() - timedelta(days=8)
        self.env.flush_all()

    def form_login(self):
        self.opener.cookies.clear()
        page = self.url_open("/web/login").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.url_open(
            "/web/login",
            data={"login": self.user.login, "password": "bekasi", "csrf_token": token},
        )

    def send(self, page, **values):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.url_open(SETUP, data={"csrf_token": token, **values})

    def test_later_while_grace_lasts(self):
        answer = self.form_login()
        self.assertTrue(answer.url.endswith(SETUP))
        self.assertIn('name="later"', answer.text)
        self.assertIn("/odoo", self.send(answer.text, later="1").url)

    def test_set_up(self):
        self.overdue()
        page = self.form_login().text
        self.assertNotIn('name="later"', page)
        self.assertNotIn('id="password"', page, "it has just been typed")
        self.assertIn("alert-danger", self.send(page, code="000000").text)
        self.assertTrue(self.send(page, later="1").url.endswith(SETUP))
        secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
        code = self.totp(secret)
        answer = self.send(page, code=f"{code:06d}")
        self.assertTrue(answer.url.endswith("/odoo"), answer.url)
        self.assertTrue(self.user.totp_enabled)
        self.assertIn("/web/login/totp", self.form_login().url)

    def totp(self, secret):
        key = base64.b32decode(secret)
        counter = int(time.time() / 30)
        self.assertIsNotNone(TOTP(key).match(hotp(key, counter)))
        return hotp(key, counter)

    @mute_logger("odoo.http")
    def test_nothing_else_is_open(self):
        self.authenticate(self.user.login, "bekasi")
        self.assertNotIn(SETUP, self.url_open("/odoo").url)
        self.overdue()
        for path in (
            "/odoo",
            "/web",
            "/odoo/jabatan",
            "/web/content/1",
            "/web/webclient/load_menus",
        ):
            with self.subTest(path):
                self.assertTrue(self.url_open(path).url.endswith(SETUP))
        for route, params in (
            (
                "/web/dataset/call_kw/eoffice.naskah/search",
                {"model": "eoffice.naskah", "method": "search", "args": [[]], "kwargs": {}},
            ),
            ("/web/session/get_session_info", {}),
            ("/mail/data", {"fetch_params": ["init_messaging"]}),
        ):
            with self.subTest(route), self.assertRaisesRegex(JsonRpcException, "AccessError"):
                self.make_jsonrpc_request(route, params)
        self.assertEqual(self.url_open("/web/login").status_code, 200)
        answer = self.url_open("/web/session/logout")
        self.assertIn("/web/login", answer.url)

    def test_a_stale_session_asks_for_the_password(self):
        self.overdue()
        self.authenticate(self.user.login, "bekasi")
        page = self.url_open(SETUP).text
        self.assertIn('id="password"', page)
        secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
        code = f"{self.totp(secret):06d}"
        self.assertIn("alert-danger", self.send(page, code=code, password="salah").text)
        self.assertFalse(self.user.totp_enabled)
        self.assertTrue(self.send(page, code=code, password="bekasi").url.endswith("/odoo"))

    def test_others_go_on(self):
        self.overdue()
        self.authenticate(self.users["staf_kesehatan"].login, "bekasi")
        self.assertNotIn(SETUP, self.url_open("/odoo").url)


@tagged("post_install", "-at_install")
class TestTwoFactorIsDemandedByApi(Json2Case):
    """An API key opens nothing that the screens keep shut."""

    @mute_logger("odoo.http")
    def test_keys(self):
        user = self.users["kadis_kesehatan"]
        self.assertEqual(self.call("kadis_kesehatan", "eoffice.naskah", "search", domain=[]), [])
        require(self.env)
        self.call("kadis_kesehatan", "eoffice.naskah", "search", domain=[])
        user.eoffice_two_factor_since = fields.Datetime.now() - timedelta(days=8)
        self.call("kadis_kesehatan", "eoffice.naskah", "search", domain=[], status=403)
        self.call("staf_kesehatan", "eoffice.naskah", "search", domain=[])
