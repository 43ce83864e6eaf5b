import base64
import time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.auth_totp.models.totp import hotp

from .common import OfficeCase
from .test_api_json2 import Json2Case

SECRET = "RUHASIA-kenari-7391"


@tagged("post_install", "-at_install")
class TestWhenAProofIsAsked(OfficeCase):
    """By the type, or always by the settings; the password is checked, counted and never kept."""

    def setUp(self):
        super().setUp()
        self.type_sd.sign_proof = True
        self.users["kadis_kesehatan"].password = SECRET
        self.naskah = self.as_user("kadis_kesehatan", self.approve(self.draft()))

    def guards(self):
        return sum(self.env["eoffice.login.guard"].search([]).mapped("failures"))

    def event(self, kind):
        return self.env["eoffice.event"].search(
            [("naskah_id", "=", self.naskah.id), ("kind", "=", kind)]
        )

    def test_without_one(self):
        self.assertTrue(self.naskah.needs_proof)
        with self.assertRaisesRegex(UserError, "once more"):
            self.naskah.action_sign()
        self.assertEqual(self.naskah.state, "approval")
        self.assertFalse(self.naskah.sudo().signature_ids)

    def test_with_the_password(self):
        self.naskah.action_sign({"type": "password", "password": SECRET})
        self.assertTrue(self.naskah.number)
        self.assertEqual(self.event("signing").detail, {"proved": "password"})
        self.assertEqual(self.guards(), 0)

    @mute_logger("odoo.addons.base.models.res_users")
    def test_a_wrong_one_is_counted(self):
        for _attempt in range(2):
            with self.assertRaisesRegex(AccessError, "isn't right"):
                self.naskah.action_sign({"type": "password", "password": "salah"})
        self.assertGreater(self.guards(), 1)
        self.assertEqual(self.naskah.state, "approval")
        self.assertFalse(self.naskah.sudo().signature_ids)

    @mute_logger("odoo.addons.base.models.res_users")
    def test_too_many_wrong_ones(self):
        def answer(password):
            # not assertRaises: it takes back what was counted
            try:
                self.naskah.action_sign({"type": "password", "password": password})
            except AccessError as refusal:
                return str(refusal)
            return "signed"

        self.assertIn("Too many", [answer("salah") for _attempt in range(30)][-1])
        self.assertIn("Too many", answer(SECRET))

    def test_nonsense(self):
        for proof in (
            {"type": "password"},
            {"type": "password", "password": ""},
            {"type": "nothing", "token": "1"},
            {"password": SECRET},
            "x",
            [SECRET],
        ):
            with self.subTest(proof), self.assertRaises(UserError):  # an AccessError is one
                self.naskah.action_sign(proof)
        with self.assertRaisesRegex(AccessError, "no such way"):
            self.naskah.action_sign({"type": "totp", "token": "123456"})

    def test_nobody_elses(self):
        with self.assertRaises(AccessError):
            self.users["kadis_kesehatan"].with_user(
                self.users["kadis_pendidikan"]
            ).sudo()._eoffice_prove({"type": "password", "password": SECRET})

    def test_always_by_the_settings(self):
        self.type_sd.sign_proof = False
        self.naskah.invalidate_recordset()
        self.assertFalse(self.naskah.needs_proof)
        settings = self.env["res.config.settings"].create({"eoffice_sign_proof_always": True})
        settings.execute()
        self.naskah.invalidate_recordset()
        with self.assertRaises(UserError):
            self.naskah.action_sign()

    def test_without_need_it_may_be_given(self):
        self.type_sd.sign_proof = False
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.res_users"):
            self.naskah.action_sign({"type": "password", "password": "salah"})
        self.naskah.action_sign()
        self.assertFalse(self.event("signing").detail)

    def test_never_kept_nor_logged(self):
        with self.assertLogs(level="DEBUG") as logs:
            self.naskah.action_sign({"type": "password", "password": SECRET})
            self.env.flush_all()
        told = [line for line in logs.output if SECRET in line and "sql_db" not in line]
        self.assertFalse(told)
        for table in ("eoffice_event", "eoffice_signature", "queue_job", "eoffice_remark"):
            self.env.cr.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s",  # pylint: disable=sql-injection
                [f"%{SECRET}%"],
            )
            self.assertEqual(self.env.cr.fetchone()[0], 0, table)


@tagged("post_install", "-at_install")
class TestProofByApi(Json2Case):
    """An outside program gives the proof as an argument; a code of the second factor counts once."""

    def setUp(self):
        super().setUp()
        self.type_sd.sign_proof = True
        self.naskah = self.approve(self.draft())

    def test_password(self):
        sign = ("kadis_kesehatan", "eoffice.naskah", "action_sign", [self.naskah.id])
        self.call(*sign, status=422)
        with mute_logger("odoo.http", "odoo.addons.base.models.res_users"):
            self.call(*sign, status=403, proof={"type": "password", "password": "salah"})
        self.assertEqual(self.naskah.sudo().state, "approval")
        self.call(*sign, proof={"type": "password", "password": "bekasi"})
        self.assertTrue(self.naskah.sudo().number)

    def test_second_factor(self):
        user = self.users["kadis_kesehatan"]
        self.key_of("kadis_kesehatan")
        user.sudo().totp_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        key = base64.b32decode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        code = f"{hotp(key, int(time.time() / 30)):06d}"
        sign = ("kadis_kesehatan", "eoffice.naskah", "action_sign", [self.naskah.id])
        with mute_logger("odoo.http", "odoo.addons.auth_totp.models.res_users"):
            self.call(*sign, status=403, proof={"type": "totp", "token": "abc"})
            wrong = f"{(int(code) + 1) % 1_000_000:06d}"
            self.call(*sign, status=403, proof={"type": "totp", "token": wrong})
        self.call(*sign, proof={"type": "totp", "token": f"{code[:3]} {code[3:]}"})
        self.assertTrue(self.naskah.sudo().number)
        other = self.approve(self.draft())
        with mute_logger("odoo.http", "odoo.addons.auth_totp.models.res_users"):
            self.call(
                "kadis_kesehatan",
                "eoffice.naskah",
                "action_sign",
                [other.id],
                status=403,
                proof={"type": "totp", "token": code},
            )

    def test_the_proof_itself_is_no_public_method(self):
        self.call(
            "kadis_kesehatan",
            "res.users",
            "_eoffice_prove",
            [self.users["kadis_kesehatan"].id],
            status=403,
            proof={"type": "password", "password": "bekasi"},
        )
        self.call(
            "kadis_kesehatan", "eoffice.naskah", "_sign_checked", [self.naskah.id], status=403
        )
