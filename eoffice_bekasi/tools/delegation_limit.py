"""How long a delegation may last, by kind; a limit is data (eoffice.delegation.rule).

Source: naskah-dinas.md section 7 (Plh. 30 days; Plt. 3 months, extended once by 3 months).
"""

from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Limit:
    """The longest one delegation may last, and how often it may follow upon itself."""

    months: int = 0
    days: int = 0
    extensions: int = 0

    def end(self, start):
        """Return the last moment at which a delegation that begins at ``start`` may end."""
        return start + relativedelta(months=self.months, days=self.days)


def exceeded(limit, periods):
    """Return what is too much about a delegation and those it prolongs.

    :param Limit limit: of the kind
    :param periods: list of (start, end) datetimes, oldest first; the last one is judged, and those
        before count while each begins within a day of the end of the one before
    :return: "length", "extensions", or None
    """
    start, end = periods[-1]
    if (limit.months or limit.days) and end > limit.end(start):
        return "length"
    if unbroken(periods) - 1 > limit.extensions:
        return "extensions"
    return None


def unbroken(periods, gap=timedelta(days=1)):
    """Return how many of the last periods follow upon each other without a break."""
    count = 1
    for (_start, end), (following, _end) in zip(periods[-2::-1], periods[:0:-1], strict=False):
        if following - end > gap:
            break
        count += 1
    return count
