from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.local_time import office_zone_date
from .disposition import OPEN

#: States in which a disposition is nobody's but its giver's.
UNSENT = ("prepared", "recalled")
#: States of a recipient who has the letter and has not finished with it.
RECEIVED = ("delivered", "read", "disposed")


class Naskah(models.Model):
    """After sending: read, disposed, finished; which acts an account gets; where the letter is."""

    _inherit = "eoffice.naskah"

    can_submit = fields.Boolean(compute="_compute_can")
    can_edit = fields.Boolean(compute="_compute_can")
    can_paraf = fields.Boolean(compute="_compute_can")
    can_sign = fields.Boolean(compute="_compute_can")
    can_return = fields.Boolean(compute="_compute_can")
    can_distribute = fields.Boolean(compute="_compute_can")
    can_dispose = fields.Boolean(compute="_compute_can")
    can_finish = fields.Boolean(compute="_compute_can")
    can_cancel = fields.Boolean(compute="_compute_can")
    waiting_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Waits at", compute="_compute_waiting_jabatan_id"
    )
    status_label = fields.Char("Status", compute="_compute_status_label")

    # ------------------------------------------------------------------ flags for buttons

    @api.depends("state", "step_ids.state", "recipient_ids.state", "disposition_ids.state")
    @api.depends_context("uid")
    def _compute_can(self):
        """Say which buttons this account gets; the verbs check the right again themselves."""
        seats = self.env.user._eoffice_seats()
        for naskah in self:
            # sudo: only compares ids of positions with the user's own seats; nothing is shown.
            letter = naskah.sudo()
            facts = letter._seat_facts()

            def may(jabatan, *acts, facts=facts):
                return any(seats.find(id_, acts, facts) for id_ in jabatan.ids)

            steps = letter._current_steps() if letter.state == "approval" else letter.step_ids[:0]
            at_me = may(steps.jabatan_id, "approve", "sign")
            drafter = letter.drafter_jabatan_id
            draft = letter.state == "draft"
            saved = bool(letter._origin)
            decides = may(drafter, "approve")
            naskah.can_submit = draft and saved and decides and not letter.prepared_at
            naskah.can_prepare = (
                draft
                and saved
                and not decides
                and not letter.prepared_at
                and may(drafter, "prepare")
            )
            naskah.can_edit = (draft and (may(drafter, "draft") or not saved)) or at_me
            naskah.can_paraf = any(
                step.kind != "sign" and may(step.jabatan_id, "approve") for step in steps
            )
            naskah.can_sign = any(
                step.kind == "sign" and step.jabatan_id.may_sign and may(step.jabatan_id, "sign")
                for step in steps
            )
            naskah.can_return = at_me
            naskah.can_distribute = (
                letter.state == "sealed"
                and not letter.distribute_at
                and may(letter._senders(), "send")
            )
            alive = letter.state in ("distributed", "finished")
            received = letter.recipient_ids.filtered(
                lambda one: not one.jabatan_id.is_shared and one.state in RECEIVED
            )
            handed = letter.disposition_ids.filtered(lambda one: one.state in OPEN)
            naskah.can_dispose = alive and any(
                may(jabatan, "dispose", "prepare")
                for jabatan in (*received.jabatan_id, *handed.to_jabatan_id)
            )
            naskah.can_finish = alive and any(
                may(one.jabatan_id, "handle") for one in received if one.kind == "kepada"
            )
            naskah.can_release = (draft and decides and bool(letter.prepared_at)) or any(
                may(one.from_jabatan_id, "dispose")
                for one in letter.disposition_ids
                if one.state == "prepared"
            )
            naskah.can_cancel = (
                letter.state not in ("signing", "cancelled") and saved and bool(naskah._canceller())
            )

    @api.depends("state", "step_ids.state", "drafter_jabatan_id")
    def _compute_waiting_jabatan_id(self):
        for naskah in self:
            naskah.waiting_jabatan_id = (
                naskah.drafter_jabatan_id
                if naskah.state == "draft"
                else naskah._current_steps().jabatan_id[:1]
            )

    @api.depends("state", "returned", "recipient_ids.state", "disposition_ids.state")
    @api.depends_context("uid", "su", "lang")
    def _compute_status_label(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for naskah in self:
            label = labels[naskah.state]
            if naskah.state == "draft" and naskah.returned:
                label = self.env._("Returned")
            elif naskah.state == "approval" and (asked := naskah._current_steps().jabatan_id):
                label = self.env._("Waits at %s", ", ".join(asked.mapped("name")))
            elif naskah.state == "distributed":
                label = naskah._distribution_label()
            naskah.status_label = label

    def _distribution_label(self):
        """Return how far the addressees are, in one line."""
        given = self.disposition_ids.filtered(lambda one: one.state not in UNSENT)
        if given:
            reported = given.filtered(lambda one: one.state in ("reported", "finished"))
            return self.env._(
                "Disposed: %(reported)s of %(all)s reported",
                reported=len(reported),
                all=len(given),
            )
        sent = self.recipient_ids._electronic()
        read = sent.filtered(lambda recipient: recipient.state != "delivered")
        return self.env._("Sent: %(read)s of %(all)s read", read=len(read), all=len(sent))

    # ------------------------------------------------------------------ verbs of the receiver

    def action_read(self):
        """Note that this account has opened the letter, for each of its positions, once.

        An assistant's look is none of his official's: it leaves the letter unread.

        :return: dict with ``id``, ``state``, ``number``
        """
        self.ensure_one()
        self.check_access("read")
        seats, facts = self.env.user._eoffice_seats(), self._seat_facts()
        # Whoever decides in a position has read it; a delegator who is away only looks.
        mine = {id_ for id_ in seats.ids() if seats.find(id_, ("handle", "dispose"), facts)}
        # sudo: reading is written by this verb only; it touches rows of the user's own positions.
        letter = self.sudo()
        for recipient in letter.recipient_ids.filtered(
            lambda one: one.state == "delivered" and one.jabatan_id.id in mine
        ):
            recipient.write(
                {"state": "read", "read_at": self.env.cr.now(), "read_by_id": self.env.uid}
            )
            self._log("read", recipient.jabatan_id, {"recipient_id": recipient.id})
        for disposition in letter.disposition_ids.filtered(
            lambda one: one.state == "sent" and one.to_jabatan_id.id in mine
        ):
            disposition.write({"state": "read", "read_at": self.env.cr.now()})
            self._log(
                "disposition_read", disposition.to_jabatan_id, {"disposition_id": disposition.id}
            )
        return self._answer()

    def action_dispose(
        self,
        to_jabatan_ids,
        instruction_ids=(),
        note="",
        deadline=None,
        responsible_jabatan_id=None,
        from_jabatan_id=None,
        shared=False,
        note_file_ids=(),
    ):
        """Give an instruction about a received letter to subordinates.

        :param list to_jabatan_ids: ids of positions below one's own, or open by a rule
        :param list instruction_ids: ids of ``eoffice.instruction``
        :param str note: in one's own words
        :param str deadline: date (YYYY-MM-DD); by default counted from urgensi in working time
        :param int responsible_jabatan_id: who answers for it; by default the first
        :param int from_jabatan_id: in which of one's positions; by default the one that has it
        :param bool shared: the others it is given to may read the note
        :param list note_file_ids: files the account has uploaded: the note spoken or drawn
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the letter has not come to a position of this account
        :raise UserError: nobody, not a subordinate, nobody carries it, or nothing said
        """
        self.ensure_one()
        self.check_access("read")
        source = self._disposable(from_jabatan_id)
        self.env["eoffice.disposition"]._give(
            self,
            source,
            to_jabatan_ids,
            instruction_ids,
            note,
            deadline or self._default_deadline(source),
            responsible_jabatan_id,
            shared,
            note_file_ids,
        )
        return self._answer()

    def action_finish(self, anyway=False, reason=""):
        """Close the letter for one's own position without (further) disposition.

        :param bool anyway: close the dispositions below it that are open; they are named
        :param str reason: why; required for that
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the letter has not come to a position of this account
        :raise UserError: dispositions are still open
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: finishing is written by this verb only; it touches the user's own rows.
        received = self.sudo().recipient_ids.filtered(lambda one: one.state in RECEIVED)
        own = self._own(received.jabatan_id, "handle")
        mine = received.filtered(lambda one: one.jabatan_id in own)
        if not mine:
            raise AccessError(self.env._("This letter isn't waiting for you."))
        # sudo: dispositions below the user's own rows, to see whether they are still open.
        below = self.sudo().disposition_ids.filtered(lambda one: one.recipient_id in mine)
        open_ones = below.filtered(lambda one: one.state in OPEN)
        if open_ones and not anyway:
            raise UserError(
                self.env._(
                    "Not everybody has reported yet: %s. Wait, or close them with a reason.",
                    ", ".join(open_ones.mapped("to_jabatan_id.name")),
                )
            )
        if open_ones:
            open_ones._close(reason)
        below._take()
        mine.write({"state": "finished"})
        for recipient in mine:
            self._log("finished", recipient.jabatan_id, {"recipient_id": recipient.id})
        # sudo: closing the letter is the system's when all have finished.
        self.sudo()._finish_when_all_have()
        return self._answer()

    # ------------------------------------------------------------------ helpers

    def _disposable(self, from_jabatan_id=None):
        """Return what the user may dispose: his recipient row, or the disposition given to him.

        :raise AccessError: neither
        """
        seats, facts = self.env.user._eoffice_seats(), self._seat_facts()
        mine = [
            id_
            for id_ in seats.ids()
            if seats.find(id_, ("dispose", "prepare"), facts)
            and from_jabatan_id in (None, False, id_)
        ]
        # sudo: the rows are the system's to find; they are filtered by the user's own positions.
        letter = self.sudo()
        recipient = letter.recipient_ids.filtered(
            lambda one: (
                one.jabatan_id.id in mine and not one.jabatan_id.is_shared and one.state in RECEIVED
            )
        ).sorted(lambda one: mine.index(one.jabatan_id.id))[:1]
        disposition = letter.disposition_ids.filtered(
            lambda one: one.to_jabatan_id.id in mine and one.state in OPEN
        ).sorted(lambda one: mine.index(one.to_jabatan_id.id))[:1]
        if letter.state not in ("distributed", "finished") or not (recipient or disposition):
            raise AccessError(self.env._("This letter isn't on your desk to be disposed."))
        return recipient or disposition

    def _default_deadline(self, source=None):
        """Return the date by which a disposition is due.

        Working time by urgensi, from the receipt by the SKPD that received the letter and in its
        calendar (with holidays and cuti bersama); what comes late to be disposed is due on the
        next working day.

        :param source: the recipient or the disposition that is disposed; by default what the
            account has on its desk
        :rtype: datetime.date
        """
        # sudo: the user's own row, and when the SKPD that has it works.
        source = (source or self._disposable()).sudo()
        recipient = source if source._name == "eoffice.recipient" else source.recipient_id
        now = self.env.cr.now()
        skpd = recipient.skpd_id
        level = self.env["eoffice.urgensi"]._of_code(self.urgensi)
        due = recipient.respond_by or skpd._response_due(
            recipient.delivered_at or now, level.response_time, level.response_unit
        )
        return max(office_zone_date(due), skpd._working_day(now, 0))

    def _finish_when_all_have(self):
        """Finish the letter once every addressee who has it electronically has finished."""
        kepada = self.recipient_ids._electronic().filtered(lambda one: one.kind == "kepada")
        if (
            self.state == "distributed"
            and kepada
            and all(one.state == "finished" for one in kepada)
        ):
            self.write({"state": "finished"})

    def _desk_changed(self, jabatan, kind=None, dispositions=()):
        """Tell whoever carries these positions that something new has come.

        :param str kind: a kind of ``eoffice.notification``; None when it is in the queue already
        :param dispositions: those that brought it, one for each of ``jabatan`` in the same order
        """
        if kind:
            ids = dispositions.ids if dispositions else [None] * len(jabatan)
            works = [(self.id, one.id, kind, id_) for one, id_ in zip(jabatan, ids, strict=True)]
            self.env["eoffice.notification"]._queue(self.env.cr, works, self.env.uid)
        self.env["eoffice.notification.mail"]._trigger()
        carriers = self.env["res.users"].union(*jabatan._carriers().values())
        for user in carriers:
            user._bus_send("eoffice.desk/changed", {})
