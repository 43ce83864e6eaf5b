"""The office's date is that of Asia/Jakarta (WIB, UTC+7), whatever the server's clock says."""

from datetime import date, datetime, timedelta, timezone
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools import local_time

UTC = timezone.utc
WIB = timezone(timedelta(hours=7))


def today_at(moment):
    """Return what ``office_today`` says at a moment."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    with patch.object(local_time, "datetime", Clock):
        return local_time.office_today()


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        # 23:59:59 on New Year's Eve in Bekasi, and one second later.
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        # By UTC the year turns seven hours later; the office doesn't notice.
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2027, 1, 1, 0, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 29, 16, 59, 59, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_turn_of_the_day(utc, expected):
    assert today_at(utc) == expected


@given(st.datetimes(datetime(2013, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)))
def test_always_seven_hours_ahead(moment):
    assert today_at(moment) == moment.astimezone(WIB).date()
