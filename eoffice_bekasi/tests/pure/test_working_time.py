from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eoffice_bekasi.tools.office_hours import union
from eoffice_bekasi.tools.working_time import (
    expected_ends,
    minutes_between,
    moment_after,
    moment_before,
    still_needed,
)

START = datetime(2026, 11, 23)
MINUTES = st.integers(0, 600).map(lambda minutes: START + timedelta(minutes=minutes))
INTERVALS = st.lists(st.tuples(MINUTES, MINUTES), max_size=8).map(union)


def naive_minutes(intervals, start, end):
    """Count the minutes one by one."""
    minute = timedelta(minutes=1)
    return sum(
        any(opens <= start + place * minute < closes for opens, closes in intervals)
        for place in range(max(0, int((end - start) / minute)))
    )


@given(INTERVALS, MINUTES, MINUTES)
def test_minutes_between_are_those_counted_one_by_one(intervals, start, end):
    assert minutes_between(intervals, start, end) == naive_minutes(intervals, start, end)


@given(INTERVALS, MINUTES, st.integers(0, 300))
def test_after_so_many_minutes_so_many_have_passed(intervals, start, minutes):
    end = moment_after(iter(intervals), start, minutes)
    if end is None:
        last = START + timedelta(minutes=600)
        assert minutes_between(intervals, start, last) < minutes or not any(
            closes > start for _opens, closes in intervals
        )
    else:
        assert minutes_between(intervals, start, end) == minutes


@given(INTERVALS, MINUTES, st.integers(0, 300))
def test_before_mirrors_after(intervals, end, minutes):
    start = moment_before(reversed(intervals), end, minutes)
    if start is not None:
        assert minutes_between(intervals, start, end) == minutes


@given(INTERVALS, MINUTES, MINUTES, st.integers(0, 300))
def test_later_work_is_never_due_earlier(intervals, one, other, minutes):
    """What lets one threshold stand for a rule: the order of moments is kept."""
    first, second = (moment_after(intervals, moment, minutes) for moment in sorted((one, other)))
    assert second is None or first <= second


@given(st.integers(0, 10_000), st.integers(1, 3000), st.integers(0, 3000))
def test_something_is_always_needed_yet(spent, median, more):
    needed = still_needed(spent, median, median + more)
    assert needed > 0
    assert spent >= median + more or spent + needed <= median + more


def test_who_is_late_is_expected_to_need_the_usual_time_again():
    assert still_needed(10, 60, 120) == 50
    assert still_needed(60, 60, 120) == 60
    assert still_needed(200, 60, 120) == 60


def plain(_key, moment, minutes):
    return moment + timedelta(minutes=minutes)


def test_a_stage_ends_with_its_slowest_step():
    ends, last = expected_ends([[("a", 10), ("b", 30)], [("c", 5)]], START, plain)
    assert ends == {
        "a": START + timedelta(minutes=10),
        "b": START + timedelta(minutes=30),
        "c": START + timedelta(minutes=35),
    }
    assert last == ends["c"]
    assert expected_ends([], START, plain) == ({}, None)
