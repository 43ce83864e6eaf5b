from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.local_time import office_today
from ..tools.transaction import short_transaction
from .keeper import keeper

#: Most numbers in one act, and how many days ahead: against a slip of the pen, for a number that
#: is taken stays taken.
MOST_NUMBERS = 200
MOST_DAYS = 366


class Register(models.Model):
    """Setting numbers aside. Registry and head of the SKPD that keeps the register: do."""

    _inherit = "eoffice.register"

    def action_reserve(self, count, date, reason):
        """Set numbers aside for a date (nomor cadangan).

        The date is today or later: a letter gets an earlier date only by a number that was
        reserved on that day or before it, never by one that is taken afterwards
        (naskah-dinas.md, section 8.4: back-dating).

        :param int count: how many
        :param date: the date the letters will have
        :param str reason: required; kept in the register
        :return: dict with ``ids``, ``numbers``, ``year`` and ``date``
        :raise AccessError: neither registry nor head of the SKPD that keeps the register
        :raise UserError: no reason, a date in the past, or no sensible count
        """
        jabatan, day, reason = self._check_reservation(count, date, reason)
        return self._set_aside(
            count, day, "numbers_reserved", jabatan, {"reason": reason, "jabatan_id": jabatan.id}
        )

    def action_hand_out(self, count, date, reason, handed_to):
        """Take numbers for a time without the system and hand them out on paper, as one block.

        :param int count: how many
        :param date: the date the letters will have, today or later
        :param str reason: required
        :param str handed_to: who gets the list; required
        :return: dict with ``block_id``, ``ids``, ``numbers``, ``year`` and ``date``
        :raise AccessError: neither registry nor head of the SKPD that keeps the register
        :raise UserError: something is missing, or the date is past
        """
        jabatan, day, reason = self._check_reservation(count, date, reason)
        handed_to = (handed_to or "").strip()
        if not handed_to:
            raise UserError(self.env._("Say who gets the list of numbers."))
        values = {"reason": reason, "jabatan_id": jabatan.id}
        block = {
            **values,
            "register_id": self.id,
            # sudo: only which SKPD keeps it.
            "skpd_id": self.sudo().organisation_id.id,
            "date": day,
            "handed_to": handed_to,
            "user_id": self.env.uid,
        }

        def make_block(env):
            # sudo: made by this verb only; the right has been checked.
            made = env["eoffice.number.block"].sudo().create(block)
            env.flush_all()
            return {"block_id": made.id}

        return self._set_aside(count, day, "block_opened", jabatan, values, before=make_block)

    @api.model
    def _explained_numbers(self):
        """A number that was set aside explains itself until a letter has it."""
        return [
            *super()._explained_numbers(),
            SQL(
                """SELECT register_id, year, number FROM eoffice_reserved_number
                    WHERE state <> 'used'"""
            ),
        ]

    # ------------------------------------------------------------------ helpers

    def _check_keeper(self):
        """Return in whose name the user keeps this register.

        :raise AccessError: he doesn't
        """
        self.ensure_one()
        # sudo: only which SKPD keeps it, to compare its desks with the user's seats.
        unit = self.sudo().organisation_id
        jabatan = keeper(self.env, unit)
        if not jabatan:
            raise AccessError(
                self.env._(
                    "Numbers of this register are set aside by the registry or the head of %s.",
                    unit.name,
                )
            )
        return jabatan

    def _check_reservation(self, count, date, reason):
        """Return (jabatan, day, reason) of a reservation that may be made."""
        jabatan = self._check_keeper()
        if self.kind == "masuk":
            raise UserError(self.env._("Numbers are set aside in registers of outgoing letters."))
        if not isinstance(count, int) or not 1 <= count <= MOST_NUMBERS:
            raise UserError(self.env._("Choose how many numbers: 1 to %s at a time.", MOST_NUMBERS))
        return jabatan, *self._check_day(date, reason)

    @api.model
    def _check_day(self, date, reason):
        """Return (day, reason) when a number may be set aside for that day."""
        reason = self.env["eoffice.reserved.number"]._check_reason(reason)
        day = fields.Date.to_date(date)
        today = office_today()
        if not day or day < today:
            raise UserError(
                self.env._(
                    "A number is reserved for today or a later day. For a day in the past only a "
                    "number that was reserved then can be used."
                )
            )
        if (day - today).days > MOST_DAYS:
            raise UserError(self.env._("That day is more than a year away. Check the date."))
        return day, reason

    def _set_aside(self, count, day, kind, jabatan, values, before=None, after=None):
        """Take numbers, write their rows and the event, in one short transaction.

        :param dict values: columns of the rows
        :param before: called with the transaction's environment before the counter is held;
            returns more columns
        :param after: called with the environment and the ids of the rows
        :return: dict with ``ids``, ``numbers``, ``year``, ``date`` and what ``before`` returned
        """
        Reserved, Event = self.env["eoffice.reserved.number"], self.env["eoffice.event"]
        seat = self.env.user._eoffice_seats().of(jabatan.id)
        answer = {"year": day.year, "date": fields.Date.to_string(day)}
        detail = {"register_id": self.id, "reason": values["reason"]}
        if seat.source != "assignment":
            detail[f"{seat.source}_id"] = seat.source_id
        with short_transaction(self.env) as cr:
            env = self.env(cr=cr)
            more = before(env) if before else {}
            taken = Reserved._take(cr, self, count, day, values | more)
            answer["ids"] = [id_ for id_, _number in taken]
            answer["numbers"] = [number for _id, number in taken]
            if after:
                after(env, answer["ids"])
            Event._insert(
                cr,
                [(None, kind, self.env.uid, jabatan.id, seat.capacity, detail | answer)],
            )
        Reserved.invalidate_model()
        return answer | more
