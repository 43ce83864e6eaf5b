"""Who holds a post from when to when, and where two terms collide."""

from dataclasses import dataclass
from datetime import date


@dataclass(eq=False)
class Term:
    """A post held by somebody from ``start`` to ``end``, its last day (None while it lasts)."""

    post: object
    holder: object
    kind: str
    start: date
    end: date | None = None
    #: The stored assignment, the row of the file that speaks of it, and the row that ends it.
    record: object = None
    row: object = None
    ended_by: object = None

    def runs_on(self, day):
        """Whether the term has not ended before a day."""
        return self.end is None or self.end >= day


def collisions(terms):
    """Return pairs of terms of one post that share a day.

    :param terms: list of :class:`Term`
    :return: list of pairs (earlier, later): each later term with the longest before it
    """
    found, longest = [], None
    for term in sorted(terms, key=lambda term: term.start):
        if longest and longest.runs_on(term.start):
            found.append((longest, term))
        if not longest or (term.end or date.max) > (longest.end or date.max):
            longest = term
    return found
