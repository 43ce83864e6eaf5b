"""What a password must have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.password_rule import broken_rules, names_its_owner

RULES = {"minlength": 10, "lower": 1, "upper": 0, "numeric": 2, "special": 0}


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        ("kudalaut 42 hijau", []),
        ("kudalaut 4 hijau", ["numeric"]),
        ("a42", ["minlength"]),
        ("KUDALAUT 42", ["lower"]),
        ("", ["minlength", "lower", "numeric"]),
    ],
)
def test_rules(password, broken):
    assert broken_rules(password, RULES) == broken


@given(st.text(), st.integers(0, 3))
def test_as_many_as_asked_for(password, wanted):
    """password_security takes "3 digits" for "a digit"."""
    digits = sum(letter.isdigit() for letter in password)
    assert ("numeric" in broken_rules(password, {"numeric": wanted})) == (digits < wanted)


def test_names():
    names = ["kadis.kesehatan", "197208151995032004", "Maya"]
    assert names_its_owner("Kadis.Kesehatan1", names)
    assert names_its_owner("197208151995032004", names)
    assert names_its_owner("maya2026!", names)
    assert not names_its_owner("maya suka kopi tubruk", names)
    assert not names_its_owner("kuda laut hijau 42", [None, "", "ku"])
