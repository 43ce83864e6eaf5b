from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.number_ranges import number_ranges


def test_runs_are_joined_from_three_on():
    assert number_ranges([9, 4, 8, 7]) == "4, 7\N{EN DASH}9"
    assert number_ranges([1, 2]) == "1, 2"
    assert number_ranges([]) == ""


@given(st.sets(st.integers(1, 60)))
def test_it_says_each_number_and_no_other(numbers):
    said = set()
    for part in filter(None, number_ranges(numbers).split(", ")):
        first, _dash, last = part.partition("\N{EN DASH}")
        said |= set(range(int(first), int(last or first) + 1))
    assert said == numbers
