import random

import pytest

from odoo.addons.eoffice_bekasi.tools.text_marks import BANDS, likeness, text_marks

WORDS = [f"kata{number}" for number in range(2000)]


def a_text(seed, length=200):
    dice = random.Random(seed)
    return [dice.choice(WORDS) for _word in range(length)]


def misread(words, share, seed):
    """Return the words with a share of them read wrongly."""
    dice = random.Random(seed)
    return [f"{word}x" if dice.random() < share else word for word in words]


def in_common(one, other):
    return len(set(text_marks(" ".join(one)).split()) & set(text_marks(" ".join(other)).split()))


def test_the_same_text_has_all_marks():
    words = a_text(1)
    assert in_common(words, words) == BANDS
    assert text_marks(" ".join(words).upper()) == text_marks(" , ".join(words))


def test_two_readings_of_a_page_have_a_mark_in_common():
    found = sum(
        in_common(a_text(seed), misread(a_text(seed), 0.03, seed)) > 0 for seed in range(40)
    )
    assert found >= 39


def test_letters_of_one_pattern_have_none():
    opening = a_text(0, 40)
    found = sum(
        in_common(opening + a_text(seed, 200), opening + a_text(seed + 500, 200)) > 0
        for seed in range(1, 40)
    )
    assert found <= 1


def test_likeness():
    words = a_text(1)
    assert likeness(" ".join(words), " ".join(words)) == 1
    assert 0.6 < likeness(" ".join(words), " ".join(misread(words, 0.05, 3))) < 1
    assert likeness(" ".join(words), " ".join(a_text(2))) < 0.05


@pytest.mark.parametrize("text", [None, "", "Surat masuk tanggal dua"])
def test_too_short_to_compare(text):
    assert text_marks(text) == ""
    assert likeness(text, text) == 0
