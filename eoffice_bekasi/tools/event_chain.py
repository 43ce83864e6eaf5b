"""The chain over the event log: whoever changes, drops or slips in an event breaks it."""

import hashlib

START = "0" * 64


def chain_hash(previous, digest):
    """Return the hash of a link: SHA-256 over the link before and the event's own digest."""
    return hashlib.sha256(f"{previous}{digest}".encode()).hexdigest()


def first_break(links):
    """Return where a chain breaks.

    :param links: iterable of (sequence, event id, hash of the link, digest of the event now; None
        when the event is gone), in order
    :return: (number of links seen, id of the event at the first break or None)
    """
    previous, count = START, 0
    for count, (sequence, event_id, link, digest) in enumerate(links, 1):
        if sequence != count or digest is None or link != chain_hash(previous, digest):
            return count, event_id
        previous = link
    return count, None
