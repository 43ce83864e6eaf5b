from odoo import http

from odoo.addons.web.controllers.session import Session as WebSession


class Session(WebSession):
    """Logging out is open to everyone who is in, at any hour."""

    @http.route(eoffice_door=False)
    def destroy(self):
        return super().destroy()
