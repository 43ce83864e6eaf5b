from odoo import api, models

#: Settings about accounts with their defaults, kept as system parameters ``eoffice_bekasi.<name>``.
DEFAULTS = {
    "login_pattern": "{first}.{last}",
    "letter_days": 7,
    "login_attempts": 5,
    "login_attempts_account": 50,
    "login_attempts_address": 100,
    "login_cooldown": 60,
    "two_factor_days": 7,
}
SMALLEST = {
    "letter_days": 1,
    "login_attempts": 2,
    "login_attempts_account": 10,
    "login_attempts_address": 20,
    "login_cooldown": 10,
}


class AccountRules(models.AbstractModel):
    """The settings about accounts; read by the server only."""

    _name = "eoffice.account.rules"
    _description = "Settings about accounts"

    @api.model
    def _get(self, name):
        """Return a setting as text."""
        # sudo: system parameters are closed; these are harmless and read by name here only.
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param(f"eoffice_bekasi.{name}") or str(DEFAULTS[name])

    @api.model
    def _number(self, name):
        """Return a setting as a number; senseless values count as the default or the smallest."""
        try:
            number = int(self._get(name))
        except ValueError:
            number = DEFAULTS[name]
        return max(number, SMALLEST.get(name, 0))
