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

    is_cited_by_name = fields.Boolean(
        "Cited by its name",
        compute="_compute_is_cited_by_name",
        store=True,
        readonly=False,
        precompute=True,
        help="As “Peraturan Daerah Nomor 1 Tahun 2026”: the name tells it apart from letters of other "
        "types with the same number.",
    )
    number_example = fields.Char("Number looks like", compute="_compute_number_example")

    @api.depends("group")
    def _compute_is_cited_by_name(self):
        for naskah_type in self:
            naskah_type.is_cited_by_name = naskah_type.group == "produk_hukum"

    @api.depends("number_pattern", "code")
    def _compute_number_example(self):
        for naskah_type in self:
            naskah_type.number_example = self.env["eoffice.number.rule"]._preview(
                naskah_type.number_pattern, jenis=naskah_type.code
            )

    @api.constrains("number_pattern", "code", "active", "is_cited_by_name")
    def _check_unique_texts(self):
        self.env["eoffice.number.rule"]._check_unique_texts()
