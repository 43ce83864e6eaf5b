from odoo import models


class DiscussChannel(models.Model):
    """Rooms. Accounts that are made by the thousand join none by themselves (as in Odoo else)."""

    _inherit = "discuss.channel"

    def _subscribe_users_automatically(self):
        if self.env.context.get("eoffice_no_rooms"):
            return None
        return super()._subscribe_users_automatically()
