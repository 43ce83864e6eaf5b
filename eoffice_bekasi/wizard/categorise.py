from odoo import fields, models


class Categorise(models.TransientModel):
    """The dialog in which somebody puts a letter under categories of his SKPD.

    Every account: for letters that it may read; ``eoffice.naskah.action_categorise`` checks that.
    """

    _name = "eoffice.categorise"
    _description = "Kategori masalah of a letter"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="cascade")
    offered_category_ids = fields.Many2many(related="naskah_id.offered_category_ids")
    category_ids = fields.Many2many(
        "eoffice.subject.category",
        string="Kategori masalah",
        domain="[('id', 'in', offered_category_ids)]",
    )

    def action_save(self):
        """Put the letter under the chosen categories and close the dialog."""
        self.ensure_one()
        self.naskah_id.action_categorise(self.category_ids.ids)
        return {"type": "ir.actions.act_window_close"}
