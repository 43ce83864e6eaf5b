from collections import namedtuple

from odoo import api, fields, models
from odoo.tools import SQL

from .approval_step import KINDS

#: Over how many days back paces are taken: the longer for what is expected, both for the trend.
DAYS = (30, 90)
#: A usual time is told from so many decisions on; fewer say more of chance than of the desk.
ENOUGH = 3

Pace = namedtuple("Pace", "median ninth count")


class StepPace(models.Model):
    """The pace of a desk: how long steps of a kind lie there, in working minutes.

    One row for each position, each unit and the whole city, by kind of step and days looked back:
    how many were decided, their median, and the time within which nine of ten were. Computed anew
    each night by SQL; so old as one day at most.

    No account reads it; what is shown of it are expected ends on the way of a letter, and the
    bottlenecks that a head sees of his SKPD and the Pengarah of the city (``eoffice.bottleneck``).
    """

    _name = "eoffice.step.pace"
    _description = "Pace of a desk"
    _log_access = False

    kind = fields.Selection(KINDS, required=True)
    days = fields.Integer(required=True)
    jabatan_id = fields.Many2one("eoffice.jabatan", ondelete="cascade")
    organisation_id = fields.Many2one("eoffice.organisation", ondelete="cascade")
    count = fields.Integer(required=True)
    median = fields.Integer("Median in working minutes", required=True)
    ninth = fields.Integer("Nine of ten within working minutes", required=True)

    _place_uniq = models.UniqueIndex(
        "(days, kind, COALESCE(jabatan_id, 0), COALESCE(organisation_id, 0))",
        "There is a pace of this desk already.",
    )

    # ------------------------------------------------------------------ computing

    @api.model
    def _cron_compute(self):
        """Job, nightly: take the paces anew, one kind of step after the other."""
        turns = [(days, kind) for days in DAYS for kind, _label in KINDS]
        for place, (days, kind) in enumerate(turns, start=1):
            self._compute(days, kind)
            self.env["ir.cron"]._commit_progress(1, remaining=len(turns) - place)

    @api.model
    def _compute_all(self):
        """Take all paces anew, in this transaction."""
        for days in DAYS:
            for kind, _label in KINDS:
                self._compute(days, kind)

    @api.model
    def _compute(self, days, kind):
        """Write the paces of one kind of step, of positions, units and the city in one statement."""
        self.env["eoffice.approval.step"].flush_model()
        self.env.cr.execute(
            SQL(
                """WITH decided AS (
                       SELECT s.jabatan_id, j.organisation_id, s.worked_minutes
                         FROM eoffice_approval_step s
                         JOIN eoffice_jabatan j ON j.id = s.jabatan_id
                        WHERE s.state = 'done' AND s.kind = %(kind)s
                          AND s.acted_at >= %(now)s - make_interval(days => %(days)s)
                          AND s.worked_minutes IS NOT NULL
                   ), taken AS (
                       SELECT jabatan_id, organisation_id, count(*) AS count,
                              percentile_cont(0.5) WITHIN GROUP (ORDER BY worked_minutes) AS median,
                              percentile_cont(0.9) WITHIN GROUP (ORDER BY worked_minutes) AS ninth
                         FROM decided
                        GROUP BY GROUPING SETS ((jabatan_id), (organisation_id), ())
                       HAVING count(*) > 0
                   ), gone AS (
                       DELETE FROM eoffice_step_pace p
                        WHERE p.days = %(days)s AND p.kind = %(kind)s
                          AND NOT EXISTS (
                              SELECT FROM taken t
                               WHERE t.jabatan_id IS NOT DISTINCT FROM p.jabatan_id
                                 AND t.organisation_id IS NOT DISTINCT FROM p.organisation_id)
                   )
                   INSERT INTO eoffice_step_pace
                          (days, kind, jabatan_id, organisation_id, count, median, ninth)
                   SELECT %(days)s, %(kind)s, jabatan_id, organisation_id, count,
                          round(median), round(ninth)
                     FROM taken
                       ON CONFLICT (days, kind, COALESCE(jabatan_id, 0),
                                    COALESCE(organisation_id, 0))
                       DO UPDATE SET count = EXCLUDED.count, median = EXCLUDED.median,
                                     ninth = EXCLUDED.ninth""",
                kind=kind,
                days=days,
                now=self.env.cr.now(),
            )
        )
        self.invalidate_model()

    # ------------------------------------------------------------------ asking

    @api.model
    def _of_steps(self, steps):
        """Return what pace is to be expected of these steps, in one query.

        That of the position; where it decided too little, that of its unit, then of the city; and
        where nobody did, the time that urgensi gives.

        :param steps: eoffice.approval.step
        :return: dict of step id to Pace (count 0 where it is urgensi's)
        """
        jabatan = steps.jabatan_id
        # sudo: paces are shown as expected ends only, to who may read the steps.
        rows = self.sudo().search_fetch(
            [
                ("days", "=", max(DAYS)),
                ("kind", "in", list(set(steps.mapped("kind")))),
                ("count", ">=", ENOUGH),
                "|",
                ("jabatan_id", "in", jabatan.ids),
                "&",
                ("jabatan_id", "=", False),
                "|",
                ("organisation_id", "=", False),
                ("organisation_id", "in", jabatan.organisation_id.ids),
            ]
        )
        paces = {
            (row.kind, row.jabatan_id.id, row.organisation_id.id): Pace(
                row.median, row.ninth, row.count
            )
            for row in rows
        }
        found = {}
        for step in steps:
            places = (
                (step.jabatan_id.id, False),
                (False, step.jabatan_id.organisation_id.id),
                (False, False),
            )
            known = (paces.get((step.kind, *place)) for place in places)
            found[step.id] = next(filter(None, known), None) or self._by_urgensi(step)
        return found

    @api.model
    def _by_urgensi(self, step):
        minutes = self.env["eoffice.urgensi"]._step_minutes(step.naskah_id.urgensi, step.kind)
        return Pace(minutes, minutes, 0)
