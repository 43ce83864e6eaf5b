"""Parts of a letter beside its body: numbering, people, and what of them is printed.

Knows nothing of Odoo.
"""

import re
import unicodedata

#: Column of a section in which a part of each kind keeps its value; a word alone has none.
COLUMNS = {
    "text": "text",
    "points": "points",
    "line": "line",
    "date": "day",
    "moment": "moment",
    "people": "people",
}
#: What is kept of a person, in the order it prints.
PERSON = ("name", "pangkat", "nip", "jabatan")
LONGEST = 300
MOST_PEOPLE = 500
_ONES = "SATU DUA TIGA EMPAT LIMA ENAM TUJUH DELAPAN SEMBILAN".split()


def code_of(name):
    """Return a code made of a part's name: ``Hari/tanggal`` is ``hari_tanggal``."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def points_of(text):
    """Return the points of a text that has one a line; blank lines are none."""
    return [" ".join(line.split()) for line in (text or "").splitlines() if line.strip()]


def labelled(points, numbering):
    """Return the points with what stands before each: list of ``{"label", "text"}``.

    A single point stands without a number; a diktum is called KESATU even when it is alone.

    :param list points: texts
    :param str numbering: "number" (1.), "letter" (a.) or "diktum" (KESATU)
    """
    bare = len(points) == 1 and numbering != "diktum"
    return [
        {"label": "" if bare else _LABELS[numbering](place), "text": text}
        for place, text in enumerate(points, 1)
    ]


def diktum(number):
    """Return the ordinal of a diktum: KESATU, KEDUA, ... KE-100."""
    return "KESATU" if number == 1 else f"KE{_cardinal(number)}"


def _cardinal(number):
    tens, ones = divmod(number, 10)
    if number < 10:
        return _ONES[number - 1]
    if number in (10, 11):
        return ("SEPULUH", "SEBELAS")[number - 10]
    if tens == 1:
        return f"{_ONES[ones - 1]} BELAS"
    if tens > 9:
        return f"-{number}"
    return f"{_ONES[tens - 1]} PULUH" + (f" {_ONES[ones - 1]}" if ones else "")


def letter(number):
    """Return the letter of a point: a, b, ... z, aa, ab, ..."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


_LABELS = {
    "number": lambda place: f"{place}.",
    "letter": lambda place: f"{letter(place)}.",
    "diktum": diktum,
}


def clean_people(value):
    """Return the people of a value that came from outside, as it may be kept.

    :param value: what should be a list of dicts with texts of ``PERSON``
    :return: list of such dicts, those without any text left out
    :raises ValueError: it is something else
    """
    if not value:
        return []
    if not isinstance(value, list) or len(value) > MOST_PEOPLE:
        raise ValueError(value)
    people = []
    for one in value:
        if not isinstance(one, dict):
            raise ValueError(one)
        texts = {}
        for key in PERSON:
            text = one.get(key) or ""
            if not isinstance(text, str):
                raise ValueError(text)
            texts[key] = " ".join(text.split())[:LONGEST]
        if any(texts.values()):
            people.append(texts)
    return people
