from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.local_time import office_today
from ..tools.seats import Seats
from .closure import letter_if_limited, seated

#: Kinds of work in the order the desk shows them.
KINDS = (
    "release",
    "sign",
    "paraf",
    "check",
    "opinion",
    "returned",
    "dispose",
    "followup",
    "question",
    "report",
    "send",
    "read",
    "draft",
    "waiting",
)
#: Nobody's desk shows more than this; a count says "1000" for more.
COUNT_CAP = 1000

#: One row per piece of work: kind, letter, the row it hangs on, the jabatan, since when, till which
#: day, and till which moment where one is known.
#: Each branch reads a partial index that holds open work only, so it costs the same however many
#: letters there are. Where a seat is limited to some letters, the letter is joined as ``n``.
_WORK = """
    SELECT CASE WHEN s.returned THEN 'returned' WHEN s.kind IN ('sign', 'check') THEN s.kind
                ELSE 'paraf' END AS kind, s.naskah_id,
           'step' AS source, s.id AS source_id, s.jabatan_id, s.current_since AS since,
           (s.due_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Jakarta')::date AS deadline,
           s.due_at
      FROM eoffice_approval_step s %(letter_s)s
     WHERE s.state = 'current' AND %(step)s
       AND CASE s.kind WHEN 'sign' THEN %(sign)s ELSE %(approve)s END
     UNION ALL
    SELECT 'read', s.naskah_id, 'step', s.id, s.jabatan_id, s.told_at, NULL, NULL
      FROM eoffice_approval_step s %(letter_s)s
     WHERE s.told_at IS NOT NULL AND %(approve)s
     UNION ALL
    SELECT 'opinion', o.naskah_id, 'opinion', o.id, o.jabatan_id, o.asked_at,
           (o.due_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Jakarta')::date, o.due_at
      FROM eoffice_opinion o %(letter_o)s
     WHERE o.state = 'asked' AND %(asked)s
     UNION ALL
    SELECT CASE r.kind WHEN 'kepada' THEN 'dispose' ELSE 'read' END, r.naskah_id,
           'recipient', r.id, r.jabatan_id, r.delivered_at,
           (r.respond_by AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Jakarta')::date, r.respond_by
      FROM eoffice_recipient r %(letter_r)s
     WHERE r.state IN ('delivered', 'read') AND %(received)s
       AND (r.kind = 'kepada' OR r.state = 'delivered')
     UNION ALL
    SELECT 'followup', d.naskah_id, 'disposition', d.id, d.to_jabatan_id, d.sent_at, d.deadline,
           NULL
      FROM eoffice_disposition d %(letter_d)s
     WHERE d.state IN ('sent', 'read', 'accepted') AND %(handed)s
     UNION ALL
    SELECT 'report', d.naskah_id, 'disposition', d.id, d.from_jabatan_id, d.reported_at, d.deadline,
           NULL
      FROM eoffice_disposition d %(letter_d)s
     WHERE (d.state = 'reported' OR (d.state = 'declined' AND d.finished_at IS NULL)) AND %(given)s
     UNION ALL
    SELECT 'question', d.naskah_id, 'disposition', d.id, d.from_jabatan_id, d.asked_at, d.deadline,
           NULL
      FROM eoffice_disposition d %(letter_d)s
     WHERE d.asking = 'receiver' AND %(given)s
     UNION ALL
    SELECT 'release', d.naskah_id, 'disposition', min(d.id), d.from_jabatan_id, min(d.sent_at),
           NULL, NULL
      FROM eoffice_disposition d %(letter_d)s
     WHERE d.state = 'prepared' AND %(given)s
     GROUP BY d.naskah_id, d.from_jabatan_id
     UNION ALL
    SELECT CASE WHEN n.state <> 'draft' THEN 'waiting'
                WHEN n.prepared_at IS NOT NULL AND %(decided)s THEN 'release'
                WHEN n.prepared_at IS NOT NULL THEN 'waiting'
                WHEN n.returned THEN 'returned' ELSE 'draft' END,
           n.id, 'naskah', n.id, n.drafter_jabatan_id,
           COALESCE(n.prepared_at, n.submitted_at, n.create_date), NULL, NULL
      FROM eoffice_naskah n
     WHERE n.state IN ('draft', 'approval', 'signing', 'signed', 'sealed') AND %(drafted)s
     UNION ALL
    SELECT 'send', n.id, 'naskah', n.id, o.registry_jabatan_id, n.sealed_at, NULL, NULL
      FROM eoffice_naskah n JOIN eoffice_organisation o ON o.id = n.skpd_id
     WHERE n.state = 'sealed' AND n.distribute_at IS NULL AND %(sent)s
"""


def work_query(seats):
    """Return the query of all work that waits in these seats.

    :param Seats seats: an account's seats, or those of one jabatan of his
    """

    def letter(column):
        return letter_if_limited(seats, SQL(column))

    def may(column, *acts):
        return seated(SQL(column), seats, acts, "n")

    return SQL(
        _WORK,
        letter_s=letter("s.naskah_id"),
        letter_o=letter("o.naskah_id"),
        letter_r=letter("r.naskah_id"),
        letter_d=letter("d.naskah_id"),
        step=may("s.jabatan_id", "sign", "approve"),
        sign=may("s.jabatan_id", "sign"),
        approve=may("s.jabatan_id", "approve"),
        asked=may("o.jabatan_id", "approve"),
        received=may("r.jabatan_id", "handle", "dispose", "prepare"),
        handed=may("d.to_jabatan_id", "handle", "dispose", "prepare"),
        given=may("d.from_jabatan_id", "dispose"),
        decided=may("n.drafter_jabatan_id", "approve"),
        drafted=may("n.drafter_jabatan_id", "draft"),
        sent=may("o.registry_jabatan_id", "send"),
    )


class Desk(models.AbstractModel):
    """The official's desk: what waits for him, the most urgent and oldest first.

    Every account: its own positions' work, never anybody else's.
    """

    _name = "eoffice.desk"
    _description = "Desk"

    @api.model
    @api.readonly
    def get_desk(self, kind=None, limit=80, jabatan_id=None):
        """Return what waits for the current account, in all its seats or in one.

        :param str kind: only this kind of work (see ``KINDS``), or all
        :param int limit: at most so many items (1 to 200)
        :param int jabatan_id: only the desk of this position
        :return: dict with ``counts`` (kind to number), ``jabatan`` (list of the seats) and
            ``items`` (list)
        """
        seats = self.env.user._eoffice_seats()
        desk = {
            "counts": dict.fromkeys(KINDS, 0),
            "jabatan": self._seats(seats),
            "items": [],
        }
        if jabatan_id:
            seats = Seats(seat for seat in seats if seat.jabatan_id == jabatan_id)
        if not seats:
            return desk
        self._flush()
        work = work_query(seats)
        desk["counts"].update(self._counts(work))
        desk["items"] = self._items(work, kind, min(max(int(limit), 1), 200), seats)
        return desk

    def _seats(self, seats):
        """Return the seats for the web client: which desk, in what capacity, until when, and who
        carries it while one is away."""
        jabatan = self.env["eoffice.jabatan"].browse(seats.ids())
        running = (
            {row.jabatan_id.id: row for row in self.env["eoffice.delegation"]._running(jabatan)}
            if any(seat.source == "delegation" or seat.taken for seat in seats)
            else {}
        )
        answer = []
        for one in jabatan:
            seat = seats.of(one.id)
            row = running.get(one.id)
            shown = row and (seat.source == "delegation" or seat.taken)
            answer.append(
                {
                    "id": one.id,
                    "name": one.name,
                    "capacity": seat.capacity,
                    "source": seat.source,
                    "until": fields.Datetime.to_string(row.date_to) if shown else False,
                    "carried_by": row.delegate_id.name if row and seat.taken else False,
                    "delegation_id": row.id if shown else False,
                }
            )
        return answer

    def _counts(self, work):
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT w.kind, LEAST(count(*), %s) FROM (%s) w GROUP BY w.kind",
                    COUNT_CAP,
                    work,
                )
            )
        )

    def _items(self, work, kind, limit, seats):
        rows = self.env.execute_query(
            SQL(
                """SELECT w.kind, w.naskah_id, w.source, w.source_id, w.jabatan_id, w.since,
                          w.deadline, w.due_at
                     FROM (%s) w JOIN eoffice_naskah n ON n.id = w.naskah_id
                    %s
                    ORDER BY array_position(%s, w.kind), array_position(%s, n.urgensi),
                          w.deadline NULLS LAST, w.since, w.naskah_id
                    LIMIT %s""",
                work,
                SQL("WHERE w.kind = %s", kind) if kind else SQL(),
                list(KINDS),
                self.env["eoffice.urgensi"]._highest_first(),
                limit,
            )
        )
        # The records are read as the user himself, so a hidden subject stays hidden.
        letters = self.env["eoffice.naskah"].browse({row[1] for row in rows})
        # Taken from one set, so that what one letter lacks is read for all of them at once.
        by_id = {letter.id: letter for letter in letters}
        senders = self._senders(letters)
        notes = self._notes(rows)
        today, now = office_today(), self.env.cr.now()
        jabatan = self.env["eoffice.jabatan"].browse({row[4] for row in rows})
        names = {one.id: one.name for one in jabatan}
        items = []
        for kind_, naskah_id, source, source_id, jabatan_id, since, deadline, due_at in rows:
            letter = by_id[naskah_id]
            items.append(
                {
                    "key": f"{kind_}-{source}-{source_id}",
                    "kind": kind_,
                    "naskah_id": naskah_id,
                    "step_id": source_id if source == "step" else False,
                    "opinion_id": source_id if source == "opinion" else False,
                    "recipient_id": source_id if source == "recipient" else False,
                    "disposition_id": source_id if source == "disposition" else False,
                    "jabatan_id": jabatan_id,
                    "jabatan": names[jabatan_id],
                    "capacity": seats.of(jabatan_id).capacity,
                    "seat": seats.of(jabatan_id).source,
                    "number": letter.number or "",
                    "subject": letter.subject or "",
                    "hidden": not letter.subject,
                    "sender": senders[naskah_id],
                    "type": letter.type_id.name,
                    "sifat": letter.sifat,
                    "secret": letter.is_secret,
                    "urgensi": letter.urgensi,
                    "urgent": letter.is_urgent,
                    "state": letter.state,
                    "status": letter.status_label,
                    "since": fields.Datetime.to_string(since) if since else False,
                    "deadline": fields.Date.to_string(deadline) if deadline else False,
                    "late": due_at < now if due_at else bool(deadline and deadline < today),
                    "note": notes.get((source, source_id), ""),
                }
            )
        return items

    def _senders(self, letters):
        """Return for each letter where it comes from: the drafter's unit, or who signed it."""
        incoming = letters.filtered("sender_name")
        signed = (letters - incoming).filtered("number")
        return {
            **{one.id: one.sender_name for one in incoming},
            **(letters - incoming - signed)._names_of_day("drafter_jabatan_id"),
            **signed._names_of_day("signer_jabatan_id"),
        }

    def _notes(self, rows):
        """Return what was said with the work: the disposition's instruction, the return's note."""
        dispositions = self.env["eoffice.disposition"].browse(
            row[3] for row in rows if row[2] == "disposition"
        )
        notes = dispositions._said_on_desk()
        returned = {row[1]: (row[2], row[3]) for row in rows if row[0] == "returned"}
        # "any!": which act it was said with is no secret of the remark's.
        for remark in self.env["eoffice.remark"].search(
            Domain("naskah_id", "in", list(returned))
            & Domain("event_id", "any!", Domain("kind", "=", "returned")),
            order="id",
        ):
            notes[returned[remark.naskah_id.id]] = remark.text
        return notes | self._notes_of_steps(rows)

    def _notes_of_steps(self, rows):
        """Return what was asked and answered in opinions, and why a letter is to be read again."""
        asked = [row[3] for row in rows if row[2] == "opinion"]
        steps = [row[3] for row in rows if row[2] == "step" and row[0] not in ("returned", "read")]
        told = [row[3] for row in rows if row[2] == "step" and row[0] == "read"]
        notes = {
            ("step", id_): self.env._("The text was changed after your paraf.") for id_ in told
        }
        for opinion in self.env["eoffice.opinion"].search(
            [
                "|",
                ("id", "in", asked),
                *("&", ("step_id", "in", steps), ("state", "=", "given")),
            ]
        ):
            if opinion.id in asked:
                notes["opinion", opinion.id] = opinion.question
            if opinion.step_id.id in steps:
                said = self.env._(
                    "Opinion of %(who)s: %(text)s", who=opinion.jabatan_id.name, text=opinion.answer
                )
                key = ("step", opinion.step_id.id)
                notes[key] = "\n".join(filter(None, [notes.get(key), said]))
        return notes

    def _flush(self):
        for name in (
            "eoffice.approval.step",
            "eoffice.opinion",
            "eoffice.recipient",
            "eoffice.disposition",
            "eoffice.naskah",
            "eoffice.organisation",
        ):
            self.env[name].flush_model()
