from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.local_time import office_today


class Regulation(models.Model):
    """A new regulation comes into force on a day, the one before ends the day before.

    What the old one has is copied, so that the new one can be made ready in time; until its day
    all of it can be taken back.

    Administrator: lets one follow, takes it back.
    """

    _inherit = "eoffice.regulation"

    replaces_id = fields.Many2one(
        "eoffice.regulation",
        "Takes the place of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    replaced_date_to = fields.Date(
        readonly=True, copy=False, help="When the one before would have ended without this one."
    )
    type_ids = fields.One2many("eoffice.naskah.type", "regulation_id", "Naskah types")
    type_count = fields.Integer("Number of types", compute="_compute_type_count")
    can_withdraw = fields.Boolean(compute="_compute_can_withdraw")

    @api.depends("type_ids")
    def _compute_type_count(self):
        counts = dict(
            self.env["eoffice.naskah.type"]._read_group(
                [("regulation_id", "in", self.ids)], ["regulation_id"], ["__count"]
            )
        )
        for regulation in self:
            regulation.type_count = counts.get(regulation._origin, 0)

    @api.depends("replaces_id", "date_from")
    def _compute_can_withdraw(self):
        today = office_today()
        for regulation in self:
            regulation.can_withdraw = bool(
                regulation.replaces_id and regulation.date_from and regulation.date_from > today
            )

    @api.model
    def _carried_over(self):
        """Return the models (``eoffice.validity``) whose rows a new regulation takes over."""
        return ["eoffice.naskah.type"]

    def _follow(self, values):
        """Let a new regulation follow this one.

        :param dict values: of the new regulation: ``name``, ``title``, ``date_from``
        :return: the new regulation, with copies of what is in force on this one's last day
        :raise UserError: it would begin before this one, or another follows already
        """
        self.ensure_one()
        day = fields.Date.to_date(values["date_from"])
        if day <= self.date_from:
            raise UserError(
                self.env._(
                    "%(name)s is in force from %(day)s only. Choose a later day.",
                    name=self.name,
                    day=self.date_from,
                )
            )
        following = self.search([("replaces_id", "=", self.id)], limit=1)
        if following:
            raise UserError(
                self.env._(
                    "%(new)s takes the place of %(old)s already. Change it, or withdraw it first.",
                    new=following.name,
                    old=self.name,
                )
            )
        last = min(filter(None, [self.date_to, day - timedelta(days=1)]))
        new = self.create({**values, "replaces_id": self.id, "replaced_date_to": self.date_to})
        for name in self._carried_over():
            for row in self.env[name].search([("regulation_id", "=", self.id)]):
                if row._runs_on(last):
                    row.copy(new._taken_over(row))
        self.date_to = last
        return new

    def _taken_over(self, row):
        """Return what differs in the copy of a row of the regulation before."""
        values = {"regulation_id": self.id, "valid_from": False, "valid_to": False}
        if "predecessor_id" in row._fields:
            values["predecessor_id"] = row.id
        return values

    def action_withdraw(self):
        """Take a new regulation back before its day: what it took over goes, the old one goes on.

        :raise UserError: its day has come, or something names its types already
        """
        self.ensure_one()
        self.check_access("unlink")
        if not self.can_withdraw:
            raise UserError(
                self.env._(
                    "Only a regulation that takes the place of another and isn't in force yet can "
                    "be withdrawn."
                )
            )
        old, date_to, name = self.replaces_id, self.replaced_date_to, self.name
        try:
            with self.env.cr.savepoint():
                for model in self._carried_over():
                    rows = self.env[model].with_context(active_test=False)
                    rows.search([("regulation_id", "=", self.id)]).unlink()
                self.unlink()
        except IntegrityError as error:
            raise UserError(
                self.env._(
                    "A letter, a mandate, a delegation or a position names a type of %s already. "
                    "Let it name another, then withdraw the regulation.",
                    name,
                )
            ) from error
        old.date_to = date_to
        return old.get_formview_action()

    def action_follow(self):
        """Open the dialog that lets a new regulation take the place of this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New regulation"),
            "res_model": "eoffice.new.regulation",
            "view_mode": "form",
            "target": "new",
            "context": {"default_regulation_id": self.id},
        }

    def action_types(self):
        """Open the naskah types of this regulation."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "eoffice_bekasi.eoffice_naskah_type_action"
        )
        return action | {
            "display_name": self.name,
            "domain": [("regulation_id", "=", self.id)],
            "context": {"search_default_group_group": 1, "default_regulation_id": self.id},
        }
