import re

from odoo import api, models
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.http import request

#: What each kind of proof needs, and the name of what was proved.
KINDS = {"password": "password", "totp": "token", "webauthn": "webauthn_response"}


class ResUsers(models.Model):
    """Proving again, in the middle of work, that it is really the account's owner who acts."""

    _inherit = "res.users"

    @api.private
    def _eoffice_proofs(self):
        """Return the kinds of proof that this account can give, the best first."""
        self.ensure_one()
        # sudo: whether one has them oneself; nothing else comes out.
        own = self.sudo()
        kinds = ["webauthn"] if own.auth_passkey_key_ids else []
        return [*kinds, *(["totp"] if own.totp_enabled else []), "password"]

    @api.private
    def _eoffice_prove(self, proof):
        """Check that it is this account's owner who acts, by Odoo's own check of credentials.

        Wrong ones count as failed logins do: one cooldown for all doors. What was given is neither
        kept nor logged.

        :param dict proof: ``{"type": "password", "password": ...}``, ``{"type": "totp", "token":
            ...}`` where the account has a second factor, or ``{"type": "webauthn",
            "webauthn_response": ...}`` where it has a passkey (in a browser session only)
        :return: how it was proved: ``password``, ``totp`` or ``webauthn``
        :raise UserError: nothing was given
        :raise AccessError: it is wrong, or there were too many wrong ones; nothing was done
        """
        self.ensure_one()
        if self != self.env.user:
            raise AccessError(self.env._("Everybody proves himself who he is."))
        proof = proof if isinstance(proof, dict) else {}
        kind = proof.get("type")
        secret = str(proof.get(KINDS.get(kind)) or "")
        if not secret:
            raise UserError(
                self.env._(
                    "This asks for your password or the code of your second factor once more. "
                    "Nothing was done."
                )
            )
        if kind not in self._eoffice_proofs():
            raise AccessError(self.env._("Your account has no such way to prove who you are."))
        if kind == "totp":
            digits = re.sub(r"\s", "", secret)
            if not digits.isdecimal():
                raise AccessError(self.env._("The code has six digits. Nothing was done."))
            secret = int(digits)
        # The second factor has a bucket of its own, as at the login; see res_users_login.py.
        who = self.id if kind == "totp" and request else self.login
        try:
            with self._assert_can_auth(user=who):
                self._check_credentials(
                    {"type": kind, "login": self.login, KINDS[kind]: secret}, {"interactive": True}
                )
        except AccessDenied as refusal:
            raise AccessError(self._proof_refusal(kind, refusal)) from None
        return kind

    def _proof_refusal(self, kind, refusal):
        """Return why a proof was refused, for people."""
        if hasattr(refusal, "seconds"):
            return str(refusal)  # too many before: it says how long to wait
        if kind == "password":
            return self.env._("The password isn't right. Nothing was done; try again.")
        if kind == "totp":
            return self.env._(
                "The code isn't right, or was used before. Nothing was done; take the newest one."
            )
        return self.env._("The passkey was not accepted. Nothing was done; try again.")
