from odoo import models
from odoo.http import SessionExpiredException

from odoo.addons.bus.websocket import wsrequest


class IrWebsocket(models.AbstractModel):
    """The bus brings nothing to who has to set up his second step."""

    _inherit = "ir.websocket"

    @classmethod
    def _authenticate(cls):
        result = super()._authenticate()
        if wsrequest.session.uid and wsrequest.env.user._two_factor_overdue():
            raise SessionExpiredException
        return result
