"""The text of a letter's number: ``{klas}/{urut}/{unit}`` -> ``000.8.3.3/15/OR``.

Source: naskah-dinas.md section 1 (P1, P2, P3); the order of parts is data of the naskah type.
"""

import re
from collections import namedtuple
from string import Formatter

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_FORMATTER = Formatter()
_SPEC = re.compile(r"0[1-9]d")

PLACEHOLDERS = {
    "klas": "classification code (text: 005 stays 005; it has no slash)",
    "urut": "running number in the register and year; {urut:03d} fills with zeros",
    "unit": "abbreviation of the SKPD that the letter is of",
    "jenis": "abbreviation of the naskah type",
    "register": "abbreviation of the register",
    "hari": "day of the month in two digits",
    "bulan": "month in two digits",
    "romawi": "month in Roman figures",
    "tahun": "year in four digits",
    "tahun2": "year in two digits",
}


class PatternError(ValueError):
    """A number pattern that can't be used; the first argument is the part that is wrong."""


class AmbiguousPattern(PatternError):
    """A pattern in which two running numbers may print alike, as 1 and 15, 11 and 5 do in 115."""


def roman(month):
    """Return ``month`` (1 to 12) in Roman figures."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    text = ""
    for value, figure in _ROMAN:
        while month >= value:
            text += figure
            month -= value
    return text


def check_pattern(pattern):
    """Refuse a pattern that uses an unknown part or can't be unique.

    :param str pattern: e.g. ``{klas}/{urut}/{unit}``
    :raise PatternError: unknown placeholder, bad format, or no ``{urut}``
    :raise AmbiguousPattern: nothing tells ``{urut}`` from what stands next to it
    """
    try:
        parts = list(_FORMATTER.parse(pattern))
    except ValueError as error:
        raise PatternError(str(error)) from None
    names = [name for _text, name, _spec, _conversion in parts if name is not None]
    for _text, name, spec, conversion in parts:
        if name is None:
            continue
        if name not in PLACEHOLDERS:
            raise PatternError("{" + name + "}")
        if conversion or (spec and not (name == "urut" and _SPEC.fullmatch(spec))):
            raise PatternError("{" + name + ":" + (spec or conversion) + "}")
    if "urut" not in names:
        raise PatternError("{urut}")
    # Letters of one register, type and SKPD: only the klasifikasi and the day differ.
    known = {"unit": "", "jenis": "", "register": ""}
    if may_print_the_same((pattern, known), (pattern, known), one_register=True):
        raise AmbiguousPattern(pattern)


def format_number(pattern, *, klas, urut, unit, jenis, date, register=""):
    """Return the number's text.

    :param str pattern: a pattern that :func:`check_pattern` accepts
    :param str klas: classification code
    :param int urut: running number
    :param str unit: abbreviation of the SKPD that the letter is of
    :param str jenis: abbreviation of the naskah type
    :param datetime.date date: date of signing, Asia/Jakarta
    :param str register: abbreviation of the register
    """
    return pattern.format(
        klas=klas,
        urut=urut,
        unit=unit,
        jenis=jenis,
        register=register,
        hari=f"{date.day:02d}",
        bulan=f"{date.month:02d}",
        romawi=roman(date.month),
        tahun=date.year,
        tahun2=f"{date.year % 100:02d}",
    )


def used_placeholders(pattern):
    """Return the names of the placeholders of a pattern."""
    return {name for _text, name, _spec, _conversion in _FORMATTER.parse(pattern) if name}


# ---------------------------------------------------------------------- may two print the same?

#: One character of a number: which it may be, whether it may be there any number of times (also
#: none), and to which {urut} of the pattern it belongs (0: to none).
_Place = namedtuple("_Place", "characters repeats urut")
_DIGITS = frozenset("0123456789")
_FIGURES = frozenset("IVX")
_LENGTH = {"hari": 2, "bulan": 2, "tahun": 4, "tahun2": 2}
#: Stands for every character that neither pattern names.
_OTHER = "\N{NULL}"


def may_print_the_same(one, other, *, one_register=False):
    """Return whether two patterns may give the same text, in any month, with any klasifikasi.

    Careful rather than exact: it never says no where they may, and sometimes yes where they can't
    (that a month has no 13 is not looked at). In one register the running numbers differ, so there
    it matters only whether the *same text* may come from *different numbers*.

    :param tuple one: (pattern, dict of what is known of ``unit``, ``jenis`` and ``register``);
        what isn't known may be anything
    :param tuple other: as ``one``
    :param bool one_register: whether both take their numbers from one counter
    """
    alphabet = _DIGITS | _FIGURES | {_OTHER, "/"}
    for pattern, known in (one, other):
        alphabet |= set(pattern).union(*known.values())
    first, second = (_places(*side, alphabet) for side in (one, other))
    # Both texts are walked along at once: where each stands, and whether a digit of a running
    # number has met anything else than the digit in the same place of the same running number.
    waiting, seen = [(0, 0, not one_register)], set()
    while waiting:
        state = here, there, differs = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        left = first[here] if here < len(first) else None
        right = second[there] if there < len(second) else None
        if not left and not right and differs:
            return True
        if left and left.repeats:
            waiting.append((here + 1, there, differs))
        if right and right.repeats:
            waiting.append((here, there + 1, differs))
        if left and right and left.characters & right.characters:
            waiting.append(
                (
                    here + (not left.repeats),
                    there + (not right.repeats),
                    differs or left.urut != right.urut,
                )
            )
    return False


def _places(pattern, known, alphabet):
    """Return the characters of a pattern's numbers as a list of places."""
    places, running = [], 0

    def add(characters, least, more, urut=0):
        places.extend([_Place(characters, False, urut)] * least)
        if more:
            places.append(_Place(characters, True, urut))

    for text, name, spec, _conversion in _FORMATTER.parse(pattern):
        for character in text + known.get(name, ""):
            add(frozenset(character), 1, False)
        if name == "urut":
            running += 1
            add(_DIGITS, int(spec[1:-1]) if spec else 1, True, running)
        elif name in _LENGTH:
            add(_DIGITS, _LENGTH[name], False)
        elif name == "romawi":
            add(_FIGURES, 1, True)
        elif name == "klas":
            add(frozenset(alphabet - {"/"}), 1, True)
        elif name and name not in known:
            add(frozenset(alphabet), 0, True)
    return places
