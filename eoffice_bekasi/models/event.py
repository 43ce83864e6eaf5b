import json

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.caller import caller_address
from .closure import readable

KINDS = [
    ("created", "Drafted"),
    ("deleted", "Draft deleted"),
    ("prepared", "Prepared by the assistant"),
    ("prepared_discarded", "Preparation discarded"),
    ("submitted", "Sent for approval"),
    ("resubmitted", "Sent for approval again"),
    ("paraf", "Paraf given"),
    ("returned", "Returned"),
    ("recalled", "Recalled by the drafter"),
    ("step_added", "Somebody added to its way"),
    ("step_skipped", "Step skipped"),
    ("forwarded", "Handed to another"),
    ("asked_again", "Paraf asked again"),
    ("opinion_asked", "Opinion asked"),
    ("opinion_given", "Opinion given"),
    ("opinion_withdrawn", "Question withdrawn"),
    ("noted", "Note made in the text"),
    ("co_signed", "Signed by one of several"),
    ("correction_opened", "Correction begun"),
    ("scheduled", "Time of sending set"),
    ("unscheduled", "Time of sending taken back"),
    ("amended", "Amended by another letter"),
    ("answered", "Answered by another letter"),
    ("reminded", "Reminded"),
    ("escalated", "Superior told"),
    ("signing", "Signature given"),
    ("signed", "Numbered and signed"),
    ("sealed", "Page made"),
    ("registered", "Registered"),
    ("registration_corrected", "Registration corrected"),
    ("envelope_opened", "Envelope opened"),
    ("page_added", "Page added"),
    ("sent_on", "Sent on to the right address"),
    ("receipt_given", "Receipt given"),
    ("distributed", "Sent"),
    ("delivered", "Delivered"),
    ("read", "Read"),
    ("disposition_prepared", "Disposition prepared by the assistant"),
    ("disposed", "Disposed"),
    ("disposition_read", "Disposition read"),
    ("disposition_accepted", "Disposition accepted"),
    ("disposition_asked", "Asked back"),
    ("disposition_answered", "Question answered"),
    ("disposition_progress", "Progress reported"),
    ("disposition_reminded", "Reminded of a disposition"),
    ("disposition_closed", "Closed with open dispositions"),
    ("disposition_declined", "Disposition declined"),
    ("disposition_reported", "Reported"),
    ("disposition_finished", "Disposition finished"),
    ("disposition_recalled", "Disposition recalled"),
    ("finished", "Finished"),
    ("cancelled", "Cancelled"),
    ("printed", "Printed"),
    ("verified", "Verified"),
    ("agenda_corrected", "Agenda corrected"),
    ("register_closed", "Register closed"),
    ("delegated", "Delegated"),
    ("delegation_ended", "Delegation ended"),
    ("assistant_named", "Assistant named"),
    ("assistant_ended", "Assistant's appointment ended"),
    ("operator_appointed", "Operator appointed"),
    ("operator_ended", "Operator's appointment ended"),
    ("account_changed", "Account changed"),
    ("account_reopened", "Account opened again"),
    ("register_started", "Start of a register entered"),
    ("login", "Login"),
    ("rules_published", "Rules of use published"),
    ("rules_accepted", "Rules of use accepted"),
    ("login_failed", "Failed login"),
    ("login_locked", "Login locked"),
    ("login_unlocked", "Login unlocked"),
    ("account_made", "Account made"),
    ("account_invited", "Invitation made"),
    ("account_opened", "Password set with an invitation"),
    ("account_closed", "Account deactivated"),
    ("signed_out", "Signed out everywhere"),
    ("numbers_reserved", "Numbers reserved"),
    ("number_chosen", "Reserved number chosen"),
    ("number_unchosen", "Reserved number taken back"),
    ("number_used", "Reserved number used"),
    ("number_released", "Reserved number given back"),
    ("number_voided", "Number made void"),
    ("block_opened", "Block of numbers handed out"),
    ("block_closed", "Block of numbers closed"),
    ("paper_registered", "Paper letter registered"),
    ("number_requested", "Number asked for"),
    ("number_granted", "Number granted"),
    ("number_refused", "Number refused"),
    ("number_withdrawn", "Request for a number withdrawn"),
]


class Event(models.Model):
    """Evidence: one row an act, with the account, the jabatan, the capacity, time and address.

    Append-only: the database refuses update and delete. Each row carries a digest of itself, and
    ``eoffice.event.link`` chains the rows.

    Whoever may see a letter's envelope reads its events; an account reads its own. Nobody writes.
    """

    _name = "eoffice.event"
    _description = "Event"
    _inherit = "eoffice.closure"
    _log_access = False
    _order = "id desc"

    # A number, not a foreign key: the event of a deleted draft stays as it was written.
    naskah_id = fields.Integer("Letter id", index=True, readonly=True)
    naskah_name = fields.Char("Letter", compute="_compute_naskah_name", compute_sudo=False)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    jabatan_id = fields.Many2one("eoffice.jabatan", "Position", readonly=True, ondelete="restrict")
    capacity = fields.Char(readonly=True)
    at = fields.Datetime("Time", required=True, readonly=True)
    address = fields.Char(readonly=True)
    detail = fields.Json(readonly=True)
    hash = fields.Char("Digest", readonly=True)
    is_outside_hours = fields.Boolean(
        "Outside office hours",
        compute="_compute_is_outside_hours",
        search="_search_is_outside_hours",
        help="Done by hand outside the hours of the account's role, which its policy warned of.",
    )

    _own = models.Index("(user_id) WHERE naskah_id IS NULL")
    _by_delegation = models.Index(
        "(((detail ->> 'delegation_id')::int)) WHERE detail ->> 'delegation_id' IS NOT NULL"
    )
    _outside_hours = models.Index("(id) WHERE jsonb_exists(detail, 'outside_hours')")

    def init(self):
        """Let the database digest each row as it comes and refuse any change to it after."""
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION eoffice_event_digest(e eoffice_event) RETURNS text
            LANGUAGE sql IMMUTABLE AS $$
                SELECT encode(sha256(convert_to(json_build_array(
                    e.id, e.naskah_id, e.kind, e.user_id, e.jabatan_id, e.capacity,
                    to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.address, e.detail::text
                )::text, 'UTF8')), 'hex')
            $$;
            CREATE OR REPLACE FUNCTION eoffice_event_digest_row() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                NEW.hash := eoffice_event_digest(NEW);
                RETURN NEW;
            END $$;
            CREATE OR REPLACE FUNCTION eoffice_refuse_change() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
                    USING ERRCODE = 'insufficient_privilege';
            END $$;
            CREATE OR REPLACE TRIGGER eoffice_event_digest BEFORE INSERT ON eoffice_event
                FOR EACH ROW EXECUTE FUNCTION eoffice_event_digest_row();
            CREATE OR REPLACE TRIGGER eoffice_event_append_only
                BEFORE UPDATE OR DELETE OR TRUNCATE ON eoffice_event
                FOR EACH STATEMENT EXECUTE FUNCTION eoffice_refuse_change();
            """
        )

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        return SQL(
            "(%s OR g.user_id = %s AND g.naskah_id IS NULL)",
            readable(SQL("g.naskah_id"), seats),
            self.env.uid,
        )

    @api.depends_context("uid")
    def _compute_naskah_name(self):
        ids = [event.naskah_id for event in self if event.naskah_id]
        letters = self.env["eoffice.naskah"].search([("id", "in", ids)])
        names = {naskah.id: naskah.display_name for naskah in letters}
        for event in self:
            event.naskah_name = names.get(event.naskah_id, False)

    @api.depends("detail")
    def _compute_is_outside_hours(self):
        for event in self:
            event.is_outside_hours = bool((event.detail or {}).get("outside_hours"))

    @api.model
    def _search_is_outside_hours(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        found = SQL("(SELECT id FROM eoffice_event WHERE jsonb_exists(detail, 'outside_hours'))")
        return [("id", "in", found)]

    @api.model
    def _log(self, letters, kind, jabatan=None, detail=None):
        """Write one event for each letter, by the current account.

        :param letters: eoffice.naskah records; None for an act without a letter
        :param str kind: see ``KINDS``
        :param jabatan: the jabatan in whose name it is done, when it is done in one
        :param dict detail: facts that everyone who sees the envelope may know
        :return: the events
        """
        user = self.env.user
        seat = user._eoffice_seats().of(jabatan.id) if jabatan else None
        if seat and seat.source != "assignment":
            detail = {**(detail or {}), f"{seat.source}_id": seat.source_id}
        rows = [
            (
                naskah_id,
                kind,
                user.id,
                jabatan.id if jabatan else None,
                seat.capacity if seat else None,
                detail,
            )
            for naskah_id in (letters.ids if letters else [None])
        ]
        return self.browse(self._insert(self.env.cr, rows))

    @api.model
    def _log_account(self, users, kind, detail=None):
        """Write one event for each account that something is done to.

        The account finds it among its own events; who did it stands in the detail.

        :param users: res.users records; an empty one for an account that doesn't exist
        :param str kind: see ``KINDS``
        :param dict detail: facts for the account to know
        """
        by = {"by": self.env.uid} if self.env.uid else {}
        rows = [
            (None, kind, user_id, None, None, {**by, **(detail or {})})
            for user_id in users.ids or [None]
        ]
        return self.browse(self._insert(self.env.cr, rows))

    @api.model
    def _insert(self, cr, rows):
        """Insert events with the cursor given (a short transaction has its own).

        :param list rows: (naskah id, kind, user id, jabatan id, capacity, detail dict or None)
        :return: list of ids
        """
        if not rows:
            return []
        users = self.env["res.users"].browse({row[2] for row in rows})
        outside = users.filtered(lambda user: user._eoffice_works_outside_hours())
        address = caller_address() or None
        cr.execute(
            SQL(
                """INSERT INTO eoffice_event
                       (naskah_id, kind, user_id, jabatan_id, capacity, at, address, detail)
                   VALUES %s RETURNING id""",
                SQL(", ").join(
                    SQL(
                        "(%s, %s, %s, %s, %s, clock_timestamp() AT TIME ZONE 'UTC', %s, %s)",
                        *row[:5],
                        address,
                        _detail(row[5], outside=row[2] in outside.ids),
                    )
                    for row in rows
                ),
            )
        )
        return [row[0] for row in cr.fetchall()]


def _detail(detail, *, outside):
    """Return the facts of one event as JSON, or None where there are none."""
    facts = {**(detail or {}), **({"outside_hours": True} if outside else {})}
    return json.dumps(facts) if facts else None
