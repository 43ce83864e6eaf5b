from odoo import api, fields, models
from odoo.tools import SQL

from .closure import readable


class Remark(models.Model):
    """What somebody said with an act on a letter (the note of a return, a reason).

    Whoever made the letter and may read its content reads it; those it was sent to read only why
    it was cancelled. Nobody writes; verbs make them.
    """

    _name = "eoffice.remark"
    _description = "Remark"
    _inherit = "eoffice.closure"
    _order = "id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    event_id = fields.Many2one("eoffice.event", required=True, index=True, ondelete="restrict")
    text = fields.Text(required=True)

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return SQL(
                "(%s OR %s AND EXISTS (SELECT FROM eoffice_event e"
                " WHERE e.id = g.event_id AND e.kind = 'cancelled'))",
                readable(SQL("g.naskah_id"), seats, "content", inside=True),
                readable(SQL("g.naskah_id"), seats, "content"),
            )
        return None
