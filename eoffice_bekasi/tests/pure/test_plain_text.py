"""Two texts say the same when only their looks or their blanks differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.plain_text import plain_text, plain_values


class TestSame:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("<p>Jadwal imunisasi</p>", "<p><b>Jadwal</b> imunisasi</p>"),
            ("<p>Jadwal imunisasi</p>", "<p>Jadwal\n   imunisasi </p>"),
            ("<p>Jadwal imunisasi</p>", "<p>Jadwal&nbsp;imunisasi</p>"),
            ("<p>Jadwal</p><p>imunisasi</p>", "<p>Jadwal<br/>imunisasi</p>"),
            ("<p>Jad\u200bwal</p>", "<p>Jadwal</p>"),
            ("<p>imun<b>isasi</b></p>", "<p>imunisasi</p>"),
            ("<p><br></p>", ""),
            (False, None),
        ],
    )
    def test_looks_do_not_count(self, one, other):
        assert plain_text(one) == plain_text(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("<p>3 Desember</p>", "<p>4 Desember</p>"),
            ("<p>Jadwal</p><p>imunisasi</p>", "<p>Jadwalimunisasi</p>"),
            ("<td>1</td><td>2</td>", "<td>12</td>"),
            ('<img src="/a.png">', '<img src="/b.png">'),
            ("Rp 1.000", "Rp 1,000"),
            ("a &lt; b", "a b"),
        ],
    )
    def test_words_do(self, one, other):
        assert plain_text(one) != plain_text(other)

    @given(st.text())
    def test_once_is_enough(self, text):
        plain = plain_text(text.replace("<", "").replace("&", ""))
        assert plain_text(plain) == plain

    def test_in_what_is_nested(self):
        assert plain_values([{"value": "<p>a  b</p>", "n": 1}]) == [{"value": "a b", "n": 1}]
