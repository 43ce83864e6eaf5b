import base64
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import TEXT, OfficeHttpMixin


class Json2Case(OfficeHttpMixin, HttpCase):
    """Calls the public API as an outside program does: one key an account, no session."""

    def setUp(self):
        super().setUp()
        self.keys = {}

    def key_of(self, who):
        """Return an API key of the account that holds a position."""
        if who not in self.keys:
            keys = self.env["res.users.apikeys"].with_user(self.users[who])
            self.keys[who] = keys._generate(None, "uji", fields.Datetime.now() + timedelta(days=1))
        return self.keys[who]

    def call(self, who, model, method, ids=(), status=200, **arguments):
        """Call a method over HTTP and return its answer; check the status."""
        headers = {"Authorization": f"Bearer {self.key_of(who)}"} if who else {}
        self.env.flush_all()
        self.opener.cookies.pop("session_id", None)
        response = self.url_open(
            f"/json/2/{model}/{method}",
            json={"ids": list(ids), **arguments} if ids else arguments,
            headers=headers,
            method="POST",
        )
        self.env.invalidate_all()
        self.assertEqual(response.status_code, status, response.text[:500])
        return response.json()


@tagged("post_install", "-at_install")
class TestLetterGoesAllTheWayByApi(Json2Case):
    """The whole way of one letter through JSON-2 alone, each step with its own account's key."""

    def test_all_the_way(self):
        staff = ("staf_kesehatan", "eoffice.naskah")
        (naskah,) = self.call(
            *staff,
            "create",
            vals_list=[
                {
                    "type_id": self.type_sd.id,
                    "classification_id": self.klasifikasi.id,
                    "sifat": "biasa",
                    "urgensi": "segera",
                    "subject": "Jadwal imunisasi sekolah",
                    "body": TEXT,
                    "kepada_ids": [
                        [0, 0, {"jabatan_id": self.jabatan["kadis_pendidikan"].id}],
                    ],
                    "tembusan_ids": [
                        [
                            0,
                            0,
                            {"jabatan_id": self.jabatan["kadis_sosial"].id, "kind": "tembusan"},
                        ],
                    ],
                }
            ],
        )
        (file,) = self.call(
            "staf_kesehatan",
            "ir.attachment",
            "create",
            vals_list=[
                {
                    "name": "jadwal.txt",
                    "datas": base64.b64encode(b"3 Desember 2026").decode(),
                    "res_model": "eoffice.naskah",
                    "res_id": naskah,
                }
            ],
        )
        self.assertEqual(self.value("staf_kesehatan", naskah, "attachment_ids"), [file])
        self.assertEqual(self.call(*staff, "action_submit", [naskah])["state"], "approval")
        self.call(
            "kasubbag_kesehatan", "eoffice.naskah", "action_return", [naskah], note="Perbaiki"
        )
        self.call(*staff, "write", [naskah], vals={"body": f"{TEXT}<p>Tanggal 3.</p>"})
        self.call(*staff, "action_submit", [naskah])
        for approver in ("kasubbag_kesehatan", "sekretaris_kesehatan"):
            self.call(approver, "eoffice.naskah", "action_paraf", [naskah])
        self.call("kadis_kesehatan", "eoffice.naskah", "action_sign", [naskah])
        self.assertEqual(self.value("staf_kesehatan", naskah, "number"), "999.7/1/Dinkes")
        self.assertEqual(self.value("staf_kesehatan", naskah, "state"), "distributed")
        self.received_and_disposed(naskah, file)
        self.assertEqual(self.value("staf_kesehatan", naskah, "state"), "finished")
        timeline = self.call(*staff, "get_timeline", [naskah])
        kinds = {event["kind"] for event in timeline["past"]}
        self.assertLessEqual(
            {"created", "returned", "resubmitted", "paraf", "signed", "read", "disposed"}, kinds
        )
        self.assertEqual(
            [one["agenda_number"] for one in timeline["recipients"]],
            [f"1/{self.env['eoffice.naskah'].browse(naskah).number_year}"] * 2,
        )

    def received_and_disposed(self, naskah, file):
        """The receiving head reads and disposes; two follow up; he finishes."""
        head = "kadis_pendidikan"
        (item,) = self.call(head, "eoffice.desk", "get_desk")["items"]
        self.assertEqual((item["kind"], item["naskah_id"]), ("dispose", naskah))
        self.call(head, "eoffice.naskah", "action_read", [naskah])
        self.assertEqual(
            self.call(head, "ir.attachment", "read", [file], fields=["name"])[0]["name"],
            "jadwal.txt",
        )
        options = self.call(head, "eoffice.desk", "get_dispose_options", naskah_id=naskah)
        followers = ("sekretaris_pendidikan", "kabid_pendidikan")
        self.assertLessEqual(
            {self.jabatan[key].id for key in followers},
            {one["id"] for one in options["subordinates"]},
        )
        self.call(
            head,
            "eoffice.naskah",
            "action_dispose",
            [naskah],
            to_jabatan_ids=[self.jabatan[key].id for key in followers],
            instruction_ids=self.instruction.ids,
            note="Siapkan",
            deadline=options["default_deadline"],
        )
        for key in followers:
            (item,) = self.call(key, "eoffice.desk", "get_desk", kind="followup")["items"]
            one = [item["disposition_id"]]
            self.call(key, "eoffice.disposition", "action_accept", one)
            answer = self.call(key, "eoffice.disposition", "action_report", one, report="Sudah")
            self.assertEqual(answer, {"id": one[0], "state": "reported"})
            self.call(head, "eoffice.disposition", "action_finish", one)

    def value(self, who, naskah, field):
        (values,) = self.call(who, "eoffice.naskah", "read", [naskah], fields=[field])
        return values[field]


@tagged("post_install", "-at_install")
class TestApiKeepsTheRules(Json2Case):
    """The API opens nothing that the screens close."""

    def setUp(self):
        super().setUp()
        self.naskah = self.draft()
        self.env.flush_all()

    def test_without_a_key(self):
        self.call(None, "eoffice.naskah", "search_read", status=401)

    @mute_logger("odoo.http")
    def test_not_before_its_turn(self):
        naskah = self.naskah.ids
        self.call("sekretaris_kesehatan", "eoffice.naskah", "action_paraf", naskah, status=403)
        self.call("staf_kesehatan", "eoffice.naskah", "action_sign", naskah, status=422)
        self.call(
            "staf_kesehatan", "eoffice.naskah", "write", naskah, status=403, vals={"number": "1"}
        )
        self.assertEqual(self.naskah.state, "draft")

    @mute_logger("odoo.http")
    def test_helpers_are_not_callable(self):
        """Only verbs: what starts with an underscore is nobody's to call from outside."""
        for method in ("_number_now", "_finish_signing", "_sync_access", "_log", "_inline", "sudo"):
            with self.subTest(method):
                answer = self.call_any("administrator", "eoffice.naskah", method, self.naskah.ids)
                self.assertGreaterEqual(answer.status_code, 400)
        for model, method in (("eoffice.event", "_insert"), ("eoffice.event.link", "_extend")):
            with self.subTest(method):
                answer = self.call_any("administrator", model, method)
                self.assertGreaterEqual(answer.status_code, 400)

    @mute_logger("odoo.http")
    def test_no_context_numbers_inline(self):
        """The switch for demo data is an object; no word a client can send is the same."""
        answer = self.call(
            "staf_kesehatan",
            "eoffice.naskah",
            "action_submit",
            self.naskah.ids,
            context={"eoffice_inline": True, "default_state": "signed"},
        )
        self.assertEqual(answer["state"], "approval")

    def call_any(self, who, model, method, ids=()):
        self.opener.cookies.pop("session_id", None)
        return self.url_open(
            f"/json/2/{model}/{method}",
            json={"ids": list(ids)} if ids else {},
            headers={"Authorization": f"Bearer {self.key_of(who)}"},
            method="POST",
        )

    @mute_logger("odoo.http")
    def test_an_outsider_gets_nothing(self):
        who, ids = "staf_sosial", self.naskah.ids
        self.users[who].group_ids |= self.env.ref("base.group_allow_export")
        for method, arguments in (
            ("read", {"fields": ["number", "subject"]}),
            ("web_read", {"specification": {"subject": {}}}),
            ("get_timeline", {}),
            ("action_read", {}),
            ("export_data", {"fields_to_export": ["subject"]}),
            ("copy", {}),
        ):
            with self.subTest(method):
                self.call(who, "eoffice.naskah", method, ids, status=403, **arguments)
        self.assertEqual(self.call(who, "eoffice.naskah", "search_count", domain=[]), 0)
        self.assertEqual(self.call(who, "eoffice.naskah", "search_read", domain=[]), [])
        self.assertEqual(self.call(who, "eoffice.naskah.content", "search_read", domain=[]), [])
