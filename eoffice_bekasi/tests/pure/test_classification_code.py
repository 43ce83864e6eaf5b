"""Codes of a klasifikasi: what they are part of, and what spreadsheets make of them."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.classification_code import (
    DECIMAL,
    DOTTED,
    FREE,
    ancestor_codes,
    fault,
    parent_code,
    split_codes,
)

DATA = Path(__file__).parents[2] / "data" / "eoffice.classification.csv"
RULES = {"scheme_78_2012": DECIMAL, "scheme_83_2022": DOTTED}
CODES = st.builds(
    lambda head, tail: ".".join([f"{head:03d}", *map(str, tail)]),
    st.integers(0, 999),
    st.lists(st.integers(0, 30), max_size=4),
)


class TestPlace:
    """Which code is above which."""

    @pytest.mark.parametrize(
        ("code", "rule", "above"),
        [
            ("000", DECIMAL, None),
            ("900", DECIMAL, None),
            ("040", DECIMAL, "000"),
            ("045", DECIMAL, "040"),
            ("005", DECIMAL, "000"),
            ("045.2", DECIMAL, "045"),
            ("045.2.10", DECIMAL, "045.2"),
            ("000", DOTTED, None),
            ("045", DOTTED, None),
            ("400.10", DOTTED, "400"),
            ("000.1.2.3", DOTTED, "000.1.2"),
            ("anything", FREE, None),
        ],
    )
    def test_parent(self, code, rule, above):
        assert parent_code(code, rule) == above

    def test_ancestors(self):
        assert ancestor_codes("045.2", DECIMAL) == ["045", "040", "000"]
        assert ancestor_codes("000.1.2", DOTTED) == ["000.1", "000"]

    @given(CODES, st.sampled_from([DECIMAL, DOTTED]))
    def test_every_way_up_ends_among_right_codes(self, code, rule):
        way = ancestor_codes(code, rule)
        assert len(set(way) | {code}) == len(way) + 1
        assert all(fault(one, rule) is None for one in way)
        top = (way or [code])[-1]
        assert "." not in top
        assert rule == DOTTED or top.endswith("00")

    @given(CODES)
    def test_points_go_before_figures(self, code):
        assert parent_code(f"{code}.1", DECIMAL) == parent_code(f"{code}.1", DOTTED) == code

    def test_the_data_hang_where_their_codes_say(self):
        """Each row is below the nearest code that its list has."""
        with DATA.open() as file:
            rows = {row["id"]: row for row in csv.DictReader(file)}
        codes = {(row["scheme_id/id"], row["code"]): key for key, row in rows.items()}
        assert len(codes) == len(rows) == 126
        for row in rows.values():
            scheme = row["scheme_id/id"]
            assert fault(row["code"], RULES[scheme]) is None
            way = ancestor_codes(row["code"], RULES[scheme])
            nearest = next((codes[scheme, code] for code in way if (scheme, code) in codes), "")
            assert row["parent_id/id"] == nearest, row["code"]


class TestFaults:
    """What is no code, and why."""

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            ("005", None),
            ("400.10", None),
            ("5", "short"),
            ("45.2", "short"),
            ("400,7", "comma"),
            ("400,7,1", "comma"),
            ("400.", "shape"),
            (".7", "shape"),
            ("4000", "shape"),
            ("400.7a", "shape"),
            ("40٠", "shape"),
            ("400.7\n", "shape"),
            ("", "shape"),
        ],
    )
    def test_reason(self, code, reason):
        assert fault(code, DOTTED) == fault(code, DECIMAL) == reason

    @given(st.text())
    def test_free_codes_have_none(self, text):
        assert fault(text, FREE) is None

    @given(CODES)
    def test_what_a_spreadsheet_makes_of_a_code_with_leading_zeros(self, code):
        if code.startswith("0"):
            assert fault(code.lstrip("0") or "0", DOTTED) in ("short", "shape")


def test_several_in_one_cell():
    assert split_codes(" 400.7, 400.8;400.7\n000 ") == ["400.7", "400.8", "000"]
    assert split_codes(None) == []
