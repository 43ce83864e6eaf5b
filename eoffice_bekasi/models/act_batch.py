from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.caller import caller_address

#: What can be done with many letters at once, and the flag that says whether it can be done.
VERBS = [
    ("submit", "Send for approval"),
    ("paraf", "Paraf"),
    ("sign", "Sign"),
    ("distribute", "Send"),
    ("return", "Return"),
    ("cancel", "Cancel"),
    ("dispose", "Dispose"),
    ("read", "Note as read"),
    ("finish", "Finish"),
]
FLAGS = {
    "submit": "can_submit",
    "paraf": "can_paraf",
    "sign": "can_sign",
    "distribute": "can_distribute",
    "return": "can_return",
    "cancel": "can_cancel",
    "dispose": "can_dispose",
    "read": "can_read",
    "finish": "can_finish",
}
#: What is said of a disposition that is given with many letters.
DISPOSE_VALUES = (
    *("to_jabatan_ids", "instruction_ids", "note", "deadline", "responsible_jabatan_id"),
    *("from_jabatan_id", "shared"),
)
#: Verbs that need a text: why it goes back, why it is cancelled.
WITH_TEXT = ("return", "cancel")
#: Verbs by which somebody stands for the text: done only if it still is what was asked for.
OF_TEXT = ("submit", "paraf", "sign")
#: At most so many letters at once.
MOST = 500


class ActBatch(models.Model):
    """One act on many letters: each letter its own job, its result kept with it.

    Whoever started it: reads it. Nobody else does, the Administrator neither. It is made by
    ``action_start`` and written by its jobs only.
    """

    _name = "eoffice.act.batch"
    _description = "Act on many letters"
    _inherit = "eoffice.closure"
    _order = "id desc"

    verb = fields.Selection(VERBS, "Act", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Account", required=True, readonly=True, index=True, ondelete="restrict"
    )
    note = fields.Text(readonly=True)
    send_at = fields.Datetime("To be sent at", readonly=True)
    dispose_values = fields.Json("Disposition", readonly=True)
    proved = fields.Char("How it was proved", readonly=True)
    address = fields.Char(readonly=True)
    outside_hours = fields.Boolean("Outside office hours", readonly=True)
    started_at = fields.Datetime(required=True, readonly=True)
    line_ids = fields.One2many("eoffice.act.batch.line", "batch_id", "Letters", readonly=True)
    total = fields.Integer("Letters", compute="_compute_progress")
    done = fields.Integer(compute="_compute_progress")
    failed = fields.Integer(compute="_compute_progress")
    waiting = fields.Integer(compute="_compute_progress")
    progress = fields.Char(compute="_compute_progress")

    @api.model
    def _guard(self, operation, seats):
        return SQL("g.user_id = %s", self.env.uid) if operation == "read" else None

    @api.depends("verb", "started_at")
    def _compute_display_name(self):
        verbs = dict(self._fields["verb"]._description_selection(self.env))
        for batch in self:
            when = fields.Datetime.context_timestamp(batch, batch.started_at or self.env.cr.now())
            batch.display_name = f"{verbs.get(batch.verb, '')} – {when:%d-%m-%Y %H.%M}"

    @api.depends("line_ids.state")
    def _compute_progress(self):
        counts = {
            (batch.id, state): count
            for batch, state, count in self.env["eoffice.act.batch.line"]._read_group(
                [("batch_id", "in", self.ids)], ["batch_id", "state"], ["__count"]
            )
        }
        for batch in self:
            done, failed, waiting = (
                counts.get((batch.id, state), 0) for state in ("done", "failed", "waiting")
            )
            batch.done, batch.failed, batch.waiting = done, failed, waiting
            batch.total = done + failed + waiting
            parts = [self.env._("%(done)s of %(all)s done", done=done, all=batch.total)]
            if failed:
                parts.append(self.env._("%s not done", failed))
            if waiting:
                parts.append(self.env._("%s still waiting", waiting))
            batch.progress = ", ".join(parts)

    # ------------------------------------------------------------------ starting

    @api.model
    def action_start(self, verb, naskah_ids, values=None):
        """Do one act on many letters: each is a job of its own, whose result is kept here.

        The right to each act is looked at when its job runs, as if it were done by hand then. For
        signing, who signs proves once that it is he (Ps. 11(5)), where a type asks for it. A letter
        that says something else by then isn't sent up, given paraf or signed.

        :param str verb: submit, paraf, sign, distribute, return, cancel (drafts only), dispose, read
            or finish
        :param list naskah_ids: ids of at most 500 letters that wait for this at one's own desk
        :param dict values: ``note`` (return; optional for paraf), ``reason`` (cancel), ``at``
            (distribute: moment in the future, UTC), ``proof`` (sign, see ``action_sign``); for
            dispose what ``action_dispose`` takes, without files
        :return: dict with ``id`` of the batch
        :raise AccessError: a letter is not open to this account, or it has not proved who it is
        :raise UserError: too many, none that waits for this, or no reason
        """
        values = values or {}
        if verb not in FLAGS:
            raise UserError(self.env._("“%s” can't be done with many letters at once.", verb))
        ids = list(dict.fromkeys(int(id_) for id_ in naskah_ids))
        if len(ids) > MOST:
            raise UserError(
                self.env._(
                    "At most %(most)s letters at once; these are %(count)s.",
                    most=MOST,
                    count=len(ids),
                )
            )
        letters = self.env["eoffice.naskah"].browse(ids)
        letters.check_access("read")
        waiting = letters.filtered(FLAGS[verb])
        if not waiting:
            raise UserError(self.env._("None of these letters waits for this at your desk."))
        text = (values.get("reason" if verb == "cancel" else "note") or "").strip()
        if verb in WITH_TEXT and not text:
            raise UserError(self.env._("Say why, so that those concerned know."))
        digests = waiting._text_digests() if verb in OF_TEXT else {}
        at = values.get("at") if verb == "distribute" else None
        # sudo: a batch is made by this verb only, for the account itself.
        batch = self.sudo().create(
            {
                "verb": verb,
                "user_id": self.env.uid,
                "note": text,
                "send_at": letters._moment_of_sending(at) if at else False,
                "dispose_values": verb == "dispose" and self._dispose_values(values),
                "proved": verb == "sign" and self._prove(letters, values.get("proof")),
                "address": caller_address(),
                "outside_hours": self.env.user._eoffice_works_outside_hours(),
                "started_at": self.env.cr.now(),
                "line_ids": [
                    Command.create({"naskah_id": id_, "text_digest": digests.get(id_)})
                    for id_ in ids
                ],
            }
        )
        batch.line_ids._queue()
        return {"id": batch.id}

    @api.model
    def _dispose_values(self, values):
        """Return what is said of a disposition, as it is kept; refuse one that says nothing."""
        kept = {name: values[name] for name in DISPOSE_VALUES if values.get(name)}
        if not kept.get("to_jabatan_ids"):
            raise UserError(self.env._("Choose at least one subordinate."))
        if not (kept.get("instruction_ids") or (kept.get("note") or "").strip()):
            raise UserError(self.env._("Choose an instruction or write what is to be done."))
        return kept

    @api.model
    def _prove(self, letters, proof):
        """Let the account prove once who it is, if the type of one of the letters asks for it.

        :return: how it has proved it (see ``res.users._eoffice_prove``), or False
        :raise AccessError: it has not
        """
        if not (proof or letters._needs_proof()):
            return False
        return self.env.user._eoffice_prove(proof)

    @api.model
    @api.readonly
    def get_offer(self, naskah_ids):
        """Return what can be done with all of these letters at once, for a dialog.

        :param list naskah_ids: ids of letters
        :return: dict with ``letters`` (list of dicts with ``id``, ``name``, ``subject``, ``type``,
            ``verbs``), ``needs_proof``, ``proofs`` (ways this account has) and ``most``
        """
        letters = self.env["eoffice.naskah"].browse(naskah_ids)
        letters.check_access("read")
        return {
            "letters": [
                {
                    "id": letter.id,
                    "name": letter.display_name,
                    "subject": letter.subject or "",
                    "type": letter.type_id.name,
                    "verbs": [verb for verb, flag in FLAGS.items() if letter[flag]],
                }
                for letter in letters
            ],
            "needs_proof": letters._needs_proof(),
            "proofs": self.env.user._eoffice_proofs(),
            "most": MOST,
        }

    def action_open(self):
        """Open the page of the batch."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "eoffice_bekasi.eoffice_act_batch_action"
        )
        return {**action, "res_id": self.id, "views": [(False, "form")]}
