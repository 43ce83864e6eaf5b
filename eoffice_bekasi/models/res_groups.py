from odoo import api, fields, models

#: Higher counts: an account in several roles is asked for what the strictest says.
TWO_FACTOR = [
    ("off", "Not asked for"),
    ("offered", "Offered after login"),
    ("required", "Required"),
]
STRENGTH = {value: strength for strength, (value, _label) in enumerate(TWO_FACTOR)}


class ResGroups(models.Model):
    """A role says whether its accounts need a second step to log in.

    Administrator: sets it. Everybody: reads it.
    """

    _inherit = "res.groups"

    eoffice_two_factor = fields.Selection(
        TWO_FACTOR,
        "Two-factor login",
        default="off",
        help="For all accounts that have this role. Required: after the days of grace an account "
        "can do nothing but set it up.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        groups = super().create(vals_list)
        groups.filtered(lambda group: group.eoffice_two_factor == "required")._two_factor_begins()
        return groups

    def write(self, vals):
        result = super().write(vals)
        if "eoffice_two_factor" in vals:
            self.env.registry.clear_cache()
            if vals["eoffice_two_factor"] == "required":
                self._two_factor_begins()
        return result

    def _two_factor_begins(self):
        """Let the days of grace begin for the accounts of these roles."""
        # sudo: a date of the system's own; whoever may change the role starts it.
        self.sudo().all_user_ids.filtered(
            lambda user: not user.eoffice_two_factor_since
        ).eoffice_two_factor_since = fields.Datetime.now()
