from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, UserError
from odoo.tools.misc import hmac

from ..tools.one_time_code import new_code, normalise


class Invitation(models.Model):
    """A code by which a person sets the password of his account: once, and for some days only.

    It goes out on paper or by e-mail and is kept as a keyed digest, so whoever reads the database
    can't use it. A new one makes the account's earlier ones void.

    Administrator: reads; makes them with the verbs of an account. Nobody writes or deletes.
    """

    _name = "eoffice.invitation"
    _description = "Invitation to an account"
    _order = "id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", "Account", required=True, readonly=True, index=True, ondelete="cascade"
    )
    way = fields.Selection(
        [("letter", "One-time letter"), ("mail", "E-mail")], required=True, readonly=True
    )
    code_digest = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    expires_at = fields.Datetime("Valid until", required=True, readonly=True)
    used_at = fields.Datetime("Used", readonly=True)
    void = fields.Boolean(readonly=True, help="Replaced by a later one, or taken back.")

    _digest_uniq = models.Constraint("UNIQUE(code_digest)", "This code exists already.")

    @api.model
    def _invite(self, users, way):
        """Make an invitation for each account.

        :param users: res.users records; the caller has checked who asks
        :param str way: ``letter`` or ``mail``
        :return: dict of user id to the code, which is nowhere kept
        :raise UserError: one of them is deactivated
        """
        closed = users.filtered(lambda user: not user.active)
        if closed:
            raise UserError(
                self.env._(
                    "%(name)s is deactivated. Activate the account first.", name=closed[0].name
                )
            )
        days = self.env["eoffice.account.rules"]._number("letter_days")
        expires_at = fields.Datetime.now() + timedelta(days=days)
        # sudo: nobody may write invitations but this method; its callers check who asks.
        invitations = self.sudo()
        invitations._of(users).void = True
        codes = {user.id: new_code() for user in users}
        invitations.create(
            [
                {
                    "user_id": user_id,
                    "way": way,
                    "code_digest": self._digest(code),
                    "expires_at": expires_at,
                }
                for user_id, code in codes.items()
            ]
        )
        self.env["eoffice.event"]._log_account(users, "account_invited", {"way": way})
        return codes

    @api.model
    def _of(self, users):
        """Return the invitations of these accounts that can still be used."""
        return self.search(
            [
                ("user_id", "in", users.ids),
                ("void", "=", False),
                ("used_at", "=", False),
                ("expires_at", ">", fields.Datetime.now()),
            ]
        )

    @api.model
    def _digest(self, code):
        # sudo: the key of the digest is the database's own secret; nothing of it comes out.
        return hmac(self.sudo().env, "eoffice_invitation", code)

    @api.model
    def _open(self, typed):
        """Return the invitation that a code opens, in sudo mode; count a wrong one.

        :param str typed: what somebody scanned or typed
        :raise AccessDenied: the code is not known, used, replaced or too old; or there were too
            many wrong ones from there. Which of them it is, nobody is told.
        """
        code = normalise(typed)
        # sudo: the code is what gives the right to this one row.
        found = self.sudo().search(
            [
                ("code_digest", "=", self._digest(code or "")),
                ("void", "=", False),
                ("used_at", "=", False),
                ("expires_at", ">", fields.Datetime.now()),
                ("user_id.active", "=", True),
            ]
        )
        if not found:
            # Each wrong code is a guess of its own: only the address tells them together.
            self.env["eoffice.login.guard"]._refuse_guess("invitation")
            raise AccessDenied(
                self.env._(
                    "This code can't be used: it was mistyped, used before, replaced by a later "
                    "one, or it is too old. Compare it with the letter, or ask the administrator "
                    "of the e-office for a new letter."
                )
            )
        return found

    def _use(self, password):
        """Set the password of the account and make this and its other invitations void.

        :param str password: the new one
        :return: the login
        :raise UserError: the password breaks the rules; the invitation stays good
        :raise AccessDenied: somebody has used it in the meantime
        """
        self.ensure_one()
        self.lock_for_update()
        if self.used_at or self.void:
            raise AccessDenied(self.env._("This code has been used."))
        user = self.user_id
        user.write({"password": password})
        user.partner_id.signup_cancel()
        self._of(user).void = True
        self.write({"used_at": fields.Datetime.now(), "void": False})
        self.env["eoffice.event"]._log_account(user, "account_opened", {"way": self.way})
        return user.login

    @api.autovacuum
    def _gc_old(self):
        """Delete invitations that could not be used for a year; the event log keeps the fact."""
        limit = fields.Datetime.now() - timedelta(days=365)
        self.search([("expires_at", "<", limit)], limit=10_000).unlink()
