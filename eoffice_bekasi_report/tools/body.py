"""The text of a letter, reduced to what a letter may print.

The editor keeps what people paste: classes, colours, positions, addresses. On the page they could
draw over the number or the signature, or call a foreign host. What stays is the list here.
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
#: Tags that are seen without text in them.
SHOWN = frozenset(("img", "hr", "table"))
#: Tags that hold lines, the last of which may be empty.
BOXES = frozenset(("ol", "ul", "li", "div", "blockquote"))
STYLES = frozenset(
    "text-align font-weight font-style text-decoration text-decoration-line vertical-align "
    "margin-left padding-left text-indent width list-style-type".split()
)
#: Words, percentages and short positive lengths: no functions, no addresses, no negative margins.
STYLE_VALUE = re.compile(r"(?:[a-z-]{1,20}|\d{1,3}(?:\.\d{1,4})?(?:%|px|pt|mm|cm|em|rem)?)")
NUMBER = re.compile(r"\d{1,4}")
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
MISSING_PICTURE = "[gambar tidak dapat dicetak]"
#: Address by which the editor names a picture of this database.
OWN_PICTURE = re.compile(r"/web/image/(\d{1,18})(?:[-/?].*)?")


def clean_body(text):
    """Return the body of a letter as well-formed XHTML that is safe to print.

    :param str text: HTML of the editor, or nothing
    :return: only tags of ``ALLOWED``, styles of ``STYLES`` and pictures that are in the text
        itself; a picture from elsewhere becomes a visible remark, so that its lack is seen before
        signing
    :rtype: str
    """
    if not text or not text.strip():
        return ""
    root = html.fragment_fromstring(text, create_parent="div")
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in list(root.iterdescendants()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if element.tag in DROPPED:
            element.drop_tree()
        elif element.tag not in ALLOWED:
            element.drop_tag()
        else:
            _clean_attributes(element)
    _drop_empty_end(root)
    inner = (html.tostring(child, encoding="unicode", method="xml") for child in root)
    return etree_escape(root.text) + "".join(inner)


def own_pictures(text):
    """Return the ids of this database's own pictures in the HTML, in order."""
    if not text or "/web/image/" not in text:
        return []
    root = html.fragment_fromstring(text, create_parent="div")
    found = (OWN_PICTURE.fullmatch(image.get("src") or "") for image in root.iter("img"))
    return [int(own.group(1)) for own in found if own]


def with_pictures(text, fetch):
    """Return the HTML with this database's own pictures put into it.

    :param str text: HTML of the editor, or nothing
    :param fetch: function of an attachment's id (int) that returns the picture as a ``data:``
        URI, or ``None`` when there is none to be had
    :rtype: str
    """
    if not text or "/web/image/" not in text:
        return text or ""
    root = html.fragment_fromstring(text, create_parent="div")
    for image in root.iter("img"):
        own = OWN_PICTURE.fullmatch(image.get("src") or "")
        if own and (uri := fetch(int(own.group(1)))):
            image.set("src", uri)
    inner = (html.tostring(child, encoding="unicode", method="xml") for child in root)
    return etree_escape(root.text) + "".join(inner)


def etree_escape(text):
    """Return text with the three characters escaped that mean something in XML."""
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _drop_empty_end(element):
    """Drop the empty lines an editor leaves at the end: they print as numbers without text."""
    while len(element) and not (element[-1].tail or "").strip():
        last = element[-1]
        if last.tag in BOXES:
            _drop_empty_end(last)
        if _says_something(last):
            break
        element.remove(last)


def _says_something(element):
    return bool("".join(element.itertext()).strip()) or any(
        one.tag in SHOWN for one in element.iter()
    )


def _clean_attributes(element):
    kept = {
        name: element.get(name)
        for name in ALLOWED[element.tag]
        if element.get(name) and _fits(element.tag, name, element.get(name))
    }
    style = _clean_style(element.get("style") or "")
    borderless = element.tag == "table" and "borderless" in (element.get("class") or "")
    element.attrib.clear()
    element.attrib.update(kept)
    if style:
        element.set("style", style)
    if borderless:
        element.set("class", "plain")
    if element.tag == "img" and "src" not in kept:
        remark = element.makeelement("span", {"class": "missing"})
        remark.text = MISSING_PICTURE
        remark.tail = element.tail
        element.getparent().replace(element, remark)


def _fits(tag, name, value):
    if name == "src":
        return bool(PICTURE.fullmatch(value))
    if name == "alt":
        return True
    if name in ("type", "scope"):
        return bool(re.fullmatch(r"[A-Za-z1]{1,8}", value))
    return bool(NUMBER.fullmatch(value))


def _clean_style(style):
    kept = []
    for declaration in style.split(";"):
        name, _colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        if name in STYLES and STYLE_VALUE.fullmatch(value):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)
