"""What a password must have: so long, so many of each kind, and not the login itself."""

KINDS = {
    "lower": str.islower,
    "upper": str.isupper,
    "numeric": str.isdigit,
    "special": lambda letter: not letter.isalnum() and not letter.isspace(),
}


def broken_rules(password, rules):
    """Return which rules a password breaks: names of ``KINDS``, and ``minlength``.

    :param str password: what somebody wants
    :param dict rules: how many of each kind, and ``minlength``
    :rtype: list[str]
    """
    broken = [
        kind for kind, belongs in KINDS.items() if sum(map(belongs, password)) < rules.get(kind, 0)
    ]
    if len(password) < rules.get("minlength", 0):
        broken.insert(0, "minlength")
    return broken


def names_its_owner(password, names):
    """Whether a password is little more than a name of its owner (login, NIP, words of the name).

    A password may hold a name as long as ten more characters stand beside it.

    :param str password: what somebody wants
    :param names: texts that others know of him
    """
    low = password.lower()
    return any(
        len(name) >= 4 and name.lower() in low and len(low) - len(name) < 10
        for name in names
        if name
    )
