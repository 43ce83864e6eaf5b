"""One-time letters: what is printed, how it opens the account, and who may print."""

import re
from unittest.mock import patch

from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase, OfficeHttpMixin

from .common import page_texts, qr_codes, size_mm


@tagged("post_install", "-at_install")
class TestAccountLetters(OfficeCase):
    """One page a person, with a code that opens the account once."""

    def setUp(self):
        super().setUp()
        self.users["administrator"].group_ids = self.env.ref("eoffice_bekasi.group_administrator")
        self.users["staf_kesehatan"].write({"name": "Rizky Alamsyah", "email": False})
        self.people = self.users["staf_kesehatan"] | self.users["kadis_kesehatan"]

    def test_page(self):
        pdf = self.people._account_letters()
        first, second = page_texts(pdf)
        self.assertEqual(size_mm(pdf), (210.0, 297.0))
        self.assertIn("Rizky Alamsyah", first)
        self.assertIn("Staf Umum Dinas Kesehatan", first)
        self.assertIn("DINAS KESEHATAN", first)
        self.assertIn(self.users["staf_kesehatan"].login, first)
        self.assertIn("Kepala Dinas Kesehatan", second)
        invitations = self.env["eoffice.invitation"]
        for number, user in enumerate(self.people):
            text = (first, second)[number]
            typed = re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", text)[0]
            self.assertEqual(invitations._open(typed).user_id, user)
            self.assertIn(user._invitation_url(typed.replace("-", "")), qr_codes(pdf, page=number))
            self.assertNotIn("sandi:", text.lower(), "no password on paper")

    def test_printing_again_makes_the_first_void(self):
        one, other = (page_texts(self.people._account_letters())[0] for _number in range(2))
        codes = [re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", text)[0] for text in (one, other)]
        invitations = self.env["eoffice.invitation"]
        self.assertTrue(invitations._open(codes[1]))
        with self.assertRaises(AccessDenied):
            invitations._open(codes[0])

    def test_a_name_is_text(self):
        self.users["staf_kesehatan"].name = "<script>x</script><img src='file:///etc/passwd'>"
        text = page_texts(self.people._account_letters())[0]
        self.assertIn("<script>x</script>", text)

    def test_somebody_without_a_position(self):
        user = self.users["administrator"]
        (text,) = page_texts(user._account_letters())
        self.assertIn(user.name, text)

    def test_deactivated(self):
        self.users["staf_kesehatan"].action_archive()
        with self.assertRaises(UserError):
            self.people._account_letters()

    def test_only_the_administrator(self):
        for key in ("kadis_kesehatan", "tu_kesehatan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.people.with_user(self.users[key]).action_print_letters()
        action = self.people.with_user(self.users["administrator"]).action_print_letters()
        self.assertEqual(action["params"]["ids"], self.people.ids)

    def test_wizard_prints_all(self):
        maker = (
            self.env["eoffice.account.maker"]
            .with_user(self.users["administrator"])
            .create({"mode": "list", "text": "Budi\nSiti"})
        )
        maker.action_prepare()
        maker.action_make()
        action = maker.action_print_letters()
        self.assertEqual(action["params"]["ids"], maker.line_ids.user_id.ids)
        self.assertEqual(
            maker.line_ids[0].action_print_letter()["params"]["ids"], maker.line_ids[0].user_id.ids
        )


@tagged("post_install", "-at_install")
class TestAccountLettersByHttp(OfficeHttpMixin, HttpCase):
    """The door that answers the PDF."""

    def fetch(self, ids, token=True):
        page = self.url_open("/odoo").text
        csrf = re.search(r'csrf_token: "([^"]+)"', page)
        data = {"ids": ids} | ({"csrf_token": csrf[1]} if token else {})
        return self.url_open("/eoffice/account/letters", data=data)

    def test_pdf(self):
        self.authenticate("administrator.uji", "bekasi")
        ids = ",".join(str(self.users[key].id) for key in ("staf_kesehatan", "kadis_sosial"))
        answer = self.fetch(ids)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(len(page_texts(answer.content)), 2)

    @mute_logger("odoo.http")
    def test_refused(self):
        one = str(self.users["staf_sosial"].id)
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        with patch.object(type(self.env["eoffice.invitation"]), "_invite") as invite:
            self.assertNotEqual(self.fetch(one).status_code, 200)
            self.authenticate("administrator.uji", "bekasi")
            self.assertNotEqual(self.fetch(one, token=False).status_code, 200)
            for ids in ("", "x", "," * 3):
                self.assertNotEqual(self.fetch(ids).status_code, 200)
            many = ",".join(str(number) for number in range(1, 600))
            self.assertNotEqual(self.fetch(many).status_code, 200)
            self.assertNotEqual(
                self.url_open(f"/eoffice/account/letters?ids={one}", method="GET").status_code, 200
            )
            invite.assert_not_called()
