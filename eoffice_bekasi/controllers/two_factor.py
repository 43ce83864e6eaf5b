import re
import time

from odoo import fields, http
from odoo.exceptions import AccessDenied
from odoo.http import request

from odoo.addons.web.controllers.home import Home

from ..models.ir_http_login import SETUP

#: Where the session keeps the secret between showing it and the first code.
SECRET = "eoffice_totp_secret"
#: Where the session keeps when the password was last typed, and for how many seconds that counts.
TYPED = "eoffice_password_typed"
FRESH = 600


class TwoFactorHome(Home):
    def _login_redirect(self, uid, redirect=None):
        """Lead an account that is asked for a second step to the page that sets it up."""
        if request.session.uid:
            request.session[TYPED] = time.time()
            user = request.env["res.users"].browse(request.session.uid)
            if user._two_factor_wanted():
                return SETUP
        return super()._login_redirect(uid, redirect=redirect)


class TwoFactorPage(http.Controller):
    """Setting up the second step of the login, right after it or when nothing else is allowed."""

    @http.route(SETUP, type="http", auth="user", methods=["GET", "POST"], sitemap=False)
    def set_up(self, code=None, password=None, later=None, **_kwargs):
        """Show the secret to scan, and switch the second step on with the first code.

        :param str code: the six digits that the authenticator app shows
        :param str password: the account's password, asked for unless it has just logged in
        :param str later: not now; only during the days of grace
        """
        user = request.env.user
        if user._has_two_factor() or not user._is_internal():
            return request.redirect("/odoo")
        if later and not user._two_factor_overdue():
            user.eoffice_two_factor_later = fields.Datetime.now()
            return request.redirect("/odoo")
        error = None
        if request.httprequest.method == "POST" and code is not None:
            error = self._switch_on(user, code, password)
            if not error:
                return request.redirect("/odoo")
        return self._page(user, error)

    def _switch_on(self, user, code, password):
        """Switch it on; return what was wrong, or None."""
        secret = request.session.get(SECRET)
        digits = re.sub(r"\s", "", code)
        try:
            if not self._is_fresh():
                self._check_password(user, password)
        except AccessDenied as denied:
            if denied.args != AccessDenied().args:
                return denied.args[0]
            return request.env._("The password is wrong.")
        if not secret or not digits.isdigit() or not user._totp_try_setting(secret, int(digits)):
            return request.env._(
                "The code is wrong or too old. Type the six digits that the app shows now."
            )
        request.session.pop(SECRET, None)
        return None

    def _is_fresh(self):
        return request.session.get(TYPED, 0) > time.time() - FRESH

    def _check_password(self, user, password):
        with user._assert_can_auth(user=user.login):
            user._check_credentials(
                {"type": "password", "login": user.login, "password": password or ""},
                {"interactive": True},
            )
        request.session[TYPED] = time.time()

    def _page(self, user, error):
        secret = request.session.get(SECRET)
        if not secret:
            secret = request.session[SECRET] = user._new_totp_secret()
        wizard = request.env["auth_totp.wizard"].sudo()  # sudo: draws the code, stores nothing.
        draft = wizard.new({"user_id": user.id, "secret": secret})
        deadline = user._two_factor_deadline()
        response = request.render(
            "eoffice_bekasi.two_factor_page",
            {
                "account": user,
                "secret": " ".join(re.findall("....", secret)),
                "otpauth": draft.url,
                "qrcode": draft.qrcode,
                "required": user._two_factor_policy() == "required",
                "overdue": user._two_factor_overdue(),
                "deadline": deadline,
                "ask_password": not self._is_fresh(),
                "error": error,
            },
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Frame-Options"] = "DENY"
        return response
