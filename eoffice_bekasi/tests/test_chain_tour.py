from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestChainInBrowser(OfficeHttpMixin, HttpCase):
    """Ask an opinion, give it, and return a letter to somebody before, on the screen."""

    def test_ask_answer_return(self):
        letter = self.draft()
        letter.action_submit()
        self.start_tour("/odoo", "eoffice_chain_ask", login="kasubbag.kesehatan.uji")
        letter.invalidate_recordset()
        opinion = letter.sudo().opinion_ids
        self.assertEqual(opinion.jabatan_id, self.jabatan["kadis_sosial"])
        self.start_tour("/odoo", "eoffice_chain_answer", login="kadis.sosial.uji")
        opinion.invalidate_recordset()
        self.assertEqual((opinion.state, opinion.answer), ("given", "Sudah sesuai"))
        asker = letter.with_user(self.users["kasubbag_kesehatan"])
        asker.action_ask_opinion(self.jabatan["kabid_kesehatan"].ids, "Masih perlu?")
        self.start_tour("/odoo", "eoffice_chain_withdraw", login="kasubbag.kesehatan.uji")
        letter.invalidate_recordset()
        self.assertEqual(letter.sudo().opinion_ids.mapped("state"), ["given", "withdrawn"])
        asker.action_paraf()
        self.start_tour("/odoo", "eoffice_chain_return", login="sekretaris.kesehatan.uji")
        letter.invalidate_recordset()
        step = letter.sudo()._current_steps()
        self.assertEqual(step.jabatan_id, self.jabatan["kasubbag_kesehatan"])
        self.assertTrue(step.returned)
        self.assertEqual(letter.state, "approval")
        self.start_tour("/odoo", "eoffice_chain_came_back", login="kasubbag.kesehatan.uji")
