from odoo import api, fields, models


class Agenda(models.Model):
    """A line of a register names its SKPD as it was called on the day of the line."""

    _inherit = "eoffice.agenda"

    skpd_name = fields.Char("Register of", compute="_compute_skpd_name")

    @api.depends("skpd_id.name", "skpd_id.former_name_ids", "date")
    def _compute_skpd_name(self):
        keys = {line: (line.skpd_id.id, line.date) for line in self}
        names = self.env["eoffice.organisation"]._names_on(keys.values())
        for line, key in keys.items():
            line.skpd_name = names[key]
