"""For which jabatan an account may act, and how far."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.seats import (
    ACTS,
    NEVER_ASSISTANT,
    Letter,
    Scope,
    Seat,
    Seats,
)

IDS = st.one_of(st.none(), st.frozensets(st.integers(1, 3), min_size=1))
SCOPES = st.builds(Scope, IDS, IDS)
SOME_ACTS = st.frozensets(st.sampled_from(sorted(ACTS)), min_size=1)
SEATS = st.builds(
    Seat,
    jabatan_id=st.integers(1, 3),
    capacity=st.just("plh"),
    source=st.sampled_from(["assignment", "delegation", "assistant"]),
    acts=SOME_ACTS,
    secret=st.booleans(),
    scope=SCOPES,
    taken=st.lists(st.tuples(SOME_ACTS, SCOPES), max_size=2).map(tuple),
)
LETTERS = st.builds(Letter, st.integers(1, 4), st.integers(1, 4), st.booleans())


@given(SEATS, LETTERS, SOME_ACTS)
def test_always_and_ever_bound_what_is_allowed(seat, letter, acts):
    if seat.always(acts):
        assert seat.allows(acts, letter)
    if seat.allows(acts, letter):
        assert seat.ever(acts)
    if not seat.limited and seat.ever(acts):
        assert seat.allows(acts, letter)


@given(SCOPES, LETTERS, SOME_ACTS)
def test_an_act_is_one_persons_at_a_time(scope, letter, acts):
    """What a Plh. carries, the one he stands in for does not; the rest stays with him."""
    away = Seat(1, "definitif", acts=ACTS, taken=((acts, scope),))
    carries = Seat(1, "plh", "delegation", acts=acts, scope=scope)
    for act in ACTS:
        both = (away.allows((act,), letter), carries.allows((act,), letter))
        assert sum(both) == 1, act


def test_a_limited_delegation_covers_its_letters_only():
    seat = Seat(7, "plh", "delegation", scope=Scope(type_ids=frozenset({4})))
    assert seat.allows(("sign",), Letter(type_id=4))
    assert not seat.allows(("sign",), Letter(type_id=5))
    assert not seat.always(("sign",))
    assert seat.ever(("sign",))


def test_an_assistant_does_not_open_secret_letters():
    seat = Seat(7, "assistant", "assistant", acts=frozenset({"read", "draft"}), secret=False)
    assert seat.allows(("read",), Letter())
    assert not seat.allows(("read",), Letter(secret=True))
    assert not any(seat.ever((act,)) for act in NEVER_ASSISTANT)


def test_an_own_seat_speaks_before_a_lent_one():
    lent = Seat(1, "assistant", "assistant", acts=frozenset({"read"}))
    own = Seat(1, "definitif")
    other = Seat(2, "plh", "delegation")
    seats = Seats([lent, other, own])
    assert seats.of(1) is own
    assert seats.ids() == (1, 2)
    assert seats.ids("sign") == (1, 2)
    assert Seats([lent]).ids("sign") == ()
    assert seats.find(3) is None
