"""A pile scanned in one go: what a separator sheet says, and where one letter ends.

Pure. A sheet's code is signed, so that a QR code on somebody's letter can't pass for one; whether a
sheet may be used in a tray is decided where its tray and letter are known.
"""

import base64
import hmac
import re
from dataclasses import dataclass, field

#: What a code begins with; only signs of QR's alphanumeric mode follow, so that modules are large.
HEAD = "EOFFICE"
CODE = re.compile(rf"{HEAD}:(\d{{1,9}}):(\d{{1,9}}):([A-Z2-7]{{26}})")


def make_code(tray, letter, sign):
    """Return what the QR code of a separator sheet says.

    :param int tray: id of the desk in whose tray it is used
    :param int letter: id of the registered letter that what follows belongs to; 0 for a new one
    :param sign: callable, text to bytes that only the office can make of it
    """
    said = f"{HEAD}:{int(tray)}:{int(letter or 0)}"
    return f"{said}:{_seal(said, sign)}"


def read_code(text, sign):
    """Return (tray, letter) of a separator sheet's code, or None when it isn't one of ours.

    :param str text: whatever a QR code on a page says
    :param sign: see ``make_code``
    """
    parts = CODE.fullmatch(text or "")
    if not parts:
        return None
    said, sealed = text.rsplit(":", 1)
    if not hmac.compare_digest(_seal(said, sign), sealed):
        return None
    return int(parts[1]), int(parts[2])


def _seal(said, sign):
    return base64.b32encode(sign(said)[:16]).decode().rstrip("=")


@dataclass
class Group:
    """Pages of one letter, and the registered letter that they belong to (0 for none)."""

    letter: int = 0
    pages: list = field(default_factory=list)


def split(pages, by_blank=True):
    """Return the letters of a pile, and what is put aside.

    A separator sheet begins a letter. Without any in the pile, blank pages part letters where they
    can't be mere backs of sheets: when both sides of a sheet are blank, then only there; else
    wherever one is, unless all stand where backs do. In doubt nothing is parted: a person does that
    with thumbnails.

    :param pages: [(page id, kind)] in order; kind is "page", "blank", or the int of a separator
        sheet: the registered letter's id, 0 for a new letter
    :return: (groups, {page id: "separator" or "blank"})
    """
    aside = {page: "separator" for page, kind in pages if isinstance(kind, int)}
    groups = [Group()]
    ends = set() if aside or not by_blank else _blank_ends([kind for _page, kind in pages])
    for at, (page, kind) in enumerate(pages):
        if isinstance(kind, int):
            groups.append(Group(kind))
        elif kind == "blank":
            aside[page] = "blank"
            if at in ends:
                groups.append(Group())
        else:
            groups[-1].pages.append(page)
    groups = [group for group in groups if group.pages]
    if not groups:
        # Nothing but blank pages: one letter, for a person to look at.
        blank = [page for page, kind in pages if kind == "blank"]
        groups = [Group(0, blank)] if blank else []
        aside = {page: why for page, why in aside.items() if why == "separator"}
    return groups, aside


def _blank_ends(kinds):
    """Return the places of blank pages at which a letter ends."""
    blank = [at for at, kind in enumerate(kinds) if kind == "blank"]
    double = [at for at in blank if at and kinds[at - 1] == "blank"]
    if double:
        return set(double)
    backs = all(at % 2 for at in blank) and len(kinds) % 2 == 0
    return set() if backs else set(blank)
