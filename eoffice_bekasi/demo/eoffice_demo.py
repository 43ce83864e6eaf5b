import base64
import csv
from datetime import timedelta

from odoo import api, models
from odoo.tools import file_open

from ..tools.local_time import office_today, utc_now


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
    def _load_deputies(self):
        """Let one official be away, carried by his secretary, and give the Wali Kota an assistant.

        By the verbs, each act by the account whose act it is, from today on: these are in force
        whenever the demo city is made.
        """
        now = utc_now()
        delegation = (
            self.env["eoffice.delegation"]
            .with_user(self._account("tu.perhubungan"))
            .create(
                {
                    "jabatan_id": self._held_by("kadis.perhubungan").id,
                    "delegate_jabatan_id": self._held_by("sekretaris.perhubungan").id,
                    "kind": "plh",
                    "reason": "cuti",
                    "date_from": now - timedelta(minutes=5),
                    "date_to": now + timedelta(days=12),
                    "basis_number": "800.1.11.4/412/Dishub",
                    "basis_date": office_today(),
                    "basis_file": base64.b64encode(b"Surat perintah pelaksana harian (contoh)."),
                    "basis_filename": "surat-perintah-plh.txt",
                }
            )
        )
        delegation.action_confirm()
        self.env["eoffice.assistant"].with_user(self._account("walikota")).create(
            {
                "jabatan_id": self._held_by("walikota").id,
                "user_id": self._account("staf.pimpinan").id,
            }
        )

    def _account(self, login):
        return self.env["res.users"].search([("login", "=", login)]).ensure_one()

    def _held_by(self, login):
        seats = self._account(login)._eoffice_seats()
        return self.env["eoffice.jabatan"].browse(seats[0].jabatan_id)

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
