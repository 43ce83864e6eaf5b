"""Codes of a klasifikasi and their places in its tree.

A code is text of figures: three of them, and after points as many as there are. In the decimal way
of Permendagri 78/2012 the three say the place too (045 is part of 040, that of 000); in the way of
Permendagri 83/2022 only the points do (000.5 is part of 000).
"""

import re

_CODE = re.compile(r"[0-9]{3}(\.[0-9]+)*")
_SHORT = re.compile(r"[0-9]{1,2}(\.[0-9]+)*")
_COMMA = re.compile(r"[0-9]+(,[0-9]+)+")

#: How codes tell their place: by each of their three figures, by points, not at all.
DECIMAL, DOTTED, FREE = "decimal", "dotted", "free"


def parent_code(code, rule):
    """Return the code that this one is part of, None at the top.

    :param str code: a code that :func:`fault` finds nothing wrong with
    :param str rule: DECIMAL, DOTTED or FREE; a free code says nothing of its place
    """
    if rule == FREE:
        return None
    above, point, _last = code.rpartition(".")
    if point:
        return above
    if rule == DECIMAL:
        if code[2] != "0":
            return f"{code[:2]}0"
        if code[1] != "0":
            return f"{code[0]}00"
    return None


def ancestor_codes(code, rule):
    """Return the codes above this one, the nearest first."""
    above = []
    while (code := parent_code(code, rule)) is not None:
        above.append(code)
    return above


def fault(code, rule):
    """Return what is wrong with a code: ``short``, ``comma`` or ``shape``; None when it is right.

    The first two are what spreadsheets make of codes: 5 of 005, 400,7 of 400.7.
    """
    if rule == FREE or _CODE.fullmatch(code):
        return None
    if _SHORT.fullmatch(code):
        return "short"
    return "comma" if _COMMA.fullmatch(code) else "shape"


def split_codes(text):
    """Return the codes of a cell that holds several, parted by comma, semicolon or blank."""
    return list(dict.fromkeys(filter(None, re.split(r"[,;\s]+", text or ""))))
