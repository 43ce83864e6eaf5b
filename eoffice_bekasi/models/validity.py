from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.local_time import office_today


class Validity(models.AbstractModel):
    """What is in force for a period: by the regulation it comes from, and by days of its own.

    Both must hold: days of its own only narrow those of the regulation.
    """

    _name = "eoffice.validity"
    _description = "Period of validity"

    regulation_id = fields.Many2one("eoffice.regulation", index=True, ondelete="restrict")
    valid_from = fields.Date(help="Empty: as long as its regulation is in force.")
    valid_to = fields.Date("Valid until", help="The last day; empty: as its regulation.")
    is_in_force = fields.Boolean(
        "In force",
        compute="_compute_is_in_force",
        search="_search_is_in_force",
        help="Offered for new letters today.",
    )

    _validity_period = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)",
        "It ends before it begins. Check the dates of validity.",
    )

    @api.depends("valid_from", "valid_to", "regulation_id.date_from", "regulation_id.date_to")
    def _compute_is_in_force(self):
        today = office_today()
        for record in self:
            record.is_in_force = record._runs_on(today)

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._in_force_domain(office_today())

    def _runs_on(self, day):
        """Return whether this is in force on a day."""
        self.ensure_one()
        periods = [(self.valid_from, self.valid_to)]
        if self.regulation_id:
            periods.append((self.regulation_id.date_from, self.regulation_id.date_to))
        return all(
            (not begin or begin <= day) and (not end or end >= day) for begin, end in periods
        )

    @api.model
    def _in_force_domain(self, day):
        """Return the domain of what is in force on a day."""
        own = self._period_domain("valid_from", "valid_to", day)
        law = self._period_domain("regulation_id.date_from", "regulation_id.date_to", day)
        return own & (Domain("regulation_id", "=", False) | law)

    @api.model
    def _period_domain(self, begin, end, day):
        return (Domain(begin, "=", False) | Domain(begin, "<=", day)) & (
            Domain(end, "=", False) | Domain(end, ">=", day)
        )
