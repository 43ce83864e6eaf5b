import re

from odoo import models

#: Channels of the editor, as a browser asks for them, on models whose content is guarded.
_ASKED = re.compile(r"editor_collaboration:eoffice\.[\w.]*:\w+:\d+")


class IrWebsocket(models.AbstractModel):
    """What is typed into a letter is heard by who may read and change its text, nobody else."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        asked = [
            channel
            for channel in channels
            if not (isinstance(channel, str) and _ASKED.match(channel))
            or self.env["bus.bus"]._may_hear_editors(*self._asked_place(channel))
        ]
        return super()._build_bus_channel_list(asked)

    def _asked_place(self, channel):
        _prefix, model, field, res_id = channel.split(":")
        return model, field, int(re.match(r"\d+", res_id).group())
