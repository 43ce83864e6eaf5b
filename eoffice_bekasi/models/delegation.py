from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from ..tools.local_time import office_today, utc_now

KINDS = [("plh", "Plh."), ("plt", "Plt."), ("an", "a.n.")]
REASONS = [
    ("cuti", "Leave (cuti)"),
    ("pendidikan", "Education (pendidikan)"),
    ("pensiun", "Retirement (pensiun)"),
    ("proses_hukum", "Legal proceedings (proses hukum)"),
    ("dinas_luar", "Official travel (dinas luar)"),
]
#: What may be left out of a delegation, and the acts (tools.seats) that go with it.
ACTS = {
    "may_approve": ("approve", "draft"),
    "may_sign": ("sign",),
    "may_send": ("send",),
    "may_dispose": ("dispose", "handle"),
}
#: The delegations that run at a moment. One ends by itself when somebody else takes up the jabatan.
RUNNING = """
    SELECT d.id, d.jabatan_id, d.kind, d.delegator_id, d.delegate_id, d.date_from, d.date_to,
           ARRAY['read'] || {acts} AS acts,
           (SELECT array_agg(kin.id) FROM eoffice_delegation_type_rel t
              JOIN eoffice_naskah_type named ON named.id = t.type_id
              JOIN eoffice_naskah_type kin ON kin.lineage_id = named.lineage_id
             WHERE t.delegation_id = d.id) AS scope_type_ids,
           (SELECT array_agg(o.id) FROM eoffice_organisation u
              JOIN eoffice_organisation o ON o.parent_path LIKE u.parent_path || '%%'
             WHERE u.id = d.organisation_id) AS scope_organisation_ids
      FROM eoffice_delegation d
     WHERE d.state = 'confirmed' AND d.date_from <= %(now)s AND d.date_to > %(now)s
       AND NOT EXISTS (SELECT FROM eoffice_assignment a
                        WHERE a.jabatan_id = d.jabatan_id AND a.user_id <> d.delegator_id
                          AND a.date_from <= %(today)s
                          AND (a.date_to IS NULL OR a.date_to >= %(today)s))
""".format(
    acts=" || ".join(
        f"CASE WHEN d.{flag} THEN ARRAY[{', '.join(map(repr, acts))}] ELSE ARRAY[]::text[] END"
        for flag, acts in ACTS.items()
    )
)


class Delegation(models.Model):
    """For a period and a reason, an official's jabatan is carried by another (Ps. 11(8)).

    - Operator of the SKPD: records, confirms, ends (Ps. 11(9)); not for himself.
    - Delegator: reads it, ends it when he is back. Delegate: reads it.
    - Administrator: as the operator, for every SKPD; not for himself.
    - Nobody changes a confirmed one but by ending it; nobody deletes one that was confirmed.

    It begins and ends by the clock: ``res.users._eoffice_seats`` asks for those that run.
    """

    _name = "eoffice.delegation"
    _description = "Delegation"
    _inherit = "eoffice.closure"
    _order = "date_from desc, id desc"

    jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Position",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_shared', '=', False)]",
    )
    skpd_id = fields.Many2one(related="jabatan_id.skpd_id", store=True, index=True)
    delegator_id = fields.Many2one(
        "res.users",
        "Official who is away",
        compute="_compute_delegator_id",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    delegate_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Carried by the holder of",
        required=True,
        ondelete="restrict",
        domain="[('is_shared', '=', False), ('id', '!=', jabatan_id)]",
    )
    delegate_id = fields.Many2one(
        "res.users",
        "Carried by",
        compute="_compute_delegate_id",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(KINDS, required=True, default="plh")
    reason = fields.Selection(REASONS, required=True)
    date_from = fields.Datetime("From", required=True)
    date_to = fields.Datetime("Until", required=True)
    basis_number = fields.Char("Number of the order")
    basis_date = fields.Date("Date of the order")
    basis_file = fields.Binary("Order (surat perintah)", attachment=True)
    basis_filename = fields.Char()
    type_ids = fields.Many2many(
        "eoffice.naskah.type",
        "eoffice_delegation_type_rel",
        "delegation_id",
        "type_id",
        "Only these naskah types",
        ondelete="restrict",
        help="Empty: all.",
    )
    organisation_id = fields.Many2one(
        "eoffice.organisation",
        "Only letters drafted in",
        ondelete="restrict",
        help="This unit and those below it. Empty: all.",
    )
    may_approve = fields.Boolean("Drafts and parafs", default=True)
    may_sign = fields.Boolean("Signs", default=True)
    may_send = fields.Boolean("Sends and cancels", default=True)
    may_dispose = fields.Boolean("Disposes and follows up", default=True)
    state = fields.Selection(
        [("draft", "Not confirmed"), ("confirmed", "Confirmed"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    status = fields.Selection(
        [
            ("draft", "Not confirmed"),
            ("planned", "Planned"),
            ("running", "Running"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_status",
    )
    warning = fields.Char(compute="_compute_warning")
    ended_by_id = fields.Many2one("res.users", "Ended by", readonly=True, copy=False)
    may_end = fields.Boolean(compute="_compute_may_end")

    _period = models.Constraint(
        "CHECK (date_to > date_from)", "The delegation ends before it begins. Check its dates."
    )
    _not_to_oneself = models.Constraint(
        "CHECK (delegate_id <> delegator_id)",
        "Nobody delegates to himself. Choose another position.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (jabatan_id WITH =, tsrange(date_from, date_to) WITH &&) "
        "WHERE (state = 'confirmed')",
        "This position is delegated already in that period. End that delegation first, "
        "or choose other dates.",
    )
    _by_delegate = models.Index("(delegate_id, date_to) WHERE state = 'confirmed'")
    _by_delegator = models.Index("(delegator_id, date_to) WHERE state = 'confirmed'")

    # ------------------------------------------------------------------ guard

    @api.model
    def _guard(self, operation, seats):
        user = self.env.user
        if user.has_group("eoffice_bekasi.group_administrator"):
            managed = SQL("TRUE")
        else:
            operated = user._eoffice_operated_skpd_ids()
            managed = SQL("g.skpd_id IN %s", operated) if operated else SQL("FALSE")
        if operation == "read":
            return SQL(
                "(%s OR g.delegator_id = %s OR g.delegate_id = %s)", managed, user.id, user.id
            )
        if operation == "create":
            return managed
        return SQL("(%s AND g.state = 'draft')", managed)

    def _guard_error(self):
        return AccessError(
            self.env._(
                "Delegations are recorded by the operator of the SKPD (Ps. 11(9)); others see "
                "only their own."
            )
        )

    # ------------------------------------------------------------------ computes

    @api.depends("jabatan_id", "date_from")
    def _compute_delegator_id(self):
        self._fill_holders("jabatan_id", "delegator_id")

    @api.depends("delegate_jabatan_id", "date_from")
    def _compute_delegate_id(self):
        self._fill_holders("delegate_jabatan_id", "delegate_id")

    def _fill_holders(self, jabatan_field, user_field):
        """Set who holds a position on the day each delegation begins."""
        for day, rows in self.grouped(lambda row: row._first_day()).items():
            held = self.env["eoffice.assignment"]._effective(rows[jabatan_field], day)
            for row in rows:
                assignment = held.get(row[jabatan_field].id)
                row[user_field] = assignment.user_id if assignment else False

    def _first_day(self):
        if not self.date_from:
            return office_today()
        zone = self.with_context(tz="Asia/Jakarta")
        return fields.Datetime.context_timestamp(zone, self.date_from).date()

    @api.depends("state", "date_from", "date_to")
    def _compute_status(self):
        now = utc_now()
        for row in self:
            if row.state != "confirmed":
                row.status = row.state
            elif row.date_from > now:
                row.status = "planned"
            else:
                row.status = "running" if row.date_to > now else "ended"

    @api.depends("kind", "date_from", "date_to", "jabatan_id", "delegate_id")
    def _compute_warning(self):
        for row in self:
            row.warning = row._over_limit()[1] if row.date_from and row.date_to else False

    @api.depends_context("uid")
    @api.depends("state", "date_to")
    def _compute_may_end(self):
        now = utc_now()
        for row in self:
            row.may_end = (
                row.state == "confirmed"
                and row.date_to > now
                and (row.delegator_id == self.env.user or row._managed())
            )

    @api.depends("kind", "jabatan_id")
    def _compute_display_name(self):
        kinds = dict(KINDS)
        for row in self:
            row.display_name = f"{kinds.get(row.kind, '')} {row.jabatan_id.name or ''}".strip()

    @api.constrains("kind", "jabatan_id", "delegate_jabatan_id")
    def _check_parties(self):
        for row in self:
            if row.jabatan_id.is_shared or row.delegate_jabatan_id.is_shared:
                raise ValidationError(
                    self.env._("A desk that several people share is neither delegated nor carries.")
                )
            if row.kind == "an" and row.delegate_jabatan_id.superior_id != row.jabatan_id:
                raise ValidationError(
                    self.env._(
                        "a.n. goes one level down: %(delegate)s is not directly below %(jabatan)s. "
                        "Choose a direct subordinate, or Plh.",
                        delegate=row.delegate_jabatan_id.name,
                        jabatan=row.jabatan_id.name,
                    )
                )

    # ------------------------------------------------------------------ create, write, unlink

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{**vals, "state": "draft", "ended_by_id": False} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            # Confirming and ending are verbs; who is away and who carries follow from the day.
            kept = {"state", "ended_by_id", "delegator_id", "delegate_id"}
            vals = {name: value for name, value in vals.items() if name not in kept}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never_once_confirmed(self):
        if any(row.state != "draft" for row in self):
            raise UserError(self.env._("A confirmed delegation is kept for ever. End it instead."))

    # ------------------------------------------------------------------ verbs

    def action_confirm(self):
        """Put a delegation into force; it begins and ends by itself, to the minute.

        :return: dict with ``id`` and ``state`` (planned or running)
        :raise AccessError: not the operator of the SKPD, or he would be the delegate
        :raise UserError: something is missing or against a rule; the message lists all of it
        """
        self.ensure_one()
        self.check_access("read")
        if not self._managed():
            raise self._guard_error()
        if self.state != "draft":
            raise UserError(self.env._("This delegation was confirmed or cancelled already."))
        if self.delegate_id == self.env.user:
            raise AccessError(
                self.env._("Nobody gives himself a delegation. Ask the Administrator.")
            )
        faults = self._faults()
        if faults:
            raise UserError(
                self.env._("The delegation can't be confirmed:")
                + "\n"
                + "\n".join(f"• {fault}" for fault in faults)
            )
        # sudo: state is written by verbs only; the right has been checked.
        self.sudo().write({"state": "confirmed"})
        self.flush_recordset()  # the refusal of an overlap belongs to this act
        self._log("delegated")
        self._tell()
        return self._answer()

    def action_end(self):
        """End a delegation now (the official is back), or cancel one that has not begun.

        :return: dict with ``id`` and ``state`` (ended or cancelled)
        :raise AccessError: neither the delegator nor the operator of the SKPD
        :raise UserError: it does not run
        """
        self.ensure_one()
        self.check_access("read")
        if self.delegator_id != self.env.user and not self._managed():
            raise AccessError(
                self.env._(
                    "A delegation is ended by the official himself or by the operator of his SKPD."
                )
            )
        now = utc_now()
        if self.state != "confirmed" or self.date_to <= now:
            raise UserError(self.env._("This delegation does not run."))
        begun = self.date_from < now
        # sudo: a confirmed one is written by verbs only; the right has been checked.
        self.sudo().write(
            {"ended_by_id": self.env.uid, **({"date_to": now} if begun else {"state": "cancelled"})}
        )
        self._log("delegation_ended")
        self._tell()
        return self._answer()

    def action_view_acts(self):
        """Open what was done by this delegation: the events that name it."""
        self.ensure_one()
        self.check_access("read")
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM eoffice_event WHERE (detail ->> 'delegation_id')::int = %s",
                self.id,
            )
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Done for %s", self.jabatan_id.name),
            "res_model": "eoffice.event",
            "views": [[False, "list"]],
            "domain": [("id", "in", [row[0] for row in rows])],
        }

    # ------------------------------------------------------------------ helpers

    def _managed(self):
        """Whether the user records delegations for this SKPD."""
        user = self.env.user
        return (
            user.has_group("eoffice_bekasi.group_administrator")
            or self.skpd_id.id in user._eoffice_operated_skpd_ids()
        )

    def _faults(self):
        """Return all that stands against confirming, in words that say what to do."""
        faults = []
        if not self.delegator_id:
            faults.append(
                self.env._(
                    "%s is vacant on that day: appoint a Plt. by an assignment instead.",
                    self.jabatan_id.name,
                )
            )
        if not self.delegate_id:
            faults.append(self.env._("Nobody holds %s on that day.", self.delegate_jabatan_id.name))
        if self.date_to <= utc_now():
            faults.append(self.env._("Its end is in the past."))
        if not (self.basis_number and self.basis_date and self.basis_file):
            faults.append(
                self.env._("The order it rests on: give its number and date and attach it.")
            )
        if not any(self[flag] for flag in ACTS):
            faults.append(self.env._("It leaves nothing to do: tick at least one act."))
        faults += self._conflicts()
        policy, text = self._over_limit()
        if policy == "refuse":
            faults.append(text)
        return faults

    def _conflicts(self):
        """Return what other delegations stand against this one: the same position's in that time,
        and chains (a delegate who is away himself, a delegator who carries another's)."""
        # sudo: other delegations of these two people, which the operator may not read.
        others = self.sudo().search(
            [
                ("id", "!=", self.id),
                ("state", "=", "confirmed"),
                ("date_from", "<", self.date_to),
                ("date_to", ">", self.date_from),
            ]
        )
        faults = [
            self.env._(
                "%(jabatan)s is delegated already in that period (to %(who)s). End that delegation "
                "first, or choose other dates.",
                jabatan=other.jabatan_id.name,
                who=other.delegate_id.name,
            )
            for other in others.filtered(lambda one: one.jabatan_id == self.jabatan_id)
        ]
        faults += [
            self.env._(
                "%(who)s is away himself in that period (%(jabatan)s is delegated). "
                "Choose somebody else: a delegation is not handed on.",
                who=self.delegate_id.name,
                jabatan=other.jabatan_id.name,
            )
            for other in others.filtered(lambda one: one.delegator_id == self.delegate_id)
        ]
        faults += [
            self.env._(
                "%(who)s carries %(jabatan)s in that period. End that delegation first.",
                who=self.delegator_id.name,
                jabatan=other.jabatan_id.name,
            )
            for other in others.filtered(lambda one: one.delegate_id == self.delegator_id)
        ]
        return faults

    def _over_limit(self):
        """Return (policy, text) when the limit of its kind is exceeded, else (None, False)."""
        # sudo: earlier delegations of the same position, and the rule, decide for everyone.
        rule = self.env["eoffice.delegation.rule"].sudo().search([("kind", "=", self.kind)])
        if not rule:
            return None, False
        # sudo: the same.
        before = self.sudo().search(
            [
                ("id", "!=", self._origin.id),
                ("jabatan_id", "=", self.jabatan_id.id),
                ("kind", "=", self.kind),
                ("state", "=", "confirmed"),
                ("date_to", "<=", self.date_from + timedelta(days=1)),
            ],
            order="date_from",
        )
        periods = [(row.date_from, row.date_to) for row in before]
        what = rule._exceeded([*periods, (self.date_from, self.date_to)])
        return (rule.policy, rule._text(what)) if what else (None, False)

    def _log(self, kind):
        """Write the event of a delegation; it belongs to no letter."""
        self.env["eoffice.event"]._log(
            None,
            kind,
            jabatan=self.jabatan_id,
            detail={"delegation_id": self.id, "delegate_id": self.delegate_id.id},
        )

    def _tell(self):
        """Tell the desks of both that something has changed."""
        # sudo: the bus carries nothing but the word that the desk changed.
        for user in (self.delegator_id | self.delegate_id).sudo():
            user._bus_send("eoffice.desk/changed", {})

    def _answer(self):
        self.invalidate_recordset(["status"])
        return {"id": self.id, "state": self.status}

    @api.model
    def _running(self, jabatan):
        """Return the delegations of these positions that run now, in sudo mode."""
        self.flush_model()
        self.env["eoffice.assignment"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT r.id FROM (%s) r WHERE r.jabatan_id = ANY(%s)",
                SQL(RUNNING, now=utc_now(), today=office_today()),
                jabatan.ids,
            )
        )
        # sudo: who carries an office is public inside the city; the reason stays out.
        return self.sudo().browse(row[0] for row in rows)
