from collections import namedtuple
from datetime import UTC, datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from ..tools.local_time import OFFICE_ZONE
from ..tools.office_hours import union

#: From the freest to the strictest.
MODES = [("off", "Any time"), ("warn", "Warn outside hours"), ("refuse", "Refuse outside hours")]
STRICTNESS = {mode: place for place, (mode, _label) in enumerate(MODES)}
#: Whose members are warned at most, whatever else they are: somebody must be able to mend a policy.
KEY_HOLDERS = ("eoffice_bekasi.group_administrator", "base.group_system")
#: How far ahead an opening is looked for; the longest closing, Lebaran, takes about twelve days.
HORIZON = timedelta(days=60)

Policy = namedtuple("Policy", "mode calendar_ids")


class HoursPolicy(models.Model):
    """What a role may do outside working days and hours (Ps. 9): all, with a warning, or nothing.

    The policy of a role takes the place of those of the roles that it contains (an Official is
    Staff too: Staff's policy counts for him only where Official has none). Who has several roles
    has the freest of their policies. An account with the Administrator's role is never refused,
    so a wrong policy or an empty calendar can always be mended.

    The Administrator reads and writes; nobody else sees it.
    """

    _name = "eoffice.hours.policy"
    _description = "Office hours of a role"
    _inherit = "eoffice.hours.source"
    _order = "sequence, id"
    _rec_name = "group_id"

    sequence = fields.Integer(default=10)
    group_id = fields.Many2one("res.groups", "Role", required=True, ondelete="cascade")
    mode = fields.Selection(MODES, "Outside office hours", required=True, default="off")
    calendar_id = fields.Many2one("resource.calendar", ondelete="restrict")

    _group_uniq = models.Constraint("UNIQUE(group_id)", "This role has a policy already.")
    _calendar = models.Constraint(
        "CHECK (mode = 'off' OR calendar_id IS NOT NULL)",
        "Choose the calendar that says when the office is open.",
    )

    @api.constrains("mode", "group_id")
    def _check_key_holders(self):
        holders = self._key_holders()
        for policy in self:
            if policy.mode == "refuse" and policy.group_id.id in holders:
                raise ValidationError(
                    self.env._(
                        "The Administrator is warned outside office hours, never refused: somebody "
                        "must be able to come in and change this."
                    )
                )

    # ------------------------------------------------------------------ asking

    @api.model
    def _now(self):
        """Return the moment that counts (naive, UTC); tests put another in its place."""
        return fields.Datetime.now()

    @api.model
    def _key_holders(self):
        return {self.env["ir.model.data"]._xmlid_to_res_id(xmlid) for xmlid in KEY_HOLDERS}

    @api.model
    @ormcache()
    def _policies(self):
        """Return {role: (mode, calendar, the roles it contains)}, all as ids."""
        # sudo: the policies decide about every account, and nothing of them is shown.
        policies = self.sudo().search_fetch([], ["group_id", "mode", "calendar_id"])
        return {
            policy.group_id.id: (
                policy.mode,
                policy.calendar_id.id,
                frozenset(policy.group_id.all_implied_ids.ids) - {policy.group_id.id},
            )
            for policy in policies
        }

    @api.model
    def _of_roles(self, group_ids):
        """Return the Policy of an account that has the roles ``group_ids`` (tuple of ids)."""
        policies = self._policies()
        own = {one: policies[one] for one in group_ids if one in policies}
        contained = frozenset().union(*(row[2] for row in own.values()))
        rows = [row for group_id, row in own.items() if group_id not in contained]
        mode = min((row[0] for row in rows), key=STRICTNESS.get, default="off")
        calendar_ids = tuple(sorted({row[1] for row in rows if row[0] == mode and row[1]}))
        if mode == "refuse" and not self._key_holders().isdisjoint(group_ids):
            mode = "warn"
        return Policy(mode, calendar_ids)

    @api.model
    def _open_intervals(self, calendar_ids):
        """Return when these calendars are open, from today on, as naive UTC intervals."""
        today = self._now().replace(tzinfo=UTC).astimezone(OFFICE_ZONE).date()
        return union(*(self._open_intervals_from(one, today) for one in calendar_ids))

    @api.model
    @ormcache("calendar_id", "day")
    def _open_intervals_from(self, calendar_id, day):
        # sudo: working hours and holidays are public; a refused account asks for them too.
        calendar = self.env["resource.calendar"].sudo().browse(calendar_id)
        start = datetime.combine(day, time.min, OFFICE_ZONE)
        end = start + HORIZON
        present = calendar._attendance_intervals_batch(start, end)[False]
        # The office does not throw people out at noon.
        present |= calendar._attendance_intervals_batch(start, end, lunch=True)[False]
        present -= calendar._leave_intervals_batch(start, end)[False]
        return tuple(union((_naive(start), _naive(end)) for start, end, _source in present))


def _naive(moment):
    return moment.astimezone(UTC).replace(tzinfo=None)
