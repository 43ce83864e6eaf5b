from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.local_time import office_today
from .closure import letter_if_limited, seated

#: With its receiver, who has not reported.
OPEN = ("sent", "read", "accepted")
#: Done: by a report that was taken, or by its giver without one.
DONE = ("finished", "closed")


def readable_disposition(row, seats):
    """Return the condition that a disposition is readable: one gave or got it, or gave one above.

    :param SQL row: alias of the disposition's row
    :param Seats seats: the account's seats
    """
    # ``up`` is one that these seats gave or received, and the row stands at or below it. What the
    # seats have to do with ``up`` is said first and again, so that a list can begin there.
    return SQL(
        """EXISTS (
            SELECT FROM eoffice_disposition up %(letter)s
             WHERE up.naskah_id = %(row)s.naskah_id AND (%(given)s OR %(received)s)
               AND (%(row)s.parent_path LIKE up.parent_path || '%%'
                        AND (%(row)s.state <> 'prepared' OR %(row)s.id = up.id) AND %(given)s
                    OR %(row)s.id = up.id AND %(row)s.state NOT IN ('prepared', 'recalled')
                        AND %(received)s))""",
        row=row,
        letter=letter_if_limited(seats, SQL("up.naskah_id")),
        given=seated(SQL("up.from_jabatan_id"), seats, ("read",), "n"),
        received=seated(SQL("up.to_jabatan_id"), seats, ("read",), "n"),
    )


class Disposition(models.Model):
    """An instruction from one jabatan to another about a received letter; a tree.

    - Giver, receiver (until it is recalled), givers further up: read it. Siblings don't see each other's.
    - Receiver: accepts, forwards down, declines, reports, finishes.
    - Giver: finishes after the report, recalls while unread, asks, reminds, closes what is open.
    - Giver's assistant: prepares; the giver releases it, and only then its receiver sees it.
    - Nobody writes by hand; verbs do.
    """

    _name = "eoffice.disposition"
    _description = "Disposition"
    _inherit = "eoffice.closure"
    _parent_store = True
    _order = "id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="restrict")
    recipient_id = fields.Many2one(
        "eoffice.recipient", required=True, index=True, ondelete="restrict"
    )
    parent_id = fields.Many2one("eoffice.disposition", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("eoffice.disposition", "parent_id", "Forwarded to")
    from_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "From", required=True, index=True, ondelete="restrict"
    )
    to_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "To", required=True, index=True, ondelete="restrict"
    )
    is_responsible = fields.Boolean("Responsible")
    instruction_ids = fields.Many2many("eoffice.instruction", string="Instructions")
    note = fields.Text()
    deadline = fields.Date()
    is_late = fields.Boolean("Late", compute="_compute_is_late")
    state = fields.Selection(
        [
            ("prepared", "Prepared"),
            ("sent", "Sent"),
            ("read", "Read"),
            ("accepted", "Accepted"),
            ("reported", "Reported"),
            ("finished", "Finished"),
            ("closed", "Closed without a report"),
            ("declined", "Declined"),
            ("recalled", "Recalled"),
        ],
        required=True,
        default="sent",
    )
    is_shared = fields.Boolean(
        "Note open to the others", help="The others who were given the letter may read the note."
    )
    asking = fields.Selection(
        [("receiver", "Receiver"), ("giver", "Giver")],
        "Waits for an answer",
        help="Who has asked the other side and has no answer yet.",
    )
    asked_at = fields.Datetime("Asked")
    reminded_at = fields.Datetime("Reminded")
    message_ids = fields.One2many("eoffice.disposition.message", "disposition_id", "Messages")
    given_by_id = fields.Many2one("res.users", "Given by", required=True, ondelete="restrict")
    prepared_by_id = fields.Many2one("res.users", "Prepared by", ondelete="restrict")
    sent_at = fields.Datetime("Sent", required=True)
    read_at = fields.Datetime("Read")
    accepted_at = fields.Datetime("Accepted")
    reported_at = fields.Datetime("Reported")
    finished_at = fields.Datetime("Finished")
    report = fields.Text()
    decline_reason = fields.Text()
    letter_subject = fields.Char("Subject", compute="_compute_letter_subject", compute_sudo=False)
    is_to_me = fields.Boolean(
        "Given to me", compute="_compute_whose", search="_search_is_to_me", compute_sudo=False
    )
    is_from_me = fields.Boolean(
        "Given by me", compute="_compute_whose", search="_search_is_from_me", compute_sudo=False
    )

    _follow_up = models.Index(
        "(to_jabatan_id, sent_at) WHERE state IN ('sent', 'read', 'accepted')"
    )
    # Declined ones wait for their giver to take note of it: then they are finished with.
    _to_finish = models.Index(
        "(from_jabatan_id, reported_at)"
        " WHERE state = 'reported' OR (state = 'declined' AND finished_at IS NULL)"
    )
    _to_answer = models.Index("(from_jabatan_id, asked_at) WHERE asking = 'receiver'")
    _to_release = models.Index("(from_jabatan_id, sent_at) WHERE state = 'prepared'")

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        return readable_disposition(SQL.identifier("g"), seats)

    @api.depends("to_jabatan_id")
    def _compute_display_name(self):
        for disposition in self:
            disposition.display_name = self.env._("To %s", disposition.to_jabatan_id.name)

    @api.depends("deadline", "state")
    def _compute_is_late(self):
        today = office_today()
        for disposition in self:
            disposition.is_late = bool(
                disposition.state in OPEN and disposition.deadline and disposition.deadline < today
            )

    @api.depends("to_jabatan_id", "from_jabatan_id")
    @api.depends_context("uid")
    def _compute_whose(self):
        mine = self.env.user._eoffice_seats().ids("read")
        for disposition in self:
            disposition.is_to_me = disposition.to_jabatan_id.id in mine
            disposition.is_from_me = disposition.from_jabatan_id.id in mine

    def _search_is_to_me(self, operator, value):
        return self._search_whose("to_jabatan_id", operator, value)

    def _search_is_from_me(self, operator, value):
        return self._search_whose("from_jabatan_id", operator, value)

    @api.model
    def _search_whose(self, name, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.env.user._eoffice_seats().ids("read")
        return [(name, "in" if True in value else "not in", mine)]

    @api.depends_context("uid")
    def _compute_letter_subject(self):
        for disposition in self:
            disposition.letter_subject = disposition.naskah_id.subject

    def _said_on_desk(self):
        """Return what is said with this work on a desk: dict of ("disposition", id) to text."""
        asked = self.filtered("asking")
        questions = {
            said.disposition_id.id: said.text
            for said in self.env["eoffice.disposition.message"].search(
                [("disposition_id", "in", asked.ids), ("kind", "=", "question")], order="id"
            )
        }
        notes = {}
        for one in self:
            said = [", ".join(one.instruction_ids.mapped("name")), one.note]
            if one.state == "reported":
                said = [one.report]
            elif one.state == "declined":
                said = [self.env._("Declined: %s", one.decline_reason or "")]
            elif one.asking and (one.is_to_me if one.asking == "giver" else one.is_from_me):
                said = [self.env._("Asks: %s", questions.get(one.id, ""))]
            notes["disposition", one.id] = ". ".join(text for text in said if text)
        return notes

    # ------------------------------------------------------------------ verbs

    def action_accept(self):
        """Take the disposition on.

        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given to this account
        """
        self._require_receiver("sent", "read")
        # sudo: dispositions are written by verbs only; the receiver has been checked.
        self.sudo().write({"state": "accepted", "accepted_at": self.env.cr.now()})
        self._log("disposition_accepted", self.to_jabatan_id)
        return self._answer()

    def action_decline(self, reason):
        """Give the disposition back with a reason; its giver finds it on his desk.

        :return: dict with ``id`` and ``state``
        :raise UserError: no reason
        """
        self._require_receiver(*OPEN)
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you decline the disposition."))
        # sudo: children given by this receiver, to see whether they are still open.
        self._require_none_open(self.sudo().child_ids)
        # sudo: dispositions are written by verbs only; the receiver has been checked.
        self.sudo().write(
            {
                "state": "declined",
                "decline_reason": reason.strip(),
                "reported_at": self.env.cr.now(),
                "asking": False,
            }
        )
        self._log("disposition_declined", self.to_jabatan_id)
        self.naskah_id._desk_changed(self.from_jabatan_id, "report", self)
        return self._answer()

    def action_recall(self):
        """Take a disposition back while it is unread.

        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given by this account
        :raise UserError: it has been read
        """
        self._require_giver(self.env._("A disposition is recalled by who gave it."))
        if self.state != "sent":
            raise UserError(
                self.env._(
                    "%s has read the disposition already; speak to him.", self.to_jabatan_id.name
                )
            )
        # sudo: dispositions are written by verbs only; the giver has been checked.
        disposition = self.sudo()
        disposition.write({"state": "recalled", "asking": False})
        self._log("disposition_recalled", self.from_jabatan_id)
        # sudo: the closure shrinks by the receiver, whoever asks.
        self.naskah_id.sudo()._sync_access()
        disposition._settle()
        return self._answer()

    # ------------------------------------------------------------------ helpers

    def _require_receiver(self, *states, acts=("handle",)):
        self.ensure_one()
        self.check_access("read")
        if not self.naskah_id._own(self.to_jabatan_id, *acts):
            raise AccessError(
                self.env._("This disposition was given to %s.", self.to_jabatan_id.name)
            )
        self._require_one_of(states)

    def _require_giver(self, refusal):
        self.ensure_one()
        self.check_access("read")
        if not self.naskah_id._own(self.from_jabatan_id, "dispose"):
            raise AccessError(refusal)

    def _require_one_of(self, states):
        if self.state not in states:
            raise UserError(
                self.env._(
                    "The disposition is %s; this can't be done now.",
                    self._state_labels()[self.state],
                )
            )

    def _require_none_open(self, children):
        """Refuse while those it was forwarded to have not reported."""
        if names := children.filtered(lambda child: child.state in OPEN).mapped(
            "to_jabatan_id.name"
        ):
            raise UserError(
                self.env._("You forwarded this to %s, who has not reported yet.", ", ".join(names))
            )

    def _state_labels(self):
        return dict(self._fields["state"]._description_selection(self.env))

    def _log(self, kind, jabatan):
        return self.naskah_id._log(kind, jabatan, {"disposition_id": self.id})

    def _answer(self):
        return {"id": self.id, "state": self.state}
