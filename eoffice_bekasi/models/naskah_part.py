import csv

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open

from ..tools.parts import code_of

CATALOGUE = "eoffice_bekasi/data/naskah_part_catalogue.csv"
KINDS = [
    ("text", "Text"),
    ("points", "Points, one a line"),
    ("line", "Short text"),
    ("date", "Date"),
    ("moment", "Date and time"),
    ("people", "People"),
    ("word", "A word that prints by itself"),
]
STYLES = [
    ("label", "Label and colon beside"),
    ("indented", "Label and colon beside, indented"),
    ("heading", "Heading above"),
    ("plain", "Without its name"),
]
PLACES = [("before", "Before the text"), ("after", "After the text")]
NUMBERINGS = [
    ("number", "1. 2. 3."),
    ("letter", "a. b. c."),
    ("diktum", "KESATU, KEDUA, KETIGA"),
]


class NaskahPart(models.Model):
    """A part that letters of a type have beside their body: Menimbang, Kepada, Hari/tanggal.

    What a letter says there stands in ``eoffice.naskah.section``, under the same code; so it is
    kept when the letter's type changes, or when a part is taken away and comes back.

    Every account: reads. Administrator: creates, changes, orders, deletes.
    """

    _name = "eoffice.naskah.part"
    _description = "Part of a naskah type"
    _order = "type_id, sequence, id"

    type_id = fields.Many2one(
        "eoffice.naskah.type", "Naskah type", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Name as it prints", required=True)
    code = fields.Char(
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        help="Made of the name. What was written in a part goes with this code when a letter "
        "changes its type.",
    )
    kind = fields.Selection(KINDS, "What is filled in", required=True, default="text")
    numbering = fields.Selection(NUMBERINGS, required=True, default="number")
    style = fields.Selection(STYLES, "Prints as", required=True, default="label")
    place = fields.Selection(PLACES, required=True, default="before")
    required = fields.Boolean(help="A letter can't be sent for approval without it.")
    help = fields.Char("Hint", help="Shown to the drafter while nothing is written there.")

    _code_uniq = models.Constraint(
        "UNIQUE(type_id, code)", "This naskah type has a part of that name already."
    )

    @api.depends("name")
    def _compute_code(self):
        for part in self:
            part.code = part.code or code_of(part.name)

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        self.env["eoffice.naskah.section"]._add_missing(types=parts.type_id)
        return parts

    def write(self, vals):
        if "code" in vals and any(part.code != vals["code"] for part in self if part.code):
            raise UserError(
                self.env._(
                    "The code of a part stays as it is: what letters say there is kept under it. "
                    "Add a new part instead."
                )
            )
        return super().write(vals)

    @api.model
    def _load_catalogue(self):
        """Give the types of the catalogue their parts, unless they have some already.

        Once for a database; after that the parts are the administrator's. A row of kind "body"
        says whether letters of the type need a text.
        """
        with file_open(CATALOGUE) as file:
            rows = list(csv.DictReader(file))
        types = self.env["eoffice.naskah.type"].with_context(active_test=False)
        types = types.search([("code", "in", [row["type"] for row in rows])])
        for naskah_type in types.filtered(lambda one: not one.part_ids):
            mine = [row for row in rows if row["type"] == naskah_type.code]
            for row in mine:
                if row["kind"] == "body":
                    naskah_type.text_required = row["required"] == "1"
            self.create(
                [
                    {
                        "type_id": naskah_type.id,
                        "sequence": 10 * place,
                        "name": row["name"],
                        "code": row["code"],
                        "kind": row["kind"],
                        "numbering": row["numbering"] or "number",
                        "style": row["style"] or "label",
                        "place": row["place"] or "before",
                        "required": row["required"] == "1",
                        "help": row["help"],
                    }
                    for place, row in enumerate(mine, 1)
                    if row["kind"] != "body"
                ]
            )


class NaskahType(models.Model):
    _inherit = "eoffice.naskah.type"

    part_ids = fields.One2many("eoffice.naskah.part", "type_id", "Parts of a letter", copy=True)
    text_required = fields.Boolean(
        "Needs a text",
        default=True,
        help="Without it the parts of a letter are enough, as of a Surat Tugas.",
    )
