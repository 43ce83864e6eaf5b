from odoo import models


class ResUsers(models.Model):
    """Whoever is named assistant of an official has that role while the appointment counts."""

    _inherit = "res.users"

    def _eoffice_extra_roles(self):
        roles = super()._eoffice_extra_roles()
        for row in self.env["eoffice.assistant"]._running(users=self):
            user_id = row.user_id.id
            roles[user_id] = {*roles.get(user_id, ()), "user", "assistant"}
            if row.may_register:
                roles[user_id].add("registrar")
        return roles
