from datetime import timedelta, timezone

from odoo import models

from ..tools.local_time import OFFICE_ZONE


class ResourceCalendar(models.Model):
    """The working hours by which the office is open; the Administrator keeps them."""

    _name = "resource.calendar"
    _inherit = ["eoffice.hours.source", "resource.calendar"]

    def _eoffice_closing(self, moment):
        """Return when the office closes on the working day of a moment.

        :param datetime.datetime moment: UTC, within or at the end of working hours
        :rtype: datetime.datetime, UTC
        """
        self.ensure_one()
        day = moment.replace(tzinfo=timezone.utc).astimezone(OFFICE_ZONE)
        start = day.replace(hour=0, minute=0, second=0, microsecond=0)
        intervals = self._work_intervals_batch(start, start + timedelta(days=1))[False]
        ends = [end for _begin, end, _attendance in intervals]
        return max(ends, default=day).astimezone(timezone.utc).replace(tzinfo=None)

    def _eoffice_working_days(self, after, days=31):
        """Return the dates from ``after`` on with working hours in this calendar, holidays left out.

        :param datetime.datetime after: with a time zone
        :param int days: how far to look
        :return: set of datetime.date by the office's clock
        """
        self.ensure_one()
        start = after.astimezone(OFFICE_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        intervals = self._work_intervals_batch(start, start + timedelta(days=days))[False]
        return {begin.astimezone(OFFICE_ZONE).date() for begin, _end, _attendance in intervals}
