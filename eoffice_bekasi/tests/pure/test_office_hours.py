from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice_bekasi.tools.office_hours import closing, next_opening, union

START = datetime(2026, 11, 23)
MINUTES = st.integers(0, 600).map(lambda minutes: START + timedelta(minutes=minutes))
INTERVALS = st.lists(st.tuples(MINUTES, MINUTES), max_size=8)


def naive_open(intervals, moment):
    """Whether the office is open, as one would say it."""
    return any(start <= moment < end for start, end in intervals)


@given(INTERVALS, INTERVALS)
def test_union_is_sorted_apart_and_says_the_same(one, other):
    merged = union(one, other)
    assert all(start < end for start, end in merged)
    assert all(before[1] < after[0] for before, after in pairwise(merged))
    for minute in range(0, 600, 7):
        moment = START + timedelta(minutes=minute)
        assert naive_open(merged, moment) == naive_open(one + other, moment)


@given(INTERVALS, MINUTES)
def test_next_opening_is_the_first_open_moment(intervals, moment):
    intervals = union(intervals)
    opens = next_opening(intervals, moment)
    minutes = (START + timedelta(minutes=minute) for minute in range(601))
    expected = next((one for one in minutes if one >= moment and naive_open(intervals, one)), None)
    assert opens == expected


@given(INTERVALS, MINUTES)
def test_closing_is_the_first_closed_moment_after(intervals, moment):
    intervals = union(intervals)
    closes = closing(intervals, moment)
    if not naive_open(intervals, moment):
        assert closes is None
    else:
        assert moment < closes
        assert not naive_open(intervals, closes)
        assert naive_open(intervals, closes - timedelta(seconds=1))


@given(INTERVALS, MINUTES)
def test_closed_means_an_opening_later_or_never(intervals, moment):
    intervals = union(intervals)
    opens = next_opening(intervals, moment)
    assert (closing(intervals, moment) is None) == (opens != moment)


def test_the_last_moment_is_closed_already():
    day = [(datetime(2026, 11, 24, 0, 30), datetime(2026, 11, 24, 9))]
    assert closing(day, datetime(2026, 11, 24, 8, 59, 59)) == datetime(2026, 11, 24, 9)
    assert closing(day, datetime(2026, 11, 24, 9)) is None


@pytest.mark.parametrize(
    ("gap", "parts"), [(timedelta(microseconds=1), 1), (timedelta(seconds=1), 2)]
)
def test_midnight_is_no_gap(gap, parts):
    midnight = datetime(2026, 11, 25)
    evening = (midnight - timedelta(hours=2), midnight - gap)
    assert len(union([evening], [(midnight, midnight + timedelta(hours=2))])) == parts
