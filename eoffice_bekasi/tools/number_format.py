"""The text of a letter's number: ``{klas}/{urut}/{unit}`` -> ``000.8.3.3/15/OR``.

Source: naskah-dinas.md section 1 (P1, P2, P3); the order of parts is data of the naskah type.
"""

import re
from string import Formatter

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_FORMATTER = Formatter()
_SPEC = re.compile(r"0[1-9]d")

PLACEHOLDERS = {
    "klas": "classification code (text: 005 stays 005)",
    "urut": "running number in the register and year; {urut:03d} fills with zeros",
    "unit": "abbreviation of the unit that numbers",
    "jenis": "abbreviation of the naskah type",
    "romawi": "month in Roman figures",
    "bulan": "month in two digits",
    "tahun": "year in four digits",
}


class PatternError(ValueError):
    """A number pattern that can't be used; the first argument is the part that is wrong."""


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


def format_number(pattern, *, klas, urut, unit, jenis, date):
    """Return the number's text.

    :param str pattern: a pattern that :func:`check_pattern` accepts
    :param str klas: classification code
    :param int urut: running number
    :param str unit: abbreviation of the numbering unit
    :param str jenis: abbreviation of the naskah type
    :param datetime.date date: date of signing, Asia/Jakarta
    """
    return pattern.format(
        klas=klas,
        urut=urut,
        unit=unit,
        jenis=jenis,
        romawi=roman(date.month),
        bulan=f"{date.month:02d}",
        tahun=date.year,
    )
