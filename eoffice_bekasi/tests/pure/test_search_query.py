import pytest

from odoo.addons.eoffice_bekasi.tools import search_query
from odoo.addons.eoffice_bekasi.tools.search_query import (
    is_open,
    marked,
    may_be_open,
    query_text,
    tokens,
)
from odoo.addons.eoffice_bekasi.tools.seats import ALL, Scope, Seat, Seats


def test_tokens_are_few_short_and_each_once():
    assert tokens("  rapat rapat\tsekolah ") == ["rapat", "sekolah"]
    assert tokens(None) == tokens(" \x00 ") == []
    assert len(tokens(" ".join(map(str, range(50))))) == search_query.MOST_WORDS
    assert len(tokens("a" * 5000)[0]) == search_query.LONGEST_WORD


@pytest.mark.parametrize(
    ("token", "open_end", "perhaps"),
    [
        ("rapat", False, False),
        ("rapat*", True, False),
        ("1234", False, False),
        ("1234/Din", False, True),
        ("a/b", False, False),
    ],
)
def test_open_ends(token, open_end, perhaps):
    assert (is_open(token), may_be_open(token)) == (open_end, perhaps)


def test_query_asks_for_all_words():
    found = [("rapat*", ["rapat"]), ("800/12/Dink", ["800", "12", "dink"])]
    assert query_text(found) == "'rapat':* & '800' & '12' & 'dink'"
    assert query_text(found, opened=may_be_open) == "'rapat' & '800' & '12' & 'dink':*"
    assert query_text([("a/1", ["a", "1"])], opened=may_be_open) == "'a' & '1'"
    assert query_text(found[1:], "=") == "'=800' & '=12' & '=dink'"
    assert query_text([]) == ""


def test_a_word_cannot_leave_its_quotes():
    assert query_text([("x", ["a'b\\"])]) == "'a''b\\\\'"


def test_seats():
    seats = Seats(
        [
            Seat(5, "definitif"),
            Seat(6, "assistant", source="assistant", acts=frozenset({"read"}), secret=False),
            Seat(7, "plh", acts=frozenset({"sign"})),
        ]
    )
    assert search_query.seats_text(seats, "c") == "'c5' | ('c6' & 'open')"
    assert search_query.seats_text(seats, "e", "<") == "'e5<' | ('e6<' & 'open')"
    assert search_query.seats_text(Seats(), "c") == ""


def test_seats_that_are_limited_to_types_or_units():
    only = Scope(type_ids=frozenset({1}))
    assert not search_query.in_scope_only(Seats([Seat(5, "definitif", secret=False)]))
    assert search_query.in_scope_only(Seats([Seat(5, "plh", scope=only)]))
    assert search_query.in_scope_only(
        Seats([Seat(5, "definitif", taken=((frozenset({"read"}), only),))])
    )
    assert not search_query.in_scope_only(
        Seats([Seat(5, "definitif", taken=((frozenset({"sign"}), ALL),))])
    )


def test_marks():
    assert marked("ada [rapat] besar, [rapat]", "[", "]") == [
        ["ada ", False],
        ["rapat", True],
        [" besar, ", False],
        ["rapat", True],
    ]
    assert marked("tanpa", "[", "]") == [["tanpa", False]]
