from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.local_time import office_today
from ..tools.register_digest import RegisterDigest
from ..tools.signature_block import signature_block
from ..tools.transaction import short_transaction
from .closure import seated

BATCH = 5_000
#: What the digest of a year covers of each line; a new column is never added to a closed year's.
COVERED = (
    *("number", "revision", "date", "naskah_id", "sender_name", "recipient_name"),
    *("letter_number", "letter_date", "classification_code", "attachment_note", "handler_name"),
    *("copies_to", "note", "correction_reason"),
)


class RegisterClosing(models.Model):
    """The end of a register's year: the closing page (halaman penutup), prepared and signed.

    - Every account: reads; it says how many lines there are and by whom the book was closed.
    - Registry or head of the SKPD that keeps the register: prepares it once the year is over, or
      the SKPD has ended, and throws it away while it is not signed.
    - Head of that SKPD: signs; the login is the signature (Ps. 11(5)).
    - Nobody changes a signed one, and from then on no number of that year is taken and no line
      entered or corrected: the database refuses it.
    """

    _name = "eoffice.register.closing"
    _description = "Closing of a register"
    _inherit = "eoffice.closure"
    _order = "year desc, id desc"

    register_id = fields.Many2one(
        "eoffice.register", required=True, index=True, ondelete="restrict"
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        related="register_id.organisation_id",
        store=True,
        precompute=True,
    )
    kind = fields.Selection(related="register_id.kind", string="Book")
    year = fields.Integer(
        required=True, aggregator=False, default=lambda self: office_today().year - 1
    )
    state = fields.Selection(
        [("prepared", "Prepared"), ("closed", "Closed")],
        required=True,
        default="prepared",
        readonly=True,
    )
    line_count = fields.Integer("Lines", readonly=True)
    first_number = fields.Integer("First number", readonly=True, aggregator=False)
    last_number = fields.Integer("Last number", readonly=True, aggregator=False)
    sha256 = fields.Char("SHA-256 of the lines", readonly=True)
    closed_at = fields.Datetime("Closed at", readonly=True)
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, ondelete="restrict")
    jabatan_id = fields.Many2one("eoffice.jabatan", "Signed as", readonly=True, ondelete="restrict")
    capacity = fields.Char(readonly=True)
    signature_block = fields.Json(readonly=True)
    is_mine = fields.Boolean(
        "Of my SKPD", compute="_compute_is_mine", search="_search_is_mine", compute_sudo=False
    )
    may_sign = fields.Boolean(compute="_compute_may_sign", compute_sudo=False)

    _register_year_uniq = models.Constraint(
        "UNIQUE(register_id, year)", "This register has a closing for that year already."
    )

    def init(self):
        """Let the database keep what is entered: no line changes, nothing comes into a closed year.

        Here, after ``eoffice.event`` has made the function that refuses.
        """
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION eoffice_refuse_closed_year() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                -- The lock makes a line wait for a closing that is being signed.
                PERFORM FROM eoffice_register_counter c
                  WHERE c.register_id = NEW.register_id AND c.year = NEW.year
                    FOR KEY SHARE;
                IF EXISTS (SELECT FROM eoffice_register_counter c
                            WHERE c.register_id = NEW.register_id AND c.year = NEW.year
                              AND c.closing_id IS NOT NULL) THEN
                    RAISE EXCEPTION 'register % is closed for %', NEW.register_id, NEW.year
                        USING ERRCODE = 'insufficient_privilege';
                END IF;
                RETURN NEW;
            END $$;
            CREATE OR REPLACE TRIGGER eoffice_agenda_append_only
                BEFORE UPDATE OR DELETE ON eoffice_agenda
                -- Not for each statement: one that touches no line (a reference of an account
                -- that entered none) harms nobody.
                FOR EACH ROW EXECUTE FUNCTION eoffice_refuse_change();
            CREATE OR REPLACE TRIGGER eoffice_agenda_not_emptied
                BEFORE TRUNCATE ON eoffice_agenda
                FOR EACH STATEMENT EXECUTE FUNCTION eoffice_refuse_change();
            CREATE OR REPLACE TRIGGER eoffice_agenda_closed_year
                BEFORE INSERT ON eoffice_agenda
                FOR EACH ROW EXECUTE FUNCTION eoffice_refuse_closed_year();
            CREATE OR REPLACE TRIGGER eoffice_register_counter_closed
                BEFORE UPDATE OR DELETE ON eoffice_register_counter
                FOR EACH ROW WHEN (OLD.closing_id IS NOT NULL)
                EXECUTE FUNCTION eoffice_refuse_change();
            CREATE OR REPLACE TRIGGER eoffice_register_closing_kept
                BEFORE UPDATE OR DELETE ON eoffice_register_closing
                FOR EACH ROW WHEN (OLD.state = 'closed')
                EXECUTE FUNCTION eoffice_refuse_change();
            """
        )

    # ------------------------------------------------------------------ guard

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return SQL("TRUE")
        if operation == "write":
            return None
        whole = tuple(seat for seat in seats if seat.always(("send",)))
        return SQL(
            """g.state = 'prepared' AND g.skpd_id IN (
                SELECT o.id FROM eoffice_organisation o WHERE %s OR %s)""",
            seated(SQL("o.registry_jabatan_id"), whole, ("send",), "n"),
            seated(SQL("o.head_jabatan_id"), whole, ("send",), "n"),
        )

    def _guard_error(self):
        return AccessError(
            self.env._(
                "A closing is prepared by the registry or the head of the SKPD that keeps the "
                "register, and can't be changed once it is signed."
            )
        )

    # ------------------------------------------------------------------ computes

    @api.depends("register_id", "year")
    def _compute_display_name(self):
        for closing in self:
            closing.display_name = f"{closing.register_id.display_name} {closing.year}"

    @api.depends("skpd_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        own = set(self.env["eoffice.agenda"]._own_skpd_ids())
        for closing in self:
            closing.is_mine = closing.skpd_id.id in own

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = self.env["eoffice.agenda"]._own_skpd_ids()
        return [("skpd_id", "in" if True in value else "not in", own)]

    @api.depends("state", "skpd_id")
    @api.depends_context("uid")
    def _compute_may_sign(self):
        seats = self.env.user._eoffice_seats()
        for closing in self:
            seat = seats.of(closing.skpd_id.head_jabatan_id.id)
            closing.may_sign = bool(closing.state == "prepared" and seat and seat.always(("sign",)))

    # ------------------------------------------------------------------ create

    @api.model_create_multi
    def create(self, vals_list):
        closings = super().create([self._only(vals, ("register_id", "year")) for vals in vals_list])
        for closing in closings:
            closing._check_year_is_over()
        return closings

    def _check_year_is_over(self):
        """Refuse a year in which numbers can still come."""
        today = office_today()
        if self.year < today.year or (self.year == today.year and self.skpd_id.is_ended):
            return
        raise UserError(
            self.env._(
                "The book of %(year)s is still in use. It can be closed from 1 January %(next)s.",
                year=self.year,
                next=self.year + 1,
            )
        )

    # ------------------------------------------------------------------ verbs

    def action_sign(self):
        """Close the book: by the head of the SKPD that keeps the register.

        :return: dict with ``id``, ``state`` and ``sha256``
        :raise AccessError: the signature is not this account's to give
        :raise UserError: closed already, the year goes on, or numbers are not explained
        """
        self.ensure_one()
        self.check_access("read")
        head = self.skpd_id.head_jabatan_id
        seat = self.env.user._eoffice_seats().of(head.id) if head else None
        if not (seat and seat.always(("sign",))):
            raise AccessError(
                self.env._("A register is closed by the head of the SKPD that keeps it.")
            )
        if self.state == "closed":
            raise UserError(self.env._("This book is closed already."))
        self._check_year_is_over()
        block = self._signature_block(head, seat)
        with short_transaction(self.env) as cr:
            self._close(cr, head, seat, block)
        self.invalidate_recordset()
        return {"id": self.id, "state": self.state, "sha256": self.sha256}

    def action_check(self):
        """Compute the digest of the lines again and say whether it is the one that was signed."""
        self.ensure_one()
        self.check_access("read")
        if self.state != "closed":
            raise UserError(self.env._("This book is not closed yet."))
        whole = self._is_whole()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if whole else "danger",
                "sticky": not whole,
                "message": self.env._("The book is as it was closed: %s lines.", self.line_count)
                if whole
                else self.env._("The book is NOT as it was closed. Tell the Administrator."),
            },
        }

    # ------------------------------------------------------------------ helpers

    def _close(self, cr, head, seat, block):
        """Lock the counter, so that nothing more comes in, then take the digest and write it down.

        :param cr: cursor of the short transaction: what was entered before the lock is seen
        """
        key = {"register": self.register_id.id, "year": self.year}
        cr.execute(
            """INSERT INTO eoffice_register_counter (register_id, year, last_number, start_number)
               VALUES (%(register)s, %(year)s, 0, 0) ON CONFLICT (register_id, year) DO NOTHING""",
            key,
        )
        cr.execute(
            """SELECT closing_id FROM eoffice_register_counter
                WHERE register_id = %(register)s AND year = %(year)s FOR UPDATE""",
            key,
        )
        if cr.fetchone()[0]:
            raise UserError(self.env._("This book is closed already."))
        if findings := self.register_id._closing_findings(cr, self.year):
            raise UserError(
                self.env._("The book can't be closed yet:")
                + "".join(f"\n- {finding}" for finding in findings)
            )
        digest = self._digest(cr)
        cr.execute(
            SQL(
                """UPDATE eoffice_register_closing
                      SET state = 'closed', line_count = %s, first_number = %s, last_number = %s,
                          sha256 = %s, closed_by_id = %s, jabatan_id = %s, capacity = %s,
                          signature_block = %s, closed_at = clock_timestamp() AT TIME ZONE 'UTC'
                    WHERE id = %s""",
                digest.count,
                digest.first or 0,
                digest.last or 0,
                digest.hexdigest(),
                self.env.uid,
                head.id,
                seat.capacity,
                self._fields["signature_block"].convert_to_column_insert(block, self),
                self.id,
            )
        )
        cr.execute(
            """UPDATE eoffice_register_counter SET closing_id = %(closing)s
                WHERE register_id = %(register)s AND year = %(year)s""",
            {**key, "closing": self.id},
        )
        detail = {"closing_id": self.id, "year": self.year, "sha256": digest.hexdigest()}
        if seat.source != "assignment":
            detail[f"{seat.source}_id"] = seat.source_id
        self.env["eoffice.event"]._insert(
            cr, [(None, "register_closed", self.env.uid, head.id, seat.capacity, detail)]
        )

    def _digest(self, cr):
        """Return the digest over the lines of the year, in the order of the book."""
        digest = RegisterDigest()
        columns = SQL(", ").join(SQL("%s::text", SQL.identifier(name)) for name in COVERED[2:])
        after = (-1, -1)
        while True:
            cr.execute(
                SQL(
                    """SELECT number, revision, %s FROM eoffice_agenda
                        WHERE register_id = %s AND year = %s AND (number, revision) > %s
                        ORDER BY number, revision LIMIT %s""",
                    columns,
                    self.register_id.id,
                    self.year,
                    after,
                    BATCH,
                )
            )
            rows = cr.fetchall()
            if not rows:
                return digest
            digest.add(dict(zip(COVERED, row, strict=True)) for row in rows)
            after = rows[-1][:2]

    def _is_whole(self):
        """Whether the lines are those that were signed."""
        self.env["eoffice.agenda"].flush_model()
        digest = self._digest(self.env.cr)
        return (digest.hexdigest(), digest.count) == (self.sha256, self.line_count)

    def _signature_block(self, head, seat):
        """Return what stands around the signature, as on a letter of the head."""
        # sudo: name, titles and NIP of who signs print on every letter of his.
        person = self.env.user.sudo()
        return signature_block(
            head.signature_title or head.name,
            seat.capacity if seat.capacity in ("definitif", "plt", "plh", "pj") else "definitif",
            {
                "name": person.name or "",
                "front": person.eoffice_title_front,
                "back": person.eoffice_title_back,
                "pangkat": person.eoffice_pangkat,
                "nip": person.eoffice_nip,
            },
            print_titles=True,
            print_nip=True,
            rank=head.rank or "",
        )
