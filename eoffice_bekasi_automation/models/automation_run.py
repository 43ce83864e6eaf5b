import json
import logging
from contextvars import ContextVar
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.eoffice_bekasi.tools.caller import carried_out
from odoo.addons.eoffice_bekasi.tools.transaction import is_inline

_logger = logging.getLogger(__name__)

#: The run that is being carried out now. Not the context: a client could send that.
running = ContextVar("eoffice_automation_running", default=None)

#: A rule acts on one letter at most so many times in an hour: whatever comes after is a circle.
MOST_IN_AN_HOUR = 3
LOST_AFTER = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(hours=1)
KEPT = timedelta(days=90)


class AutomationRun(models.Model):
    """What an event has set in motion: one row a rule and event, and what became of it.

    The row is written with the event, in the same transaction, and carried out after it is
    committed, by a job: a rule can neither undo nor block an act.

    Administrator: reads. Nothing of a letter is in it but its id; why a rule failed is told in
    general words, because a refusal may quote the letter. Everybody else: nothing.
    """

    _name = "eoffice.automation.run"
    _description = "Work of an automatic rule"
    _log_access = False
    _order = "id desc"

    # Numbers, no foreign keys: the row is written while a register's counter is held, and must
    # wait for nobody who changes a rule.
    rule_key = fields.Integer("Id of the rule", readonly=True, index=True)
    rule_name = fields.Char("Rule", compute="_compute_rule_name")
    letter_key = fields.Integer("Id of the letter", readonly=True, index=True)
    event_kind = fields.Char("Event", readonly=True)
    user_key = fields.Integer("Id of the account", readonly=True)
    user_name = fields.Char("Acted", compute="_compute_user_name")
    jabatan_key = fields.Integer("Id of the position", readonly=True)
    capacity = fields.Char(readonly=True)
    address = fields.Char(readonly=True)
    outside_hours = fields.Boolean(readonly=True)
    path = fields.Json("Rules that led to it", readonly=True)
    at = fields.Datetime("Time", required=True, readonly=True)
    queued_at = fields.Datetime(readonly=True)
    done_at = fields.Datetime("Carried out at", readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Carried out"), ("failed", "Not carried out")],
        required=True,
        readonly=True,
    )
    reason = fields.Selection(
        [
            ("right", "The account that acted has no right to what the rule asks"),
            ("refused", "The letter does not allow it: not its turn, or something is missing"),
            ("circle", "The rule has set itself in motion"),
            ("late", "It could not be carried out in time"),
            ("error", "An unexpected error; it stands in the server's log"),
        ],
        "Why not",
        readonly=True,
    )

    _waiting = models.Index("(letter_key) WHERE state = 'waiting'")

    @api.depends("rule_key")
    def _compute_rule_name(self):
        # sudo: the names of rules, for administrators.
        rules = self.env["base.automation"].sudo().with_context(active_test=False)
        names = {
            rule.id: rule.name for rule in rules.search([("id", "in", self.mapped("rule_key"))])
        }
        for run in self:
            run.rule_name = names.get(run.rule_key, "–")

    @api.depends("user_key")
    def _compute_user_name(self):
        users = self.env["res.users"].with_context(active_test=False)
        names = {
            user.id: user.name for user in users.search([("id", "in", self.mapped("user_key"))])
        }
        for run in self:
            run.user_name = names.get(run.user_key, "–")

    # ------------------------------------------------------------------ noting

    @api.model
    def _note(self, cr, rows, address, outside):
        """Note what events set in motion, with the cursor that writes the events.

        Costs nothing where no rule is in use for them, and one statement otherwise.

        :param cr: cursor of the events
        :param list rows: rows as given to ``eoffice.event._insert``
        :param str address: from where they were caused
        :param outside: ids of the accounts that acted outside their hours
        """
        rules = self.env["base.automation"]._eoffice_rules()
        now = running.get()
        path = json.dumps(now.path + [now.rule_key] if now else [])
        due = [
            (rule_id, *row[:5], path, address, row[2] in outside)
            for row in rows
            for rule_id in rules.get(row[1], ())
            if row[0]
        ]
        if not due:
            return
        cr.execute(
            SQL(
                """INSERT INTO eoffice_automation_run
                       (rule_key, letter_key, event_kind, user_key, jabatan_key, capacity, path,
                        address, outside_hours, at, state)
                   VALUES %s RETURNING id""",
                SQL(", ").join(
                    SQL(
                        "(%s, %s, %s, %s, %s, %s, %s, %s, %s,"
                        " clock_timestamp() AT TIME ZONE 'UTC', 'waiting')",
                        *values,
                    )
                    for values in due
                ),
            )
        )
        ids = [row[0] for row in cr.fetchall()]
        if not is_inline(self.env):
            registry = self.env.registry
            cr.postcommit.add(lambda: _queue_after_commit(registry, ids))

    def _job_key(self):
        return f"eoffice_automation_run_{self.id}"

    def _queue(self):
        """Give each of these a job."""
        self.write({"queued_at": fields.Datetime.now()})
        for run in self:
            run.with_delay(
                identity_key=run._job_key(), description=self.env._("Automatic rule")
            )._carry_out()

    # ------------------------------------------------------------------ carrying out

    def _carry_out(self):
        """Job: do what a rule asks, in the name of the account that acted. Idempotent."""
        self.ensure_one()
        run = self.try_lock_for_update()
        run.invalidate_recordset(["state"])
        if run.state != "waiting":
            return
        # sudo: rules and envelopes are looked at by the system; the act is the account's own.
        rule = self.env["base.automation"].sudo().browse(run.rule_key).exists()
        # sudo: as above.
        letter = self.env["eoffice.naskah"].sudo().browse(run.letter_key).exists()
        if not rule.active or not letter or not rule._eoffice_applies(letter):
            run.unlink()
        elif run._is_circle():
            run._fail("circle")
        else:
            run._act(rule)
        if letter and letter.state in ("signed", "sealed"):
            # It was held back for the rule (``_distribute_now``).
            letter.with_delay(identity_key=f"eoffice_finish_signing_{letter.id}")._finish_signing()

    def _act(self, rule):
        env = self.env(user=self.user_key, su=False)
        token = running.set(self)
        try:
            if not env.user.active:
                raise AccessError(env._("The account is closed."))
            with carried_out(self.address, self.outside_hours), self.env.cr.savepoint():
                for action in rule.action_server_ids:
                    action.with_env(env).with_context(
                        active_model="eoffice.naskah",
                        active_id=self.letter_key,
                        active_ids=[self.letter_key],
                    ).run()
                env.flush_all()
        except AccessError:
            self._fail("right")
        except UserError:
            self._fail("refused")
        except OperationalError:
            raise
        except Exception:
            _logger.exception("Automatic rule %s on letter %s", rule.id, self.letter_key)
            self._fail("error")
        else:
            self.write({"state": "done", "done_at": fields.Datetime.now()})
        finally:
            running.reset(token)

    def _is_circle(self):
        """Whether this run comes of the same rule, or the rule acts on the letter over and over."""
        if self.rule_key in (self.path or []):
            return True
        before = self.search_count(
            [
                ("rule_key", "=", self.rule_key),
                ("letter_key", "=", self.letter_key),
                ("id", "!=", self.id),
                ("state", "=", "done"),
                ("at", ">", self.at - timedelta(hours=1)),
            ]
        )
        return before >= MOST_IN_AN_HOUR

    def _fail(self, reason):
        self.write({"state": "failed", "reason": reason, "done_at": fields.Datetime.now()})

    @api.model
    def _cron_carry_out(self):
        """Start anew what was lost, give up what is too late, forget what is long past."""
        now = fields.Datetime.now()
        waiting = self.search([("state", "=", "waiting")], order="id", limit=1000)
        waiting.filtered(lambda run: run.at < now - GIVE_UP_AFTER)._fail("late")
        lost = waiting.filtered(
            lambda run: (
                run.state == "waiting" and (not run.queued_at or run.queued_at < now - LOST_AFTER)
            )
        )
        lost._queue()
        self.search([("state", "!=", "waiting"), ("at", "<", now - KEPT)], limit=10000).unlink()


def _queue_after_commit(registry, ids):
    """Give what was just committed its jobs; the cron does it when this fails."""
    try:
        with registry.cursor() as cr:
            # sudo: jobs of the system; each act is done in the name of its account.
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            env["eoffice.automation.run"].browse(ids)._queue()
    except Exception:
        _logger.exception("After the commit; the cron will do it")
