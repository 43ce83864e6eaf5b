from odoo import models


class ResourceCalendarAttendance(models.Model):
    """A working time of a weekday; the Administrator keeps them."""

    _name = "resource.calendar.attendance"
    _inherit = ["eoffice.hours.source", "resource.calendar.attendance"]
