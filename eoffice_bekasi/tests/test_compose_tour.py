"""Beginning a letter, tried in a browser."""

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestBeginningInBrowser(OfficeHttpMixin, HttpCase):
    """New letter in three taps; the answer to a received letter."""

    def test_three_taps(self):
        self.env["eoffice.addressee.list"].create(
            {
                "name": "Seluruh Kepala Dinas (uji)",
                "jabatan_ids": [
                    Command.set(
                        (self.jabatan["kadis_pendidikan"] | self.jabatan["kadis_sosial"]).ids
                    )
                ],
            }
        )
        other = self.env["eoffice.classification"].create({"code": "999.8", "name": "Campak (uji)"})
        self.draft(subject="Imunisasi campak")
        self.start_tour("/odoo", "eoffice_three_taps", login="staf.kesehatan.uji")
        letter = self.env["eoffice.naskah"].search([], order="id desc", limit=1)
        self.assertEqual((letter.state, letter.classification_id), ("approval", other))
        self.assertEqual(letter.kepada_ids.list_id.name, "Seluruh Kepala Dinas (uji)")
        self.assertEqual(letter.tembusan_ids.jabatan_id, self.jabatan["walikota"])

    def test_answer(self):
        naskah = self.sign(self.draft())
        if naskah.state == "sealed":
            naskah.with_user(self.users["kadis_kesehatan"]).action_distribute()
        action = self.env.ref("eoffice_bekasi.eoffice_naskah_action_incoming")
        self.start_tour(
            f"/odoo/action-{action.id}/{naskah.id}", "eoffice_answer", login="kadis.pendidikan.uji"
        )
        reply = self.env["eoffice.naskah"].search([("reply_to_id", "=", naskah.id)])
        self.assertEqual(reply.tembusan_ids.partner_id.street, "Jl. Uji 7")
