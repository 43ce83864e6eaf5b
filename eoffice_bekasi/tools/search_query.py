"""What somebody types into the search box, as a full-text query of PostgreSQL."""

#: Nobody finds a letter by more words than this; what comes after them is left out.
MOST_WORDS, LONGEST_WORD = 12, 100
#: Marks the words of the envelope, for those who may see no more of a secret letter. No parser of
#: PostgreSQL makes a word that begins with it.
ENVELOPE = "="
#: What stands between the parts of a number: 800/123/Dinkes.
SEPARATORS = frozenset("/.-")


def tokens(text):
    """Return the words of a search, each once."""
    words = (word[:LONGEST_WORD] for word in (text or "").replace("\x00", " ").split())
    return list(dict.fromkeys(words))[:MOST_WORDS]


def is_open(token):
    """Whether the end of a word is left open by who typed it: imunis*."""
    return token.endswith("*")


def may_be_open(token):
    """Whether the end of a word may be meant to be open: the last part of a number (123/Din)."""
    return any(c in SEPARATORS for c in token) and any(c.isdigit() for c in token)


def query_text(found, mark="", opened=is_open):
    """Return the text of a tsquery that asks for all words.

    :param list found: pairs (token, its lexemes in order)
    :param str mark: what the lexemes begin with (``ENVELOPE``)
    :param opened: says of a token whether its end is open
    :return: text for ``::tsquery``, or "" when nothing is asked
    """
    parts = []
    for token, lexemes in found:
        for place, lexeme in enumerate(lexemes, 1):
            open_end = place == len(lexemes) and len(lexeme) > 2 and opened(token)
            parts.append(quoted(mark + lexeme) + (":*" if open_end else ""))
    return " & ".join(dict.fromkeys(parts))


def quoted(lexeme):
    """Return a lexeme as it stands in the text of a tsquery."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def seats_text(seats, level, side=""):
    """Return the text of a tsquery that asks for letters that these seats may read.

    :param Seats seats: an account's seats
    :param str level: "c" (content) or "e" (envelope only)
    :param str side: "" or one of "<" (came in), ">" (goes out)
    :return: text for ``::tsquery``, or "" when no seat reads anything
    """
    parts = []
    for seat in seats:
        if seat.ever(("read",)):
            key = quoted(f"{level}{seat.jabatan_id}{side}")
            parts.append(key if seat.secret else f"({key} & 'open')")
    return " | ".join(dict.fromkeys(parts))


def in_scope_only(seats):
    """Whether a seat reads letters of some types or units only: that the index doesn't know."""
    return any(
        not seat.scope.is_all or any("read" in gone for gone, _scope in seat.taken)
        for seat in seats
        if seat.ever(("read",))
    )


def marked(text, opening, closing):
    """Return a text with marks in it as list of [piece, whether it is marked], for a screen.

    :param str text: with ``opening`` and ``closing`` around what is marked
    """
    pieces = []
    for number, part in enumerate(text.split(opening)):
        inside, _mark, outside = part.partition(closing) if number else ("", "", part)
        pieces += [[inside, True]] if inside else []
        pieces += [[outside, False]] if outside else []
    return pieces
