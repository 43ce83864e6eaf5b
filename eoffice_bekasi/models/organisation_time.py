from datetime import timedelta

from odoo import models

from ..tools.working_time import minutes_between


class Organisation(models.Model):
    """Working time of a unit: minutes spent, and moments that many working minutes away."""

    _inherit = "eoffice.organisation"

    def _worked_minutes(self, start, end):
        """Return the working minutes of this unit between two moments (UTC, as Odoo stores them).

        :rtype: int
        """
        if end <= start:
            return 0
        calendar = self._working_calendar()
        if not calendar:
            return int((end - start) / timedelta(minutes=1))
        return minutes_between(calendar._eoffice_intervals(start, end), start, end)

    def _work_after(self, moment, minutes):
        """Return the moment at which so many working minutes have passed; before it if negative.

        :param datetime.datetime moment: UTC, as Odoo stores it
        :rtype: datetime.datetime, UTC
        """
        calendar = self._working_calendar()
        found = calendar and calendar._eoffice_work_after(moment, minutes)
        # No calendar, or one without any hours: then every hour counts.
        return found or moment + timedelta(minutes=minutes)
