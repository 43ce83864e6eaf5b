from odoo import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeHttpMixin
from odoo.addons.eoffice_bekasi.tests.test_signers import SignersCase


@tagged("post_install", "-at_install")
class TestPageOfSeveral(SignersCase):
    """Several signatures stand side by side, with a number of each party at the head."""

    def signed(self):
        naskah = self.at_signatures(
            self.agreement(
                outside_party_ids=[
                    Command.create(
                        {
                            "name": "PT Sehat Sentosa",
                            "signer_name": "Budi Santoso",
                            "signer_title": "DIREKTUR UTAMA",
                            "number": "12/SS/2026",
                        }
                    )
                ]
            )
        )
        self.sign_as("kadis_kesehatan", naskah)
        return naskah

    def test_parties(self):
        naskah = self.signed()
        waiting = naskah._page_values()
        self.assertEqual(waiting["numbers"], ["", "", "12/SS/2026"])
        self.assertEqual(waiting["code"], "")
        self.assertTrue(waiting["watermark"])
        self.sign_as("kadis_pendidikan", naskah)
        page = naskah._page_values()
        self.assertEqual(page["numbers"], ["999.7/1/Dinkes", "999.7/1/Disdik", "12/SS/2026"])
        (left, right), (nobody, third) = page["signature_rows"]
        self.assertEqual((left["party"], right["party"]), ("PIHAK KEDUA", "PIHAK KESATU"))
        self.assertEqual((nobody, third["party"]), (None, "PIHAK KETIGA"))
        self.assertEqual(
            [left["is_signed"], right["is_signed"], third["is_signed"]], [True, True, False]
        )
        html = str(naskah._page_html())
        self.assertEqual(html.count("Ditandatangani secara elektronik"), 2)
        for text in (*page["numbers"], "PT Sehat Sentosa", "Budi Santoso", "PIHAK KESATU"):
            self.assertIn(text, html)
        self.assertTrue(naskah._stored_page().startswith(b"%PDF"))

    def test_signed_page_stays_what_was_signed(self):
        naskah = self.signed()
        self.sign_as("kadis_pendidikan", naskah)
        before = str(naskah._page_html())
        self.jabatan["kadis_pendidikan"].name = "Lain"
        self.users["kadis_pendidikan"].name = "Lain"
        self.type_pks.number_per_party = False
        naskah.sudo().outside_party_ids.signer_name = "Lain"
        self.env.invalidate_all()
        self.assertEqual(str(naskah._page_html()), before)

    def test_a_joint_decree_has_no_parties(self):
        self.type_pks.write({"group": "produk_hukum", "is_cited_by_name": True})
        (row,) = self.agreement()._page_values()["signature_rows"]
        self.assertEqual(
            [(block["party"], block["lines"][0]) for block in row],
            [("", "KEPALA DINAS KESEHATAN,"), ("", "KEPALA DINAS PENDIDIKAN,")],
        )

    def test_one_signer_prints_as_ever(self):
        page = self.sign(self.draft())._page_values()
        self.assertEqual((page["numbers"], page["signature_rows"]), ([], []))
        html = str(self.draft()._page_html())
        self.assertNotIn("signs", html)
        self.assertEqual(html.count(">Nomor<"), 1)


@tagged("post_install", "-at_install")
class TestVerifiedAfterChanges(OfficeHttpMixin, HttpCase):
    """The public page says that a page was replaced, and which letter amends or cancels it."""

    def page(self, code):
        self.env.flush_all()
        return self.url_open(f"/v/{code}?lang=id").text

    def test_replaced(self):
        self.type_sd.distribute_on_seal = False
        naskah = self.sign(self.draft())
        old = naskah.sudo().signature_ids
        pdf = naskah.sudo().content_ids.pdf_sha256
        registry = self.as_user("tu_kesehatan", naskah)
        registry.action_correct("Salah tanggal")
        facts = self.env["eoffice.signature"]._facts_of_code(old.code)
        self.assertTrue(facts["replaced"])
        self.assertEqual((old.pdf_sha256, facts["pdf_sha256"]), (pdf, pdf))
        self.assertTrue(old.pdf_attachment_id.raw.startswith(b"%PDF"))
        self.assertFalse(naskah.sudo().content_ids.pdf_sha256)
        self.assertNotIn(old.pdf_attachment_id, naskah.attachment_ids)
        self.assertEqual(naskah._page_values()["code"], "")
        registry.body = "<p>Benar.</p>"
        registry.action_paraf()
        self.as_user("kadis_kesehatan", naskah).action_sign()
        new = naskah.sudo().signature_ids - old
        self.assertNotEqual(naskah.sudo().content_ids.pdf_sha256, pdf)
        self.assertFalse(self.env["eoffice.signature"]._facts_of_code(new.code)["replaced"])
        self.assertIn('class="card status replaced"', self.page(old.code))
        self.assertIn('class="card status valid"', self.page(new.code))

    def test_amended(self):
        naskah = self.sign(self.draft())
        code = naskah.sudo().signature_ids.code
        for kind, status in (("ralat", "valid"), ("batal", "cancelled")):
            answer = self.as_user("staf_kesehatan", naskah).action_amend(kind)
            new = self.sign(naskah.browse(answer["id"]))
            naskah.invalidate_recordset()
            page = self.page(code)
            self.assertIn(f'class="card status {status}"', page)
            self.assertIn(new.number, page)
            self.assertNotIn(new.sudo().subject, page)

    def test_codes_of_those_who_signed_before_are_unknown(self):
        naskah = self.draft()
        naskah.cosigner_ids = [Command.set(self.jabatan["kadis_pendidikan"].ids)]
        self.approve(naskah)
        naskah.with_user(self.users["kadis_kesehatan"]).action_sign()
        first = naskah.sudo().signature_ids
        self.as_user("kadis_pendidikan", naskah).action_sign()
        self.assertIsNone(self.env["eoffice.signature"]._facts_of_code(first.code))
        final = naskah.sudo().signature_ids - first
        facts = self.env["eoffice.signature"]._facts_of_code(final.code)
        self.assertEqual([one["signer"] for one in facts["others"]], ["KEPALA DINAS PENDIDIKAN"])
