from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import AccessError, UserError

#: What is said of a person in his account; nothing here gives a right.
PERSON_FIELDS = {
    "name": "name",
    "email": "email",
    "nip": "eoffice_nip",
    "pangkat": "eoffice_pangkat",
    "golongan": "eoffice_golongan",
    "title_front": "eoffice_title_front",
    "title_back": "eoffice_title_back",
}


class Account(models.TransientModel):
    """The one door through which an operator makes and changes accounts (Ps. 7(8), 11(1)).

    Operator: accounts of his SKPD; not its head's, not an Administrator's, nobody's password and
    nobody's roles. Administrator: all but those with Odoo's settings. Others: nothing.

    As a record it is the dialog with that account in it; nothing of it counts before a verb has
    checked and done it.
    """

    _name = "eoffice.account"
    _description = "Account"

    user_id = fields.Many2one("res.users", "Account", ondelete="cascade")
    name = fields.Char(required=True)
    login = fields.Char("User name", required=True)
    email = fields.Char("E-mail")
    nip = fields.Char("NIP")
    title_front = fields.Char("Title before the name")
    title_back = fields.Char("Title after the name")
    pangkat = fields.Char()
    golongan = fields.Char()

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        user = self.env["res.users"].browse(values.get("user_id"))
        if user:
            self._check_may_manage(user)
            # sudo: checked the line above.
            user = user.sudo()
            values |= {name: user[field] for name, field in PERSON_FIELDS.items()}
            values["login"] = user.login
        return values

    def action_save(self):
        """Make or change the account in this dialog.

        :return: an action that closes the dialog
        :raise AccessError: see ``action_make`` and ``action_change``
        """
        self.ensure_one()
        values = {name: self[name] or False for name in PERSON_FIELDS}
        if self.user_id:
            self.action_change(self.user_id.id, values)
        else:
            self.action_make(self.login, values)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def action_make(self, login, values, skpd_id=None):
        """Make an account. It has no password and no role: these come with invitation and position.

        :param str login: the user name; nobody else has it
        :param dict values: ``name`` and other keys of ``PERSON_FIELDS``
        :param int skpd_id: for which SKPD; an operator's is his own
        :return: dict with ``id`` and ``login``
        :raise AccessError: neither operator nor Administrator, or a value that isn't his to give
        :raise UserError: no name, or a user name that is taken
        """
        skpd = self._skpd(skpd_id)
        values = self._values(values)
        login = (login or "").strip()
        if not login or not values.get("name"):
            raise UserError(self.env._("An account needs a name and a user name. Fill in both."))
        # By the system itself, without the caller's defaults and context: neither a personal
        # default nor "default_password" may come into an account.
        # sudo: checked above; only these fields are set.
        kept = ("lang", "no_reset_password", "tracking_disable")
        context = {key: value for key, value in self.env.context.items() if key in kept}
        Users = self.env(user=SUPERUSER_ID, context=context)["res.users"]
        if Users.with_context(active_test=False).search_count([("login", "=", login)], limit=1):
            raise UserError(
                self.env._("The user name “%s” is taken already. Choose another one.", login)
            )
        user = Users.create(
            {
                **values,
                "login": login,
                "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                "eoffice_skpd_id": skpd.id,
                "lang": self.env.user.lang,
                "tz": "Asia/Jakarta",
                "notification_type": "inbox",
            }
        )
        self._note("account_made", user)
        return {"id": user.id, "login": user.login}

    @api.model
    def action_change(self, user_id, values):
        """Change what is said of the person of an account.

        :param int user_id: the account
        :param dict values: keys of ``PERSON_FIELDS``
        :return: dict with ``id`` and ``login``
        :raise AccessError: not an account he looks after, or a value that isn't his to change
        """
        user = self._check_may_manage(self.env["res.users"].browse(user_id))
        values = {
            field: value for field, value in self._values(values).items() if user[field] != value
        }
        if "name" in values and not values["name"]:
            raise UserError(self.env._("An account needs a name. Fill it in."))
        if values:
            user.write(values)
            self._note("account_changed", user, sorted(values))
        return {"id": user.id, "login": user.login}

    @api.model
    def action_close(self, user_id):
        """Close an account: its person can't log in any more; what he did and held stays.

        :param int user_id: the account
        :return: dict with ``id`` and ``active``
        :raise AccessError: not an account he looks after
        """
        user = self._check_may_manage(self.env["res.users"].browse(user_id))
        if user == self.env.user:
            raise UserError(self.env._("Nobody closes the account he is working with."))
        if user.active:
            # Its assignments end with it: whose it was is remembered, so that he can open it again.
            user.eoffice_skpd_id = user.eoffice_skpd_id or self.env.user._eoffice_operated_skpd()
            user.action_archive()
        return {"id": user.id, "active": user.active}

    @api.model
    def action_open(self, user_id):
        """Open a closed account again.

        :param int user_id: the account
        :return: dict with ``id`` and ``active``
        :raise AccessError: not an account he looks after
        """
        user = self._check_may_manage(self.env["res.users"].browse(user_id))
        if not user.active:
            user.action_unarchive()
            self._note("account_reopened", user)
        return {"id": user.id, "active": user.active}

    # ------------------------------------------------------------------ checks

    @api.model
    def _check_may_manage(self, user):
        """Return the account in sudo mode, or refuse it."""
        if not user or user.exists()._eoffice_managed() != user:
            raise AccessError(
                self.env._(
                    "This account is not yours to look after. An operator looks after the accounts "
                    "of those who work in his SKPD only, its head excepted; ask the Administrator."
                )
            )
        # sudo: the operator has no right on accounts but what is checked here.
        return user.sudo()

    @api.model
    def _skpd(self, skpd_id):
        """Return the SKPD for which an account is made, or refuse."""
        own = self.env.user._eoffice_operated_skpd()
        if self.env.user.has_group("eoffice_bekasi.group_administrator"):
            return self.env["eoffice.organisation"].browse(skpd_id) if skpd_id else own
        if not own or (skpd_id or own.id) != own.id:
            raise AccessError(
                self.env._("An operator makes accounts for his own SKPD. Ask the Administrator.")
            )
        return own

    @api.model
    def _values(self, values):
        """Return values of the account's own fields, or refuse what is not a person's data."""
        foreign = [name for name in values if name not in PERSON_FIELDS]
        if foreign or any(not isinstance(one, str) for one in values.values() if one):
            raise AccessError(
                self.env._(
                    "Only name, NIP, titles, pangkat and e-mail of an account are changed here: "
                    "%s is not.",
                    ", ".join(map(str, foreign)) or "this",
                )
            )
        return {
            PERSON_FIELDS[name]: (value or "").strip() or False for name, value in values.items()
        }

    @api.model
    def _note(self, kind, user, changed=()):
        detail = {"account": user.login, "person": user.name}
        if changed:
            detail["changed"] = list(changed)
        self.env["eoffice.event"]._log(None, kind, detail=detail)
