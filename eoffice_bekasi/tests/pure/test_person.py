"""Names, NIP and lists as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.person import (
    Person,
    clean_nip,
    propose_login,
    read_list,
    split_titles,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dr. H. Budi Santoso, S.H., M.Si.", ("Dr. H.", "Budi Santoso", "S.H., M.Si.")),
        ("drg. Maya  Larasati", ("drg.", "Maya Larasati", "")),
        ("Ir Joko Widodo", ("Ir", "Joko Widodo", "")),
        ("Siti", ("", "Siti", "")),
        ("Dra.", ("", "Dra.", "")),
        ("", ("", "", "")),
    ],
)
def test_titles(text, parts):
    assert split_titles(text) == parts


def test_nip():
    assert clean_nip("19700101 199803 1 001") == "197001011998031001"


def test_list_with_headings_in_another_order():
    text = "Jabatan\tNIP\tNama\n\nKepala Seksi\t123\tBudi\nStaf\t\tSiti\n"
    assert read_list(text) == [
        Person(name="Budi", nip="123", jabatan="Kepala Seksi"),
        Person(name="Siti", jabatan="Staf"),
    ]


def test_list_without_headings():
    assert read_list('"Budi, S.H."; 1 2 ;budi@example.id;Staf\nSiti') == [
        Person("Budi, S.H.", "1 2", "budi@example.id", "Staf"),
        Person("Siti"),
    ]


@given(st.text())
def test_any_text_is_read(text):
    assert all(isinstance(person, Person) for person in read_list(text))


@pytest.mark.parametrize(
    ("pattern", "login"),
    [
        ("{first}.{last}", "budi.santoso"),
        ("{name}.{unit}", "budi.eko.santoso.dinkes"),
        ("{nip}", "197001011998031001"),
        ("{unknown}", "budi.eko.santoso"),
        ("{first", "budi.eko.santoso"),
        ("", "budi.eko.santoso"),
        ("{0}", "budi.eko.santoso"),
        ("{first.real}", "budi.eko.santoso"),
    ],
)
def test_patterns(pattern, login):
    assert (
        propose_login(pattern, name="Budi Eko Santoso", nip="19700101 199803 1 001", unit="Dinkes")
        == login
    )


def test_one_word_and_accents():
    assert propose_login("{first}.{last}", name="Nurul") == "nurul"
    assert propose_login("{first}.{last}", name="Zoë Ma'ruf") == "zoe.maruf"


@given(st.text(), st.lists(st.sampled_from(["a", "a2", "a3", "a4"])))
def test_never_one_that_is_taken(name, taken):
    assert propose_login("{first}", name=f"a {name}", taken=taken) not in taken
