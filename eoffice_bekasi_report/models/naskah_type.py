from odoo import api, models

from ..tools.page import LAYOUTS


class NaskahType(models.Model):
    _inherit = "eoffice.naskah.type"

    @api.model
    def _selection_layout(self):
        """Add the layouts that this addon draws; those without a name of their own by their key."""
        layouts = dict(super()._selection_layout())
        return [(key, layouts.get(key, key)) for key in LAYOUTS | layouts]
