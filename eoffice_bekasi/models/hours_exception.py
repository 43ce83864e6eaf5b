from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class HoursException(models.Model):
    """Leave to work outside office hours (Ps. 9): a named official, a duty (piket), overtime.

    It names accounts, or roles with everyone in them, a period and a reason. It ends by itself;
    it is ended early by its last moment, never deleted, so that it can be said later who had leave.

    The Administrator reads and writes; nobody else sees it.
    """

    _name = "eoffice.hours.exception"
    _description = "Leave to work outside office hours"
    _order = "date_from desc, id desc"
    _rec_name = "reason"

    kind = fields.Selection(
        [
            ("duty", "Duty (piket)"),
            ("overtime", "Overtime (lembur)"),
            ("official", "Named official"),
        ],
        required=True,
        default="duty",
    )
    user_ids = fields.Many2many(
        "res.users", "eoffice_hours_exception_user", "exception_id", "user_id", "Accounts"
    )
    group_ids = fields.Many2many(
        "res.groups", "eoffice_hours_exception_group", "exception_id", "group_id", "Roles"
    )
    date_from = fields.Datetime("From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime("Until")
    reason = fields.Char(required=True)
    active_now = fields.Boolean("Now", compute="_compute_active_now")

    _period = models.Constraint("CHECK (date_to > date_from)", "The end comes after the beginning.")
    _end = models.Constraint(
        "CHECK (kind = 'official' OR date_to IS NOT NULL)",
        "A duty and overtime have an end.",
    )

    @api.constrains("user_ids", "group_ids", "date_from")
    def _check_somebody(self):
        for leave in self:
            if not leave.user_ids and not leave.group_ids:
                raise ValidationError(self.env._("Name the accounts or the roles this is for."))

    @api.depends("date_from", "date_to")
    def _compute_active_now(self):
        now = self.env["eoffice.hours.policy"]._now()
        for leave in self:
            leave.active_now = bool(leave.date_from) and (
                leave.date_from <= now < (leave.date_to or datetime.max)
            )

    @api.model
    def _periods(self, user_id, group_ids, moment):
        """Return the intervals (naive, UTC) not yet over in which an account has leave.

        :param int user_id: the account
        :param group_ids: tuple of the ids of its roles
        :param datetime moment: now
        """
        self.flush_model()
        return self.env.execute_query(
            SQL(
                """SELECT e.date_from, COALESCE(e.date_to, 'infinity'::timestamp)
                     FROM eoffice_hours_exception e
                    WHERE (e.date_to IS NULL OR e.date_to > %(moment)s)
                      AND (EXISTS (SELECT FROM eoffice_hours_exception_user u
                                    WHERE u.exception_id = e.id AND u.user_id = %(user)s)
                        OR EXISTS (SELECT FROM eoffice_hours_exception_group g
                                    WHERE g.exception_id = e.id AND g.group_id = ANY(%(groups)s)))
                """,
                moment=moment,
                user=user_id,
                groups=list(group_ids),
            )
        )
