"""Merge fields: ``[[nomor]]`` in a letter's text stands for what the letter says of itself.

They are words in the text, so that they survive copying, comparing and printing on paper. Knows
nothing of Odoo.
"""

import re
from html import escape

#: Known when the letter is signed; the others only once it has its number.
AT_SIGNING = (
    "jabatan_penanda_tangan",
    "nama_penanda_tangan",
    "skpd",
    "kepada",
    "hal",
    "klasifikasi",
    "lampiran",
)
WITH_NUMBER = ("nomor", "tanggal", "hari_ini")
NAMES = frozenset(AT_SIGNING + WITH_NUMBER)
#: What a page shows of a draft in the place of what is not known yet.
PENDING = "…………………"
_TOKEN = re.compile(r"\[\[[\s\u00a0]*([A-Za-z_]{1,40})[\s\u00a0]*\]\]")
_ANY = re.compile(r"\[\[.{0,80}?\]\]", re.DOTALL)


def fill(text, values, *, html=False):
    """Return a text with those merge fields filled in that have a value; others are left.

    :param str text: plain text or HTML, or nothing
    :param dict values: name to text; a name that is not in it stays as it is
    :param bool html: the text is HTML, what is filled in is not
    """

    def filled(token):
        value = values.get(token.group(1).lower())
        if value is None:
            return token.group(0)
        return escape(value, quote=False) if html else value

    return _TOKEN.sub(filled, text) if text else text or ""


def fill_frozen(frozen, values):
    """Return what is frozen of a letter with its merge fields filled in: subject, body, parts.

    :param dict frozen: with ``subject``, ``body`` and perhaps ``parts``; it isn't changed
    :param dict values: see :func:`fill`
    """
    result = {
        **frozen,
        "subject": fill(frozen.get("subject"), values),
        "body": fill(frozen.get("body"), values, html=True),
    }
    if frozen.get("parts"):
        result["parts"] = [{**part, "value": _part(part, values)} for part in frozen["parts"]]
    return result


def _part(part, values):
    value = part["value"]
    if part["kind"] == "points":
        return [{**point, "text": fill(point["text"], values)} for point in value]
    if isinstance(value, str):
        return fill(value, values, html=part["kind"] == "text")
    return value


def unknown(text):
    """Return what looks like a merge field and is none, in order, each once.

    :param str text: plain text
    """
    found = (token.group(0) for token in _ANY.finditer(text or ""))
    return list(dict.fromkeys(token for token in found if not _is_known(token)))


def _is_known(token):
    match = _TOKEN.fullmatch(token)
    return bool(match) and match.group(1).lower() in NAMES
