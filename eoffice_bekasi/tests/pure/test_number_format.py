"""The text of a letter's number."""

from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.number_format import (
    PLACEHOLDERS,
    PatternError,
    check_pattern,
    format_number,
    roman,
)

#: What a pattern is made of: placeholders, and text that has no braces.
PARTS = st.sampled_from([f"{{{name}}}" for name in PLACEHOLDERS] + ["{urut:03d}", "{urut:05d}"])
TEXT = st.text("ABCabc019./- ", max_size=4)
PATTERNS = st.lists(st.one_of(PARTS, TEXT), max_size=8).map("".join)
VALUES = st.fixed_dictionaries(
    {
        "klas": st.text("0123456789.", max_size=10),
        "unit": st.text("ABCDkes-", max_size=8),
        "jenis": st.text("ABCD", max_size=4),
        "date": st.dates(date(2013, 1, 1), date(2099, 12, 31)),
    }
)
RUNNING = st.integers(1, 99999)


def accepted(pattern):
    """Say whether ``check_pattern`` lets a pattern through."""
    try:
        check_pattern(pattern)
    except PatternError:
        return False
    return True


def test_roman_months():
    expected = "I II III IV V VI VII VIII IX X XI XII".split()
    assert [roman(month) for month in range(1, 13)] == expected


@given(st.integers().filter(lambda month: not 1 <= month <= 12))
def test_roman_refuses_what_is_no_month(month):
    with pytest.raises(ValueError, match=str(month)):
        roman(month)


def test_number_as_the_regulation_writes_it():
    number = format_number(
        "{klas}/{urut:03d}/{unit}/{romawi}/{tahun}",
        klas="005",
        urut=7,
        unit="Dinkes",
        jenis="SD",
        date=date(2026, 9, 1),
    )
    assert number == "005/007/Dinkes/IX/2026"


@given(PATTERNS, VALUES, RUNNING, RUNNING)
@example("{urut}{urut}", {"klas": "", "unit": "", "jenis": "", "date": date(2026, 1, 1)}, 1, 11)
@example("{urut}{urut:03d}", {"klas": "", "unit": "", "jenis": "", "date": date(2026, 1, 1)}, 1, 10)
def test_two_running_numbers_never_give_one_text(pattern, values, first, second):
    assume(first != second and accepted(pattern))
    assert format_number(pattern, urut=first, **values) != format_number(
        pattern, urut=second, **values
    )


@given(PATTERNS, VALUES, RUNNING)
def test_an_accepted_pattern_always_formats(pattern, values, urut):
    assume(accepted(pattern))
    assert str(urut) in format_number(pattern, urut=urut, **values)


@given(PATTERNS)
def test_a_pattern_needs_the_running_number(pattern):
    assert accepted(pattern) == ("{urut" in pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "{urut}/{bogus}",
        "{urut}/{klas!r}",
        "{urut!s}",
        "{urut:x}",
        "{urut:00d}",
        "{urut:3d}",
        "{klas:03d}/{urut}",
        "{urut",
        "urut}",
        "{}",
        "{0}/{urut}",
        "{urut}/{unit.__class__}",
        "{urut}/{unit[0]}",
        "{{urut}}",
        "",
    ],
)
def test_refused_patterns(pattern):
    with pytest.raises(PatternError):
        check_pattern(pattern)


@given(VALUES, RUNNING)
def test_the_code_stays_text(values, urut):
    """005 must not become 5, and a code is never read as a pattern."""
    number = format_number("{klas}|{urut}", urut=urut, **(values | {"klas": "005{unit}"}))
    assert number == f"005{{unit}}|{urut}"
