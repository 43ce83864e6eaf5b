import pytest

from odoo.addons.eoffice_bekasi.tools.letter_number import number_key, quoted_numbers


@pytest.mark.parametrize(
    "typed",
    ["045/12/Dinkes", "45/12/DINKES", "045 / 0012 - Dinkes", " 045/12/Dinkes. ", "045.12.dinkes"],
)
def test_one_number_however_it_is_typed(typed):
    assert number_key(typed) == "45/12/DINKES"


def test_other_numbers_stay_apart():
    assert number_key("1/12/A") != number_key("11/2/A")
    assert number_key("100/1") != number_key("10/1")
    assert number_key("0/1") == "0/1"


@pytest.mark.parametrize("nothing", [None, "", " - ", "///"])
def test_nothing_to_compare(nothing):
    assert number_key(nothing) == ""


def test_numbers_quoted_in_a_text():
    text = """Menindaklanjuti surat Saudara Nomor : 400.7 / 0123 /Dinkes tanggal 17/7/2026,
    dan surat kami nomor B-12/KEMENKES/2026."""
    assert quoted_numbers(text) == ["400/7/123/DINKES", "B/12/KEMENKES/2026"]


def test_dates_and_fractions_are_no_numbers():
    assert quoted_numbers("17/7/2026 dan 1/2 halaman, dan/atau lainnya") == []
