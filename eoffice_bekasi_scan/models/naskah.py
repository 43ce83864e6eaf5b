from odoo import api, models


class Naskah(models.Model):
    """Registering a scanned letter: its pages become the letter's in the same transaction."""

    _inherit = "eoffice.naskah"

    @api.model
    def action_register(self, values):
        """Register as ``eoffice_bekasi`` does; ``document_id`` names a scanned letter of one's tray.

        Its PDF and recognised text become the letter's, its pages count as registered.
        """
        return super().action_register(values)
