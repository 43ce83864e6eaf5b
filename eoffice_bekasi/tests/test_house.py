"""What Odoo offers to everybody and an office does not: sign-up, apps, jokes."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tests.common import mute_logger

from ..hooks import OWNER, post_init_hook
from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestHouse(OfficeCase):
    """The house has a name, a door that the administrator opens, and polite words."""

    def test_no_apps_to_ask_for(self):
        apps = self.env.ref("base.menu_management").id
        menus = self.env["ir.ui.menu"]
        desk = self.env.ref("eoffice_bekasi.menu_desk").id
        for who in ("staf_kesehatan", "kadis_kesehatan"):
            seen = set(menus.with_user(self.users[who]).load_menus(False))
            self.assertEqual(seen & {apps, desk}, {desk}, who)
        seen = set(menus.with_user(self.env.ref("base.user_admin")).load_menus(False))
        self.assertIn(apps, seen)

    def test_name_and_sign(self):
        company = self.env.ref("base.main_company")
        company.write({"name": "My Company", "logo": False})
        post_init_hook(self.env)
        self.assertEqual(company.name, OWNER)
        self.assertFalse(company.uses_default_logo)

    def test_a_name_that_was_given_stays(self):
        company = self.env.ref("base.main_company")
        sign = self.env.ref("base.user_admin").avatar_128
        company.write({"name": "Pemerintah Kota Lain", "logo": sign})
        logo = company.logo
        post_init_hook(self.env)
        self.assertEqual(company.name, "Pemerintah Kota Lain")
        self.assertEqual(company.logo, logo)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_refusal_says_whom_to_ask(self):
        naskah = self.draft()
        for letter in (naskah, naskah.sudo().step_ids[:1]):
            with self.assertRaisesRegex(AccessError, "ask the registry") as refused:
                self.as_user("kadis_sosial", letter).read()
            self.assertNotIn("eoffice.", str(refused.exception))


@tagged("post_install", "-at_install")
class TestNobodySignsHimselfUp(HttpCase):
    """Accounts are made by the administrator (Ps. 11(1))."""

    def test_login_page(self):
        page = self.url_open("/web/login")
        self.assertIn("E-Office", page.text)
        self.assertNotIn("/web/signup", page.text)

    def test_sign_up_is_closed(self):
        self.assertEqual(self.url_open("/web/signup").status_code, 404)
