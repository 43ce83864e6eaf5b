from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from ..tools.local_time import office_today, utc_now


class Assistant(models.Model):
    """A person who may prepare on an official's behalf (Ps. 10c); never decides or signs.

    - The official: names his assistants for a jabatan he holds, says how far, ends it.
    - The assistant: reads his own appointment.
    - Operator of the SKPD and Administrator: read, and may end it.
    - Nobody changes one; what should be different is a new one. Nobody deletes.

    It counts only while the official holds the jabatan.
    """

    _name = "eoffice.assistant"
    _description = "Assistant of an official"
    _inherit = "eoffice.closure"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Position",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_jabatan_id(),
    )
    skpd_id = fields.Many2one(related="jabatan_id.skpd_id", store=True, index=True)
    official_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", "Assistant's account", required=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date("From", required=True, default=lambda self: office_today())
    date_to = fields.Date("Until", help="The last day; empty while it lasts.")
    may_draft = fields.Boolean("Drafts letters in your name", default=True)
    may_prepare = fields.Boolean("Prepares dispositions", default=True)
    may_read_secret = fields.Boolean(
        "Opens secret letters too", help="Rahasia and Sangat Rahasia. Only when named for it."
    )
    may_register = fields.Boolean(
        "Registers incoming letters", help="For your desk; as the registry does for the SKPD."
    )
    ended_at = fields.Datetime(readonly=True, help="When it was ended before its last day.")
    is_running = fields.Boolean(compute="_compute_is_running")
    may_end = fields.Boolean(compute="_compute_is_running")

    _period = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The appointment ends before it begins. Check its dates.",
    )
    _not_oneself = models.Constraint(
        "CHECK (user_id <> official_id)", "Nobody is his own assistant. Choose somebody else."
    )
    _once = models.Constraint(
        "EXCLUDE USING gist (jabatan_id WITH =, user_id WITH =, official_id WITH =, "
        "daterange(date_from, date_to, '[]') WITH &&) WHERE (ended_at IS NULL)",
        "This person assists you already in that period. End that appointment first.",
    )

    @api.model
    def _guard(self, operation, seats):
        user = self.env.user
        own = tuple(seat.jabatan_id for seat in seats if seat.source == "assignment")
        if operation == "create":
            return SQL("(g.official_id = %s AND g.jabatan_id IN %s)", user.id, own) if own else None
        if operation != "read":
            return None
        if user.has_group("eoffice_bekasi.group_administrator"):
            return SQL("TRUE")
        operated = user._eoffice_operated_skpd_ids()
        return SQL(
            "(g.official_id = %s OR g.user_id = %s OR g.skpd_id = ANY(%s))",
            user.id,
            user.id,
            list(operated),
        )

    def _guard_error(self):
        return AccessError(
            self.env._("An assistant is named by the official himself, for a position he holds.")
        )

    @api.model
    def _default_jabatan_id(self):
        own = self.env["eoffice.jabatan"].browse(
            seat.jabatan_id
            for seat in self.env.user._eoffice_seats()
            if seat.source == "assignment"
        )
        return own.filtered(lambda jabatan: not jabatan.is_shared)[:1]

    @api.depends("date_from", "date_to", "ended_at")
    @api.depends_context("uid")
    def _compute_is_running(self):
        today = office_today()
        for row in self:
            row.is_running = bool(
                row.date_from
                and row.date_from <= today
                and (not row.date_to or row.date_to >= today)
                and not row.ended_at
            )
            row.may_end = bool(
                row._origin
                and (not row.date_to or row.date_to >= today)
                and not row.ended_at
                and row._may_end()
            )

    @api.constrains("jabatan_id")
    def _check_jabatan(self):
        if any(row.jabatan_id.is_shared for row in self):
            raise ValidationError(
                self.env._("A desk that several people share needs no assistant.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            own = {"official_id": self.env.uid, "ended_at": False}
            vals_list = [{**vals, **own} for vals in vals_list]
        rows = super().create(vals_list)
        for row in rows:
            row._log("assistant_named")
        rows.user_id._eoffice_sync_roles()
        return rows

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An appointment is kept for ever. End it instead."))

    def action_end(self):
        """End an assistant's appointment; what he prepared stays on the official's desk.

        :return: dict with ``id`` and ``ended_at``
        :raise AccessError: neither the official nor the operator of the SKPD
        """
        self.ensure_one()
        self.check_access("read")
        if not self._may_end():
            raise AccessError(
                self.env._("It is ended by the official himself or by the operator of his SKPD.")
            )
        if not self.ended_at:
            # sudo: an appointment is written by this verb only; the right has been checked.
            self.sudo().ended_at = utc_now()
            self._log("assistant_ended")
            self.user_id._eoffice_sync_roles()
        return {"id": self.id, "ended_at": fields.Datetime.to_string(self.ended_at)}

    @api.model
    def _running(self, jabatan=None, users=None):
        """Return the appointments that count now, for these positions or of these accounts.

        In sudo mode: who assists an office is public inside the city.
        """
        today = office_today()
        # sudo: see the docstring.
        rows = self.sudo().search(
            [
                ("user_id", "in", users.ids)
                if jabatan is None
                else ("jabatan_id", "in", jabatan.ids),
                ("ended_at", "=", False),
                ("date_from", "<=", today),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ]
        )
        # sudo: the same.
        held = self.env["eoffice.assignment"].sudo()._current(rows.jabatan_id)
        holds = {(row.jabatan_id, row.user_id) for row in held}
        return rows.filtered(lambda row: (row.jabatan_id, row.official_id) in holds)

    def _may_end(self):
        user = self.env.user
        return (
            self.official_id == user
            or user.has_group("eoffice_bekasi.group_administrator")
            or self.skpd_id.id in user._eoffice_operated_skpd_ids()
        )

    def _log(self, kind):
        self.env["eoffice.event"]._log(
            None, kind, jabatan=self.jabatan_id, detail={"assistant_id": self.user_id.id}
        )
