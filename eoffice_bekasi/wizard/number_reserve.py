from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.local_time import office_today


class NumberReserve(models.TransientModel):
    """Dialog: set numbers aside, hand a block out on paper, or ask another registry for one.

    Every account may open its own; the verbs it calls check the right.
    """

    _name = "eoffice.number.reserve"
    _description = "Reserve numbers"
    _inherit = "eoffice.closure"

    mode = fields.Selection(
        [("reserve", "Reserve"), ("block", "Hand out"), ("ask", "Ask")],
        required=True,
        default="reserve",
    )
    register_id = fields.Many2one(
        "eoffice.register",
        required=True,
        compute="_compute_register_id",
        store=True,
        readonly=False,
    )
    count = fields.Integer("How many", default=1, required=True)
    date = fields.Date("For the date", required=True, default=lambda self: office_today())
    reason = fields.Char(required=True)
    handed_to = fields.Char("Handed to")
    naskah_id = fields.Many2one(
        "eoffice.naskah",
        "For the letter",
        domain="[('state', '=', 'approval')]",
        help="Empty: the number may be used for any letter of your SKPD.",
    )

    @api.model
    def _guard(self, operation, seats):
        return SQL("g.create_uid = %s", self.env.uid)

    @api.depends("mode")
    def _compute_register_id(self):
        own = self.env["eoffice.register"].search(
            [("kind", "!=", "masuk"), ("is_kept", "=", True)], limit=2
        )
        for dialog in self:
            alone = len(own) == 1 and dialog.mode != "ask"
            dialog.register_id = dialog.register_id or (own if alone else False)

    def action_apply(self):
        """Do what the dialog asks for, with the verb of the register or of the request.

        :return: the action that closes the dialog, or that opens the block
        """
        self.ensure_one()
        if self.mode == "ask":
            self.env["eoffice.number.request"].action_ask(
                self.register_id.id, self.date, self.reason, self.naskah_id.id or None
            )
        elif self.mode == "block":
            block = self.register_id.action_hand_out(
                self.count, self.date, self.reason, self.handed_to
            )
            return {
                "type": "ir.actions.act_window",
                "res_model": "eoffice.number.block",
                "res_id": block["block_id"],
                "views": [(False, "form")],
            }
        else:
            self.register_id.action_reserve(self.count, self.date, self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
