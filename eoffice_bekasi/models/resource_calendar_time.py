from datetime import datetime, timezone

from odoo import api, models
from odoo.tools import ormcache

from ..tools.local_time import OFFICE_ZONE
from ..tools.office_hours import union
from ..tools.working_time import moment_after, moment_before

#: How many months are looked through for working time, before and after a moment.
HORIZON = 24


class ResourceCalendar(models.Model):
    """The working hours of a calendar, kept by the month: what is counted in them is counted often."""

    _inherit = "resource.calendar"

    def _eoffice_intervals(self, start, end):
        """Return the working hours of the months from ``start`` to ``end``, as naive UTC intervals."""
        month, last = _month(start), _month(end)
        intervals = []
        while month <= last:
            intervals += self._eoffice_month(self.id, *_year_month(month))
            month += 1
        return intervals

    def _eoffice_is_open(self, moment):
        """Return whether a moment (naive, UTC) lies in working hours."""
        return any(
            opens <= moment < closes for opens, closes in self._eoffice_intervals(moment, moment)
        )

    def _eoffice_work_after(self, moment, minutes):
        """Return the moment so many working minutes later (earlier, if negative), or None."""
        first = _month(moment)
        if minutes >= 0:
            return moment_after(
                (
                    interval
                    for month in range(first, first + HORIZON)
                    for interval in self._eoffice_month(self.id, *_year_month(month))
                ),
                moment,
                minutes,
            )
        return moment_before(
            (
                interval
                for month in range(first, first - HORIZON, -1)
                for interval in reversed(self._eoffice_month(self.id, *_year_month(month)))
            ),
            moment,
            -minutes,
        )

    @api.model
    @ormcache("calendar_id", "year", "month")
    def _eoffice_month(self, calendar_id, year, month):
        """Return the working hours of one month by the office's clock: tuple of naive UTC intervals."""
        # sudo: working hours and holidays are public.
        calendar = self.sudo().browse(calendar_id)
        start = datetime(year, month, 1, tzinfo=OFFICE_ZONE)
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=OFFICE_ZONE)
        intervals = calendar._work_intervals_batch(start, end)[False]
        return tuple(union((_naive(opens), _naive(closes)) for opens, closes, _of in intervals))


def _naive(moment):
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def _month(moment):
    """Return the month of a naive UTC moment by the office's clock, counted from year 0."""
    local = moment.replace(tzinfo=timezone.utc).astimezone(OFFICE_ZONE)
    return local.year * 12 + local.month - 1


def _year_month(month):
    return month // 12, month % 12 + 1
