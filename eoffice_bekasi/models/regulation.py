from odoo import api, fields, models

from ..tools.local_time import office_today


class Regulation(models.Model):
    """A regulation by which letters are made, and the days on which it is in force.

    Naskah types, sifat, urgensi and klasifikasi come from one; when another comes into force, what
    was made before keeps what it had.

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.regulation"
    _description = "Regulation"
    _order = "date_from desc, id desc"
    _rec_names_search = ["name", "title"]

    name = fields.Char(required=True, help="e.g. Permendagri 1/2023")
    title = fields.Char(help="What it is about.")
    date_from = fields.Date("In force from", required=True, default=lambda self: office_today())
    date_to = fields.Date("Until", help="The last day; empty while it is in force.")
    is_in_force = fields.Boolean(
        "In force", compute="_compute_is_in_force", search="_search_is_in_force"
    )

    _name_uniq = models.Constraint("UNIQUE(name)", "This regulation is there already.")
    _period = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The regulation ends before it begins. Check its dates.",
    )

    def write(self, vals):
        result = super().write(vals)
        # What is offered today is cached (see eoffice.level).
        self.env.registry.clear_cache()
        return result

    @api.depends("date_from", "date_to")
    def _compute_is_in_force(self):
        today = office_today()
        for regulation in self:
            regulation.is_in_force = regulation.date_from <= today and (
                not regulation.date_to or regulation.date_to >= today
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = office_today()
        return [
            ("date_from", "<=", today),
            "|",
            ("date_to", "=", False),
            ("date_to", ">=", today),
        ]
