from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import AccessDenied
from odoo.http import request
from odoo.tools import SQL


class ResUsers(models.Model):
    """Logging in: one guard for every door, and the same answer for accounts that don't exist."""

    _inherit = "res.users"

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Let a password be checked unless there were too many wrong ones.

        Replaces Odoo's own cooldown, which each worker counts for itself and by address only.

        :param user: a login, or an id (second factor, or a call by the old RPC)
        """
        name, user_id, has_password = self._who_comes(user)
        with self.env["eoffice.login.guard"]._watch(name, user_id):
            try:
                yield
            except AccessDenied:
                if not has_password:
                    # What an account would have taken, so that time doesn't tell that there is none
                    self._crypt_context().hash(name)
                raise

    @api.model
    def _who_comes(self, user):
        """Return (name for the guard, id or None, whether its password will be checked)."""
        second_factor = isinstance(user, int) and bool(request)
        column = SQL("id") if isinstance(user, int) else SQL("login")
        rows = self.env.execute_query(
            SQL(
                "SELECT id, login, password IS NOT NULL FROM res_users WHERE active AND %s = %s",
                column,
                user or "",
            )
        )
        if second_factor:
            return f"second factor of {user}", user, True
        if not rows:
            return str(user or ""), None, False
        ((user_id, login, has_password),) = rows
        # sudo: whether his password counts at the old RPC; nothing of the account comes out.
        if not request and self.browse(user_id).with_user(user_id).sudo()._rpc_api_keys_only():
            has_password = False  # the old RPC doesn't look at it
        return login, user_id, has_password

    @api.model
    def reset_password(self, login):
        """Send the instructions to whoever has this login or e-mail address.

        Answers the same whether there is such an account or not, and as fast: the letter is made
        by a job.
        """
        users = self.search(self._get_login_domain(login)) or self.search(
            self._get_email_domain(login)
        )
        if len(users) == 1 and users.email:
            users.with_delay(description="Password reset")._send_reset()
        return True

    def _send_reset(self):
        self.action_reset_password()
