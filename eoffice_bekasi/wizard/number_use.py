from odoo import api, fields, models
from odoo.tools import SQL


class NumberUse(models.TransientModel):
    """Dialog: choose a reserved number for a letter in approval, or take it back.

    Every account may open its own; the verbs it calls check the right.
    """

    _name = "eoffice.number.use"
    _description = "Use a reserved number"
    _inherit = "eoffice.closure"

    naskah_id = fields.Many2one(
        "eoffice.naskah", "Letter", required=True, domain="[('state', '=', 'approval')]"
    )
    number_id = fields.Many2one(
        "eoffice.reserved.number",
        "Reserved number",
        domain="[('state', '=', 'open'), ('block_id', '=', False)]",
    )
    chosen = fields.Char("It has", compute="_compute_chosen")

    @api.model
    def _guard(self, operation, seats):
        return SQL("g.create_uid = %s", self.env.uid)

    @api.depends("naskah_id")
    def _compute_chosen(self):
        for dialog in self:
            shown = dialog.naskah_id.get_reserved_number() if dialog.naskah_id else False
            dialog.chosen = shown and self.env._(
                "%(number)s of %(day)s",
                number=shown["number"],
                day=fields.Date.to_date(shown["date"]).strftime("%d-%m-%Y"),
            )

    def action_apply(self):
        """Choose the number, with the verb of the letter."""
        self.ensure_one()
        self.naskah_id.action_use_reserved(self.number_id.id)
        return {"type": "ir.actions.act_window_close", "infos": {"done": True}}

    def action_take_back(self):
        """Take the number back, with the verb of the letter."""
        self.ensure_one()
        self.naskah_id.action_unuse_reserved()
        return {"type": "ir.actions.act_window_close", "infos": {"done": True}}
