from odoo import models
from odoo.http import SessionExpiredException

from ..exceptions import DoorClosed


class BusBus(models.Model):
    """A socket that was opened in time hears nothing more once the door is shut."""

    _inherit = "bus.bus"

    def _poll(self, channels, last=0, ignore_ids=None):
        try:
            if self.env.uid:
                self.env.user._eoffice_check_door()
        except DoorClosed as stopped:
            raise SessionExpiredException(stopped.args[0]) from stopped
        return super()._poll(channels, last, ignore_ids)
