"""The moment at which a letter goes out, by the office's clock."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.local_time import to_office_zone
from odoo.addons.eoffice_bekasi.tools.send_time import as_clock, as_moment, at_clock, next_at_clock

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0))
DAYS = st.lists(st.dates(date(2020, 1, 1), date(2040, 1, 1)), max_size=20)


class TestMoment:
    """What a client sends becomes UTC without a zone."""

    @pytest.mark.parametrize(
        "value",
        [
            "2026-11-25 00:30:00",
            "2026-11-25T00:30:00Z",
            "2026-11-25T07:30:00+07:00",
            datetime(2026, 11, 25, 0, 30, 0, 999),
            datetime(2026, 11, 25, 0, 30, tzinfo=timezone.utc),
        ],
    )
    def test_all_ways_to_say_it(self, value):
        assert as_moment(value) == datetime(2026, 11, 25, 0, 30)

    @pytest.mark.parametrize("value", ["", "besok", "2026-13-01", None, 7])
    def test_no_moment(self, value):
        with pytest.raises(ValueError):
            as_moment(value)


class TestClock:
    """The office's clock is WIB."""

    def test_half_past_seven_is_half_past_midnight_in_utc(self):
        assert at_clock(date(2026, 11, 25), time(7, 30)) == datetime(2026, 11, 25, 0, 30)

    @pytest.mark.parametrize("text", ["07:30", "7.30", " 07:30 "])
    def test_text(self, text):
        assert as_clock(text) == time(7, 30)

    @pytest.mark.parametrize("text", ["", "25:00", "pagi", "7:99"])
    def test_no_time_of_day(self, text):
        with pytest.raises(ValueError):
            as_clock(text)

    @given(DAYS, MOMENTS, CLOCKS)
    def test_next(self, days, moment, clock):
        found = next_at_clock(days, moment, clock)
        if found is None:
            assert all(at_clock(day, clock) <= moment for day in days)
            return
        local = to_office_zone(found)
        assert found > moment
        assert local.date() in days
        assert local.time() == clock
        assert not any(moment < at_clock(day, clock) < found for day in days)

    @given(MOMENTS, CLOCKS)
    def test_every_day_means_within_a_day(self, moment, clock):
        today = to_office_zone(moment).date()
        days = [today + timedelta(days=one) for one in range(3)]
        assert next_at_clock(days, moment, clock) - moment <= timedelta(days=1)
