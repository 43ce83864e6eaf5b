"""The text of a letter, reduced to what a letter may print.

What is stored is cleaned already (``letter_html``); this cleans again what is printed, however it
came there, and leaves only pictures that stand in the text itself.
"""

from lxml import html

from odoo.addons.eoffice_bekasi.tools.letter_html import (
    ALLOWED,
    MISSING_PICTURE,
    OWN_PICTURE,
    clean_style,
    fits,
    reduce_tags,
)

#: Tags that are seen without text in them.
SHOWN = frozenset(("img", "hr", "table"))
#: Tags that hold lines, the last of which may be empty.
BOXES = frozenset(("ol", "ul", "li", "div", "blockquote"))


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
    reduce_tags(root, _clean_attributes)
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
        if element.get(name) and fits(element.tag, name, element.get(name))
    }
    style = clean_style(element.get("style") or "")
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
