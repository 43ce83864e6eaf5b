"""What prints above and below a signature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.signature_block import (
    CAPACITY_PREFIX,
    WITHOUT_NIP,
    full_name,
    signature_block,
)

NAMES = st.text("abc ABC.'", min_size=1, max_size=20)
MAYBE = st.one_of(st.none(), st.just(""), NAMES)
PERSONS = st.fixed_dictionaries(
    {"name": NAMES, "front": MAYBE, "back": MAYBE, "pangkat": MAYBE, "nip": MAYBE}
)
OFFICE = "KEPALA DINAS KESEHATAN"
ANI = {
    "name": "Ani Rahma",
    "front": "dr.",
    "back": "M.Kes.",
    "pangkat": "Pembina Utama Muda",
    "nip": "197001011998031001",
}


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("dr.", "M.Kes.", "dr. Ani Rahma, M.Kes."),
        ("", "M.Kes.", "Ani Rahma, M.Kes."),
        ("dr.", None, "dr. Ani Rahma"),
        (None, "", "Ani Rahma"),
    ],
)
def test_full_name(front, back, expected):
    assert full_name("Ani Rahma", front, back) == expected


def test_full_name_without_titles():
    assert full_name("Ani Rahma", "dr.", "M.Kes.", with_titles=False) == "Ani Rahma"


def test_a_head_of_a_dinas():
    assert signature_block(OFFICE, "definitif", ANI, print_titles=True, print_nip=True) == {
        "lines": ["KEPALA DINAS KESEHATAN,"],
        "name": "dr. Ani Rahma, M.Kes.",
        "pangkat": "Pembina Utama Muda",
        "nip": "197001011998031001",
    }


@pytest.mark.parametrize(
    ("capacity", "line"),
    [
        ("definitif", "KEPALA DINAS KESEHATAN,"),
        ("plt", "Plt. KEPALA DINAS KESEHATAN,"),
        ("plh", "Plh. KEPALA DINAS KESEHATAN,"),
        ("pj", "Pj. KEPALA DINAS KESEHATAN,"),
    ],
)
def test_the_capacity_prints_before_the_office(capacity, line):
    block = signature_block(OFFICE, capacity, ANI, print_titles=True, print_nip=True)
    assert block["lines"] == [line]


@given(PERSONS, st.sampled_from(sorted(CAPACITY_PREFIX)), st.booleans())
def test_heads_of_the_region_print_no_nip(person, capacity, titles):
    for rank in WITHOUT_NIP:
        block = signature_block(
            "WALI KOTA", capacity, person, print_titles=titles, print_nip=True, rank=rank
        )
        assert (block["pangkat"], block["nip"]) == ("", "")


@given(PERSONS, st.sampled_from(sorted(CAPACITY_PREFIX)), st.booleans(), st.booleans())
def test_only_texts_print(person, capacity, titles, nip):
    """An empty field prints nothing: no None, no False, no comma left over."""
    block = signature_block(OFFICE, capacity, person, print_titles=titles, print_nip=nip)
    assert all(isinstance(text, str) for text in [*block["lines"], *list(block.values())[1:]])
    assert person["name"] in block["name"]
    assert (block["name"] == person["name"]) == (
        not titles or not (person["front"] or person["back"])
    )
    assert block["nip"] == ((person["nip"] or "") if nip else "")
