from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.digest import format_hours, parse_hours

PREFERENCES = ("eoffice_notify", "eoffice_digest_hours")


class ResUsers(models.Model):
    """How an account wants to be told of new work; each account chooses for itself."""

    _inherit = "res.users"

    eoffice_notify = fields.Selection(
        [
            ("app", "In the app only"),
            ("digest", "In the app, and an e-mail digest"),
            ("at_once", "In the app, and an e-mail at once"),
        ],
        "New letters",
        required=True,
        default="digest",
        help="Urgent letters (segera, sangat segera) are always e-mailed at once.",
    )
    eoffice_digest_hours = fields.Char(
        "Digest at",
        required=True,
        default="08:00, 13:00",
        help="Hours by Jakarta time, on working days, e.g. 08:00, 13:00.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + list(PREFERENCES)

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + list(PREFERENCES)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._eoffice_tidy_hours(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._eoffice_tidy_hours(vals))
        if vals.keys() & set(PREFERENCES):
            # sudo: the queue is the system's; only rows of these accounts are looked at anew.
            self.env["eoffice.notification"].sudo()._reschedule(self)
        return result

    @api.model
    def _eoffice_tidy_hours(self, vals):
        """Return the values with digest hours as the product writes them.

        :raise ValidationError: something in them is no hour of the day
        """
        if "eoffice_digest_hours" not in vals:
            return vals
        try:
            hours = parse_hours(vals["eoffice_digest_hours"])
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "“%s” is no hour of the day. Write the hours of the digest like this: "
                    "08:00, 13:00.",
                    error.args[0],
                )
            ) from None
        return {**vals, "eoffice_digest_hours": format_hours(hours)}

    def _eoffice_calendar(self):
        """Return the working calendar by which this account's digests go."""
        # sudo: the working calendar is the same for everyone.
        return self.company_id.sudo().resource_calendar_id
