import logging
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.local_time import office_today
from .organisation import KINDS as UNIT_KINDS

_logger = logging.getLogger(__name__)

#: What a new unit takes over from the first of those it is made of.
INHERITED = ("emblem", "emblem_image", "kop_line_1", "street", "postal_code", "phone", "email")
INHERITED += ("website", "sequence", "is_skpd")
#: Nobody sets these by hand.
WRITTEN_BY_VERBS = frozenset({"state", "old_name", "applied_at", "applied_by_id"})


class Reorganisation(models.Model):
    """Units are renamed or merged from a day on, by a decree; kept as the record of it.

    Renamed, a unit goes on with its registers and numbers. Merged, the units end the day before;
    their positions, with all that waits there, and their inner units move into the one that
    continues, which numbers in registers of its own. What was signed before stays where it was:
    in the old registers, under the old name, readable by the new head and the new registry.

    Administrator: prepares, applies; deletes what has not been applied. Nobody changes it after.
    """

    _name = "eoffice.reorganisation"
    _description = "Reorganisation"
    _order = "date desc, id desc"

    kind = fields.Selection(
        [("rename", "Rename"), ("merge", "Merge")], required=True, default="rename"
    )
    state = fields.Selection(
        [("draft", "Being prepared"), ("planned", "Waits for its day"), ("done", "Applied")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    date = fields.Date("From", required=True, default=lambda self: office_today())
    decree_number = fields.Char("Decree number")
    decree_date = fields.Date("Decree date")
    organisation_id = fields.Many2one(
        "eoffice.organisation",
        "Unit",
        ondelete="restrict",
        help="Rename: the unit that is renamed. Merge: the unit that continues; empty makes a new "
        "one.",
    )
    source_ids = fields.Many2many(
        "eoffice.organisation",
        "eoffice_reorganisation_source_rel",
        string="Units that end",
        domain="[('id', '!=', organisation_id), ('date_to', '=', False)]",
    )
    old_name = fields.Char("Name until then", readonly=True, copy=False)
    name = fields.Char(
        "Name from then on",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    abbreviation = fields.Char(compute="_compute_name", store=True, readonly=False, precompute=True)
    code = fields.Char(compute="_compute_name", store=True, readonly=False, precompute=True)
    unit_kind = fields.Selection(
        UNIT_KINDS,
        "Kind of unit",
        compute="_compute_unit_kind",
        store=True,
        readonly=False,
        precompute=True,
    )
    moving_jabatan_ids = fields.Many2many(
        "eoffice.jabatan", compute="_compute_moving_jabatan_ids", string="Positions concerned"
    )
    head_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Head",
        domain="[('id', 'in', moving_jabatan_ids), ('is_shared', '=', False)]",
        help="Who leads the unit from that day on.",
    )
    registry_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Registry desk",
        domain="[('id', 'in', moving_jabatan_ids), ('is_shared', '=', True)]",
        help="The shared position that registers, numbers and sends from that day on.",
    )
    moves_registry = fields.Boolean(
        "Registries join",
        default=True,
        help="The people of the registries that end sit at the one that continues.",
    )
    line_ids = fields.One2many(
        "eoffice.reorganisation.line",
        "reorganisation_id",
        "Positions with a new name",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    applied_at = fields.Datetime("Applied", readonly=True, copy=False)
    applied_by_id = fields.Many2one("res.users", "Applied by", readonly=True, copy=False)
    open_count = fields.Integer(
        "Letters under way",
        compute="_compute_open_count",
        help="Letters in approval at the positions concerned: they stay with their positions.",
    )

    @api.depends("kind", "name", "source_ids", "organisation_id", "date")
    def _compute_display_name(self):
        for plan in self:
            before = plan.source_ids if plan.kind == "merge" else plan.organisation_id
            old = plan.old_name or ", ".join(before.mapped("name"))
            new = plan.name or plan.organisation_id.name or ""
            plan.display_name = f"{old} → {new}" if old else self.env._("Reorganisation")

    @api.depends("organisation_id")
    def _compute_name(self):
        for plan in self:
            if plan.organisation_id:
                plan.name = plan.organisation_id.name
                plan.abbreviation = plan.organisation_id.abbreviation
                plan.code = plan.organisation_id.code

    @api.depends("organisation_id", "source_ids")
    def _compute_unit_kind(self):
        for plan in self:
            plan.unit_kind = (plan.organisation_id or plan.source_ids[:1]).kind

    @api.depends("organisation_id", "source_ids", "kind")
    def _compute_moving_jabatan_ids(self):
        for plan in self:
            plan.moving_jabatan_ids = plan._units().jabatan_ids

    @api.depends("organisation_id", "source_ids", "kind")
    def _compute_open_count(self):
        for plan in self:
            # sudo: a number only; which letters they are the administrator doesn't learn.
            plan.open_count = (
                self.env["eoffice.naskah"]
                .sudo()
                .search_count(
                    [
                        ("state", "=", "approval"),
                        ("signer_jabatan_id.organisation_id", "in", plan._units().ids),
                    ]
                )
            )

    @api.depends("name", "organisation_id", "source_ids", "kind")
    def _compute_line_ids(self):
        """Propose new names for positions whose name contains the old name of their unit."""
        for plan in self.filtered(lambda plan: plan.state == "draft"):
            lines = []
            for unit in plan._units():
                if not plan.name or unit.name == plan.name:
                    continue
                # The whole SKPD: "Sekretaris Dinas X" sits in a unit called "Sekretariat".
                inside = self.env["eoffice.jabatan"].search(
                    [("organisation_id", "child_of", unit._origin.ids), ("name", "like", unit.name)]
                )
                lines += [
                    Command.create(
                        {"jabatan_id": one.id, "name": one.name.replace(unit.name, plan.name)}
                    )
                    for one in inside
                ]
            plan.line_ids = [Command.clear(), *lines]

    def _units(self):
        """Return the units that this is about."""
        if self.kind == "merge":
            return self.organisation_id | self.source_ids
        return self.organisation_id

    # ------------------------------------------------------------------ acts

    def action_apply(self):
        """Apply it, or when its day is still to come let it wait for that day.

        :raise UserError: something is missing; the message lists all of it
        """
        for plan in self:
            plan._require("draft", "planned")
            plan._check_complete()
            plan._set_state({"applied_by_id": self.env.uid})
            if plan.date > office_today():
                plan._set_state({"state": "planned"})
            else:
                plan._apply()
        return True

    def action_draft(self):
        """Take back what still waits for its day."""
        for plan in self:
            plan._require("planned")
            plan._set_state({"state": "draft"})
        return True

    def write(self, vals):
        if not self.env.su:
            if vals.keys() & WRITTEN_BY_VERBS:
                raise UserError(self.env._("Use the buttons to apply a reorganisation."))
            self._require("draft")
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [
                {name: value for name, value in vals.items() if name not in WRITTEN_BY_VERBS}
                | {"state": "draft"}
                for vals in vals_list
            ]
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_never_once_applied(self):
        if "done" in self.mapped("state"):
            raise UserError(self.env._("A reorganisation that was applied is kept for ever."))

    @api.model
    def _cron_apply(self):
        """Apply what has come to its day; what can't be applied any more waits to be looked at."""
        due = self.search([("state", "=", "planned"), ("date", "<=", office_today())])
        for plan in due:
            try:
                with self.env.cr.savepoint():
                    plan._check_complete()
                    plan._apply()
            except (UserError, IntegrityError) as error:
                _logger.warning("Reorganisation %s can't be applied: %s", plan.id, error)
                plan._set_state({"state": "draft"})
            self.env["ir.cron"]._commit_progress(1)

    # ------------------------------------------------------------------ helpers

    def _require(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for plan in self:
            if plan.state not in states:
                raise UserError(
                    self.env._(
                        "“%(plan)s” is in the state “%(now)s” and can't be changed any more.",
                        plan=plan.display_name,
                        now=labels[plan.state],
                    )
                )

    def _set_state(self, vals):
        # sudo: the state is written by the verbs only; who may call them may change the plan.
        self.check_access("write")
        self.sudo().write(vals)

    def _check_complete(self):
        """Refuse a plan that lacks something; say everything that is missing at once."""
        missing = [] if self.name else [self.env._("Name from then on: say what it is called.")]
        if self.kind == "merge":
            missing += self._missing_to_merge()
        elif not self.organisation_id:
            missing.append(self.env._("Unit: choose the unit that is renamed."))
        if missing:
            raise UserError(
                self.env._("The reorganisation isn't complete:")
                + "\n"
                + "\n".join(f"• {line}" for line in missing)
            )

    def _missing_to_merge(self):
        """Return what a merger lacks, as lines for people."""
        leaders = self.head_jabatan_id | self.registry_jabatan_id
        is_skpd = any(self._units().mapped("is_skpd"))
        above = self.source_ids & self.organisation_id._all_above()
        checks = [
            (not self.source_ids, self.env._("Units that end: choose at least one.")),
            (
                self.organisation_id in self.source_ids,
                self.env._("Unit: the unit that continues can't be one that ends."),
            ),
            (
                not self.organisation_id and len(self.source_ids) == 1,
                self.env._("Units that end: a new unit is made of two or more; rename one."),
            ),
            (
                is_skpd and not self.head_jabatan_id,
                self.env._("Head: choose who leads the unit."),
            ),
            (
                is_skpd and not self.registry_jabatan_id,
                self.env._("Registry desk: choose who keeps the registers."),
            ),
            (
                leaders - self.moving_jabatan_ids,
                self.env._("Head, Registry desk: choose positions of the units concerned."),
            ),
            (
                above,
                self.env._("Unit: it is part of %s, which ends.", ", ".join(above.mapped("name"))),
            ),
        ]
        return [line for failed, line in checks if failed]

    def _apply(self):
        self._set_state(
            {
                "old_name": ", ".join(
                    (self.source_ids if self.kind == "merge" else self.organisation_id).mapped(
                        "name"
                    )
                ),
                "state": "done",
                "applied_at": self.env.cr.now(),
            }
        )
        unit = self._merge() if self.kind == "merge" else self.organisation_id
        unit._renamed_from(self.date).write(
            {
                "name": self.name,
                "abbreviation": self.abbreviation,
                "code": self.code,
                "kind": self.unit_kind,
            }
        )
        for line in self.line_ids:
            line.jabatan_id._renamed_from(self.date).write({"name": line.name})
        # sudo: written by the verb only.
        self.sudo().organisation_id = unit

    def _merge(self):
        """End the sources, move what they have into the unit that continues, and return that."""
        sources = self.source_ids
        sources.write({"date_to": self.date - timedelta(days=1)})
        unit = self.organisation_id or self._found()
        all_units = self.env["eoffice.organisation"].with_context(active_test=False)
        moving = (
            self.env["eoffice.jabatan"]
            .with_context(active_test=False)
            .search([("organisation_id", "in", sources.ids)])
        )
        before = (sources | unit).registry_jabatan_id
        heads = (sources | unit).head_jabatan_id
        leadership = {
            "head_jabatan_id": (self.head_jabatan_id or unit.head_jabatan_id).id,
            "registry_jabatan_id": (self.registry_jabatan_id or unit.registry_jabatan_id).id,
        }
        unit.write(leadership)
        moving.write({"organisation_id": unit.id})
        all_units.search(
            [("parent_id", "in", sources.ids), ("id", "not in", (sources | unit).ids)]
        ).write({"parent_id": unit.id})
        all_units.search([("served_by_id", "in", sources.ids)]).write({"served_by_id": unit.id})
        # Whoever leads now reads the old registers and sends what was signed and not yet sent.
        sources.write({**leadership, "successor_id": unit.id})
        self._reorder(unit, heads)
        if self.moves_registry and self.registry_jabatan_id:
            self._join_registries(before - self.registry_jabatan_id)
        return unit

    def _found(self):
        """Make the new unit, with the address and letterhead of the first that it is made of."""
        first = self.source_ids[0]
        values = first.copy_data()[0]
        return self.env["eoffice.organisation"].create(
            {
                **{name: values[name] for name in INHERITED if name in values},
                "name": self.name,
                "abbreviation": self.abbreviation,
                "code": self.code,
                "kind": self.unit_kind,
                "is_skpd": any(self.source_ids.mapped("is_skpd")),
                "parent_id": first.parent_id.id,
                "resource_calendar_id": first.resource_calendar_id.id,
                "date_from": self.date,
            }
        )

    def _reorder(self, unit, heads):
        """Let those who led be below who leads now; nobody leads twice."""
        head = unit.head_jabatan_id
        if not head:
            return
        others = heads - head
        top, above = None, head.superior_id
        while above:
            top = above if above in others else top
            above = above.superior_id
        if top:
            # Below one of them until now: it takes that one's place.
            head.superior_id = top.superior_id
        others.filtered(lambda one: one.superior_id != head).write({"superior_id": head.id})
        others.write({"is_head": False})
        head.write({"is_head": True})

    def _join_registries(self, closed):
        """Seat the people of the closed registries at the one that continues.

        A closed desk at which nothing waits is emptied and archived; at another they stay until
        the administrator ends it, so that nothing is left without anybody.
        """
        Assignment = self.env["eoffice.assignment"]
        day = self.date
        running = [("date_from", "<", day), "|", ("date_to", "=", False), ("date_to", ">=", day)]
        held = Assignment.search([("jabatan_id", "in", closed.ids), *running])
        there = Assignment.search([("jabatan_id", "=", self.registry_jabatan_id.id), *running])
        Assignment.create(
            [
                {
                    "jabatan_id": self.registry_jabatan_id.id,
                    "user_id": user.id,
                    "date_from": day,
                    "decree_number": self.decree_number,
                    "decree_date": self.decree_date,
                }
                for user in held.user_id - there.user_id
            ]
        )
        empty = closed - closed._with_open_work()
        held.filtered(lambda one: one.jabatan_id in empty).write(
            {"date_to": day - timedelta(days=1)}
        )
        empty.write({"active": False})
