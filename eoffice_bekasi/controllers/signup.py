from odoo import http
from odoo.http import request

from odoo.addons.password_security.controllers.main import PasswordSecurityHome


class SignupHome(PasswordSecurityHome):
    @http.route()
    def web_auth_signup(self, *args, **kw):
        """Answer "not found" where nobody may sign up by himself.

        password_security shows the form all the same, with the refusal as a remark on it.
        """
        values = self.get_auth_signup_qcontext()
        if not values.get("token") and not values.get("signup_enabled"):
            raise request.not_found()
        return super().web_auth_signup(*args, **kw)
