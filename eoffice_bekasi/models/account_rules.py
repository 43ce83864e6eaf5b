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
#: What the addons below get instead of their own first values.
FIRST_VALUES = {
    # Long rather than complicated, and changed when there is a reason: password_security's own
    # (a new one each 60 days, one change a day) make people write passwords down.
    "auth_password_policy.minlength": "10",
    "password_security.expiration_days": "0",
    "password_security.minimum_hours": "0",
    "password_security.history": "5",
    "password_security.lower": "1",
    "password_security.upper": "0",
    "password_security.numeric": "1",
    "password_security.special": "0",
    # Accounts are made by the administrator (Ps. 11(1)); Odoo lets anybody sign up by himself.
    "auth_signup.invitation_scope": "b2b",
}
DONE = "eoffice_bekasi.first_values"


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

    @api.model
    def _set_first_values(self):
        """Set ``FIRST_VALUES``, once for a database; after that they are the administrator's."""
        # sudo: called by a data file.
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param(DONE):
            return
        for key, value in {**FIRST_VALUES, DONE: "1"}.items():
            parameters.set_param(key, value)
