"""What a text says, without how it looks: for asking whether two texts say the same.

Knows nothing of Odoo.
"""

import re
from html import unescape

#: What ends a word on the page though no blank stands there: a paragraph, a line, a table's cell.
_BREAKS = re.compile(
    r"</?(?:p|div|br|li|ul|ol|table|thead|tbody|tr|td|th|h[1-6]|blockquote|pre|hr)\b[^>]*>", re.I
)
_IMAGES = re.compile(r"<img\b[^>]*>", re.I)
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_TAGS = re.compile(r"<!--.*?-->|<[^>]+>", re.S)
#: Blanks that can't be seen: they come with pasting and with the editor.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def _image(match):
    source = _SOURCE.search(match[0])
    return f" [{source[1] or source[2]}] " if source else " "


def plain_text(html):
    """Return the words of an HTML text in one line; its pictures by their source.

    :param html: HTML or plain text; anything empty gives an empty text
    """
    text = _IMAGES.sub(_image, str(html or ""))
    text = _TAGS.sub("", _BREAKS.sub(" ", text))
    return " ".join(unescape(text).translate(_UNSEEN).split())


def plain_values(value):
    """Return a value (text, list, dict) with every text in it made plain."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict):
        return {key: plain_values(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_values(one) for one in value]
    return value
