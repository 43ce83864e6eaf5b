"""Units, positions and people come in by spreadsheet: whole, by code, with all errors named."""

import io
from datetime import date, datetime
from unittest.mock import patch

import xlsxwriter

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from ..tools.local_time import office_today
from ..tools.sheet_reader import read_xlsx
from .common import OfficeCase, OfficeHttpMixin
from .test_queries import QueryCase

UNITS = ("code", "name", "abbreviation", "kind", "parent_id", "is_skpd")
POSITIONS = ("code", "name", "organisation_id", "superior_id", "may_sign", "is_head", "is_shared")
PEOPLE = ("eoffice_nip", "name", "jabatan_code", "held_as", "date_from", "eoffice_pangkat")
NIP = "1985031720100110{:02d}"
OPTIONS = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}


class ImportMixin:
    """The city with codes, and shorthands for importing."""

    @classmethod
    def build_city(cls):
        city = super().build_city()
        for key, unit in cls.organisations.items():
            unit.code = f"U-{key}"
        for key, jabatan in cls.jabatan.items():
            jabatan.code = f"J-{key}"
        cls.env.flush_all()
        return city

    def model(self, name, who="administrator"):
        return self.env[name].with_user(self.users[who]).with_context(lang="en_US")

    def load(self, name, fields, rows, who="administrator"):
        return self.model(name, who).load(list(fields), rows)

    def units(self, *rows, fields=UNITS):
        return self.load("eoffice.organisation", fields, rows)

    def positions(self, *rows, fields=POSITIONS):
        return self.load("eoffice.jabatan", fields, rows)

    def people(self, *rows, fields=PEOPLE):
        return self.load("res.users", fields, rows)

    def counts(self, answer):
        self.assertEqual(answer["messages"], [])
        return dict(answer["report"]["counts"])

    def errors(self, answer):
        """Return (row, column, first words of the reason) of all that is wrong."""
        self.assertFalse(answer["ids"])
        return [
            (error["row"], error["column"], " ".join(error["message"].split()[:4]))
            for error in answer["report"]["errors"]
        ]

    def user(self, number):
        return self.env["res.users"].search([("eoffice_nip", "=", NIP.format(number))])

    def held(self, number):
        """Return what a person holds and held: (code, kind, from, until), oldest first."""
        terms = self.env["eoffice.assignment"].search(
            [("user_id", "=", self.user(number).id)], order="date_from, id"
        )
        return [
            (term.jabatan_id.code, term.kind, str(term.date_from), str(term.date_to or ""))
            for term in terms
        ]


class ImportCase(ImportMixin, OfficeCase):
    pass


@tagged("post_install", "-at_install")
class TestUnitsComeByCode(ImportCase):
    """New codes make units, known ones change them, equal ones write nothing."""

    ROWS = (
        ["005.1", "Sekretariat", "", "sekretariat", "005", "Tidak"],
        ["005", "Dinas Baru", "Disbar", "Dinas", "U-kota", "Ya"],
    )

    def unit(self, code):
        return self.env["eoffice.organisation"].search([("code", "=", code)])

    def test_new(self):
        self.assertEqual(
            self.counts(self.units(*self.ROWS)), {"new": 2, "changed": 0, "unchanged": 0}
        )
        dinas, part = self.unit("005"), self.unit("005.1")
        self.assertEqual(
            (dinas.name, dinas.kind, dinas.parent_id, dinas.is_skpd, dinas.kop_line_2),
            ("Dinas Baru", "dinas", self.organisations["kota"], True, "DINAS BARU"),
        )
        self.assertEqual((part.parent_id, part.skpd_id, part.kind), (dinas, dinas, "sekretariat"))
        registers = self.env["eoffice.register"].search([("organisation_id", "=", dinas.id)])
        self.assertEqual(set(registers.mapped("kind")), {"keluar", "masuk"})

    def test_again(self):
        first = self.units(*self.ROWS)
        self.env.flush_all()
        stamp = datetime(2020, 1, 1)
        self.env.cr.execute("UPDATE eoffice_organisation SET write_date = %s", [stamp])
        self.env.invalidate_all()
        again = self.units(*self.ROWS)
        self.assertEqual(self.counts(again), {"new": 0, "changed": 0, "unchanged": 2})
        self.assertEqual(again["ids"], first["ids"])
        self.assertEqual(
            set(self.env["eoffice.organisation"].search([]).mapped("write_date")), {stamp}
        )

    def test_change(self):
        self.units(*self.ROWS)
        answer = self.units(
            ["005.1", "Sekretariat Dinas", "U-kota"],
            ["005", "Dinas Baru", "U-kota"],
            fields=["code", "name", "parent_id"],
        )
        self.assertEqual(self.counts(answer), {"new": 0, "changed": 1, "unchanged": 1})
        part = self.unit("005.1")
        self.assertEqual(
            (part.name, part.parent_id, part.kind),
            ("Sekretariat Dinas", self.organisations["kota"], "sekretariat"),
        )
        self.assertEqual(part.parent_path.split("/")[-3:-1], [str(part.parent_id.id), str(part.id)])

    def test_an_empty_cell_empties(self):
        self.units(
            ["005", "Dinas Baru", "Jl. A", "dinas"], fields=["code", "name", "street", "kind"]
        )
        self.units(["005", "Dinas Baru", "", ""], fields=["code", "name", "street", "kind"])
        self.assertEqual((self.unit("005").street, self.unit("005").kind), (False, "dinas"))

    def test_errors(self):
        answer = self.units(
            ["A", "Satu", "", "dinas", "B", ""],
            ["B", "Dua", "", "dinas", "A", ""],
            ["C", "", "", "dinos", "X", "mungkin"],
            ["A", "Tiga", "", "", "", ""],
            ["D", "Empat", "Dinkes", "", "", "Ya"],
            ["E", "Lima", "", "", "", "Ya"],
            ["\u20605", "Enam", "", "", "", ""],
            ["", "Tujuh", "", "", "", ""],
        )
        self.assertEqual(
            self.errors(answer),
            [
                (1, "Code of the unit above", "The unit would be"),
                (2, "Code of the unit above", "The unit would be"),
                (3, "Unit name", "This cell must be"),
                (3, "Kind of unit", "Not one of the"),
                (3, "Code of the unit above", "There is no unit"),
                (3, "SKPD level?", "Write Yes or No."),
                (4, "Unit code", "This code is in"),
                (5, "Abbreviation", "Dinas Kesehatan has this"),
                (6, "Abbreviation", "An SKPD needs an"),
                (7, "Unit code", "The cell is a"),
                (8, "Unit code", "This cell must be"),
            ],
        )
        self.assertFalse(self.unit("D"))

    def test_dates(self):
        fields = ["code", "name", "date_from", "date_to"]
        answer = self.units(["A", "Satu", "1/2/2025", "31/01/2025"], fields=fields)
        self.assertEqual(self.errors(answer), [(1, "Valid to", "The unit ends before")])

    def test_circle_through_what_is_there(self):
        """A row closes a circle with units that the file does not name."""
        self.units(*self.ROWS)
        answer = self.units(["005", "005.1"], fields=["code", "parent_id"])
        self.assertEqual(self.errors(answer), [(1, "Code of the unit above", "The unit would be")])

    def test_a_code_is_the_units_that_is_in_force(self):
        """A unit that has ended may have had the code before; it is left as it was."""
        unit = self.organisations["sosial"]
        unit.date_from = "2020-01-01"
        former = self.add_organisation(
            "x", "Dinas Sosial lama", code="U-sosial", date_to="2019-12-31"
        )
        answer = self.units(["U-sosial", "Dinas Sosial Baru"], fields=["code", "name"])
        self.assertEqual(answer["messages"], [])
        self.assertEqual((unit.name, former.name), ("Dinas Sosial Baru", "Dinas Sosial lama"))

    def test_missing_columns(self):
        answer = self.units(["005", "jl"], fields=["code", "street"])
        self.assertEqual(self.errors(answer), [(0, "Unit name", "The file has no")])
        answer = self.units(["U-sosial", "a", "b"], fields=["code", "street", "street"])
        self.assertEqual(self.errors(answer), [(0, "Address", "Two columns of the")])

    def test_only_examples(self):
        answer = self.units(["CONTOH-01", "Dinas Contoh"], fields=["code", "name"])
        self.assertEqual(self.errors(answer), [(0, "", "The file has no")])

    def test_by_id_as_in_odoo(self):
        answer = self.units(["x.unit_uji", "A", "Satu"], fields=["id", "code", "name"])
        self.assertEqual(answer["messages"], [])
        self.assertEqual(self.env.ref("x.unit_uji").code, "A")


@tagged("post_install", "-at_install")
class TestPositionsComeByCode(ImportCase):
    """Superiors in any order; heads and registries are named to their units."""

    def position(self, code):
        return self.env["eoffice.jabatan"].search([("code", "=", code)])

    def test_any_order(self):
        self.units(["N", "Dinas Baru", "Disbar", "dinas", "U-kota", "Ya"])
        answer = self.positions(
            ["N3", "Staf", "N", "N2", "", "", ""],
            ["N2", "Sekretaris", "N", "N1", "", "", ""],
            ["NT", "Tata Usaha", "N", "N2", "", "", "Ya"],
            ["N1", "Kepala", "N", "J-sekda", "Ya", "Ya", ""],
        )
        self.assertEqual(
            self.counts(answer),
            {"new": 4, "changed": 0, "unchanged": 0, "registries named": 1},
        )
        head, staff, desk = (self.position(code) for code in ("N1", "N3", "NT"))
        self.assertEqual(staff.superior_id.superior_id, head)
        self.assertTrue(
            staff.parent_path.endswith(f"/{head.id}/{staff.superior_id.id}/{staff.id}/")
        )
        self.assertEqual((head.may_sign, head.signature_title), (True, "KEPALA"))
        unit = head.organisation_id
        self.assertEqual((unit.head_jabatan_id, unit.registry_jabatan_id), (head, desk))
        self.assertEqual(staff.skpd_id, unit)

    def test_again_and_change(self):
        rows = [["J-kadis_sosial", "Kepala Dinas Sosial", "U-sosial", "J-sekda", "Ya", "Ya", ""]]
        self.assertEqual(self.counts(self.positions(*rows))["unchanged"], 1)
        rows[0][1] = "Kadis Sosial"
        self.assertEqual(self.counts(self.positions(*rows))["changed"], 1)
        self.assertEqual(self.jabatan["kadis_sosial"].name, "Kadis Sosial")
        self.assertEqual(self.jabatan["kadis_sosial"].signature_title, "KADIS SOSIAL")

    def test_another_head(self):
        unit = self.organisations["sosial"]
        fields = ["code", "is_head"]
        self.counts(self.positions(["J-sekretaris_sosial", "Ya"], fields=fields))
        self.assertEqual(unit.head_jabatan_id, self.jabatan["sekretaris_sosial"])
        self.assertFalse(self.jabatan["kadis_sosial"].is_head)
        self.counts(self.positions(["J-sekretaris_sosial", "Tidak"], fields=fields))
        self.assertFalse(unit.head_jabatan_id)

    def test_a_registry_is_kept(self):
        self.positions(["T2", "TU kedua", "U-sosial", "", "", "", "Ya"])
        self.assertEqual(
            self.organisations["sosial"].registry_jabatan_id, self.jabatan["tu_sosial"]
        )

    def test_the_desk_of_the_skpd_itself_goes_first(self):
        self.units(
            ["N", "Dinas Baru", "Disbar", "dinas", "U-kota", "Ya"],
            ["N.1", "UPTD", "", "uptd", "N", ""],
        )
        self.positions(
            ["T1", "TU UPTD", "N.1", "", "", "", "Ya"], ["T2", "TU Dinas", "N", "", "", "", "Ya"]
        )
        self.assertEqual(self.position("T1").skpd_id.registry_jabatan_id, self.position("T2"))

    def test_errors(self):
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["tu_sosial"].id,
                "user_id": self.users["staf_sosial"].id,
                "date_from": "2020-01-01",
            }
        )
        answer = self.positions(
            ["A", "Satu", "U-kota", "B", "", "", ""],
            ["B", "Dua", "U-kota", "A", "", "", ""],
            ["C", "Tiga", "tidak-ada", "D", "", "", ""],
            ["E", "Empat", "U-kota", "", "", "Ya", ""],
            ["F", "Lima", "U-kota", "", "", "Ya", ""],
            ["G", "Enam", "", "J-sekda", "Ya", "", "Ya"],
            ["J-tu_sosial", "Tata Usaha", "U-sosial", "J-tu_sosial", "", "", ""],
        )
        self.assertEqual(
            self.errors(answer),
            [
                (1, "Code of the superior position", "The position would be"),
                (2, "Code of the superior position", "The position would be"),
                (3, "Unit code", "There is no unit"),
                (3, "Code of the superior position", "There is no position"),
                (5, "Head of the unit?", "Row 4 makes another"),
                (6, "Unit code", "This cell must be"),
                (6, "May sign letters?", "A shared desk can't"),
                (7, "Code of the superior position", "The position would be"),
                (7, "Shared desk?", "Several people hold this"),
            ],
        )

    def test_a_code_is_one_position_s(self):
        with self.assertRaisesRegex(Exception, "code_uniq"), mute_logger("odoo.sql_db"):
            self.jabatan["sekda"].code = "J-walikota"
            self.env.flush_all()


@tagged("post_install", "-at_install")
class TestPeopleComeByNip(ImportCase):
    """A new NIP makes an account; the position it names is assigned to it."""

    def free(self, *keys):
        """End who holds these positions."""
        for key in keys:
            self.jabatan[key].assignment_ids.date_to = date(2025, 6, 30)

    def setUp(self):
        super().setUp()
        self.free("kabid_sosial", "kasubbag_sosial", "staf_sosial")

    def test_new(self):
        before = self.env["mail.mail"].search_count([])
        answer = self.people(
            [NIP.format(1), "Ani", "J-kabid_sosial", "", "2/1/2026", "Pembina"],
            [NIP.format(2), "Budi", "J-staf_sosial", "", "", ""],
            [NIP.format(3), "Cici", "J-tu_sosial", "", "", ""],
            [NIP.format(4), "Dedi", "", "", "", ""],
        )
        self.assertEqual(
            self.counts(answer),
            {"new": 4, "changed": 0, "unchanged": 0, "assignments begun": 3},
        )
        ani, dedi = self.user(1), self.user(4)
        self.assertEqual(
            (ani.name, ani.login, ani.eoffice_pangkat, ani.tz, ani.active),
            ("Ani", NIP.format(1), "Pembina", "Asia/Jakarta", True),
        )
        self.assertEqual(self.held(1), [("J-kabid_sosial", "definitif", "2026-01-02", "")])
        self.assertEqual(self.held(2)[0][2], str(office_today()))
        self.assertFalse(self.held(4))
        for number, group in ((1, "official"), (2, "user"), (3, "registry"), (4, "user")):
            user = self.user(number)
            self.assertEqual(
                user.has_group(f"eoffice_bekasi.group_{group}"), bool(self.held(number)), group
            )
            self.assertTrue(user._is_internal())
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.env.cr.execute("SELECT password FROM res_users WHERE id IN %s", [(ani.id, dedi.id)])
        self.assertEqual(self.env.cr.fetchall(), [(None,), (None,)])

    def test_again(self):
        rows = [
            [NIP.format(1), "Ani", "J-kabid_sosial", "", "2/1/2026", "Pembina"],
            [NIP.format(2), "Budi", "J-staf_sosial", "", "", ""],
        ]
        first = self.people(*rows)
        with patch.object(type(self.env["res.users"]), "write", side_effect=AssertionError):
            again = self.people(*rows)
        self.assertEqual(self.counts(again), {"new": 0, "changed": 0, "unchanged": 2})
        self.assertEqual(again["ids"], first["ids"])

    def test_change(self):
        self.people([NIP.format(1), "Ani", "J-kabid_sosial", "", "2/1/2026", "Pembina"])
        answer = self.people([NIP.format(1), "Ani Rahma", "", "", "", "Pembina Tk. I"])
        self.assertEqual(self.counts(answer), {"new": 0, "changed": 1, "unchanged": 0})
        self.assertEqual(
            (self.user(1).name, self.user(1).eoffice_pangkat), ("Ani Rahma", "Pembina Tk. I")
        )
        self.assertEqual(self.held(1), [("J-kabid_sosial", "definitif", "2026-01-02", "")])

    def test_moving(self):
        """The old assignment ends the day before; who follows may begin that day."""
        self.people([NIP.format(1), "Ani", "J-kabid_sosial", "", "2/1/2026", ""])
        answer = self.people(
            [NIP.format(2), "Budi", "J-kabid_sosial", "", "1/3/2026", ""],
            [NIP.format(1), "Ani", "J-kasubbag_sosial", "", "1/3/2026", ""],
        )
        self.assertEqual(
            self.counts(answer),
            {
                "new": 1,
                "changed": 1,
                "unchanged": 0,
                "assignments begun": 2,
                "assignments ended": 1,
            },
        )
        self.assertEqual(
            self.held(1),
            [
                ("J-kabid_sosial", "definitif", "2026-01-02", "2026-02-28"),
                ("J-kasubbag_sosial", "definitif", "2026-03-01", ""),
            ],
        )
        self.assertEqual(self.held(2), [("J-kabid_sosial", "definitif", "2026-03-01", "")])

    def test_exchange(self):
        self.people(
            [NIP.format(1), "Ani", "J-kabid_sosial", "", "2/1/2026", ""],
            [NIP.format(2), "Budi", "J-kasubbag_sosial", "", "2/1/2026", ""],
        )
        self.counts(
            self.people(
                [NIP.format(1), "Ani", "J-kasubbag_sosial", "", "1/3/2026", ""],
                [NIP.format(2), "Budi", "J-kabid_sosial", "", "1/3/2026", ""],
            )
        )
        self.assertEqual(self.held(1)[-1], ("J-kasubbag_sosial", "definitif", "2026-03-01", ""))
        self.assertEqual(self.held(2)[-1], ("J-kabid_sosial", "definitif", "2026-03-01", ""))

    def test_acting_comes_on_top(self):
        rows = [
            [NIP.format(1), "Ani", "J-kabid_sosial", "", "2/1/2026", ""],
            [NIP.format(1), "Ani", "J-kasubbag_sosial", "Plt.", "1/2/2026", ""],
        ]
        self.counts(self.people(*rows))
        self.assertEqual(
            self.held(1),
            [
                ("J-kabid_sosial", "definitif", "2026-01-02", ""),
                ("J-kasubbag_sosial", "plt", "2026-02-01", ""),
            ],
        )
        self.assertEqual(self.counts(self.people(*rows))["unchanged"], 2)

    def test_plt_becomes_definitive(self):
        self.people([NIP.format(1), "Ani", "J-kabid_sosial", "Plt.", "2/1/2026", ""])
        self.people([NIP.format(1), "Ani", "J-kabid_sosial", "Definitif", "1/3/2026", ""])
        self.assertEqual(
            self.held(1),
            [
                ("J-kabid_sosial", "plt", "2026-01-02", "2026-02-28"),
                ("J-kabid_sosial", "definitif", "2026-03-01", ""),
            ],
        )

    def test_a_date_is_corrected(self):
        self.people([NIP.format(1), "Ani", "J-kabid_sosial", "", "2/1/2026", ""])
        fields = ["eoffice_nip", "jabatan_code", "date_from", "decree_number", "decree_date"]
        row = [NIP.format(1), "J-kabid_sosial", "5/1/2026", "800/1", date(2026, 1, 2)]
        self.assertEqual(self.counts(self.people(row, fields=fields))["changed"], 1)
        self.assertEqual(self.held(1), [("J-kabid_sosial", "definitif", "2026-01-05", "")])
        term = self.user(1).eoffice_assignment_ids
        self.assertEqual((term.decree_number, term.decree_date), ("800/1", date(2026, 1, 2)))
        self.assertEqual(self.counts(self.people(row, fields=fields))["unchanged"], 1)

    def test_without_nip(self):
        fields = ["eoffice_nip", "login", "name"]
        self.people(["", "wali.kota.baru", "Wati"], fields=fields)
        screen = self.model("res.users").with_context(eoffice_import=True)
        self.assertEqual(
            self.counts(screen.load(["login", "name"], [["wali.kota.baru", "Wati B."]])),
            {"new": 0, "changed": 1, "unchanged": 0},
        )
        user = self.env["res.users"].search([("login", "=", "wali.kota.baru")])
        self.assertEqual((user.name, user.eoffice_nip), ("Wati B.", False))
        self.counts(self.people([NIP.format(9), "wali.kota.baru", "Wati B."], fields=fields))
        self.assertEqual(user.eoffice_nip, NIP.format(9))

    def test_errors(self):
        self.people([NIP.format(8), "Hadi", "", "", "", ""])
        self.user(8).active = False
        head = self.users["kadis_sosial"]
        answer = self.people(
            ["19850317201001100", "Satu", "", "", "", ""],
            ["198502302010011001", "Dua", "", "", "", ""],
            ["1.98E+17", "Tiga", "", "", "", ""],
            [NIP.format(4), "Empat", "tidak-ada", "", "", ""],
            [NIP.format(5), "Lima", "J-kadis_sosial", "", "1/1/2026", ""],
            [NIP.format(6), "Enam", "J-kabid_sosial", "", "1/1/2026", ""],
            [NIP.format(7), "Tujuh", "J-kabid_sosial", "Plt.", "1/2/2026", ""],
            [NIP.format(8), "Hadi", "", "", "", ""],
            [NIP.format(6), "Enam Lagi", "J-kasubbag_sosial", "", "", ""],
            ["", "Sepuluh", "", "", "", ""],
            [NIP.format(11), "", "", "", "kemarin", ""],
        )
        self.assertEqual(
            self.errors(answer),
            [
                (1, "NIP", "A NIP has 18"),
                (2, "NIP", "Digits 1 to 8"),
                (3, "NIP", "The spreadsheet took it"),
                (4, "Position code", "There is no position"),
                (5, "Position code", f"{' '.join(head.name.split()[:3])} holds"),
                (7, "Position code", "Row 6 gives this"),
                (8, "NIP", "This account is archived."),
                (9, "Full name", "Row 6 says otherwise"),
                (9, "Held as", "Row 6 gives him"),
                (10, "NIP", "Write the NIP, or"),
                (11, "Full name", "This cell must be"),
                (11, "Holds it from", "This is no date."),
            ],
        )
        self.assertFalse(self.user(4) | self.user(6), "nothing of it is there")

    def test_errors_of_terms(self):
        self.people([NIP.format(1), "Ani", "J-kabid_sosial", "", "1/3/2026", ""])
        fields = [*PEOPLE[:5], "date_to"]
        answer = self.people(
            [NIP.format(1), "Ani", "J-kasubbag_sosial", "", "1/2/2026", ""],
            [NIP.format(2), "Budi", "J-staf_sosial", "", "1/2/2026", "31/1/2026"],
            [NIP.format(3), "Cici", "J-tu_sosial", "", "", ""],
            [NIP.format(3), "Cici", "J-tu_sosial", "", "", ""],
            fields=fields,
        )
        self.assertEqual(
            self.errors(answer),
            [
                (1, "Holds it from", "He holds Kepala Bidang"),
                (2, "Holds it until", "The assignment ends before"),
                (4, "Position code", "Row 3 gives him"),
            ],
        )

    def test_errors_of_logins(self):
        fields = ["eoffice_nip", "login", "name", "email"]
        self.people([NIP.format(1), "ani", "Ani", ""], fields=fields)
        answer = self.people(
            [NIP.format(2), "ani", "Budi", ""],
            [NIP.format(3), "cici", "Cici", "bukan e-mail"],
            [NIP.format(4), "cici", "Dedi", ""],
            [NIP.format(1), "sekda.uji", "Ani", ""],
            fields=fields,
        )
        self.assertEqual(
            self.errors(answer),
            [
                (1, "User name", "This login is Ani's,"),
                (2, "E-mail", "This is no e-mail"),
                (3, "User name", "Row 2 gives this"),
                (4, "User name", "This login is Pejabat"),
            ],
        )

    def test_a_failure_of_the_database_leaves_nothing(self):
        """What only the database finds is told, and nothing stays."""

        refusal = "Tidak boleh."

        def refuses(_users, _terms):
            raise UserError(refusal)

        def breaks(_users, _terms):
            self.env.cr.execute("UPDATE res_users SET login = 'sekda.uji'")

        for failure, words in ((refuses, refusal), (breaks, "same login")):
            with (
                self.subTest(words),
                patch.object(type(self.env["res.users"]), "_import_save_terms", failure),
                mute_logger("odoo.sql_db"),
            ):
                answer = self.people([NIP.format(1), "Ani", "", "", "", ""])
                self.assertFalse(answer["ids"])
                self.assertIn(words, answer["messages"][0]["message"])
                self.assertFalse(self.user(1))


@tagged("post_install", "-at_install")
class TestWhoImports(ImportCase):
    """The Administrator, without any other right; nobody else; later perhaps an operator."""

    TABLES = (
        ("eoffice.organisation", ["code", "name"], ["Z", "Unit"]),
        ("eoffice.jabatan", ["code", "name", "organisation_id"], ["Z", "Jabatan", "U-kota"]),
        ("res.users", ["eoffice_nip", "name"], [NIP.format(1), "Ani"]),
    )

    def test_roles(self):
        self.users["plain"] = new_test_user(
            self.env, "admin.saja", groups="eoffice_bekasi.group_administrator"
        )
        self.users["operator"] = new_test_user(
            self.env, "operator.uji", groups="eoffice_bekasi.group_operator"
        )
        for name, fields, row in self.TABLES:
            for who in ("staf_sosial", "kadis_sosial", "tu_sosial", "operator"):
                with self.subTest(name, who=who), self.assertRaises(AccessError):
                    self.load(name, fields, [row], who=who)
            answer = self.load(name, fields, [row], who="plain")
            self.assertEqual(self.counts(answer)["new"], 1)

    def test_one_skpd_only(self):
        """Where the caller looks after one SKPD, rows of another are refused by name."""
        mine = self.env["eoffice.organisation"].search(
            [("skpd_id", "=", self.organisations["sosial"].id)]
        )
        self.jabatan["kabid_sosial"].assignment_ids.date_to = date(2025, 6, 30)
        nip = self.users["staf_kesehatan"].eoffice_nip
        self.users["staf_kesehatan"].eoffice_nip = NIP.format(3)
        with patch.object(type(self.env["eoffice.import"]), "_import_units", lambda self: mine):
            for name, fields, rows, wrong in (
                (
                    "eoffice.organisation",
                    ["code", "name", "parent_id"],
                    [
                        ["U-sosial", "D", "U-kota"],
                        ["N", "Baru", "U-sosial"],
                        ["U-kesehatan", "x", ""],
                    ],
                    [1, 3],
                ),
                (
                    "eoffice.jabatan",
                    ["code", "name", "organisation_id"],
                    [
                        ["N", "Baru", "U-sosial"],
                        ["M", "Baru", "U-kesehatan"],
                        ["J-kabid_kesehatan", "x", "U-sosial"],
                    ],
                    [2, 3],
                ),
                (
                    "res.users",
                    ["eoffice_nip", "name", "jabatan_code"],
                    [
                        [NIP.format(1), "Ani", "J-tu_sosial"],
                        [NIP.format(2), "Budi", "J-tu_kesehatan"],
                        [NIP.format(3), self.users["staf_kesehatan"].name, "J-kabid_sosial"],
                    ],
                    [2, 3],
                ),
            ):
                with self.subTest(name):
                    answer = self.load(name, fields, rows)
                    refused = [error["row"] for error in answer["report"]["errors"]]
                    self.assertEqual(refused, wrong)
                    self.assertIn("look after", answer["messages"][0]["message"])
        self.assertTrue(nip)


class FileMixin(ImportMixin):
    """Files as the import screen gives them."""

    def wizard(self, model, content, name, who="administrator"):
        kind = "text/csv" if name.endswith("csv") else "application/octet-stream"
        return (
            self.env["base_import.import"]
            .with_user(self.users[who])
            .create({"res_model": model, "file": content, "file_name": name, "file_type": kind})
        )

    def xlsx(self, *rows):
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yy"})
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        book.close()
        return stream.getvalue()

    def run_file(self, wizard, dryrun=False):
        """Do what the screen does: preview, match, import."""
        options = {**OPTIONS, "limit": 2, "skip": 0}
        preview = wizard.parse_preview(options)
        self.assertNotIn("error", preview)
        fields = [
            "/".join(preview["matches"].get(place, [])) or False
            for place in range(len(preview["headers"]))
        ]
        self.preview = preview
        return wizard.execute_import(fields, preview["headers"], dict(options), dryrun=dryrun)


@tagged("post_install", "-at_install")
class TestFilesOnTheImportScreen(FileMixin, OfficeCase):
    """Odoo's import screen: headings in any language, row numbers of the file, all in one go."""

    CSV = (
        b"Unit code,Unit name,Code of the unit above,My notes\n"
        b"\n"
        b"005.1,Satu,005,x\n"
        b"005.2,Dua,005,y\n"
        b",,,\n"
        b"005,Dinas,U-kota,\n"
    )

    def units_of(self, *codes):
        return self.env["eoffice.organisation"].search([("code", "in", codes)])

    def test_csv(self):
        """Whole, though the screen asks for batches of two rows, and codes stay text."""
        result = self.run_file(self.wizard("eoffice.organisation", self.CSV, "unit.csv"))
        self.assertEqual(self.counts(result)["new"], 3)
        self.assertEqual(result["nextrow"], 0)
        self.assertEqual(len(self.units_of("005", "005.1", "005.2")), 3)
        self.assertEqual(self.preview["matches"], {0: ["code"], 1: ["name"], 2: ["parent_id"]})

    def test_row_numbers(self):
        wrong = self.CSV.replace(b"Dua,005", b"Dua,006").replace(b"Dinas,U-kota", b"Dinas,U-kata")
        result = self.run_file(self.wizard("eoffice.organisation", wrong, "unit.csv"))
        self.assertEqual([error["row"] for error in result["report"]["errors"]], [4, 6])
        self.assertFalse(self.units_of("005", "005.1", "005.2"))

    def test_dry_run(self):
        result = self.run_file(
            self.wizard("eoffice.organisation", self.CSV, "unit.csv"), dryrun=True
        )
        self.assertEqual(self.counts(result)["new"], 3)
        self.assertFalse(self.units_of("005", "005.1", "005.2"))

    def test_xlsx(self):
        content = self.xlsx(
            ["NIP", "Full name", "Jabatan"],
            [NIP.format(1), "Ani", "x"],
            [],
            [198503172010011002, "Budi", "x"],
        )
        result = self.run_file(self.wizard("res.users", content, "orang.xlsx"))
        (error,) = result["report"]["errors"]
        self.assertEqual((error["row"], error["column"]), (4, "NIP"))
        self.assertIn("lost digits", error["message"])
        self.assertNotIn("\u2060", error["value"])

    def test_template_comes_back(self):
        """What is downloaded can be filled in and loaded, in the language of the account."""
        for model in ("eoffice.organisation", "eoffice.jabatan", "res.users"):
            for lang in ("en_US", "id_ID"):
                with self.subTest(model, lang=lang):
                    self.env["res.lang"]._activate_lang(lang)
                    table = self.env[model].with_context(lang=lang)
                    content = self.xlsx(
                        [column.heading for column in table._import_columns()],
                        [(column.examples or ("",))[0] for column in table._import_columns()],
                    )
                    wizard = self.wizard(model, content, "templat.xlsx")
                    result = self.run_file(wizard)
                    names = [column.name for column in table._import_columns()]
                    self.assertEqual(
                        self.preview["matches"],
                        {place: [name] for place, name in enumerate(names)},
                    )
                    (error,) = result["report"]["errors"]
                    self.assertEqual(error["row"], 0)

    def test_other_formats(self):
        for name in ("a.xls", "a.ods"):
            preview = self.wizard("res.users", b"x", name).parse_preview(dict(OPTIONS))
            self.assertIn("XLSX", preview["error"])

    def test_other_models_are_as_in_odoo(self):
        wizard = self.wizard("eoffice.instruction", b"Name\nBaca\n", "a.csv")
        result = self.run_file(wizard)
        self.assertEqual(len(result["ids"]), 1)
        self.assertNotIn("report", result)


@tagged("post_install", "-at_install")
class TestImportQueriesDoNotGrow(ImportMixin, QueryCase):
    """Ten times the rows take hardly more statements: the ORM writes by hundreds."""

    def rows(self, size, tag):
        units = [
            [f"{tag}{n}", f"Unit {n}", f"{tag}{n // 8}" if n else "U-kota"] for n in range(size)
        ]
        positions = [
            [f"{tag}P{n}", f"Jabatan {n}", f"{tag}{n}", f"{tag}P{n // 8}" if n else "J-sekda", "Ya"]
            for n in range(size)
        ]
        people = [
            [
                f"19850317{2010 + len(tag)}0{1 + n // 999}1{n % 999 + 1:03d}",
                f"Orang {n}",
                f"{tag}P{n}",
            ]
            for n in range(size)
        ]
        return (
            ("eoffice.organisation", ["code", "name", "parent_id"], units),
            (
                "eoffice.jabatan",
                ["code", "name", "organisation_id", "superior_id", "is_head"],
                positions,
            ),
            ("res.users", ["eoffice_nip", "name", "jabatan_code"], people),
        )

    def statements(self, name, fields, rows):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.counts(self.load(name, fields, rows))
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_new_and_again(self):
        found = {}
        for size, tag in ((5, "w"), (40, "ab"), (400, "abc")):
            for name, fields, rows in self.rows(size, tag):
                found[name, size] = self.statements(name, fields, rows)
                found[name, size, "again"] = self.statements(name, fields, rows)
        for name, _fields, _rows in self.rows(1, "x"):
            with self.subTest(name):
                self.assertLess(found[name, 400, "again"] - found[name, 40, "again"], 10, found)
                self.assertLess(found[name, 400] - found[name, 40], 60, found)

    def test_a_promotion_of_many(self):
        people = self.rows(300, "abc")[2]
        for name, fields, rows in self.rows(300, "abc"):
            self.counts(self.load(name, fields, rows))
        counts = []
        for size, pangkat in ((30, "Pembina"), (300, "Pembina Tk. I")):
            rows = [[row[0], pangkat] for row in people[2][:size]]
            counts.append(self.statements("res.users", ["eoffice_nip", "eoffice_pangkat"], rows))
        self.assertLess(counts[1] - counts[0], 10)


@tagged("post_install", "-at_install")
class TestTemplates(FileMixin, OfficeHttpMixin, HttpCase):
    """The templates are there for who may import, in his language, and for nobody else."""

    MODELS = ("eoffice.organisation", "eoffice.jabatan", "res.users")

    def test_download(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.users["administrator"].lang = "id_ID"
        self.authenticate(self.users["administrator"].login, "bekasi")
        for model in self.MODELS:
            (offered,) = self.env[model].get_import_templates()
            answer = self.url_open(offered["template"])
            self.assertEqual(answer.status_code, 200)
            self.assertIn("attachment", answer.headers["Content-Disposition"])
            names, _name, rows = read_xlsx(answer.content)
            self.assertEqual(names[1], "Catatan")
            table = self.env[model].with_context(lang="id_ID")
            self.assertEqual(rows[0], [column.heading for column in table._import_columns()])

    def test_nobody_else(self):
        for key in ("staf_sosial", "kadis_sosial", None):
            self.authenticate(key and self.users[key].login, "bekasi" if key else None)
            for model in (*self.MODELS, "res.partner", "tidak.ada"):
                answer = self.url_open(f"/eoffice/import/{model}.xlsx")
                self.assertNotIn("spreadsheet", answer.headers["Content-Type"])

    def call(self, method, args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/res.users/{method}",
            {"model": "res.users", "method": method, "args": args, "kwargs": {}},
        )

    def test_load_by_the_web_client(self):
        rows = [["eoffice_nip", "name"], [[NIP.format(1), "Ani"]]]
        self.authenticate("staf.sosial.uji", "bekasi")
        with self.assertRaisesRegex(JsonRpcException, "AccessError"), mute_logger("odoo.http"):
            self.call("load", rows)
        self.authenticate(self.users["administrator"].login, "bekasi")
        self.assertEqual(len(self.call("load", rows)["ids"]), 1)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.call("_create_accounts", [[{}]])


@tagged("post_install", "-at_install", "eoffice_tour")
class TestImportInBrowser(ImportMixin, OfficeHttpMixin, HttpCase):
    """The import screen: errors by row, mended, tested, imported."""

    def test_import_units(self):
        action = self.env.ref("eoffice_bekasi.eoffice_organisation_action_import")
        self.start_tour(
            f"/odoo/action-{action.id}",
            "eoffice_import_units",
            login=self.users["administrator"].login,
        )
        unit = self.env["eoffice.organisation"].search([("code", "=", "005.1")])
        self.assertEqual((unit.name, unit.parent_id.code), ("Bidang Satu", "005"))
