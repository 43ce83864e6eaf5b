from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestManyInBrowser(OfficeHttpMixin, HttpCase):
    """Three of four letters are chosen on the desk and signed at once, with one password."""

    def test_three_are_signed_with_one_password(self):
        secured = self.type_sd.copy({"code": "SDP", "sign_proof": True})
        letters = self.env["eoffice.naskah"]
        for subject, naskah_type in (
            ("Satu", self.type_sd),
            ("Dua", secured),
            ("Tiga", self.type_sd),
            ("Empat", self.type_sd),
        ):
            letters |= self.approve(self.draft(subject=subject, type_id=naskah_type.id))
        self.start_tour("/odoo", "eoffice_sign_many", login="kadis.kesehatan.uji")
        letters.invalidate_recordset()
        *signed, left = letters.sudo()
        self.assertTrue(all(letter.number for letter in signed))
        self.assertEqual(len({letter.number for letter in signed}), 3)
        self.assertEqual((left.state, left.number), ("approval", False))
        batch = self.env["eoffice.act.batch"].search([], limit=1)
        self.assertEqual(batch.user_id, self.users["kadis_kesehatan"])
        self.assertEqual(batch.line_ids.mapped("state"), ["done"] * 3)
        self.assertEqual(batch.proved, "password")
