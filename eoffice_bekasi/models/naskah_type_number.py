from odoo import api, fields, models


class Classification(models.Model):
    """A code stands in numbers, whose parts slashes tell apart."""

    _inherit = "eoffice.classification"

    _no_slash = models.Constraint(
        "CHECK (code !~ '/')", "A klasifikasi code has no slash: it parts the pieces of a number."
    )


class NaskahType(models.Model):
    """The numbers of a type: how they look, and that they stay unique."""

    _inherit = "eoffice.naskah.type"

    number_example = fields.Char("Number looks like", compute="_compute_number_example")

    @api.depends("number_pattern", "code")
    def _compute_number_example(self):
        for naskah_type in self:
            naskah_type.number_example = self.env["eoffice.number.rule"]._preview(
                naskah_type.number_pattern, jenis=naskah_type.code
            )

    @api.constrains("number_pattern", "code", "active")
    def _check_unique_texts(self):
        self.env["eoffice.number.rule"]._check_unique_texts()
