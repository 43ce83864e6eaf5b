"""The empty spreadsheet that somebody downloads, fills and imports."""

import io

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

#: How many rows are prepared for filling in.
ROWS = 20_000


def write_template(title, columns, *, flags, words):
    """Return an XLSX file with a sheet to fill and a sheet that explains its columns.

    Codes and NIP are formatted as text, so that the spreadsheet keeps their zeros and digits;
    flags and choices have lists to choose from.

    :param str title: name of the first sheet
    :param columns: list of :class:`~.sheet_columns.Column`
    :param tuple flags: words for yes and no
    :param dict words: ``notes`` (name of the second sheet), ``headings`` (its four headings),
        ``required`` (word for a required column) and ``rules`` (list of general rules)
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    styles = _styles(book)
    sheet, notes = book.add_worksheet(title), book.add_worksheet(words["notes"])
    lists = book.add_worksheet("_")
    lists.hide()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column), styles[_style(column)])
        sheet.write_string(
            0, place, column.heading, styles["required" if column.required else "head"]
        )
        for row, example in enumerate(column.examples, 1):
            if example:
                sheet.write_string(row, place, example, styles["example"])
        if choices := _choices(column, flags):
            lists.write_column(0, place, choices)
            first, last = (
                xl_rowcol_to_cell(row, place, True, True) for row in (0, len(choices) - 1)
            )
            source = f"=_!{first}:{last}"
            sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": source})
    _write_notes(notes, columns, words, styles, flags)
    book.close()
    return stream.getvalue()


def _styles(book):
    head = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
    return {
        "head": book.add_format({**head, "bg_color": "#E7ECEF"}),
        "required": book.add_format({**head, "bg_color": "#CFE3D6"}),
        "example": book.add_format({"italic": True, "font_color": "#7A7A7A", "num_format": "@"}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "note": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True, "valign": "top", "text_wrap": True}),
    }


def _choices(column, flags):
    """Return the words to choose from; a list of its own sheet, since 255 letters are too few."""
    return list(flags) if column.kind == "flag" else [names[0] for _value, names in column.choices]


def _style(column):
    return "date" if column.kind == "date" else "text"


def _width(column):
    longest = max(map(len, (column.heading, *column.examples)), default=0)
    return min(max(longest + 2, 12), 40)


def _write_notes(sheet, columns, words, styles, flags):
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 70)
    sheet.set_column(3, 3, 50)
    for row, rule in enumerate(words["rules"]):
        sheet.merge_range(row, 0, row, 3, rule, styles["note"])
        sheet.set_row(row, 30 if len(rule) > 130 else 16)
    start = len(words["rules"]) + 1
    for place, heading in enumerate(words["headings"]):
        sheet.write_string(start, place, heading, styles["head"])
    for row, column in enumerate(columns, start + 1):
        sheet.write_string(row, 0, column.heading, styles["bold"])
        sheet.write_string(row, 1, words["required"] if column.required else "", styles["note"])
        sheet.write_string(row, 2, column.note, styles["note"])
        sheet.write_string(row, 3, ", ".join(_choices(column, flags)), styles["note"])
