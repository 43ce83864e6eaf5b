from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestSigningInBrowser(OfficeHttpMixin, HttpCase):
    """Two sign with their passwords from the desk; afterwards the letter is cancelled by another."""

    def test_two_sign_then_it_is_cancelled(self):
        self.type_sd.write({"sign_proof": True, "number_per_party": True})
        naskah = self.draft()
        naskah.cosigner_ids = [Command.set(self.jabatan["kadis_pendidikan"].ids)]
        self.approve(naskah)
        self.start_tour("/odoo", "eoffice_sign_first", login="kadis.kesehatan.uji")
        naskah.invalidate_recordset()
        self.assertEqual((naskah.state, naskah.sudo().signature_count), ("approval", 1))
        self.start_tour("/odoo", "eoffice_sign_last", login="kadis.pendidikan.uji")
        naskah.invalidate_recordset()
        self.assertTrue(naskah.number)
        sent = naskah.sudo().agenda_ids.filtered(lambda line: line.direction == "keluar")
        self.assertEqual(len(sent), 2)
        if naskah.state == "sealed":
            naskah.with_user(self.users["kadis_kesehatan"]).action_distribute()
        self.start_tour(
            f"/odoo/eoffice.naskah/{naskah.id}", "eoffice_amend", login="staf.kesehatan.uji"
        )
        self.assertEqual(naskah.sudo().amended_by_ids.amend_kind, "batal")
