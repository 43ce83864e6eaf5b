from odoo import api, fields, models
from odoo.tools import ormcache


class Urgensi(models.Model):
    """Urgensi: how soon a letter is to be answered, in working time from its receipt.

    Permendagri 54/2009: amat segera 24 hours, segera 2 x 24, penting 3 x 24, biasa five working
    days after receipt; Permendagri 1/2023: three degrees (naskah-dinas.md section 3).

    Every account: reads. Administrator: creates and changes; not the code of one that letters have.
    """

    _name = "eoffice.urgensi"
    _description = "Urgensi"
    _inherit = "eoffice.level"
    _letter_field = "urgensi"

    response_time = fields.Integer("Answer within", required=True, default=5)
    response_unit = fields.Selection(
        [("hours", "working hours"), ("days", "working days")],
        "Counted in",
        required=True,
        default="days",
    )
    is_usual = fields.Boolean(
        "Ordinary", help="Without a badge; news of such letters may wait for the digest."
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "Another urgensi has this code.")
    _response_time = models.Constraint(
        "CHECK (response_time > 0)", "The time to answer must be more than nothing."
    )

    @api.model
    @ormcache()
    def _usual(self):
        """Return the codes of the ordinary degrees."""
        # sudo: public data.
        return tuple(self.sudo().search([("is_usual", "=", True)]).mapped("code"))

    @api.model
    def _of_code(self, code):
        """Return the degree with this code."""
        # sudo: public data.
        return self.sudo().search([("code", "=", code)])

    @api.model
    def _prints(self, code):
        """Return the name as it prints, in Indonesian; nothing for an ordinary degree."""
        level = self._of_code(code).with_context(lang="id_ID")
        return "" if level.is_usual else level.name or ""
