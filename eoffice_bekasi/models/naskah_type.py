from odoo import api, fields, models


class NaskahType(models.Model):
    """Jenis naskah: what kind of document, and by which rules it is numbered and printed.

    Comes from a regulation and is offered while it is in force (``eoffice.validity``). What was
    signed keeps what it had: signing freezes it.

    Every account: reads. Administrator: creates and changes. Nobody deletes one that letters,
    mandates or delegations name.
    """

    _name = "eoffice.naskah.type"
    _description = "Naskah type"
    _inherit = "eoffice.validity"
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
            ("surat", "Surat"),
        ],
        required=True,
        default="korespondensi",
    )
    description = fields.Text(
        "Parts", help="What it consists of, in the words of the regulation; for who drafts it."
    )
    is_numbered = fields.Boolean(
        "Numbered",
        default=True,
        help="Otherwise, as a memo, it gets a date but no number, and no line in the register.",
    )
    number_pattern = fields.Char(default="{klas}/{urut}/{unit}")
    layout = fields.Selection(
        "_selection_layout", required=True, default="surat_dinas/1", help="How its page is drawn."
    )
    default_sifat = fields.Selection(
        lambda self: self.env["eoffice.sifat"]._selection(),
        "Usual sifat",
        required=True,
        default=lambda self: self.env["eoffice.sifat"]._ordinary(),
        help="A new letter of this type begins with it.",
    )
    print_titles = fields.Boolean("Print academic titles", default=True)
    print_nip = fields.Boolean("Print pangkat and NIP", default=True)
    print_sekda_nip = fields.Boolean(
        "Of the Sekda too",
        help="Models of 2013 print pangkat and NIP of the Sekda; Permendagri 1/2023 Ps. 44 doesn't.",
    )
    distribute_on_seal = fields.Boolean(
        "Send at once", default=True, help="Goes to its recipients as soon as the page is ready."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_in_regulation_uniq = models.UniqueIndex(
        "(lower(code), COALESCE(regulation_id, 0))",
        "Another naskah type of this regulation has this abbreviation.",
    )
    _pattern_when_numbered = models.Constraint(
        "CHECK (NOT is_numbered OR COALESCE(number_pattern, '') <> '')",
        "A naskah type that is numbered needs a number pattern.",
    )

    @api.model
    def _selection_layout(self):
        """Return the layouts there are; an addon that draws pages adds its own."""
        return [("surat_dinas/1", self.env._("Surat dinas"))]

    @api.model
    def _keep_changes(self):
        """Let the next update leave the catalogue as it is then: it is the Administrator's."""
        # sudo: called while the module is loaded; only the mark of its own rows.
        self.env["ir.model.data"].sudo().search(
            [("module", "=", "eoffice_bekasi"), ("model", "=", self._name)]
        ).noupdate = True

    @api.depends("name", "regulation_id.name", "is_in_force")
    def _compute_display_name(self):
        # Of two that are called the same, the one that isn't in force says where it comes from.
        for naskah_type in self:
            name = naskah_type.name or ""
            if naskah_type.regulation_id and not naskah_type.is_in_force:
                name = f"{name} ({naskah_type.regulation_id.name})"
            naskah_type.display_name = name

    @api.constrains("number_pattern", "is_numbered")
    def _check_number_pattern(self):
        for naskah_type in self.filtered("is_numbered"):
            self.env["eoffice.number.rule"]._check_pattern(naskah_type.number_pattern or "")
