"""Marks by which a page is known again by its text, though recognition read it a little otherwise.

Shingles of three words are reduced to minima of random hashes, and these in bands: two texts of
which 3 in 4 shingles are the same have a band in common with a probability of 98 %, letters of
which one in seven is the same with 0.1 %. So one index look-up finds the few that are worth a
comparison, among a million.
"""

import random
import re
from zlib import crc32

SHINGLE = 3
BANDS, ROWS = 16, 5
#: So many words count: the first sheet or two; what is attached differs or doesn't, it is long.
WORDS = 600
#: Shorter texts (a stamp, a form's head) are alike by chance.
LEAST = 25
_PRIME = (1 << 61) - 1
# Fixed for ever: stored marks are compared with new ones.
_dice = random.Random(24_2013)
_HASHES = tuple(
    (_dice.randrange(1, _PRIME), _dice.randrange(_PRIME)) for _one in range(BANDS * ROWS)
)


def shingles(text):
    """Return the set of a text's shingles as numbers; empty when it has too few words."""
    words = re.findall(r"\w+", (text or "").lower())[:WORDS]
    if len(words) < LEAST:
        return frozenset()
    return frozenset(
        crc32(" ".join(words[start : start + SHINGLE]).encode())
        for start in range(len(words) - SHINGLE + 1)
    )


def text_marks(text):
    """Return the marks of a text as words with blanks between, empty when it is too short.

    :rtype: str
    """
    parts = shingles(text)
    if not parts:
        return ""
    minima = [min((a * part + b) % _PRIME for part in parts) for a, b in _HASHES]
    return " ".join(
        f"{band:x}.{crc32(repr(minima[band * ROWS : (band + 1) * ROWS]).encode()):08x}"
        for band in range(BANDS)
    )


def likeness(one, other):
    """Return how much of two texts is the same, from 0 to 1 (Jaccard index of their shingles)."""
    first, second = shingles(one), shingles(other)
    if not (first and second):
        return 0.0
    return len(first & second) / len(first | second)
