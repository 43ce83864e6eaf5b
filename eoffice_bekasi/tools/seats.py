"""Seats: for which jabatan an account may act at a moment, in what capacity, and how far.

An account sits in a jabatan by an assignment (definitif, Plt., Plh., Pj.), by a delegation that
runs (Ps. 11(8)), or as the assistant of its holder (Ps. 10c). A seat is resolved anew for each
question, so that it begins and ends to the minute. No act of a jabatan is two people's at a time:
what a Plh. or Plt. carries by a delegation, the one he stands in for does not.
"""

from dataclasses import dataclass

#: What can be done in a jabatan:
#: read letters; draft (write, change, delete drafts); prepare (put a draft or a disposition on the
#: official's desk for one tap of his); approve (submit, paraf, return); sign; send (distribute,
#: cancel); dispose (dispose, hand on, recall, finish); handle (accept, decline, report, close);
#: register (letters from outside, for an official's desk; a registry's own is by ``handle``).
ACTS = frozenset(
    {"read", "draft", "prepare", "approve", "sign", "send", "dispose", "handle", "register"}
)
#: What comes with a jabatan of one's own.
OWN_ACTS = ACTS - {"prepare", "register"}
#: What an assistant can never be given (Ps. 10c: prepares, never decides).
NEVER_ASSISTANT = frozenset({"approve", "sign", "send", "dispose", "handle"})
#: Which seat speaks when one account has several in the same jabatan.
_RANK = {"assignment": 0, "delegation": 1, "assistant": 2}


@dataclass(frozen=True)
class Letter:
    """What a seat needs to know of a letter."""

    type_id: int = 0
    organisation_id: int = 0
    secret: bool = False


@dataclass(frozen=True)
class Scope:
    """Which letters: those of some naskah types, drafted in some units; None means all."""

    type_ids: frozenset | None = None
    organisation_ids: frozenset | None = None

    @property
    def is_all(self):
        """Whether it leaves nothing out."""
        return self.type_ids is None and self.organisation_ids is None

    def covers(self, letter):
        """Whether a letter is in it."""
        return (self.type_ids is None or letter.type_id in self.type_ids) and (
            self.organisation_ids is None or letter.organisation_id in self.organisation_ids
        )


ALL = Scope()


@dataclass(frozen=True)
class Seat:
    """One way in which an account may act for a jabatan."""

    jabatan_id: int
    capacity: str  #: definitif, plt, plh, pj, an, assistant
    source: str = "assignment"  #: assignment, delegation, assistant
    source_id: int = 0
    acts: frozenset = OWN_ACTS
    secret: bool = True  #: Rahasia and Sangat Rahasia too
    scope: Scope = ALL
    taken: tuple = ()  #: (acts, Scope) that somebody else carries now

    def allows(self, acts, letter):
        """Whether one of ``acts`` may be done in this seat on ``letter``."""
        if (letter.secret and not self.secret) or not self.scope.covers(letter):
            return False
        return any(
            act in self.acts
            and not any(act in gone and scope.covers(letter) for gone, scope in self.taken)
            for act in acts
        )

    @property
    def limited(self):
        """Whether what may be done depends on the letter."""
        return not (
            self.secret and self.scope.is_all and all(scope.is_all for _acts, scope in self.taken)
        )

    def always(self, acts):
        """Whether one of ``acts`` may be done on any letter whatever."""
        return (
            self.secret
            and self.scope.is_all
            and any(
                act in self.acts and not any(act in gone for gone, _scope in self.taken)
                for act in acts
            )
        )

    def ever(self, acts):
        """Whether there can be a letter on which one of ``acts`` may be done."""
        return any(
            act in self.acts and not any(act in gone and scope.is_all for gone, scope in self.taken)
            for act in acts
        )


class Seats(tuple):
    """The seats of one account at a moment; at most one speaks for each jabatan and act."""

    __slots__ = ()

    def __new__(cls, seats=()):
        return super().__new__(
            cls, sorted(seats, key=lambda seat: (_RANK[seat.source], seat.jabatan_id))
        )

    def ids(self, *acts):
        """Return the jabatan in which one of ``acts`` (any, when none is named) is possible."""
        return tuple(dict.fromkeys(s.jabatan_id for s in self if not acts or s.ever(acts)))

    def of(self, jabatan_id):
        """Return the seat that speaks for a jabatan, whatever its limits, or None."""
        return next((s for s in self if s.jabatan_id == jabatan_id), None)

    def find(self, jabatan_id, acts=("read",), letter=Letter()):
        """Return the seat in which one of ``acts`` may be done on ``letter``, or None."""
        return next(
            (s for s in self if s.jabatan_id == jabatan_id and s.allows(acts, letter)), None
        )
