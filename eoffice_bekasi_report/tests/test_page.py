import base64
import io
import json

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase

HOSTILE = (
    '<p>Isi <img src="http://127.0.0.1:9/x.png"> <b class="check" style="position:fixed">tebal</b>'
    '</p><script>document.title = "x"</script><style>.head { display: none }</style>'
    '<svg><image href="file:///etc/passwd"/></svg>'
)


def picture(colour, mode="RGB"):
    """Return a small PNG in base64."""
    out = io.BytesIO()
    Image.new(mode, (40, 50), colour).save(out, "PNG")
    return base64.b64encode(out.getvalue())


@tagged("post_install", "-at_install")
class TestPage(OfficeCase):
    """What stands on the page of a draft and of a signed letter."""

    def test_draft_is_a_konsep_without_code(self):
        naskah = self.draft(tembusan=("sekda",), urgensi="segera")
        page = naskah._page_values()
        self.assertEqual(page["number"], "")
        self.assertEqual(page["code"], "")
        self.assertEqual(page["qr"], "")
        self.assertTrue(page["watermark"])
        self.assertEqual(page["sifat"], "Biasa / Segera")
        self.assertEqual(page["secrecy"], "")
        html = str(naskah._page_html())
        self.assertIn("Yth.", html)
        self.assertIn("Kepala Dinas Pendidikan", html)
        self.assertIn("Tembusan:", html)
        self.assertNotIn("Kode QR", html)

    def test_draft_page_follows_the_draft(self):
        naskah = self.draft()
        naskah.subject = "Jadwal yang baru"
        self.assertIn("Jadwal yang baru", str(naskah._page_html()))

    def test_signed_page_stays_what_was_signed(self):
        naskah = self.sign(self.draft(tembusan=("sekda",)))
        before = str(naskah._page_html())
        self.assertIn(naskah.number, before)
        self.assertIn("KEPALA DINAS KESEHATAN", before)
        self.jabatan["kadis_kesehatan"].name = "Kepala Lain"
        self.jabatan["kadis_pendidikan"].name = "Penerima Lain"
        self.users["kadis_kesehatan"].write({"name": "Nama Lain", "eoffice_nip": "123"})
        self.organisations["kesehatan"].write(
            {
                "name": "Dinas Lain",
                "kop_line_1": "PEMERINTAH LAIN",
                "kop_line_2": "DINAS LAIN",
                "street": "Jl. Lain",
                "emblem": "garuda",
                "emblem_image": picture("red"),
            }
        )
        self.type_sd.print_nip = False
        naskah.sudo().content_ids.write({"subject": "Hal lain", "body": "<p>Isi lain</p>"})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(str(naskah._page_html()), before)

    def test_emblem_stays_with_the_letter(self):
        unit = self.organisations["kesehatan"]
        unit.emblem_image = picture("red")
        red = self.sign(self.draft())._page_values()["emblem"]
        self.assertTrue(red.startswith("data:image/png;base64,"))
        first = self.env["eoffice.naskah"].search([("number", "=", "999.7/1/Dinkes")])
        unit.emblem_image = picture("blue")
        self.assertEqual(first._page_values()["emblem"], red)
        self.assertNotEqual(self.draft()._page_values()["emblem"], red)
        unit.emblem_image = picture("red")
        self.assertEqual(self.draft()._page_values()["emblem"], red)
        self.assertEqual(len(self.env["eoffice.emblem"].search([])), 2)

    def test_emblem_is_a_picture(self):
        with self.assertRaises(UserError):
            self.organisations["kesehatan"].emblem_image = base64.b64encode(b"MZ\x90 program")
            self.env.flush_all()

    def test_secret_letter_is_marked(self):
        naskah = self.draft(sifat="sangat_rahasia")
        self.assertEqual(naskah._page_values()["secrecy"], "SANGAT RAHASIA")
        self.assertIn('class="secrecy"', str(naskah._page_html()))

    def test_wali_kota_has_the_garuda_kop_and_no_nip(self):
        naskah = self.draft(
            by="sekda", signer_jabatan_id=self.jabatan["walikota"].id, kepada=("kadis_sosial",)
        )
        html = str(naskah._page_html())
        self.assertIn('class="kop garuda"', html)
        self.assertNotIn("NIP ", html)

    def test_page_without_nip_when_the_type_says_so(self):
        self.type_sd.print_nip = False
        html = str(self.draft()._page_html())
        self.assertNotIn("NIP ", html)
        self.assertNotIn("Pembina", html)

    def test_cancelled_letter_says_so(self):
        naskah = self.sign(self.draft())
        plain = str(naskah._page_html())
        self.assertNotIn("background-image", plain)
        self.as_user("kadis_kesehatan", naskah).action_cancel("Salah alamat")
        watermark = naskah._page_values()["watermark"].split(",")[1]
        self.assertIn(b"DIBATALKAN", base64.b64decode(watermark))

    def test_hostile_text_is_harmless(self):
        naskah = self.draft()
        # Past the editor's own sanitising, as an import or a fault could bring it.
        self.env.cr.execute(
            "UPDATE eoffice_naskah_content SET body = %s WHERE naskah_id = %s", [HOSTILE, naskah.id]
        )
        self.env.invalidate_all()
        body = str(naskah._page_values()["body"])
        self.assertIn("Isi", body)
        self.assertIn("<b>tebal</b>", body)
        for word in ("script", "style", "http", "svg", 'class="check', "document"):
            self.assertNotIn(word, body)
        self.assertIn("gambar tidak dapat dicetak", body)

    def test_subject_is_text_not_markup(self):
        html = str(self.draft(subject="<script>x</script> & co")._page_html())
        self.assertIn("&lt;script&gt;x&lt;/script&gt; &amp; co", html)

    def test_picture_in_the_text_is_frozen_with_it(self):
        naskah = self.draft()
        attachment = self.as_user("staf_kesehatan", self.env["ir.attachment"]).create(
            {
                "name": "peta.png",
                "datas": picture("green"),
                "res_model": "eoffice.naskah",
                "res_id": naskah.id,
            }
        )
        naskah.body = f'<p>Peta: <img src="/web/image/{attachment.id}-abc/peta.png"></p>'
        self.assertIn("data:image/png;base64,", str(naskah._page_values()["body"]))
        self.sign(naskah)
        attachment.sudo().unlink()
        self.assertIn("data:image/png;base64,", str(naskah._page_values()["body"]))

    def test_picture_put_in_before_the_letter_was_saved(self):
        attachment = self.as_user("staf_kesehatan", self.env["ir.attachment"]).create(
            {"name": "peta.png", "datas": picture("green"), "res_model": "eoffice.naskah"}
        )
        others = self.env["ir.attachment"].create(
            {"name": "lain.png", "datas": picture("red"), "res_model": "eoffice.naskah"}
        )
        naskah = self.draft(
            body=f'<p><img src="/web/image/{attachment.id}-a/peta.png">'
            f'<img src="/web/image/{others.id}"></p>'
        )
        self.assertFalse(naskah.attachment_ids, "it is text, not an attachment")
        self.approve(naskah)
        body = str(self.as_user("kadis_kesehatan", naskah)._page_values()["body"])
        self.assertEqual(body.count("data:image/png;base64,"), 1)
        self.assertIn("gambar tidak dapat dicetak", body, "another's picture isn't taken along")
        self.assertFalse(others.res_id)
        with self.assertRaises(AccessError):
            self.as_user("kadis_sosial", attachment).raw  # noqa: B018

    def test_outsider_gets_no_page(self):
        naskah = self.sign(self.draft())
        for key in ("kadis_sosial", "administrator"):
            with self.assertRaises(AccessError):
                self.as_user(key, naskah)._page_html()
            with self.assertRaises(AccessError):
                self.as_user(key, naskah)._stored_page()

    def test_registry_sees_no_page_of_a_secret_letter(self):
        naskah = self.sign(self.draft(sifat="rahasia"))
        for key in ("tu_kesehatan", "tu_pendidikan"):
            letter = self.as_user(key, naskah)
            self.assertTrue(letter.number, "the envelope is open to it")
            self.assertFalse(letter.has_pdf)
            with self.assertRaises(AccessError):
                letter._page_html()
            with self.assertRaises(AccessError):
                letter._stored_page()
            with self.assertRaises(AccessError):
                letter.action_open_verification()

    def test_unknown_layout_is_said(self):
        naskah = self.sign(self.draft())
        signature = naskah.sudo().signature_ids
        payload = {**json.loads(signature.payload), "layout": "surat_dinas/99"}
        self.env.cr.execute(
            "UPDATE eoffice_signature SET payload = %s WHERE id = %s",
            [json.dumps(payload), signature.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "surat_dinas/99"):
            naskah._page_values()
