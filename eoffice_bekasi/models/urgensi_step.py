from odoo import api, fields, models
from odoo.tools import ormcache


class Urgensi(models.Model):
    """How long a letter of this urgensi may lie at one desk of its approval chain."""

    _inherit = "eoffice.urgensi"

    paraf_time = fields.Integer(
        "Time for a paraf",
        required=True,
        default=8,
        help="Working hours at one desk for a paraf, a check or an opinion; 0: no deadline.",
    )
    sign_time = fields.Integer(
        "Time for a signature",
        required=True,
        default=8,
        help="Working hours at the desk of a signer; 0: no deadline.",
    )

    _step_time = models.Constraint(
        "CHECK (paraf_time >= 0 AND sign_time >= 0)",
        "The time at a desk can't be less than nothing. Enter 0 for no deadline.",
    )

    @api.model
    @ormcache("code", "kind")
    def _step_minutes(self, code, kind):
        """Return how many working minutes a step of this kind may take, 0 for no deadline.

        :param str code: urgensi of a letter
        :param str kind: kind of an approval step
        """
        level = self._of_code(code)
        return 60 * (level.sign_time if kind == "sign" else level.paraf_time)
