from datetime import UTC, datetime
from typing import NamedTuple

from babel.dates import format_datetime

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.http import request
from odoo.tools.misc import get_lang

from ..exceptions import RULES_PAGE, OfficeClosed, RulesNotAccepted
from ..tools.caller import asked
from ..tools.local_time import OFFICE_ZONE
from ..tools.office_hours import closing, next_opening, union


class Hours(NamedTuple):
    """How an account stands to the office hours at one moment."""

    mode: str  # off, warn or refuse
    is_open: bool
    until: datetime | None  # when that changes (naive, UTC), as far as it can be seen


ANY_TIME = Hours("off", True, None)


class ResUsers(models.Model):
    """May this account work now? Asked at every door: pages, RPC, JSON-2, the bus.

    Only e-office accounts are asked. The fields about the rules of use are for the Administrator.
    """

    _inherit = "res.users"

    eoffice_rules_accepted_at = fields.Datetime(
        "Rules of use accepted on",
        compute="_compute_eoffice_rules_accepted_at",
        search="_search_eoffice_rules_accepted_at",
        groups="eoffice_bekasi.group_administrator",
        help="When this account accepted the version that is in force; empty when it has not.",
    )

    def _compute_eoffice_rules_accepted_at(self):
        rules_id = self.env["eoffice.rules"]._current_id()
        # sudo: the field itself is for administrators only.
        acceptances = (
            self.env["eoffice.rules.acceptance"]
            .sudo()
            .search_fetch(
                [("rules_id", "=", rules_id), ("user_id", "in", self.ids)], ["user_id", "at"]
            )
        )
        accepted = {one.user_id.id: one.at for one in acceptances}
        for user in self:
            user.eoffice_rules_accepted_at = accepted.get(user._origin.id)

    @api.model
    def _search_eoffice_rules_accepted_at(self, operator, value):
        # A search method is asked without the field's groups being looked at.
        self._check_field_access(self._fields["eoffice_rules_accepted_at"], "read")
        rules_id = self.env["eoffice.rules"]._current_id()
        domain = Domain("rules_id", "=", rules_id)
        if operator == "in" and set(value) == {False}:
            # sudo: the field itself is for administrators only.
            accepted = self.env["eoffice.rules.acceptance"].sudo()._search(domain)
            return [("id", "not in", accepted.subselect("user_id"))]
        if operator == "in":
            return NotImplemented
        if operator == "not in" and set(value) != {False}:
            return NotImplemented
        if operator != "not in":
            domain &= Domain("at", operator, value)
        # sudo: the field itself is for administrators only.
        accepted = self.env["eoffice.rules.acceptance"].sudo()._search(domain)
        return [("id", "in", accepted.subselect("user_id"))]

    # ------------------------------------------------------------------ the door

    def _eoffice_check_door(self):
        """Let this account pass, or say what stops it.

        Costs no query while the office is open and the rules are accepted, and one outside hours.

        :raise OfficeClosed: outside the hours of its roles
        :raise RulesNotAccepted: the rules of use in force have not been accepted
        """
        self.ensure_one()
        if not self._has_group("eoffice_bekasi.group_user"):
            return
        hours = self._eoffice_hours()
        if hours.mode == "refuse" and not hours.is_open:
            raise self._eoffice_speaking()._eoffice_office_closed(hours)
        if self.env["eoffice.rules.acceptance"]._is_due(self.id):
            raise self._eoffice_speaking()._eoffice_rules_not_accepted()

    def _eoffice_speaking(self):
        """Return this account in its own name and language; at the door neither is set yet."""
        user = self.with_user(self.id)
        return user.with_context(lang=user._eoffice_lang())

    def _eoffice_lang(self):
        return get_lang(self.env, self.lang).code

    def _eoffice_hours(self, exact=False):
        """Return the Hours of this account now.

        :param bool exact: count leave that follows on the office's closing in ``until``, too,
            which costs a query
        """
        Policy = self.env["eoffice.hours.policy"]
        group_ids = self._get_group_ids()
        policy = Policy._of_roles(group_ids)
        if policy.mode == "off":
            return ANY_TIME
        now = Policy._now()
        intervals = Policy._open_intervals(policy.calendar_ids)
        if exact or not closing(intervals, now):
            # sudo: whether somebody has leave decides here; nothing of it is shown.
            Exception_ = self.env["eoffice.hours.exception"].sudo()
            intervals = union(intervals, Exception_._periods(self.id, group_ids, now))
        closes = closing(intervals, now)
        until = closes or next_opening(intervals, now)
        return Hours(policy.mode, bool(closes), until if until != datetime.max else None)

    def _eoffice_office_closed(self, hours):
        """Return the error that refuses this account, with the hour the office opens."""
        if opens := self._eoffice_moment(hours.until):
            message = self.env._(
                "The office is closed. It opens on %(moment)s. (Ps. 9: access on working days and "
                "hours)",
                moment=opens,
            )
        else:
            message = self.env._(
                "The office is closed, and its calendar shows no opening. Ask the Administrator. "
                "(Ps. 9: access on working days and hours)"
            )
        opens_at = hours.until and hours.until.replace(tzinfo=UTC).isoformat()
        return OfficeClosed(message, code="office_closed", opens_at=opens_at, opens=opens)

    def _eoffice_rules_not_accepted(self):
        return RulesNotAccepted(
            self.env._(
                "The rules of use have to be accepted first. Open %(page)s in a browser, logged in "
                "with this account, and accept them.",
                page=RULES_PAGE,
            ),
            code="rules_not_accepted",
            url=RULES_PAGE,
        )

    def _eoffice_moment(self, moment):
        """Return ``moment`` (naive, UTC) as this account reads it, or "" for None."""
        if not moment:
            return ""
        indonesian = self._eoffice_lang().startswith("id")
        pattern = "EEEE, d MMMM y 'pukul' HH.mm" if indonesian else "EEEE, d MMMM y, HH:mm"
        local = moment.replace(tzinfo=UTC).astimezone(OFFICE_ZONE)
        locale = "id" if indonesian else "en"
        return f"{format_datetime(local, pattern, tzinfo=OFFICE_ZONE, locale=locale)} WIB"

    def _eoffice_works_outside_hours(self):
        """Whether this account does something by hand now that its policy only warns of.

        What a job carries out for it counts as when it was asked for.
        """
        if before := asked():
            return before.outside_hours
        if not request or not self._has_group("eoffice_bekasi.group_user"):
            return False
        hours = self._eoffice_hours()
        return hours.mode != "off" and not hours.is_open

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """The door of XML-RPC and JSON-RPC, whose routes know no account themselves."""
        result = super()._check_uid_passwd(uid, passwd)
        self.browse(uid)._eoffice_check_door()
        return result
