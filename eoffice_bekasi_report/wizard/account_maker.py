from odoo import models


class AccountMaker(models.TransientModel):
    """Letters for all who have just got an account."""

    _inherit = "eoffice.account.maker"

    def action_print_letters(self):
        """Print the one-time letters of everybody here, as one PDF."""
        self._check_may_make()
        return self.line_ids.user_id.action_print_letters()
