from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.person import Person, clean_nip, split_titles

#: Roles that can be given here, narrowest first.
ROLES = [
    ("user", "Staff"),
    ("official", "Official"),
    ("registry", "Registry (TU)"),
    ("operator", "Operator SKPD"),
]


class AccountMakerLine(models.TransientModel):
    """One person for whom an account is made. Administrator only."""

    _name = "eoffice.account.maker.line"
    _description = "Account to make"
    _transient_max_hours = 8

    maker_id = fields.Many2one("eoffice.account.maker", required=True, ondelete="cascade")
    make = fields.Boolean(default=True)
    title_front = fields.Char("Title before the name")
    name = fields.Char()
    title_back = fields.Char("Title after the name")
    nip = fields.Char("NIP")
    email = fields.Char("E-mail")
    login = fields.Char()
    jabatan_id = fields.Many2one("eoffice.jabatan", "Position")
    jabatan_text = fields.Char("Position in the list", readonly=True)
    role = fields.Selection(
        ROLES, compute="_compute_role", help="Comes and goes with the position."
    )
    problem = fields.Char(compute="_compute_problem")
    user_id = fields.Many2one("res.users", "Account", readonly=True)

    @api.depends("jabatan_id")
    def _compute_role(self):
        for line in self:
            line.role = line.jabatan_id._account_role() if line.jabatan_id else False

    @api.onchange("name")
    def _onchange_name(self):
        """Take titles out of the name, and propose a login as soon as there is a name."""
        if not self.name:
            return
        self.make = True
        person = Person(self.name, self.nip or "", self.email or "")
        taken = self.maker_id._taken_logins() | {
            line.login for line in self.maker_id.line_ids - self if line.login
        }
        values = self.maker_id._person_values(person, self.jabatan_id.skpd_id, taken)
        self.name = values["name"]
        self.title_front = values["title_front"] or self.title_front
        self.title_back = values["title_back"] or self.title_back
        if not self.login:
            self.login = values["login"]

    @api.depends("make", "name", "nip", "email", "login", "jabatan_id", "jabatan_text", "user_id")
    def _compute_problem(self):
        known = self._known()
        for line in self:
            begun = line.make and not line.user_id and (line.name or line.login)
            line.problem = line._find_problem(known) if begun else False

    @api.model
    def _known(self):
        """Return what would be in the way: dicts of login and of NIP to the account's name."""
        # sudo: an archived account has its login and NIP still; only names come out.
        users = self.env["res.users"].sudo().with_context(active_test=False)
        logins = [line.login.strip() for line in self if line.login]
        numbers = [clean_nip(line.nip) for line in self if line.nip]
        found = users.search(["|", ("login", "in", logins), ("eoffice_nip", "in", numbers)])
        return (
            {user.login: user.name for user in found},
            {user.eoffice_nip: user.name for user in found if user.eoffice_nip},
            self.jabatan_id._carriers(),
        )

    def _find_problem(self, known):
        """Return what keeps this account from being made, or False."""
        logins, numbers, held = known
        others = self.maker_id.line_ids.filtered(lambda line: line.make and line != self)
        login, nip = (self.login or "").strip(), clean_nip(self.nip)
        if not self.name or not login:
            return self.env._("Enter name and login.")
        if login in logins:
            return self.env._("%s has this login already. Choose another.", logins[login])
        if nip and nip in numbers:
            return self.env._("%s has this NIP already.", numbers[nip])
        if nip and not (len(nip) == 18 and nip.isdigit()):
            return self.env._("A NIP has 18 digits.")
        if self.email and "@" not in self.email:
            return self.env._("This is no e-mail address.")
        if login in others.mapped("login"):
            return self.env._("Two people here have this login.")
        if nip and nip in [clean_nip(other.nip) for other in others]:
            return self.env._("Two people here have this NIP.")
        if self.jabatan_text and not self.jabatan_id:
            return self.env._(
                "No single position is called “%s”. Choose one, or none.", self.jabatan_text
            )
        jabatan = self.jabatan_id
        if jabatan and not jabatan.is_shared:
            if holder := held.get(jabatan.id):
                return self.env._("%s holds this position.", holder[:1].name)
            if jabatan in others.jabatan_id:
                return self.env._("Two people here have this position.")
        return False

    def _check_complete(self):
        """Refuse rows that have a problem.

        :raise UserError: naming them
        """
        known = self._known()
        problems = [
            f"{line.name or line.jabatan_id.name or line.login or '?'}: {problem}"
            for line in self
            if (problem := line._find_problem(known))
        ]
        if problems:
            raise UserError("\n".join(problems[:20]))

    def _user_values(self):
        """Return what the account is made of."""
        self.ensure_one()
        front, name, back = split_titles(self.name)
        return {
            "name": name,
            "login": self.login.strip(),
            "email": (self.email or "").strip() or False,
            "eoffice_nip": clean_nip(self.nip) or False,
            "eoffice_title_front": self.title_front or front or False,
            "eoffice_title_back": self.title_back or back or False,
            "lang": "id_ID" if self._has_indonesian() else self.env.lang,
            "tz": "Asia/Jakarta",
            # The e-office's roles follow from the assignment.
            "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
        }

    @api.model
    def _has_indonesian(self):
        return bool(self.env["res.lang"]._lang_get("id_ID"))

    def action_invite(self):
        """Send this person an invitation by e-mail."""
        return self.user_id.action_invite()
