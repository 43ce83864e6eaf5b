from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.local_time import office_today

#: What may still be said of an assignment that has begun.
END_FIELDS = {"date_to", "decree_number", "decree_date"}


class Assignment(models.Model):
    """The operator: who holds the positions of his SKPD, from when to when.

    What has begun he can only end: who held an office on a past day stays as it was. Not: the
    head of the SKPD and those with a rank (others than the operator install these), nor himself.
    """

    _name = "eoffice.assignment"
    _inherit = ["eoffice.assignment", "eoffice.operated"]

    _operator_fields = frozenset(
        (
            *("jabatan_id", "user_id", "kind", "date_from", "date_to"),
            *("decree_number", "decree_date"),
        )
    )

    state = fields.Selection(
        [("coming", "Not begun"), ("running", "Running"), ("ended", "Ended")],
        "Status",
        compute="_compute_state",
    )

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        """Say how it stands today; what is not saved yet has not begun."""
        today = office_today()
        for assignment in self:
            saved = assignment._origin
            if not saved or saved.date_from > today:
                assignment.state = "coming"
            elif saved.date_to and saved.date_to < today:
                assignment.state = "ended"
            else:
                assignment.state = "running"

    is_reserved = fields.Boolean("The Administrator's", compute="_compute_is_reserved")

    @api.depends("jabatan_id", "user_id")
    @api.depends_context("uid")
    def _compute_is_reserved(self):
        reserved = self._reserved()
        for assignment in self:
            assignment.is_reserved = assignment in reserved

    @api.depends("jabatan_id", "user_id", "kind")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        unnamed = self.filtered(lambda one: not (one.jabatan_id and one.user_id))
        unnamed.display_name = self.env._("New assignment")
        return result

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        assignments.user_id._eoffice_sync_roles()
        return assignments

    def write(self, vals):
        before = self.user_id
        result = super().write(vals)
        if vals.keys() & {"jabatan_id", "user_id", "date_from", "date_to"}:
            (before | self.user_id)._eoffice_sync_roles()
        return result

    def unlink(self):
        before = self.user_id
        result = super().unlink()
        before._eoffice_sync_roles()
        return result

    def _check_operated_before(self, vals):
        for assignment in self:
            if assignment.state == "ended":
                raise AccessError(
                    self.env._(
                        "%s has ended, and who held an office stays on record. If the record is "
                        "wrong, ask the Administrator.",
                        assignment.display_name,
                    )
                )
            if assignment.state == "running" and vals.keys() - END_FIELDS:
                raise AccessError(
                    self.env._(
                        "%s has begun: end it and begin another one. If the record is wrong, ask "
                        "the Administrator.",
                        assignment.display_name,
                    )
                )
        self._check_operated()
        return super()._check_operated_before(vals)

    def _reserved(self):
        """Return those that only the Administrator records: of heads, and of oneself."""
        # sudo: what is head of an SKPD is public inside the city.
        positions = self.sudo().jabatan_id
        heads = positions.filtered("rank") | positions & positions.skpd_id.head_jabatan_id
        return self.filtered(lambda one: one.jabatan_id in heads or one.user_id == self.env.user)

    def _check_operated(self):
        reserved = self._reserved()
        others = reserved.filtered(lambda one: one.user_id != self.env.user)
        if others:
            raise AccessError(
                self.env._(
                    "Who becomes %s is recorded by the Administrator: the operator works for him.",
                    others[0].jabatan_id.name,
                )
            )
        if reserved:
            raise AccessError(
                self.env._("Nobody gives himself a position. Ask the Administrator to record it.")
            )
        if strangers := self.user_id.filtered("share"):
            raise AccessError(self.env._("%s has no account of this office.", strangers[0].name))
        return super()._check_operated()
