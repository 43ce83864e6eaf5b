from odoo import models
from odoo.exceptions import AccessError


class SettingsOnly(models.AbstractModel):
    """What decides over rights is changed by Odoo's Settings only.

    Odoo lets whoever manages accounts ("Access Rights", which the Administrator has for making
    them) change groups, access lists and record rules too. With these he could give himself any
    right in two steps, so here that takes Settings.
    """

    _name = "eoffice.settings.only"
    _description = "Changed by Settings only"

    #: What takes Settings; a model that leaves one out checks that itself.
    _settings_operations = ("create", "write", "unlink")

    def _check_access(self, operation):
        refused = super()._check_access(operation)
        if refused or operation not in self._settings_operations or self._may_settings():
            return refused
        return self, self._settings_error

    def _may_settings(self):
        return self.env.su or self.env.user._is_system()

    def _settings_error(self):
        return AccessError(self.env._("Rights are changed by who may change Odoo's settings only."))


class IrModelAccess(models.Model):
    _name = "ir.model.access"
    _inherit = ["ir.model.access", "eoffice.settings.only"]


class IrRule(models.Model):
    _name = "ir.rule"
    _inherit = ["ir.rule", "eoffice.settings.only"]


class ResGroupsPrivilege(models.Model):
    _name = "res.groups.privilege"
    _inherit = ["res.groups.privilege", "eoffice.settings.only"]
