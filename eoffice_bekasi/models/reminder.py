from odoo import api, fields, models
from odoo.tools import SQL

#: So many reminders are written in one transaction.
BATCH = 500
#: How far up a superior is looked for whose position is held.
LEVELS = 10

#: Open work with a deadline, by kind: the row, its letter, where it waits, since when, until when.
#: Each reads a partial index of open work only.
_STEP = """
    SELECT 'step' AS source, w.id AS source_id, w.naskah_id, w.jabatan_id,
           w.current_since AS since, w.due_at
      FROM eoffice_approval_step w
     WHERE w.state = 'current' AND w.due_at IS NOT NULL AND w.kind IN {kinds}
"""
_WORK = {
    "paraf": _STEP.format(kinds="('paraf', 'koordinasi')"),
    "check": _STEP.format(kinds="('check')"),
    "sign": _STEP.format(kinds="('sign')"),
    "opinion": """
        SELECT 'opinion' AS source, w.id AS source_id, w.naskah_id, w.jabatan_id,
               w.asked_at AS since, w.due_at
          FROM eoffice_opinion w
         WHERE w.state = 'asked' AND w.due_at IS NOT NULL
    """,
    "dispose": """
        SELECT 'recipient' AS source, w.id AS source_id, w.naskah_id, w.jabatan_id,
               w.delivered_at AS since, w.respond_by AS due_at
          FROM eoffice_recipient w
         WHERE w.state IN ('delivered', 'read') AND w.kind = 'kepada'
           AND w.jabatan_id IS NOT NULL AND w.respond_by IS NOT NULL
    """,
    # A disposition is due at the end of a day.
    "followup": """
        SELECT 'disposition' AS source, w.id AS source_id, w.naskah_id,
               w.to_jabatan_id AS jabatan_id, w.sent_at AS since,
               (w.deadline + 1)::timestamp AT TIME ZONE 'Asia/Jakarta' AT TIME ZONE 'UTC' AS due_at
          FROM eoffice_disposition w
         WHERE w.state IN ('sent', 'read', 'accepted') AND w.deadline IS NOT NULL
    """,
}
_SOURCES = {
    "step": "eoffice.approval.step",
    "recipient": "eoffice.recipient",
    "disposition": "eoffice.disposition",
    "opinion": "eoffice.opinion",
}


class Reminder(models.Model):
    """That somebody was told of a piece of work before or after its deadline: each rule once.

    Append-only: the database refuses changes. Written by the job only; no account reads it. The
    parties to the letter see the events "reminded" and "escalated" on its way; who was told finds
    it among his notifications.
    """

    _name = "eoffice.reminder"
    _description = "Reminder"
    _log_access = False
    _order = "id"

    rule_id = fields.Many2one("eoffice.reminder.rule", required=True, ondelete="cascade")
    source = fields.Char(required=True)
    source_id = fields.Integer(required=True)
    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Waits at", required=True, ondelete="cascade", index=True
    )
    to_jabatan_id = fields.Many2one("eoffice.jabatan", "Told", ondelete="cascade", index=True)
    since = fields.Datetime(required=True)
    due_at = fields.Datetime(required=True)
    reminded_at = fields.Datetime(required=True)

    # A step that comes to its desk again is another piece of work.
    _once = models.UniqueIndex(
        "(rule_id, source, source_id, since)", "This rule has told of this work already."
    )

    def init(self):
        self.env.cr.execute(
            """CREATE OR REPLACE TRIGGER eoffice_reminder_append_only
                   BEFORE UPDATE ON eoffice_reminder
                   FOR EACH STATEMENT EXECUTE FUNCTION eoffice_refuse_change()"""
        )

    # ------------------------------------------------------------------ the job

    @api.model
    def _cron_remind(self):
        """Job, every quarter of an hour: tell by each rule whom it is time to tell.

        Where the office is closed nobody is told: what became due meanwhile is told when it opens.
        """
        rules = self.env["eoffice.reminder.rule"].search([("active", "=", True)])
        for place, rule in enumerate(rules, start=1):
            done = 1
            while done:
                done = self._remind(rule)
                left = self.env["ir.cron"]._commit_progress(
                    done, remaining=len(rules) - place + (done == BATCH)
                )
                if left <= 0:
                    return
                if done < BATCH:
                    break

    @api.model
    def _remind(self, rule):
        """Tell by one rule, at most ``BATCH`` pieces of work; answer how many.

        Working time keeps the order of moments, so in each calendar one threshold on the deadline
        says for all its work whether it is time.
        """
        self.env["eoffice.desk"]._flush()
        now = self.env.cr.now()
        places = [
            (skpd_ids, due)
            for calendar, skpd_ids in self._skpd_by_calendar(rule).items()
            if (due := self._threshold(rule, calendar, now))
        ]
        if not places:
            return 0
        rows = self.env.execute_query(self._candidates(rule, places, now))
        targets = self._targets(rule, rows)
        new = self._insert(rule, rows, targets, now)
        self._tell(rule, [row for row in rows if (row[0], row[1], row[4]) in new], targets)
        return len(rows)

    @api.model
    def _skpd_by_calendar(self, rule):
        """Return the SKPD for which a rule speaks, by the calendar in which they work."""
        units = rule.skpd_id or self.env["eoffice.organisation"].search([("is_skpd", "=", True)])
        found = {}
        for unit in units:
            found.setdefault(unit._working_calendar(), []).append(unit.id)
        return found

    @api.model
    def _threshold(self, rule, calendar, now):
        """Return until which deadline it is time to tell, or None where the office is closed."""
        if not calendar:
            return None
        if not calendar._eoffice_is_open(now):
            return None
        minutes = rule.hours * 60
        return calendar._eoffice_work_after(now, minutes if rule.moment == "before" else -minutes)

    @api.model
    def _candidates(self, rule, places, now):
        letter = SQL()
        if rule.type_id:
            letter = SQL("%s AND n.type_id = %s", letter, rule.type_id.id)
        if rule.urgensi_id:
            letter = SQL("%s AND n.urgensi = %s", letter, rule.urgensi_id.code)
        # Told before the deadline only while it lies ahead; after it only of deadlines that the
        # rule has seen pass.
        since = (
            SQL("w.due_at > %s", now)
            if rule.moment == "before"
            else SQL("w.due_at >= %s", rule.create_date)
        )
        return SQL(
            """SELECT w.source, w.source_id, w.naskah_id, w.jabatan_id, w.since, w.due_at
                 FROM (%s) w
                 JOIN eoffice_jabatan j ON j.id = w.jabatan_id
                 JOIN eoffice_naskah n ON n.id = w.naskah_id
                WHERE %s AND n.state <> 'cancelled' AND (%s)%s
                  AND NOT EXISTS (
                      SELECT FROM eoffice_reminder m
                       WHERE m.rule_id = %s AND m.source = w.source
                         AND m.source_id = w.source_id AND m.since = w.since)
                ORDER BY w.due_at, w.source_id
                LIMIT %s""",
            SQL(_WORK[rule.kind]),
            since,
            SQL(" OR ").join(
                SQL("(j.skpd_id = ANY(%s) AND w.due_at <= %s)", ids, due) for ids, due in places
            ),
            letter,
            rule.id,
            BATCH,
        )

    @api.model
    def _targets(self, rule, rows):
        """Return for each piece of work (source, id) whom the rule tells: jabatan, or an empty one."""
        jabatan = self.env["eoffice.jabatan"].browse({row[3] for row in rows})
        if rule.target == "giver":
            given = self.env["eoffice.disposition"].browse(row[1] for row in rows)
            return {("disposition", one.id): one.from_jabatan_id for one in given}
        if rule.target == "drafter":
            letters = self.env["eoffice.naskah"].browse({row[2] for row in rows})
            drafters = {letter.id: letter.drafter_jabatan_id for letter in letters}
            return {row[:2]: drafters[row[2]] for row in rows}
        if rule.target == "superior":
            found = self._superiors(jabatan)
        elif rule.target == "registry":
            found = {one.id: one.skpd_id.registry_jabatan_id for one in jabatan}
        else:
            found = {one.id: one for one in jabatan}
        return {row[:2]: found[row[3]] for row in rows}

    @api.model
    def _superiors(self, jabatan):
        """Return for each position the next one above it that somebody carries."""
        found = {one.id: one.superior_id for one in jabatan}
        for _level in range(LEVELS):
            above = jabatan.union(*found.values())
            carried = above._carriers()
            vacant = {id_: one for id_, one in found.items() if one and not carried.get(one.id)}
            if not vacant:
                break
            found.update({id_: one.superior_id for id_, one in vacant.items()})
        return found

    @api.model
    def _insert(self, rule, rows, targets, now):
        """Write that these were told; answer those that nobody had written before."""
        if not rows:
            return set()
        self.env.cr.execute(
            SQL(
                """INSERT INTO eoffice_reminder (rule_id, source, source_id, naskah_id, jabatan_id,
                                                 to_jabatan_id, since, due_at, reminded_at)
                   VALUES %s ON CONFLICT DO NOTHING
                   RETURNING source, source_id, since""",
                SQL(", ").join(
                    SQL(
                        "(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                        rule.id,
                        *row[:4],
                        targets[row[:2]].id or None,
                        *row[4:],
                        now,
                    )
                    for row in rows
                ),
            )
        )
        return set(self.env.cr.fetchall())

    @api.model
    def _tell(self, rule, rows, targets):
        """Put what was found into the log and into the queue of notifications."""
        told = [(row, targets[row[:2]]) for row in rows if targets[row[:2]]]
        own = rule.target == "holder"
        self.env["eoffice.event"]._insert(
            self.env.cr,
            [
                (
                    row[2],
                    "reminded" if own else "escalated",
                    self.env.uid,
                    to.id,
                    None,
                    {f"{row[0]}_id": row[1], "waits_at": row[3], "moment": rule.moment},
                )
                for row, to in told
            ],
        )
        self.env["eoffice.notification"]._queue(
            self.env.cr,
            {
                (
                    row[2],
                    to.id,
                    "reminder" if own else "escalation",
                    row[1] if own and row[0] == "disposition" else None,
                )
                for row, to in told
            },
            None,
        )
        if told:
            self.env["eoffice.notification.mail"]._trigger()

    # ------------------------------------------------------------------ for who was told

    @api.model
    def _open_of(self, naskah_ids, jabatan_ids):
        """Return what was told to these positions of these letters and waits still, newest last."""
        reminders = self.search(
            [("naskah_id", "in", naskah_ids), ("to_jabatan_id", "in", jabatan_ids)]
        )
        waiting = self.browse()
        for source, mine in reminders.grouped("source").items():
            rows = self.env[_SOURCES[source]].browse(mine.mapped("source_id")).exists()
            since = {row.id: _since(row) for row in rows}
            waiting |= mine.filtered(lambda one, since=since: since.get(one.source_id) == one.since)
        return waiting.sorted("id")


def _since(row):
    """Return since when a piece of work waits, or None when it waits no longer."""
    match row._name:
        case "eoffice.approval.step":
            return row.current_since if row.state == "current" else None
        case "eoffice.recipient":
            return row.delivered_at if row.state in ("delivered", "read") else None
        case "eoffice.disposition":
            return row.sent_at if row.state in ("sent", "read", "accepted") else None
        case _:
            return row.asked_at if row.state == "asked" else None
