from odoo import api, models


class NaskahSection(models.Model):
    """Pictures in the text of a part follow the right to the letter's content, as in its body."""

    _inherit = "eoffice.naskah.section"

    @api.model_create_multi
    def create(self, vals_list):
        sections = super().create(vals_list)
        for section, vals in zip(sections, vals_list, strict=True):
            section.naskah_id._adopt_pictures(vals.get("text"))
        return sections

    def write(self, vals):
        result = super().write(vals)
        if vals.get("text"):
            for section in self:
                section.naskah_id._adopt_pictures(vals["text"])
        return result
