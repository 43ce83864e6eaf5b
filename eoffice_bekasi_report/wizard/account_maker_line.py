from odoo import models


class AccountMakerLine(models.TransientModel):
    """A letter for one person."""

    _inherit = "eoffice.account.maker.line"

    def action_print_letter(self):
        """Print the one-time letter of this person."""
        return self.user_id.action_print_letters()
