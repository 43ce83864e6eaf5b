from odoo import api, fields, models
from odoo.tools import SQL

from ..models.closure import readable


class Categorise(models.TransientModel):
    """The dialog in which somebody puts a letter under categories of his SKPD.

    Every account: for letters whose content it may read; ``eoffice.naskah.action_categorise``
    checks what it may choose.
    """

    _name = "eoffice.categorise"
    _description = "Kategori masalah of a letter"
    _inherit = "eoffice.closure"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="cascade")
    offered_category_ids = fields.Many2many(related="naskah_id.offered_category_ids")
    category_ids = fields.Many2many(
        "eoffice.subject.category",
        string="Kategori masalah",
        domain="[('id', 'in', offered_category_ids)]",
    )

    @api.model
    def _guard(self, operation, seats):
        return readable(SQL("g.naskah_id"), seats, "content")

    def action_save(self):
        """Put the letter under the chosen categories and close the dialog."""
        self.ensure_one()
        self.naskah_id.action_categorise(self.category_ids.ids)
        return {"type": "ir.actions.act_window_close"}
