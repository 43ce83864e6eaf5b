from odoo import api, models

from ..tools.local_time import office_today
from ..tools.sheet_columns import Column

LINKS = ("parent_id", "served_by_id")


class OrganisationImport(models.Model):
    """Import of units by code. Administrator: imports."""

    _name = "eoffice.organisation"
    _inherit = ["eoffice.organisation", "eoffice.import"]

    @api.model
    def _import_title(self):
        return self.env._("Units")

    @api.model
    def _import_known(self, domain):
        """Leave out units that have ended where one in force has their code now."""
        units = super()._import_known(domain)
        today = office_today()
        ended = units.filtered(lambda unit: unit.date_to and unit.date_to < today)
        codes = set((units - ended).mapped("code"))
        return units - ended.filtered(lambda unit: unit.code in codes)

    @api.model
    def _import_columns(self):
        return [
            Column(
                "code",
                self.env._("Unit code"),
                "code",
                self.env._("Tells the unit from all others; a known code changes that unit."),
                required=True,
                examples=("CONTOH-01", "CONTOH-01.1"),
            ),
            Column(
                "name",
                self.env._("Unit name"),
                note=self.env._("In full, as it stands in letters."),
                required=True,
                examples=("Dinas Contoh", "Sekretariat Dinas Contoh"),
            ),
            Column(
                "abbreviation",
                self.env._("Abbreviation"),
                note=self.env._(
                    "Stands for the unit in letter numbers, e.g. Dinkes. An SKPD needs one."
                ),
                examples=("Discon",),
            ),
            Column(
                "kind",
                self.env._("Kind of unit"),
                "choice",
                choices=self._import_choices("kind"),
                examples=(self._import_choices("kind")[6][1][0],),
            ),
            Column(
                "parent_id",
                self.env._("Code of the unit above"),
                "code",
                self.env._("Empty for the unit at the top."),
                examples=("", "CONTOH-01"),
            ),
            Column(
                "is_skpd",
                self.env._("SKPD level?"),
                "flag",
                self.env._(
                    "Yes for a unit with its own agenda, letterhead, registry and operator."
                ),
                examples=self._import_flags(),
            ),
            Column(
                "served_by_id",
                self.env._("Code of the SKPD that keeps its registry"),
                "code",
                self.env._("Only for a unit outside any SKPD."),
            ),
            Column(
                "emblem", self.env._("Emblem"), "choice", choices=self._import_choices("emblem")
            ),
            Column("street", self.env._("Address"), examples=("Jalan Contoh Nomor 1, Bekasi",)),
            Column("postal_code", self.env._("Postal code"), examples=("17141",)),
            Column("phone", self.env._("Phone"), "code", examples=("(021) 5550100",)),
            Column("email", self.env._("E-mail of the unit"), examples=("dinas@contoh.example",)),
            Column("website", self.env._("Website"), examples=("dinas.contoh.example",)),
            Column("date_from", self.env._("Valid from"), "date"),
            Column(
                "date_to",
                self.env._("Valid to"),
                "date",
                self.env._("The last day of a unit that was ended."),
            ),
        ]

    @api.model
    def _import_check(self, table):
        units = self._import_known([])
        self._import_find(table, units.filtered("code"))
        self._import_fill(table, [name for name in table.names if name not in LINKS])
        known = self._import_codes(table, units)
        for name in LINKS:
            self._import_link(
                table,
                name,
                known,
                lambda code: self.env._("There is no unit with the code %s.", code),
            )
        self._import_check_circles(
            table,
            "parent_id",
            units,
            self.env._("The unit would be part of itself, through those above."),
        )
        self._import_check_abbreviations(table, units)
        mine = set(self._import_units())
        for row in table.rows:
            above = row.vals.get("parent_id")
            strange = row.record and row.record not in mine
            if strange or (isinstance(above, models.BaseModel) and above not in mine):
                table.refuse(row, "code", self.env._("You do not look after this unit."))
            start, end = (self._import_final(row, name) for name in ("date_from", "date_to"))
            if start and end and end < start:
                table.refuse(row, "date_to", self.env._("The unit ends before it begins."))

    @api.model
    def _import_check_abbreviations(self, table, units):
        """Refuse an SKPD without an abbreviation, or with another's."""
        inside = {row.record for row in table.rows if row.record}
        taken = {
            unit.abbreviation: unit.name
            for unit in units
            if unit.is_skpd and not unit.date_to and unit not in inside
        }
        for row in table.rows:
            if not self._import_final(row, "is_skpd") or self._import_final(row, "date_to"):
                continue
            short = self._import_final(row, "abbreviation")
            if not short:
                table.refuse(
                    row,
                    "abbreviation",
                    self.env._(
                        "An SKPD needs an abbreviation: it stands in the numbers of its letters."
                    ),
                )
            elif short in taken:
                table.refuse(
                    row,
                    "abbreviation",
                    self.env._("%s has this abbreviation already.", taken[short]),
                )
            else:
                taken[short] = self._import_final(row, "name") or row.get("code")

    @api.model
    def _import_save(self, table):
        self._import_create_and_write(table, "parent_id")
        return {}
