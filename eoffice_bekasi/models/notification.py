import json
from collections import defaultdict
from datetime import timedelta, timezone

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.digest import next_digest, parse_hours
from ..tools.local_time import OFFICE_ZONE

#: Kinds of work somebody is told of; a subset of the desk's.
KINDS = [
    ("sign", "For your signature"),
    ("paraf", "For your paraf"),
    ("check", "To be checked by the registry"),
    ("opinion", "Your opinion is asked"),
    ("returned", "Returned to be mended"),
    ("dispose", "To be disposed"),
    ("followup", "To be followed up"),
    ("question", "A question about a disposition"),
    ("report", "Report on a disposition"),
    ("read", "Copy for you to know"),
    ("reminder", "The time for it is running out"),
    ("escalation", "Waits too long at another's desk"),
]
#: So many rows are sorted at a time.
BATCH = 2000
#: Rows that have been told are kept so many days, to answer "nobody told me".
KEEP_DAYS = 30


class Notification(models.Model):
    """The queue of what people are still to be told: one row per account, position and work.

    Acts add rows (``_queue``), in their own transaction and in one statement; nothing is rendered
    or sent there. The job (``_cron_tell``) sorts them: a push to the browsers at once; an e-mail at
    once, with the next digest or not at all, as the account has chosen. What is said is read when
    it is said, from the desk of the account itself: work that is done, was recalled or may no
    longer be seen is not told.

    No account reads or writes it, for it says who has to do with which letter.
    """

    _name = "eoffice.notification"
    _description = "Notification that waits"
    _log_access = False
    _order = "id"

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    jabatan_id = fields.Many2one("eoffice.jabatan", required=True, ondelete="cascade")
    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    disposition_id = fields.Many2one(
        "eoffice.disposition", index="btree_not_null", ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True)
    queued_at = fields.Datetime(required=True)
    due_at = fields.Datetime(required=True, help="When the job is to look at it.")
    pushed = fields.Boolean()
    mail_id = fields.Many2one(
        "eoffice.notification.mail", index="btree_not_null", ondelete="set null"
    )
    told_at = fields.Datetime()

    _work_uniq = models.UniqueIndex(
        "(user_id, jabatan_id, naskah_id, kind, COALESCE(disposition_id, 0)) WHERE told_at IS NULL",
        "This account is going to be told of this already.",
    )
    _due = models.Index("(due_at) WHERE told_at IS NULL AND mail_id IS NULL")

    # ------------------------------------------------------------------ into the queue

    @api.model
    def _queue(self, cr, works, by_user_id):
        """Note what is new on desks, for everybody who carries them; in one statement.

        Who did it himself needs no telling: his rows count as told.

        :param cr: cursor of the transaction in which the work comes into being
        :param works: iterable of (naskah id, jabatan id, kind, disposition id or None)
        :param int by_user_id: the account that acts
        """
        works = list(works)
        jabatan = self.env["eoffice.jabatan"].browse({work[1] for work in works})
        carriers = jabatan.with_env(self.env(cr=cr))._carriers()
        self._insert(
            cr,
            [(user_id, *work) for work in works for user_id in self._ids_of(carriers, work[1])],
            by_user_id,
        )

    @api.model
    def _ids_of(self, carriers, jabatan_id):
        users = carriers.get(jabatan_id)
        return users.ids if users else ()

    @api.model
    def _insert(self, cr, rows, by_user_id=None, queued_at=None):
        """Insert rows (user id, naskah id, jabatan id, kind, disposition id or None)."""
        if not rows:
            return
        users, letters, jabatan, kinds, dispositions = map(list, zip(*rows, strict=True))
        cr.execute(
            SQL(
                """INSERT INTO eoffice_notification
                       (user_id, naskah_id, jabatan_id, kind, disposition_id, queued_at, due_at,
                        pushed, told_at)
                   SELECT v.user_id, v.naskah_id, v.jabatan_id, v.kind, v.disposition_id,
                          %(at)s, %(now)s, FALSE,
                          CASE WHEN v.user_id = %(by)s THEN %(now)s::timestamp END
                     FROM unnest(%(users)s::int[], %(letters)s::int[], %(jabatan)s::int[],
                                 %(kinds)s::text[], %(dispositions)s::int[])
                          AS v (user_id, naskah_id, jabatan_id, kind, disposition_id)
                       ON CONFLICT DO NOTHING""",
                by=by_user_id,
                users=users,
                letters=letters,
                jabatan=jabatan,
                kinds=kinds,
                dispositions=dispositions,
                at=queued_at or cr.now(),
                now=cr.now(),
            )
        )

    # ------------------------------------------------------------------ out of the queue

    @api.model
    def _cron_tell(self):
        """Job: sort what is due, then send e-mails; again, until nothing is left or time is up."""
        mails = self.env["eoffice.notification.mail"]
        mails._settle_interrupted()
        while True:
            done = self._sort()
            self.env["ir.cron"]._commit_progress(done)
            done += mails._send_due()
            if self.env["ir.cron"]._commit_progress() <= 0 or not done:
                return

    @api.model
    def _sort(self):
        """Decide what becomes of the rows that are due; answer how many there were."""
        now = self.env.cr.now()
        waiting = [("told_at", "=", False), ("mail_id", "=", False), ("due_at", "<=", now)]
        rows = self.search(waiting, limit=BATCH)
        if not rows:
            return 0
        new = rows.filtered(lambda row: not row.pushed)
        new._push()
        new.pushed = True
        (rows - new)._tell_successors()
        by_mail, by_app, later = [], [], defaultdict(list)
        slots = {}
        for row in rows:
            user = row.user_id
            if not user.active or (user.eoffice_notify == "app" and not row._is_urgent()):
                by_app.append(row.id)
            elif user.eoffice_notify == "at_once" or row._is_urgent():
                by_mail.append(row.id)
            else:
                key = (user.eoffice_digest_hours, user._eoffice_calendar(), row.queued_at)
                if key not in slots:
                    slots[key] = self._slot(*key)
                (by_mail if slots[key] <= now else later[slots[key]]).append(row.id)
        self.browse(by_app).told_at = now
        for slot, ids in later.items():
            self.browse(ids).due_at = slot
        self.browse(by_mail)._into_mails()
        return len(rows)

    def _is_urgent(self):
        return self.naskah_id.is_urgent

    @api.model
    def _slot(self, hours, calendar, queued_at):
        """Return when the digest with this row is due, in UTC as the database keeps it."""
        after = queued_at.replace(tzinfo=timezone.utc).astimezone(OFFICE_ZONE)
        working = calendar._eoffice_working_days(after) if calendar else None
        due = next_digest(
            after,
            parse_hours(hours),
            working.__contains__ if calendar else lambda day: day.weekday() < 5,
        )
        return due.astimezone(timezone.utc).replace(tzinfo=None)

    @api.model
    def _reschedule(self, users):
        """Look anew at what waits for these accounts: they have chosen differently."""
        rows = self.search(
            [("user_id", "in", users.ids), ("told_at", "=", False), ("mail_id", "=", False)]
        )
        rows.due_at = self.env.cr.now()

    def _tell_successors(self):
        """Queue work whose digest is due for those who carry its desk now and did not before."""
        works = self.grouped(lambda row: (row.queued_at, *row._work()))
        if not works:
            return
        carriers = self.jabatan_id._carriers()
        known = self.search(
            [
                ("naskah_id", "in", self.naskah_id.ids),
                ("jabatan_id", "in", self.jabatan_id.ids),
            ]
        ).grouped(lambda row: (row.queued_at, *row._work()))
        missing = defaultdict(list)
        for work in works:
            told = set(known[work].user_id.ids)
            for user_id in self._ids_of(carriers, work[2]):
                if user_id not in told:
                    missing[work[0]].append((user_id, *work[1:]))
        for queued_at, rows in missing.items():
            self._insert(self.env.cr, rows, queued_at=queued_at)

    def _work(self):
        """Return what this row is about: (naskah id, jabatan id, kind, disposition id or None)."""
        return (self.naskah_id.id, self.jabatan_id.id, self.kind, self.disposition_id.id or None)

    def _into_mails(self):
        """Put the rows into their accounts' open e-mails; those who have none get one."""
        if not self:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO eoffice_notification_mail AS m
                       (user_id, skpd_id, state, urgent, tries, next_try_at, create_date)
                   SELECT DISTINCT ON (n.user_id) n.user_id, j.skpd_id, 'waiting',
                          l.urgensi <> ALL(%(usual)s), 0, %(now)s, %(now)s
                     FROM eoffice_notification n
                     JOIN eoffice_jabatan j ON j.id = n.jabatan_id
                     JOIN eoffice_naskah l ON l.id = n.naskah_id
                    WHERE n.id = ANY(%(ids)s)
                    ORDER BY n.user_id, l.urgensi <> ALL(%(usual)s) DESC, n.id
                       ON CONFLICT (user_id) WHERE state <> 'sent' DO UPDATE
                      SET urgent = m.urgent OR EXCLUDED.urgent,
                          tries = CASE WHEN m.state = 'waiting' THEN m.tries ELSE 0 END,
                          next_try_at = CASE WHEN m.state = 'waiting' THEN m.next_try_at
                                             ELSE EXCLUDED.next_try_at END,
                          state = 'waiting'""",
                now=self.env.cr.now(),
                ids=self.ids,
                usual=list(self.env["eoffice.urgensi"]._usual()),
            )
        )
        self.env.cr.execute(
            SQL(
                """UPDATE eoffice_notification n SET mail_id = m.id
                     FROM eoffice_notification_mail m
                    WHERE n.id = ANY(%s) AND m.user_id = n.user_id AND m.state <> 'sent'""",
                self.ids,
            )
        )
        self.env.invalidate_all()

    # ------------------------------------------------------------------ what is said

    def _items(self):
        """Return what is to be said to the account of these rows, as its own desk shows it now.

        Rows are left out whose work is done, was recalled, or stands on no desk of the account any
        longer. Of a secret letter there is nothing but its id.

        :return: list of dicts in the desk's order, with ``row`` (a record of these) in each
        """
        user = self.user_id.ensure_one()
        if not user.active:
            return []
        desk = self.env["eoffice.desk"].with_user(user).with_context(lang=user.lang)
        rows = {row._work(): row for row in self}
        items = []
        for item in desk._items_of(self.naskah_id.ids):
            work = (
                item["naskah_id"],
                item["jabatan_id"],
                item["kind"],
                item["disposition_id"] or None,
            )
            if row := rows.get(work):
                secret = item["secret"] or item["hidden"]
                said = {"kind": "secret"} if secret else item
                items.append({**said, "naskah_id": item["naskah_id"], "row": row})
        return items

    # ------------------------------------------------------------------ web push

    def _push(self):
        """Hand what is new to Odoo's web push, for accounts that have a device registered.

        Payloads wait in ``mail.push``, which a rule closes to everybody, for seconds.
        """
        # sudo: devices are known to the system only; each gets what its own account may read.
        devices = (
            self.env["mail.push.device"]
            .sudo()
            .search([("partner_id", "in", self.user_id.partner_id.ids)])
            .grouped("partner_id")
        )
        pushes = []
        for user, rows in self.grouped("user_id").items():
            if own := devices.get(user.partner_id):
                pushes += [
                    {"mail_push_device_id": device.id, "payload": json.dumps(payload)}
                    for payload in rows._payloads()
                    for device in own
                ]
        if pushes:
            # sudo: the queue of Odoo's own push job.
            self.env["mail.push"].sudo().create(pushes)
            self.env.ref("mail.ir_cron_web_push_notification")._trigger()

    def _payloads(self):
        """Return for each thing to be said the dict that Odoo's service worker shows."""
        env = self.env(context={**self.env.context, "lang": self.user_id.lang})
        kinds = dict(self.with_env(env)._fields["kind"]._description_selection(env))
        payloads = []
        for item in self._items():
            title, lines = env._("You have received a secret letter"), ()
            if item["kind"] != "secret":
                title = f"{kinds[item['kind']]}: {item['subject']}"
                lines = (item["number"], item["sender"], item["note"])
            payloads.append(
                {
                    "title": title,
                    "options": {
                        "body": "\n".join(filter(None, lines))[:500],
                        "icon": "/eoffice_bekasi/static/description/icon.png",
                        # The same work replaces its own notice instead of standing there twice.
                        "tag": f"eoffice-{item['row'].id}",
                        "data": {"model": "eoffice.naskah", "res_id": item["naskah_id"]},
                    },
                }
            )
        return payloads

    # ------------------------------------------------------------------ housekeeping

    @api.autovacuum
    def _gc_told(self):
        """Forget who was told of what after a month."""
        limit = self.env.cr.now() - timedelta(days=KEEP_DAYS)
        self.search([("told_at", "<", limit)], limit=10_000).unlink()
