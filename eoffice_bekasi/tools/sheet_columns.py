"""Columns of a file to import, and what their cells mean.

A cell comes as text, or as a date where the spreadsheet has one. Text that was a number in the
spreadsheet begins with ``NUMBER``: a number has lost what a code may not lose, leading zeros,
trailing zeros after the point, and all digits after the fifteenth.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from .nip import NipError, parse_nip

#: Stands invisibly before the text of a cell that was a number (U+2060, word joiner).
NUMBER = "\u2060"
#: A row with a code that begins so is an example of the template and is left out.
EXAMPLE = "CONTOH"
YES = frozenset({"ya", "y", "yes", "true", "1", "x", "v", "✓", "benar"})
NO = frozenset({"", "tidak", "t", "n", "no", "false", "0", "-", "salah"})
_SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+")
_DATE = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")


class CellError(ValueError):
    """A cell that can't be read; the argument says why, in one of the words of ``REASONS``."""

    REASONS = (
        *("number", "digits_lost", "date_in_text", "formula", "not_a_date", "not_a_flag"),
        *(
            "not_a_choice",
            "not_a_number",
            "nip_length",
            "nip_birth",
            "nip_appointment",
            "nip_sex",
            "nip_serial",
        ),
    )


@dataclass(frozen=True)
class Column:
    """One column: its name in code, its heading, what stands in it and how it is explained."""

    name: str
    heading: str
    kind: str = "text"  # text, code, nip, date, flag, choice, number
    note: str = ""
    required: bool = False
    #: For a choice: pairs of the value and what may be written for it.
    choices: tuple = ()
    examples: tuple = ()

    def parse(self, cell):
        """Return the value of a cell: text, True or False, a date, a value of the choices; or None.

        :param cell: text, ``datetime.date`` or ``datetime.datetime``
        :return: None for an empty cell, except for a flag, where it is False
        :raise CellError: when the cell can't be read as what the column holds
        """
        if isinstance(cell, str):
            cell = cell.strip()
            if cell.startswith("#") and cell.endswith(("!", "?", "/A")):
                raise CellError("formula")
        if not cell:
            return False if self.kind == "flag" else None
        return getattr(self, f"_parse_{self.kind}")(cell)

    def _parse_text(self, cell):
        return _text(cell) or None

    def _parse_code(self, cell):
        if isinstance(cell, str) and cell.startswith(NUMBER):
            raise CellError("number")
        text = _text(cell)
        if _SCIENTIFIC.fullmatch(text):
            raise CellError("digits_lost")
        return text.removeprefix("'").strip() or None

    def _parse_nip(self, cell):
        text = _text(cell)
        if str(cell).startswith(NUMBER) or _SCIENTIFIC.fullmatch(text):
            raise CellError("digits_lost")
        try:
            return parse_nip(text)
        except NipError as error:
            raise CellError(f"nip_{error}") from None

    def _parse_date(self, cell):
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        try:
            return _date(cell)
        except ValueError:
            raise CellError("not_a_date") from None

    def _parse_number(self, cell):
        text = _text(cell)
        if not (text.isascii() and text.isdecimal()):
            raise CellError("not_a_number")
        return int(text)

    def _parse_flag(self, cell):
        word = _text(cell).casefold()
        if word in YES:
            return True
        if word in NO:
            return False
        raise CellError("not_a_flag")

    def _parse_choice(self, cell):
        word = _text(cell).casefold()
        for value, names in self.choices:
            if word in (value, *(name.casefold() for name in names)):
                return value
        raise CellError("not_a_choice")


def _date(cell):
    if found := _ISO_DATE.fullmatch(cell):
        return date(*map(int, found.groups()))
    if found := _DATE.fullmatch(cell):
        return date(*map(int, reversed(found.groups())))
    raise ValueError(cell)


def _text(cell):
    if not isinstance(cell, str):
        raise CellError("date_in_text")
    return " ".join(cell.removeprefix(NUMBER).replace("\xa0", " ").split())


def is_example(cell):
    """Whether a cell says that its row is the template's example."""
    return isinstance(cell, str) and cell.strip().upper().startswith(EXAMPLE)
