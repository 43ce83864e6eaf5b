from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.home import Home as WebHome

from ..exceptions import DoorClosed


class Home(WebHome):
    """The web client's own route knows no account (auth="none"), so it asks at the door here."""

    @http.route()
    def web_client(self, s_action=None, **kw):
        if request.session.uid:
            try:
                request.env(user=request.session.uid).user._eoffice_check_door()
            except DoorClosed as stopped:
                return request.env["ir.http"]._eoffice_door_answer(stopped)
        return super().web_client(s_action, **kw)
