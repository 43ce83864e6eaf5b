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
    def _appoint_operators(self):
        """Let the heads appoint their registry's first as operator; two have none and are asked.

        Kecamatan Bekasi Barat has somebody to choose, Kelurahan Kranji nobody with an account.
        """
        Operator = self.env["eoffice.operator"]
        asked = self.env.ref("eoffice_bekasi.org_kec_bekasi_barat")
        administrator = self.env.ref("eoffice_bekasi.user_administrator_eoffice")
        skpd = self.env["eoffice.organisation"].search([("is_skpd", "=", True)]) - asked
        carriers = (skpd.head_jabatan_id | skpd.registry_jabatan_id)._carriers()
        for unit in skpd - Operator._in_force(skpd).skpd_id:
            staff = carriers.get(unit.registry_jabatan_id.id)
            if staff:
                head = carriers.get(unit.head_jabatan_id.id, administrator)[0]
                Operator.with_user(head).action_appoint(unit.id, staff[0].id)
