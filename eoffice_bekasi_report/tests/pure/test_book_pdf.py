"""A book's table: nothing is lost, nothing leaves its cell, and every page says what it is."""

import io
import itertools
import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from odoo.addons.eoffice_bekasi_report.tests.common import fonts
from odoo.addons.eoffice_bekasi_report.tools import book, book_pdf
from odoo.addons.eoffice_bekasi_report.tools.book import BOOKS, widths

REGULAR, BOLD = book_pdf.faces()
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="ab/- \n.,W0"),
    st.lists(st.sampled_from(["rapat", "koordinasi", "000.8.3.3/12/DINKES", "\n"])).map(" ".join),
)
TABLES = ("masuk", "keluar", "ekspedisi")


def shown(text):
    return "".join(one for one in text if one.isprintable() and not one.isspace())


def row(book, place, /, **values):
    filled = {column.key: f"{column.key}{place}" for column in book.columns}
    return {**filled, "is_old": False, **values}


def drawn(name, rows, paper="f4", **options):
    out = io.BytesIO()
    options = {"running": "Buku", "title": "Buku", **options}
    book_pdf.draw(out, BOOKS[name], rows, paper=paper, **options)
    return out.getvalue()


def pages(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@given(TEXTS, st.floats(8, 400))
def test_wrapping_loses_nothing_and_fits(text, width):
    lines = book_pdf.wrap(text, REGULAR, book_pdf.SIZE, width)
    assert "".join(shown(line) for line in lines) == shown(text)
    for line in lines:
        assert len(line) <= 1 or REGULAR.width(line) * book_pdf.SIZE <= width + 0.001
        assert line.isprintable()


@given(st.text(alphabet="ab/ -"), st.floats(20, 200))
def test_a_word_stays_whole_when_it_fits(text, width):
    lines = book_pdf.wrap(text, REGULAR, book_pdf.SIZE, width)
    for word in text.split():
        if REGULAR.width(word) * book_pdf.SIZE <= width:
            assert any(word in line.split() for line in lines)


def test_lines_of_a_text_are_kept():
    assert book_pdf.wrap("02-01-2026\n1/2026", REGULAR, 8, 500) == ["02-01-2026", "1/2026"]
    assert book_pdf.wrap("", REGULAR, 8, 500) == []


def test_a_long_number_breaks_behind_a_sign():
    lines = book_pdf.wrap(
        "000.8.3.3/1234/DINKES", REGULAR, 8, 8 * REGULAR.width("000.8.3.3/1234/DI")
    )
    assert lines == ["000.8.3.3/1234/", "DINKES"]


@pytest.mark.parametrize("paper", book_pdf.PAPERS)
@pytest.mark.parametrize("name", BOOKS)
def test_words_of_the_heads_are_never_broken(name, paper):
    if name in TABLES:
        (text,) = pages(drawn(name, [], paper))
        for column in BOOKS[name].columns:
            for word in column.title.split():
                assert word in text.split()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 120), min_size=1, max_size=30), st.sampled_from(TABLES))
def test_every_row_is_there_in_order(lengths, name):
    """Rows of any length, longer than a page too: each word once, in the order of the book."""
    counter = itertools.count()
    rows = [
        row(BOOKS[name], 0, subject="\n".join(f"kata{next(counter)};" for _ in range(length)))
        for length in lengths
    ]
    texts = pages(drawn(name, rows))
    words = [word for text in texts for word in text.split() if word.startswith("kata")]
    assert words == [f"kata{number};" for number in range(sum(lengths))]


@pytest.mark.parametrize("paper", book_pdf.PAPERS)
@pytest.mark.parametrize("name", TABLES)
def test_heads_and_numbers_on_every_page(name, paper):
    book = BOOKS[name]
    pdf = drawn(name, (row(book, number) for number in range(200)), paper, running="Buku uji, hari")
    texts = [" ".join(text.split()) for text in pages(pdf)]
    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert f"Halaman {number} dari {len(texts)}" in text
        assert "Buku uji, hari" in text
        assert all(column.title in text for column in book.columns)


def test_a_row_that_fits_on_a_page_is_not_broken():
    book = BOOKS["keluar"]
    tall = "\n".join(f"baris{number}" for number in range(30))
    texts = pages(drawn("keluar", [row(book, number, subject=tall) for number in range(5)]))
    assert [text.count("baris") for text in texts] == [30] * 5


def test_the_head_takes_its_room():
    book = BOOKS["masuk"]
    rows = [row(book, number) for number in range(100)]
    full = pages(drawn("masuk", rows))
    less = pages(drawn("masuk", rows, head=300))
    assert less[0].count("subject") < full[0].count("subject")
    none = pages(drawn("masuk", rows, head=545))
    assert "subject" not in none[0]
    assert sum(text.count("subject") for text in none) == 100


def dark(pdf, box):
    """Return how much of a box (points from the top left) of the first page isn't white."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil().convert("L")
    part = picture.crop([round(3 * side) for side in box])
    return sum(part.histogram()[:250]) / (part.width * part.height)


def test_what_is_corrected_is_struck_through():
    """A line through each line of text of the row, at the height of its letters; no other row."""
    book = BOOKS["ekspedisi"]
    plain, corrected = (
        level_lines(drawn("ekspedisi", [row(book, 1, subject="a\nb", is_old=is_old), row(book, 2)]))
        for is_old in (False, True)
    )
    struck = corrected - plain
    assert not plain - corrected
    assert len(struck) == len(book.columns) + 1
    assert len({y for _left, y, _right in struck}) == 2
    first_row_ends = sorted({y for _left, y, _right in plain}, reverse=True)[3]
    assert all(y > first_row_ends for _left, y, _right in struck)


def level_lines(pdf):
    """Return the level lines of the first page: left end, height, right end."""
    stream = PdfReader(io.BytesIO(pdf)).pages[0].get_contents().get_data().decode("latin-1")
    found = re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", stream)
    return {(float(left), float(y), float(right)) for left, y, right, end in found if y == end}


@pytest.mark.parametrize("paper", book_pdf.PAPERS)
@pytest.mark.parametrize("name", TABLES)
def test_heads_are_legible_and_nothing_leaves_the_table(name, paper):
    wide, high = (side * book_pdf.MM for side in book_pdf.PAPERS[paper])
    long = {column.key: "Wm" * 60 for column in BOOKS[name].columns}
    pdf = drawn(name, [row(BOOKS[name], 1, **long)], paper)
    assert dark(pdf, (0, 0, book_pdf.LEFT - 1, high)) == 0
    assert dark(pdf, (wide - book_pdf.RIGHT + 1, 0, wide, high)) == 0
    head = (book_pdf.LEFT + 1, book_pdf.TOP + 1, wide - book_pdf.RIGHT, book_pdf.TOP + 16)
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil().convert("L")
    part = picture.crop([round(3 * side) for side in head])
    assert sum(part.histogram()[:100]) > 500, "black letters"


def test_typefaces_are_in_the_file():
    """Printed anywhere the same: whatever a page names is embedded, as with letters."""
    pdf = drawn("keluar", [row(BOOKS["keluar"], 1, subject="Ćakra – “uji” é")])
    assert "Ćakra – “uji” é" in pages(pdf)[0]
    used = fonts(pdf)
    assert len(used) == 2
    assert all(used.values()), used


def test_without_the_typefaces_it_still_prints(monkeypatch):
    monkeypatch.setattr(book_pdf, "FACES", (("NoSuchFace", "NoSuchFace-Bold"),))
    book_pdf.faces.cache_clear()
    try:
        assert "rapat" in pages(drawn("masuk", [row(BOOKS["masuk"], 1, subject="rapat – ć")]))[0]
    finally:
        book_pdf.faces.cache_clear()


def test_columns_make_up_the_page():
    for name in TABLES:
        assert sum(share for _column, share in widths(BOOKS[name])) == pytest.approx(100, abs=0.1)


@given(st.text(), st.integers(1, 80))
def test_what_is_cut_for_a_card_fits_and_is_a_beginning(text, room):
    cut = book.shortened(text, room)
    assert len(cut) <= room or (cut == text and len(text) <= room)
    if cut != text:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])


def test_a_card_keeps_what_is_short():
    row = {"index": "Kepala Dinas", "number": "7", "subject": "Hal " * 100, "is_old": False}
    cut = book.card_row(row)
    assert (cut["index"], cut["number"], cut["is_old"]) == ("Kepala Dinas", "7", False)
    assert len(cut["subject"]) <= book.CARD_ROOM["subject"]
