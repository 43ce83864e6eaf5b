from odoo import models
from odoo.http import SessionExpiredException

from odoo.addons.bus.websocket import wsrequest

from ..exceptions import DoorClosed


class IrWebsocket(models.AbstractModel):
    """The bus has the same door: whom it stops, subscribes to nothing."""

    _inherit = "ir.websocket"

    @classmethod
    def _authenticate(cls):
        result = super()._authenticate()
        try:
            wsrequest.env.user._eoffice_check_door()
        except DoorClosed as stopped:
            # The one exception that closes a socket, and tells its client not to come again.
            raise SessionExpiredException(stopped.args[0]) from stopped
        return result
