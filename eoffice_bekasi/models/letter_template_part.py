from odoo import api, fields, models

from .naskah_part import KINDS

VALUES = ("text", "points", "line")


class LetterTemplatePart(models.Model):
    """What a letter template says in one part of its type (Menimbang, Dasar, Untuk).

    Every account: reads. Who keeps the template: creates, changes, deletes.
    """

    _name = "eoffice.letter.template.part"
    _description = "Part of a letter template"
    _order = "template_id, id"
    _rec_name = "code"

    template_id = fields.Many2one("eoffice.letter.template", required=True, ondelete="cascade")
    code = fields.Char(required=True)
    text = fields.Html(sanitize=True, sanitize_overridable=False)
    points = fields.Text()
    line = fields.Char()
    name = fields.Char("Part", compute="_compute_part")
    kind = fields.Selection(KINDS, compute="_compute_part")

    _code_uniq = models.Constraint(
        "UNIQUE(template_id, code)", "The template has this part already."
    )

    @api.depends("code", "template_id.type_id.part_ids.name", "template_id.type_id.part_ids.kind")
    def _compute_part(self):
        for one in self:
            parts = one.template_id.type_id.part_ids
            part = parts.filtered(lambda part, code=one.code: part.code == code)[:1]
            one.name = part.name or one.code
            one.kind = part.kind

    def _values(self):
        """Return what is written here, as values of a letter's section."""
        self.ensure_one()
        return {name: self[name] for name in VALUES if self[name]}
