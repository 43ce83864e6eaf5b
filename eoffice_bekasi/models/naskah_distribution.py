import json

from odoo import models
from odoo.exceptions import UserError

from ..tools.local_time import office_today, utc_now
from ..tools.transaction import after_commit, short_transaction


class Naskah(models.Model):
    """Distribution: each recipient's SKPD registers the letter by itself, all or none."""

    _inherit = "eoffice.naskah"

    def action_distribute(self, at=None):
        """Send a sealed letter to all its recipients, now or at a set time.

        By its signer, its drafter or the registry of its SKPD. Agenda numbers are given in the
        moment the request commits, before its answer leaves.

        :param str at: moment in the future (UTC) at which it goes out; a letter that isn't signed
            yet keeps it as a wish
        :return: dict with ``id``, ``state``, ``number``; with a time also ``distribute_at``
        :raise AccessError: no right to send it
        :raise UserError: the letter's page is not ready, or it was sent already
        """
        self.ensure_one()
        self.check_access("read")
        if at:
            return self._schedule(at)
        if self.state in ("signing", "signed"):
            raise UserError(self.env._("The page is being made. Try again in a moment."))
        self._require_state("sealed")
        self._order_sending(self.env.cr.now(), self._sender())
        # sudo: sending is the system's; the right has been checked.
        letter = self.sudo()
        letter.with_delay(identity_key=f"eoffice_finish_signing_{self.id}")._finish_signing()
        if self.state == "sealed":
            after_commit(letter.env, lambda env: self.with_env(env)._distribute_now())
        return self._answer()

    def _senders(self):
        """Return the positions that may send this letter."""
        # sudo: which desk keeps the registry of the SKPD is no secret.
        registry = self.sudo().skpd_id.registry_jabatan_id
        return self.signer_jabatan_id | self.drafter_jabatan_id | registry

    def _distribute_now(self):
        """Register the letter at every recipient's SKPD and put it on the desks. Idempotent.

        One short transaction in batches: a recipient more costs no statement more, except the
        counter of its SKPD.
        """
        self.ensure_one()
        due = self._response_times()
        with short_transaction(self.env) as cr:
            jabatan_ids = self._deliver(cr, due)
        self.invalidate_recordset()
        if jabatan_ids:
            self._desk_changed(self.env["eoffice.jabatan"].browse(jabatan_ids))

    def _response_times(self):
        """Return by when each addressed SKPD is to answer a letter that comes to it now.

        Reckoned before the counters are held: once for each working calendar, not for each SKPD.

        :return: dict of SKPD id to moment (UTC); empty when the letter isn't to be sent
        """
        if self.state != "sealed" or not self.distribute_at or self.distribute_at > utc_now():
            return {}
        level = self.env["eoffice.urgensi"]._of_code(self.urgensi)
        times = {}
        for skpd in self.recipient_ids.skpd_id:
            calendar = skpd._working_calendar()
            if calendar not in times:
                times[calendar] = skpd._response_due(
                    utc_now(), level.response_time, level.response_unit
                )
        return {skpd.id: times[skpd._working_calendar()] for skpd in self.recipient_ids.skpd_id}

    def _deliver(self, cr, due):
        """Write agenda lines, recipients, closure, state and events.

        :param cr: cursor of the short transaction
        :param dict due: SKPD id to when it is to answer
        :return: list of the jabatan ids that have received it, empty when there was nothing to do
        """
        cr.execute(
            """SELECT n.state, n.distribute_at <= clock_timestamp() AT TIME ZONE 'UTC', n.skpd_id,
                      n.number, n.letter_date, COALESCE(n.distribute_by_id, s.user_id),
                      COALESCE(n.distribute_jabatan_id, s.jabatan_id), n.distribute_capacity,
                      COALESCE(s.payload::json ->> 'signer', n.sender_name), n.direction = 'masuk'
                 FROM eoffice_naskah n
                 LEFT JOIN eoffice_signature s ON s.naskah_id = n.id AND s.is_final
                WHERE n.id = %s
                  FOR NO KEY UPDATE OF n""",
            [self.id],
        )
        row = cr.fetchone()
        if not row or row[0] != "sealed" or not row[1]:
            return []
        _state, _due, sender_skpd_id, number, letter_date, user_id, sent_as_id = row[:7]
        capacity, sender, from_outside = row[7:]
        if not capacity:
            # Sent by the signature itself; an order has its own, of the moment it was given.
            sent_as = self.env["eoffice.jabatan"].browse(sent_as_id)
            capacity = self.env["res.users"].browse(user_id)._eoffice_capacity(sent_as)
        agenda = self._agenda_of_recipients(cr, None if from_outside else sender_skpd_id)
        self._register_at_recipients(cr, agenda, number, letter_date, sender, user_id)
        cr.execute(
            """UPDATE eoffice_recipient r
                  SET state = CASE WHEN r.jabatan_id IS NULL THEN 'paper' ELSE 'delivered' END,
                      delivered_at = CASE WHEN r.jabatan_id IS NOT NULL
                          THEN clock_timestamp() AT TIME ZONE 'UTC' END,
                      respond_by = CASE WHEN r.jabatan_id IS NOT NULL AND r.kind = 'kepada'
                          THEN (%s::json ->> r.skpd_id::text)::timestamp END,
                      agenda_id = (SELECT a.id FROM eoffice_agenda a
                                    WHERE a.naskah_id = r.naskah_id AND a.direction = 'masuk'
                                      AND a.skpd_id = r.skpd_id AND a.revision = 0)
                WHERE r.naskah_id = %s AND r.state = 'draft'
            RETURNING r.id, r.jabatan_id, r.kind""",
            [json.dumps(due, default=str), self.id],
        )
        received = cr.fetchall()
        cr.execute(
            """UPDATE eoffice_naskah
                  SET state = 'distributed', distributed_at = clock_timestamp() AT TIME ZONE 'UTC'
                WHERE id = %s""",
            [self.id],
        )
        self.env["eoffice.access"]._sync(cr, [self.id])
        jabatan_ids = [jabatan_id for _id, jabatan_id, _kind in received if jabatan_id]
        self.env["eoffice.event"]._insert(
            cr,
            [(self.id, "distributed", user_id, sent_as_id, capacity, {"recipients": len(received)})]
            + [
                (self.id, "delivered", user_id, jabatan_id, None, {"recipient_id": recipient_id})
                for recipient_id, jabatan_id, _kind in received
                if jabatan_id
            ],
        )
        self.env["eoffice.notification"]._queue(
            cr,
            [
                (self.id, jabatan_id, "dispose" if kind == "kepada" else "read", None)
                for _id, jabatan_id, kind in received
                if jabatan_id
            ],
            user_id,
        )
        return jabatan_ids

    def _agenda_of_recipients(self, cr, sender_skpd_id):
        """Return the SKPD that register this letter as incoming: dict skpd id to register id.

        A letter that stays inside one SKPD is not registered there a second time.
        """
        cr.execute(
            """SELECT DISTINCT r.skpd_id, g.id
                 FROM eoffice_recipient r
                 JOIN eoffice_register g ON g.organisation_id = r.skpd_id AND g.kind = 'masuk'
                  AND g.is_default
                WHERE r.naskah_id = %s AND r.state = 'draft' AND r.skpd_id <> %s""",
            [self.id, sender_skpd_id or 0],
        )
        return dict(cr.fetchall())

    def _register_at_recipients(self, cr, agenda, number, letter_date, sender, user_id):
        """Give the letter its agenda number in each SKPD's own register."""
        if not agenda:
            return
        today = office_today()
        first = self.env["eoffice.register"]._take_numbers(
            cr, dict.fromkeys(agenda.values(), 1), today.year
        )
        self.env["eoffice.agenda"]._enter_incoming(
            cr,
            self.id,
            [(register_id, skpd_id, first[register_id]) for skpd_id, register_id in agenda.items()],
            today,
            sender,
            (number, letter_date),
            user_id,
        )
