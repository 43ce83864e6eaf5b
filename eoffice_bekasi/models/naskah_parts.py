from odoo import Command, api, fields, models
from odoo.fields import Domain

from .naskah import UNSIGNED

#: Columns of a section that a copy of a letter takes over.
COPIED = ("text", "points", "line", "day", "moment", "people")


class Naskah(models.Model):
    """The parts that the letter's type asks for beside its body: rows, completeness, freezing."""

    _inherit = "eoffice.naskah"

    section_ids = fields.One2many(
        "eoffice.naskah.section",
        "naskah_id",
        "Parts",
        compute="_compute_section_ids",
        store=True,
        readonly=False,
        copy=False,
    )

    parts_before_html = fields.Html(
        "Parts before the text", compute="_compute_parts_html", compute_sudo=False, sanitize=False
    )
    parts_after_html = fields.Html(
        "Parts after the text", compute="_compute_parts_html", compute_sudo=False, sanitize=False
    )

    @api.depends("section_ids", "type_id")
    @api.depends_context("uid", "su", "lang")
    def _compute_parts_html(self):
        """Show the parts that are filled in to whom the closure shows them, as they are read."""
        Section = self.env["eoffice.naskah.section"]
        sections = Section.search([("naskah_id", "in", self._origin.ids)]).grouped("naskah_id")
        for naskah in self:
            parts = sections.get(naskah._origin, Section)._frozen()
            for place in ("before", "after"):
                there = [part for part in parts if part["place"] == place]
                naskah[f"parts_{place}_html"] = there and Section._html(there)

    @api.depends("type_id")
    def _compute_section_ids(self):
        """Give the letter a row for each part of its type; rows it has are kept, whatever type."""
        for naskah in self:
            known = set(naskah.section_ids.mapped("code"))
            naskah.section_ids = [
                Command.create({"code": part.code})
                for part in naskah.type_id.part_ids
                if part.code not in known and naskah.state in UNSIGNED
            ]

    @api.model_create_multi
    def create(self, vals_list):
        letters = super().create(vals_list)
        given = [
            naskah.id
            for naskah, vals in zip(letters, vals_list, strict=True)
            if "section_ids" in vals
        ]
        if given:
            self.env["eoffice.naskah.section"]._add_missing(letters=self.browse(given))
        return letters

    def copy(self, default=None):
        copies = super().copy(default)
        for naskah, source in zip(copies, self, strict=True):
            theirs = {section.code: section for section in source.section_ids}
            for section in naskah.section_ids:
                if section.code in theirs:
                    section.write({name: theirs[section.code][name] for name in COPIED})
        return copies

    @api.model
    def _search_body(self, operator, value):
        found = super()._search_body(operator, value)
        if found is NotImplemented:
            return found
        Section = self.env["eoffice.naskah.section"]
        return found | Domain("section_ids", "any", Section._text_domain(operator, value))

    def _missing_sections(self):
        """Return the sections that are required and empty, in order."""
        return self.section_ids.sorted("sequence").filtered(
            lambda one: one.required and one.kind != "word" and not one._value()
        )

    def _freeze_payload(self):
        payload = super()._freeze_payload()
        if parts := self.section_ids._frozen():
            payload["parts"] = parts
        return payload
