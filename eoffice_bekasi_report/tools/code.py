"""The code under a letter's QR: 128 random bits as 26 letters and digits of base32."""

import re

#: RFC 4648 base32. It has no 0, 1, 8, 9; three of them can only be a misread letter.
CODE = re.compile(r"[A-Z2-7]{26}")
MISREAD = str.maketrans({"0": "O", "8": "B"})
GROUP = 4


def normalise(text):
    """Return the code in what somebody typed or scanned, or ``None`` when it can't be one.

    Case, blanks and dashes don't matter, nor does 0 for O or 8 for B.

    :param str text: anything
    :rtype: str | None
    """
    if not text or len(text) > 100:
        return None
    code = re.sub(r"[\s\-–—_.]+", "", text).upper().translate(MISREAD)
    return code if CODE.fullmatch(code) else None


def grouped(code):
    """Return a code in groups of four, as it is printed to be typed: ``ABCD EFGH … YZ``."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
