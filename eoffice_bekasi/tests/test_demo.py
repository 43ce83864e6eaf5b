import csv
import re
from collections import Counter
from datetime import datetime

from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open

#: People who really held office here: no demo account may bear such a name.
REAL_OFFICIALS = (
    "Rahmat Effendi",
    "Tri Adhianto",
    "Ahmad Syaikhu",
    "Mochtar Mohamad",
    "Akhmad Zurfaih",
    "Harris Bobihoe",
    "Gani Muhamad",
    "Rayendra Sukarmadji",
    "Reny Hendrawati",
    "Tanti Rohilawati",
    "Kusnanto Saidi",
    "Inayatullah",
    "Uu Saeful Mikdar",
    "Dadang Ginanjar",
    "Taufiq Rachmat Hidayat",
    "Lintong Dianto Putra",
)


def accounts():
    """Return the list of accounts that ``./eoffice run`` shows."""
    with file_open("eoffice_bekasi/demo/accounts.csv") as file:
        return list(csv.DictReader(file))


@tagged("-standard", "-at_install", "post_install", "eoffice_demo")
class TestDemoCity(TransactionCase):
    """The demo city is whole; runs only on a database with demo data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Organisation = cls.env["eoffice.organisation"]
        cls.Jabatan = cls.env["eoffice.jabatan"]
        cls.skpd = cls.Organisation.search([("is_skpd", "=", True)])
        cls.accounts = accounts()
        cls.users = cls.env["res.users"].search(
            [("login", "in", [account["login"] for account in cls.accounts])]
        )

    def test_no_demo_file_failed(self):
        self.assertFalse(self.env["ir.demo_failure"].search([]).mapped("error"))

    def test_units(self):
        kinds = Counter(self.Organisation.search([]).mapped("kind"))
        self.assertEqual(kinds["kecamatan"], 12)
        self.assertEqual(kinds["kelurahan"], 56)
        self.assertEqual(kinds["asisten"], 3)
        self.assertGreaterEqual(kinds["dinas"] + kinds["badan"], 12)
        self.assertFalse(self.Organisation.search([("skpd_id", "=", False)]).mapped("name"))
        for kelurahan in self.Organisation.search([("kind", "=", "kelurahan")]):
            self.assertEqual(kelurahan.parent_id.kind, "kecamatan", kelurahan.name)

    def test_every_skpd_has_head_and_registry(self):
        for unit in self.skpd:
            with self.subTest(unit.name):
                self.assertTrue(unit.abbreviation)
                self.assertEqual(unit.head_jabatan_id.organisation_id, unit)
                self.assertTrue(unit.head_jabatan_id.may_sign)
                self.assertEqual(unit.registry_jabatan_id.skpd_id, unit)
                self.assertTrue(unit.registry_jabatan_id.is_shared)
                self.assertFalse(unit.registry_jabatan_id.may_sign)

    def test_every_position_is_below_the_wali_kota(self):
        everybody = self.Jabatan.search([])
        walikota = self.env.ref("eoffice_bekasi.jab_walikota")
        self.assertFalse(everybody._has_cycle("superior_id"))
        self.assertEqual(everybody.filtered(lambda one: not one.superior_id), walikota)
        names = Counter(everybody.mapped("name"))
        self.assertFalse([name for name, count in names.items() if count > 1])

    def test_accounts_hold_a_position(self):
        self.assertGreaterEqual(len(self.users), 60)
        for user in self.users:
            with self.subTest(user.login):
                self.assertTrue(user._eoffice_jabatan_ids())
                self.assertEqual((user.lang, user.tz), ("id_ID", "Asia/Jakarta"))
                self.assertTrue(user.has_group("eoffice_bekasi.group_user"))

    def test_list_of_accounts_agrees_with_the_records(self):
        for account in self.accounts:
            with self.subTest(account["login"]):
                user = self.users.filtered(lambda one, row=account: one.login == row["login"])
                self.assertEqual(user.name, account["name"])
                self.assertIn(account["jabatan"], user.eoffice_jabatan_ids.mapped("name"))
                self.assertTrue(account["role"])
        demo_users = self.env["ir.model.data"].search(
            [
                ("module", "=", "eoffice_bekasi"),
                ("model", "=", "res.users"),
                ("name", "like", "user\\_%"),
            ]
        )
        self.assertEqual(set(demo_users.mapped("res_id")), set(self.users.ids))

    def test_rules_of_use_are_accepted_by_all_but_one(self):
        """The walk-through is short, and there is one account to see the question with."""
        due = self.users.filtered(
            lambda user: self.env["eoffice.rules.acceptance"]._is_due(user.id)
        )
        self.assertEqual(due.mapped("login"), ["staf.umum"])
        (row,) = (row for row in self.accounts if row["login"] == "staf.umum")
        self.assertIn("has not accepted the rules of use", row["role"])
        self.assertFalse(row["show"])

    def test_shown_accounts_can_log_in(self):
        shown = [account for account in self.accounts if account["show"]]
        self.assertIn(len(shown), range(8, 11))
        for account in shown:
            with self.subTest(account["login"]):
                user = self.users.filtered(lambda one, row=account: one.login == row["login"])
                user.with_user(user)._check_credentials(
                    {"type": "password", "login": user.login, "password": account["password"]},
                    {"interactive": True},
                )

    def test_chief_skpd_have_a_head_at_work(self):
        chief = self.skpd.filtered(
            lambda unit: unit.kind in ("setda", "setwan", "inspektorat", "dinas", "badan", "rsud")
        )
        vacant = chief.filtered(lambda unit: not unit.head_jabatan_id.holder_id)
        # One dinas has nobody, on purpose: its letters wait.
        self.assertEqual(vacant.mapped("abbreviation"), ["Distako"])
        acting = chief.filtered(lambda unit: unit.head_jabatan_id.holder_capacity == "plt")
        self.assertEqual(acting.mapped("abbreviation"), ["Damkar"])

    def test_operators(self):
        """Each SKPD that has staff with accounts has one operator; two heads are asked for one."""
        Operator = self.env["eoffice.operator"]
        asked = set()
        for head in self.skpd.head_jabatan_id.holder_id:
            asked |= {one["name"] for one in Operator.with_user(head).get_requests()}
        self.assertEqual(asked, {"Kecamatan Bekasi Barat", "Kelurahan Kranji"})
        operators = Operator.search([])
        self.assertEqual(len(operators.skpd_id), len(operators))
        self.assertIn("tu.kesehatan", operators.user_id.mapped("login"))
        for account in self.accounts:
            user = self.users.filtered(lambda one, row=account: one.login == row["login"])
            with self.subTest(account["login"]):
                self.assertEqual("operator" in account["role"], user in operators.user_id)
                self.assertEqual(
                    "registry" in account["role"], user.has_group("eoffice_bekasi.group_registry")
                )
                self.assertEqual(
                    user.has_group("eoffice_bekasi.group_operator"), user in operators.user_id
                )

    def test_history_of_offices(self):
        past = self.env["eoffice.assignment"].search([("date_to", "<", "2026-01-01")])
        self.assertGreaterEqual(len(past), 5)

    def test_nip(self):
        for user in self.users.filtered("eoffice_nip"):
            with self.subTest(user.login):
                self.assertRegex(user.eoffice_nip, r"^\d{18}$")
                born = datetime.strptime(user.eoffice_nip[:8], "%Y%m%d")
                appointed = datetime.strptime(user.eoffice_nip[8:14], "%Y%m")
                self.assertIn(appointed.year - born.year, range(18, 36))
                self.assertIn(user.eoffice_nip[14], "12")
        elected = self.users.filtered(lambda user: not user.eoffice_nip)
        self.assertEqual(set(elected.mapped("login")), {"walikota", "wakil.walikota"})

    def test_people_are_invented(self):
        def plain(name):
            return re.sub(r"[^a-z ]", "", name.lower())

        for user in self.users:
            for real in REAL_OFFICIALS:
                self.assertNotIn(plain(real), plain(user.name))


@tagged("-standard", "-at_install", "post_install", "eoffice_demo")
class TestDemoLetters(TransactionCase):
    """Letters in every state; they come with eoffice_bekasi_report, which makes their pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letters = cls.env["eoffice.naskah"].search([])

    def _count(self, *domain):
        return self.env["eoffice.naskah"].search_count(list(domain))

    def _desk(self, login):
        user = self.env["res.users"].search([("login", "=", login)])
        return self.env["eoffice.desk"].with_user(user).get_desk()["counts"]

    def test_states(self):
        self.assertGreaterEqual(len(self.letters), 40)
        for state in ("draft", "approval", "sealed", "distributed", "finished", "cancelled"):
            self.assertTrue(self._count(("state", "=", state)), state)
        # Nothing is left half done by the loading.
        self.assertFalse(self._count(("state", "in", ("signing", "signed"))))
        self.assertTrue(self._count(("returned", "=", True), ("state", "=", "draft")))
        for kind in ("paraf", "sign"):
            at_desk = [("state", "=", "current"), ("kind", "=", kind)]
            self.assertTrue(self.env["eoffice.approval.step"].search_count(at_desk), kind)
        for code in ("SD", "UND", "ND", "SE", "SP", "ST"):
            self.assertTrue(self._count(("type_id.code", "=", code)), code)
        for sifat in ("terbatas", "rahasia", "sangat_rahasia"):
            self.assertTrue(self._count(("sifat", "=", sifat)), sifat)

    def test_receivers_and_dispositions(self):
        for state in ("delivered", "read", "disposed", "finished"):
            self.assertTrue(
                self.env["eoffice.recipient"].search_count([("state", "=", state)]), state
            )
        for state in ("sent", "read", "accepted", "reported"):
            self.assertTrue(
                self.env["eoffice.disposition"].search_count([("state", "=", state)]), state
            )

    def test_signed_letters_are_real(self):
        signed = self.env["eoffice.naskah"].search(
            Domain("state", "in", ("sealed", "distributed", "finished"))
            & Domain("direction", "!=", "masuk")
        )
        for letter in signed:
            with self.subTest(letter.number):
                self.assertTrue(letter.number and letter.letter_date)
                self.assertTrue(letter.signature_ids.code)
                self.assertTrue(letter.content_ids.pdf_attachment_id.raw.startswith(b"%PDF"))
                self.assertEqual(len(letter.content_ids.pdf_sha256), 64)

    def test_letters_from_outside(self):
        incoming = self.letters.filtered(lambda one: one.direction == "masuk")
        self.assertGreaterEqual(len(incoming), 12)
        self.assertGreaterEqual(len(incoming.drafter_jabatan_id), 5)
        for letter in incoming:
            with self.subTest(letter.sender_name):
                self.assertTrue(letter.agenda_ids.filtered("number"))
                page = letter.content_ids.pdf_attachment_id
                self.assertEqual(bool(page), not letter.is_closed)
        self.assertTrue(incoming.filtered("is_closed"))
        for state in ("sent_on", "delivered", "finished"):
            self.assertIn(state, incoming.recipient_ids.mapped("state"))
        for state in ("sent", "accepted", "reported", "declined", "finished"):
            self.assertIn(state, incoming.disposition_ids.mapped("state"))
        self.assertTrue(self._count(("reply_to_id", "in", incoming.ids)))

    def test_the_letter_of_the_walk_through(self):
        letter = self.letters.sorted("id")[0]
        self.assertEqual(len(letter.version_ids), 2)
        kinds = self.env["eoffice.event"].search([("naskah_id", "=", letter.id)]).mapped("kind")
        for kind in ("returned", "resubmitted", "signed", "read", "disposed"):
            self.assertIn(kind, kinds)
        self.assertTrue(letter.attachment_ids)

    def test_desks_are_alive(self):
        self.assertTrue(self._desk("staf.kesehatan")["draft"])
        self.assertTrue(self._desk("staf.kesehatan")["returned"])
        self.assertTrue(self._desk("kasubbag.umum.kesehatan")["paraf"])
        self.assertTrue(self._desk("sekretaris.kesehatan")["paraf"])
        self.assertTrue(self._desk("kadis.kesehatan")["sign"])
        self.assertTrue(self._desk("kadis.pendidikan")["dispose"])
        self.assertTrue(self._desk("kabid.pendidikan")["followup"])
        self.assertTrue(self._desk("tu.kesehatan")["send"])
        for login in ("walikota", "sekda"):
            self.assertTrue(self._desk(login)["sign"])
            self.assertTrue(self._desk(login)["dispose"])
        self.assertFalse(any(self._desk("administrator.eoffice").values()))
