"""Numbers of letters as they are compared: whatever separates their parts, however it is typed.

``045 / 0012-Dinkes`` and ``45/12/DINKES`` are one number. ``KEY_SQL`` says the same in SQL, for
the index; the two must agree.
"""

import re

#: The key of column ``number``; immutable, so that it can be indexed.
KEY_SQL = (
    "upper(btrim(regexp_replace(regexp_replace({column}, '[^0-9A-Za-z]+', '/', 'g'), "
    "'(^|/)0+(?=[0-9])', '\\1', 'g'), '/'))"
)
#: What looks like a number inside a text: parts with slashes between them, maybe blanks around.
_QUOTED = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]*(?:[ \t]?/[ \t]?[0-9A-Za-z][0-9A-Za-z.\-]*)+")
#: So many numbers are looked for in one text.
MOST = 40


def number_key(number):
    """Return a number as it is compared, empty when there is nothing to compare.

    :param str number: as it is printed or typed
    """
    key = re.sub(r"[^0-9A-Za-z]+", "/", number or "")
    key = re.sub(r"(^|/)0+(?=[0-9])", r"\1", key)
    return key.strip("/").upper()


def quoted_numbers(text):
    """Return the keys of what looks like numbers of letters in a text, in order, each once.

    :param str text: what was recognised or typed
    :rtype: list[str]
    """
    found = (number_key(match.group()) for match in _QUOTED.finditer(text or ""))
    keys = dict.fromkeys(key for key in found if _like_a_letter(key))
    return list(keys)[:MOST]


def _like_a_letter(key):
    """Whether a key is no date or fraction: two parts or more, one in figures and one with letters."""
    parts = key.split("/")
    return (
        len(parts) > 1
        and any(part.isdigit() for part in parts)
        and any(re.search(r"[A-Z]", part) for part in parts)
    )
