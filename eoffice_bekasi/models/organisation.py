from odoo import api, fields, models

KINDS = [
    ("city", "City government"),
    ("setda", "Sekretariat Daerah"),
    ("asisten", "Asisten"),
    ("bagian", "Bagian"),
    ("setwan", "Sekretariat DPRD"),
    ("inspektorat", "Inspektorat"),
    ("dinas", "Dinas"),
    ("badan", "Badan"),
    ("kecamatan", "Kecamatan"),
    ("kelurahan", "Kelurahan"),
    ("rsud", "RSUD"),
    ("uptd", "UPTD"),
    ("sekretariat", "Sekretariat"),
    ("bidang", "Bidang"),
    ("seksi", "Seksi"),
    ("subbagian", "Sub bagian"),
    ("other", "Other unit"),
]


class Organisation(models.Model):
    """A unit of government, in a tree; SKPD-level units have their own agenda and letterhead.

    Every account: reads. Administrator: creates and changes. Nobody deletes one that letters
    name (restrict); units that end get an end date.
    """

    _name = "eoffice.organisation"
    _description = "Organisation"
    _parent_store = True
    _order = "sequence, name"
    _rec_names_search = ["name", "abbreviation", "code"]

    name = fields.Char(required=True, index="trigram")
    code = fields.Char(help="Code of the unit in the city's list of organisations.")
    abbreviation = fields.Char(help="Stands for the unit in letter numbers, e.g. Dinkes.")
    kind = fields.Selection(KINDS, required=True, default="other")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    date_from = fields.Date("Valid from")
    date_to = fields.Date("Valid to")
    parent_id = fields.Many2one("eoffice.organisation", "Part of", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("eoffice.organisation", "parent_id", "Units")
    is_skpd = fields.Boolean(
        "SKPD level", help="Has its own agenda, letterhead, registry and operator."
    )
    served_by_id = fields.Many2one(
        "eoffice.organisation",
        "Registry kept by",
        ondelete="restrict",
        help="For a unit outside any SKPD: the SKPD whose registry numbers and registers for it.",
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        compute="_compute_skpd_id",
        store=True,
        recursive=True,
        index=True,
    )
    jabatan_ids = fields.One2many("eoffice.jabatan", "organisation_id", "Positions")
    skpd_jabatan_ids = fields.One2many("eoffice.jabatan", "skpd_id", "Positions of the SKPD")
    head_jabatan_id = fields.Many2one("eoffice.jabatan", "Head", ondelete="set null")
    registry_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Registry desk",
        ondelete="set null",
        help="The shared position (Tata Usaha) that registers, numbers and sends for this SKPD.",
    )
    street = fields.Char("Address")
    postal_code = fields.Char()
    phone = fields.Char()
    email = fields.Char()
    website = fields.Char()
    emblem = fields.Selection(
        [("garuda", "Garuda"), ("city", "City emblem")], required=True, default="city"
    )
    emblem_image = fields.Binary("Emblem picture", attachment=True)
    kop_line_1 = fields.Char("Letterhead, first line", default="PEMERINTAH KOTA BEKASI")
    kop_line_2 = fields.Char(
        "Letterhead, second line",
        compute="_compute_kop_line_2",
        store=True,
        readonly=False,
        precompute=True,
    )
    kop_address = fields.Char("Letterhead, address", compute="_compute_kop_address")
    letterhead_id = fields.Many2one(
        "eoffice.organisation",
        "Letterhead of",
        compute="_compute_letterhead_id",
        recursive=True,
        help="The unit whose letterhead letters from here carry.",
    )

    _abbreviation_uniq = models.UniqueIndex(
        "(abbreviation) WHERE active AND is_skpd AND date_to IS NULL",
        "Two SKPD that exist at the same time can't share an abbreviation.",
    )

    @api.depends("is_skpd", "served_by_id", "parent_id.skpd_id")
    def _compute_skpd_id(self):
        for unit in self:
            unit.skpd_id = unit if unit.is_skpd else unit.served_by_id or unit.parent_id.skpd_id

    @api.depends("name")
    def _compute_kop_line_2(self):
        for unit in self:
            unit.kop_line_2 = (unit.name or "").upper()

    @api.depends("street", "postal_code", "phone", "email", "website")
    def _compute_kop_address(self):
        for unit in self:
            where = " ".join(filter(None, [unit.street, unit.postal_code]))
            phone = f"Telp. {unit.phone}" if unit.phone else ""
            unit.kop_address = ", ".join(filter(None, [where, phone, unit.website, unit.email]))

    @api.depends("is_skpd", "kind", "parent_id.letterhead_id")
    def _compute_letterhead_id(self):
        for unit in self:
            own = unit.is_skpd or unit.kind == "city" or not unit.parent_id
            unit.letterhead_id = unit if own else unit.parent_id.letterhead_id

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create(vals_list)
        units._ensure_registers()
        return units

    def write(self, vals):
        result = super().write(vals)
        if vals.get("is_skpd"):
            self._ensure_registers()
        if vals.keys() & {"registry_jabatan_id", "is_skpd", "parent_id", "served_by_id"}:
            self.env["eoffice.naskah"]._sync_access_of_organisations(self)
        return result

    def _ensure_registers(self):
        """Give each SKPD its register of incoming and of outgoing letters."""
        skpd = self.filtered("is_skpd")
        # sudo: registers are made by the system, whoever may change the organisation.
        Register = self.env["eoffice.register"].sudo()
        known = {
            (register.organisation_id.id, register.kind)
            for register in Register.search([("organisation_id", "in", skpd.ids)])
        }
        Register.create(
            [
                {"organisation_id": unit.id, "kind": kind}
                for unit in skpd
                for kind in ("keluar", "masuk")
                if (unit.id, kind) not in known
            ]
        )
