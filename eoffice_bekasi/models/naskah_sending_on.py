from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools.local_time import utc_now
from ..tools.transaction import short_transaction

#: An addressee in these states has done nothing with the letter yet.
UNTOUCHED = ("delivered", "read")


class Naskah(models.Model):
    """Wrong address (salah alamat): sent on with one tap, and both registers say so."""

    _inherit = "eoffice.naskah"

    def action_send_on(self, to_jabatan_id, reason="", from_jabatan_id=None):
        """Send a letter from outside that came to the wrong address on to the right one.

        By whom it wrongly came to, the registry of that SKPD, or the desk that registered it;
        until it is disposed. The right SKPD registers it under its own number; the line of the
        wrong one gets a remark, and whose address was wrong keeps the envelope.

        :param int to_jabatan_id: the right addressee
        :param str reason: by default that the address was wrong
        :param int from_jabatan_id: the wrong addressee, when there are several
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: it didn't come to a position or an SKPD of this account
        :raise UserError: it has been disposed, or the right addressee has it already
        """
        self.ensure_one()
        self.check_access("read")
        target = self.env["eoffice.jabatan"].search([("id", "=", to_jabatan_id)])
        if not target:
            raise UserError(self.env._("Choose to whom the letter is sent on."))
        row, actor = self._wrongly_addressed(from_jabatan_id)
        due = self._send_on_due(target)
        reason = (reason or "").strip()
        with short_transaction(self.env) as cr:
            letter = self.with_env(self.env(cr=cr))
            letter._send_on(cr, row.id, target.id, actor.id, reason, due)
        self.invalidate_recordset()
        self._desk_changed(row.jabatan_id | target)
        # sudo: whose address was wrong may see less of it now.
        return self.sudo()._answer()

    # ------------------------------------------------------------------ helpers

    def _wrongly_addressed(self, from_jabatan_id):
        """Return (recipient row, position of the account) from which the letter is sent on.

        :raise AccessError: it didn't come to a position or an SKPD of this account
        :raise UserError: something has been done with it already
        """
        # sudo: which positions have it and which desks keep their registers is no secret to who
        # may see the envelope, which has been checked.
        letter = self.sudo()
        rows = letter.recipient_ids.filtered(
            lambda one: (
                one.jabatan_id
                and one.kind == "kepada"
                and one.state not in ("draft", "sent_on")
                and one.jabatan_id.id == (from_jabatan_id or one.jabatan_id.id)
            )
        )
        mine = [
            (row, actor)
            for row in rows
            for actor in self._own(row.jabatan_id | row.skpd_id.registry_jabatan_id, "handle")
            | letter.drafter_jabatan_id.filtered(
                lambda desk: desk.id in self._registering_desks().ids
            )
        ]
        if self.direction != "masuk" or not mine:
            raise AccessError(
                self.env._(
                    "A letter is sent on by whom it wrongly came to, by the registry of that SKPD, "
                    "or by the desk that registered it."
                )
            )
        untouched = [pair for pair in mine if pair[0].state in UNTOUCHED]
        if self.state != "distributed" or not untouched:
            raise UserError(
                self.env._(
                    "Something has been done with the letter already: it stays. "
                    "Recall its dispositions first."
                )
            )
        return untouched[0]

    def _send_on_due(self, target):
        """Return by when the right SKPD is to answer, reckoned before the counter is held."""
        level = self.env["eoffice.urgensi"]._of_code(self.urgensi)
        # sudo: the working calendar of an SKPD is public inside the city.
        return target.skpd_id.sudo()._response_due(
            utc_now(), level.response_time, level.response_unit
        )

    def _send_on(self, cr, row_id, target_id, actor_id, reason, due):
        """Deliver it to the right address and note it at the wrong one; all or nothing.

        :param cr: cursor of the short transaction, also this record's
        :raise UserError: somebody was faster
        """
        # Who comes second waits here, and finds it done.
        cr.execute("SELECT FROM eoffice_naskah WHERE id = %s FOR NO KEY UPDATE", [self.id])
        self.env.invalidate_all()
        # sudo: recipients and registers are written by this verb, which has checked the right.
        letter = self.sudo()
        row = letter.recipient_ids.filtered(lambda one: one.id == row_id)
        target = letter.env["eoffice.jabatan"].browse(target_id)
        if row.state not in UNTOUCHED:
            raise UserError(self.env._("Somebody else has just sent it on or disposed it."))
        new = letter._readdressed(row, target)
        row.state = "sent_on"
        letter.env.flush_all()
        agenda = letter._agenda_of_recipients(cr, None)
        # An SKPD in whose register it stands doesn't register it a second time.
        known = letter.agenda_ids.filtered(lambda line: line.direction == "masuk").skpd_id.ids
        letter._register_at_recipients(
            cr,
            {skpd: register for skpd, register in agenda.items() if skpd not in known},
            letter.number or None,
            letter.letter_date or None,
            letter.sender_name,
            self.env.uid,
        )
        letter.env.invalidate_all()
        line = letter.agenda_ids.filtered(
            lambda one: one.direction == "masuk" and one.skpd_id == new.skpd_id and not one.revision
        )
        new.write(
            {
                "state": "delivered",
                "delivered_at": utc_now(),
                "respond_by": due or False,
                "agenda_id": line[:1].id,
                "read_at": False,
                "read_by_id": False,
            }
        )
        letter.env.flush_all()
        names = [target.name, target.skpd_id.abbreviation or target.skpd_id.name or ""]
        remark = f"Salah alamat, diteruskan kepada {' – '.join(filter(None, names))}"
        letter.env["eoffice.agenda"]._remark_lines(
            cr, self.id, f"{remark}: {reason}" if reason else remark, self.env.uid, row.skpd_id.id
        )
        letter._sync_access()
        actor = self.env["eoffice.jabatan"].browse(actor_id)
        event = self._log("sent_on", actor, {"from": row.jabatan_id.id, "to": target.id})
        if reason:
            letter._remark(event, reason)
        self.env["eoffice.event"]._insert(
            cr,
            [(self.id, "delivered", self.env.uid, target.id, None, {"recipient_id": new.id})],
        )
        self.env["eoffice.notification"]._queue(
            cr, [(self.id, target.id, "dispose", None)], self.env.uid
        )
        letter.env.flush_all()

    def _readdressed(self, row, target):
        """Return the recipient row of the right addressee, not delivered yet; in sudo mode.

        :raise UserError: he has the letter already
        """
        there = self.recipient_ids.filtered(lambda one: one.jabatan_id == target)
        if there and there.state != "sent_on":
            raise UserError(self.env._("%s has the letter already.", target.name))
        if there:
            # It comes back to where it had been sent on from.
            there.write({"kind": row.kind, "state": "draft"})
            return there
        self.recipient_ids = [
            Command.create({"kind": row.kind, "jabatan_id": target.id, "sequence": row.sequence})
        ]
        return self.recipient_ids.filtered(lambda one: one.jabatan_id == target)
