from odoo import api, fields, models

#: Rows of a migration or a job that are handled at a time.
BATCH = 1000


class ApprovalStep(models.Model):
    """How long a step lay at its desk, and until when it should be done, in working time.

    Working time is that of the SKPD of the step's position. Both are written by the system when a
    step comes to a desk and when it leaves it, whichever verb does it; parties to the letter read.
    """

    _inherit = "eoffice.approval.step"

    due_at = fields.Datetime(
        "To be done by",
        readonly=True,
        copy=False,
        help="By urgensi, in working hours from when it came to the desk.",
    )
    worked_minutes = fields.Integer(
        "Working minutes at the desk",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Of all times that it lay there: a step may be asked again.",
    )

    _due = models.Index("(due_at) WHERE state = 'current'")
    # What paces are computed from (eoffice.step.pace).
    _decided = models.Index(
        "(kind, acted_at) INCLUDE (jabatan_id, worked_minutes) WHERE state = 'done'"
    )

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps.filtered("current_since")._set_due()
        return steps

    def write(self, vals):
        # Verbs write as the system; a drafter's hand moves neither.
        moved = self.env.su and vals.keys() & {"state", "current_since"}
        lay = {step: step.current_since for step in self if moved and step.state == "current"}
        given_on = self.browse()
        if vals.get("jabatan_id"):
            given_on = self.filtered(lambda step: step.jabatan_id.id != vals["jabatan_id"])
        result = super().write(vals)
        if given_on:
            # sudo: what another position took is not the new one's; nobody writes it by hand.
            given_on.sudo().write({"worked_minutes": 0})
        if moved:
            if "current_since" in vals:
                self._set_due()
            for step, since in lay.items():
                if since and step.state != "current":
                    step._add_worked(since, self.env.cr.now())
        return result

    def _set_due(self):
        """Write until when each of these is to be done: nothing for one that isn't at a desk."""
        for step in self:
            due = step.current_since and step._due_from(step.current_since)
            step.write({"due_at": due})

    def _due_from(self, moment):
        """Return until when this step is to be done that comes to its desk at a moment, or False."""
        minutes = self.env["eoffice.urgensi"]._step_minutes(self.naskah_id.urgensi, self.kind)
        return bool(minutes) and self.jabatan_id.skpd_id._work_after(moment, minutes)

    def _add_worked(self, since, until):
        """Add one time at its desk to those before: it was returned and asked again."""
        minutes = self.jabatan_id.skpd_id._worked_minutes(since, until)
        self.write({"worked_minutes": self.worked_minutes + minutes})

    def _set_worked(self):
        """Write how long each of these lay at its desk, where only the last time is known."""
        for step in self.filtered("current_since"):
            minutes = step.jabatan_id.skpd_id._worked_minutes(step.current_since, step.acted_at)
            step.write({"worked_minutes": minutes})

    @api.model
    def _fill_times(self):
        """Fill both for steps from before they were kept; called by the migration.

        What waits at a desk is due from today on: nobody was told of a deadline before.
        """
        now = self.env.cr.now()
        for step in self.search([("state", "=", "current"), ("due_at", "=", False)]):
            step.write({"due_at": step._due_from(now)})
        last = 0
        while True:
            steps = self.search(
                [
                    ("id", ">", last),
                    ("acted_at", "!=", False),
                    ("current_since", "!=", False),
                    ("worked_minutes", "in", (0, False)),
                ],
                order="id",
                limit=BATCH,
            )
            if not steps:
                return
            last = steps[-1].id
            steps._set_worked()
            self.env.flush_all()
            self.env.invalidate_all()
