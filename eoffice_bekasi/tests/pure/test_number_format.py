"""The text of a letter's number."""

from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.number_format import (
    PLACEHOLDERS,
    AmbiguousPattern,
    PatternError,
    check_pattern,
    format_number,
    may_print_the_same,
    roman,
    used_placeholders,
)

#: What a pattern is made of: placeholders, and text that has no braces.
PARTS = st.sampled_from([f"{{{name}}}" for name in PLACEHOLDERS] + ["{urut:03d}", "{urut:05d}"])
TEXT = st.text("ABCabc019./- ", max_size=4)
PATTERNS = st.lists(st.one_of(PARTS, TEXT), max_size=8).map("".join)
VALUES = st.fixed_dictionaries(
    {
        "klas": st.text("0123456789.", min_size=1, max_size=10),
        "unit": st.text("ABCDkes-", max_size=8),
        "jenis": st.text("ABCD", max_size=4),
        "register": st.text("AB1/", max_size=3),
        "date": st.dates(date(2013, 1, 1), date(2099, 12, 31)),
    }
)
RUNNING = st.integers(1, 99999)
VALUE = {"klas": "1", "unit": "", "jenis": "", "register": "", "date": date(2026, 1, 1)}
#: Few and short, so that texts often agree.
NUMBERED = st.lists(
    st.sampled_from(["{klas}", "{unit}", "{jenis}", "{register}", "{bulan}", "{tahun2}", "/", "1"]),
    max_size=3,
).flatmap(lambda parts: st.permutations([*parts, "{urut}"]).map("".join))
NEAR = st.fixed_dictionaries(
    {
        "klas": st.sampled_from(["1", "11", "1.1"]),
        "unit": st.sampled_from(["", "1", "A"]),
        "jenis": st.sampled_from(["A", "11"]),
        "register": st.sampled_from(["", "/1"]),
        "date": st.just(date(2011, 11, 11)),
    }
)
LOW = st.sampled_from([1, 11, 111])


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
@example("{urut}{urut}", VALUE, 1, 11)
@example("{urut}{urut:03d}", VALUE, 1, 10)
def test_two_running_numbers_never_give_one_text(pattern, values, first, second):
    assume(first != second and accepted(pattern))
    assert format_number(pattern, urut=first, **values) != format_number(
        pattern, urut=second, **values
    )


@given(PATTERNS, VALUES, RUNNING)
def test_an_accepted_pattern_always_formats(pattern, values, urut):
    assume(accepted(pattern))
    assert str(urut) in format_number(pattern, urut=urut, **values)


@given(NUMBERED, NEAR, NEAR, LOW, LOW)
@example("{klas}{urut}", VALUE | {"klas": "1"}, VALUE | {"klas": "11"}, 15, 5)
def test_whatever_klasifikasi_and_day_no_two_letters_get_one_text(
    pattern, values, other, first, second
):
    """Letters of one register, type and SKPD: all else may differ."""
    assume(first != second and accepted(pattern))
    other = {**values, "klas": other["klas"], "date": other["date"]}
    assert format_number(pattern, urut=first, **values) != format_number(
        pattern, urut=second, **other
    )


@given(PATTERNS)
def test_a_pattern_needs_the_running_number(pattern):
    assert "{urut" in pattern or not accepted(pattern)


@pytest.mark.parametrize("pattern", ["{klas}{urut}", "{urut}{klas}", "{urut}0{urut}"])
def test_the_running_number_must_be_told_from_its_neighbours(pattern):
    with pytest.raises(AmbiguousPattern):
        check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "{klas}/{urut}/{unit}",
        "{urut}/{klas}/{unit}",
        "{urut}",
        "{urut} TAHUN {tahun}",
        "{urut}{tahun}",
        "{klas}/Kep.{urut}-{unit}/{romawi}/{tahun}",
        "{klas}.{urut}",
        "{register}-{urut:03d}/{hari}{bulan}{tahun2}",
    ],
)
def test_patterns_of_the_field_are_accepted(pattern):
    assert accepted(pattern)


@given(NUMBERED, NUMBERED, NEAR, NEAR, LOW, LOW, st.booleans())
@example("{klas}/{urut}", "{urut}/{klas}", VALUE, VALUE | {"klas": "2"}, 2, 1, True)
@example("{urut}/A", "{urut}/{unit}", VALUE, VALUE | {"unit": "A"}, 1, 1, False)
def test_two_patterns_that_print_one_text_are_known(one, other, left, right, first, second, same):
    """Never a no where two letters do get one text."""
    assume(not (same and first == second))
    if format_number(one, urut=first, **left) == format_number(other, urut=second, **right):
        sides = [
            (pattern, {name: values[name] for name in ("unit", "jenis", "register")})
            for pattern, values in ((one, left), (other, right))
        ]
        assert may_print_the_same(*sides, one_register=same)
        assert may_print_the_same((one, {}), (other, {}), one_register=same)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("{klas}/{urut}/{unit}", "{klas}/{urut}/{unit}", "neither"),
        ("{klas}/{urut}/{unit}", "{klas}/{jenis}.{urut}/{unit}", "both"),
        ("{klas}/{urut}/{unit}", "{urut}/{klas}/{unit}", "no"),
        ("{klas}/{urut}/{unit}", "{klas}/{urut}/{unit}/{tahun}", "both"),
        ("{klas}/{urut}/{unit}", "{klas}/Kep.{urut}-{unit}/{romawi}/{tahun}", "both"),
        ("{klas}/{urut}/{unit}", "{klas}/{urut:03d}/{unit}", "neither"),
        ("{klas}/{urut}/{register}", "{klas}/{urut}/{unit}", "both"),
        ("{urut}/{tahun}", "{urut}/{bulan}{hari}", "neither"),
    ],
)
def test_which_patterns_can_be_told_apart(one, other, apart):
    """In registers of their own (neither, when only one counter keeps them apart), or never."""
    known = {"unit": "Setda", "jenis": "Kep", "register": "HK"}
    apart_by_text = not may_print_the_same((one, known), (other, known))
    apart_in_one = not may_print_the_same((one, known), (other, known), one_register=True)
    assert (apart_by_text, apart_in_one) == {
        "both": (True, True),
        "neither": (False, True),
        "no": (False, False),
    }[apart]


def test_used_placeholders():
    assert used_placeholders("{klas}/{urut:03d}/{tahun2}-tahun") == {"klas", "urut", "tahun2"}
