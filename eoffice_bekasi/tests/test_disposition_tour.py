from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install", "eoffice_tour")
class TestDispositionInHand(OfficeHttpMixin, HttpCase):
    """At 390 points: disposed in a sheet from below with a note by hand, asked back."""

    browser_size = "390x844"
    touch_enabled = True

    def test_dispose_and_ask_back(self):
        letter = self.sign(self.draft())
        self.start_tour("/odoo", "eoffice_dispose_telephone", login="kadis.pendidikan.uji")
        disposition = letter.sudo().disposition_ids
        self.assertEqual(disposition.to_jabatan_id, self.jabatan["kabid_pendidikan"])
        self.assertEqual(disposition.instruction_ids, self.instruction)
        note = self.env["eoffice.disposition.message"].sudo().search([])
        files = (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", note._name), ("res_id", "=", note.id)])
        )
        self.assertEqual((note.kind, files.mimetype), ("note", "image/png"))
        self.start_tour("/odoo", "eoffice_disposition_ask", login="kabid.pendidikan.uji")
        disposition.invalidate_recordset()
        self.assertEqual(disposition.asking, "receiver")


@tagged("post_install", "-at_install", "eoffice_tour")
class TestDispositionBesideThePage(OfficeHttpMixin, HttpCase):
    """At 1366 points: all that is said and done about a disposition stands beside the page."""

    def test_answer_report_finish(self):
        letter = self.sign(self.draft())
        disposition = self.dispose(letter, "kadis_pendidikan", ["kabid_pendidikan"])
        self.as_user("kabid_pendidikan", disposition).action_ask("Untuk semua sekolah?")
        self.start_tour("/odoo", "eoffice_disposition_answer", login="kadis.pendidikan.uji")
        self.start_tour("/odoo", "eoffice_disposition_report", login="kabid.pendidikan.uji")
        disposition.invalidate_recordset()
        self.assertEqual(
            (disposition.state, disposition.report), ("reported", "Semua sekolah siap")
        )
        self.start_tour("/odoo", "eoffice_disposition_glance", login="kadis.pendidikan.uji")
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "finished")
