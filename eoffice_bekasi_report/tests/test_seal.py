import hashlib
import re
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase

from ..models import naskah as naskah_module
from .common import fonts, page_texts, qr_codes, qr_codes_of_scan, reader, size_mm

PARAGRAPH = (
    "<p>Dalam rangka peningkatan pelayanan kepada masyarakat, bersama ini kami sampaikan bahwa "
    "akan diselenggarakan rapat koordinasi persiapan pekan imunisasi di seluruh sekolah.</p>"
)
REPORT = "eoffice_bekasi_report.report_naskah"


@tagged("post_install", "-at_install")
class TestSeal(OfficeCase):
    """The finished PDF: what it is, and that it stays."""

    def sealed(self, **values):
        naskah = self.sign(self.draft(**values))
        content = naskah.sudo().content_ids
        self.assertTrue(content.pdf_attachment_id)
        return naskah, content, content.pdf_attachment_id.raw

    def test_pdf_is_a_letter_on_f4(self):
        naskah, _content, pdf = self.sealed(tembusan=("sekda",))
        self.assertEqual(size_mm(pdf), (215.0, 330.0))
        [text] = page_texts(pdf)
        for part in (
            "DINAS KESEHATAN",
            naskah.number,
            "Jadwal imunisasi sekolah",
            "Yth. Kepala Dinas Pendidikan",
            "bersama ini kami sampaikan",
            "KEPALA DINAS KESEHATAN,",
            "Pejabat Kadis Kesehatan, M.Si.",
            "Pembina",
            "NIP 19700101 199803 0 ",
            "Tembusan: Yth. Sekretaris Daerah",
        ):
            self.assertIn(part, text)
        self.assertNotIn("KONSEP", text)

    def test_pdf_is_pdf_a_3a(self):
        naskah, _content, pdf = self.sealed()
        document = reader(pdf)
        xmp = document.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
        self.assertRegex(xmp, r"pdfaid:part(=\"|>)3")
        self.assertRegex(xmp, r"pdfaid:conformance(=\"|>)A")
        self.assertIn("/StructTreeRoot", document.trailer["/Root"])
        self.assertEqual(document.trailer["/Root"]["/Lang"], "id")
        self.assertEqual(document.metadata.author, "Kepala Dinas Kesehatan")
        self.assertIn(naskah.number, document.metadata.title)
        used = fonts(pdf)
        self.assertTrue(used)
        self.assertTrue(all(used.values()), used)
        self.assertTrue(all("Liberation" in name for name in used), used)

    def test_qr_leads_to_the_verification(self):
        naskah, _content, pdf = self.sealed()
        home = self.env["eoffice.naskah"]._verify_home()
        for dpi in (100, 150, 300):
            self.assertEqual(qr_codes(pdf, dpi=dpi), [f"{home}/{naskah.sudo().signature_ids.code}"])

    def test_qr_survives_a_bad_scan(self):
        naskah, _content, pdf = self.sealed()
        home = self.env["eoffice.naskah"]._verify_home()
        address = f"{home}/{naskah.sudo().signature_ids.code}"
        for turn in (-2, 2):
            self.assertEqual(qr_codes_of_scan(pdf, dpi=150, turn=turn), [address])

    def test_qr_address_can_be_set(self):
        self.env["ir.config_parameter"].set_param(
            naskah_module.VERIFY_HOME, "https://surat.example.go.id/v/"
        )
        naskah, _content, pdf = self.sealed()
        code = naskah.sudo().signature_ids.code
        self.assertEqual(qr_codes(pdf), [f"https://surat.example.go.id/v/{code}"])
        self.assertIn("surat.example.go.id/v dan ketik", page_texts(pdf)[0])

    def test_digest_is_of_the_stored_bytes(self):
        _naskah, content, pdf = self.sealed()
        self.assertEqual(content.pdf_sha256, hashlib.sha256(pdf).hexdigest())
        self.assertEqual(content.pdf_attachment_id.res_model, "eoffice.naskah.content")
        self.assertEqual(content.pdf_attachment_id.res_id, content.id)

    def test_sealing_twice_does_nothing(self):
        naskah, content, pdf = self.sealed()
        attachment = content.pdf_attachment_id
        with patch.object(naskah_module, "render", side_effect=AssertionError("drawn again")):
            naskah.sudo()._seal()
            # A job that broke off after the page was stored and before the state was written.
            naskah.sudo().state = "signed"
            naskah.sudo()._seal()
        self.assertEqual(content.pdf_attachment_id, attachment)
        self.assertEqual(attachment.raw, pdf)
        self.assertEqual(naskah.state, "sealed")

    def test_failed_drawing_keeps_number_and_can_be_done_again(self):
        with (
            patch.object(naskah_module, "render", side_effect=MemoryError),
            self.assertRaises(MemoryError),
            self.env.cr.savepoint(),
        ):
            self.sign(self.draft())
        naskah, _content, _pdf = self.sealed()
        self.assertTrue(naskah.number)

    def test_report_is_the_stored_file(self):
        naskah, content, pdf = self.sealed()
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        self.assertEqual(
            reports.with_user(self.users["kadis_pendidikan"])._render_qweb_pdf(REPORT, naskah.ids),
            (pdf, "pdf"),
        )
        content.write({"subject": "Hal lain"})
        self.as_user("kadis_kesehatan", naskah).action_cancel("Salah")
        self.assertEqual(reports._render_qweb_pdf(REPORT, naskah.ids)[0], pdf)
        with self.assertRaises(AccessError):
            reports.with_user(self.users["kadis_sosial"])._render_qweb_pdf(REPORT, naskah.ids)

    def test_report_of_a_draft_and_of_several(self):
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        draft = self.draft()
        pdf = reports.with_user(draft.env.user)._render_qweb_pdf(REPORT, draft.ids)[0]
        self.assertIn("Jadwal imunisasi", page_texts(pdf)[0])
        self.assertEqual(qr_codes(pdf), [])
        naskah, _content, _pdf = self.sealed()
        both = reports.with_user(draft.env.user)._render_qweb_pdf(REPORT, [draft.id, naskah.id])[0]
        self.assertEqual(len(page_texts(both)), 2)

    def test_other_reports_keep_their_engine(self):
        report = self.env["ir.actions.report"].create(
            {"name": "x", "model": "res.users", "report_name": "base.x", "report_type": "qweb-pdf"}
        )
        self.assertEqual(report.eoffice_engine, "wkhtmltopdf")
        self.assertEqual(self.env["ir.actions.report"].get_wkhtmltopdf_state(), "ok")

    def test_nobody_changes_or_deletes_the_page(self):
        naskah, content, pdf = self.sealed()
        attachment = content.pdf_attachment_id
        others = ("staf_kesehatan", "kadis_kesehatan", "kadis_pendidikan", "tu_kesehatan")
        for key in (*others, "administrator"):
            mine = self.as_user(key, attachment)
            for values in ({"raw": b"x"}, {"name": "x"}, {"res_id": 0}, {"res_model": False}):
                with self.assertRaises(AccessError, msg=key), self.env.cr.savepoint():
                    mine.write(values)
            with self.assertRaises(AccessError, msg=key), self.env.cr.savepoint():
                mine.unlink()
        self.env.invalidate_all()
        self.assertEqual(attachment.raw, pdf)
        self.assertEqual(self.as_user("kadis_pendidikan", attachment).raw, pdf)
        for key in ("kadis_sosial", "administrator"):
            with self.assertRaises(AccessError, msg=key):
                self.as_user(key, attachment).raw  # noqa: B018
        self.assertNotIn(attachment, naskah.sudo().attachment_ids)

    def test_long_letter(self):
        table = "".join(f"<tr><td>{row}</td><td>Sekolah {row}</td></tr>" for row in range(1, 46))
        body = (
            PARAGRAPH * 8
            + f"<table><thead><tr><th>Nomor</th><th>Sekolah</th></tr></thead>{table}</table>"
            + PARAGRAPH * 4
        )
        _naskah, _content, pdf = self.sealed(body=body)
        pages = page_texts(pdf)
        self.assertEqual(len(pages), 3)
        self.assertIn("PEMERINTAH KOTA BEKASI DINAS KESEHATAN", pages[0])
        self.assertNotIn("- 1 -", pages[0])
        for number, text in enumerate(pages[1:], 2):
            self.assertIn(f"- {number} -", text)
            self.assertNotIn("PEMERINTAH KOTA BEKASI", text)
        self.assertIn("Nomor Sekolah", pages[1], "the head of the table is repeated")
        self.assertEqual(len(qr_codes(pdf, page=2)), 1, "every page has the QR code")

    def test_signature_is_never_alone_on_a_page(self):
        naskah = self.draft()
        moved = 0
        for count in range(5, 12):
            naskah.body = PARAGRAPH * count
            pdf = naskah_module.render(naskah._page_html())
            pages = page_texts(pdf)
            last = pages[-1]
            self.assertIn("KEPALA DINAS KESEHATAN,", last)
            if len(pages) > 1:
                moved += 1
                before = last.split("KEPALA DINAS KESEHATAN,")[0]
                text = re.sub(r"^.*?- 2 -", "", before)
                self.assertGreater(len(text.split()), 5, "at least two lines go with it")
        self.assertGreater(moved, 0)
