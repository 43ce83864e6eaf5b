from odoo import api, models

from ..tools.classification_code import fault, parent_code, split_codes
from ..tools.sheet_columns import Column


class ClassificationImport(models.Model):
    """Import of the codes of one scheme, by code. Administrator: imports.

    The code above is found by the text of a code, unless the row names another; one that is
    missing is an error. Codes stay text: what a spreadsheet has made a number is refused.
    """

    _name = "eoffice.classification"
    _inherit = ["eoffice.classification", "eoffice.import"]

    @api.model
    def _import_title(self):
        return self.env._("Klasifikasi")

    @api.model
    def _import_columns(self):
        schemes = self.env["eoffice.classification.scheme"].search([("id", "!=", False)])
        return [
            Column(
                "code",
                self.env._("Code"),
                "code",
                self.env._("As text, with all zeros: 005, 400.10. A known code is changed."),
                required=True,
                examples=("CONTOH 400.7", "CONTOH 400.7.1"),
            ),
            Column(
                "name",
                self.env._("Name of the code"),
                required=True,
                examples=("Kesehatan", "Kebijakan di bidang kesehatan"),
            ),
            Column(
                "scheme_id",
                self.env._("Scheme"),
                "choice",
                self.env._(
                    "The same in all rows; a file holds the codes of one scheme. "
                    "Empty: the scheme in force."
                ),
                choices=tuple((scheme.id, (scheme.name,)) for scheme in schemes),
                examples=tuple(schemes[:1].mapped("name")) * 2,
            ),
            Column(
                "parent_id",
                self.env._("Code above"),
                "code",
                self.env._("Empty: found by the code itself (400.7.1 is part of 400.7)."),
                examples=("", "CONTOH 400.7"),
            ),
            Column(
                "active_years",
                self.env._("Years active"),
                "number",
                self.env._("Retention as a whole (years and final fate), or nothing of it."),
                examples=("2",),
            ),
            Column("inactive_years", self.env._("Years inactive"), "number", examples=("3",)),
            Column(
                "final_fate",
                self.env._("Final fate"),
                "choice",
                self.env._("Empty: retention is that of the code above."),
                choices=self._import_choices("final_fate"),
                examples=(self._import_choices("final_fate")[0][1][0],),
            ),
            Column(
                "sifat",
                self.env._("Sifat"),
                "choice",
                self.env._("Letters begin with it. Empty: that of the code above."),
                choices=self._import_choices("sifat"),
            ),
            Column(
                "successor_ids",
                self.env._("Replaced by"),
                "code",
                self.env._(
                    "Codes of a later scheme, already here, that letters take instead: 400.7, 400.8"
                ),
            ),
        ]

    # ------------------------------------------------------------------ checking

    @api.model
    def _import_check(self, table):
        scheme = self._import_scheme(table)
        codes = self.with_context(active_test=False)._import_known([("scheme_id", "=", scheme.id)])
        self._import_find(table, codes)
        plain = [name for name in table.names if name not in ("parent_id", "successor_ids")]
        self._import_fill(table, plain)
        for row in table.rows:
            row.vals["scheme_id"] = scheme
        self._import_check_codes(table, scheme)
        self._import_check_parents(table, scheme, codes)
        self._import_check_retention(table)
        self._import_check_successors(table, scheme)

    @api.model
    def _import_scheme(self, table):
        """Return the scheme that the file is of; refuse rows of another."""
        schemes = self.env["eoffice.classification.scheme"]
        named = [row for row in table.rows if row.get("scheme_id")]
        for row in named:
            if row.get("scheme_id") != named[0].get("scheme_id"):
                table.refuse(
                    row,
                    "scheme_id",
                    self.env._(
                        "Row %s is of another scheme. Import each scheme from a file of its own.",
                        named[0].number,
                    ),
                )
        if named:
            return schemes.browse(named[0].get("scheme_id"))
        scheme = schemes.browse(self.env.context.get("default_scheme_id")) or schemes._in_force()
        if not scheme:
            table.refuse(
                None, "scheme_id", self.env._("No scheme is in force: name it in this column.")
            )
        return scheme

    @api.model
    def _import_check_codes(self, table, scheme):
        for name in ("code", "parent_id"):
            for row in table.rows:
                if (code := row.get(name)) and (reason := fault(code, scheme.code_rule)):
                    table.refuse(row, name, self._code_fault(code, reason))

    @api.model
    def _import_check_parents(self, table, scheme, codes):
        known = self._import_codes(table, codes)
        for row in table.rows:
            code, above = row.get("code"), row.get("parent_id")
            if not code or fault(code, scheme.code_rule):
                continue
            if above is None:
                row.values["parent_id"] = parent_code(code, scheme.code_rule)
        self._import_link(
            table,
            "parent_id",
            known,
            lambda code: self.env._(
                "The code above it, %s, is missing. Add it to the file, or name another one.", code
            ),
        )
        self._import_check_circles(
            table,
            "parent_id",
            codes,
            self.env._("The code would be part of itself, through those above it."),
        )

    @api.model
    def _import_check_retention(self, table):
        for row in table.rows:
            years = [self._import_final(row, name) for name in ("active_years", "inactive_years")]
            if any(years) and not self._import_final(row, "final_fate"):
                table.refuse(row, "final_fate", self.env._("Years of retention need a final fate."))

    @api.model
    def _import_check_successors(self, table, scheme):
        """Find the codes of other schemes that take the place of those in the file."""
        wanted = {row: split_codes(row.get("successor_ids")) for row in table.rows}
        found = self.with_context(active_test=False).search_fetch(
            [
                ("scheme_id", "!=", scheme.id),
                ("code", "in", list({code for codes in wanted.values() for code in codes})),
            ],
            ["code"],
        )
        # Of several schemes the latest: they are sorted so.
        by_code = {row.code: row for row in reversed(found)}
        for row, codes in wanted.items():
            if not table.is_read(row, "successor_ids") or not table.has("successor_ids"):
                continue
            if missing := [code for code in codes if code not in by_code]:
                table.refuse(
                    row,
                    "successor_ids",
                    self.env._("No other scheme has the code %s.", ", ".join(missing)),
                )
            else:
                row.vals["successor_ids"] = self.browse(by_code[code].id for code in codes)

    # ------------------------------------------------------------------ saving

    @api.model
    def _import_save(self, table):
        self._import_create_and_write(table, "parent_id")
        return {}
