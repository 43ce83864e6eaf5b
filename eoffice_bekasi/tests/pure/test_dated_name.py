"""The name of a day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.dated_name import name_on

START = date(2013, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: START + timedelta(days))


def test_the_last_day_belongs_to_the_former_name():
    former = [(date(2016, 12, 31), "Dinas Tata Kota")]
    assert name_on("Dinas Tata Ruang", former, date(2016, 12, 31)) == "Dinas Tata Kota"
    assert name_on("Dinas Tata Ruang", former, date(2017, 1, 1)) == "Dinas Tata Ruang"


def test_without_former_names_it_was_always_called_so():
    assert name_on("Dinas Kesehatan", [], START) == "Dinas Kesehatan"


@given(st.lists(DAYS, unique=True, max_size=8), DAYS, st.randoms())
def test_as_a_diary_would_say(first_days, day, random):
    """The name is the one that the latest change up to the day gave it."""
    first_days.sort()
    names = [f"Nama {number}" for number in range(len(first_days) + 1)]
    former = [(first - timedelta(1), name) for first, name in zip(first_days, names, strict=False)]
    random.shuffle(former)
    expected = names[sum(first <= day for first in first_days)]
    assert name_on(names[-1], former, day) == expected
