import base64
import os
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import ormcache

from odoo.addons.auth_totp.models.totp import TOTP_SECRET_SIZE

from .res_groups import STRENGTH

#: Days after which an offer that was put off is made again.
OFFERED_AGAIN = 90


class ResUsers(models.Model):
    """Two-factor login as the roles of an account ask for it; a passkey is as good as a code."""

    _inherit = "res.users"

    eoffice_two_factor_since = fields.Datetime(
        "Two-factor asked for since", copy=False, readonly=True, groups=fields.NO_ACCESS
    )
    eoffice_two_factor_later = fields.Datetime(
        "Two-factor put off", copy=False, readonly=True, groups=fields.NO_ACCESS
    )

    @ormcache("self.id")
    def _two_factor_policy(self):
        """Return what the strictest of this account's roles asks for.

        The cache is cleared when roles, or groups of an account, change.
        """
        # sudo: what one's own roles ask for; nothing else comes out.
        groups = self.sudo().all_group_ids
        return max(
            (group.eoffice_two_factor or "off" for group in groups),
            key=STRENGTH.__getitem__,
            default="off",
        )

    @ormcache("self.id")
    def _two_factor_asked_since(self):
        """Return since when this account is asked for a second step it hasn't got, or None."""
        user = self.sudo()  # sudo: whether one has it oneself.
        if self._two_factor_policy() != "required" or user._has_two_factor():
            return None
        return user.eoffice_two_factor_since or fields.Datetime.now()

    def _has_two_factor(self):
        self.ensure_one()
        return bool(self.totp_enabled or self.auth_passkey_key_ids)

    def _two_factor_deadline(self):
        """Return when this account has to have its second step, or None when it needs none."""
        since = self._two_factor_asked_since()
        if not since:
            return None
        days = self.env["eoffice.account.rules"]._number("two_factor_days")
        return since + timedelta(days=days)

    def _two_factor_overdue(self):
        """Whether this account may do nothing but set up its second step."""
        deadline = self._two_factor_deadline()
        return bool(deadline) and deadline <= fields.Datetime.now()

    def _two_factor_wanted(self):
        """Whether the login should lead this account to the page that sets it up."""
        policy = self._two_factor_policy()
        if policy == "off" or self._has_two_factor():
            return False
        put_off = self.sudo().eoffice_two_factor_later  # sudo: one's own date.
        again = put_off and put_off + timedelta(days=OFFERED_AGAIN)
        return policy == "required" or not again or again <= fields.Datetime.now()

    @api.model
    def _new_totp_secret(self):
        """Return a fresh secret for an authenticator app (base32)."""
        return base64.b32encode(os.urandom(TOTP_SECRET_SIZE // 8)).decode()

    @api.model
    def _update_last_login(self):
        result = super()._update_last_login()
        user = self.env.user
        if user._two_factor_policy() == "required":
            own = user.sudo()  # sudo: a date of the system's own.
            if not own.eoffice_two_factor_since:
                own.eoffice_two_factor_since = fields.Datetime.now()
        return result

    def _get_invalidation_fields(self):
        return super()._get_invalidation_fields() | {"eoffice_two_factor_since"}
