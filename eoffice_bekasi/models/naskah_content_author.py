from odoo import fields, models


class NaskahContent(models.Model):
    """Who is writing the letter: the author of what will be its next version."""

    _inherit = "eoffice.naskah.content"

    #: Empty from an act on the letter until somebody writes again.
    author_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    author_jabatan_id = fields.Many2one(
        "eoffice.jabatan", readonly=True, copy=False, ondelete="restrict"
    )
    author_capacity = fields.Char(readonly=True, copy=False)

    def write(self, vals):
        if vals.keys() & {"subject", "body"}:
            self.naskah_id._keep_version_of_last_author()
        return super().write(vals)

    def _set_attachments(self, attachments):
        self.naskah_id._keep_version_of_last_author()
        return super()._set_attachments(attachments)
