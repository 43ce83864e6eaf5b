"""What stands at "Lampiran" is counted in figures and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.attachment_note import attachment_note, in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (45, "empat puluh lima"),
    ],
)
def test_words(number, words):
    assert in_words(number) == words


@given(st.integers(0, 99), st.integers(0, 99))
def test_different_numbers_read_differently(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)


def test_note():
    assert attachment_note(0) == ""
    assert attachment_note(1) == "1 (satu) berkas"
    assert attachment_note(120) == "120 berkas"
