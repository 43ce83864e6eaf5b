from odoo import api, models

from .naskah_editing import SHARED_FIELD


class BusBus(models.Model):
    """An editor's channel goes quiet for who has lost the right to the text while it was open."""

    _inherit = "bus.bus"

    def _poll(self, channels, last=0, ignore_ids=None):
        heard = [
            channel
            for channel in channels
            if not self._is_letter_channel(channel) or self._may_hear_editors(*channel[2:])
        ]
        return super()._poll(heard, last, ignore_ids)

    @api.model
    def _is_letter_channel(self, channel):
        return (
            isinstance(channel, (tuple, list))
            and len(channel) == 5
            and channel[1] == "editor_collaboration"
            and str(channel[2]).startswith("eoffice.")
        )

    @api.model
    def _may_hear_editors(self, model, field, res_id):
        """Whether the user may hear what is typed there: only a letter's text is shared."""
        if (model, field) != ("eoffice.naskah", SHARED_FIELD) or not self.env.uid:
            return False
        return self.env["eoffice.naskah"].browse(res_id)._may_edit_together()
