from datetime import UTC, datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.bus.tests.common import WebsocketCase
from odoo.addons.bus.websocket import CloseCode

from ..exceptions import OfficeClosed
from ..models.hours_policy import HoursPolicy
from .common import OfficeCase, OfficeHttpMixin
from .test_api_json2 import Json2Case

WIB = ZoneInfo("Asia/Jakarta")
GROUPS = ("user", "official", "registry", "operator", "administrator")


class HoursMixin:
    """An office that is open from Monday to Friday, 08.00 to 16.00 WIB, but for a holiday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.speak_english()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Jam kerja (uji)",
                "company_id": False,
                "tz": "Asia/Jakarta",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "x",
                            "dayofweek": str(day),
                            "day_period": period,
                            "hour_from": start,
                            "hour_to": end,
                        }
                    )
                    for day in range(5)
                    for period, start, end in (
                        ("morning", 8, 12),
                        ("lunch", 12, 13),
                        ("afternoon", 13, 16),
                    )
                ],
            }
        )
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Cuti bersama (uji)",
                "calendar_id": cls.calendar.id,
                "company_id": False,
                "date_from": datetime(2026, 11, 25, 17),
                "date_to": datetime(2026, 11, 27, 17),
            }
        )
        cls.policies = {
            key: cls.env["eoffice.hours.policy"].search(
                [("group_id", "=", cls.env.ref(f"eoffice_bekasi.group_{key}").id)]
            )
            for key in GROUPS
        }

    def setUp(self):
        super().setUp()
        self.clock("2026-11-24 10:00")

    def policy(self, **modes):
        """Set the policy of roles: ``official="refuse"``."""
        for key, mode in modes.items():
            self.policies[key].write({"mode": mode, "calendar_id": self.calendar.id})

    def clock(self, text):
        """Let it be ``text`` in Bekasi (Tuesday 24 November 2026 is a working day)."""
        moment = utc(text)
        patcher = patch.object(HoursPolicy, "_now", lambda self: moment)
        patcher.start()
        self.addCleanup(patcher.stop)

    def leave(self, **values):
        """Give leave to work outside hours."""
        return self.env["eoffice.hours.exception"].create(
            {"reason": "Piket banjir", "date_from": utc("2026-11-24 18:00"), **values}
        )


def utc(text):
    """Return the naive UTC moment of a time in Bekasi."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB).astimezone(UTC).replace(tzinfo=None)


@tagged("post_install", "-at_install")
class TestHoursOfAnAccount(HoursMixin, OfficeCase):
    """What the policies, the calendar and leave say about an account at a moment."""

    def hours(self, key="kadis_kesehatan", **options):
        return self.users[key]._eoffice_hours(**options)

    def is_let_in(self, key):
        try:
            self.users[key]._eoffice_check_door()
        except OfficeClosed:
            return False
        return True

    def test_every_hour_is_open_at_first(self):
        self.assertEqual(set(self.env["eoffice.hours.policy"].search([]).mapped("mode")), {"off"})
        self.clock("2026-11-24 23:00")
        self.assertEqual(self.hours(), ("off", True, None))
        self.assertTrue(self.is_let_in("kadis_kesehatan"))

    def test_working_days_and_hours(self):
        self.policy(official="refuse")
        for moment, is_open in (
            ("2026-11-24 07:59:59", False),
            ("2026-11-24 08:00", True),
            ("2026-11-24 12:30", True),  # the rest does not throw people out
            ("2026-11-24 15:59:59", True),
            ("2026-11-24 16:00", False),  # the minute the office closes
            ("2026-11-26 10:00", False),  # cuti bersama
            ("2026-11-28 10:00", False),  # Saturday
            ("2026-11-30 10:00", True),
        ):
            self.clock(moment)
            with self.subTest(moment):
                self.assertEqual(self.is_let_in("kadis_kesehatan"), is_open)

    def test_when_it_opens_next(self):
        self.policy(official="refuse")
        for moment, opens in (
            ("2026-11-24 05:00", "2026-11-24 08:00"),
            ("2026-11-24 16:00", "2026-11-25 08:00"),
            ("2026-11-25 17:00", "2026-11-30 08:00"),  # over the holiday and the weekend
        ):
            self.clock(moment)
            self.assertEqual(self.hours(), ("refuse", False, utc(opens)))
        self.clock("2026-11-24 10:00")
        self.assertEqual(self.hours().until, utc("2026-11-24 16:00"))
        self.calendar.attendance_ids.unlink()
        self.assertEqual(self.hours(), ("refuse", False, None))

    def test_a_role_has_its_own_policy(self):
        self.clock("2026-11-24 20:00")
        self.policy(user="refuse")
        self.assertFalse(self.is_let_in("staf_kesehatan"))
        self.assertTrue(self.is_let_in("kadis_kesehatan"), "Official's policy counts, not Staff's")
        self.policy(user="off", official="refuse")
        self.assertTrue(self.is_let_in("staf_kesehatan"))
        self.assertFalse(self.is_let_in("kadis_kesehatan"), "Staff's freedom is not his")
        self.policies["official"].unlink()
        self.policy(user="refuse")
        self.assertFalse(self.is_let_in("kadis_kesehatan"), "without one of its own, Staff's")

    def test_the_freest_of_several_roles(self):
        self.clock("2026-11-24 20:00")
        user = self.users["kadis_kesehatan"]
        user.group_ids |= self.env.ref("eoffice_bekasi.group_operator")
        self.policy(official="refuse", operator="warn")
        self.assertEqual(self.hours().mode, "warn")
        self.policy(operator="refuse")
        self.assertEqual(self.hours().mode, "refuse")

    def test_the_administrator_is_never_locked_out(self):
        with self.assertRaisesRegex(ValidationError, "never refused"):
            self.policy(administrator="refuse")
        self.policies["administrator"].unlink()
        self.policy(user="refuse", official="refuse")
        self.calendar.attendance_ids.unlink()
        self.assertEqual(self.hours("administrator").mode, "warn")
        self.assertTrue(self.is_let_in("administrator"))
        system = new_test_user(
            self.env, "sistem.uji", groups="base.group_system,eoffice_bekasi.group_user"
        )
        self.assertEqual(system._eoffice_hours().mode, "warn")

    def test_leave_for_a_named_official(self):
        self.clock("2026-11-24 20:00")
        self.policy(official="refuse")
        self.leave(kind="official", user_ids=self.users["kadis_sosial"].ids)
        self.assertTrue(self.is_let_in("kadis_sosial"))
        self.assertFalse(self.is_let_in("kadis_kesehatan"))
        self.assertEqual(self.hours("kadis_sosial"), ("refuse", True, None))

    def test_leave_for_a_duty_of_a_role(self):
        self.policy(official="refuse", user="refuse")
        duty = self.leave(
            date_to=utc("2026-11-24 22:00"),
            group_ids=self.env.ref("eoffice_bekasi.group_official").ids,
        )
        for moment, is_open in (
            ("2026-11-24 17:59", False),
            ("2026-11-24 18:00", True),
            ("2026-11-24 21:59", True),
            ("2026-11-24 22:00", False),
        ):
            self.clock(moment)
            with self.subTest(moment):
                self.assertEqual(self.is_let_in("kadis_kesehatan"), is_open)
                self.assertEqual(duty.active_now, is_open)
                self.assertFalse(self.is_let_in("staf_kesehatan"))
            duty.invalidate_recordset()
        self.clock("2026-11-24 17:00")
        self.assertEqual(self.hours().until, utc("2026-11-24 18:00"), "it opens for the duty")

    def test_duty_that_follows_on_the_hours(self):
        self.policy(official="refuse")
        self.leave(
            date_from=utc("2026-11-24 16:00"),
            date_to=utc("2026-11-24 20:00"),
            user_ids=self.users["kadis_kesehatan"].ids,
        )
        self.assertEqual(self.hours(exact=True).until, utc("2026-11-24 20:00"))

    def test_leave_is_for_somebody_and_ends(self):
        with self.assertRaises(ValidationError):
            self.leave(kind="official")
        someone = {"user_ids": self.users["kadis_sosial"].ids}
        for values in (
            {"kind": "duty"},
            {"kind": "overtime", "date_to": utc("2026-11-24 17:00")},
        ):
            with (
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
                mute_logger("odoo.sql_db"),
            ):
                self.leave(**values, **someone)

    def test_a_changed_holiday_counts_at_once(self):
        self.policy(official="refuse")
        self.assertTrue(self.is_let_in("kadis_kesehatan"))
        holiday = self.env["resource.calendar.leaves"].create(
            {
                "name": "Pilkada",
                "calendar_id": self.calendar.id,
                "company_id": False,
                "date_from": utc("2026-11-24 00:00"),
                "date_to": utc("2026-11-25 00:00"),
            }
        )
        self.assertFalse(self.is_let_in("kadis_kesehatan"))
        holiday.date_to = utc("2026-11-24 09:00")
        self.assertTrue(self.is_let_in("kadis_kesehatan"))
        self.calendar.attendance_ids.filtered(lambda one: one.dayofweek == "1").unlink()
        self.assertFalse(self.is_let_in("kadis_kesehatan"))

    def test_roles(self):
        """The Administrator keeps policies, leave and holidays; nobody else touches them."""
        leave = self.leave(kind="official", user_ids=self.users["kadis_sosial"].ids)
        holiday = self.calendar.leave_ids
        for key in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
            for act in (
                lambda key=key: self.as_user(key, leave).reason,
                lambda key=key: self.as_user(key, self.policies["user"]).mode,
                lambda key=key: self.as_user(key, self.policies["user"]).write({"mode": "off"}),
                lambda key=key: self.as_user(key, leave).write({"date_to": False}),
                lambda key=key: self.as_user(key, holiday).write({"name": "x"}),
                lambda key=key: self.as_user(key, holiday).unlink(),
                lambda key=key: self.as_user(key, holiday).create(
                    {
                        "name": "Libur sendiri",
                        "date_from": utc("2026-11-24 00:00"),
                        "date_to": utc("2026-11-25 00:00"),
                    }
                ),
                lambda key=key: self.as_user(key, self.calendar).write({"tz": "UTC"}),
            ):
                with self.subTest(key), self.assertRaises(AccessError):
                    act()
        administrator = self.users["administrator"]
        self.policies["user"].with_user(administrator).mode = "warn"
        holiday.with_user(administrator).name = "Cuti bersama"
        self.calendar.with_user(administrator).write({"tz": "Asia/Jakarta"})
        leave.with_user(administrator).date_to = utc("2026-11-25 00:00")
        with self.assertRaises(AccessError):
            leave.with_user(administrator).unlink()

    def test_the_moment_in_both_languages(self):
        user = self.users["kadis_kesehatan"]
        moment = utc("2026-11-30 07:30")
        self.assertEqual(user._eoffice_moment(moment), "Monday, 30 November 2026, 07:30 WIB")
        self.env["res.lang"]._activate_lang("id_ID")
        user.lang = "id_ID"
        self.assertEqual(user._eoffice_moment(moment), "Senin, 30 November 2026 pukul 07.30 WIB")
        self.assertEqual(user._eoffice_moment(None), "")


@tagged("post_install", "-at_install")
class TestHoursCostLittle(HoursMixin, OfficeCase):
    """No statement while the office is open, one outside hours, none for a file."""

    def test_queries(self):
        self.policy(official="refuse")
        user = self.users["kadis_kesehatan"]
        self.leave(kind="official", user_ids=user.ids)
        user._eoffice_check_door()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(0):
            user._eoffice_check_door()
        self.clock("2026-11-24 20:00")
        with self.assertQueryCount(1):
            user._eoffice_check_door()


class HoursHttpCase(HoursMixin, OfficeHttpMixin, HttpCase):
    """The door as a browser meets it."""

    def setUp(self):
        super().setUp()
        self.policy(official="refuse")

    def open(self, path, **options):
        return self.url_open(path, allow_redirects=False, **options)

    def call(self, route="/web/dataset/call_kw/eoffice.desk/get_desk", **params):
        """Call as the web client does."""
        params = params or {"model": "eoffice.desk", "method": "get_desk", "args": [], "kwargs": {}}
        return self.make_jsonrpc_request(route, params)

    def assert_closed(self, page, again):
        self.assertEqual(page.status_code, 403)
        self.assertIn("The office is closed", page.text)
        self.assertIn("Wednesday, 25 November 2026, 08:00 WIB", page.text)
        self.assertIn(f'href="{again}"', page.text)
        self.assertNotIn("<script", page.text)


@tagged("post_install", "-at_install")
class TestOfficeHoursInTheBrowser(HoursHttpCase):
    """Outside hours: a page that says when the office opens; whatever the device."""

    def test_refused_with_a_page(self):
        self.clock("2026-11-24 20:00")
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        for path in ("/odoo", "/odoo/naskah-masuk", "/web/webclient/load_menus"):
            for agent in ("Mozilla/5.0 (X11; Linux)", "Mozilla/5.0 (iPhone; Mobile)", "curl/8"):
                with self.subTest(path, agent=agent):
                    page = self.open(path, headers={"User-Agent": agent})
                    self.assert_closed(page, path)
        self.assertEqual(self.open("/odoo").headers["Cache-Control"], "no-store")

    def test_an_open_session_ends_the_minute_the_office_closes(self):
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        self.clock("2026-11-24 15:59:59")
        self.assertEqual(self.open("/odoo").status_code, 200)
        self.assertIn("items", self.call())
        self.clock("2026-11-24 16:00")
        self.assertEqual(self.open("/odoo").status_code, 403)
        with self.assertRaises(JsonRpcException) as refused, mute_logger("odoo.http"):
            self.call()
        self.assertIn("OfficeClosed", str(refused.exception))
        # The session itself goes on, and so does the work in the morning.
        self.clock("2026-11-25 08:00")
        self.assertIn("items", self.call())

    def test_an_upload_after_closing(self):
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        self.clock("2026-11-24 16:00")
        page = self.open("/web/binary/upload_attachment", data={"model": "res.partner", "id": 1})
        self.assert_closed(page, "/odoo")

    def test_no_calls_as_oneself_on_public_routes(self):
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        user = self.users["kadis_kesehatan"]
        file = self.env["ir.attachment"].create(
            {"name": "x.txt", "raw": b"isi", "res_model": "res.users", "res_id": user.id}
        )
        self.assertEqual(self.open(f"/web/content/{file.id}").content, b"isi")
        self.clock("2026-11-24 20:00")
        self.assertEqual(self.open(f"/web/content/{file.id}").status_code, 404)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.call("/mail/data", fetch_params=["init_messaging"])

    def test_what_is_public_stays_open(self):
        self.clock("2026-11-24 20:00")
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        for path in (
            "/web/health",
            "/web/login",
            "/web/manifest.webmanifest",
            "/web/static/img/logo.png",
            "/eoffice_bekasi/static/door/door.css",
        ):
            with self.subTest(path):
                self.assertEqual(self.open(path).status_code, 200)

    def test_logging_out_works(self):
        self.clock("2026-11-24 20:00")
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        self.make_jsonrpc_request("/web/session/destroy", {})
        self.assertIn("/web/login", self.open("/odoo").headers["Location"])

    def test_hours_come_before_the_rules(self):
        rules = self.env["eoffice.rules"].create({"name": "Baru", "body": "<p>Baru</p>"})
        rules.action_publish()
        self.clock("2026-11-24 20:00")
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        self.assert_closed(self.open("/odoo"), "/odoo")

    def test_without_an_opening_in_sight(self):
        self.calendar.attendance_ids.unlink()
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        page = self.open("/odoo")
        self.assertEqual(page.status_code, 403)
        self.assertIn("Ask the Administrator", page.text)

    def test_in_indonesian(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.env["ir.module.module"]._load_module_terms(["eoffice_bekasi"], ["id_ID"])
        self.users["kadis_kesehatan"].lang = "id_ID"
        self.clock("2026-11-24 20:00")
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        page = self.open("/odoo")
        self.assertIn("Kantor sedang tutup", page.text)
        self.assertIn("Rabu, 25 November 2026 pukul 08.00 WIB", page.text)

    def test_the_administrator_mends_it(self):
        self.policies["administrator"].mode = "off"
        self.calendar.attendance_ids.unlink()
        self.authenticate("administrator.uji", "bekasi")
        self.assertEqual(self.open("/odoo").status_code, 200)
        self.make_jsonrpc_request(
            "/web/dataset/call_kw/eoffice.hours.policy/write",
            {
                "model": "eoffice.hours.policy",
                "method": "write",
                "args": [self.policies["official"].ids, {"mode": "off"}],
                "kwargs": {},
            },
        )
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        self.assertEqual(self.open("/odoo").status_code, 200)

    def test_what_the_web_client_is_told(self):
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        expected = {
            "mode": "refuse",
            "is_open": True,
            "until": "2026-11-24 09:00:00",
            "until_text": "Tuesday, 24 November 2026, 16:00 WIB",
        }
        info = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertEqual(info["eoffice_hours"], expected)
        self.clock("2026-11-24 20:00")
        info = self.make_jsonrpc_request("/eoffice/hours", {})
        self.assertEqual((info["is_open"], info["until"]), (False, "2026-11-25 01:00:00"))
        self.policy(official="off")
        self.assertFalse(self.make_jsonrpc_request("/eoffice/hours", {}))

    def test_no_statement_more(self):
        """A request costs the same with a policy as without; a static file asks nothing."""
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        counts = {}
        for mode in ("off", "refuse"):
            self.policy(official=mode)
            for _turn in range(2):
                self.env.flush_all()
                before = self.env.cr.sql_log_count
                self.make_jsonrpc_request("/web/session/check", {})
                counts[mode] = self.env.cr.sql_log_count - before
        self.assertEqual(counts["refuse"], counts["off"])
        with patch.object(type(self.env["res.users"]), "_eoffice_check_door") as door:
            self.assertEqual(self.open("/web/static/img/logo.png").status_code, 200)
            door.assert_not_called()


@tagged("post_install", "-at_install")
class TestWarningOutsideHours(HoursHttpCase):
    """Warned, one works on, and what one does is logged as done outside hours."""

    def sign_off(self):
        """Do something that is logged, over HTTP; return its event."""
        naskah = self.draft(by="staf_kesehatan")
        self.env.flush_all()
        self.authenticate("staf.kesehatan.uji", "bekasi")
        self.make_jsonrpc_request(
            "/web/dataset/call_kw/eoffice.naskah/action_submit",
            {
                "model": "eoffice.naskah",
                "method": "action_submit",
                "args": [naskah.ids],
                "kwargs": {},
            },
        )
        self.env.invalidate_all()
        return self.env["eoffice.event"].search(
            [("naskah_id", "=", naskah.id), ("kind", "=", "submitted")]
        )

    def test_acts_are_logged_as_such(self):
        self.policy(user="warn")
        inside = self.sign_off()
        self.assertFalse(inside.is_outside_hours)
        self.clock("2026-11-24 20:00")
        outside = self.sign_off()
        self.assertTrue(outside.is_outside_hours)
        found = self.env["eoffice.event"].search(
            [("is_outside_hours", "=", True), ("id", "in", (inside | outside).ids)]
        )
        self.assertEqual(found, outside)
        self.leave(kind="official", user_ids=self.users["staf_kesehatan"].ids)
        self.assertFalse(self.sign_off().is_outside_hours, "on duty is inside")
        self.policy(user="off")
        self.assertFalse(self.sign_off().is_outside_hours)

    def test_the_web_client_opens(self):
        self.policy(official="warn")
        self.clock("2026-11-24 20:00")
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        self.assertEqual(self.open("/odoo").status_code, 200)
        info = self.make_jsonrpc_request("/eoffice/hours", {})
        self.assertEqual((info["mode"], info["is_open"]), ("warn", False))


@tagged("post_install", "-at_install")
class TestProgramsKeepOfficeHours(HoursMixin, Json2Case):
    """JSON-2, JSON-RPC and XML-RPC obey the hours, and say when the office opens."""

    def setUp(self):
        super().setUp()
        self.policy(official="refuse")

    def test_json2(self):
        self.assertEqual(self.call("kadis_kesehatan", "eoffice.naskah", "search", domain=[]), [])
        self.clock("2026-11-24 16:00")
        with mute_logger("odoo.http"):
            error = self.call("kadis_kesehatan", "eoffice.naskah", "search", status=403, domain=[])
        self.assertEqual(error["name"], "odoo.addons.eoffice_bekasi.exceptions.OfficeClosed")
        self.assertEqual(
            error["context"],
            {
                "code": "office_closed",
                "opens_at": "2026-11-25T01:00:00+00:00",
                "opens": "Wednesday, 25 November 2026, 08:00 WIB",
            },
        )
        self.assertEqual(self.call("staf_kesehatan", "eoffice.naskah", "search", domain=[]), [])

    def test_the_old_doors(self):
        user = self.users["kadis_kesehatan"]
        arguments = (self.env.cr.dbname, user.id, "bekasi", "eoffice.naskah", "search", [[]])
        request = {"service": "object", "method": "execute_kw", "args": arguments}
        with mute_logger("odoo.http", "odoo.addons.rpc.controllers.jsonrpc"):
            self.assertEqual(self.make_jsonrpc_request("/jsonrpc", request), [])
            self.clock("2026-11-24 16:00")
            with self.assertRaises(JsonRpcException) as refused:
                self.make_jsonrpc_request("/jsonrpc", request)
            self.assertIn("OfficeClosed", str(refused.exception))
        with (
            mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc"),
            self.assertRaisesRegex(Exception, "The office is closed. It opens on"),
        ):
            self.xmlrpc_object.execute_kw(*arguments)


@tagged("post_install", "-at_install")
class TestBusKeepsOfficeHours(HoursMixin, OfficeHttpMixin, WebsocketCase):
    """The bus is shut to whom the door stops, also when it was opened in time."""

    def setUp(self):
        super().setUp()
        self.policy(official="refuse")
        self.session = self.authenticate("kadis.kesehatan.uji", "bekasi")

    def connect(self):
        return self.websocket_connect(cookie=f"session_id={self.session.sid}")

    def channel(self):
        return self.users["kadis_kesehatan"].partner_id

    def test_open(self):
        socket = self.connect()
        self.subscribe(socket, last=self.env["bus.bus"]._bus_last_id())
        self.channel()._bus_send("uji", {"isi": 1})
        self.trigger_notification_dispatching([self.channel()])
        self.assertIn("uji", socket.recv())

    def test_no_subscription_outside_hours(self):
        self.clock("2026-11-24 20:00")
        socket = self.connect()
        self.subscribe(socket, wait_for_dispatch=False)
        self.assert_close_with_code(socket, CloseCode.SESSION_EXPIRED)

    def test_an_open_socket_hears_nothing_after_closing(self):
        socket = self.connect()
        self.subscribe(socket, last=self.env["bus.bus"]._bus_last_id())
        self.clock("2026-11-24 16:00")
        self.channel()._bus_send("uji", {"isi": 1})
        self.trigger_notification_dispatching([self.channel()])
        self.assert_close_with_code(socket, CloseCode.SESSION_EXPIRED)

    def test_no_subscription_before_the_rules(self):
        rules = self.env["eoffice.rules"].create({"name": "Baru", "body": "<p>Baru</p>"})
        rules.action_publish()
        self.env.flush_all()
        socket = self.connect()
        self.subscribe(socket, wait_for_dispatch=False)
        self.assert_close_with_code(socket, CloseCode.SESSION_EXPIRED)

    def test_polling(self):
        self.clock("2026-11-24 20:00")
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(
                "/websocket/peek_notifications", {"channels": [], "last": 0, "is_first_poll": True}
            )
