"""What a draft still has in it that was meant to be replaced; knows nothing of Odoo."""

import re

#: Rule to what it looks for in the plain text. Two ellipses or four dots in a row leave room for a
#: word; three dots are a figure of speech. Three X as a Roman number come after "Lampiran", "Pasal"…
_RULES = {
    "blank": re.compile(r"…{2,}|\.{4,}|(?:…\.+|\.+…)[….]*|_{4,}"),
    "cross": re.compile(
        r"(?<!lampiran )(?<!pasal )(?<!bab )(?<!abad )(?<!angkatan )(?<!ke-)\bX{3,}\b",
        re.IGNORECASE,
    ),
    "bracket": re.compile(
        r"(?<!\[)\[\s*(?:isi|nama|tanggal|nomor|jabatan|diisi|tempat|tulis)\b[^\]\n]{0,80}\](?!\])",
        re.IGNORECASE,
    ),
    "lorem": re.compile(r"\blorem\s+ipsum\b", re.IGNORECASE),
}
_ATTACHED = re.compile(
    r"\b(?:terlampir|dilampirkan|kami\s+lampirkan|sebagaimana\s+(?:dalam\s+)?lampiran)\b",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(r"\b(?:ter|di|me)?lampir(?:an|kan)?\b", re.IGNORECASE)
#: How much of the text before and after is shown with it.
_AROUND = 25


def placeholders(text):
    """Return what is left over in a text: list of (rule, excerpt), each rule once.

    :param str text: plain text
    """
    found = []
    for rule, pattern in _RULES.items():
        match = pattern.search(text or "")
        if match:
            found.append((rule, excerpt(text, match.start(), match.end())))
    return found


def excerpt(text, start, end):
    """Return a piece of a text with a little of what stands around it, on one line."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    # No word is cut in two, unless it is longer than what is shown.
    if start > _AROUND and " " in before:
        before = before.split(" ", 1)[1]
    if len(text) > end + _AROUND and " " in after:
        after = after.rsplit(" ", 1)[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())


def says_attached(text):
    """Whether a text says that something is attached to the letter."""
    return bool(_ATTACHED.search(text or ""))


def speaks_of_attachments(text):
    """Whether a text has any word of attachments."""
    return bool(_ATTACHMENT.search(text or ""))
