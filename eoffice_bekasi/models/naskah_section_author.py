from odoo import api, models


class NaskahSection(models.Model):
    """Whoever fills in a part of the letter writes the letter."""

    _inherit = "eoffice.naskah.section"

    @api.model_create_multi
    def create(self, vals_list):
        letters = self.env["eoffice.naskah"].browse(
            {vals["naskah_id"] for vals in vals_list if vals.get("naskah_id")}
        )
        letters._keep_version_of_last_author()
        return super().create(vals_list)

    def write(self, vals):
        self.naskah_id._keep_version_of_last_author()
        return super().write(vals)
