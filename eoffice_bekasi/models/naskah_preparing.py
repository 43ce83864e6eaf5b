from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class Naskah(models.Model):
    """What an assistant prepares waits for one tap of his official (Ps. 10c)."""

    _inherit = "eoffice.naskah"

    prepared_at = fields.Datetime(readonly=True, copy=False)
    prepared_by_id = fields.Many2one(
        "res.users", "Prepared by", readonly=True, copy=False, ondelete="restrict"
    )
    can_prepare = fields.Boolean(compute="_compute_can")
    can_release = fields.Boolean(compute="_compute_can")

    _prepared = models.Index(
        "(drafter_jabatan_id) WHERE state = 'draft' AND prepared_at IS NOT NULL"
    )

    def action_prepare(self):
        """Put a finished draft on the desk of the official it was drafted for.

        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: not an assistant of that official
        :raise UserError: something is missing; the message lists all of it
        """
        self.ensure_one()
        self.check_access("read")
        self._require_state("draft")
        if not self._prepares(self.drafter_jabatan_id):
            raise AccessError(
                self.env._(
                    "Only an assistant of %s prepares his letters.", self.drafter_jabatan_id.name
                )
            )
        self._check_complete()
        # sudo: what is prepared is written by verbs only; the right has been checked.
        self.sudo().write({"prepared_at": self.env.cr.now(), "prepared_by_id": self.env.uid})
        self._log("prepared", self.drafter_jabatan_id)
        self._desk_changed(self.drafter_jabatan_id)
        return self._answer()

    def action_release(self):
        """Let go what an assistant has prepared on this letter: the official's one tap.

        A prepared draft is sent for approval; prepared dispositions go to their receivers.

        :return: dict with ``id``, ``state``, ``number``
        :raise UserError: nothing is prepared for this account to release
        """
        self.ensure_one()
        self.check_access("read")
        prepared = self._prepared_dispositions().filtered(
            lambda one: self._own(one.from_jabatan_id, "dispose")
        )
        if prepared:
            prepared._release()
            return self._answer()
        if self.state == "draft" and self.prepared_at:
            return self.action_submit()
        raise UserError(self.env._("Nothing is prepared here for you to release."))

    def action_discard(self):
        """Take back what an assistant has prepared on this letter; nobody else has seen it.

        A prepared draft goes back to the drafts of its desk.

        :return: dict with ``id``, ``state``, ``number``
        :raise UserError: nothing is prepared for this account to discard
        """
        self.ensure_one()
        self.check_access("read")
        prepared = self._prepared_dispositions().filtered(
            lambda one: self._own(one.from_jabatan_id, "dispose", "prepare")
        )
        if prepared:
            prepared._discard()
            return self._answer()
        if (
            self.state == "draft"
            and self.prepared_at
            and self._own(self.drafter_jabatan_id, "draft")
        ):
            # sudo: what is prepared is written by verbs only; the right has been checked.
            self.sudo().write({"prepared_at": False, "prepared_by_id": False})
            self._log("prepared_discarded", self.drafter_jabatan_id)
            return self._answer()
        raise UserError(self.env._("Nothing is prepared here for you to discard."))

    # ------------------------------------------------------------------ helpers

    def _prepares(self, jabatan):
        """Whether the user prepares for this position but does not decide there."""
        return self._own(jabatan, "prepare") and not self._own(jabatan, "approve", "dispose")

    def _prepared_dispositions(self):
        # sudo: the rows are the system's to find; they are filtered by the user's own seats.
        return self.sudo().disposition_ids.filtered(lambda one: one.state == "prepared")
