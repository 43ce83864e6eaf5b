"""Wrong passwords: few are forgiven, many make one wait, and nobody waits for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.login_budget import Budget, address_key

BUDGET = Budget(free=5, first=60, longest=3600, leak=900)
budgets = st.builds(
    Budget,
    free=st.integers(1, 100),
    first=st.integers(1, 600),
    longest=st.integers(600, 7200),
    leak=st.integers(1, 3600),
)


def test_growth():
    assert [BUDGET.cooldown(failures) for failures in range(4, 13)] == [
        *(0, 60, 120, 240, 480, 960, 1920, 3600, 3600)
    ]


def test_a_few_seconds_between_failures_save_nobody():
    failures = 0
    for _attempt in range(5):
        failures = BUDGET.left(failures, 3) + 1
    assert BUDGET.cooldown(failures) == 60


@given(budgets, st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_failures_never_wait_less(budget, one, other):
    low, high = sorted((one, other))
    assert budget.cooldown(low) <= budget.cooldown(high) <= budget.longest


@given(budgets, st.floats(0, 1000), st.floats(0, 1e7))
def test_time_forgets(budget, failures, elapsed):
    left = budget.left(failures, elapsed)
    assert 0 <= left <= failures
    assert budget.left(failures, failures * budget.leak) == pytest.approx(0, abs=1e-6)


@given(budgets, st.integers(1, 400))
def test_an_attacker_who_never_stops_gets_few_tries(budget, hours):
    """Who tries again as soon as he may gets no more tries than leak out, besides the first."""
    failures, now, tries = 0.0, 0.0, 0
    end = hours * 3600
    while now < end and tries < 5000:
        failures += 1
        tries += 1
        wait = max(1, budget.cooldown(failures))
        now += wait
        failures = budget.left(failures, wait)
    assert tries <= budget.free + now / min(budget.leak, budget.longest) + now / budget.first + 2


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", ""),
        (None, ""),
    ],
)
def test_address(address, key):
    assert address_key(address) == key
