"""The code of a one-time letter: 80 random bits as 16 letters and digits, in groups of four."""

import base64
import re
import secrets

LENGTH = 16
#: RFC 4648 base32 has no 0, 1, 8, 9; three of them can only be a misread letter.
CODE = re.compile(r"[A-Z2-7]{16}")
MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})


def new_code():
    """Return a fresh code, without its blanks."""
    return base64.b32encode(secrets.token_bytes(10)).decode()


def normalise(text):
    """Return the code in what somebody typed or scanned, or ``None`` when it can't be one.

    Case, blanks and dashes don't matter, nor does 0 for O, 1 for I or 8 for B.
    """
    if not text or len(text) > 60:
        return None
    code = re.sub(r"[\s\-–—_.]+", "", text).upper().translate(MISREAD)
    return code if CODE.fullmatch(code) else None


def grouped(code):
    """Return a code as it is printed to be typed: ``ABCD-EFGH-IJKL-MNOP``."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
