from odoo import api, fields, models

#: Rows of a migration or a job that are handled at a time.
BATCH = 1000


class ApprovalStep(models.Model):
    """How long a step lay at its desk, and until when it should be done, in working time.

    Working time is that of the SKPD of the step's position. Both are written by the system when a
    step comes to a desk and when it is decided, whichever verb does it; parties to the letter read.
    """

    _inherit = "eoffice.approval.step"

    due_at = fields.Datetime(
        "To be done by",
        readonly=True,
        copy=False,
        help="By urgensi, in working hours from when it came to the desk.",
    )
    worked_minutes = fields.Integer(
        "Working minutes at the desk", readonly=True, copy=False, aggregator="avg"
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
        result = super().write(vals)
        # Verbs write as the system; a drafter's hand moves neither.
        if self.env.su:
            if "current_since" in vals:
                self._set_due()
            if vals.get("acted_at"):
                self._set_worked()
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

    def _set_worked(self):
        """Write how long each of these lay at its desk."""
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
