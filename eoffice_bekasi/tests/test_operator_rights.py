import itertools
from datetime import timedelta

from odoo import Command, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..tools.local_time import office_today
from ..wizard.account import PERSON_FIELDS
from .common import OfficeHttpMixin
from .test_api_json2 import Json2Case
from .test_operator import OperatorCase, OperatorMixin

REFUSALS = (AccessError, UserError, ValidationError)
#: Who tries: operator of Dinas Kesehatan, of another SKPD, and everybody else.
OPERATOR, OTHER = "tu_kesehatan", "tu_pendidikan"
PLAIN = (
    "staf_kesehatan",
    "kadis_kesehatan",
    "kabid_kesehatan",
    "tu_sosial",
    "director",
    "internal",
)


class RightsMixin(OperatorMixin):
    """Two operators, a Pengarah, an administrator without Odoo's settings, and records to try on."""

    @classmethod
    def add_people(cls):
        cls.add_operators()
        cls.users["director"] = new_test_user(
            cls.env, "pengarah.uji", groups="eoffice_bekasi.group_director", name="Pengarah"
        )
        cls.users["internal"] = new_test_user(cls.env, "internal.uji", groups="base.group_user")
        cls.users["admin"] = new_test_user(
            cls.env, "fajar.uji", groups="eoffice_bekasi.group_administrator", name="Fajar"
        )
        cls.users["free"] = new_test_user(
            cls.env, "bebas.uji", groups="base.group_user", name="Belum Menjabat"
        )
        cls.env.flush_all()

    def values(self, skpd):
        """Return for each model: the record tried on, values to write, and values to create."""
        today = office_today()
        jabatan = self.jabatan[f"staf_{skpd}"]
        return {
            "eoffice.organisation": (
                self.organisations[skpd],
                {"phone": "021-7"},
                {"name": "Unit Baru", "parent_id": self.organisations[skpd].id},
            ),
            "eoffice.jabatan": (
                jabatan,
                {"name": f"Staf Baru {skpd}"},
                {
                    "name": "Penata Arsip",
                    "kind": "pelaksana",
                    "organisation_id": self.organisations[skpd].id,
                    "superior_id": self.jabatan[f"kasubbag_{skpd}"].id,
                },
            ),
            "eoffice.assignment": (
                jabatan.assignment_ids[:1],
                {"date_to": str(today + timedelta(days=30))},
                {
                    "jabatan_id": self.jabatan[f"tu_{skpd}"].id,
                    "user_id": self.users["free"].id,
                    "date_from": str(today),
                },
            ),
            "eoffice.operator": (
                self.env["eoffice.operator"].search(
                    [("skpd_id", "=", self.organisations[skpd].id)], limit=1
                ),
                {"decree": "palsu"},
                {
                    "skpd_id": self.organisations["sosial"].id,
                    "user_id": self.users["free"].id,
                    "date_from": f"{today} 00:00:00",
                    "appointed_by_id": self.users["free"].id,
                },
            ),
            "res.users": (
                self.users[f"sekretaris_{skpd}"],
                {"name": "Nama Palsu"},
                {"name": "Akun Palsu", "login": "palsu.uji"},
            ),
        }

    #: What an operator may do in his own SKPD; elsewhere he reads. Nobody unlinks.
    OWN = {
        "eoffice.organisation": "rw",
        "eoffice.jabatan": "rwc",
        "eoffice.assignment": "rwc",
        "eoffice.operator": "r",
        "res.users": "r",
    }

    def may(self, who, model, skpd, operation):
        """Return what the design gives, for the whole matrix."""
        if operation == "r":
            # Accounts without any role of the e-office see nothing of it.
            return model == "res.users" or who != "internal"
        own = (who, skpd) in ((OPERATOR, "kesehatan"), (OTHER, "pendidikan"))
        return own and operation in self.OWN[model]


class RightsCase(RightsMixin, OperatorCase):
    """By the ORM."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_people()

    def refused(self, call, pattern=""):
        with (
            mute_logger("odoo.models", "odoo.addons.base", "odoo.sql_db", "odoo.orm.models"),
            self.assertRaisesRegex(REFUSALS, pattern),
            self.env.cr.savepoint(),
        ):
            call()
        self.env.invalidate_all()

    def mine(self, key, records):
        return records.with_user(self.users[key])


@tagged("post_install", "-at_install")
class TestEachRoleOnTheOrganisation(RightsCase):
    """Role x model x operation, in the own SKPD and in another, by the ORM."""

    def test_matrix(self):
        for who, skpd in itertools.product((OPERATOR, OTHER, *PLAIN), ("kesehatan", "pendidikan")):
            for model, (record, change, new) in self.values(skpd).items():
                mine = self.mine(who, record)
                calls = {
                    "r": lambda mine=mine: mine.read(["display_name"]),
                    "w": lambda mine=mine, change=change: mine.write(change),
                    "c": lambda mine=mine, new=new: mine.create(new),
                    "u": mine.unlink,
                }
                for operation, call in calls.items():
                    with self.subTest(who=who, skpd=skpd, model=model, operation=operation):
                        if self.may(who, model, skpd, operation):
                            with self.env.cr.savepoint() as savepoint:
                                self.assertTrue(call())
                                self.env.flush_all()
                                savepoint.rollback()
                            self.env.invalidate_all()
                        else:
                            self.refused(call)

    def test_the_administrator_does_it_everywhere(self):
        for skpd in ("kesehatan", "sosial"):
            for model, (record, change, new) in self.values(skpd).items():
                if model in ("res.users", "eoffice.operator"):
                    continue
                with self.subTest(skpd=skpd, model=model):
                    self.mine("admin", record).write(change)
                    self.mine("admin", record).create(new)

    def test_an_administrator_who_is_operator_keeps_his_rights(self):
        self.users[OPERATOR].group_ids |= self.env.ref("eoffice_bekasi.group_administrator")
        self.mine(OPERATOR, self.organisations["sosial"]).write({"abbreviation": "Dinsosial"})

    def test_it_ends_with_the_appointment(self):
        mine = self.mine(OPERATOR, self.organisations["kesehatan"])
        mine.write({"phone": "1"})
        self.operator_of("kesehatan").with_user(self.users["kadis_kesehatan"]).action_end()
        self.refused(lambda: mine.write({"phone": "2"}))
        # the role alone is nothing: without an appointment no record is his
        self.users[OPERATOR].group_ids |= self.env.ref("eoffice_bekasi.group_operator")
        self.refused(lambda: mine.write({"phone": "2"}))
        self.refused(
            lambda: (
                self.env["eoffice.account"]
                .with_user(self.users[OPERATOR])
                .action_make("baru.uji", {"name": "Baru"})
            )
        )


@tagged("post_install", "-at_install")
class TestOperatorKeepsUpUnits(RightsCase):
    """Address, contact and letterhead text of all units of his SKPD; nothing else of them."""

    def test_fields(self):
        unit = self.add_organisation(
            "bidang", "Bidang P2P", parent=self.organisations["kesehatan"], kind="bidang"
        )
        values = {
            "street": "Jl. Baru 2",
            "postal_code": "17111",
            "phone": "021-8",
            "email": "dinkes@uji.example",
            "website": "uji.example",
            "kop_line_1": "PEMERINTAH KOTA",
            "kop_line_2": "DINAS",
        }
        for record in (unit, self.organisations["kesehatan"]):
            self.mine(OPERATOR, record).write(values)
        mine = self.mine(OPERATOR, self.organisations["kesehatan"])
        foreign = {
            name
            for name, field in mine._fields.items()
            if name not in values and name not in models.MAGIC_COLUMNS and field.store
        }
        for name in sorted(foreign):
            with self.subTest(name):
                self.refused(lambda name=name: mine.write({name: mine[name] and False}))
        described = mine.fields_get(["phone", "abbreviation", "kind"], ["readonly"])
        self.assertEqual(
            {name: field["readonly"] for name, field in described.items()},
            {"phone": False, "abbreviation": True, "kind": True},
        )
        with self.assertRaisesRegex(AccessError, "operator"):
            mine.write({"abbreviation": "X"})

    def test_not_through_others(self):
        mine = self.mine(OPERATOR, self.organisations["kesehatan"])
        sub = Command.create({"name": "Sisipan", "kind": "other"})
        for values in (
            {"child_ids": [sub]},
            {
                "jabatan_ids": [
                    Command.update(self.jabatan["staf_kesehatan"].id, {"may_sign": True})
                ]
            },
            {"operator_ids": [Command.clear()]},
            {"head_jabatan_id": self.jabatan["staf_kesehatan"].id},
        ):
            self.refused(lambda values=values: mine.write(values))


@tagged("post_install", "-at_install")
class TestOperatorKeepsUpPositions(RightsCase):
    """Positions of his SKPD, but not those that others give: head, registry, right to sign."""

    def new(self, **values):
        Jabatan = self.env["eoffice.jabatan"].with_user(self.users[OPERATOR])
        return Jabatan.create({**self.values("kesehatan")["eoffice.jabatan"][2], **values})

    def test_makes_and_changes(self):
        jabatan = self.new(echelon="IV.a")
        jabatan.write({"name": "Arsiparis", "kind": "fungsional", "sequence": 3})
        jabatan.write({"superior_id": self.jabatan["kabid_kesehatan"].id})
        jabatan.action_archive()
        self.assertFalse(jabatan.active)

    def test_gives_no_power(self):
        jabatan = self.new()
        powers = {"may_sign": True, "rank": "sekda", "is_shared": True, "is_head": True}
        for name, value in powers.items():
            for call in (
                lambda name=name, value=value: self.new(**{name: value}),
                lambda name=name, value=value: jabatan.write({name: value}),
                lambda name=name, value=value: jabatan.with_context(
                    **{f"default_{name}": value}
                ).create(self.values("kesehatan")["eoffice.jabatan"][2]),
                lambda name=name, value=value: jabatan.copy({name: value}),
                lambda name=name, value=value: jabatan.web_save({name: value}, {"id": {}}),
            ):
                with self.subTest(name):
                    self.refused(call)
        Defaults = self.env["ir.default"].with_user(self.users[OPERATOR])
        Defaults.set("eoffice.jabatan", "may_sign", True, user_id=True)
        self.refused(self.new)

    def test_not_by_import(self):
        Jabatan = self.env["eoffice.jabatan"].with_user(self.users[OPERATOR])
        names = ["name", "organisation_id/.id", "superior_id/.id", "kind"]
        row = [
            "Penata",
            str(self.organisations["kesehatan"].id),
            str(self.jabatan["kadis_kesehatan"].id),
            "Pelaksana",
        ]
        self.assertTrue(Jabatan.load(names, [row])["ids"])
        for extra, value in (("may_sign", "1"), ("rank", "Sekretaris Daerah")):
            with self.subTest(extra), mute_logger("odoo.models"):
                self.assertFalse(Jabatan.load([*names, extra], [[*row, value]])["ids"])

    def test_stays_inside(self):
        jabatan = self.new()
        self.refused(lambda: jabatan.write({"organisation_id": self.organisations["sosial"].id}))
        self.refused(lambda: self.new(organisation_id=self.organisations["sosial"].id))
        for superior in ("kadis_sosial", "sekda"):
            self.refused(
                lambda one=superior: jabatan.write({"superior_id": self.jabatan[one].id}),
                "superior",
            )
            self.refused(
                lambda one=superior: self.new(superior_id=self.jabatan[one].id), "superior"
            )
        self.refused(lambda: jabatan.write({"superior_id": False}), "superior")

    def test_head_and_registry_are_reserved(self):
        for key in ("kadis_kesehatan", "tu_kesehatan"):
            mine = self.mine(OPERATOR, self.jabatan[key])
            self.assertTrue(mine.is_reserved)
            for values in ({"name": "x"}, {"active": False}, {"kind": "fungsional"}):
                with self.subTest(key, values=values):
                    self.refused(lambda mine=mine, values=values: mine.write(values))
        self.assertFalse(self.mine(OPERATOR, self.jabatan["staf_kesehatan"]).is_reserved)

    def test_the_setda_operator_leaves_the_wali_kota_alone(self):
        self.appoint("sekda", "setda", "tu_setda")
        mine = self.mine("tu_setda", self.jabatan["walikota"])
        self.assertEqual(mine.skpd_id, self.organisations["setda"])
        self.refused(lambda: mine.write({"name": "Wali Kota Baru"}))
        self.refused(lambda: mine.assignment_ids.write({"date_to": office_today()}))
        self.refused(
            lambda: (
                self.env["eoffice.account"]
                .with_user(self.users["tu_setda"])
                .action_change(self.users["walikota"].id, {"email": "saya@uji.example"})
            )
        )


@tagged("post_install", "-at_install")
class TestOperatorRecordsAssignments(RightsCase):
    """Who holds what in his SKPD: he begins and ends; he rewrites no past and raises nobody over him."""

    def begin(self, user="free", key="tu_kesehatan", **values):
        today = office_today()
        return (
            self.env["eoffice.assignment"]
            .with_user(self.users[OPERATOR])
            .create(
                {
                    "jabatan_id": self.jabatan[key].id,
                    "user_id": self.users[user].id,
                    "date_from": today,
                    **values,
                }
            )
        )

    def test_begins_and_ends_and_the_role_comes_and_goes(self):
        today = office_today()
        assignment = self.begin()
        self.assertEqual(self.roles(self.users["free"]), {"user", "registry"})
        assignment.write({"date_to": today, "decree_number": "800/3"})
        self.on(today + timedelta(days=1))
        self.users["free"]._eoffice_sync_roles()
        self.assertEqual(self.roles(self.users["free"]), set())

    def test_the_position_form_takes_them_too(self):
        mine = self.mine(OPERATOR, self.jabatan["tu_kesehatan"])
        mine.write(
            {"assignment_ids": [Command.create({"user_id": self.users["free"].id, "kind": "plt"})]}
        )
        yesterday = office_today() - timedelta(days=1)
        self.jabatan["kadis_kesehatan"].assignment_ids.date_to = yesterday
        head = self.mine(OPERATOR, self.jabatan["kadis_kesehatan"])
        values = {"user_id": self.users["free"].id, "date_from": office_today()}
        self.refused(lambda: head.write({"assignment_ids": [Command.create(values)]}), "works for")

    def test_what_has_begun_is_only_ended(self):
        today = office_today()
        running = self.jabatan["staf_kesehatan"].assignment_ids
        mine = self.mine(OPERATOR, running)
        self.assertEqual(mine.state, "running")
        for values in (
            {"user_id": self.users["free"].id},
            {"date_from": today},
            {"kind": "plt"},
            {"jabatan_id": self.jabatan["kabid_kesehatan"].id},
        ):
            self.refused(lambda values=values: mine.write(values), "has begun")
        mine.write({"date_to": today - timedelta(days=1)})
        self.assertEqual(mine.state, "ended")
        for values in ({"date_to": False}, {"decree_number": "x"}):
            self.refused(lambda values=values: mine.write(values), "has ended")

    def test_what_has_not_begun_may_change(self):
        today = office_today()
        coming = self.begin(date_from=today + timedelta(days=5))
        self.assertEqual(coming.state, "coming")
        coming.write(
            {"date_from": today + timedelta(days=6), "user_id": self.users["staf_sosial"].id}
        )
        self.refused(lambda: coming.write({"jabatan_id": self.jabatan["tu_sosial"].id}))
        self.refused(lambda: coming.write({"user_id": self.users[OPERATOR].id}), "himself")

    def test_not_himself_not_the_head(self):
        for key in ("kadis_kesehatan", "staf_kesehatan"):
            self.jabatan[key].assignment_ids.date_to = office_today()
        tomorrow = office_today() + timedelta(days=1)
        self.refused(lambda: self.begin(OPERATOR, "staf_kesehatan", date_from=tomorrow), "himself")
        self.refused(lambda: self.begin("free", "kadis_kesehatan", date_from=tomorrow), "works for")
        own = self.mine(OPERATOR, self.jabatan["tu_kesehatan"].assignment_ids)
        self.assertTrue(own.is_reserved)
        self.refused(lambda: own.write({"date_to": office_today()}), "himself")
        head = self.mine(OPERATOR, self.jabatan["kadis_kesehatan"].assignment_ids)
        self.refused(lambda: head.write({"date_to": False}), "works for")

    def test_not_elsewhere_and_no_defaults(self):
        self.refused(lambda: self.begin(key="tu_sosial"))
        Defaults = self.env["ir.default"].with_user(self.users[OPERATOR])
        Defaults.set("eoffice.assignment", "is_exclusive", False, user_id=True)
        self.refused(self.begin)

    def test_the_context_lifts_no_constraint(self):
        Assignment = self.env["eoffice.assignment"].with_user(self.users[OPERATOR])
        self.refused(
            lambda: Assignment.with_context(default_is_exclusive=False).create(
                {"jabatan_id": self.jabatan["staf_kesehatan"].id, "user_id": self.users["free"].id}
            )
        )


@tagged("post_install", "-at_install")
class TestOperatorLooksAfterAccounts(RightsCase):
    """Accounts of those who work in his SKPD, by the one door there is; never more than the person's data."""

    def account(self, who=OPERATOR):
        return self.env["eoffice.account"].with_user(self.users[who])

    def make(self, login="pegawai.uji", who=OPERATOR, **values):
        answer = self.account(who).action_make(login, {"name": "Pegawai Baru", **values})
        return self.env["res.users"].browse(answer["id"])

    def test_makes_an_account_without_any_right(self):
        user = self.make(nip="199001012020121001", email="pegawai@uji.example")
        self.assertFalse(user.all_group_ids & self.env["res.groups"]._eoffice_guarded())
        self.assertEqual(user.eoffice_skpd_id, self.organisations["kesehatan"])
        self.assertEqual(user.tz, "Asia/Jakarta")
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        self.assertFalse(self.env.cr.fetchone()[0])
        event = self.env["eoffice.event"].search([], limit=1)
        self.assertEqual(
            (event.kind, event.user_id, event.detail["account"]),
            ("account_made", self.users[OPERATOR], "pegawai.uji"),
        )
        # whom another operator does not get by it
        self.refused(lambda: self.account(OTHER).action_change(user.id, {"name": "x"}))
        self.env["eoffice.assignment"].with_user(self.users[OPERATOR]).create(
            {"jabatan_id": self.jabatan["tu_kesehatan"].id, "user_id": user.id}
        )
        self.assertEqual(self.roles(user), {"user", "registry"})

    def test_changes_the_persons_data(self):
        user = self.users["staf_kesehatan"]
        values = {
            "name": "Nama Benar",
            "email": "benar@uji.example",
            "nip": "199001012020121009",
            "pangkat": "Penata",
            "golongan": "III/c",
            "title_front": "Dr.",
            "title_back": "M.Si.",
        }
        self.assertEqual(set(values), set(PERSON_FIELDS))
        self.account().action_change(user.id, values)
        self.assertEqual(values, {name: user[field] for name, field in PERSON_FIELDS.items()})
        event = self.env["eoffice.event"].search([("kind", "=", "account_changed")], limit=1)
        self.assertIn("email", event.detail["changed"])
        with self.assertRaises(UserError):
            self.account().action_change(user.id, {"name": " "})

    def test_the_old_address_is_told_of_the_new_one(self):
        user = self.users["staf_kesehatan"]
        user.email = "lama@uji.example"
        self.account().action_change(user.id, {"email": "baru@uji.example"})
        mail = self.env["mail.mail"].search([("email_to", "=", "lama@uji.example")], limit=1)
        self.assertIn("baru@uji.example", mail.body_html)

    def test_closes_and_opens(self):
        user = self.users["staf_kesehatan"]
        self.account().action_close(user.id)
        self.assertFalse(user.active)
        self.assertTrue(self.jabatan["staf_kesehatan"].assignment_ids)
        self.account().action_open(user.id)
        self.assertTrue(user.active)
        kinds = self.env["eoffice.event"].search([], limit=2).mapped("kind")
        self.assertEqual(kinds, ["account_reopened", "account_closed"])
        with self.assertRaises(UserError):
            self.account().action_close(self.users[OPERATOR].id)

    def not_his(self):
        """Return accounts that an operator of Dinas Kesehatan must not touch, by reason."""
        today = office_today()
        settings = new_test_user(self.env, "sistem.uji", groups="base.group_system")
        both = self.newcomer("dua.uji")
        self.hold(both, "tu_kesehatan")
        self.hold(both, "tu_sosial")
        coming = self.newcomer("datang.uji")
        self.hold(coming, "tu_kesehatan", date_to=today)
        self.hold(coming, "tu_sosial", date_from=today + timedelta(days=9))
        for user, xml_id in (
            (self.newcomer("adm.uji"), "eoffice_bekasi.group_administrator"),
            (self.newcomer("dir.uji"), "eoffice_bekasi.group_director"),
        ):
            self.hold(user, "tu_kesehatan")
            user.group_ids |= self.env.ref(xml_id)
            yield xml_id, user
        self.hold(settings, "tu_kesehatan")
        yield "odoo's settings", settings
        yield "also elsewhere", both
        yield "soon elsewhere", coming
        yield "elsewhere", self.users["staf_sosial"]
        yield "head", self.users["kadis_kesehatan"]
        yield "nowhere", self.users["free"]
        yield "root", self.env.ref("base.user_root")
        yield "admin", self.env.ref("base.user_admin")
        yield "portal", new_test_user(self.env, "luar.uji", groups="base.group_portal")

    def test_accounts_that_are_not_his(self):
        account = self.account()
        for reason, user in self.not_his():
            for name, call in {
                "change": lambda user=user: account.action_change(user.id, {"name": "x"}),
                "close": lambda user=user: account.action_close(user.id),
                "open": lambda user=user: account.action_open(user.id),
                "look": lambda user=user: account.with_context(default_user_id=user.id).default_get(
                    ["user_id", "name"]
                ),
                "save": lambda user=user: account.create(
                    {"user_id": user.id, "name": "x", "login": "x"}
                ).action_save(),
            }.items():
                with self.subTest(reason, call=name):
                    self.refused(call)

    def test_only_an_operator_or_administrator(self):
        for who in PLAIN:
            for call in (
                lambda who=who: self.make(who=who),
                lambda who=who: self.account(who).action_change(
                    self.users["staf_kesehatan"].id, {"name": "x"}
                ),
                lambda who=who: self.account(who).action_close(self.users["staf_kesehatan"].id),
                lambda who=who: self.account(who).create({"name": "x", "login": "x"}),
            ):
                with self.subTest(who):
                    self.refused(call)
        user = self.make(who="admin", login="lewat.admin")
        self.account("admin").action_change(user.id, {"name": "Lewat Admin"})
        settings = new_test_user(self.env, "sistem.uji", groups="base.group_system")
        self.refused(lambda: self.account("admin").action_change(settings.id, {"name": "x"}))

    def test_mass_assignment_through_the_door(self):
        """Whatever else is sent along is refused, not dropped."""
        attacks = {
            "group_ids": [Command.link(self.env.ref("base.group_system").id)],
            "login": "lain.uji",
            "password": "rahasia1",
            "new_password": "rahasia1",
            "active": False,
            "company_id": 1,
            "company_ids": [Command.set([1])],
            "partner_id": self.users["kadis_kesehatan"].partner_id.id,
            "eoffice_skpd_id": self.organisations["sosial"].id,
            "eoffice_nip": "1",
            "action_id": 1,
            "signature": "x",
            "parent_id": 1,
            "id": 1,
        }
        user = self.users["staf_kesehatan"]
        before = user.read(
            ["login", "active", "company_id", "partner_id", "group_ids", "signature"]
        )
        for name, value in attacks.items():
            for call in (
                lambda values={name: value}: self.account().action_make(
                    "x.uji", {"name": "x", **values}
                ),
                lambda values={name: value}: self.account().action_change(user.id, values),
                lambda value=value: self.account().action_change(user.id, {"name": [value]}),
            ):
                with self.subTest(name):
                    self.refused(call)
        self.assertEqual(user.read(list(before[0])), before)

    def test_nothing_comes_in_by_defaults(self):
        """Neither a context nor a personal default sets password or groups of a new account."""
        group = self.env.ref("eoffice_bekasi.group_administrator")
        Defaults = self.env["ir.default"].with_user(self.users[OPERATOR])
        Defaults.set("res.users", "password", "rahasia1", user_id=True)
        Defaults.set("res.users", "signature", "titipan", user_id=True)
        answer = (
            self.account()
            .with_context(
                default_group_ids=[Command.link(group.id)],
                default_password="rahasia1",
                default_partner_id=self.users["kadis_kesehatan"].partner_id.id,
                default_active=False,
            )
            .action_make("titipan.uji", {"name": "Titipan"})
        )
        user = self.env["res.users"].browse(answer["id"])
        self.assertTrue(user.active)
        self.assertFalse(user.all_group_ids & self.env["res.groups"]._eoffice_guarded())
        self.assertNotEqual(user.partner_id, self.users["kadis_kesehatan"].partner_id)
        self.assertNotIn("titipan</", user.signature or "")
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        self.assertFalse(self.env.cr.fetchone()[0])

    def test_the_account_itself_is_closed(self):
        """On res.users and res.partner an operator writes nothing of others, by any way."""
        group = self.env.ref("eoffice_bekasi.group_administrator")
        for target in ("staf_kesehatan", "kadis_kesehatan", "staf_sosial"):
            user = self.mine(OPERATOR, self.users[target])
            for name, value in {
                "group_ids": [Command.link(group.id)],
                "login": "lain.uji",
                "password": "rahasia1",
                "active": False,
                "name": "x",
                "email": "x@uji.example",
                "eoffice_nip": "1",
                "company_ids": [Command.set([])],
                "partner_id": self.users[OPERATOR].partner_id.id,
                "eoffice_assignment_ids": [Command.clear()],
                "eoffice_skpd_id": self.organisations["kesehatan"].id,
            }.items():
                attack = {name: value}
                for call in (
                    lambda user=user, attack=attack: user.write(attack),
                    lambda user=user, attack=attack: user.web_save(attack, {"id": {}}),
                    lambda user=user, attack=attack: user.create(
                        {"name": "x", "login": "x.uji", **attack}
                    ),
                    lambda user=user: user.partner_id.write({"name": "x"}),
                    lambda user=user, attack=attack: user.partner_id.write(
                        {"user_ids": [Command.update(user.id, attack)]}
                    ),
                ):
                    with self.subTest(target=target, field=name):
                        self.refused(call)
            for call in (user.action_archive, user.action_reset_password, user.unlink):
                with self.subTest(target=target, call=call.__name__):
                    self.refused(call)
        answer = (
            self.env["res.users"]
            .with_user(self.users[OPERATOR])
            .load(["name", "login"], [["Dari Berkas", "berkas.uji"]])
        )
        self.assertFalse(answer["ids"])

    def test_the_dialog(self):
        """What the screen does: open with the account's data, change, save; or make a new one."""
        user = self.users["staf_kesehatan"]
        action = self.mine(OPERATOR, user).action_eoffice_account()
        Account = self.account().with_context(**action["context"])
        values = Account.default_get(list(Account._fields))
        self.assertEqual((values["login"], values["name"]), (user.login, user.name))
        dialog = Account.create({**values, "name": "Nama Dialog", "login": "diabaikan"})
        dialog.action_save()
        self.assertEqual((user.name, user.login), ("Nama Dialog", "staf.kesehatan.uji"))
        self.account().create({"name": "Orang", "login": "orang.uji"}).action_save()
        self.assertTrue(self.env["res.users"].search([("login", "=", "orang.uji")]))
        with self.assertRaisesRegex(UserError, "taken"):
            self.account().create({"name": "Orang", "login": "orang.uji"}).action_save()
        self.refused(self.mine(OPERATOR, self.users["staf_sosial"]).action_eoffice_account)

    def test_the_list(self):
        """The accounts of his SKPD, the head's shown but not to change; nobody else's."""
        closed = self.make()
        self.account().action_close(closed.id)
        Users = self.env["res.users"].with_user(self.users[OPERATOR])
        domain = [("eoffice_of_my_skpd", "=", True)]
        found = Users.with_context(active_test=False).search(domain)
        keys = ("kadis", "sekretaris", "kasubbag", "staf", "kabid", "tu")
        expected = [self.users[f"{key}_kesehatan"].id for key in keys]
        self.assertEqual(set(found.ids), {*expected, closed.id})
        self.assertNotIn(closed, Users.search(domain))
        self.assertTrue(all(found.mapped("eoffice_of_my_skpd")))
        self.assertEqual(
            (found - found.filtered("eoffice_may_manage")).ids, [self.users["kadis_kesehatan"].id]
        )
        plain = self.env["res.users"].with_user(self.users["staf_kesehatan"])
        self.assertFalse(plain.search(domain))
        self.assertFalse(plain.browse(found.ids).filtered("eoffice_may_manage"))


@tagged("post_install", "-at_install")
class TestOperatorRightsInTheWebClient(RightsMixin, OfficeHttpMixin, HttpCase):
    """The same matrix by the calls that the screens make."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_people()
        for user in cls.users.values():
            user.password = "bekasi"

    def call_kw(self, model, method, args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )

    def test_matrix(self):
        for who in (OPERATOR, "staf_kesehatan", "director"):
            self.authenticate(self.users[who].login, "bekasi")
            for skpd in ("kesehatan", "pendidikan"):
                for model, (record, change, new) in self.values(skpd).items():
                    for operation, method, args in (
                        ("r", "web_read", [record.ids, {"display_name": {}}]),
                        ("w", "web_save", [record.ids, change, {"id": {}}]),
                        ("c", "web_save", [[], new, {"id": {}}]),
                        ("u", "unlink", [record.ids]),
                    ):
                        with self.subTest(who=who, skpd=skpd, model=model, operation=operation):
                            if self.may(who, model, skpd, operation):
                                self.assertTrue(self.call_kw(model, method, args))
                            else:
                                with (
                                    self.assertRaises(JsonRpcException),
                                    mute_logger("odoo.http"),
                                ):
                                    self.call_kw(model, method, args)

    def test_the_screens_of_an_operator(self):
        """Menu, lists and forms load for him, and the door saves through them."""
        self.authenticate(self.users[OPERATOR].login, "bekasi")
        for action, views in (
            ("eoffice_organisation_action_my", ("list", "kanban", "form")),
            ("eoffice_jabatan_action_my", ("list", "kanban", "form")),
            ("eoffice_assignment_action_my", ("list", "kanban", "form")),
            ("res_users_action_my_skpd", ("list", "kanban")),
        ):
            record = self.env.ref(f"eoffice_bekasi.{action}")
            ids = {view: id_ for id_, view in record.views}
            for view in views:
                arch = self.call_kw(record.res_model, "get_view", [ids[view], view])["arch"]
                self.assertTrue(arch)
            domain = safe_eval(record.domain, {"uid": self.users[OPERATOR].id})
            self.assertTrue(self.call_kw(record.res_model, "search_count", [domain]))


@tagged("post_install", "-at_install")
class TestOperatorRightsByApi(RightsMixin, Json2Case):
    """The same matrix through JSON-2."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_people()

    @mute_logger("odoo.http")
    def test_matrix(self):
        for who in (OPERATOR, "staf_kesehatan"):
            for skpd in ("kesehatan", "pendidikan"):
                for model, (record, change, new) in self.values(skpd).items():
                    for operation, method, ids, arguments in (
                        ("r", "read", record.ids, {"fields": ["display_name"]}),
                        ("w", "write", record.ids, {"vals": change}),
                        ("c", "create", [], {"vals_list": [new]}),
                        ("u", "unlink", record.ids, {}),
                    ):
                        with self.subTest(who=who, skpd=skpd, model=model, operation=operation):
                            status = 200 if self.may(who, model, skpd, operation) else 403
                            self.call(who, model, method, ids, status=status, **arguments)

    @mute_logger("odoo.http")
    def test_accounts(self):
        model = "eoffice.account"
        made = self.call(
            OPERATOR,
            model,
            "action_make",
            login="lewat.api",
            values={"name": "Lewat Api", "nip": "199001012020121003"},
        )
        self.call(OPERATOR, model, "action_change", user_id=made["id"], values={"golongan": "II/c"})
        self.assertFalse(self.call(OPERATOR, model, "action_close", user_id=made["id"])["active"])
        self.assertTrue(self.call(OPERATOR, model, "action_open", user_id=made["id"])["active"])
        group = [Command.link(self.env.ref("base.group_system").id)]
        for values in ({"group_ids": group}, {"login": "x"}, {"password": "x"}, {"active": False}):
            self.call(
                OPERATOR, model, "action_change", user_id=made["id"], values=values, status=403
            )
            self.call(OPERATOR, "res.users", "write", [made["id"]], vals=values, status=403)
        for who, user in (
            (OTHER, made["id"]),
            ("staf_kesehatan", made["id"]),
            (OPERATOR, self.users["staf_sosial"].id),
            (OPERATOR, self.users["kadis_kesehatan"].id),
            (OPERATOR, self.users["admin"].id),
        ):
            for method, arguments in (
                ("action_change", {"values": {"name": "x"}}),
                ("action_close", {}),
                ("action_open", {}),
            ):
                self.call(who, model, method, user_id=user, status=403, **arguments)
