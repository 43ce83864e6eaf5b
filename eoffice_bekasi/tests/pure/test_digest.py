from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.digest import (
    MAX_TRIES,
    format_hours,
    next_digest,
    parse_hours,
    retry_pause,
)
from odoo.addons.eoffice_bekasi.tools.local_time import OFFICE_ZONE

HOURS = st.sets(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=OFFICE_ZONE)
)


def weekday(day):
    return day.weekday() < 5


def at(*parts):
    return datetime(*parts, tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("08:00", "08:00"),
        ("8", "08:00"),
        ("13.30,  8.00", "08:00, 13:30"),
        ("08:00; 08:00", "08:00"),
        (" 7 16:45 , ", "07:00, 16:45"),
    ],
)
def test_hours_are_read_as_people_write_them(text, hours):
    assert format_hours(parse_hours(text)) == hours


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        (None, ""),
        ("24:00", "24:00"),
        ("08:60", "08:60"),
        ("8, pagi", "pagi"),
        ("-8", "-8"),
    ],
)
def test_what_is_no_hour_is_named(text, part):
    with pytest.raises(ValueError) as error:
        parse_hours(text)
    assert error.value.args == (part,)


@given(HOURS)
def test_hours_survive_being_written(hours):
    assert set(parse_hours(format_hours(sorted(hours)))) == hours


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (at(2026, 8, 14, 7, 59), at(2026, 8, 14, 8)),  # a Friday
        (at(2026, 8, 14, 8), at(2026, 8, 14, 13)),
        (at(2026, 8, 14, 13), at(2026, 8, 17, 8)),
        (at(2026, 8, 15, 9), at(2026, 8, 17, 8)),
    ],
)
def test_digest_comes_at_the_next_hour_of_a_working_day(after, due):
    assert next_digest(after, (time(8), time(13)), weekday) == due


def test_holidays_are_waited_for():
    holidays = {date(2026, 8, 14), date(2026, 8, 17)}

    def working(day):
        return weekday(day) and day not in holidays

    assert next_digest(at(2026, 8, 13, 14), (time(8),), working) == at(2026, 8, 18, 8)


def test_without_any_working_day_it_comes_all_the_same():
    assert next_digest(at(2026, 8, 14, 9), (time(8),), lambda day: False) == at(2026, 8, 15, 8)
    last = date(2026, 8, 14)
    assert next_digest(at(2026, 8, 14, 9), (time(8),), last.__eq__) == at(2026, 8, 15, 8)


@given(MOMENTS, HOURS)
def test_digest_is_the_first_that_fits(after, hours):
    due = next_digest(after, tuple(sorted(hours)), weekday)
    assert due > after
    assert due.timetz().replace(tzinfo=None) in hours
    assert weekday(due.date())
    between = (after.date() + timedelta(days=ahead) for ahead in range(8))
    assert not any(
        after < datetime.combine(day, hour, OFFICE_ZONE) < due
        for day in between
        for hour in hours
        if weekday(day)
    )


def test_pauses_grow_and_add_up_to_three_days():
    pauses = [retry_pause(tries) for tries in range(1, MAX_TRIES)]
    assert pauses == sorted(pauses)
    assert pauses[0] <= timedelta(minutes=1)
    assert timedelta(days=2) < sum(pauses, timedelta()) < timedelta(days=4)
