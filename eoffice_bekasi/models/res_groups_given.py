from odoo import api, models
from odoo.exceptions import AccessError

from .res_users_roles import BY_HAND, FOLLOWING


class ResGroups(models.Model):
    """Groups are read by every account; their members and rights are changed by Settings only.

    Administrator: says which roles need a second step at login, nothing else.
    """

    _name = "res.groups"
    _inherit = ["res.groups", "eoffice.settings.only"]

    _settings_operations = ("create", "unlink")

    def write(self, vals):
        if vals.keys() - {"eoffice_two_factor"} and not self._may_settings():
            raise self._settings_error()
        return super().write(vals)

    @api.model
    def _eoffice_groups(self, keys):
        """Return the groups of these roles, in sudo mode."""
        # sudo: the groups themselves, which every account may read.
        groups = self.sudo().browse()
        return groups.union(*(groups.env.ref(f"eoffice_bekasi.group_{key}") for key in keys))

    @api.model
    def _eoffice_guarded(self):
        """Return all e-office roles and Odoo's Settings, in sudo mode."""
        groups = self._eoffice_groups((*FOLLOWING, *BY_HAND))
        return groups | groups.env.ref("base.group_system")

    def _eoffice_check_given(self, person):
        """Refuse giving or taking these groups by hand.

        :param person: the account that would get or lose them
        :raise AccessError: see ``res.users``
        """
        if not self:
            return
        following = self & self._eoffice_groups(FOLLOWING)
        by_hand = self - following
        if by_hand and person == self.env.user:
            raise AccessError(
                self.env._("Nobody gives himself a role. Ask another administrator for it.")
            )
        if self.env.ref("base.group_system") in by_hand and not self.env.user._is_system():
            raise AccessError(
                self.env._("Only who may change Odoo's settings can give that right to others.")
            )
        # An administrator is staff by being administrator: that comes and goes with it.
        if following := following - by_hand.all_implied_ids:
            raise AccessError(
                self.env._(
                    "%(roles)s: comes and goes with what a person holds. Record the assignment or "
                    "the appointment of %(person)s instead.",
                    roles=", ".join(following.mapped("name")),
                    person=person.name,
                )
            )
