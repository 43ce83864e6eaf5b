"""Dates as an Indonesian letter writes them, whatever the reader's language is."""

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def long_day(day):
    """Return a date with the day of the week: ``Senin, 30 November 2026``."""
    return f"{DAYS[day.weekday()]}, {long_date(day)}"


def long_date(day):
    """Return a date as a letter prints it: ``12 November 2026``.

    :param datetime.date day: the day; a ``datetime`` gives its own calendar day
    :rtype: str
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_moment(moment):
    """Return day and time as Indonesians write them: ``12 November 2026 pukul 08.05 WIB``.

    :param datetime.datetime moment: in the office's zone already (Asia/Jakarta is WIB)
    :rtype: str
    """
    return f"{long_date(moment)} pukul {moment:%H.%M} WIB"
