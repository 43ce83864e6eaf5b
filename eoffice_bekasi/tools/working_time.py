"""Arithmetic on working time: how many minutes lie between two moments, and which moment is so many
working minutes away. Knows nothing of calendars.

An interval is ``(start, end)``; intervals come sorted and apart, as ``office_hours.union`` returns
them. A moment outside them counts as the next opening (or, looking back, the last closing).
"""

from datetime import timedelta

MINUTE = timedelta(minutes=1)


def minutes_between(intervals, start, end):
    """Return how many working minutes lie between two moments; 0 when the second is not later.

    :param intervals: iterable of intervals that cover the time between both
    """
    spent = sum(
        (max(timedelta(), min(end, closes) - max(start, opens)) for opens, closes in intervals),
        timedelta(),
    )
    return int(spent / MINUTE)


def moment_after(intervals, start, minutes):
    """Return the moment at which so many working minutes have passed since ``start``.

    :param intervals: iterable from ``start`` on, read only as far as needed
    :return: None when the intervals end before that
    """
    left = minutes * MINUTE
    for opens, closes in intervals:
        begin = max(start, opens)
        if begin >= closes:
            continue
        if begin + left <= closes:
            return begin + left
        left -= closes - begin
    return None


def moment_before(intervals, end, minutes):
    """Return the moment from which so many working minutes are left until ``end``.

    :param intervals: iterable from ``end`` backwards (the latest first), read only as far as needed
    :return: None when the intervals end before that
    """
    left = minutes * MINUTE
    for opens, closes in intervals:
        finish = min(end, closes)
        if finish <= opens:
            continue
        if finish - left >= opens:
            return finish - left
        left -= finish - opens
    return None


def still_needed(spent, median, ninth):
    """Return how many minutes a piece of work is expected to take yet.

    By the usual time (``median``); who has had it for longer, by the time in which nine of ten are
    done (``ninth``); who has had it for longer still, is expected to need the usual time again.

    :param int spent: working minutes that it has waited
    """
    for limit in (median, ninth):
        if spent < limit:
            return limit - spent
    return median


def expected_ends(stages, start, after):
    """Return when each step of a chain is expected to be done, and the whole.

    The steps of a stage are worked on at the same time; the next stage begins when all are done.

    :param stages: list of lists of (key, minutes still needed)
    :param start: the moment now
    :param after: function of (key, moment, minutes) that answers the moment so many working minutes
        later, where that step is worked on
    :return: dict of key to moment, and the moment of the last (None for no stages)
    """
    ends, moment = {}, None
    for stage in stages:
        begin = moment or start
        for key, minutes in stage:
            ends[key] = after(key, begin, minutes)
            moment = max(moment or ends[key], ends[key])
    return ends, moment
