from odoo import models


class ResourceCalendar(models.Model):
    """The working hours by which the office is open; the Administrator keeps them."""

    _name = "resource.calendar"
    _inherit = ["eoffice.hours.source", "resource.calendar"]
