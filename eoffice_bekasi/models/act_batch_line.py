import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL

from odoo.addons.queue_job.exception import RetryableJobError

from ..tools.caller import carried_out

_logger = logging.getLogger(__name__)

#: A job that has not begun for so long is looked for, and started anew so many times.
LOST_AFTER = timedelta(minutes=2)
TRIES = 3
#: What is not decided by then is not done any more: the office has gone on.
GIVE_UP_AFTER = timedelta(hours=1)
ALIVE = ["wait_dependencies", "pending", "enqueued", "started"]


class ActBatchLine(models.Model):
    """One letter of a batch, and what became of the act on it.

    Whoever started the batch: reads. Written by jobs only.
    """

    _name = "eoffice.act.batch.line"
    _description = "Letter of an act on many"
    _inherit = "eoffice.closure"
    _order = "id"
    _rec_name = "naskah_id"

    batch_id = fields.Many2one(
        "eoffice.act.batch", required=True, readonly=True, index=True, ondelete="cascade"
    )
    naskah_id = fields.Many2one(
        "eoffice.naskah", "Letter", required=True, readonly=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done"), ("failed", "Not done")],
        required=True,
        readonly=True,
        default="waiting",
    )
    message = fields.Char("Why not", readonly=True)
    text_digest = fields.Char("Digest of the text when it was asked for", readonly=True)
    tries = fields.Integer(readonly=True)
    queued_at = fields.Datetime(readonly=True)
    done_at = fields.Datetime("At", readonly=True)
    subject = fields.Char(compute="_compute_letter")
    status = fields.Char(compute="_compute_letter")

    _waiting = models.Index("(queued_at) WHERE state = 'waiting'")

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        return SQL(
            "g.batch_id IN (SELECT b.id FROM eoffice_act_batch b WHERE b.user_id = %s)",
            self.env.uid,
        )

    @api.model
    def _flush_guard(self):
        self.env["eoffice.act.batch"].flush_model()
        return super()._flush_guard()

    @api.depends("naskah_id", "state")
    @api.depends_context("uid", "lang")
    def _compute_letter(self):
        # Searched as the user himself: of a letter that isn't open to him any more, nothing.
        letters = self.env["eoffice.naskah"].search([("id", "in", self.naskah_id.ids)])
        shown = {letter.id: letter for letter in letters}
        for line in self:
            letter = shown.get(line.naskah_id.id)
            line.subject = letter.subject if letter else False
            line.status = letter.status_label if letter else False

    def action_open_letter(self):
        """Open the letter of this line."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "eoffice.naskah",
            "res_id": self.naskah_id.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------ carrying out

    def _job_key(self):
        return f"eoffice_act_batch_{self.id}"

    def _queue(self):
        """Give each line a job of its own, in the name of whoever started the batch."""
        for line in self:
            # sudo: what becomes of a line is written by the system only.
            line.sudo().write({"tries": line.tries + 1, "queued_at": fields.Datetime.now()})
        for line in self:
            line.with_user(line.batch_id.user_id).with_delay(
                identity_key=line._job_key(),
                description=self.env._("Act on letter %s", line.naskah_id.id),
            )._carry_out()

    def _carry_out(self):
        """Job: do the act on one letter and write down what became of it. Idempotent.

        The right to it is looked at now, in the name of whoever started the batch. A refusal is
        the line's result, no failure of the job. What fails because of another transaction is
        tried again by the job.
        """
        self.ensure_one()
        # sudo: what becomes of a line is written by the system only.
        line = self.sudo().try_lock_for_update()
        line.invalidate_recordset(["state"])
        if line.state != "waiting":
            return
        batch = line.batch_id
        user = batch.user_id
        env = self.env(user=user.id, su=False, context={**self.env.context, "lang": user.lang})
        letter = env["eoffice.naskah"].browse(line.naskah_id.id)
        try:
            with carried_out(batch.address, batch.outside_hours), self.env.cr.savepoint():
                letter._act_of_batch(line)
                env.flush_all()
            outcome = {"state": "done", "message": False}
        except UserError as error:
            if isinstance(error.__context__, LockError) and line.tries < TRIES:
                raise RetryableJobError("Somebody acts on the letter", seconds=2) from error
            outcome = {"state": "failed", "message": str(error)}
        except (OperationalError, RetryableJobError):
            raise
        except Exception:
            _logger.exception("Act %s on letter %s", batch.verb, letter.id)
            outcome = {
                "state": "failed",
                "message": env._(
                    "An unexpected error stopped it; nothing was changed. The system administrator "
                    "finds it in the log."
                ),
            }
        line._settle(outcome)

    def _settle(self, outcome):
        """Write down what became of these lines and tell who waits for it."""
        self.write({**outcome, "done_at": fields.Datetime.now()})
        for batch in self.batch_id:
            batch.user_id._bus_send("eoffice.act.batch/changed", {"id": batch.id})

    @api.model
    def _cron_settle(self):
        """Start lines anew whose job was lost; give up those that nothing comes of."""
        now = fields.Datetime.now()
        lines = self.search(
            [("state", "=", "waiting"), ("queued_at", "<", now - LOST_AFTER)],
            order="queued_at",
            limit=1000,
        ).try_lock_for_update()
        lines.invalidate_recordset(["state"])
        lines = lines.filtered(lambda line: line.state == "waiting")
        self.env["queue.job"].flush_model()
        alive = {
            key
            for (key,) in self.env.execute_query(
                SQL(
                    "SELECT identity_key FROM queue_job"
                    " WHERE identity_key = ANY(%s) AND state = ANY(%s)",
                    [line._job_key() for line in lines],
                    ALIVE,
                )
            )
        }
        lost = lines.filtered(lambda line: line._job_key() not in alive)
        late = lines.filtered(lambda line: line.batch_id.started_at < now - GIVE_UP_AFTER)
        hopeless = late | lost.filtered(lambda line: line.tries >= TRIES)
        for user, mine in hopeless.grouped(lambda line: line.batch_id.user_id).items():
            message = user._eoffice_speaking().env._(
                "It could not be carried out in time, and nothing was done. Do it again, by hand "
                "or with others."
            )
            mine._settle({"state": "failed", "message": message})
        (lost - hopeless)._queue()
