"""The books of a registry as they print: which columns, in which order (naskah-dinas.md section 3).

Knows nothing of Odoo. Titles are Indonesian, as the regulation names them, whoever prints.
"""

import csv
import io
from dataclasses import dataclass

#: A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column: its key in a row, its title, and its share of the width."""

    key: str
    title: str
    share: float


@dataclass(frozen=True)
class Book:
    """One book: its title, the model of its lines, the field of its period, and its columns."""

    title: str
    model: str
    period: str
    order: str
    columns: tuple


def _columns(*columns):
    return tuple(Column(*column) for column in columns)


_AGENDA = ("eoffice.agenda", "date", "year, number, revision")

BOOKS = {
    "masuk": Book(
        "Buku Agenda Surat Masuk",
        *_AGENDA,
        _columns(
            ("number", "No. Agenda", 4),
            ("date", "Tgl. Terima", 7),
            ("letter", "Tgl. & No. Surat", 11),
            ("sender", "Asal Surat", 10),
            ("subject", "Hal / Isi Ringkas", 15),
            ("attachment", "Lampiran", 6),
            ("code", "Kode", 6),
            ("sifat", "Sifat", 6),
            ("urgensi", "Urgensi", 6),
            ("disposed", "Ditujukan / Disposisi", 11),
            ("handler", "Pengolah", 8),
            ("received", "Paraf Penerima", 9),
            ("remark", "Keterangan", 7),
        ),
    ),
    "keluar": Book(
        "Buku Agenda Surat Keluar (Verbal)",
        *_AGENDA,
        _columns(
            ("number", "No. Urut", 4),
            ("code", "Kode", 7),
            ("letter", "Tgl. & No. Surat", 12),
            ("recipient", "Tujuan", 14),
            ("subject", "Hal", 18),
            ("handler", "Pengolah", 10),
            ("attachment", "Lampiran", 7),
            ("copies", "Tembusan", 11),
            ("how", "Cara Kirim", 7),
            ("sent", "Tgl. Kirim", 7),
            ("remark", "Keterangan", 8),
        ),
    ),
    "ekspedisi": Book(
        "Buku Ekspedisi",
        "eoffice.recipient",
        "naskah_id.distributed_at",
        "naskah_id, kind, sequence, id",
        _columns(
            ("place", "No.", 4),
            ("date", "Tanggal", 9),
            ("letter", "No. Surat", 15),
            ("recipient", "Tujuan", 20),
            ("subject", "Isi", 25),
            ("attachment", "Jumlah", 9),
            ("received", "Paraf, Nama, Jam Penerima", 18),
        ),
    ),
    "kendali": Book(
        "Kartu Kendali",
        *_AGENDA,
        _columns(
            ("way", "M/K", 4),
            ("index", "Indeks", 8),
            ("code", "Kode", 6),
            ("number", "No. Urut", 5),
            ("subject", "Perihal", 14),
            ("summary", "Isi Ringkas", 14),
            ("party", "Dari / Kepada", 12),
            ("letter", "Tgl. & No. Surat", 11),
            ("attachment", "Lampiran", 6),
            ("handler", "Pengolah", 8),
            ("forwarded", "Tgl. Diteruskan", 7),
            ("received", "Tanda Terima", 8),
            ("remark", "Catatan", 7),
        ),
    ),
}
#: The three copies of a kartu kendali: colour, its name, and who keeps it.
COPIES = (
    ("white", "Putih", "Pengarah"),
    ("yellow", "Kuning", "Pengganti arsip"),
    ("red", "Merah", "Pengolah"),
)

#: So many signs of a text fit its place on a card; what is longer goes on in the book.
CARD_ROOM = {
    "index": 60,
    "subject": 200,
    "summary": 200,
    "party": 200,
    "attachment": 60,
    "handler": 90,
    "received": 60,
    "remark": 160,
}


def card_row(row):
    """Return a row whose texts fit a kartu kendali, so that nothing pushes the last places off it."""
    return {key: shortened(text, CARD_ROOM.get(key)) for key, text in row.items()}


def shortened(text, room):
    """Return a text of at most ``room`` signs, cut between words where it can be, with an ellipsis.

    :param int room: None for a text of any length
    """
    if not isinstance(text, str) or room is None or len(text) <= room:
        return text
    start = text[: room - 1]
    words = start.rpartition(" ")[0]
    return f"{(words or start).rstrip(' ,;')}…"


def widths(book):
    """Return (column, width in per cent) of a book's columns; they make up the whole width."""
    whole = sum(column.share for column in book.columns)
    return [(column, round(100 * column.share / whole, 2)) for column in book.columns]


def neutral(text):
    """Return a text that no spreadsheet takes for a formula when it opens a CSV file."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_bytes(book, rows):
    """Return the lines of a book as CSV for spreadsheets (UTF-8 with its mark, all quoted).

    :param rows: dicts of texts, see the keys of the book's columns
    :rtype: bytes
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.title for column in book.columns])
    for row in rows:
        writer.writerow([neutral(row[column.key]) for column in book.columns])
    return out.getvalue().encode("utf-8-sig")
