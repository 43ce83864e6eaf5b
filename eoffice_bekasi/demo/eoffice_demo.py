import csv

from odoo import api, models
from odoo.tools import file_open


class Demo(models.AbstractModel):
    """What the demo city needs beyond plain records; called by demo files only."""

    _name = "eoffice.demo"
    _description = "Demo city"

    @api.model
    def _accounts(self):
        """Return the rows of ``accounts.csv``, the list that newcomers are shown."""
        with file_open("eoffice_bekasi/demo/accounts.csv") as accounts:
            return list(csv.DictReader(accounts))

    @api.model
    def _set_passwords(self):
        """Give the demo accounts their passwords.

        Hashing one is slow on purpose; here many accounts have the same, so it is hashed once.
        """
        Users = self.env["res.users"]
        hash_password = Users._crypt_context().hash
        hashed = {}
        for account in self._accounts():
            password = account["password"]
            if password not in hashed:
                hashed[password] = hash_password(password)
            user = Users.search([("login", "=", account["login"])])
            Users._set_encrypted_password(user.id, hashed[password])

    @api.model
    def _accept_rules(self):
        """Let the demo accounts have accepted the rules of use, all but the one that shows it."""
        Rules = self.env["eoffice.rules"]
        rules = Rules.browse(Rules._current_id() or [])
        newcomer = self.env.ref("eoffice_bekasi.user_staf_umum")
        users = self.env["res.users"].search(
            [("all_group_ids", "in", self.env.ref("eoffice_bekasi.group_user").ids)]
        )
        self.env["eoffice.rules.acceptance"]._accept(rules, users - newcomer)
