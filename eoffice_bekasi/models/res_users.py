from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.local_time import office_today


class ResUsers(models.Model):
    """An account; what it may do follows from the jabatan it holds now."""

    _inherit = "res.users"

    eoffice_nip = fields.Char("NIP", copy=False)
    eoffice_pangkat = fields.Char("Pangkat")
    eoffice_golongan = fields.Char("Golongan")
    eoffice_title_front = fields.Char("Title before the name")
    eoffice_title_back = fields.Char("Title after the name")
    eoffice_assignment_ids = fields.One2many("eoffice.assignment", "user_id", "Assignments")
    eoffice_jabatan_ids = fields.Many2many(
        "eoffice.jabatan", string="Positions held", compute="_compute_eoffice_jabatan_ids"
    )

    _eoffice_nip_uniq = models.UniqueIndex(
        "(eoffice_nip) WHERE eoffice_nip IS NOT NULL",
        "Another account has this NIP.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + [
            "eoffice_nip",
            "eoffice_pangkat",
            "eoffice_golongan",
            "eoffice_title_front",
            "eoffice_title_back",
            "eoffice_jabatan_ids",
        ]

    @api.depends("eoffice_assignment_ids.jabatan_id", "eoffice_assignment_ids.date_to")
    def _compute_eoffice_jabatan_ids(self):
        today = office_today()
        # sudo: who holds an office is public inside the city.
        held = (
            self.env["eoffice.assignment"]
            .sudo()
            .search(
                [
                    ("user_id", "in", self._origin.ids),
                    ("jabatan_id.active", "=", True),
                    ("date_from", "<=", today),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", today),
                ]
            )
            .grouped("user_id")
        )
        for user in self:
            assignments = held.get(user._origin, self.env["eoffice.assignment"])
            user.eoffice_jabatan_ids = assignments.jabatan_id.sorted("id")

    @api.model
    def _update_last_login(self):
        result = super()._update_last_login()
        self.env["eoffice.event"]._log(None, "login")
        return result

    def _eoffice_jabatan_ids(self):
        """Return the ids of the positions this account holds now (tuple, may be empty).

        Asked anew each time: an assignment begins and ends by the calendar, not by a write, so
        nothing here may be cached beyond a statement.
        """
        self.ensure_one()
        self.env["eoffice.assignment"].flush_model()
        today = office_today()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT a.jabatan_id
                     FROM eoffice_assignment a
                     JOIN eoffice_jabatan j ON j.id = a.jabatan_id AND j.active
                    WHERE a.user_id = %s AND a.date_from <= %s
                      AND (a.date_to IS NULL OR a.date_to >= %s)
                    ORDER BY a.jabatan_id""",
                self.id,
                today,
                today,
            )
        )
        return tuple(row[0] for row in rows)

    def _eoffice_capacity(self, jabatan):
        """Return how this account holds ``jabatan`` today: definitif, plt, plh, pj, or empty."""
        today = office_today()
        # sudo: who holds an office is public inside the city.
        assignment = (
            self.env["eoffice.assignment"]
            .sudo()
            .search(
                [
                    ("jabatan_id", "=", jabatan.id),
                    ("user_id", "=", self.id),
                    ("date_from", "<=", today),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", today),
                ],
                limit=1,
            )
        )
        return assignment.kind or ""
