from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: Fields that say to whom a letter made from a template goes.
ADDRESSEES = {
    "kepada": ("kepada_jabatan_ids", "kepada_list_ids"),
    "tembusan": ("tembusan_jabatan_ids", "tembusan_list_ids"),
}


class LetterTemplate(models.Model):
    """What letters of a type begin with in an SKPD: subject, text, parts, klasifikasi, addressees.

    Every account: reads, and begins letters with those of the city and of its own SKPD.
    Administrator: creates, changes and deletes all. Operator and registry of an SKPD: create and
    change its own.
    """

    _name = "eoffice.letter.template"
    _description = "Letter template"
    _inherit = "eoffice.skpd.kept"
    _order = "skpd_id nulls last, sequence, name, id"

    _operator_fields = frozenset(
        {"name", "skpd_id", "active", "sequence", "type_id", "is_default", "subject", "body"}
        | {"classification_id", "sifat", "part_ids"}
        | {name for names in ADDRESSEES.values() for name in names}
    )

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    type_id = fields.Many2one(
        "eoffice.naskah.type",
        "Naskah type",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_in_force', '=', True)]",
    )
    is_default = fields.Boolean(
        "For every new letter",
        help="A new letter of this type begins with it, as long as nothing is written there.",
    )
    subject = fields.Char()
    body = fields.Html("Text", sanitize=True, sanitize_overridable=False)
    classification_id = fields.Many2one(
        "eoffice.classification",
        "Klasifikasi",
        ondelete="restrict",
        domain="[('is_in_force', '=', True)]",
    )
    sifat = fields.Selection(lambda self: self.env["eoffice.sifat"]._selection())
    part_ids = fields.One2many(
        "eoffice.letter.template.part",
        "template_id",
        "Parts",
        compute="_compute_part_ids",
        store=True,
        readonly=False,
        copy=True,
    )
    kepada_jabatan_ids = fields.Many2many(
        "eoffice.jabatan", "eoffice_letter_template_kepada_rel", string="To"
    )
    kepada_list_ids = fields.Many2many(
        "eoffice.addressee.list", "eoffice_letter_template_kepada_list_rel", string="To the lists"
    )
    tembusan_jabatan_ids = fields.Many2many(
        "eoffice.jabatan", "eoffice_letter_template_tembusan_rel", string="Tembusan"
    )
    tembusan_list_ids = fields.Many2many(
        "eoffice.addressee.list",
        "eoffice_letter_template_tembusan_list_rel",
        string="Tembusan to the lists",
    )

    _name_uniq = models.UniqueIndex(
        "(COALESCE(skpd_id, 0), type_id, name) WHERE active",
        "There is a letter template with this name for this type already.",
    )
    _default_uniq = models.UniqueIndex(
        "(COALESCE(skpd_id, 0), type_id) WHERE active AND is_default",
        "Another template is for every new letter of this type already.",
    )

    @api.depends("type_id")
    def _compute_part_ids(self):
        """Give the template a line for each part of its type that text can be written in."""
        for template in self:
            known = set(template.part_ids.mapped("code"))
            template.part_ids = [
                Command.create({"code": part.code})
                for part in template.type_id.part_ids
                if part.kind in ("text", "points", "line") and part.code not in known
            ]

    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        # Parts that were given leave the others of the type to be written later.
        templates._compute_part_ids()
        return templates

    @api.constrains("kepada_list_ids", "tembusan_list_ids", "skpd_id")
    def _check_lists(self):
        for template in self:
            lists = template.kepada_list_ids | template.tembusan_list_ids
            if foreign := lists.skpd_id - template.skpd_id:
                raise ValidationError(
                    self.env._(
                        "The list of %s is for its own letters only.",
                        ", ".join(foreign.mapped("name")),
                    )
                )

    @api.model
    def _offered(self, jabatan, naskah_type=None):
        """Return the templates for letters drafted by a position, its own SKPD's first.

        :param jabatan: the jabatan that drafts
        :param naskah_type: only those for letters of this type
        """
        domain = Domain("skpd_id", "in", [False, *jabatan.skpd_id.ids])
        if naskah_type:
            domain &= Domain("type_id.lineage_id", "=", naskah_type.lineage_id.id)
        return self.search(domain & Domain("type_id.is_in_force", "=", True))

    @api.model
    def _default_for(self, jabatan, naskah_type):
        """Return the template that new letters of a type begin with there, or none."""
        return self._offered(jabatan, naskah_type).filtered("is_default")[:1]

    def _values(self):
        """Return what a new letter gets from this template, as values of ``eoffice.naskah``."""
        self.ensure_one()
        values = {
            "subject": self.subject,
            "body": self.body,
            "classification_id": self.classification_id.is_in_force and self.classification_id.id,
            "sifat": self.sifat,
            "section_ids": [
                Command.create({"code": part.code, **part._values()})
                for part in self.part_ids
                if any(part._values().values())
            ],
            "recipient_ids": [
                Command.create({"kind": kind, name: one.id, "sequence": 10 * place})
                for kind, (jabatan, lists) in ADDRESSEES.items()
                for place, (name, one) in enumerate(
                    [
                        *(("list_id", one) for one in self[lists] if one.active),
                        *(("jabatan_id", one) for one in self[jabatan] if one.active),
                    ],
                    1,
                )
            ],
        }
        return {name: value for name, value in values.items() if value}
