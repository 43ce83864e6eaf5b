from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestNotesInBrowser(OfficeHttpMixin, HttpCase):
    """A letter goes back with a note on words of its text, is mended, and comes again."""

    def test_note_goes_back_and_is_mended(self):
        naskah = self.draft()
        naskah.action_submit()
        self.start_tour("/odoo", "eoffice_note", login="kasubbag.kesehatan.uji")
        note = naskah.sudo().note_ids
        self.assertEqual((note.field, note.quote), ("body", "jadwal imunisasi"))
        self.assertTrue(note.before.endswith("kami sampaikan"))
        self.assertTrue(note.returned_at)
        self.start_tour("/odoo", "eoffice_note_mended", login="staf.kesehatan.uji")
        note.invalidate_recordset()
        self.assertEqual(note.state, "mended")
        self.start_tour("/odoo", "eoffice_note_seen", login="kasubbag.kesehatan.uji")
