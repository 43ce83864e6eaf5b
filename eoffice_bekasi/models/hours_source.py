from odoo import api, models


class HoursSource(models.AbstractModel):
    """Mixin for what says when the office is open: a change counts from the next request on."""

    _name = "eoffice.hours.source"
    _description = "Source of office hours"

    @api.model_create_multi
    def create(self, vals_list):
        result = super().create(vals_list)
        self.env.registry.clear_cache()
        return result

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
