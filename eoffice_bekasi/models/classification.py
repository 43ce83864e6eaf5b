from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.classification_code import fault, parent_code

#: Stands between the names of a path through the tree.
BETWEEN = " › "
FATES = [
    ("musnah", "Musnah"),
    ("permanen", "Permanen"),
    ("dinilai", "Dinilai kembali"),
]
RETENTION = ("active_years", "inactive_years", "final_fate")


class Classification(models.Model):
    """Klasifikasi: the subject code of a letter; codes are text (005 stays 005).

    What a code doesn't say of retention and of sifat, it has from the nearest code above that does.
    Retention is said as a whole: by its final fate, with the years before it.

    Every account: reads. Administrator: creates and changes; a code that stands in the number of a
    letter keeps its text and its scheme.
    """

    _name = "eoffice.classification"
    _description = "Classification"
    _order = "scheme_id desc, code, id"
    _rec_names_search = ["code", "name"]
    _parent_store = True

    code = fields.Char(required=True, index=True)
    name = fields.Char(required=True)
    scheme_id = fields.Many2one(
        "eoffice.classification.scheme",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["eoffice.classification.scheme"]._in_force(),
    )
    parent_id = fields.Many2one(
        "eoffice.classification",
        "Part of",
        index=True,
        ondelete="restrict",
        domain="[('scheme_id', '=', scheme_id)]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("eoffice.classification", "parent_id", "Codes in it")
    path = fields.Char(
        "Place", compute="_compute_path", store=True, recursive=True, index="trigram"
    )
    active = fields.Boolean(default=True)
    is_in_force = fields.Boolean(
        "In force",
        compute="_compute_is_in_force",
        search="_search_is_in_force",
        help="Offered for new letters today.",
    )
    successor_ids = fields.Many2many(
        "eoffice.classification",
        "eoffice_classification_successor",
        "classification_id",
        "successor_id",
        "Replaced by",
        domain="[('scheme_id', '!=', scheme_id)]",
        help="The codes of a later scheme that letters take instead.",
    )
    predecessor_ids = fields.Many2many(
        "eoffice.classification",
        "eoffice_classification_successor",
        "successor_id",
        "classification_id",
        "Replaces",
        domain="[('scheme_id', '!=', scheme_id)]",
    )
    active_years = fields.Integer("Years active")
    inactive_years = fields.Integer("Years inactive")
    final_fate = fields.Selection(
        FATES, "Final fate", help="Empty: retention is that of the code above."
    )
    sifat = fields.Selection(
        lambda self: self.env["eoffice.sifat"]._selection(),
        help="Letters with this code begin with it. Empty: that of the code above.",
    )
    effective_active_years = fields.Integer(
        "Active for (years)", compute="_compute_effective_retention", recursive=True
    )
    effective_inactive_years = fields.Integer(
        "Then inactive for (years)", compute="_compute_effective_retention", recursive=True
    )
    effective_final_fate = fields.Selection(
        FATES, "In the end", compute="_compute_effective_retention", recursive=True
    )
    effective_sifat = fields.Selection(
        lambda self: self.env["eoffice.sifat"]._selection(),
        "Sifat by it",
        compute="_compute_effective_sifat",
        recursive=True,
    )

    _code_uniq = models.Constraint(
        "UNIQUE(scheme_id, code)", "This code exists already in that scheme."
    )
    _retention = models.Constraint(
        "CHECK (COALESCE(active_years, 0) >= 0 AND COALESCE(inactive_years, 0) >= 0"
        " AND (final_fate IS NOT NULL"
        " OR COALESCE(active_years, 0) = 0 AND COALESCE(inactive_years, 0) = 0))",
        "Years of retention are 0 or more, and need a final fate.",
    )

    # ------------------------------------------------------------------ computes

    @api.depends("code", "name", "path")
    @api.depends_context("formatted_display_name")
    def _compute_display_name(self):
        """Name the code; where one chooses from several, in what it is, in a fainter tone."""
        for row in self:
            name = f"{row.code or ''} {row.name or ''}".strip()
            if self.env.context.get("formatted_display_name") and (above := row._above()):
                name = f"{name}\t--{above}--"
            row.display_name = name

    def _above(self):
        """Return the names of what this code is part of, from the top."""
        return (self.path or "").removesuffix(self.name or "").removesuffix(BETWEEN)

    @api.depends("name", "parent_id.path")
    def _compute_path(self):
        for row in self:
            row.path = BETWEEN.join(filter(None, (row.parent_id.path, row.name)))

    @api.depends("active", "scheme_id.date_from", "scheme_id.date_to")
    def _compute_is_in_force(self):
        for row in self:
            row.is_in_force = row.active and row.scheme_id.is_in_force

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("active", "=", True), ("scheme_id.is_in_force", "=", True)]

    # Level by level, all codes of a level at once: a query for each level, however many codes.
    @api.depends(*RETENTION, *(f"parent_id.effective_{name}" for name in RETENTION))
    def _compute_effective_retention(self):
        for row in self:
            for name in RETENTION:
                above = row.parent_id[f"effective_{name}"]
                row[f"effective_{name}"] = row[name] if row.final_fate else above

    @api.depends("sifat", "parent_id.effective_sifat")
    def _compute_effective_sifat(self):
        for row in self:
            row.effective_sifat = row.sifat or row.parent_id.effective_sifat

    # ------------------------------------------------------------------ rules

    @api.constrains("code", "scheme_id")
    def _check_code(self):
        for row in self:
            if reason := fault(row.code, row.scheme_id.code_rule):
                raise ValidationError(self._code_fault(row.code, reason))

    @api.model
    def _code_fault(self, code, reason):
        """Return the sentence for a fault of a code; see ``tools.classification_code``."""
        if reason == "short":
            return self.env._(
                "%(code)s has lost its zeros: a code begins with three figures, as %(right)s. "
                "Format the column as text and write the code again.",
                code=code,
                right=code.partition(".")[0].zfill(3) + "".join(code.partition(".")[1:]),
            )
        if reason == "comma":
            return self.env._(
                "%(code)s has a comma for a point: write %(right)s, in a column formatted as text.",
                code=code,
                right=code.replace(",", "."),
            )
        return self.env._(
            "%s is no code: write three figures, and more after points, as 005 or 400.7.1.", code
        )

    @api.constrains("parent_id", "scheme_id", "successor_ids")
    def _check_scheme(self):
        for row in self:
            if row.parent_id and row.parent_id.scheme_id != row.scheme_id:
                raise ValidationError(
                    self.env._("%s: the code above it is of another scheme.", row.display_name)
                )
            if row.scheme_id in row.successor_ids.scheme_id:
                raise ValidationError(
                    self.env._("%s is replaced by codes of another scheme only.", row.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        orphans = rows.browse(
            row.id
            for row, vals in zip(rows, vals_list, strict=True)
            if "parent_id" not in vals and parent_code(row.code, row.scheme_id.code_rule)
        )
        orphans._find_parent()
        return rows

    def _find_parent(self):
        """Put codes below those that their text says, as far as there are."""
        wanted = {row: parent_code(row.code, row.scheme_id.code_rule) for row in self}
        found = {
            (row.scheme_id, row.code): row
            for row in self.with_context(active_test=False).search(
                [("scheme_id", "in", self.scheme_id.ids), ("code", "in", list(wanted.values()))]
            )
        }
        for row, code in wanted.items():
            row.parent_id = found.get((row.scheme_id, code))

    def write(self, vals):
        kept = {"code", "scheme_id"} & vals.keys()
        if kept and self._changes(vals, kept) and (used := self._stand_in_numbers()):
            raise UserError(
                self.env._(
                    "%s stands in the numbers of letters and stays as it is. "
                    "Make another code, and archive this one.",
                    used[0].display_name,
                )
            )
        return super().write(vals)

    def _changes(self, vals, names):
        return any(
            vals[name] != (row[name].id if name == "scheme_id" else row[name])
            for row in self
            for name in names
        )

    def _stand_in_numbers(self):
        """Return those of these codes that signed letters have."""
        # sudo: only whether there is such a letter; nothing of it is shown.
        letters = self.env["eoffice.naskah"].sudo()
        groups = letters._read_group(
            [("classification_id", "in", self.ids), ("number", "!=", False)], ["classification_id"]
        )
        return self.browse(row.id for (row,) in groups)
