"""What can be seen in a text alone that somebody should look at again. Knows nothing of Odoo."""

import re

from lxml import etree, html

#: A subject longer than this takes more lines than the head of a page has.
LONGEST_SUBJECT = 200
#: Up to so many letters a word in capitals is an abbreviation.
ABBREVIATION = 12
#: How a letter says itself that it is secret; "kerahasiaan" and "rahasia dagang" are no such word.
SECRET = re.compile(
    r"\b(?:bersifat|sifat\s*:?|secara|surat|dokumen|sangat)\s+rahasia\b", re.IGNORECASE
)


def is_shouted(subject):
    """Whether a subject is written in capitals from end to end."""
    letters = [sign for sign in subject or "" if sign.isalpha()]
    return len(letters) > ABBREVIATION and all(sign.isupper() for sign in letters)


def is_long(subject):
    """Whether a subject is longer than the head of the page takes well."""
    return len(" ".join((subject or "").split())) > LONGEST_SUBJECT


def says_secret(*texts):
    """Whether one of these texts (HTML or plain) says that it is secret."""
    return any(
        SECRET.search(" ".join(re.sub(r"<[^>]+>", " ", text or "").split())) for text in texts
    )


def empty_cells(text):
    """Return how many cells of tables in an HTML text are empty, where others of their row aren't.

    A row without a word is room to write in, and a first column of numbers alone is a form.
    """
    if not text or "<td" not in text:
        return 0
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return 0
    empty = 0
    for row in root.iter("tr"):
        cells = [_says_something(cell) for cell in row.iterchildren("td", "th")]
        if sum(cells) > 1:
            empty += len(cells) - sum(cells)
    return empty


def _says_something(cell):
    return bool("".join(cell.itertext()).strip()) or cell.find(".//img") is not None
