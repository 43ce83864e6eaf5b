"""People as a list from elsewhere writes them: names with titles, NIP with blanks, rows of cells."""

import re
import unicodedata
from dataclasses import dataclass

#: Titles that stand before a name without a point, as many lists write them.
FRONT = frozenset("dr drg drs dra ir prof h hj kh ustadz ustad apt ns".split())
#: What a heading row calls the columns, in both languages.
HEADINGS = {
    "name": ("nama", "nama lengkap", "nama pegawai", "name"),
    "nip": ("nip",),
    "email": ("e-mail", "email", "surel", "alamat surel"),
    "jabatan": ("jabatan", "nama jabatan", "position"),
}
COLUMNS = tuple(HEADINGS)


@dataclass
class Person:
    """One row of a list of people."""

    name: str = ""
    nip: str = ""
    email: str = ""
    jabatan: str = ""


def split_titles(text):
    """Return (title before, name, title after) of a name as officials write it.

    ``"Dr. H. Budi Santoso, S.H., M.Si."`` is ``("Dr. H.", "Budi Santoso", "S.H., M.Si.")``.

    :param str text: a name, with or without titles
    """
    text = " ".join((text or "").split())
    name, _comma, back = text.partition(",")
    words, front = name.split(), []
    while len(words) > 1 and words[0].rstrip(".").lower() in FRONT:
        front.append(words.pop(0))
    return " ".join(front), " ".join(words), back.strip()


def clean_nip(text):
    """Return a NIP without blanks and points (they are written ``19700101 199803 1 001``)."""
    return re.sub(r"[\s.'\u2019]+", "", text or "")


def read_list(text):
    """Return the people in a list pasted from a spreadsheet, or typed.

    Cells are separated by tabs, semicolons or bars. A first row with headings says which column
    is which; without one they are name, NIP, e-mail, jabatan.

    :param str text: the list, one person a line
    :rtype: list[Person]
    """
    rows = [_cells(line) for line in (text or "").splitlines() if line.strip()]
    columns = COLUMNS
    if rows and (found := _headings(rows[0])):
        columns, rows = found, rows[1:]
    people = []
    for row in rows:
        values = {
            name: cell for name, cell in zip(columns, row, strict=False) if name and cell.strip()
        }
        people.append(Person(**values))
    return people


def propose_login(pattern, *, name, nip="", unit="", taken=()):
    """Return a login by a pattern that is not taken yet.

    :param str pattern: text with ``{name}`` (all of it), ``{first}``, ``{last}``, ``{nip}``,
        ``{unit}``; an unknown word or an empty result falls back to the whole name
    :param str name: the name without titles
    :param str nip: the NIP, or empty
    :param str unit: abbreviation of the SKPD, or empty
    :param taken: logins in use (any container)
    :rtype: str
    """
    words = _plain(name).split()
    values = {
        "name": ".".join(words),
        "first": words[0] if words else "",
        "last": words[-1] if len(words) > 1 else "",
        "nip": clean_nip(nip),
        "unit": "".join(_plain(unit).split()),
    }
    try:
        login = pattern.format(**values)
    except (KeyError, IndexError, ValueError, AttributeError):
        login = ""
    login = re.sub(r"[._-]{2,}", ".", re.sub(r"[^a-z0-9._@-]", "", login.lower())).strip("._-")
    login = login or values["name"] or values["nip"]
    proposal, number = login, 1
    while login and proposal in taken:
        number += 1
        proposal = f"{login}{number}"
    return proposal


def _cells(line):
    for separator in ("\t", ";", "|"):
        if separator in line:
            return [cell.strip().strip('"').strip() for cell in line.split(separator)]
    return [line.strip()]


def _headings(cells):
    known = {word: column for column, words in HEADINGS.items() for word in words}
    found = [known.get(" ".join(cell.lower().split())) for cell in cells]
    return found if "name" in found else None


def _plain(text):
    """Return text in lower case, letters and digits only, without accents."""
    text = unicodedata.normalize("NFKD", text or "")
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower().replace("'", "")).split())
