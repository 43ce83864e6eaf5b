import json
import re

from odoo import Command
from odoo.tests import tagged

from odoo.addons.eoffice_bekasi.tests.test_parts import PartsCase

from .common import page_texts
from .test_page import HOSTILE, picture


@tagged("post_install", "-at_install")
class TestPartsOnThePage(PartsCase):
    """The page prints the parts that were filled in, in order, before and after the text."""

    def test_order(self):
        naskah = self.complete(body="<p>Isi surat.</p>")
        html = str(naskah._page_html())
        words = ["Dasar", "1.", "Surat Camat", "MEMERINTAHKAN", "Kepada", "Siti Uji", "Analis"]
        words += ["Isi surat.", "Untuk", "Hadir"]
        places = [html.find(word, html.find("</header>")) for word in words]
        self.assertNotIn(-1, places)
        self.assertEqual(places, sorted(places))
        self.assertNotIn("Menimbang", html)

    def test_who_is_ordered_is_no_address_besides(self):
        self.assertNotIn("Yth.", str(self.complete()._page_html()))
        self.assertIn("Yth.", str(self.draft(type_id=self.invitation.id)._page_html()))

    def test_time_and_place(self):
        naskah = self.draft(type_id=self.invitation.id)
        self.fill(naskah, hari={"day": "2026-11-30"}, tempat={"line": "Aula <b>"})
        html = str(naskah._page_html())
        self.assertIn("Senin, 30 November 2026", html)
        self.assertIn("Aula &lt;b&gt;", html)
        self.assertIn('class="parts indented"', html)

    def test_pdf(self):
        naskah = self.sign(self.complete())
        (text,) = page_texts(naskah._stored_page())
        for word in ("Surat Camat", "MEMERINTAHKAN", "Siti Uji", "Hadir"):
            self.assertIn(word, text)

    def test_signed_page_stays(self):
        naskah = self.sign(self.complete())
        before = str(naskah._page_html())
        self.order.part_ids.write({"name": "Lain", "style": "heading", "place": "after"})
        naskah.sudo().section_ids.write({"points": "Lain", "people": False})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(str(naskah._page_html()), before)

    def test_letter_without_parts_prints_as_before(self):
        """Not a byte more or less than by the layout that knew of no parts."""
        naskah = self.sign(self.draft())
        with_parts = str(naskah._page_html())
        layout = self.env.ref("eoffice_bekasi_report.layout_surat_dinas_1")
        arch, count = re.subn(
            r'<t t-call="eoffice_bekasi_report.block_parts">.*?</t>', "", layout.arch_db
        )
        self.assertEqual(count, 2)
        layout.arch_db = arch
        self.assertEqual(str(naskah._page_html()), with_parts)
        self.assertNotIn("parts", with_parts)

    def test_hostile_text_is_harmless(self):
        naskah = self.complete()
        (untuk,) = naskah.section_ids.filtered("text")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE eoffice_naskah_section SET text = %s WHERE id = %s", [HOSTILE, untuk.id]
        )
        self.env.invalidate_all()
        value = naskah._page_values()["parts_after"][0]["rows"][0]["value"]
        self.assertIn("<b>tebal</b>", value)
        for word in ("script", "style", "http", "svg"):
            self.assertNotIn(word, value)


@tagged("post_install", "-at_install")
class TestPicturesInParts(PartsCase):
    """A picture in a part belongs to the letter's content, and is frozen with it."""

    def test_picture(self):
        naskah = self.complete()
        (untuk,) = naskah.section_ids.filtered("text")
        attachment = self.as_user("staf_kesehatan", self.env["ir.attachment"]).create(
            {
                "name": "gambar.png",
                "datas": picture("red"),
                "res_model": untuk._name,
                "res_id": untuk.id,
            }
        )
        naskah.write(
            {
                "section_ids": [
                    Command.update(
                        untuk.id, {"text": f'<p><img src="/web/image/{attachment.id}"></p>'}
                    )
                ]
            }
        )
        self.assertEqual(
            (attachment.sudo().res_model, attachment.sudo().res_id),
            ("eoffice.naskah.content", naskah.sudo().content_ids.id),
        )
        self.sign(naskah)
        payload = json.loads(naskah.sudo().signature_ids.payload)
        (part,) = [part for part in payload["parts"] if part["kind"] == "text"]
        self.assertIn("data:image/png;base64,", part["value"])
        self.assertNotIn("/web/image", part["value"])

    def test_picture_of_another_is_not_taken(self):
        naskah = self.complete()
        (untuk,) = naskah.section_ids.filtered("text")
        other = self.draft(by="staf_sosial", type_id=self.order.id, kepada=("sekda",))
        (theirs,) = other.section_ids.filtered(lambda one: one.code == "untuk")
        attachment = self.as_user("staf_sosial", self.env["ir.attachment"]).create(
            {
                "name": "gambar.png",
                "datas": picture("red"),
                "res_model": theirs._name,
                "res_id": theirs.id,
            }
        )
        untuk.text = f'<p><img src="/web/image/{attachment.id}"></p>'
        self.assertEqual(attachment.sudo().res_id, theirs.id)
