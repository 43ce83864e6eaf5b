from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.local_time import office_today
from .closure import letter_if_limited, seated

OPEN = ("sent", "read", "accepted")


class Disposition(models.Model):
    """An instruction from one jabatan to another about a received letter; a tree.

    - Giver, receiver (until it is recalled), givers further up: read it. Siblings don't see each other's.
    - Receiver: accepts, forwards down, declines, reports, finishes.
    - Giver: finishes after the report, recalls while unread.
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
            ("declined", "Declined"),
            ("recalled", "Recalled"),
        ],
        required=True,
        default="sent",
    )
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
    _to_finish = models.Index("(from_jabatan_id, reported_at) WHERE state = 'reported'")
    _to_release = models.Index("(from_jabatan_id, sent_at) WHERE state = 'prepared'")

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        # ``up`` is one that these seats gave or received, and ``g`` stands at or below it. What the
        # seats have to do with ``up`` is said first and again, so that a list can begin there.
        return SQL(
            """EXISTS (
                SELECT FROM eoffice_disposition up %(letter)s
                 WHERE up.naskah_id = g.naskah_id AND (%(given)s OR %(received)s)
                   AND (g.parent_path LIKE up.parent_path || '%%'
                            AND (g.state <> 'prepared' OR g.id = up.id) AND %(given)s
                        OR g.id = up.id AND g.state NOT IN ('prepared', 'recalled')
                            AND %(received)s))""",
            letter=letter_if_limited(seats, SQL("up.naskah_id")),
            given=seated(SQL("up.from_jabatan_id"), seats, ("read",), "n"),
            received=seated(SQL("up.to_jabatan_id"), seats, ("read",), "n"),
        )

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

    def action_forward(
        self,
        to_jabatan_ids,
        instruction_ids=(),
        note="",
        deadline=None,
        responsible_jabatan_id=None,
    ):
        """Pass the disposition on to subordinates of one's own; it stays open until they report.

        Parameters as ``eoffice.naskah.action_dispose``.

        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given to this account
        """
        self._require_receiver(*OPEN, acts=("dispose", "prepare"))
        self._give(
            self.naskah_id,
            self,
            to_jabatan_ids,
            instruction_ids,
            note,
            deadline or self.deadline,
            responsible_jabatan_id,
        )
        return self._answer()

    def action_decline(self, reason):
        """Give the disposition back with a reason.

        :return: dict with ``id`` and ``state``
        :raise UserError: no reason
        """
        self._require_receiver(*OPEN)
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you decline the disposition."))
        # sudo: dispositions are written by verbs only; the receiver has been checked.
        self.sudo().write({"state": "declined", "decline_reason": reason.strip()})
        self._log("disposition_declined", self.to_jabatan_id)
        # sudo: closing the letter is the system's when all have finished.
        self.sudo()._finish_recipient()
        return self._answer()

    def action_report(self, report):
        """Report what was done; the giver finishes it, or asks again.

        :param str report: what was done; required
        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given to this account
        :raise UserError: no text, or those it was forwarded to have not reported
        """
        self._require_receiver(*OPEN)
        if not (report or "").strip():
            raise UserError(self.env._("Write what was done."))
        # sudo: children given by this receiver, to see whether they are still open.
        open_children = self.sudo().child_ids.filtered(lambda child: child.state in OPEN)
        if open_children:
            raise UserError(
                self.env._(
                    "You forwarded this to %s, who has not reported yet.",
                    ", ".join(open_children.mapped("to_jabatan_id.name")),
                )
            )
        # sudo: dispositions are written by verbs only; the receiver has been checked.
        self.sudo().write(
            {"state": "reported", "report": report.strip(), "reported_at": self.env.cr.now()}
        )
        self._log("disposition_reported", self.to_jabatan_id)
        self.naskah_id._desk_changed(self.from_jabatan_id, "report", self)
        return self._answer()

    def action_finish(self):
        """Finish a disposition: the giver after the report.

        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given by this account
        :raise UserError: nothing was reported yet
        """
        self.ensure_one()
        self.check_access("read")
        if not self.naskah_id._own(self.from_jabatan_id, "dispose"):
            raise AccessError(self.env._("A disposition is finished by who gave it."))
        if self.state != "reported":
            raise UserError(self.env._("There is no report on this disposition yet."))
        # sudo: dispositions are written by verbs only; the giver has been checked.
        disposition = self.sudo()
        disposition.write({"state": "finished", "finished_at": self.env.cr.now()})
        self._log("disposition_finished", self.from_jabatan_id)
        disposition._finish_recipient()
        return self._answer()

    def action_recall(self):
        """Take a disposition back while it is unread.

        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given by this account
        :raise UserError: it has been read
        """
        self.ensure_one()
        self.check_access("read")
        if not self.naskah_id._own(self.from_jabatan_id, "dispose"):
            raise AccessError(self.env._("A disposition is recalled by who gave it."))
        if self.state != "sent":
            raise UserError(
                self.env._(
                    "%s has read the disposition already; speak to him.", self.to_jabatan_id.name
                )
            )
        # sudo: dispositions are written by verbs only; the giver has been checked.
        self.sudo().write({"state": "recalled"})
        self._log("disposition_recalled", self.from_jabatan_id)
        # sudo: the closure shrinks by the receiver, whoever asks.
        self.naskah_id.sudo()._sync_access()
        return self._answer()

    # ------------------------------------------------------------------ helpers

    @api.model
    def _give(
        self, naskah, source, to_jabatan_ids, instruction_ids, note, deadline, responsible_id
    ):
        """Create dispositions from what the user has (recipient row or disposition) downwards."""
        from_recipient = source._name == "eoffice.recipient"
        giver = source.jabatan_id if from_recipient else source.to_jabatan_id
        receivers = self._check_receivers(giver, to_jabatan_ids)
        # sudo: only the names of active instructions are taken.
        instructions = (
            self.env["eoffice.instruction"].sudo().search([("id", "in", list(instruction_ids))])
        )
        if not instructions and not (note or "").strip():
            raise UserError(self.env._("Choose an instruction or write what is to be done."))
        responsible_id = responsible_id or receivers[0].id
        prepares = bool(naskah._prepares(giver))
        # What was prepared before for this desk is done by this, or done anew.
        naskah._prepared_dispositions().filtered(
            lambda one: one.from_jabatan_id == giver
        )._discard()
        # sudo: dispositions are written by verbs only; the giver's right has been checked.
        given = self.sudo().create(
            [
                {
                    "naskah_id": naskah.id,
                    "recipient_id": source.id if from_recipient else source.recipient_id.id,
                    "parent_id": False if from_recipient else source.id,
                    "from_jabatan_id": giver.id,
                    "to_jabatan_id": receiver.id,
                    "is_responsible": receiver.id == responsible_id,
                    "instruction_ids": instructions.ids,
                    "note": (note or "").strip(),
                    "deadline": deadline,
                    "given_by_id": self.env.uid,
                    "prepared_by_id": self.env.uid if prepares else False,
                    "state": "prepared" if prepares else "sent",
                    "sent_at": self.env.cr.now(),
                }
                for receiver in receivers
            ]
        )
        if prepares:
            for disposition in given:
                naskah._log("disposition_prepared", giver, {"disposition_id": disposition.id})
            naskah._desk_changed(giver)
        else:
            given._take_effect()
        return given

    def _release(self):
        """Send what an assistant prepared, in the name of the official who releases it now."""
        self.write({"state": "sent", "given_by_id": self.env.uid, "sent_at": self.env.cr.now()})
        self._take_effect()

    def _discard(self):
        """Take prepared dispositions back; their receivers never saw them."""
        for disposition in self:
            disposition.state = "recalled"
            disposition.naskah_id._log(
                "prepared_discarded",
                disposition.from_jabatan_id,
                {"disposition_id": disposition.id},
            )

    def _take_effect(self):
        """Put dispositions of one giver on the desks of their receivers."""
        naskah, giver = self.naskah_id, self.from_jabatan_id
        # sudo: state is written by verbs only; the giver's right has been checked.
        letter = self.sudo()
        if letter.parent_id:
            letter.parent_id.write({"state": "accepted"})
        else:
            letter.recipient_id.write({"state": "disposed"})
        # sudo: the closure grows by the receivers, whoever gives.
        naskah.sudo()._sync_access()
        for disposition in self:
            naskah._log("disposed", giver, {"disposition_id": disposition.id})
        naskah._desk_changed(self.to_jabatan_id, "followup", self)

    @api.model
    def _check_receivers(self, giver, to_jabatan_ids):
        """Return the receivers; refuse none at all and anybody who is not below the giver."""
        receivers = self.env["eoffice.jabatan"].search([("id", "in", list(to_jabatan_ids))])
        if not receivers:
            raise UserError(self.env._("Choose at least one subordinate."))
        below = self.env["eoffice.jabatan"].search(
            [("id", "child_of", giver.id), ("id", "!=", giver.id)]
        )
        if outside := receivers - below:
            raise UserError(
                self.env._(
                    "A disposition goes down: %(names)s isn't below %(giver)s.",
                    names=", ".join(outside.mapped("name")),
                    giver=giver.name,
                )
            )
        return receivers

    def _require_receiver(self, *states, acts=("handle",)):
        self.ensure_one()
        self.check_access("read")
        if not self.naskah_id._own(self.to_jabatan_id, *acts):
            raise AccessError(
                self.env._("This disposition was given to %s.", self.to_jabatan_id.name)
            )
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._("The disposition is %s; this can't be done now.", labels[self.state])
            )

    def _finish_recipient(self):
        """Finish the recipient's row when nothing below it is open, and the letter with it."""
        recipient = self.recipient_id
        rows = self.search([("recipient_id", "=", recipient.id)])
        if all(row.state in ("finished", "declined", "recalled") for row in rows) and any(
            row.state == "finished" for row in rows
        ):
            recipient.write({"state": "finished"})
            self.naskah_id._finish_when_all_have()

    def _log(self, kind, jabatan):
        return self.naskah_id._log(kind, jabatan, {"disposition_id": self.id})

    def _answer(self):
        return {"id": self.id, "state": self.state}
