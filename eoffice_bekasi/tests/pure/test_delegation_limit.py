"""How long a delegation may last."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.delegation_limit import Limit, exceeded, unbroken

PLH = Limit(days=30)
PLT = Limit(months=3, extensions=1)
START = datetime(2026, 1, 31, 8)
DAYS = st.integers(1, 200)


def day(number):
    return START + timedelta(days=number)


def test_thirty_days_to_the_minute():
    end = START + timedelta(days=30)
    assert exceeded(PLH, [(START, end)]) is None
    assert exceeded(PLH, [(START, end + timedelta(minutes=1))]) == "length"


def test_three_months_are_months_of_the_calendar():
    assert exceeded(PLT, [(START, datetime(2026, 4, 30, 8))]) is None
    assert exceeded(PLT, [(START, datetime(2026, 5, 1, 8))]) == "length"


def test_extended_once_and_not_twice():
    periods = [(day(0), day(80)), (day(80), day(160)), (day(160), day(200))]
    assert exceeded(PLT, periods[:1]) is None
    assert exceeded(PLT, periods[:2]) is None
    assert exceeded(PLT, periods) == "extensions"
    assert exceeded(PLH, periods[:1]) == "length"


def test_a_break_of_more_than_a_day_begins_anew():
    periods = [(day(0), day(80)), (day(80), day(160)), (day(162), day(200))]
    assert unbroken(periods) == 1
    assert exceeded(PLT, periods) is None


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=6))
def test_no_limit_is_no_limit_but_of_extensions(steps):
    periods, at = [], 0
    for gap, length in steps:
        periods.append((day(at + gap), day(at + gap + length)))
        at += gap + length
    assert 1 <= unbroken(periods) <= len(periods)
    assert exceeded(Limit(extensions=10), periods) is None
