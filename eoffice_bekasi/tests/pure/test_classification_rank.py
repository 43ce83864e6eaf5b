"""Which klasifikasi fits a subject best."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.classification_rank import rank, words_of

letters = st.lists(st.tuples(st.integers(1, 9), st.text(max_size=40)), max_size=20)


def first(*args):
    return rank(*args)[0][0]


class TestWords:
    def test_only_those_that_say_something(self):
        assert words_of("Undangan Rapat Koordinasi dengan Camat tahun 2026") == {
            *("undangan", "rapat", "koordinasi", "camat")
        }

    def test_nothing(self):
        assert words_of(None) == frozenset()


class TestRank:
    def test_own_letters_with_the_same_words_go_first(self):
        own = [(1, "Pengadaan meja"), (2, "Jadwal imunisasi")]
        assert first("Imunisasi campak", own, [], []) == 2

    def test_without_words_the_code_used_last(self):
        assert first("", [(3, "Apa saja"), (4, "Lain")], [], []) == 3

    def test_the_skpd_before_nothing(self):
        assert first("Imunisasi campak", [], [(5, "Imunisasi polio")], []) == 5

    def test_the_name(self):
        assert (
            first(
                "Kunjungan perpustakaan", [], [], [(6, "Perpustakaan"), (7, "Kunjungan tamu asing")]
            )
            == 6
        )

    @given(st.text(max_size=40), letters, letters, letters)
    def test_each_code_once_best_first(self, subject, own, skpd, named):
        ranked = rank(subject, own, skpd, named)
        codes = [code for code, _points in ranked]
        points = [value for _code, value in ranked]
        assert len(codes) == len(set(codes))
        assert points == sorted(points, reverse=True)
        assert all(value > 0 for value in points)
        assert {code for code, _text in own} <= set(codes)
