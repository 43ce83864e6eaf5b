from odoo import http
from odoo.http import request


class Hours(http.Controller):
    """What the web client asks when the office opens or closes while it is on the screen."""

    @http.route("/eoffice/hours", type="jsonrpc", auth="user", readonly=True, eoffice_door=False)
    def hours(self):
        """Return the account's hours as in the session info, False when it has none."""
        return request.env["ir.http"]._eoffice_hours_info()
