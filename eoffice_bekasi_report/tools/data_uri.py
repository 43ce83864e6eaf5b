"""Pictures inside the page itself: a page never asks anybody for anything."""

import base64


def data_uri(content, mimetype):
    """Return ``content`` (bytes) as a ``data:`` URI of this type."""
    return f"data:{mimetype};base64,{base64.b64encode(content).decode()}"


def svg_uri(svg):
    """Return an SVG (text) as a ``data:`` URI."""
    return data_uri(svg.encode(), "image/svg+xml")
