"""What attachments are called, and in which order they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.attachment_label import (
    attachment_labels,
    in_order,
    roman,
)


def test_labels():
    assert attachment_labels(0) == []
    assert attachment_labels(1) == ["Lampiran"]
    assert attachment_labels(4)[-1] == "Lampiran IV"
    assert roman(49) == "XLIX"
    with pytest.raises(ValueError):
        roman(0)


@given(st.integers(1, 399), st.integers(1, 399))
def test_different_numbers_have_different_numerals(one, other):
    assert (roman(one) == roman(other)) == (one == other)


def test_order():
    assert in_order([1, 2, 3], [3, 9, 1]) == [3, 1, 2]
    assert in_order([1, 2], None) == [1, 2]


@given(st.lists(st.integers(), unique=True), st.lists(st.integers(), unique=True))
def test_nothing_is_lost_or_doubled(ids, order):
    assert sorted(in_order(ids, order)) == sorted(ids)
