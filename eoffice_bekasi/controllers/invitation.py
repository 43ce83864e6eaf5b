from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from ..tools.one_time_code import grouped, normalise
from .two_factor import TwoFactorHome


class InvitationPage(http.Controller):
    """The page that a one-time letter or an invitation leads to: choose a password, once.

    The printed address carries the code behind a ``#``: a browser keeps that to itself, so codes
    stand in no log of a server and in no history. The page reads it and sends it in a form.
    Showing a code uses nothing up; setting the password with it does.
    """

    @http.route(
        "/k",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
    )
    def open_account(self, code=None, password=None, confirm_password=None, **_kwargs):
        """Ask for a code, show the form for it, or set the password with it and log in.

        :param str code: as scanned or typed
        :param str password: the password wanted
        :param str confirm_password: the same again
        """
        if request.env.lang != "id_ID" and not request.cookies.get("frontend_lang"):
            self._speak_indonesian()
        typed = (code or "").strip() if request.httprequest.method == "POST" else ""
        # sudo: the rules for passwords are for everybody to know.
        users = request.env["res.users"].sudo()
        values = {
            "code": typed,
            "rules": users.password_match_message(),
            "password_minimum_length": users.get_password_policy()["minlength"],
        }
        if typed:
            try:
                # sudo: the code is what gives the right to this one account.
                invitation = request.env["eoffice.invitation"].sudo()._open(typed)
                values["account"] = invitation.user_id
                values["code"] = grouped(normalise(typed))
                if password is not None:
                    return self._use(invitation, password, confirm_password)
            except AccessDenied as error:
                values.update(error=error.args[0], account=None)
            except UserError as error:
                values["error"] = error.args[0]
        return self._page(values)

    def _use(self, invitation, password, confirm_password):
        if password != confirm_password:
            raise UserError(request.env._("The two passwords are not the same. Type them again."))
        with request.env.cr.savepoint():
            login = invitation._use(password)
        request.env.cr.commit()  # the login below reads it anew, and may fail without undoing it
        request.session.logout(keep_db=True)
        auth_info = request.session.authenticate(
            request.env, {"type": "password", "login": login, "password": password}
        )
        return request.redirect(TwoFactorHome()._login_redirect(auth_info["uid"]))

    def _speak_indonesian(self):
        language = request.env["res.lang"]._lang_get("id_ID")
        if language:
            request.update_context(lang=language.code)

    def _page(self, values):
        response = request.render("eoffice_bekasi.invitation_page", values)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
        return response
