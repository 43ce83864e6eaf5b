"""Codes of one-time letters are long enough and forgive how they are typed."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.one_time_code import CODE, grouped, new_code, normalise


def test_fresh():
    codes = {new_code() for _number in range(200)}
    assert len(codes) == 200
    assert all(CODE.fullmatch(code) for code in codes)


def test_typed_as_people_type():
    code = "ABCDEFGHIJKLMNOB"
    assert grouped(code) == "ABCD-EFGH-IJKL-MNOB"
    assert normalise(grouped(code)) == code
    assert normalise(" abcd efgh 1jkl mn08 ") == code


@given(st.text())
def test_anything_else_is_none(text):
    assert normalise(text) is None or CODE.fullmatch(normalise(text))
