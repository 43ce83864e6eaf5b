from collections import defaultdict

from odoo import api, models

from ..tools.sheet_columns import Column
from ..tools.terms import Term, collisions

LINKS = ("organisation_id", "superior_id")


class JabatanImport(models.Model):
    """Import of positions by code. Administrator: imports."""

    _name = "eoffice.jabatan"
    _inherit = ["eoffice.jabatan", "eoffice.import"]

    @api.model
    def _import_title(self):
        return self.env._("Positions")

    @api.model
    def _import_columns(self):
        return [
            Column(
                "code",
                self.env._("Position code"),
                "code",
                self.env._(
                    "Tells the position from all others; a known code changes that position."
                ),
                required=True,
                examples=("CONTOH-J1", "CONTOH-J2"),
            ),
            Column(
                "name",
                self.env._("Position name"),
                note=self.env._("In full, e.g. Kepala Dinas Kesehatan."),
                required=True,
                examples=("Kepala Dinas Contoh", "Sekretaris Dinas Contoh"),
            ),
            Column(
                "organisation_id",
                self.env._("Unit code"),
                "code",
                self.env._("The code of the unit that the position belongs to."),
                required=True,
                examples=("CONTOH-01", "CONTOH-01.1"),
            ),
            Column(
                "superior_id",
                self.env._("Code of the superior position"),
                "code",
                self.env._("Letters go up to it for paraf; empty for the Wali Kota."),
                examples=("", "CONTOH-J1"),
            ),
            Column(
                "kind",
                self.env._("Kind of position"),
                "choice",
                choices=self._import_choices("kind"),
                examples=("Struktural", "Struktural"),
            ),
            Column(
                "echelon",
                self.env._("Eselon"),
                note=self.env._("E.g. II.b"),
                examples=("II.b", "III.a"),
            ),
            Column(
                "rank",
                self.env._("Rank"),
                "choice",
                choices=self._import_choices("rank"),
                note=self.env._("Only for Wali Kota, Wakil Wali Kota and Sekretaris Daerah."),
            ),
            Column(
                "may_sign",
                self.env._("May sign letters?"),
                "flag",
                examples=tuple(self._import_flags()),
            ),
            Column(
                "is_head",
                self.env._("Head of the unit?"),
                "flag",
                self.env._("Yes makes this the head of its unit, in the place of another."),
                examples=tuple(self._import_flags()),
            ),
            Column(
                "is_shared",
                self.env._("Shared desk?"),
                "flag",
                self.env._(
                    "Yes for a desk that several people hold (Tata Usaha). It becomes the "
                    "registry of its SKPD if that has none."
                ),
                examples=(self._import_flags()[1],) * 2,
            ),
            Column(
                "signature_title",
                self.env._("Title above the signature"),
                note=self.env._("Empty: the name in capital letters."),
            ),
        ]

    @api.model
    def _import_check(self, table):
        positions = self._import_known([])
        units = self.env["eoffice.organisation"].search([("code", "!=", False)])
        mine = set(self._import_units())
        self._import_find(table, positions.filtered("code"))
        self._import_fill(table, [name for name in table.names if name not in LINKS])
        self._import_link(
            table,
            "organisation_id",
            {unit.code: unit for unit in units},
            lambda code: self.env._(
                "There is no unit with the code %s. Import the units first.", code
            ),
        )
        self._import_link(
            table,
            "superior_id",
            self._import_codes(table, positions),
            lambda code: self.env._(
                "There is no position with the code %s, here or in the file.", code
            ),
        )
        self._import_check_circles(
            table,
            "superior_id",
            positions,
            self.env._("The position would be its own superior, directly or through others."),
        )
        for row in table.rows:
            unit = self._import_final(row, "organisation_id")
            old = row.record and row.record.organisation_id
            if (unit and unit not in mine) or (old and old not in mine):
                table.refuse(row, "organisation_id", self.env._("You do not look after this unit."))
            if self._import_final(row, "is_shared") and self._import_final(row, "may_sign"):
                table.refuse(
                    row,
                    "may_sign",
                    self.env._("A shared desk can't sign: a signature is one person's."),
                )
        self._import_check_heads(table)
        self._import_check_unshared(table)

    @api.model
    def _import_check_heads(self, table):
        heads = {}
        for row in table.rows:
            unit = self._import_final(row, "organisation_id")
            if not (unit and row.get("is_head")):
                continue
            if unit in heads:
                table.refuse(
                    row,
                    "is_head",
                    self.env._(
                        "Row %(row)s makes another position the head of %(unit)s.",
                        row=heads[unit].number,
                        unit=unit.name,
                    ),
                )
            heads.setdefault(unit, row)

    @api.model
    def _import_check_unshared(self, table):
        """Refuse to make a shared desk one person's while several people hold it."""
        rows = {
            row.record: row
            for row in table.rows
            if row.record and row.record.is_shared and row.vals.get("is_shared") is False
        }
        terms = defaultdict(list)
        held = self.env["eoffice.assignment"].search(
            [("jabatan_id", "in", [record.id for record in rows])]
        )
        for one in held:
            terms[one.jabatan_id].append(
                Term(*(one.jabatan_id, one.user_id, one.kind, one.date_from), one.date_to or None)
            )
        for position, some in terms.items():
            if collisions(some):
                table.refuse(
                    rows[position],
                    "is_shared",
                    self.env._("Several people hold this desk. End their assignments first."),
                )

    @api.model
    def _import_save(self, table):
        had = {row: row.record and row.record.is_head for row in table.rows}
        self._import_create_and_write(table, "superior_id")
        heads, former = self._import_heads(table, had)
        for unit, head in heads.items():
            if unit.head_jabatan_id != head:
                unit.head_jabatan_id = head
        former.write({"is_head": False})
        return {self.env._("registries named"): self._import_registries(table)}

    @api.model
    def _import_heads(self, table, had):
        """Return the heads that units get, and the positions that are no heads any more."""
        heads = {}
        if not table.has("is_head"):
            return heads, self.browse()
        for row in table.rows:
            unit = row.record.organisation_id
            if row.get("is_head"):
                heads[unit] = row.record
            elif had[row] and unit.head_jabatan_id == row.record:
                heads.setdefault(unit, self.browse())
        former = self.search(
            [
                ("is_head", "=", True),
                ("organisation_id", "in", [unit.id for unit, head in heads.items() if head]),
                ("id", "not in", [head.id for head in heads.values()]),
            ]
        )
        return heads, former

    @api.model
    def _import_registries(self, table):
        """Make shared desks the registries of SKPD that have none; a desk of the SKPD itself first."""
        desks = {}
        for row in table.rows:
            desk = row.record
            skpd = desk.skpd_id
            if row.get("is_shared") and skpd and not skpd.registry_jabatan_id:
                own = desk.organisation_id == skpd
                if skpd not in desks or (own and desks[skpd].organisation_id != skpd):
                    desks[skpd] = desk
        for skpd, desk in desks.items():
            skpd.registry_jabatan_id = desk
        return len(desks)
