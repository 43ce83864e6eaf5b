from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.local_time import office_today
from .jabatan import LEVELS
from .organisation import KINDS


class AddresseeListRule(models.Model):
    """Who is in an addressee list by what he is: heads of units, positions of a level.

    Every account: reads. Who keeps the list: creates, changes, deletes.
    """

    _name = "eoffice.addressee.list.rule"
    _description = "Rule of an addressee list"
    _order = "list_id, sequence, id"
    _rec_name = "list_id"

    list_id = fields.Many2one(
        "eoffice.addressee.list", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    who = fields.Selection(
        [("head", "Heads of the units"), ("level", "All positions of a level")],
        required=True,
        default="head",
    )
    organisation_kind = fields.Selection(KINDS, "Kind of unit", help="Empty: every kind.")
    level = fields.Selection(LEVELS, help="Of the position; empty: every level.")
    within_skpd = fields.Boolean("Only in the own SKPD", help="Of the SKPD whose list it is.")

    @api.constrains("who", "organisation_kind", "level", "within_skpd")
    def _check_says_something(self):
        for rule in self:
            if rule.who == "level" and not rule.level:
                raise ValidationError(self.env._("Say of which level the positions are."))
            if not (rule.organisation_kind or rule.level or rule.within_skpd):
                raise ValidationError(
                    self.env._("A rule needs a kind of unit, a level or the own SKPD.")
                )
            if rule.within_skpd and not rule.list_id.skpd_id:
                raise ValidationError(
                    self.env._("A list of the whole city has no SKPD of its own to keep within.")
                )

    def _positions(self):
        """Return the positions that are what this rule says, today."""
        self.ensure_one()
        units = Domain("date_to", "=", False) | Domain("date_to", ">=", office_today())
        if self.organisation_kind:
            units &= Domain("kind", "=", self.organisation_kind)
        if self.within_skpd:
            units &= Domain("skpd_id", "=", self.list_id.skpd_id.id)
        positions = Domain("is_shared", "=", False)
        if self.level:
            positions &= Domain("level", "=", self.level)
        if self.who == "head":
            heads = self.env["eoffice.organisation"].search(units).head_jabatan_id
            return self.env["eoffice.jabatan"].search(positions & Domain("id", "in", heads.ids))
        return self.env["eoffice.jabatan"].search(
            positions & Domain("organisation_id", "any", units)
        )
