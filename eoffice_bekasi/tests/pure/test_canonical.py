"""One text for one content, so that a digest of it means something."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.canonical import canonical_json, sha256_hex

LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text())
PAYLOADS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=20,
)


def shuffled(value):
    """Return the same content with the keys of each dict in the opposite order."""
    if isinstance(value, dict):
        return {key: shuffled(inner) for key, inner in reversed(value.items())}
    if isinstance(value, list):
        return [shuffled(inner) for inner in value]
    return value


@given(PAYLOADS)
def test_the_order_of_keys_does_not_matter(payload):
    assert canonical_json(shuffled(payload)) == canonical_json(payload)


@given(PAYLOADS)
def test_nothing_is_lost(payload):
    assert json.loads(canonical_json(payload)) == payload


@given(PAYLOADS, PAYLOADS)
def test_different_contents_give_different_texts(one, other):
    # JSON keeps True and 1 apart, which Python's == does not.
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (canonical_json(one) == canonical_json(other)) == same


def test_text_as_it_is_stored():
    assert canonical_json({"b": [1, None], "a": "Kelurahan “Jatiasih” é"}) == (
        '{"a":"Kelurahan “Jatiasih” é","b":[1,null]}'
    )


@given(st.text())
def test_digest_of_text_is_that_of_its_bytes(text):
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert sha256_hex(text) == sha256_hex(text.encode()) == expected
