from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_date, is_html_empty

from ..tools.letter_html import clean_text
from ..tools.local_time import to_office_zone
from ..tools.parts import COLUMNS, clean_people, labelled, points_of
from .closure import editable, readable
from .naskah_part import KINDS, NUMBERINGS, PLACES, STYLES

#: What a drafter writes; the letter and the code are given when the row is made.
VALUES = frozenset(COLUMNS.values())
#: What a section shows of the part it belongs to.
FACTS = ("name", "kind", "numbering", "style", "place", "required", "help", "sequence")


class NaskahSection(models.Model):
    """What one letter says in one part of its type (Menimbang, Kepada, Hari/tanggal).

    Its code binds it to the part of the letter's type that has the same code. A section whose
    code the type doesn't have is kept, and neither shown nor printed.

    - Whoever may read the content reads it; the registry not if the letter is Rahasia or Sangat
      Rahasia.
    - Drafter of the draft, holder of the current step: write.
    - Nobody changes it after signing, nobody deletes it but with its draft.
    """

    _name = "eoffice.naskah.section"
    _description = "Section of a naskah"
    _inherit = "eoffice.closure"
    _rec_name = "code"
    _order = "naskah_id, id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="cascade")
    code = fields.Char(required=True)
    text = fields.Html(sanitize=True, sanitize_overridable=False)
    points = fields.Text()
    line = fields.Char()
    day = fields.Date()
    moment = fields.Datetime()
    people = fields.Json()
    part_id = fields.Many2one("eoffice.naskah.part", compute="_compute_part", compute_sudo=True)
    name = fields.Char("Part name", compute="_compute_part", compute_sudo=True)
    kind = fields.Selection(KINDS, compute="_compute_part", compute_sudo=True)
    numbering = fields.Selection(NUMBERINGS, compute="_compute_part", compute_sudo=True)
    style = fields.Selection(STYLES, compute="_compute_part", compute_sudo=True)
    place = fields.Selection(PLACES, compute="_compute_part", compute_sudo=True)
    required = fields.Boolean(compute="_compute_part", compute_sudo=True)
    help = fields.Char("Hint", compute="_compute_part", compute_sudo=True)
    sequence = fields.Integer(compute="_compute_part", compute_sudo=True)

    _code_uniq = models.Constraint("UNIQUE(naskah_id, code)", "The letter has this part already.")

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats, "content")
        if operation in ("create", "write"):
            return editable(SQL("g.naskah_id"), seats)
        return None

    @api.depends(
        "code", *(f"naskah_id.type_id.part_ids.{name}" for name in ("type_id", "code", *FACTS))
    )
    def _compute_part(self):
        # sudo (compute_sudo): the type of the letter decides what its sections are called; no
        # more of it is shown.
        for section in self:
            parts = section.naskah_id.type_id.part_ids
            part = parts.filtered(lambda part, code=section.code: part.code == code)[:1]
            section.part_id = part
            for name in FACTS:
                section[name] = part[name]

    @api.constrains("people")
    def _check_people(self):
        for section in self:
            try:
                clean_people(section.people)
            except ValueError as error:
                raise ValidationError(
                    self.env._("People are a list of names, each with pangkat, NIP and jabatan.")
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [self._cleaned(self._only(vals, ("naskah_id", "code", *VALUES))) for vals in vals_list]
        )

    def write(self, vals):
        if not self.env.su:
            # A section never moves to another letter, nor under another part.
            vals = {name: vals[name] for name in vals if name in VALUES}
        return super().write(self._cleaned(vals))

    @api.model
    def _cleaned(self, vals):
        """Return the values with a text of nothing but what a letter may print."""
        return {**vals, "text": clean_text(vals["text"])} if vals.get("text") else vals

    # ------------------------------------------------------------------ rows for the parts

    @api.model
    def _add_missing(self, *, letters=None, types=None):
        """Make the rows that letters not signed yet lack for the parts of their type.

        :param letters: only of these letters
        :param types: of all letters of these types
        """
        column, ids = ("id", letters.ids) if letters is not None else ("type_id", types.ids)
        for name in ("eoffice.naskah", "eoffice.naskah.part", self._name):
            self.env[name].flush_model()
        self.env.execute_query(
            SQL(
                """INSERT INTO eoffice_naskah_section
                          (naskah_id, code, create_uid, write_uid, create_date, write_date)
                   SELECT n.id, p.code, %(uid)s, %(uid)s, %(now)s, %(now)s
                     FROM eoffice_naskah n
                     JOIN eoffice_naskah_part p ON p.type_id = n.type_id
                    WHERE %(column)s = ANY(%(ids)s) AND n.state IN ('draft', 'approval')
                    ORDER BY n.id, p.sequence, p.id
                       ON CONFLICT (naskah_id, code) DO NOTHING
                RETURNING id""",
                uid=self.env.uid,
                now=self.env.cr.now(),
                column=SQL.identifier("n", column),
                ids=list(ids),
            )
        )
        self.env["eoffice.naskah"].invalidate_model(["section_ids"])

    # ------------------------------------------------------------------ what is in them

    def _value(self):
        """Return what is filled in, as it is frozen and printed; empty when nothing is."""
        self.ensure_one()
        match self.kind:
            case "text":
                return "" if is_html_empty(self.text) else str(self.text)
            case "points":
                return labelled(points_of(self.points), self.numbering)
            case "line":
                return " ".join((self.line or "").split())
            case "date":
                return self.day.isoformat() if self.day else ""
            case "moment":
                local = self.moment and to_office_zone(self.moment)
                return f"{local:%Y-%m-%dT%H:%M}" if local else ""
            case "people":
                return clean_people(self.people)
        return ""

    def _frozen(self):
        """Return the parts that say something, in order, as list of dicts.

        A word alone (MEMERINTAHKAN) stands where a part of the letter is filled in.
        """
        parts = [
            {
                "code": section.code,
                "name": section.name,
                "kind": section.kind,
                "style": section.style,
                "place": section.place,
                "value": section._value(),
            }
            for section in self.filtered("part_id").sorted(
                lambda one: (one.sequence, one.part_id.id)
            )
        ]
        filled = [part for part in parts if part["value"] or part["kind"] == "word"]
        return filled if any(part["value"] for part in filled) else []

    @api.model
    def _html(self, parts):
        """Return frozen parts as HTML to be read on a screen.

        :param list parts: as ``_frozen`` returns them
        """
        shown = []
        for part in parts:
            value = part["value"]
            if value and part["kind"] == "text":
                # What the editor wrote was sanitized when it was kept in its section.
                value = Markup(value)
            elif value and part["kind"] == "date":
                value = format_date(self.env, value, date_format="EEEE, d MMMM y")
            elif value and part["kind"] == "moment":
                day, hour = value.split("T")
                value = f"{format_date(self.env, day, date_format='EEEE, d MMMM y')}, {hour}"
            shown.append({**part, "value": value})
        return self.env["ir.qweb"]._render("eoffice_bekasi.version_parts", {"parts": shown})

    @api.model
    def _text_domain(self, operator, value):
        """Return the domain of sections that have words in them."""
        return Domain.OR(Domain(name, operator, value) for name in ("text", "points", "line"))
