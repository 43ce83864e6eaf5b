"""When a letter is to go out: reading a moment, and the next time of day on a working day."""

from datetime import datetime, time, timezone

from .local_time import OFFICE_ZONE


def as_moment(value):
    """Return a moment as Odoo stores it: UTC, without a zone and without parts of a second.

    :param value: datetime, or text in ISO 8601 (``2026-11-25 00:30:00``); UTC without a zone
    :rtype: datetime.datetime
    :raise ValueError: it is no moment
    """
    if not isinstance(value, datetime):
        value = datetime.fromisoformat(str(value).strip())
    if value.tzinfo:
        value = value.astimezone(timezone.utc).replace(tzinfo=None)
    return value.replace(microsecond=0)


def at_clock(day, clock):
    """Return the moment (UTC, without a zone) at which the office's clock shows a time on a day.

    :param datetime.date day: by the office's calendar
    :param datetime.time clock: by the office's clock
    """
    return as_moment(datetime.combine(day, clock, OFFICE_ZONE))


def next_at_clock(days, moment, clock):
    """Return the first moment after another at which the clock shows a time on one of some days.

    :param days: dates by the office's calendar, in any order
    :param datetime.datetime moment: UTC, without a zone
    :param datetime.time clock: by the office's clock
    :return: moment (UTC, without a zone), or None when none of the days is late enough
    """
    moments = (at_clock(day, clock) for day in days)
    return min((one for one in moments if one > moment), default=None)


def as_clock(text):
    """Return a time of day from text: ``07:30``, ``7.30``.

    :raise ValueError: it is no time of day
    """
    hour, _colon, minute = text.strip().replace(".", ":").partition(":")
    return time(int(hour), int(minute or 0))
