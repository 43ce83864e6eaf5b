from datetime import date, timedelta

import psycopg2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..models.assignment import KINDS
from ..tools.local_time import office_today
from .common import OfficeCase, OfficeHttpMixin
from .test_api_json2 import Json2Case

ONE_HOLDER = [kind for kind, _label in KINDS]


class AssignmentCase(OfficeCase):
    """Adds a newcomer who holds nothing, and a position that nobody holds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["baru"] = new_test_user(
            cls.env, "baru.uji", groups="eoffice_bekasi.group_official", name="Pejabat Baru"
        )
        cls.add_jabatan(
            "kabid_kosong",
            "Kepala Bidang Kosong",
            "kesehatan",
            cls.jabatan["kadis_kesehatan"],
            user=False,
            may_sign=True,
        )

    def assign(self, jabatan, user, kind="definitif", date_from="2024-01-01", date_to=False):
        assignment = self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan[jabatan].id,
                "user_id": self.users[user].id,
                "kind": kind,
                "date_from": date_from,
                "date_to": date_to,
            }
        )
        self.env.flush_all()
        return assignment


@tagged("post_install", "-at_install")
class TestOneSignerAtATime(AssignmentCase):
    """Never two simultaneous signers of one jabatan, however they hold it."""

    @mute_logger("odoo.sql_db")
    def test_each_kind_against_each(self):
        for first in ONE_HOLDER:
            for second in ONE_HOLDER:
                with self.subTest(first=first, second=second), self.env.cr.savepoint() as outer:
                    self.assign("kabid_kosong", "baru", first, "2024-01-01", "2024-06-30")
                    with (
                        self.assertRaises(psycopg2.errors.ExclusionViolation),
                        self.env.cr.savepoint(),
                    ):
                        self.assign("kabid_kosong", "sekda", second, "2024-06-30", False)
                    # The day after the last it is free.
                    self.assign("kabid_kosong", "sekda", second, "2024-07-01", False)
                    outer.rollback()

    def test_a_person_may_hold_two(self):
        self.assign("kabid_kosong", "sekretaris_kesehatan", "plt")
        held = self.users["sekretaris_kesehatan"]._eoffice_jabatan_ids()
        self.assertEqual(
            set(held),
            {self.jabatan["sekretaris_kesehatan"].id, self.jabatan["kabid_kosong"].id},
        )

    def test_many_share_a_desk(self):
        self.assign("tu_kesehatan", "baru")
        carriers = self.jabatan["tu_kesehatan"]._carriers()[self.jabatan["tu_kesehatan"].id]
        self.assertEqual(carriers, self.users["tu_kesehatan"] | self.users["baru"])

    def test_nobody_deletes(self):
        assignment = self.assign("kabid_kosong", "baru")
        for key in ("administrator", "kadis_kesehatan", "tu_kesehatan"):
            with self.assertRaises(AccessError):
                assignment.with_user(self.users[key]).unlink()

    def test_only_administrators_assign(self):
        assignment = self.assign("kabid_kosong", "baru")
        for key in ("kadis_kesehatan", "tu_kesehatan", "baru"):
            mine = assignment.with_user(self.users[key])
            self.assertEqual(mine.user_id, self.users["baru"])
            with self.assertRaises(AccessError):
                mine.date_to = "2030-01-01"
            with self.assertRaises(AccessError):
                mine.copy({"date_from": "2031-01-01"})


@tagged("post_install", "-at_install")
class TestWhoHeldWhat(AssignmentCase):
    """Who held a position on a day is answered for any past day, vacancies too."""

    def setUp(self):
        super().setUp()
        self.assign("kabid_kosong", "baru", "definitif", "2021-01-01", "2021-12-31")
        self.assign("kabid_kosong", "sekda", "plt", "2022-02-01", "2022-03-31")
        self.assign("kabid_kosong", "kabid_sosial", "definitif", "2022-04-01")

    def on(self, day):
        jabatan = self.jabatan["kabid_kosong"].with_user(self.users["staf_sosial"])
        jabatan = jabatan.with_context(eoffice_day=day)
        return jabatan.day_holder_id, jabatan.day_held_as or ""

    def test_any_day(self):
        nobody = self.env["res.users"]
        for day, user, held_as in (
            ("2020-12-31", nobody, ""),
            ("2021-01-01", self.users["baru"], ""),
            ("2021-12-31", self.users["baru"], ""),
            ("2022-01-15", nobody, ""),
            ("2022-03-31", self.users["sekda"], "Plt."),
            ("2022-04-01", self.users["kabid_sosial"], ""),
            # As a search facet sends it.
            (["2022-03-31"], self.users["sekda"], "Plt."),
            # What is no day is today.
            ("kemarin", self.users["kabid_sosial"], ""),
            (None, self.users["kabid_sosial"], ""),
        ):
            with self.subTest(day=day):
                self.assertEqual(self.on(day), (user, held_as))

    def test_as_the_list_reads_it(self):
        """The list with its facet: every position of the unit, also the vacant ones."""
        jabatan = self.jabatan["kabid_kosong"]
        jabatan._renamed_from(date(2022, 1, 1)).write({"name": "Kepala Bidang Baru"})
        Jabatan = self.env["eoffice.jabatan"].with_user(self.users["staf_sosial"])
        rows = Jabatan.with_context(eoffice_day=["2021-06-01"]).web_search_read(
            [("day", "=", "2021-06-01"), ("organisation_id.name", "=", "Dinas Kesehatan")],
            {"day_name": {}, "day_holder_id": {"fields": {"display_name": {}}}, "day": {}},
        )["records"]
        self.assertEqual(len(rows), 7)
        row = next(row for row in rows if row["id"] == jabatan.id)
        self.assertEqual(row["day_name"], "Kepala Bidang Kosong")
        self.assertEqual(row["day_holder_id"]["id"], self.users["baru"].id)
        self.assertEqual(str(row["day"]), "2021-06-01")

    def test_positions_archived_since(self):
        """Whoever held one on that day is found; today it is gone."""
        jabatan = self.jabatan["kabid_kosong"]
        jabatan.assignment_ids.sorted("date_from")[-1].date_to = "2022-12-31"
        jabatan.active = False
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "eoffice_bekasi.eoffice_holders_action"
        )
        self.assertIn("'active_test': False", action["context"])
        for day, found in (("2021-06-01", True), ("2022-01-15", False), (None, False)):
            Jabatan = self.env["eoffice.jabatan"].with_context(eoffice_day=day, active_test=False)
            facet = [("day", "=", day)] if day else []
            rows = Jabatan.search([*safe_eval(action["domain"]), *facet])
            self.assertEqual(jabatan in rows, found, day)
            self.assertIn(self.jabatan["sekda"], rows)

    def test_the_day_asked_about_gives_no_right(self):
        """A client's context must not make a former holder the holder."""
        jabatan = self.jabatan["kabid_kosong"].with_context(eoffice_day="2021-06-01")
        self.assertEqual(jabatan.holder_id, self.users["kabid_sosial"])
        baru = self.users["baru"].with_context(eoffice_day="2021-06-01")
        self.assertEqual(baru._eoffice_jabatan_ids(), ())

    def test_vacant_positions_are_found(self):
        self.add_jabatan("kosong", "Jabatan Kosong", "kesehatan", self.jabatan["sekda"], user=False)
        found = self.env["eoffice.jabatan"].search(
            [("is_vacant", "=", True), ("skpd_id", "=", self.organisations["kesehatan"].id)]
        )
        self.assertEqual(found, self.jabatan["kosong"])
        self.assertTrue(found.is_vacant)
        self.assertFalse(self.jabatan["kabid_kosong"].is_vacant)

    @mute_logger("odoo.sql_db")
    @settings(
        max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(
        st.lists(
            st.tuples(st.integers(0, 40), st.integers(0, 15), st.sampled_from(ONE_HOLDER)),
            max_size=6,
        ),
        st.integers(-2, 60),
    )
    def test_as_a_calendar_on_the_wall_would_say(self, periods, asked):
        start = date(2010, 1, 1)
        wall = {}
        with self.env.cr.savepoint() as outer:
            for number, (first, length, kind) in enumerate(periods):
                days = range(first, first + length + 1)
                user = ("baru", "sekda", "walikota")[number % 3]
                try:
                    with self.env.cr.savepoint():
                        self.assign(
                            "kabid_kosong",
                            user,
                            kind,
                            start + timedelta(days[0]),
                            start + timedelta(days[-1]),
                        )
                    self.assertFalse(wall.keys() & set(days))
                    wall.update(dict.fromkeys(days, self.users[user]))
                except psycopg2.errors.ExclusionViolation:
                    self.assertTrue(wall.keys() & set(days))
            day = str(start + timedelta(asked))
            self.assertEqual(self.on(day)[0], wall.get(asked, self.env["res.users"]))
            outer.rollback()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestSuccession(AssignmentCase):
    """Ending and following in one step; what waits stays with the jabatan."""

    def dialog(self, jabatan="kadis_kesehatan", **values):
        dialog = Form(
            self.env["eoffice.succession"]
            .with_user(self.users["administrator"])
            .with_context(default_jabatan_id=self.jabatan[jabatan].id)
        )
        for name, value in values.items():
            setattr(dialog, name, value)
        return dialog

    def succeed(self, jabatan="kadis_kesehatan", **values):
        dialog = self.dialog(jabatan, **values).save()
        dialog.action_apply()
        self.env.flush_all()
        return dialog

    def test_one_step(self):
        self.succeed(user_id=self.users["baru"], decree_number="800/1", decree_date=office_today())
        old, new = self.jabatan["kadis_kesehatan"].assignment_ids.sorted("date_from")
        self.assertEqual(old.date_to, office_today() - timedelta(1))
        self.assertEqual(
            (new.user_id, new.date_from, new.kind, new.decree_number),
            (self.users["baru"], office_today(), "definitif", "800/1"),
        )
        self.assertEqual(self.jabatan["kadis_kesehatan"].holder_id, self.users["baru"])

    def test_nobody_follows(self):
        self.succeed()
        self.assertTrue(self.jabatan["kadis_kesehatan"].is_vacant)

    def test_who_is_promoted_leaves_his_post(self):
        self.succeed(user_id=self.users["sekretaris_kesehatan"])
        self.assertTrue(self.jabatan["sekretaris_kesehatan"].is_vacant)
        self.assertEqual(
            self.jabatan["kadis_kesehatan"].holder_id, self.users["sekretaris_kesehatan"]
        )

    def test_who_acts_keeps_his_post(self):
        for kind in ("plt", "plh"):
            self.assertFalse(
                self.dialog(user_id=self.users["sekretaris_kesehatan"], kind=kind).gives_up_ids
            )
        self.succeed(
            user_id=self.users["sekretaris_kesehatan"],
            kind="plh",
            date_to=office_today() + timedelta(7),
        )
        self.assertFalse(self.jabatan["sekretaris_kesehatan"].is_vacant)
        self.assertEqual(self.jabatan["kadis_kesehatan"].held_as, "Plh.")

    def test_in_the_future(self):
        day = office_today() + timedelta(10)
        self.succeed(user_id=self.users["baru"], date_from=day)
        jabatan = self.jabatan["kadis_kesehatan"]
        self.assertEqual(jabatan.holder_id, self.users["kadis_kesehatan"])
        self.assertEqual(
            jabatan.with_context(eoffice_day=str(day)).day_holder_id, self.users["baru"]
        )

    def test_a_shared_desk_loses_nobody(self):
        self.succeed("tu_kesehatan", user_id=self.users["baru"])
        self.assertEqual(
            self.jabatan["tu_kesehatan"]._carriers()[self.jabatan["tu_kesehatan"].id],
            self.users["tu_kesehatan"] | self.users["baru"],
        )

    def test_wrong_input(self):
        with self.assertRaisesRegex(UserError, "Nobody leaves"):
            self.succeed("kabid_kosong")
        dialog = self.dialog(user_id=self.users["baru"]).save()
        dialog.date_from = "2020-01-01"
        dialog.leaving_ids = self.jabatan["kadis_kesehatan"].assignment_ids
        with self.assertRaisesRegex(UserError, "2020-01-01"):
            dialog.action_apply()

    def test_pending_work_stays_with_the_jabatan(self):
        """A letter waits for a signature, another for a disposition, when the holder changes."""
        waiting = self.approve(self.draft())
        received = self.sign(
            self.draft("staf_pendidikan", kepada=("kadis_kesehatan",), subject="Balasan")
        )
        self.succeed(user_id=self.users["baru"])
        letters = waiting | received
        self.env.invalidate_all()
        desks = {
            key: self.env["eoffice.desk"].with_user(self.users[key]).get_desk()["items"]
            for key in ("baru", "kadis_kesehatan")
        }
        self.assertEqual(
            {(item["kind"], item["naskah_id"]) for item in desks["baru"]},
            {("sign", waiting.id), ("dispose", received.id)},
        )
        self.assertEqual(desks["kadis_kesehatan"], [])
        # The former holder neither sees nor acts.
        former = self.as_user("kadis_kesehatan", letters)
        self.assertFalse(former.has_access("read"), "who holds nothing has no role left")
        for naskah, act in ((waiting, "action_sign"), (received, "action_finish")):
            with self.assertRaises(AccessError):
                getattr(self.as_user("kadis_kesehatan", naskah), act)()
        # The new one reads and acts.
        self.assertEqual(self.as_user("baru", waiting).subject, "Jadwal imunisasi sekolah")
        self.as_user("baru", waiting).action_sign()
        waiting.invalidate_recordset()
        self.assertTrue(waiting.sudo().number)
        self.assertEqual(waiting.sudo().signature_ids.user_id, self.users["baru"])
        self.dispose(received, "baru", ("kabid_kesehatan",))

    def test_the_dialog_says_that_work_waits(self):
        self.assertFalse(self.dialog().has_open_work)
        self.approve(self.draft())
        self.assertTrue(self.dialog().has_open_work)

    def test_others_may_not(self):
        for key in ("kadis_kesehatan", "tu_kesehatan", "staf_kesehatan"):
            with self.assertRaises(AccessError):
                self.env["eoffice.succession"].with_user(self.users[key]).create(
                    {"jabatan_id": self.jabatan["kadis_kesehatan"].id}
                )


@tagged("post_install", "-at_install")
class TestSuccessionFromOutside(Json2Case):
    """By JSON-2 an administrator changes the holder; others are refused, by model and by verb."""

    def test_roles(self):
        values = {
            "jabatan_id": self.jabatan["kadis_kesehatan"].id,
            "user_id": self.users["kabid_sosial"].id,
        }
        with mute_logger("odoo.http"):
            for who in ("kadis_kesehatan", "tu_kesehatan"):
                self.call(who, "eoffice.succession", "create", vals_list=[values], status=403)
                self.call(who, "eoffice.assignment", "create", vals_list=[values], status=403)
        (dialog,) = self.call("administrator", "eoffice.succession", "create", vals_list=[values])
        with mute_logger("odoo.http"):
            self.call("tu_kesehatan", "eoffice.succession", "action_apply", [dialog], status=403)
        self.call("administrator", "eoffice.succession", "action_apply", [dialog])
        self.assertEqual(self.jabatan["kadis_kesehatan"].holder_id, self.users["kabid_sosial"])


@tagged("post_install", "-at_install")
class TestSuccessionByWebClient(OfficeHttpMixin, HttpCase):
    """The web client's calls are refused to whoever is no administrator."""

    def test_refused(self):
        self.authenticate("tu.kesehatan.uji", "bekasi")
        for model, method, args in (
            ("eoffice.succession", "create", [{"jabatan_id": self.jabatan["sekda"].id}]),
            ("eoffice.assignment", "write", [self.jabatan["sekda"].assignment_ids.ids, {}]),
            ("eoffice.reorganisation", "search_read", [[]]),
            ("eoffice.reorganisation", "create", [{"kind": "rename"}]),
            ("eoffice.mandate", "create", [{"kind": "an"}]),
            ("eoffice.organisation", "write", [self.organisations["setda"].ids, {"name": "X"}]),
            ("eoffice.jabatan", "write", [self.jabatan["sekda"].ids, {"name": "X"}]),
        ):
            with (
                self.subTest(model=model, method=method),
                mute_logger("odoo.http"),
                self.assertRaises(JsonRpcException) as refused,
            ):
                self.make_jsonrpc_request(
                    f"/web/dataset/call_kw/{model}/{method}",
                    {"model": model, "method": method, "args": args, "kwargs": {}},
                )
            self.assertIn("AccessError", str(refused.exception))
