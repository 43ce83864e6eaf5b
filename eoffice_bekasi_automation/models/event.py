from odoo import api, models

from odoo.addons.eoffice_bekasi.tools.caller import caller_address


class Event(models.Model):
    """An event sets automatic rules in motion, once it is committed."""

    _inherit = "eoffice.event"

    @api.model
    def _insert(self, cr, rows):
        ids = super()._insert(cr, rows)
        if rows and self.env["base.automation"]._eoffice_rules():
            users = self.env["res.users"].browse({row[2] for row in rows})
            outside = users.filtered(lambda user: user._eoffice_works_outside_hours()).ids
            self.env["eoffice.automation.run"]._note(cr, rows, caller_address() or None, outside)
        return ids
