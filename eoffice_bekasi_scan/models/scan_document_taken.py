from datetime import timedelta

from odoo import models
from odoo.exceptions import LockError, UserError

#: A letter that somebody has before him is his for so long; after that it is free again.
TAKEN_MINUTES = 20


class ScanDocument(models.Model):
    """Who has a scanned letter before him: a letter that is taken is nobody else's for a while."""

    _inherit = "eoffice.scan.document"

    def _is_taken(self):
        """Whether somebody has this letter before him now."""
        self.ensure_one()
        since = self.env.cr.now() - timedelta(minutes=TAKEN_MINUTES)
        return bool(
            self.state != "registered" and self.taken_by_id and (self.taken_at or since) > since
        )

    def _require_free(self):
        """Refuse letters of another tray, that are registered, or that somebody else has taken.

        Their rows are locked: what comes next is done with them by nobody else.

        :return: the desk whose tray they lie in
        """
        desk = self._require_tray()
        try:
            self.sudo().lock_for_update()  # sudo: only locks; the right has just been checked.
        except LockError as error:
            raise LockError(
                self.env._("This letter is being read at this moment. Try again in a few seconds.")
            ) from error
        self.invalidate_recordset()
        for document in self:
            if document.state == "registered":
                raise UserError(
                    self.env._("This letter is registered. What is registered stays as it is.")
                )
            if document._is_taken() and document.taken_by_id != self.env.user:
                raise UserError(
                    self.env._(
                        "%s has this letter before him and is registering it.",
                        # sudo: the name of a colleague at the same desk.
                        document.taken_by_id.sudo().name,
                    )
                )
        return desk
