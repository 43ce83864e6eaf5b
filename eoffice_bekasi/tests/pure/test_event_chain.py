"""Whoever changes, drops, swaps or slips in an event breaks the chain, at that event."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.event_chain import START, chain_hash, first_break

DIGESTS = st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), min_size=2, max_size=12)


def chain(digests):
    """Return the links over events 1, 2, … with these digests."""
    links, previous = [], START
    for place, digest in enumerate(digests, 1):
        previous = chain_hash(previous, digest)
        links.append((place, place, previous, digest))
    return links


def test_link_is_sha256_over_both():
    assert chain_hash("a" * 64, "b" * 64) == hashlib.sha256(b"a" * 64 + b"b" * 64).hexdigest()


@given(DIGESTS)
def test_a_whole_chain_holds(digests):
    assert first_break(chain(digests)) == (len(digests), None)


def test_an_empty_chain_holds():
    assert first_break([]) == (0, None)


@given(DIGESTS, st.data())
def test_a_changed_event_is_found(digests, data):
    links = chain(digests)
    place = data.draw(st.integers(0, len(links) - 1))
    sequence, event_id, link, digest = links[place]
    links[place] = (sequence, event_id, link, digest[::-1] + "0")
    assert first_break(links) == (event_id, event_id)


@given(DIGESTS, st.data())
def test_a_removed_event_is_found(digests, data):
    links = chain(digests)
    place = data.draw(st.integers(0, len(links) - 1))
    sequence, event_id, link, _digest = links[place]
    links[place] = (sequence, event_id, link, None)
    assert first_break(links) == (event_id, event_id)


@given(DIGESTS, st.data())
def test_a_removed_link_is_found(digests, data):
    """All but the last: a chain cut short at its end is told by its length."""
    links = chain(digests)
    place = data.draw(st.integers(0, len(links) - 2))
    del links[place]
    assert first_break(links)[1] == place + 2


@given(DIGESTS, st.data())
def test_a_change_hidden_by_a_new_link_is_found_at_the_next(digests, data):
    """Whoever mends the link of the event he changed must mend all that follow."""
    links = chain(digests)
    place = data.draw(st.integers(0, len(links) - 2))
    sequence, event_id, _link, digest = links[place]
    previous = links[place - 1][2] if place else START
    forged = digest[::-1] + "0"
    links[place] = (sequence, event_id, chain_hash(previous, forged), forged)
    assert first_break(links)[1] == event_id + 1
