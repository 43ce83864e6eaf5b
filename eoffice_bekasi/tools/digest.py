"""When a digest of news is due, and how long to wait before a failed e-mail is tried again."""

import re
from datetime import datetime, time, timedelta

_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?")
#: Minutes between one try and the next; the last holds for all further ones.
_PAUSES = (1, 5, 15, 30, 60, 120, 240, 360)
#: After so many tries, about three days, only a person sends it again.
MAX_TRIES = 18
#: How far ahead a working day is looked for: longer than any row of holidays.
_HORIZON = 30


def parse_hours(text):
    """Return the hours of the day that a text such as ``08:00, 13.30`` names.

    :param str text: hours with or without minutes, between commas, semicolons or blanks
    :return: tuple of datetime.time, sorted, each once
    :raise ValueError: nothing, or a part that is no hour; the argument is that part
    """
    parts = re.split(r"[,;\s]+", (text or "").strip(" ,;"))
    hours = set()
    for part in parts:
        found = _HOUR.fullmatch(part)
        if not found:
            raise ValueError(part)
        hours.add(time(int(found[1]), int(found[2] or 0)))
    return tuple(sorted(hours))


def format_hours(hours):
    """Return hours as text: ``08:00, 13:30``."""
    return ", ".join(f"{hour:%H:%M}" for hour in hours)


def next_digest(after, hours, is_working_day):
    """Return the first moment later than ``after`` at one of ``hours`` on a working day.

    :param datetime after: with the office's time zone
    :param hours: sorted datetime.time, at least one
    :param is_working_day: function of a datetime.date; when it knows none in a month, every day
        counts: a digest on a day off is better than none
    :return: datetime with the same zone
    """
    moments = [
        moment
        for ahead in range(_HORIZON)
        for hour in hours
        if (moment := datetime.combine(after.date() + timedelta(ahead), hour, after.tzinfo)) > after
    ]
    return next((moment for moment in moments if is_working_day(moment.date())), moments[0])


def retry_pause(tries):
    """Return how long to wait after so many failed tries (1 for the first)."""
    return timedelta(minutes=_PAUSES[min(tries, len(_PAUSES)) - 1])
