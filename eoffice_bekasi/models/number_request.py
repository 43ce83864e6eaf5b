from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .keeper import keeper, kept

STATES = [
    ("open", "Waits for an answer"),
    ("granted", "Granted"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
]


class NumberRequest(models.Model):
    """A registry asks the registry of another SKPD for a number of its register.

    - Registry of an SKPD: asks, withdraws; is told the answer; chooses what it was granted for
      its letter.
    - Registry and head of the SKPD that keeps the register: read, grant, refuse.
    - Nobody else: a reason may name what is secret.
    """

    _name = "eoffice.number.request"
    _description = "Request for a number"
    _inherit = "eoffice.closure"
    _order = "id desc"

    register_id = fields.Many2one(
        "eoffice.register", "Asked of", required=True, readonly=True, ondelete="restrict"
    )
    keeper_id = fields.Many2one(
        "eoffice.organisation",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "Asked by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date("For the date", required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    naskah_id = fields.Many2one("eoffice.naskah", "Letter", readonly=True, ondelete="restrict")
    state = fields.Selection(STATES, required=True, readonly=True, default="open")
    user_id = fields.Many2one(
        "res.users", "Asked by person", required=True, readonly=True, ondelete="restrict"
    )
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Asked as", required=True, readonly=True, ondelete="restrict"
    )
    answered_at = fields.Datetime(readonly=True)
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, ondelete="restrict")
    answer = fields.Char("Why refused", readonly=True)
    reserved_number_id = fields.Many2one(
        "eoffice.reserved.number", "Number", readonly=True, index=True, ondelete="restrict"
    )
    can_answer = fields.Boolean(compute="_compute_can", compute_sudo=False)
    can_withdraw = fields.Boolean(compute="_compute_can", compute_sudo=False)

    _open = models.Index("(keeper_id) WHERE state = 'open'")

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        return SQL("(%s OR %s)", kept(SQL("g.keeper_id"), seats), kept(SQL("g.skpd_id"), seats))

    def _guard_error(self):
        return AccessError(
            self.env._("A request is open to the registry that asked and to the one it asked.")
        )

    @api.depends("skpd_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for request in self:
            request.display_name = self.env._(
                "%(skpd)s, for %(day)s",
                skpd=request.skpd_id.name,
                day=request.date and request.date.strftime("%d-%m-%Y"),
            )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can(self):
        for request in self:
            is_open = request.state == "open"
            request.can_answer = is_open and bool(keeper(self.env, request.keeper_id))
            request.can_withdraw = is_open and bool(keeper(self.env, request.skpd_id, heads=False))

    # ------------------------------------------------------------------ verbs

    @api.model
    @api.readonly
    def get_waiting(self):
        """Return who waits for an answer from the registers that the user keeps: a list of names,
        one for each request."""
        waiting = self.search([("state", "=", "open")], order="id", limit=100)
        return [request.skpd_id.name for request in waiting.filtered("can_answer")]

    @api.model
    def action_ask(self, register_id, date, reason, naskah_id=None, skpd_id=None):
        """Ask the registry of another SKPD for a number.

        :param int register_id: a register of outgoing letters that another SKPD keeps
        :param date: the date the letter will have, today or later
        :param str reason: required
        :param int naskah_id: the letter it is for, when it is for one
        :param int skpd_id: the SKPD in whose name; by default the letter's, or the account's own
        :return: dict with ``id`` and ``state``
        :raise AccessError: not the registry of that SKPD
        :raise UserError: something is missing, or that register is its own
        """
        Register = self.env["eoffice.register"]
        register = Register.browse(register_id).exists()
        if not register or register.kind == "masuk":
            raise UserError(self.env._("Choose the register that is asked for a number."))
        day, reason = Register._check_day(date, reason)
        letter = self.env["eoffice.naskah"].browse(naskah_id or [])
        letter.check_access("read")
        skpd = self.env["eoffice.organisation"].browse(skpd_id or []) or letter.skpd_id
        skpd = skpd or self._own_skpd()
        jabatan = skpd and keeper(self.env, skpd, heads=False)
        if not jabatan or (letter and letter.skpd_id != skpd):
            raise AccessError(self.env._("Only the registry of an SKPD asks for a number."))
        if register.organisation_id == skpd:
            raise UserError(
                self.env._("That is your own register: reserve the number there yourself.")
            )
        # sudo: made by this verb only; the right has been checked.
        request = self.sudo().create(
            {
                "register_id": register.id,
                "keeper_id": register.organisation_id.id,
                "skpd_id": skpd.id,
                "date": day,
                "reason": reason,
                "naskah_id": letter.id,
                "user_id": self.env.uid,
                "jabatan_id": jabatan.id,
            }
        )
        request.with_env(self.env)._log("number_requested", jabatan, {"reason": reason})
        request._tell(request.keeper_id, self.env._("%s asks for a number.", skpd.name))
        return {"id": request.id, "state": request.state}

    def action_grant(self):
        """Reserve a number for the SKPD that asked.

        :return: dict with ``id``, ``state`` and ``number``
        :raise AccessError: neither registry nor head of the SKPD that keeps the register
        :raise UserError: answered or withdrawn already, or the day is past
        """
        jabatan = self._check_answer(hold=False)
        register = self.register_id
        day, reason = register._check_day(self.date, self.reason)
        values = {
            "reason": reason,
            "jabatan_id": jabatan.id,
            "for_skpd_id": self.skpd_id.id,
        }

        def hold(env):
            # Two tabs, two people at one desk: one of them grants, and one number is taken.
            env.cr.execute(
                "SELECT FROM eoffice_number_request WHERE id = %s AND state = 'open' FOR UPDATE",
                [self.id],
            )
            if not env.cr.rowcount:
                raise self._answered()
            return {}

        def close(env, ids):
            self.with_env(env)._close("granted", False, ids[0])

        taken = register._set_aside(
            1, day, "number_granted", jabatan, values, before=hold, after=close
        )
        self.invalidate_recordset()
        self._tell(
            self.skpd_id,
            self.env._(
                "%(skpd)s has granted you number %(number)s.",
                skpd=self.keeper_id.name,
                number=taken["numbers"][0],
            ),
        )
        return {"id": self.id, "state": "granted", "number": taken["numbers"][0]}

    def action_refuse(self, reason):
        """Refuse with a reason, which the asker reads.

        :return: dict with ``id`` and ``state``
        :raise AccessError: neither registry nor head of the SKPD that keeps the register
        :raise UserError: no reason, or answered or withdrawn already
        """
        jabatan = self._check_answer()
        reason = self.env["eoffice.reserved.number"]._check_reason(reason)
        self._close("refused", reason)
        self._log("number_refused", jabatan, {"reason": reason})
        self._tell(
            self.skpd_id,
            self.env._("%s has refused your request for a number.", self.keeper_id.name),
        )
        return {"id": self.id, "state": self.state}

    def action_withdraw(self):
        """Withdraw a request that isn't answered yet.

        :return: dict with ``id`` and ``state``
        :raise AccessError: not the registry that asked
        :raise UserError: answered or withdrawn already
        """
        self.ensure_one()
        self.check_access("read")
        jabatan = keeper(self.env, self.skpd_id, heads=False)
        if not jabatan:
            raise self._guard_error()
        self._hold()
        self._close("withdrawn", False)
        self._log("number_withdrawn", jabatan)
        return {"id": self.id, "state": self.state}

    # ------------------------------------------------------------------ helpers

    def _own_skpd(self):
        """Return the SKPD whose registry the account keeps, when it is one."""
        ids = self.env.user._eoffice_seats().ids("send")
        units = self.env["eoffice.organisation"].search([("registry_jabatan_id", "in", ids)])
        skpds = units.filtered("is_skpd")
        return skpds if len(skpds) == 1 else skpds.browse()

    def _check_answer(self, *, hold=True):
        self.ensure_one()
        self.check_access("read")
        jabatan = keeper(self.env, self.keeper_id)
        if not jabatan:
            raise AccessError(
                self.env._(
                    "A request is answered by the registry or the head of %s.", self.keeper_id.name
                )
            )
        if hold:
            self._hold()
        return jabatan

    def _hold(self):
        """Let nobody else answer while this does; refuse what is answered."""
        self.env.cr.execute(
            "SELECT FROM eoffice_number_request WHERE id = %s FOR UPDATE", [self.id]
        )
        self.invalidate_recordset(["state"])
        if self.state != "open":
            raise self._answered()

    def _answered(self):
        return UserError(
            self.env._("This request was answered or withdrawn. Reload the page to see.")
        )

    def _close(self, state, answer, reserved_number_id=False):
        # sudo: written by verbs only, which have checked the right.
        self.sudo().write(
            {
                "state": state,
                "answer": answer,
                "reserved_number_id": reserved_number_id,
                "answered_at": self.env.cr.now(),
                "answered_by_id": self.env.uid,
            }
        )

    def _log(self, kind, jabatan, detail=None):
        detail = {"request_id": self.id, "register_id": self.register_id.id, **(detail or {})}
        self.env["eoffice.event"]._log(None, kind, jabatan, detail)

    def _tell(self, skpd, message):
        """Tell the registry of an SKPD, who it is now, where it has the office open.

        Neither reason nor letter is in the message: both may be secret.
        """
        # sudo: which desk keeps the registry of an SKPD is no secret.
        desk = skpd.sudo().registry_jabatan_id
        for user in self.env["res.users"].sudo().union(*desk._carriers().values()):
            user._bus_send("simple_notification", {"type": "info", "message": message})
