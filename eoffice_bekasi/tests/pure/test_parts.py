"""Parts of a letter: numbering, codes and people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.parts import (
    LONGEST,
    PERSON,
    clean_people,
    code_of,
    diktum,
    labelled,
    letter,
    points_of,
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Menimbang", "menimbang"),
        ("Hari/tanggal", "hari_tanggal"),
        ("  Pihak  Kesatu: ", "pihak_kesatu"),
        ("Déwan", "dewan"),
        ("", ""),
    ],
)
def test_code_of_a_name(name, code):
    assert code_of(name) == code


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "KESATU"),
        (2, "KEDUA"),
        (9, "KESEMBILAN"),
        (10, "KESEPULUH"),
        (11, "KESEBELAS"),
        (12, "KEDUA BELAS"),
        (20, "KEDUA PULUH"),
        (31, "KETIGA PULUH SATU"),
        (99, "KESEMBILAN PULUH SEMBILAN"),
        (100, "KE-100"),
    ],
)
def test_diktum(number, word):
    assert diktum(number) == word


@pytest.mark.parametrize(
    ("number", "text"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz")]
)
def test_letter(number, text):
    assert letter(number) == text


@given(st.lists(st.integers(1, 5000), min_size=2, unique=True))
def test_no_two_points_have_one_label(numbers):
    assert len({letter(number) for number in numbers}) == len(numbers)
    assert len({diktum(number) for number in numbers}) == len(numbers)


def test_single_point_has_no_number_but_a_diktum_is_called():
    assert labelled(["x"], "number") == [{"label": "", "text": "x"}]
    assert labelled(["x"], "letter") == [{"label": "", "text": "x"}]
    assert labelled(["x"], "diktum") == [{"label": "KESATU", "text": "x"}]
    assert [one["label"] for one in labelled(["x", "y"], "letter")] == ["a.", "b."]


@given(st.text())
def test_points_say_what_was_written(text):
    points = points_of(text)
    assert all(point.strip() == point != "" for point in points)
    assert "".join("".join(points).split()) == "".join(text.split())


@given(st.lists(st.dictionaries(st.sampled_from(PERSON), st.text())))
def test_people_are_kept_as_they_are_and_once_is_enough(people):
    cleaned = clean_people(people)
    assert clean_people(cleaned) == cleaned
    assert all(set(one) == set(PERSON) and any(one.values()) for one in cleaned)
    assert all(len(text) <= LONGEST for one in cleaned for text in one.values())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_anything_else_is_refused_or_people(value):
    try:
        cleaned = clean_people(value)
    except ValueError:
        return
    assert all(isinstance(text, str) for one in cleaned for text in one.values())
