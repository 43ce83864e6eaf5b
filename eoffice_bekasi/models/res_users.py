from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.local_time import office_today, utc_now
from ..tools.seats import OWN_ACTS, Scope, Seat, Seats
from .delegation import RUNNING

#: One row a seat, and one a delegation by which somebody else carries a seat of this account
#: ("away"). Asked by the clock, so that a right begins and ends to the minute.
_SEATS = f"""
    SELECT 'assignment' AS source, a.jabatan_id, a.kind AS capacity, a.id, NULL::text[] AS acts,
           TRUE AS secret, NULL::int[] AS type_ids, NULL::int[] AS organisation_ids
      FROM eoffice_assignment a
     WHERE a.user_id = %(user)s AND a.date_from <= %(today)s
       AND (a.date_to IS NULL OR a.date_to >= %(today)s)
     UNION ALL
    SELECT CASE WHEN d.delegate_id = %(user)s THEN 'delegation' ELSE 'away' END, d.jabatan_id,
           d.kind, d.id, d.acts, TRUE, d.scope_type_ids, d.scope_organisation_ids
      FROM ({RUNNING}) d
     WHERE d.delegate_id = %(user)s OR d.delegator_id = %(user)s AND d.kind <> 'an'
     UNION ALL
    SELECT 'assistant', s.jabatan_id, 'assistant', s.id,
           array_remove(ARRAY['read', CASE WHEN s.may_draft THEN 'draft' END,
                              CASE WHEN s.may_prepare OR s.may_draft THEN 'prepare' END,
                              CASE WHEN s.may_register THEN 'register' END], NULL),
           s.may_read_secret, NULL, NULL
      FROM eoffice_assistant s
      JOIN eoffice_assignment h ON h.jabatan_id = s.jabatan_id AND h.user_id = s.official_id
       AND h.date_from <= %(today)s AND (h.date_to IS NULL OR h.date_to >= %(today)s)
     WHERE s.user_id = %(user)s AND s.ended_at IS NULL AND s.date_from <= %(today)s
       AND (s.date_to IS NULL OR s.date_to >= %(today)s)
"""


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

    @property
    def SELF_WRITEABLE_FIELDS(self):
        # The name prints in the signature block: who looks after accounts changes it, not oneself.
        return [name for name in super().SELF_WRITEABLE_FIELDS if name != "name"]

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

    def _eoffice_seats(self):
        """Return in which jabatan this account may act now, and how far (tools.seats.Seats).

        Asked anew each time: a seat begins and ends by the clock, not by a write, so nothing here
        may be cached beyond a statement.
        """
        self.ensure_one()
        for name in ("eoffice.assignment", "eoffice.delegation", "eoffice.assistant"):
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT q.* FROM (%s) q JOIN eoffice_jabatan j ON j.id = q.jabatan_id AND j.active",
                SQL(_SEATS, user=self.id, now=utc_now(), today=office_today()),
            )
        )
        away, seats = {}, []
        for source, jabatan_id, capacity, id_, acts, secret, types, units in rows:
            scope = Scope(frozenset(types) if types else None, frozenset(units) if units else None)
            acts = OWN_ACTS if acts is None else frozenset(acts)
            if source == "away":
                away.setdefault(jabatan_id, []).append((acts - {"read"}, scope))
            else:
                seats.append((source, jabatan_id, capacity, id_, acts, secret, scope))
        return Seats(
            Seat(
                jabatan_id,
                capacity,
                source,
                id_,
                acts,
                secret,
                scope,
                tuple(away.get(jabatan_id, ())) if source == "assignment" else (),
            )
            for source, jabatan_id, capacity, id_, acts, secret, scope in seats
        )

    def _eoffice_jabatan_ids(self):
        """Return the ids of the positions this account has a seat in now (tuple, may be empty)."""
        return self._eoffice_seats().ids()

    def _eoffice_capacity(self, jabatan):
        """Return in what capacity this account acts for ``jabatan`` now, or empty.

        definitif, plt, plh, pj by assignment; plh, plt, an by delegation; assistant.
        """
        seat = self._eoffice_seats().of(jabatan.id)
        return seat.capacity if seat else ""

    def _eoffice_operated_skpd_ids(self):
        """Return the ids of the SKPD that this account is the operator of now (Ps. 7(8))."""
        self.ensure_one()
        return tuple(self._eoffice_operated_skpd().ids)
