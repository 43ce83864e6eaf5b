from datetime import UTC, timedelta

from babel.dates import format_datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.http import request

from ..tools.local_time import OFFICE_ZONE, office_today
from ..tools.password_rule import broken_rules, names_its_owner

ADMINISTRATOR = "eoffice_bekasi.group_administrator"


class ResUsers(models.Model):
    """The life of an account: invited, opened, signed in on devices, deactivated.

    Administrator: invites, prints letters, unlocks, signs out, deactivates. Everybody: sees and
    ends his own sessions.
    """

    _inherit = "res.users"

    eoffice_account_state = fields.Selection(
        [
            ("new", "Never used"),
            ("invited", "Invited"),
            ("active", "In use"),
            ("locked", "Locked"),
            ("closed", "Deactivated"),
        ],
        string="Account",
        compute="_compute_eoffice_account_state",
        groups=ADMINISTRATOR,
    )
    eoffice_locked_until = fields.Datetime(
        "Locked until", compute="_compute_eoffice_account_state", groups=ADMINISTRATOR
    )
    eoffice_invitation_ids = fields.One2many(
        "eoffice.invitation", "user_id", "Invitations", groups=ADMINISTRATOR
    )
    # Part of what each session is signed with: another number ends them all, on every host.
    eoffice_session_series = fields.Integer(copy=False, groups=fields.NO_ACCESS)

    # ------------------------------------------------------------------ state

    @api.depends("active", "log_ids", "eoffice_invitation_ids.void")
    def _compute_eoffice_account_state(self):
        now = fields.Datetime.now()
        # sudo: the fields are the administrator's; the model behind them is too.
        Guard = self.env["eoffice.login.guard"].sudo()
        locked = dict(
            Guard._read_group(
                [("user_id", "in", self.ids), ("locked_until", ">", now)],
                ["user_id"],
                ["locked_until:max"],
            )
        )
        locked = {user.id: until for user, until in locked.items()}
        Invitation = self.env["eoffice.invitation"].sudo()  # sudo: as above.
        invited = Invitation._of(self).user_id
        for user in self:
            user.eoffice_locked_until = locked.get(user.id, False)
            if not user.active:
                user.eoffice_account_state = "closed"
            elif user.id in locked:
                user.eoffice_account_state = "locked"
            elif user.login_date:
                user.eoffice_account_state = "active"
            elif user in invited:
                user.eoffice_account_state = "invited"
            else:
                user.eoffice_account_state = "new"

    def _check_may_manage(self):
        """Refuse whoever doesn't look after these accounts.

        :raise AccessError: the current account is no administrator
        """
        if not (self.env.su or self.env.user.has_group(ADMINISTRATOR)):
            raise AccessError(
                self.env._("Only the administrator of the e-office looks after accounts.")
            )

    # ------------------------------------------------------------------ invitations

    def action_invite(self):
        """Send each of these accounts an e-mail with a code that opens it once.

        :return: an action that tells how many were sent
        :raise AccessError: the current account is no administrator
        :raise UserError: one of them has no e-mail address, or is deactivated
        """
        self._check_may_manage()
        without = self.filtered(lambda user: not user.email)
        if without:
            raise UserError(
                self.env._(
                    "No e-mail address is known of: %(names)s. Enter it, or print a letter.",
                    names=", ".join(without.mapped("name")),
                )
            )
        codes = self.env["eoffice.invitation"]._invite(self, "mail")
        template = self.env.ref("eoffice_bekasi.mail_template_invitation")
        for user in self:
            # sudo: the letter holds a code; the mail it becomes is nobody's to read.
            template.sudo().with_context(
                eoffice_invitation_url=self._invitation_url(codes[user.id])
            ).send_mail(
                user.id,
                email_values={
                    "email_to": user.email_formatted,
                    "recipient_ids": [],
                    "auto_delete": True,
                },
            )
        # sudo: it may be asked to run by whoever may send; it sends what is waiting.
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Invitations on their way: %(count)s", count=len(self)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _invitation_deadline(self):
        """Return until when the account's open invitation is valid, as Indonesians write it."""
        # sudo: a date for the letter that goes to the account itself.
        invitation = self.env["eoffice.invitation"].sudo()._of(self)[:1]
        if not invitation:
            return ""
        until = invitation.expires_at.replace(tzinfo=UTC).astimezone(OFFICE_ZONE)
        return (
            format_datetime(
                until, "d MMMM y HH.mm", tzinfo=OFFICE_ZONE, locale=self.lang or "id_ID"
            )
            + " WIB"
        )

    @api.model
    def _invitation_url(self, code=""):
        """Return the address where a code is used; behind ``#`` the code, which no server sees."""
        return f"{self.get_base_url()}/k#{code}".rstrip("#")

    # ------------------------------------------------------------------ locks and sessions

    def action_unlock(self):
        """Forget the wrong passwords counted for these accounts.

        :raise AccessError: the current account is no administrator
        """
        self._check_may_manage()
        # sudo: rows of the guard are written by its own code only; who asks is checked above.
        Guard = self.env["eoffice.login.guard"].sudo()
        Guard._forget(Guard.search([("user_id", "in", self.ids), ("failures", ">", 0)]))
        self.invalidate_recordset(["eoffice_account_state", "eoffice_locked_until"])
        return True

    def action_sign_out_everywhere(self):
        """End all sessions of these accounts at once, on every host; one's own current one stays.

        :raise AccessError: it is another's account and the current one is no administrator
        """
        if self != self.env.user:
            self._check_may_manage()
        self._end_sessions()
        self.env["eoffice.event"]._log_account(self, "signed_out")
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _end_sessions(self):
        # sudo: the number is nobody's to read or write; callers check who asks.
        for user in self.sudo():
            user.eoffice_session_series += 1
        self.env.flush_all()
        self.env.registry.clear_cache()
        current = request.session.sid if request else ""
        if self.env.user in self and current:
            request.session.session_token = self.env.user._compute_session_token(current)
        # sudo: the list shows what is open; what was ended goes from it.
        devices = self.env["res.device.log"].sudo()
        devices.search([("user_id", "in", self.ids), ("revoked", "=", False)]).filtered(
            lambda device: not current.startswith(device.session_identifier)
        ).revoked = True

    @api.model
    def _action_revoke_all_devices(self):
        # "Log out from all devices" of one's preferences: also those on other hosts.
        self.env.user.action_sign_out_everywhere()
        return super()._action_revoke_all_devices()

    def _get_session_token_fields(self):
        return super()._get_session_token_fields() | {"eoffice_session_series"}

    # ------------------------------------------------------------------ deactivating

    def write(self, vals):
        closing = self.filtered("active") if vals.get("active") is False else self.browse()
        result = super().write(vals)
        if closing:
            closing._close_account()
        return result

    def _close_account(self):
        """End what a deactivated account holds; what it did stays as it was written."""
        today = office_today()
        # sudo: whoever may deactivate an account ends its assignments by it.
        assignments = (
            self.env["eoffice.assignment"]
            .sudo()
            .search(
                [
                    ("user_id", "in", self.ids),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", today),
                ]
            )
        )
        # One that begins later never began: there is nothing of it to keep.
        future = assignments.filtered(lambda assignment: assignment.date_from > today)
        for assignment in assignments - future:
            assignment.date_to = max(assignment.date_from, today - timedelta(days=1))
        future.unlink()
        self.env["eoffice.invitation"].sudo()._of(self).void = True  # sudo: as above.
        self._end_sessions()
        self.env["eoffice.event"]._log_account(self, "account_closed")

    # ------------------------------------------------------------------ password rules

    def _check_password_rules(self, password):
        """Refuse a password that breaks the rules of the settings, or names its owner.

        Overrides password_security, which only asks whether a kind of letter is there at all,
        however many the settings want, and lets logins and NIP pass.

        :raise ValidationError: with the rules
        """
        self.ensure_one()
        if not password:
            return True
        if broken_rules(password, self._get_all_password_params()):
            raise ValidationError(self.password_match_message())
        owner = self.sudo()  # sudo: one's own name and NIP.
        if names_its_owner(password, [owner.login, owner.eoffice_nip, *(owner.name or "").split()]):
            raise ValidationError(
                self.env._(
                    "The password is little more than your name, login or NIP. Choose one that "
                    "nobody would guess; three or four words in a row are good."
                )
            )
        return True

    def password_match_message(self):
        """Return the rules as one sentence, in the language of the reader."""
        rules = self._get_all_password_params()
        wanted = [
            (rules["minlength"], self.env._("%s characters", rules["minlength"])),
            (rules["lower"], self.env._("small letters: %s", rules["lower"])),
            (rules["upper"], self.env._("capital letters: %s", rules["upper"])),
            (rules["numeric"], self.env._("digits: %s", rules["numeric"])),
            (rules["special"], self.env._("other signs: %s", rules["special"])),
        ]
        return self.env._(
            "A password has at least: %s.", ", ".join(text for count, text in wanted if count)
        )

    def _check_password_history(self, password):
        try:
            return super()._check_password_history(password)
        except UserError:
            raise UserError(
                self.env._("You have used this password before. Choose another one.")
            ) from None

    def _check_password_policy(self, passwords):
        # password_security looks at one account at a time only.
        if len(self) > 1 and len(self) == len(passwords):
            for user, password in zip(self, passwords, strict=True):
                super(ResUsers, user)._check_password_policy([password])
            return True
        return super()._check_password_policy(passwords)

    def _set_encrypted_password(self, uid, pw):
        # sudo: password_security's history holds the digests; nobody reads or writes it himself.
        return super(ResUsers, self.sudo())._set_encrypted_password(uid, pw)
