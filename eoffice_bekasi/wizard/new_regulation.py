from datetime import timedelta

from odoo import api, fields, models

from ..tools.local_time import office_today


class NewRegulation(models.TransientModel):
    """Dialog: from a day on another regulation takes the place of one, with all its naskah types.

    Administrator: uses it. What it does needs the right to change regulations and types.
    """

    _name = "eoffice.new.regulation"
    _description = "New regulation"

    regulation_id = fields.Many2one("eoffice.regulation", "Takes the place of", required=True)
    name = fields.Char(required=True)
    title = fields.Char("About")
    date_from = fields.Date(
        "In force from",
        required=True,
        default=lambda self: office_today() + timedelta(days=1),
    )
    type_count = fields.Integer(related="regulation_id.type_count")
    last_day = fields.Date("Last day of the old one", compute="_compute_last_day")

    @api.depends("date_from")
    def _compute_last_day(self):
        for dialog in self:
            dialog.last_day = dialog.date_from and dialog.date_from - timedelta(days=1)

    def action_apply(self):
        """Make the new regulation and copy what the old one has.

        :return: the action that shows the new regulation
        :raise UserError: it would begin before the old one, or another follows already
        """
        self.ensure_one()
        new = self.regulation_id._follow(
            {"name": self.name, "title": self.title, "date_from": self.date_from}
        )
        return new.get_formview_action()
