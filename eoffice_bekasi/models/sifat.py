from odoo import api, fields, models
from odoo.tools import ormcache


class Sifat(models.Model):
    """Sifat: how secret a letter is, and what that protects (naskah-dinas.md section 3).

    Every account: reads. Administrator: creates and changes; not the code and the protection of
    one that letters have.
    """

    _name = "eoffice.sifat"
    _description = "Sifat"
    _inherit = "eoffice.level"
    _letter_field = "sifat"

    protection = fields.Selection(
        [
            ("open", "The registry reads it"),
            ("sealed", "Secret: the registry sees the envelope only"),
        ],
        required=True,
        default="open",
    )
    mark = fields.Char("Printed mark", help="In red on every sheet, e.g. RAHASIA.")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another sifat has this code.")

    @api.model
    def _fixed_fields(self):
        return ("protection",)

    @api.model
    @ormcache()
    def _secret(self):
        """Return the codes of the secret degrees."""
        # sudo: what is secret is public; read once for all accounts.
        return tuple(self.sudo().search([("protection", "=", "sealed")]).mapped("code"))

    @api.model
    def _prints(self, code):
        """Return (name, mark) of a degree as they print: in Indonesian."""
        # sudo: as above.
        level = self.sudo().with_context(lang="id_ID").search([("code", "=", code)])
        return level.name or "", level.mark or ""
