from odoo import models


class ResourceCalendarLeaves(models.Model):
    """A holiday or a cuti bersama; the Administrator keeps them, nobody else closes the office."""

    _name = "resource.calendar.leaves"
    _inherit = ["eoffice.hours.source", "resource.calendar.leaves"]
