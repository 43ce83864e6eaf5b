from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.event_chain import START, chain_hash, first_break
from ..tools.transaction import short_transaction

_BATCH = 10_000


class EventLink(models.Model):
    """The chain over the event log: each link covers one event and the link before.

    Links are added by one job after the events are committed, so that acts never wait for each
    other; the database refuses update and delete of links too.

    No account reads or writes it; the administrator checks it through ``action_check``.
    """

    _name = "eoffice.event.link"
    _description = "Link of the event chain"
    _log_access = False
    _order = "sequence"

    sequence = fields.Integer(required=True)
    event_id = fields.Many2one("eoffice.event", required=True, ondelete="restrict")
    hash = fields.Char(required=True)

    _sequence_uniq = models.Constraint("UNIQUE(sequence)", "This link exists already.")
    _event_uniq = models.Constraint("UNIQUE(event_id)", "This event is linked already.")

    def init(self):
        self.env.cr.execute(
            """CREATE OR REPLACE TRIGGER eoffice_event_link_append_only
                   BEFORE UPDATE OR DELETE OR TRUNCATE ON eoffice_event_link
                   FOR EACH STATEMENT EXECUTE FUNCTION eoffice_refuse_change()"""
        )

    @api.model
    def _extend(self):
        """Link all events that are committed and not linked yet; answer how many."""
        total = 0
        while True:
            with short_transaction(self.env) as cr:
                # One at a time; a second one that slips through meets the unique sequence.
                cr.execute("SELECT pg_try_advisory_xact_lock(hashtext('eoffice_event_link'))")
                if not cr.fetchone()[0]:
                    return total
                count = self._extend_batch(cr)
            total += count
            if count < _BATCH:
                return total

    @api.model
    def _extend_batch(self, cr):
        cr.execute("SELECT sequence, hash FROM eoffice_event_link ORDER BY sequence DESC LIMIT 1")
        sequence, previous = cr.fetchone() or (0, START)
        cr.execute(
            """SELECT e.id, e.hash FROM eoffice_event e
                WHERE NOT EXISTS (SELECT FROM eoffice_event_link l WHERE l.event_id = e.id)
                ORDER BY e.id LIMIT %s""",
            [_BATCH],
        )
        links = []
        for event_id, digest in cr.fetchall():
            sequence, previous = sequence + 1, chain_hash(previous, digest)
            links.append((sequence, event_id, previous))
        if links:
            cr.execute(
                SQL(
                    "INSERT INTO eoffice_event_link (sequence, event_id, hash) VALUES %s",
                    SQL(", ").join(SQL("%s", link) for link in links),
                )
            )
        return len(links)

    @api.model
    def _check(self):
        """Check the whole chain against the events as they stand.

        :return: dict with ``events`` (linked), ``ok``, and ``broken`` (id of the first event whose
            content or place does not agree, or None)
        """
        self.env["eoffice.event"].flush_model()
        cr = self.env.cr
        cr.execute(
            """SELECT l.sequence, l.event_id, l.hash, eoffice_event_digest(e)
                 FROM eoffice_event_link l LEFT JOIN eoffice_event e ON e.id = l.event_id
                ORDER BY l.sequence"""
        )
        count, broken = first_break(cr.fetchall())
        return {"events": count, "ok": broken is None, "broken": broken}
