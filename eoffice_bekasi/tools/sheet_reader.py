"""Reading a spreadsheet without losing what its cells say, row by row as the user sees them."""

import io
import zipfile
from datetime import datetime

from openpyxl import load_workbook

from .sheet_columns import NUMBER

#: What a file may unpack to. A city's 12,000 people take about 10 MB; a bomb takes gigabytes.
MAX_UNPACKED = 200_000_000
#: Digits that a spreadsheet keeps of a number.
_EXACT = 10**15


class SheetError(ValueError):
    """A file that can't be read: ``size``, or ``format``."""


def read_xlsx(data, sheet=None):
    """Return the names of the sheets, the name of the one that was read, and its rows.

    :param bytes data: the file
    :param str sheet: name of the sheet; the first when empty
    :return: tuple of list, str and list of rows; a row is a list of cells (text, date, datetime),
        empty rows included, so that the place of a row is its number less one
    :raise SheetError: when it is no XLSX or unpacks to too much
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise SheetError("size")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise SheetError("format") from error
    try:
        names = book.sheetnames
        sheet = sheet if sheet in names else names[0]
        rows = [[_cell(cell) for cell in row] for row in book[sheet].iter_rows()]
    finally:
        book.close()
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    return names, sheet, [row[:width] + [""] * (width - len(row)) for row in rows]


def _width(row):
    return max((place for place, cell in enumerate(row, 1) if cell), default=0)


def _cell(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime):
        return value if value.time().isoformat() != "00:00:00" else value.date()
    return value if isinstance(value, str) or hasattr(value, "year") else str(value)


def _number(value, shape):
    """Return a number's text; without the mark only where the cell shows exactly that text."""
    if value != int(value):
        return f"{NUMBER}{value!r}"
    if abs(value) >= _EXACT:
        return f"{NUMBER}{value:E}"
    if shape and set(shape) == {"0"} and len(shape) > 1 and value >= 0:
        return f"{int(value):0{len(shape)}d}"
    return f"{NUMBER}{int(value)}"
