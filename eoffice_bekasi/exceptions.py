"""What stops an account at the door, whichever door it comes by."""

from odoo.exceptions import AccessError

#: Where a person accepts the rules of use.
RULES_PAGE = "/eoffice/rules"


class DoorClosed(AccessError):
    """An account may not work now; ``context`` says why, for programs.

    The message is for people. Over JSON-2 and JSON-RPC a program finds in the error's ``context``
    what it can act on: ``code``, and what the subclasses add.
    """

    def __init__(self, message, **facts):
        super().__init__(message)
        self.context = facts


class OfficeClosed(DoorClosed):
    """Outside the working days and hours of the account's role (Ps. 9).

    ``context``: ``code`` is ``office_closed``, ``opens_at`` the next opening in UTC (ISO 8601), or
    None where none is in sight, ``opens`` the same in the words of the account's language.
    """


class RulesNotAccepted(DoorClosed):
    """The rules of use in force have not been accepted (Ps. 8).

    ``context``: ``code`` is ``rules_not_accepted``, ``url`` the page where a person accepts them.
    """
