"""A pile is parted at separator sheets and blank sheets; no page is lost; a code can't be forged."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi_scan.tools.separator import make_code, read_code, split

PAGE, BLANK, SHEET = "page", "blank", 0


def sign(text):
    return hmac.new(b"of the office", text.encode(), hashlib.sha256).digest()


def parted(*kinds, **options):
    """Return the letters as lists of places, from 0."""
    groups, _aside = split(list(enumerate(kinds)), **options)
    return [group.pages for group in groups]


class TestCode:
    @given(st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1))
    def test_what_was_made_is_read(self, tray, letter):
        assert read_code(make_code(tray, letter, sign), sign) == (tray, letter)

    def test_another_letter_needs_another_seal(self):
        code = make_code(4, 0, sign)
        assert read_code(code.replace(":0:", ":17:"), sign) is None
        assert read_code(code.replace(":4:", ":5:"), sign) is None

    def test_another_office_has_another_secret(self):
        assert read_code(make_code(4, 7, lambda text: b"x" * 32), sign) is None

    @given(st.text())
    def test_whatever_a_letter_has_in_its_qr(self, text):
        assert read_code(text, sign) is None

    def test_only_signs_of_the_dense_mode(self):
        assert set(make_code(123, 456, sign)) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:")


class TestSplit:
    def test_each_sheet_begins_a_letter(self):
        assert parted(SHEET, PAGE, PAGE, SHEET, PAGE) == [[1, 2], [4]]

    def test_pages_before_the_first_sheet_are_a_letter(self):
        assert parted(PAGE, SHEET, PAGE) == [[0], [2]]

    def test_a_sheet_tells_the_letter_that_follows(self):
        groups, aside = split([(1, 55), (2, PAGE), (3, SHEET), (4, PAGE)])
        assert [(group.letter, group.pages) for group in groups] == [(55, [2]), (0, [4])]
        assert aside == {1: "separator", 3: "separator"}

    def test_blank_backs_beside_sheets_part_nothing(self):
        assert parted(SHEET, BLANK, PAGE, BLANK, PAGE, BLANK) == [[2, 4]]

    def test_single_blank_pages_part(self):
        assert parted(PAGE, PAGE, BLANK, PAGE) == [[0, 1], [3]]

    def test_blank_backs_of_sheets_part_nothing(self):
        assert parted(PAGE, BLANK, PAGE, PAGE, PAGE, BLANK) == [[0, 2, 3, 4]]

    def test_a_blank_sheet_parts_where_backs_are_scanned_too(self):
        assert parted(PAGE, BLANK, BLANK, BLANK, PAGE, PAGE) == [[0], [4, 5]]

    def test_where_blank_pages_part_nothing(self):
        assert parted(PAGE, PAGE, BLANK, PAGE, by_blank=False) == [[0, 1, 3]]

    def test_nothing_but_blank_pages_is_for_a_person_to_look_at(self):
        assert split([(1, BLANK), (2, BLANK)])[0][0].pages == [1, 2]
        assert split([(1, BLANK)])[1] == {}

    @given(st.lists(st.sampled_from([PAGE, BLANK, SHEET, 9])))
    def test_no_page_is_lost_and_none_is_double(self, kinds):
        groups, aside = split(list(enumerate(kinds)))
        pages = [page for group in groups for page in group.pages]
        assert sorted([*pages, *aside]) == list(range(len(kinds)))
        assert not any(kinds[page] == PAGE for page in aside)
