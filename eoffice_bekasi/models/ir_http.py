from odoo import models
from odoo.http import request

from ..exceptions import RULES_PAGE, DoorClosed, RulesNotAccepted

HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        # style-src-attr: the wording's own, which was sanitized when it was written
        "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
]


class IrHttp(models.AbstractModel):
    """Every request of an e-office account passes the door: rules of use (Ps. 8), hours (Ps. 9).

    Whom the door stops is a stranger to public pages, which answer him as they answer anyone; all
    else is refused, with a page to people and an error to programs. A route with
    ``eoffice_door=False`` is open all the same (the page of the rules, logging out).
    """

    _inherit = "ir.http"

    @classmethod
    def _authenticate(cls, endpoint):
        super()._authenticate(endpoint)
        routing = endpoint.routing
        # No account: nothing to ask. Routes with auth="none" get here; the one that takes up the
        # session's account later, the web client's, asks by itself (controllers/home.py).
        if request.env.uid is None or not routing.get("eoffice_door", True):
            return
        try:
            request.env.user._eoffice_check_door()
        except DoorClosed:
            if routing["auth"] != "public" or routing["type"] != "http":
                raise
            request.update_env(user=request.env.ref("base.public_user").id)

    @classmethod
    def _handle_error(cls, exception):
        if isinstance(exception, DoorClosed) and request.dispatcher.routing_type == "http":
            return cls._eoffice_door_answer(exception)
        return super()._handle_error(exception)

    @classmethod
    def _eoffice_door_answer(cls, exception):
        """Return what a browser gets that the door has stopped."""
        asked = request.httprequest
        target = asked.full_path.rstrip("?") if asked.method == "GET" else "/odoo"
        if isinstance(exception, RulesNotAccepted):
            return request.redirect_query(RULES_PAGE, {"redirect": target})
        return cls._eoffice_door_page(
            "eoffice_bekasi.door_closed",
            {"opens": exception.context["opens"], "again": target},
            status=403,
        )

    @classmethod
    def _eoffice_door_page(cls, template, values, status=200):
        """Return a plain page that needs no web client, in the language of the account."""
        user = request.env(user=request.session.uid or request.env.uid).user._eoffice_speaking()
        env = user.env
        # sudo: the city's own name, nothing else.
        city = env["eoffice.organisation"].sudo().search([("kind", "=", "city")], limit=1)
        page = env["ir.qweb"]._render(
            template,
            {
                "government": (city.kop_line_1 or city.name or "").upper(),
                "language": env.lang[:2],
                "account": user.name,
                **values,
            },
        )
        return request.make_response(f"<!DOCTYPE html>\n{page.strip()}", HEADERS, status=status)

    def session_info(self):
        info = super().session_info()
        user = self.env.user
        if user._has_group("eoffice_bekasi.group_user"):
            info["eoffice_hours"] = self._eoffice_hours_info()
        if user._is_internal():
            # sudo: one switch, which says nothing about anybody.
            parameters = self.env["ir.config_parameter"].sudo()
            info["eoffice_dictation"] = parameters.get_param("eoffice_bekasi.dictation") == "True"
            info["eoffice_levels"] = {
                "sifat": self.env["eoffice.sifat"]._for_client(),
                "urgensi": self.env["eoffice.urgensi"]._for_client(),
            }
        return info

    def _eoffice_hours_info(self):
        """Return what the web client shows about the hours; False when there are none."""
        user = self.env.user
        hours = user._eoffice_hours(exact=True)
        if hours.mode == "off":
            return False
        return {
            "mode": hours.mode,
            "is_open": hours.is_open,
            "until": hours.until and hours.until.isoformat(" "),
            "until_text": user._eoffice_moment(hours.until),
        }
