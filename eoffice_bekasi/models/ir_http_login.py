import werkzeug.exceptions

from odoo import models
from odoo.exceptions import AccessDenied, AccessError
from odoo.http import request

from .login_guard import TooManyFailures

SETUP = "/eoffice/two-factor"
#: What a browser needs to show that page, to leave, and to log in again.
OPEN_PATHS = (
    SETUP,
    "/k",
    "/v",
    "/web/assets/",
    "/web/binary/company_logo",
    "/web/health",
    "/web/login",
    "/web/session/destroy",
    "/web/session/logout",
    "/web/webclient/bootstrap_translations",
    "/web/webclient/translations",
)


class IrHttp(models.AbstractModel):
    """Every request: wrong API keys are counted like wrong passwords, and who has to set up his
    second step can do nothing else.
    """

    _inherit = "ir.http"

    @classmethod
    def _authenticate(cls, endpoint):
        result = super()._authenticate(endpoint)
        # A session's account counts at doors without login too (files, the web client).
        user = request.env["res.users"].browse(request.session.uid or request.env.uid or ())
        if not user or not user._two_factor_overdue():
            return result
        path = request.httprequest.path
        if any(path == one or path.startswith(one.rstrip("/") + "/") for one in OPEN_PATHS):
            return result
        kind = endpoint.routing["type"]
        if kind == "http" and request.httprequest.method == "GET":
            werkzeug.exceptions.abort(request.redirect(SETUP))
        message = request.env._("Set up two-factor login first: log in and follow the page.")
        if kind == "json2" or kind == "http":
            raise werkzeug.exceptions.Forbidden(message)
        raise AccessError(message)

    @classmethod
    def _auth_method_bearer(cls):
        try:
            return super()._auth_method_bearer()
        except (werkzeug.exceptions.Unauthorized, AccessDenied):
            _scheme, _blank, key = request.httprequest.headers.get("Authorization", "").partition(
                " "
            )
            if key.strip():
                cls._refuse_key(key.strip())
            raise

    @classmethod
    def _refuse_key(cls, key):
        try:
            request.env["eoffice.login.guard"]._refuse_guess(f"bearer {key}")
        except TooManyFailures as error:
            raise werkzeug.exceptions.TooManyRequests(
                error.args[0], retry_after=error.seconds
            ) from None
