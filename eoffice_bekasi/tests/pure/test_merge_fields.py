"""Merge fields in the text of a letter."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.merge_fields import NAMES, fill, fill_frozen, unknown


def test_filled_where_known():
    assert fill("Nomor [[nomor]] dan [[ Hal ]]", {"nomor": "1/2"}) == "Nomor 1/2 dan [[ Hal ]]"
    assert fill("<p>[[hal]]</p>", {"hal": "A & <B>"}, html=True) == "<p>A &amp; &lt;B&gt;</p>"
    assert fill(None, {}) == ""


def test_what_is_filled_in_is_not_filled_again():
    assert fill("[[hal]]", {"hal": "[[nomor]]", "nomor": "9"}) == "[[nomor]]"


def test_all_that_is_frozen():
    frozen = {
        "subject": "Tentang [[skpd]]",
        "body": "<p>[[skpd]]</p>",
        "parts": [
            {"kind": "points", "value": [{"label": "1.", "text": "[[skpd]]"}]},
            {"kind": "text", "value": "<p>[[skpd]]</p>"},
            {"kind": "line", "value": "[[skpd]]"},
            {"kind": "people", "value": [{"name": "[[skpd]]"}]},
        ],
    }
    filled = fill_frozen(frozen, {"skpd": "Dinas A & B"})
    assert filled["subject"] == "Tentang Dinas A & B"
    assert filled["body"] == "<p>Dinas A &amp; B</p>"
    values = [part["value"] for part in filled["parts"]]
    assert values[0][0]["text"] == "Dinas A & B"
    assert values[1:3] == ["<p>Dinas A &amp; B</p>", "Dinas A & B"]
    assert values[3] == [{"name": "[[skpd]]"}]
    assert frozen["subject"] == "Tentang [[skpd]]"


def test_unknown_ones():
    assert unknown("[[nomor]] [[nomer]] [[nomer]] [[isi sendiri]]") == [
        "[[nomer]]",
        "[[isi sendiri]]",
    ]
    assert unknown("") == []


@given(st.text(max_size=60))
def test_text_without_fields_stays(text):
    if "[[" not in text:
        assert fill(text, dict.fromkeys(NAMES, "x")) == text
        assert unknown(text) == []
