from odoo import models


class ResUsers(models.Model):
    """Whoever is named assistant of an official has that role while the appointment counts."""

    _inherit = "res.users"

    def _eoffice_extra_roles(self):
        roles = super()._eoffice_extra_roles()
        for user in self.env["eoffice.assistant"]._running(users=self).user_id:
            roles[user.id] = {*roles.get(user.id, ()), "user", "assistant"}
        return roles
