"""The number of a civil servant (NIP, for contract staff NI PPPK): 18 digits that say something.

``19850317 201001 1 005``: birth date, year and month of appointment, sex (1 man, 2 woman), serial.
A PPPK has the count of his contracts, from 21 on, where a civil servant has the month.
Source: Perka BKN 22/2007 and 43/2007 (PNS); the BKN's technical rules for NI PPPK.
"""

import re
from datetime import date

_SEPARATORS = re.compile(r"[\s.\-']")


class NipError(ValueError):
    """A text that is no NIP; the argument says which part is wrong.

    One of ``length``, ``birth``, ``appointment``, ``sex``, ``serial``.
    """


def parse_nip(text):
    """Return a NIP as its 18 digits, without the blanks people write into it.

    :param str text: e.g. ``19850317 201001 1 005``
    :raise NipError: not 18 digits, or digits that can't be a NIP
    """
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]{18}", digits):
        raise NipError("length")
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise NipError("birth") from None
    year, month = int(digits[8:12]), int(digits[12:14])
    if born.year < 1900 or not (1 <= month <= 12 or 21 <= month <= 39):
        raise NipError("birth" if born.year < 1900 else "appointment")
    if not 15 <= year - born.year <= 70:
        raise NipError("appointment")
    if digits[14] not in "12":
        raise NipError("sex")
    if digits[15:] == "000":
        raise NipError("serial")
    return digits
