"""A pile is parted into letters, each is read, and none waits for ever."""

import io
from datetime import timedelta
from unittest.mock import patch

import img2pdf
import pikepdf
import pypdfium2
import segno
from freezegun import freeze_time
from PIL import Image

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.box import BoxError
from . import paper
from .common_files import ScanCase

MAKING = "odoo.addons.eoffice_bekasi_scan.models.scan_document_making"
READING = "odoo.addons.eoffice_bekasi_scan.models.scan_page_reading"


def jpeg(picture):
    """Return a picture (array of blue, green, red, or Pillow's) as JPEG."""
    made = io.BytesIO()
    if not isinstance(picture, Image.Image):
        picture = Image.fromarray(picture[:, :, ::-1])
    picture.convert("RGB").save(made, "JPEG", quality=85, dpi=(150, 150))
    return made.getvalue()


def sheet(code):
    """Return a separator sheet that says a code."""
    out = io.BytesIO()
    segno.make(code, error="m", micro=False).save(out, kind="png", scale=8)
    page = Image.new("L", (1240, 1900), 255)
    page.paste(Image.open(out).convert("L"), (300, 500))
    return page


def written(text):
    """Return a page with some text, cheaply."""
    return paper.draw(paper.Letter({}, "", f"<p style='font: 20pt serif'>{text}</p>"), dpi=100)


BLANK = Image.new("L", (1240, 1900), 250)


class ReadingCase(ScanCase):
    """The city, where what is scanned is read."""

    reads = True

    def pile(self, *pages, **options):
        """Scan pages in one go; return the letters made of them."""
        made = img2pdf.convert([jpeg(page) for page in pages])
        return self.take(("tumpukan.pdf", made), **options).intake_id.document_ids

    def code(self, tray="tu_kesehatan", letter=None):
        return self.env["eoffice.scan.page"]._separator_code(self.jabatan[tray], letter)

    def register(self, tray="tu_kesehatan", **values):
        """Register a letter on paper; return it."""
        given = {
            "type_id": self.env["eoffice.naskah.type"].search([("code", "=", "SD")], limit=1).id,
            "sender": {"name": "PT Sumber Air Lestari"},
            "subject": "Permohonan",
            "kepada_ids": self.jabatan["kadis_kesehatan"].ids,
        }
        Naskah = self.as_user(tray, self.env["eoffice.naskah"])
        id_ = Naskah.action_register({**given, **values})["id"]
        return self.env["eoffice.naskah"].browse(id_)


@tagged("post_install", "-at_install")
class TestRead(ReadingCase):
    """A scanned letter has a searchable PDF, its words, and suggestions with their places."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = paper.make(1)
        picture = paper.scanned(paper.draw(cls.letter, dpi=150), 1)
        case = cls()
        case.setUp()
        cls.document = case.pile(picture)

    def test_ready_to_be_registered(self):
        self.assertEqual(self.document.state, "ready")
        self.assertEqual(self.document.page_ids.state, "read")

    def test_the_pdf_says_what_the_picture_shows(self):
        pdf = pypdfium2.PdfDocument(self.document.pdf_attachment_id.raw)
        self.assertIn("menindaklanjuti", pdf[0].get_textpage().get_text_range())
        made = pikepdf.open(io.BytesIO(self.document.pdf_attachment_id.raw))
        with made, made.open_metadata() as facts:
            self.assertEqual(facts.pdfa_status, "2B")

    def test_the_pdf_is_guarded_by_the_tray(self):
        pdf = self.document.pdf_attachment_id
        self.assertTrue(self.as_user("tu_kesehatan", pdf).raw)
        for key in ("tu_pendidikan", "administrator"):
            self.assertFalse(self.as_user(key, pdf).has_access("read"))

    def test_fields_are_suggested_with_their_places(self):
        said = self.document.suggestions
        self.assertEqual(said["number"]["value"], self.letter.fields["number"])
        self.assertEqual(said["letter_date"]["value"], str(self.letter.fields["letter_date"]))
        self.assertEqual(said["subject"]["value"], self.letter.fields["subject"])
        self.assertEqual(said["urgensi"]["value"], "segera")
        for one in said.values():
            self.assertEqual(one["page"], self.document.page_ids.id)
            left, top, right, bottom = one["box"]
            self.assertTrue(0 <= left < right <= 1 and 0 <= top < bottom < 0.6)

    def test_the_addressee_is_a_position_of_the_city(self):
        said = self.document.suggestions["kepada"]
        self.assertEqual(said["value"]["id"], self.jabatan["kadis_kesehatan"].id)
        self.assertEqual(said["text"], "Kepala Dinas Kesehatan Kota Bekasi")

    def test_a_sender_of_before_is_recognised(self):
        known = self.env["res.partner"].create({"name": self.letter.fields["sender"]})
        said = self.document._suggest()["sender"]
        self.assertEqual(said["value"], {"partner_id": known.id, "name": known.name})

    def test_an_account_is_no_outside_contact(self):
        self.users["staf_kesehatan"].partner_id.name = self.letter.fields["sender"]
        self.assertNotIn("partner_id", self.document._suggest()["sender"]["value"])

    def test_a_page_upside_down_is_turned(self):
        picture = paper.draw(paper.make(3), dpi=150)[::-1, ::-1]
        document = self.pile(picture)
        self.assertEqual(document.page_ids.rotation, 0)
        self.assertEqual(document.suggestions["number"]["value"], paper.make(3).fields["number"])

    def test_a_photo_is_mended_by_its_corners(self):
        picture, corners = paper.photographed(paper.draw(paper.make(5), dpi=150), 5)
        given = {"name": "foto.jpg", "content": jpeg(picture), "corners": corners}
        file = self.env["eoffice.scan.intake"]._take(self.tray(), [given], "camera")
        page = file.page_ids
        self.assertAlmostEqual(page.height / page.width, 330 / 215, delta=0.12)
        self.assertFalse(page.corners)
        self.assertEqual(
            page.document_id.suggestions["sender"]["value"]["name"], "PT Sumber Air Lestari"
        )


@tagged("post_install", "-at_install")
class TestParted(ReadingCase):
    """A pile becomes letters at separator sheets and blank pages; a sheet finds its letter."""

    def test_at_separator_sheets(self):
        one = sheet(self.code())
        letters = self.pile(one, written("satu"), written("dua"), one, written("tiga"))
        self.assertEqual([one.page_ids.mapped("number") for one in letters], [[2, 3], [5]])
        pages = letters.intake_id.page_ids
        self.assertEqual(pages.filtered("aside_reason").mapped("number"), [1, 4])
        self.assertTrue(letters.intake_id.pages_right)
        self.assertEqual(set(letters.mapped("state")), {"ready"})

    def test_at_blank_pages(self):
        letters = self.pile(written("satu"), written("dua"), BLANK, written("tiga"))
        self.assertEqual([one.page_ids.mapped("number") for one in letters], [[1, 2], [4]])
        self.assertEqual(letters.intake_id.page_ids[2].aside_reason, "blank")

    def test_nothing_but_separators_is_no_letter(self):
        one = sheet(self.code())
        files = self.take(("pemisah.pdf", img2pdf.convert([jpeg(one), jpeg(one)])))
        self.assertFalse(files.intake_id.document_ids)
        self.assertEqual(files.intake_id.state, "done")

    def test_pages_find_the_letter_of_their_sheet(self):
        letter = self.register()
        new = self.pile(sheet(self.code(letter=letter)), written("lampiran dua"))
        self.assertEqual((new.naskah_id, new.state), (letter, "registered"))
        content = letter.content_ids
        self.assertEqual(content.pdf_attachment_id, new.pdf_attachment_id)
        self.assertIn("lampiran", content.scan_text)
        self.assertEqual(new.intake_id.state, "done")
        events = self.env["eoffice.event"].search([("naskah_id", "=", letter.id)])
        self.assertIn("page_added", events.mapped("kind"))

    def test_a_second_scan_does_not_take_the_place_of_the_first(self):
        letter = self.register()
        first = self.pile(sheet(self.code(letter=letter)), written("halaman satu"))
        second = self.pile(sheet(self.code(letter=letter)), written("halaman susulan"))
        self.assertEqual(letter.content_ids.pdf_attachment_id, first.pdf_attachment_id)
        self.assertEqual(second.pdf_attachment_id.res_id, letter.content_ids.id)

    def test_a_forged_code_finds_nothing(self):
        letter = self.register()
        forged = self.code().replace(":0:", f":{letter.id}:")
        new = self.pile(written("depan"), sheet(forged), written("belakang"))
        self.assertEqual(len(new), 1)
        self.assertFalse(new.for_naskah_id or new.naskah_id)

    def test_a_sheet_of_another_tray_parts_but_attaches_nothing(self):
        letter = self.register()
        other = self.code("tu_pendidikan", letter)
        new = self.pile(written("depan"), sheet(other), written("belakang"))
        self.assertEqual(len(new), 2)
        self.assertFalse(new.for_naskah_id or new.naskah_id)

    def test_a_sheet_for_a_letter_of_another_desk_attaches_nothing(self):
        letter = self.register("tu_pendidikan", kepada_ids=self.jabatan["kadis_pendidikan"].ids)
        new = self.pile(sheet(self.code(letter=letter)), written("susulan"))
        self.assertFalse(new.for_naskah_id or new.naskah_id)

    def test_a_sheet_in_an_e_mail_is_a_page(self):
        letter = self.register()
        code = sheet(self.code(letter=letter))
        new = self.pile(code, written("dari luar"), source="mail")
        self.assertEqual(len(new.page_ids), 2)
        self.assertFalse(new.for_naskah_id or new.naskah_id)


@tagged("post_install", "-at_install")
class TestNeverWaits(ReadingCase):
    """What can't be read is registered by hand; what lost its job gets another."""

    def failing(self, *tasks):
        from ..tools import box

        real = box.run_boxed

        def run(task, *arguments, **options):
            if task in tasks:
                raise BoxError("memory")
            return real(task, *arguments, **options)

        for module in (MAKING, READING):
            self.startPatcher(patch(f"{module}.run_boxed", run))

    @mute_logger(MAKING, READING)
    def test_pages_that_can_not_be_read(self):
        self.failing("read.read")
        document = self.pile(written("satu"))
        self.assertEqual((document.state, document.page_ids.state), ("ready", "failed"))
        self.assertTrue(document.pdf_attachment_id)
        self.assertFalse(document.suggestions)

    @mute_logger(MAKING, READING)
    def test_nothing_works_but_the_pictures(self):
        self.failing("read.read", "codes.look", "pdf.searchable")
        document = self.pile(written("satu"), written("dua"))
        self.assertEqual(document.state, "ready")
        self.assertEqual(len(pypdfium2.PdfDocument(document.pdf_attachment_id.raw)), 2)

    @mute_logger(MAKING, READING)
    def test_not_even_a_pdf(self):
        self.failing("read.read", "codes.look", "pdf.searchable", "pdf.pictures")
        document = self.pile(written("satu"))
        self.assertEqual(document.state, "ready")
        self.assertTrue(document.page_ids.image_id)

    @mute_logger(MAKING)
    def test_a_lost_job_is_ordered_again_and_then_given_up(self):
        document = self.pile(written("satu"))
        document.write({"state": "reading", "queued_at": fields.Datetime.now()})
        document.page_ids.state = "new"
        Document = self.env["eoffice.scan.document"]
        with patch.object(type(Document), "_enqueue") as order:
            Document._cron_find_unread()
            order.assert_not_called()
            with freeze_time(fields.Datetime.now() + timedelta(minutes=30)):
                for _turn in range(3):
                    Document._cron_find_unread()
                self.assertEqual(order.call_count, 3)
                self.assertEqual(document.state, "reading")
                Document._cron_find_unread()
        self.assertEqual((document.state, document.page_ids.state), ("ready", "failed"))

    def test_a_job_that_comes_twice_does_nothing(self):
        document = self.pile(written("satu"))
        before = (document.pdf_attachment_id, document.page_ids.image_id)
        document._part()
        document._read_pages()
        self.assertEqual((document.pdf_attachment_id, document.page_ids.image_id), before)

    def test_only_what_changed_is_read_again(self):
        document = self.pile(written("satu"), written("dua"))
        kept = document.page_ids[0].image_id
        self.as_user("tu_kesehatan", document.page_ids[1]).action_turn(180)
        self.assertEqual(document.state, "ready")
        self.assertEqual(document.page_ids[0].image_id, kept)
        self.assertEqual(len(pypdfium2.PdfDocument(document.pdf_attachment_id.raw)), 2)
