from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.local_time import office_today
from ..tools.person import Person, clean_nip, propose_login, read_list, split_titles


class AccountMaker(models.TransientModel):
    """Makes accounts: of one person, for the vacant positions of an SKPD, or of a list.

    Administrator only.
    """

    _name = "eoffice.account.maker"
    _description = "Make accounts"
    _transient_max_hours = 8

    mode = fields.Selection(
        [
            ("single", "One person"),
            ("positions", "Positions of an SKPD that nobody holds"),
            ("list", "A list of people"),
            ("unopened", "Accounts of an SKPD that were never used"),
        ],
        string="For",
        required=True,
        default="single",
    )
    state = fields.Selection(
        [("choose", "Choose"), ("check", "Check"), ("done", "Done")],
        default="choose",
        required=True,
    )
    organisation_id = fields.Many2one("eoffice.organisation", "SKPD or unit")
    text = fields.Text("List")
    date_from = fields.Date("They hold their positions from", default=lambda self: office_today())
    line_ids = fields.One2many("eoffice.account.maker.line", "maker_id", "People")
    count = fields.Integer("Accounts", compute="_compute_count")
    problem_count = fields.Integer(compute="_compute_count")
    without_mail_count = fields.Integer(compute="_compute_count")

    @api.depends("line_ids.make", "line_ids.problem", "line_ids.user_id", "line_ids.email")
    def _compute_count(self):
        for maker in self:
            made = maker.line_ids.filtered("user_id")
            wanted = maker.line_ids.filtered("make")
            maker.count = len(made) if maker.state == "done" else len(wanted)
            maker.problem_count = len(wanted.filtered("problem"))
            maker.without_mail_count = len(made.filtered(lambda line: not line.user_id.email))

    def _compute_display_name(self):
        for maker in self:
            maker.display_name = self.env._("Make accounts")

    # ------------------------------------------------------------------ steps

    def action_prepare(self):
        """Fill the list to be checked, with a login proposed for each person.

        :raise AccessError: the current account is no administrator
        :raise UserError: nothing was chosen, or there is nobody to make an account for
        """
        self.ensure_one()
        self._check_may_make()
        if self.mode == "unopened":
            return self._show_unopened()
        self.line_ids.unlink()
        lines = self._line_values()
        if not lines:
            raise UserError(self._nothing_to_do())
        self.write({"line_ids": [Command.create(line) for line in lines], "state": "check"})
        return True

    def action_make(self):
        """Make the accounts that are ticked, with their roles and assignments: all or none.

        :raise AccessError: the current account is no administrator
        :raise UserError: a row has a problem; it says which
        """
        self.ensure_one()
        self._check_may_make()
        lines = self.line_ids.filtered(lambda line: line.make and not line.user_id)
        if not lines:
            raise UserError(self.env._("Tick at least one person."))
        lines._check_complete()
        users = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create([line._user_values() for line in lines])
        )
        for line, user in zip(lines, users, strict=True):
            line.user_id = user
        assigned = lines.filtered("jabatan_id")
        self.env["eoffice.assignment"].create(
            [
                {
                    "jabatan_id": line.jabatan_id.id,
                    "user_id": line.user_id.id,
                    "date_from": self.date_from or office_today(),
                }
                for line in assigned
            ]
        )
        self.env["eoffice.event"]._log_account(users, "account_made")
        (self.line_ids - lines).unlink()
        self.state = "done"
        return True

    def action_back(self):
        """Go back to the choice."""
        self.state = "choose"
        return True

    def action_invite_all(self):
        """Send an invitation to everybody here who has an e-mail address."""
        self._check_may_make()
        users = self.line_ids.user_id.filtered("email")
        if not users:
            raise UserError(self.env._("Nobody here has an e-mail address. Print letters instead."))
        action = users.action_invite()
        action["params"]["next"] = {"type": "ir.actions.client", "tag": "soft_reload"}
        return action

    # ------------------------------------------------------------------ inside

    def _check_may_make(self):
        """Refuse whoever may not make these accounts.

        :raise AccessError: the current account is no administrator
        """
        self.env.user._check_may_manage()

    def _line_values(self):
        if self.mode == "single":
            return [{"jabatan_id": False}]
        if self.mode == "positions":
            return self._vacant_positions()
        return self._people_of_list()

    def _vacant_positions(self):
        if not self.organisation_id:
            raise UserError(self.env._("Choose the SKPD first."))
        jabatan = self.env["eoffice.jabatan"].search(
            [("organisation_id", "child_of", self.organisation_id.id)]
        )
        held = jabatan._carriers()
        return [
            {"jabatan_id": one.id, "make": False}
            for one in jabatan
            if one.is_shared or one.id not in held
        ]

    def _people_of_list(self):
        people = read_list(self.text)
        if not people:
            raise UserError(
                self.env._(
                    "Paste a list first: one person a line, with name, NIP, e-mail and jabatan."
                )
            )
        domain = [("name", "in", [person.jabatan for person in people if person.jabatan])]
        if self.organisation_id:
            domain.append(("organisation_id", "child_of", self.organisation_id.id))
        known = self.env["eoffice.jabatan"].search(domain).grouped(lambda one: one.name.lower())
        taken = self._taken_logins()
        lines = []
        for person in people:
            found = known.get(person.jabatan.lower(), self.env["eoffice.jabatan"])
            lines.append(
                {
                    "jabatan_id": found.id if len(found) == 1 else False,
                    "jabatan_text": "" if len(found) == 1 else person.jabatan,
                    **self._person_values(person, found[:1].skpd_id, taken),
                }
            )
        return lines

    def _person_values(self, person: Person, skpd, taken):
        """Return the values of a line for one person; ``taken`` gets his login too."""
        front, name, back = split_titles(person.name)
        login = propose_login(
            self.env["eoffice.account.rules"]._get("login_pattern"),
            name=name,
            nip=person.nip,
            unit=(skpd or self.organisation_id.skpd_id).abbreviation or "",
            taken=taken,
        )
        taken.add(login)
        return {
            "name": name,
            "title_front": front,
            "title_back": back,
            "nip": clean_nip(person.nip),
            "email": person.email,
            "login": login,
        }

    @api.model
    def _taken_logins(self):
        # sudo: which logins exist, of archived accounts and others too, to propose free ones.
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return {user.login.lower() for user in users.search_fetch([], ["login"])}

    def _show_unopened(self):
        if not self.organisation_id:
            raise UserError(self.env._("Choose the SKPD first."))
        jabatan = self.env["eoffice.jabatan"].search(
            [("organisation_id", "child_of", self.organisation_id.id)]
        )
        users = self.env["res.users"].union(*jabatan._carriers().values())
        # sudo off again: only accounts that this one may see.
        users = self.env["res.users"].browse(users.ids).filtered(lambda user: not user.login_date)
        if not users:
            raise UserError(self._nothing_to_do())
        self.line_ids.unlink()
        self.write(
            {
                "state": "done",
                "line_ids": [
                    Command.create(
                        {
                            "name": user.name,
                            "login": user.login,
                            "email": user.email,
                            "jabatan_id": user.eoffice_jabatan_ids[:1].id,
                            "user_id": user.id,
                        }
                    )
                    for user in users.sorted("name")
                ],
            }
        )
        return True

    def _nothing_to_do(self):
        if self.mode == "unopened":
            return self.env._("Every account of this SKPD has been used already.")
        return self.env._("Every position of this SKPD is held by somebody who has an account.")
