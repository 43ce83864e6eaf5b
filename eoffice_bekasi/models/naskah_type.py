from odoo import api, fields, models


class NaskahType(models.Model):
    """Jenis naskah: what kind of document, and by which rules it is numbered and printed.

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.naskah.type"
    _description = "Naskah type"
    _order = "sequence, name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char("Abbreviation", required=True)
    group = fields.Selection(
        [
            ("produk_hukum", "Produk hukum"),
            ("arahan", "Arahan"),
            ("korespondensi", "Korespondensi"),
            ("khusus", "Khusus"),
        ],
        required=True,
        default="korespondensi",
    )
    number_pattern = fields.Char(required=True, default="{klas}/{urut}/{unit}")
    print_titles = fields.Boolean("Print academic titles", default=True)
    print_nip = fields.Boolean("Print pangkat and NIP", default=True)
    distribute_on_seal = fields.Boolean(
        "Send at once", default=True, help="Goes to its recipients as soon as the page is ready."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Another naskah type has this abbreviation.")

    @api.constrains("number_pattern")
    def _check_number_pattern(self):
        for naskah_type in self:
            self.env["eoffice.number.rule"]._check_pattern(naskah_type.number_pattern)
