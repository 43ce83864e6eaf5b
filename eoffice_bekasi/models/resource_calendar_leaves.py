from datetime import datetime, time, timedelta

from odoo import api, fields, models

from ..tools.local_time import OFFICE_ZONE, office_zone_date


class ResourceCalendarLeaves(models.Model):
    """A holiday or cuti bersama: whole days by the office's calendar, wherever the browser stands.

    Every account: reads. Administrator: keeps those that are for everybody; nobody else closes the
    office.
    """

    _name = "resource.calendar.leaves"
    _inherit = ["eoffice.hours.source", "resource.calendar.leaves"]

    eoffice_first_day = fields.Date(
        "First day", compute="_compute_eoffice_days", inverse="_inverse_eoffice_days"
    )
    eoffice_last_day = fields.Date(
        "Last day", compute="_compute_eoffice_days", inverse="_inverse_eoffice_days"
    )

    @api.depends("date_from", "date_to")
    def _compute_eoffice_days(self):
        for leave in self:
            leave.eoffice_first_day = leave.date_from and office_zone_date(leave.date_from)
            leave.eoffice_last_day = leave.date_to and office_zone_date(leave.date_to)

    def _inverse_eoffice_days(self):
        for leave in self:
            first = leave.eoffice_first_day
            last = max(first, leave.eoffice_last_day or first)
            leave.write(
                {
                    "date_from": _utc(first),
                    "date_to": _utc(last + timedelta(days=1)) - timedelta(seconds=1),
                }
            )


def _utc(day):
    """Return the beginning of a day of the office, as Odoo stores it."""
    midnight = datetime.combine(day, time.min, tzinfo=OFFICE_ZONE)
    return (midnight - midnight.utcoffset()).replace(tzinfo=None)
