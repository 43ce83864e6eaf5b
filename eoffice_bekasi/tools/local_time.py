"""Dates of the office: a letter's date and the year of its number are Asia/Jakarta's."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Jakarta")


def office_today():
    """Return today's date by the office's clock (WIB), whatever the server's zone."""
    return datetime.now(OFFICE_ZONE).date()


def utc_now():
    """Return this very moment as Odoo stores it: UTC, without a zone. Not the transaction's."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


def office_zone_date(moment):
    """Return the date that the office's calendar showed at a moment.

    :param datetime.datetime moment: in UTC when it has no zone of its own, as Odoo stores them
    :rtype: datetime.date
    """
    return to_office_zone(moment).date()


def to_office_zone(moment):
    """Return a moment as the office's clock shows it.

    :param datetime.datetime moment: in UTC when it has no zone of its own, as Odoo stores them
    :rtype: datetime.datetime
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(OFFICE_ZONE)


def office_zone_text(moment):
    """Return day and time by the office's clock as a book writes them: ``12-11-2026 08.05``.

    :param datetime.datetime moment: in UTC when it has no zone of its own
    :rtype: str
    """
    return f"{to_office_zone(moment):%d-%m-%Y %H.%M}"
