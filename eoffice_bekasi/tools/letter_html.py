"""What may stand in the text of a letter, and making any HTML that.

The editor keeps what people paste: classes, colours, positions, addresses. On the page they could
draw over the number or the signature, or call a foreign host. What is kept is the list here: the
same for what is stored and for what is printed. Knows nothing of Odoo.
"""

import re

from lxml import etree, html

#: Tags that may stand in a letter, and which attributes besides ``style``.
ALLOWED = {
    "p": (),
    "div": (),
    "br": (),
    "hr": (),
    "b": (),
    "strong": (),
    "i": (),
    "em": (),
    "u": (),
    "s": (),
    "sub": (),
    "sup": (),
    "span": (),
    "h1": (),
    "h2": (),
    "h3": (),
    "h4": (),
    "h5": (),
    "h6": (),
    "blockquote": (),
    "ol": ("start", "type"),
    "ul": (),
    "li": ("value",),
    "table": (),
    "caption": (),
    "colgroup": (),
    "col": ("span",),
    "thead": (),
    "tbody": (),
    "tfoot": (),
    "tr": (),
    "th": ("colspan", "rowspan", "scope"),
    "td": ("colspan", "rowspan"),
    "img": ("src", "alt", "width", "height"),
}
#: Tags that go with all that is in them; every other unknown tag leaves its text behind.
DROPPED = frozenset(
    "script style iframe frame frameset object embed applet svg math template noscript head title "
    "meta link base form input button select textarea video audio canvas map".split()
)
STYLES = frozenset(
    "text-align font-weight font-style text-decoration text-decoration-line vertical-align "
    "margin-left padding-left text-indent width list-style-type".split()
)
#: Words, percentages and short positive lengths: no functions, no addresses, no negative margins.
STYLE_VALUE = re.compile(r"(?:[a-z-]{1,20}|\d{1,3}(?:\.\d{1,4})?(?:%|px|pt|mm|cm|em|rem)?)")
NUMBER = re.compile(r"\d{1,4}")
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
#: Address by which the editor names a picture of this database.
OWN_PICTURE = re.compile(r"/web/image/(\d{1,18})(?:[-/?].*)?")

#: Stands where a picture was that is neither in the text nor in this database.
MISSING_PICTURE = "[gambar tidak dapat dicetak]"
#: Values that say nothing: text is so by itself.
PLAIN = frozenset(("normal", "none", "baseline", "start", "400", "0", "0px", "0pt", "0cm", "0in"))
#: A background that somebody marked text with; white and nothing are none.
MARKED = re.compile(
    r"(?:^|;)\s*background(?:-color)?\s*:"
    r"(?!\s*(?:transparent|none|inherit|initial|unset|auto|white|#fff(?:fff)?\b"
    r"|rgb\(255,\s*255,\s*255\)|rgba\([^)]*,\s*0\)))\s*[^;\s]",
    re.IGNORECASE,
)


def clean_text(text):
    """Return the text of a letter as it is stored: what a letter may print, and nothing else.

    Two things are kept that a page leaves out: the address of a picture of this database, and
    ``<mark>`` where text is marked in colour, which is something still to be settled.

    :param text: HTML from an editor, a paste, a client of the API; or nothing
    :rtype: str
    """
    if not text or not str(text).strip():
        return text
    cleaned = _cleaned(str(text))
    # What was wrongly nested is put right by reading it once more.
    for _reading in range(3):
        again = _cleaned(cleaned)
        if again == cleaned:
            break
        cleaned = again
    return cleaned


def reduce_tags(root, clean_attributes, *, marks=False):
    """Leave below an element only the tags that a letter may have.

    :param root: an lxml element, changed in place
    :param clean_attributes: function that cleans the attributes of an element that stays
    :param bool marks: keep text that is marked in colour, as ``<mark>``
    """
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in list(root.iterdescendants()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if element.tag in DROPPED:
            element.drop_tree()
        elif marks and _is_marked(element):
            element.tag = "mark"
            element.attrib.clear()
        elif element.tag not in ALLOWED:
            element.drop_tag()
        else:
            clean_attributes(element)


def _is_marked(element):
    coloured = element.tag in ("span", "font") and MARKED.search(element.get("style") or "")
    return element.tag == "mark" or coloured


def _cleaned(text):
    root = html.fragment_fromstring(text, create_parent="div")
    reduce_tags(root, _clean_attributes, marks=True)
    inner = (html.tostring(child, encoding="unicode", method="html") for child in root)
    return _escaped(root.text) + "".join(inner)


def fits(tag, name, value, picture=PICTURE):
    """Whether an attribute's value may stay.

    :param picture: patterns of the addresses a picture may have
    """
    if name == "src":
        return bool(picture.fullmatch(value))
    if name == "alt":
        return True
    if name in ("type", "scope"):
        return bool(re.fullmatch(r"[A-Za-z1]{1,8}", value))
    return bool(NUMBER.fullmatch(value))


def clean_style(style):
    """Return of a style what a letter may print."""
    kept = []
    for declaration in style.split(";"):
        name, _colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        if name in STYLES and STYLE_VALUE.fullmatch(value):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)


def text_lines(text):
    """Return the words of HTML, each block on a line of its own."""
    if not text:
        return ""
    root = html.fragment_fromstring(str(text), create_parent="div")
    for element in root.iter("p", "div", "li", "tr", "td", "th", "br", "h1", "h2", "h3", "h4"):
        element.tail = "\n" + (element.tail or "")
    return root.text_content()


def marked_texts(text):
    """Return the texts that are marked in colour, in order."""
    if not text or "<mark" not in text:
        return []
    root = html.fragment_fromstring(str(text), create_parent="div")
    return [said for mark in root.iter("mark") if (said := " ".join(mark.itertext()).strip())]


class _Stored:
    """Pictures in the text itself, and those of this database."""

    @staticmethod
    def fullmatch(value):
        return PICTURE.fullmatch(value) or OWN_PICTURE.fullmatch(value)


def _clean_attributes(element):
    kept = {
        name: element.get(name)
        for name in ALLOWED[element.tag]
        if element.get(name) and fits(element.tag, name, element.get(name), _Stored)
    }
    style = _telling(clean_style(element.get("style") or ""))
    borderless = element.tag == "table" and "borderless" in (element.get("class") or "")
    element.attrib.clear()
    element.attrib.update(kept)
    if style:
        element.set("style", style)
    if borderless:
        element.set("class", "borderless")
    if element.tag == "span" and not style:
        element.drop_tag()
    elif element.tag == "img" and "src" not in kept:
        # Seen, and marked as something to be settled: its lack must not pass unnoticed.
        element.tag = "mark"
        element.attrib.clear()
        element.text = MISSING_PICTURE


def _telling(style):
    """Return a style without what says nothing (``font-weight: normal``)."""
    kept = []
    for declaration in filter(None, style.split("; ")):
        value = declaration.partition(": ")[2]
        if value not in PLAIN:
            kept.append(declaration)
    return "; ".join(kept)


def _escaped(text):
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
