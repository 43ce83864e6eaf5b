from odoo import api, fields, models


class ReorganisationLine(models.Model):
    """A jabatan that gets a new name with a reorganisation of its unit.

    Administrator: changes it while the reorganisation is being prepared.
    """

    _name = "eoffice.reorganisation.line"
    _description = "Position with a new name"
    _order = "id"

    reorganisation_id = fields.Many2one(
        "eoffice.reorganisation", required=True, index=True, ondelete="cascade"
    )
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Position", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char("Name from then on", required=True)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._require_preparing()
        return lines

    def write(self, vals):
        self._require_preparing()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_while_preparing(self):
        self._require_preparing()

    def _require_preparing(self):
        if not self.env.su:
            self.reorganisation_id._require("draft")
