from odoo.tests import tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase

from ..tools.page import LAYOUTS


@tagged("post_install", "-at_install")
class TestPageOfAType(OfficeCase):
    """The type says which layout a page has and whether it shows a number."""

    def test_every_layout_can_be_chosen(self):
        choices = self.env["eoffice.naskah.type"]._fields["layout"].get_values(self.env)
        self.assertEqual(set(choices), set(LAYOUTS))

    def test_signed_page_stays_when_its_type_changes(self):
        naskah = self.sign(self.draft()).sudo()
        content = naskah.content_ids
        before = naskah._page_html(), content.pdf_sha256, content.pdf_attachment_id.raw
        self.type_sd.write(
            {
                "name": "Lain",
                "code": "LAIN",
                "number_pattern": "X-{urut}",
                "is_numbered": False,
                "print_titles": False,
                "print_nip": False,
                "valid_to": "2021-01-01",
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(
            (naskah._page_html(), content.pdf_sha256, content.pdf_attachment_id.raw), before
        )

    def test_page_without_a_number(self):
        self.type_sd.is_numbered = False
        draft = self.draft()
        self.assertNotIn("Nomor", draft._page_html())
        naskah = self.sign(draft).sudo()
        html = naskah._page_html()
        self.assertNotIn("Nomor", html)
        self.assertNotIn("KONSEP", html)
        self.assertTrue(naskah.content_ids.pdf_attachment_id.name.startswith("Surat Dinas (uji), "))
        # And whoever scans its code finds it.
        self.assertTrue(naskah.signature_ids._facts_of_code(naskah.signature_ids.code))
