from datetime import timedelta

from odoo.tests import tagged

from ..tools.local_time import office_today
from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestFindings(OfficeCase):
    """Before it is sent a letter is checked; each finding says where and how to mend it."""

    def found(self, naskah, level=None):
        return [
            (one["code"], one["field"])
            for one in naskah.get_findings()
            if level in (None, one["level"])
        ]

    def test_a_good_letter_has_none(self):
        self.assertEqual(self.found(self.draft()), [])

    def test_errors_first(self):
        naskah = self.draft(subject="UNDANGAN RAPAT KOORDINASI", kepada=())
        self.assertEqual(
            self.found(naskah), [("kepada_ids", "kepada_ids"), ("subject_capitals", "subject")]
        )
        self.assertTrue(all(one["mend"] for one in naskah.get_findings()))

    def test_long_subject(self):
        self.assertEqual(
            self.found(self.draft(subject="kata " * 60)), [("subject_long", "subject")]
        )

    def test_secrecy(self):
        text = "<p>Surat ini bersifat rahasia.</p>"
        self.assertEqual(self.found(self.draft(body=text)), [("secrecy", "sifat")])
        self.assertEqual(self.found(self.draft(body=text, sifat="rahasia")), [])

    def test_empty_cells(self):
        body = "<table><tbody><tr><td>1</td><td>Budi</td><td></td></tr></tbody></table>"
        self.assertEqual(self.found(self.draft(body=body)), [("empty_cells", "body")])

    def test_day_in_the_past(self):
        self.type_sd.write(
            {"code": "PGL2", "part_ids": [(0, 0, {"name": "Hari/tanggal", "kind": "date"})]}
        )
        naskah = self.draft()
        naskah.section_ids.day = office_today() - timedelta(days=1)
        self.assertEqual(self.found(naskah), [])
        self.env["eoffice.naskah.type"].search([("code", "=", "PGL")]).code = "PGLX"
        self.type_sd.code = "PGL"
        self.assertEqual(self.found(naskah), [("day_past", "part:hari_tanggal")])
        naskah.section_ids.day = office_today()
        self.assertEqual(self.found(naskah), [])

    def test_large_attachments(self):
        naskah = self.draft(body="<p>Daftar peserta terlampir.</p>")
        self.env["ir.attachment"].with_user(self.users["staf_kesehatan"]).create(
            {
                "name": "besar.bin",
                "raw": b"x" * (21 * 1024 * 1024),
                "res_model": "eoffice.naskah",
                "res_id": naskah.id,
            }
        )
        self.assertEqual(self.found(naskah), [("attachments_large", "attachment_ids")])

    def test_warnings_do_not_stop(self):
        naskah = self.draft(subject="UNDANGAN RAPAT KOORDINASI")
        self.assertEqual(naskah.action_submit()["state"], "approval")
