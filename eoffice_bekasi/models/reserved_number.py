from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.number_ranges import number_ranges
from ..tools.transaction import short_transaction
from .keeper import keeper, kept

STATES = [
    ("open", "Open"),
    ("used", "Used"),
    ("released", "Given back"),
    ("void", "Void"),
]


class ReservedNumber(models.Model):
    """A number that was set aside (nomor cadangan) or handed out on paper; it explains itself.

    Never deleted and never given twice: what was set aside and not used stays as given back (with
    a reason) or void (with a reason and a berita acara), so that the register has no gap that
    nobody can explain (design, rule 1; naskah-dinas.md, section 8.4 and 8.13).

    - Registry and head of the SKPD that keeps the register: read, reserve, give back, make void.
    - Registry of that SKPD: chooses one for a letter, registers a paper letter under one.
    - Registry of an SKPD to which one was granted: reads it, and chooses it for its letter.
    - Nobody else: a reason may name what is secret.
    """

    _name = "eoffice.reserved.number"
    _description = "Reserved number"
    _inherit = "eoffice.closure"
    _order = "year desc, number desc, id desc"
    _rec_names_search = ["number"]

    register_id = fields.Many2one(
        "eoffice.register", required=True, readonly=True, ondelete="restrict"
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="Keeps the register.",
    )
    year = fields.Integer(required=True, readonly=True, aggregator=False)
    number = fields.Integer(required=True, readonly=True, aggregator=False)
    date = fields.Date("For the date", required=True, readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="open")
    reason = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Reserved by", required=True, readonly=True, ondelete="restrict"
    )
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Reserved as", required=True, readonly=True, ondelete="restrict"
    )
    for_skpd_id = fields.Many2one(
        "eoffice.organisation", "Granted to", readonly=True, index=True, ondelete="restrict"
    )
    block_id = fields.Many2one(
        "eoffice.number.block", readonly=True, index=True, ondelete="restrict"
    )
    naskah_id = fields.Many2one("eoffice.naskah", "Letter", compute="_compute_naskah_id")
    is_chosen = fields.Boolean("Chosen for a letter", compute="_compute_naskah_id")
    ended_at = fields.Datetime("Ended at", readonly=True)
    ended_by_id = fields.Many2one("res.users", "Ended by", readonly=True, ondelete="restrict")
    ended_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Ended as", readonly=True, ondelete="restrict"
    )
    end_reason = fields.Char("Why not used", readonly=True)
    minutes_id = fields.Many2one(
        "eoffice.minutes", "Berita acara", readonly=True, index=True, ondelete="restrict"
    )

    _number_uniq = models.Constraint(
        "UNIQUE(register_id, year, number)", "This number has been set aside already."
    )
    _void_has_minutes = models.Constraint(
        "CHECK (state <> 'void' OR minutes_id IS NOT NULL)", "A void number has a berita acara."
    )

    # ------------------------------------------------------------------ guard, names

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        return SQL(
            "(%s OR %s)",
            kept(SQL("g.skpd_id"), seats),
            kept(SQL("g.for_skpd_id"), seats, heads=False),
        )

    def _guard_error(self):
        return AccessError(
            self.env._("Reserved numbers are kept by the registry and the head of the SKPD.")
        )

    @api.depends("number", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for one in self:
            day = one.date and one.date.strftime("%d-%m-%Y")
            one.display_name = self.env._("No. %(number)s of %(day)s", number=one.number, day=day)

    def _compute_naskah_id(self):
        """Name the letter to whom the letter is open; whether there is one, to all keepers."""
        Naskah = self.env["eoffice.naskah"]
        domain = [("reserved_number_id", "in", self.ids)]
        # sudo: only that the number is taken; the letter itself is searched as the user.
        chosen = set(Naskah.sudo().search(domain).reserved_number_id.ids)
        letters = {one.reserved_number_id.id: one for one in Naskah.search(domain)}
        for one in self:
            one.naskah_id = letters.get(one.id, False)
            one.is_chosen = one.id in chosen

    # ------------------------------------------------------------------ verbs

    def action_release(self, reason):
        """Give numbers back that nobody needs any more. They aren't given to anybody else: a later
        letter under an earlier number would break the order of dates.

        :param str reason: required
        :return: list of dicts with ``id``, ``number``, ``year``, ``state``
        :raise AccessError: neither registry nor head of the SKPD that keeps the register
        :raise UserError: no reason, or a number that can't be given back
        """
        jabatan = self._check_keeper()
        reason = self._check_reason(reason)
        # sudo: only whether it was handed out; the right to the register has been checked.
        if self.sudo().block_id:
            raise UserError(
                self.env._(
                    "Numbers of a block were handed out on paper: register the letter that has "
                    "it, or make the number void with a berita acara."
                )
            )
        with short_transaction(self.env) as cr:
            numbers = self._locked(cr)
            numbers._end("released", "number_released", reason, jabatan)
        return self._ended("released")

    def action_void(self, reason, minutes=None, attachment_ids=None):
        """Make numbers void, with one berita acara for all of them.

        :param str reason: required
        :param dict minutes: of the berita acara: ``number``, ``date``, ``text``
        :param list attachment_ids: files the account uploaded, e.g. its scan
        :return: list of dicts with ``id``, ``number``, ``year``, ``state``
        :raise AccessError: neither registry nor head of the SKPD that keeps the register
        :raise UserError: no reason, no berita acara, or a number that can't be made void
        """
        jabatan = self._check_keeper()
        reason = self._check_reason(reason)
        values = self.env["eoffice.minutes"]._check(minutes)
        with short_transaction(self.env) as cr:
            numbers = self._locked(cr)
            values["skpd_id"] = numbers.skpd_id.id
            files = numbers.env["ir.attachment"].browse(attachment_ids or [])
            record = numbers.env["eoffice.minutes"]._make(values, jabatan, files)
            numbers._end("void", "number_voided", reason, jabatan, minutes=record)
        return self._ended("void")

    def action_open_use(self):
        """Open the dialog that chooses the letter for this number."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "eoffice_bekasi.eoffice_number_use_action"
        )
        return {**action, "context": {"default_number_id": self.id}}

    # ------------------------------------------------------------------ helpers

    def _check_keeper(self, *, heads=True):
        """Return in whose name the user ends these numbers; they are of one SKPD.

        :raise AccessError: not the registry (nor, with ``heads``, the head) of the keeper
        """
        # sudo: only the SKPD, to compare its desks with the user's seats.
        skpd = self.sudo().skpd_id
        jabatan = len(skpd) == 1 and keeper(self.env, skpd, heads=heads)
        if not jabatan:
            raise self._guard_error()
        return jabatan

    @api.model
    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Say why: the register keeps the reason."))
        return reason.strip()

    def _locked(self, cr):
        """Return these numbers in a short transaction that holds them; all must be free.

        A letter that is being signed keeps its number: signing locks the row first.

        :param cr: cursor of the short transaction
        :raise UserError: one is ended, or its letter is being signed
        """
        cr.execute(
            "SELECT id FROM eoffice_reserved_number WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
            [self.ids],
        )
        cr.execute(
            """SELECT r.number FROM eoffice_reserved_number r
                WHERE r.id = ANY(%s) AND (r.state <> 'open' OR EXISTS (
                    SELECT FROM eoffice_naskah n
                     WHERE n.reserved_number_id = r.id AND n.state NOT IN ('draft', 'approval')))
                ORDER BY r.number""",
            [self.ids],
        )
        taken = [number for (number,) in cr.fetchall()]
        if taken:
            raise UserError(
                self.env._(
                    "Number %s is used or ended already, or its letter is being signed. "
                    "Reload the page to see.",
                    number_ranges(taken),
                )
            )
        return self.with_env(self.env(cr=cr))

    def _end(self, state, kind, reason, jabatan, minutes=None):
        # sudo: rows are written by verbs only, which have checked the right to the act.
        numbers = self.sudo()
        numbers.write(
            {
                "state": state,
                "end_reason": reason,
                "ended_at": self.env.cr.now(),
                "ended_by_id": self.env.uid,
                "ended_jabatan_id": jabatan.id,
                "minutes_id": minutes.id if minutes else False,
            }
        )
        for register, some in numbers.grouped("register_id").items():
            self.env["eoffice.event"]._log(
                None,
                kind,
                jabatan,
                {
                    "register_id": register.id,
                    "year": some[0].year,
                    "numbers": sorted(some.mapped("number")),
                    "reason": reason,
                    **({"minutes": minutes.number} if minutes else {}),
                },
            )

    def _ended(self, state):
        """Return what the verbs answer: what has just been written in the short transaction."""
        self.invalidate_recordset()
        # sudo: number and year of rows whose keeper has just acted on them.
        return [
            {"id": one.id, "number": one.number, "year": one.year, "state": state}
            for one in self.sudo()
        ]

    @api.model
    def _take(self, cr, register, count, day, values):
        """Take numbers of a register and set them aside, in one short transaction.

        :param cr: cursor of the short transaction
        :param register: eoffice.register record; read before, so that nothing waits here
        :param dict values: columns that all the rows have
        :return: list of (id, number)
        """
        # sudo: the keeper's id; the verb has checked the right to the register.
        skpd_id = register.sudo().organisation_id.id
        first = register._take_numbers(cr, {register.id: count}, day.year)[register.id]
        columns = {"register_id": register.id, "skpd_id": skpd_id, "year": day.year, "date": day}
        columns |= {**values, "state": "open", "user_id": self.env.uid, "create_uid": self.env.uid}
        cr.execute(
            SQL(
                """INSERT INTO eoffice_reserved_number (number, create_date, %s)
                   SELECT s.number, clock_timestamp() AT TIME ZONE 'UTC', %s
                     FROM generate_series(%s, %s) AS s (number)
                   RETURNING id, number""",
                SQL(", ").join(SQL.identifier(name) for name in columns),
                SQL(", ").join(SQL("%s", value) for value in columns.values()),
                first,
                first + count - 1,
            )
        )
        return cr.fetchall()
