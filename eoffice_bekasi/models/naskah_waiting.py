from odoo import api, fields, models

from ..tools.chain import stages
from .naskah_approval import ORDER

#: States of a letter that its drafter has sent up and that others have.
WITH_OTHERS = ("approval", "signing", "signed", "sealed")


class Naskah(models.Model):
    """What I sent and others have: who has it, since when, until when, and how far it is.

    Shown to whoever may read the content; who sees the envelope only sees no chain.
    """

    _inherit = "eoffice.naskah"

    is_sent_waiting = fields.Boolean(
        "Sent by me, waiting for others",
        compute="_compute_is_sent_waiting",
        search="_search_is_sent_waiting",
    )
    waiting_at = fields.Char("Who has it", compute="_compute_way", compute_sudo=False)
    waiting_since = fields.Datetime("Has it since", compute="_compute_way", compute_sudo=False)
    waiting_due_at = fields.Datetime("Due", compute="_compute_way", compute_sudo=False)
    is_waiting_late = fields.Boolean("Late", compute="_compute_way", compute_sudo=False)
    expected_at = fields.Datetime(
        "Signature expected",
        compute="_compute_way",
        compute_sudo=False,
        help="By the usual time of each desk that it has yet to pass, in working hours.",
    )
    progress = fields.Json("How far it is", compute="_compute_way", compute_sudo=False)

    @api.depends("state", "drafter_jabatan_id")
    @api.depends_context("uid")
    def _compute_is_sent_waiting(self):
        own = self.env.user._eoffice_seats().ids("draft")
        for letter in self:
            letter.is_sent_waiting = (
                letter.state in WITH_OTHERS and letter.drafter_jabatan_id.id in own
            )

    @api.model
    def _search_is_sent_waiting(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        own = self.env.user._eoffice_seats().ids("draft")
        return [("drafter_jabatan_id", "in", own), ("state", "in", WITH_OTHERS)]

    @api.depends("state", "step_ids.state", "step_ids.jabatan_id", "step_ids.current_since")
    @api.depends_context("uid", "lang")
    def _compute_way(self):
        steps = self.env["eoffice.approval.step"].search(
            [("naskah_id", "in", self.ids)], order=ORDER
        )
        by_letter = steps.grouped("naskah_id")
        carriers = steps.filtered(lambda step: step.state == "current").jabatan_id._carriers()
        expected = self._expected(steps)
        kinds = dict(steps._fields["kind"]._description_selection(self.env))
        now = self.env.cr.now()
        nobody = self.env["res.users"]
        for letter in self:
            mine = by_letter.get(letter, steps.browse())
            current = mine.filtered(lambda step: step.state == "current")
            letter.waiting_at = (
                ", ".join(
                    " – ".join(
                        filter(
                            None,
                            [
                                step.jabatan_id.name,
                                ", ".join(carriers.get(step.jabatan_id.id, nobody).mapped("name")),
                            ],
                        )
                    )
                    for step in current
                )
                or letter._waits_unsent()
            )
            letter.waiting_since = (
                min(current.filtered("current_since").mapped("current_since"), default=False)
                or (letter.state == "sealed" and letter.sealed_at)
                or (letter.state in ("signing", "signed") and letter.signed_at)
            )
            letter.waiting_due_at = min(current.filtered("due_at").mapped("due_at"), default=False)
            letter.is_waiting_late = bool(letter.waiting_due_at and letter.waiting_due_at < now)
            letter.expected_at = expected.get(letter.id, ({}, False))[1]
            letter.progress = [_mark(stage, kinds, now) for stage in stages(mine)]

    def _waits_unsent(self):
        """Return who has a letter that is signed and not yet sent."""
        if self.state == "sealed" and not self.distribute_at:
            # sudo: which desk keeps the registry of an SKPD is no secret.
            return self.sudo().skpd_id.registry_jabatan_id.name or ""
        return ""


def _mark(stage, kinds, now):
    """Return one stage as a mark of the strip: how far it is, and who is asked there."""
    states = {step.state for step in stage}
    if "current" in states:
        late = any(step.state == "current" and step.due_at and step.due_at < now for step in stage)
        state = "late" if late else "now"
    elif states <= {"done", "skipped"}:
        state = "skipped" if states == {"skipped"} else "done"
    else:
        state = "next"
    return {
        "state": state,
        "part": state in ("now", "late") and bool(states & {"done", "skipped"}),
        "names": [f"{kinds[step.kind]}: {step.jabatan_id.name}" for step in stage],
    }
