from datetime import timezone

from odoo import models

from ..tools.local_time import to_office_zone
from ..tools.send_time import at_clock, next_at_clock


class Organisation(models.Model):
    """At which moment something goes out in the morning, by the unit's working calendar."""

    _inherit = "eoffice.organisation"

    def _send_time(self, clock, after, *, weekday=None):
        """Return the next moment after another at which the clock shows a time on a working day.

        :param datetime.time clock: by the office's clock
        :param datetime.datetime after: UTC, without a zone
        :param int weekday: only on this one (0 is Monday)
        :return: moment (UTC, without a zone), or None for a calendar without working days
        """
        calendar = self._working_calendar()
        days = (
            calendar._eoffice_working_days(after.replace(tzinfo=timezone.utc)) if calendar else ()
        )
        if weekday is not None:
            days = [day for day in days if day.weekday() == weekday]
        found = next_at_clock(days, after, clock)
        if not found and weekday is None:
            # No calendar, or one without any hours: then every day counts.
            return at_clock(to_office_zone(after).date(), clock)
        return found
