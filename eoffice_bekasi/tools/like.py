"""Texts that people type, for LIKE and ILIKE."""


def literal(text):
    """Return a text for LIKE in which nothing is a wildcard."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
