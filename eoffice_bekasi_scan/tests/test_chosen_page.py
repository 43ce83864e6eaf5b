import pikepdf

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.eoffice_bekasi.tests.test_registration import RegistrationCase

from .common_files import pdf_file


@tagged("post_install", "-at_install")
class TestAPageChosenByHandIsMadeHarmless(RegistrationCase):
    """A PDF chosen at the registration desk is kept without what does more than show its pages."""

    def test_scripts_are_left_behind(self):
        def change(pdf):
            pdf.Root.OpenAction = pikepdf.Dictionary(
                S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('kenari')")
            )

        page = self.upload(
            raw=pdf_file(change=change, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        )
        letter = self.register(page_id=page.id)
        kept = letter.sudo().content_ids.pdf_attachment_id
        self.assertEqual(kept, page)
        self.assertNotIn(b"kenari", kept.raw)

    def test_what_is_no_pdf_inside_is_refused(self):
        page = self.upload(raw=b"%PDF-1.4 rubbish")
        with self.assertRaises(UserError):
            self.register(page_id=page.id)
