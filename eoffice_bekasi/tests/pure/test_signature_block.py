"""What prints above and below a signature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.signature_block import (
    CAPACITY_PREFIX,
    WITHOUT_NIP,
    full_name,
    signature_block,
    signature_lines,
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


WALI_KOTA, SEKDA, ASISTEN = "WALI KOTA BEKASI", "SEKRETARIS DAERAH", "ASISTEN ADMINISTRASI UMUM"


@pytest.mark.parametrize(
    ("office", "on_behalf", "lines"),
    [
        (SEKDA, (), ["SEKRETARIS DAERAH,"]),
        (SEKDA, (WALI_KOTA,), ["a.n. WALI KOTA BEKASI", "SEKRETARIS DAERAH,"]),
        (
            ASISTEN,
            (WALI_KOTA, SEKDA),
            ["a.n. WALI KOTA BEKASI", "SEKRETARIS DAERAH", "u.b.", "ASISTEN ADMINISTRASI UMUM,"],
        ),
    ],
)
def test_on_behalf_of_those_above(office, on_behalf, lines):
    assert signature_lines(office, on_behalf=on_behalf) == lines


@pytest.mark.parametrize("capacity", ["plt", "plh", "pj"])
def test_never_a_prefix_with_on_behalf(capacity):
    for on_behalf in ((WALI_KOTA,), (WALI_KOTA, SEKDA)):
        with pytest.raises(ValueError, match="never with"):
            signature_lines(ASISTEN, capacity, on_behalf)


def test_there_is_no_third_level():
    with pytest.raises(ValueError, match="no third"):
        signature_lines(OFFICE, on_behalf=(WALI_KOTA, SEKDA, ASISTEN))


def test_on_behalf_the_name_is_of_who_signs():
    """A.n. Wali Kota the asisten prints his own NIP: only his own rank could leave it out."""
    block = signature_block(
        ASISTEN, "definitif", ANI, print_titles=True, print_nip=True, on_behalf=(WALI_KOTA, SEKDA)
    )
    assert (block["name"], block["nip"]) == ("dr. Ani Rahma, M.Kes.", ANI["nip"])
    block = signature_block(
        SEKDA,
        "definitif",
        ANI,
        print_titles=True,
        print_nip=True,
        rank="sekda",
        on_behalf=(WALI_KOTA,),
    )
    assert block["nip"] == ""


@given(st.lists(st.text("ABC ", min_size=1), max_size=2), st.text("ABC ", min_size=1))
def test_one_comma_at_the_very_end(on_behalf, office):
    lines = signature_lines(office, on_behalf=on_behalf)
    assert lines[-1] == f"{office},"
    assert not any("," in line for line in lines[:-1])
    assert lines.count("u.b.") == (len(on_behalf) == 2)
    assert [line.startswith("a.n. ") for line in lines] == [bool(on_behalf)] * bool(on_behalf) + [
        False
    ] * (len(lines) - bool(on_behalf))
