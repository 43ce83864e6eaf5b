from odoo import fields, models

from .account_rules import DEFAULTS


class ResConfigSettings(models.TransientModel):
    """The settings about accounts and logging in."""

    _inherit = "res.config.settings"

    eoffice_login_pattern = fields.Char(
        "Pattern of logins",
        config_parameter="eoffice_bekasi.login_pattern",
        default=DEFAULTS["login_pattern"],
    )
    eoffice_letter_days = fields.Integer(
        "Days an invitation is valid",
        config_parameter="eoffice_bekasi.letter_days",
        default=DEFAULTS["letter_days"],
    )
    eoffice_login_attempts = fields.Integer(
        "Failures of an account at one address",
        config_parameter="eoffice_bekasi.login_attempts",
        default=DEFAULTS["login_attempts"],
    )
    eoffice_login_attempts_account = fields.Integer(
        "Failures of an account from everywhere",
        config_parameter="eoffice_bekasi.login_attempts_account",
        default=DEFAULTS["login_attempts_account"],
    )
    eoffice_login_attempts_address = fields.Integer(
        "Failures at one address",
        config_parameter="eoffice_bekasi.login_attempts_address",
        default=DEFAULTS["login_attempts_address"],
    )
    eoffice_login_cooldown = fields.Integer(
        "First wait in seconds",
        config_parameter="eoffice_bekasi.login_cooldown",
        default=DEFAULTS["login_cooldown"],
    )
    eoffice_two_factor_days = fields.Integer(
        "Days of grace for two-factor login",
        config_parameter="eoffice_bekasi.two_factor_days",
        default=DEFAULTS["two_factor_days"],
    )
    eoffice_sign_proof_always = fields.Boolean(
        "Ask for the password with every signature",
        config_parameter="eoffice_bekasi.sign_proof_always",
    )
    # off until somebody decides it: browsers may send what they hear to their maker
    eoffice_dictation = fields.Boolean(
        "Notes may be dictated",
        config_parameter="eoffice_bekasi.dictation",
    )

    def set_values(self):
        result = super().set_values()
        # A parameter set to 0 is deleted, and the default counts again; here none is meant.
        self.env["ir.config_parameter"].set_param(
            "eoffice_bekasi.two_factor_days", str(max(0, self.eoffice_two_factor_days))
        )
        return result
