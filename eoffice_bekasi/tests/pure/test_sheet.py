"""Files to import: cells, NIP, rows, and the spreadsheets that are read and written."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools import sheet_reader
from odoo.addons.eoffice_bekasi.tools.nip import NipError, parse_nip
from odoo.addons.eoffice_bekasi.tools.sheet_columns import NUMBER, CellError, Column
from odoo.addons.eoffice_bekasi.tools.sheet_reader import SheetError, read_xlsx
from odoo.addons.eoffice_bekasi.tools.sheet_table import Table
from odoo.addons.eoffice_bekasi.tools.sheet_template import write_template

CHOICES = (("plt", ("Plt.", "Plt")), ("definitif", ("Definitif", "Permanent")))
KINDS = {
    kind: Column(kind, kind.title(), kind, choices=CHOICES if kind == "choice" else ())
    for kind in ("text", "code", "nip", "date", "flag", "choice")
}


class TestNip:
    """18 digits: birth, appointment, sex, serial."""

    @pytest.mark.parametrize(
        "text",
        [
            "198503172010011005",
            "19850317 201001 1 005",
            "19850317.201001.1.005",
            "'198503172010011005",
        ],
    )
    def test_ways_to_write(self, text):
        assert parse_nip(text) == "198503172010011005"

    def test_contract_staff(self):
        assert parse_nip("199001012023211001") == "199001012023211001"

    @pytest.mark.parametrize(
        ("text", "part"),
        [
            ("19850317201001100", "length"),
            ("1985031720100110055", "length"),
            ("19850317201001100X", "length"),
            ("198502302010011005", "birth"),
            ("185003172010011005", "birth"),
            ("198503172010131005", "appointment"),
            ("198503172010001005", "appointment"),
            ("198503171990011005", "appointment"),
            ("198503172010013005", "sex"),
            ("198503172010011000", "serial"),
        ],
    )
    def test_wrong(self, text, part):
        with pytest.raises(NipError, match=part):
            parse_nip(text)

    @given(
        born=st.dates(date(1950, 1, 1), date(2005, 12, 31)),
        age=st.integers(18, 50),
        month=st.integers(1, 12),
        sex=st.sampled_from("12"),
        serial=st.integers(1, 999),
    )
    def test_every_true_one(self, born, age, month, sex, serial):
        nip = f"{born:%Y%m%d}{born.year + age}{month:02d}{sex}{serial:03d}"
        assert parse_nip(nip) == nip


class TestCells:
    """What a cell of each kind of column says, and what it is refused for."""

    @pytest.mark.parametrize(
        ("kind", "cell", "value"),
        [
            ("text", "  Dinas   Kesehatan ", "Dinas Kesehatan"),
            ("text", f"{NUMBER}17141", "17141"),
            ("text", "", None),
            ("code", "005", "005"),
            ("code", "'005", "005"),
            ("code", "4.10", "4.10"),
            ("code", " ", None),
            ("nip", "19850317 201001 1 005", "198503172010011005"),
            ("date", "31/12/2025", date(2025, 12, 31)),
            ("date", "31-12-2025", date(2025, 12, 31)),
            ("date", "1.2.2025", date(2025, 2, 1)),
            ("date", "2025-12-31", date(2025, 12, 31)),
            ("date", "2025-12-31 00:00:00", date(2025, 12, 31)),
            ("date", date(2025, 12, 31), date(2025, 12, 31)),
            ("date", datetime(2025, 12, 31, 8), date(2025, 12, 31)),
            ("date", "", None),
            ("flag", "Ya", True),
            ("flag", "yes", True),
            ("flag", f"{NUMBER}1", True),
            ("flag", "Tidak", False),
            ("flag", "", False),
            ("choice", "PLT", "plt"),
            ("choice", "permanent", "definitif"),
            ("choice", "", None),
        ],
    )
    def test_read(self, kind, cell, value):
        assert KINDS[kind].parse(cell) == value

    @pytest.mark.parametrize(
        ("kind", "cell", "reason"),
        [
            ("code", f"{NUMBER}5", "number"),
            ("code", f"{NUMBER}4.1", "number"),
            ("code", "1.98E+17", "digits_lost"),
            ("code", date(2025, 1, 4), "date_in_text"),
            ("text", date(2025, 1, 4), "date_in_text"),
            ("text", "#N/A", "formula"),
            ("nip", "1.98503E+17", "digits_lost"),
            ("nip", "1,98503E+17", "digits_lost"),
            ("nip", f"{NUMBER}1.985032E+17", "digits_lost"),
            ("nip", f"{NUMBER}19850317", "digits_lost"),
            ("nip", "198503172010011000", "nip_serial"),
            ("date", "31/12/25", "not_a_date"),
            ("date", "30/02/2025", "not_a_date"),
            ("date", f"{NUMBER}45000", "not_a_date"),
            ("flag", "mungkin", "not_a_flag"),
            ("choice", "Plh.", "not_a_choice"),
        ],
    )
    def test_refused(self, kind, cell, reason):
        assert reason in CellError.REASONS
        with pytest.raises(CellError, match=f"^{reason}$"):
            KINDS[kind].parse(cell)

    @given(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=12))
    def test_a_code_stays_as_it_is(self, text):
        try:
            value = KINDS["code"].parse(text)
        except CellError as error:
            assert error.args[0] in ("digits_lost", "formula")
        else:
            assert value == (text.removeprefix("'") or None)


class TestRows:
    """A table keeps row numbers, leaves examples out, and collects all that is wrong."""

    def table(self, *data, numbers=None):
        columns = [
            Column("code", "Kode", "code", required=True),
            Column("name", "Nama"),
            Column("from", "Dari", "date"),
        ]
        return Table(
            columns, ["code", "other", "from"], data, lambda reason, column: reason, numbers
        )

    def test_numbers(self):
        table = self.table(["1", "", ""], ["2", "", ""], numbers=[2, 5])
        assert [(row.number, row.get("code")) for row in table.rows] == [(2, "1"), (5, "2")]

    def test_a_column_that_is_missing_says_nothing(self):
        (row,) = self.table(["1", "x", ""]).rows
        assert row.values == {"code": "1", "from": None}
        assert not self.table().has("name")

    def test_examples_and_empty_rows(self):
        table = self.table(["CONTOH-1", "", ""], ["", "x", ""], ["contoh", "", ""], ["7", "", ""])
        assert (table.examples, [row.number for row in table.rows]) == (2, [4])

    def test_all_faults(self):
        table = self.table(["1.9E+17", "", "bukan"], ["", "", "2025-01-01"])
        faults = [(fault.row, fault.column.name, fault.message) for fault in table.sorted_faults()]
        assert faults == [
            (1, "code", "digits_lost"),
            (1, "from", "not_a_date"),
            (2, "code", "required"),
        ]


def workbook(fill):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book, book.add_worksheet("Data"))
    book.close()
    return stream.getvalue()


class TestSpreadsheet:
    """An XLSX file is read as the user sees it, or its cells are marked as numbers."""

    def test_numbers_are_marked(self):
        def fill(book, sheet):
            sheet.write_row(0, 0, [5, 4.1, 198503172010011005, "005", True, ""])
            sheet.write_number(1, 0, 5, book.add_format({"num_format": "000"}))
            sheet.write_datetime(
                1, 1, datetime(2025, 12, 31), book.add_format({"num_format": "d/m/yyyy"})
            )

        _names, _name, rows = read_xlsx(workbook(fill))
        assert rows[0][:2] == [f"{NUMBER}5", f"{NUMBER}4.1"]
        assert rows[0][2].startswith(f"{NUMBER}1.98503")
        assert rows[0][3:] == ["005", "True"]
        assert rows[1][:2] == ["005", date(2025, 12, 31)]

    def test_places_of_rows(self):
        def fill(_book, sheet):
            for row in (0, 3):
                sheet.write_string(row, 1, "x")

        _names, _name, rows = read_xlsx(workbook(fill))
        assert [row[1] for row in rows] == ["x", "", "", "x"]

    def test_sheets(self):
        def fill(book, sheet):
            sheet.write_string(0, 0, "first")
            book.add_worksheet("Lain").write_string(0, 0, "second")

        data = workbook(fill)
        assert read_xlsx(data)[2] == [["first"]]
        assert read_xlsx(data, "Lain")[:2] == (["Data", "Lain"], "Lain")
        assert read_xlsx(data, "Lain")[2] == [["second"]]

    def test_not_a_spreadsheet(self):
        with pytest.raises(SheetError, match="format"):
            read_xlsx(b"nothing of the kind")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("x.txt", "x")
        with pytest.raises(SheetError, match="format"):
            read_xlsx(stream.getvalue())

    def test_bomb(self, monkeypatch):
        data = workbook(lambda _book, sheet: sheet.write_column(0, 0, ["x" * 100] * 100))
        monkeypatch.setattr(sheet_reader, "MAX_UNPACKED", 1000)
        with pytest.raises(SheetError, match="size"):
            read_xlsx(data)


class TestTemplate:
    """A template can be read back: headings, examples, and text that stays text."""

    WORDS = {"notes": "Catatan", "required": "ya", "headings": ["K", "W", "I", "P"], "rules": ["R"]}

    def test_round_trip(self):
        columns = [
            Column("code", "Kode", "code", required=True, examples=("CONTOH-1",)),
            Column("flag", "SKPD?", "flag", examples=("Ya",)),
            Column("kind", "Jenis", "choice", choices=CHOICES),
            Column("from", "Dari", "date", note="Tanggal"),
        ]
        data = write_template("Unit", columns, flags=("Ya", "Tidak"), words=self.WORDS)
        names, name, rows = read_xlsx(data)
        assert (names[:2], name) == (["Unit", "Catatan"], "Unit")
        assert rows[0] == ["Kode", "SKPD?", "Jenis", "Dari"]
        table = Table(columns, ["code", "flag", "kind", "from"], rows[1:], lambda *_: "")
        assert (table.examples, table.rows, table.faults) == (1, [], [])
        notes = read_xlsx(data, "Catatan")[2]
        assert ["Jenis", "", "", "Plt., Definitif"] in notes
