from odoo import models
from odoo.exceptions import AccessError, UserError


class Naskah(models.Model):
    """A letter as one of many on which the same act is done (``eoffice.act.batch``)."""

    _inherit = "eoffice.naskah"

    def _act_of_batch(self, batch):
        """Do the act of a batch on this letter, as the account that started it.

        :param batch: eoffice.act.batch (in sudo mode)
        :raise UserError: as the act by hand
        """
        self.ensure_one()
        if not self.env.user.active:
            raise AccessError(self.env._("The account is closed."))
        self.check_access("read")
        match batch.verb:
            case "submit":
                self.action_submit()
            case "paraf":
                self.action_paraf(batch.note or None)
            case "sign":
                self._sign_of_batch(batch)
            case "distribute":
                self.action_distribute(at=batch.send_at or None)
            case "return":
                self.action_return(batch.note)
            case "cancel":
                self._require_state("draft")
                self.action_cancel(batch.note)

    def _sign_of_batch(self, batch):
        if self._needs_proof() and not batch.proved:
            raise UserError(
                self.env._(
                    "A letter of this type is signed with your password or second factor. Sign it "
                    "by itself."
                )
            )
        self._sign_checked(batch.proved or None)
