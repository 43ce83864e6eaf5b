"""When the office is open: arithmetic on intervals, which knows nothing of calendars.

An interval is ``(start, end)``; its start belongs to it, its end does not, so the office is closed
from the very moment it closes.
"""

from datetime import timedelta

#: Calendars write the end of a day as 23:59:59.999999; what is nearer than this has no gap.
_GAP = timedelta(seconds=1)


def union(*groups):
    """Return the intervals of all ``groups`` as one sorted list, those that touch made one.

    :param groups: iterables of intervals in any order; empty and reversed ones count for nothing
    :return: list of intervals, each beginning at least a second after the one before ended
    """
    merged = []
    for start, end in sorted(interval for group in groups for interval in group):
        if start >= end:
            continue
        if merged and start - merged[-1][1] < _GAP:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def closing(intervals, moment):
    """Return when the interval ends that ``moment`` lies in; None when it lies in none.

    :param intervals: as ``union`` returns them
    """
    return next((end for start, end in intervals if start <= moment < end), None)


def next_opening(intervals, moment):
    """Return when the office is open next: ``moment`` itself when it is open, None when never.

    :param intervals: as ``union`` returns them
    """
    if closing(intervals, moment):
        return moment
    return min((start for start, _end in intervals if start > moment), default=None)
