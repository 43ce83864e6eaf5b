"""Bombs and rubbish: refused with a clear message, or made harmless."""

import io
import struct
import zlib

import pikepdf

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_files import ScanCase, pdf_file, picture_file, tiff_file

APART = "odoo.addons.eoffice_bekasi_scan.models.scan_file_apart"


def png_of(width, height):
    """Return a PNG that says a size and has little behind it."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


def unpacking_pdf():
    """Return a small PDF whose page unpacks to gigabytes."""

    def change(pdf):
        packer = zlib.compressobj(9)
        packed = io.BytesIO()
        block = b"0 0 m 1 1 l S " * 75_000
        for _turn in range(2500):
            packed.write(packer.compress(block))
        packed.write(packer.flush())
        stream = pikepdf.Stream(pdf, packed.getvalue())
        stream.Filter = pikepdf.Name.FlateDecode
        pdf.pages[0].obj.Contents = stream

    return pdf_file(1, change=change)


@tagged("post_install", "-at_install")
class TestRefused(ScanCase):
    """What can't be taken leaves its name, size and reason in the tray, and nothing else."""

    def refused(self, name, content, code):
        with mute_logger(APART):
            file = self.take((name, content))
        self.assertEqual((file.state, file.refusal_code), ("refused", code))
        self.assertEqual((file.name, file.size), (name, len(content)))
        self.assertFalse(file.attachment_id | file.harmless_id)
        self.assertFalse(file.page_ids)
        self.assertTrue(file.intake_id.pages_right)
        self.assertEqual(file.intake_id.state, "done")
        self.assertFalse(
            self.env["ir.attachment"].search_count(
                [("res_model", "=", "eoffice.scan.file"), ("res_id", "=", file.id)]
            )
        )
        return file.refusal

    def limit(self, name, value):
        self.env["ir.config_parameter"].set_param(f"eoffice_bekasi_scan.{name}", str(value))

    def test_program_called_pdf(self):
        text = self.refused("surat.pdf", b"MZ\x90\0" + bytes(2000), "kind")
        self.assertIn("PDF", text)

    def test_web_page_called_picture(self):
        self.refused("foto.png", b"<html><script>alert(1)</script></html>", "kind")

    def test_empty(self):
        self.refused("kosong.pdf", b"", "empty")

    def test_encrypted(self):
        content = pdf_file(1, encryption=pikepdf.Encryption(owner="a", user="b"))
        self.assertIn("password", self.refused("rahasia.pdf", content, "encrypted"))

    def test_damaged_pdf(self):
        self.refused("rusak.pdf", b"%PDF-1.7\n" + b"rubbish " * 500, "damaged")

    def test_damaged_pictures(self):
        for name, content in (
            ("a.jpg", picture_file("JPEG", size=(2000, 2000))[:3000]),
            ("b.png", picture_file("PNG", size=(2000, 2000))[:1500]),
            ("c.tif", tiff_file(["satu"])[:500]),
            ("d.heic", picture_file("HEIF")[:400]),
            ("e.png", png_of(3000, 3000)),
        ):
            with self.subTest(name):
                self.refused(name, content, "damaged")

    def test_ten_thousand_pages(self):
        def change(pdf):
            pages = pdf.Root.Pages
            one = pages.Kids[0]
            pages.Kids = pikepdf.Array([one] * 10_000)
            pages.Count = 10_000

        text = self.refused("tebal.pdf", pdf_file(1, change=change), "pages")
        self.assertRegex(text, "10.?000.*500")

    def test_too_many_pages_of_a_tiff(self):
        self.limit("file_pages", 3)
        self.refused("tebal.tif", tiff_file(list("abcd")), "pages")

    def test_too_large(self):
        self.limit("file_megabytes", 1)
        text = self.refused("besar.pdf", b"%PDF-1.7" + bytes(2**20), "size")
        self.assertIn("1 MB", text)

    def test_picture_that_unpacks_to_gigabytes(self):
        self.assertIn("120", self.refused("bom.png", png_of(60_000, 60_000), "pixels"))

    def test_pdf_that_unpacks_to_gigabytes(self):
        self.limit("box_seconds", 15)
        content = unpacking_pdf()
        self.assertLess(len(content), 10 * 2**20)
        with mute_logger(APART):
            file = self.take(("bom.pdf", content))
        self.assertEqual(file.state, "refused")
        self.assertIn(file.refusal_code, ("memory", "time", "damaged", "crashed", "space"))

    def test_one_bad_file_keeps_no_other_away(self):
        with mute_logger(APART):
            files = self.take(
                ("a.pdf", pdf_file(1)),
                ("b.pdf", b"%PDF-1.7\nrubbish"),
                ("c.exe", b"MZ" + bytes(50)),
                ("d.pdf", pdf_file(1, text="Lain")),
            )
        self.assertEqual(files.mapped("state"), ["taken", "refused", "refused", "taken"])
        self.assertEqual(len(files.intake_id.document_ids), 2)

    def test_message_in_indonesian(self):
        with mute_logger(APART):
            file = self.take(("kosong.pdf", b""))
        self.assertNotEqual(file.with_context(lang="id_ID").refusal, "")


@tagged("post_install", "-at_install")
class TestMadeHarmless(ScanCase):
    """Of a PDF only what draws its pages is kept."""

    def harmless(self, change, **options):
        file = self.take(("surat.pdf", pdf_file(1, change=change, **options)))
        self.assertEqual(file.state, "taken", file.refusal)
        return file, pikepdf.open(io.BytesIO(file.harmless_id.raw))

    def raw(self, pdf):
        made = io.BytesIO()
        pdf.save(made, qdf=True)
        return made.getvalue()

    def test_scripts(self):
        script = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('kenari')")
        )

        def change(pdf):
            pdf.Root.OpenAction = pdf.make_indirect(script)
            pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)
            pdf.Root.Names = pikepdf.Dictionary(
                JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
            )
            pdf.pages[0].obj.Resources.Hidden = pikepdf.Dictionary(AA=script)

        file, pdf = self.harmless(change)
        self.assertIn(b"kenari", file.attachment_id.raw)
        self.assertNotIn(b"kenari", self.raw(pdf))
        self.assertEqual(file.removed, ["scripts"])
        self.assertEqual(file.remark, "Removed for safety: scripts.")

    def test_files_in_it(self):
        def change(pdf):
            pdf.attachments["virus.exe"] = b"kenari" * 10

        file, pdf = self.harmless(change)
        self.assertFalse(pdf.attachments)
        self.assertNotIn(b"kenari", self.raw(pdf))
        self.assertEqual(file.removed, ["files"])

    def test_links(self):
        def change(pdf):
            link = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 100, 100],
                A=pikepdf.Dictionary(
                    S=pikepdf.Name.URI, URI=pikepdf.String("https://kenari.example")
                ),
            )
            pdf.pages[0].obj.Annots = pikepdf.Array([link])

        file, pdf = self.harmless(change)
        self.assertNotIn("/Annots", pdf.pages[0].obj)
        self.assertNotIn(b"kenari", self.raw(pdf))
        self.assertEqual(file.removed, ["links"])

    def test_what_is_written_in_a_form_stays_on_the_page(self):
        def change(pdf):
            look = pdf.make_stream(b"0 0 0 rg 0 0 200 200 re f")
            look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            look.BBox = [0, 0, 200, 200]
            field = pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Widget,
                    FT=pikepdf.Name.Tx,
                    T=pikepdf.String("nama"),
                    F=4,
                    Rect=[200, 200, 400, 400],
                    AP=pikepdf.Dictionary(N=look),
                )
            )
            pdf.pages[0].obj.Annots = pikepdf.Array([field])
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

        file, pdf = self.harmless(change)
        self.assertNotIn("/AcroForm", pdf.Root)
        self.assertEqual(file.removed, ["forms"])
        from PIL import Image

        page = file.page_ids
        with Image.open(io.BytesIO(page.image_id.raw)) as picture:
            middle = picture.getpixel(
                (300 * page.width // 595, page.height - 300 * page.height // 842)
            )
        self.assertLess(max(middle), 60, "the field's look is drawn")

    def test_streams_outside_the_file(self):
        def change(pdf):
            pdf.pages[0].obj.Contents.F = pikepdf.String("/etc/passwd")

        _file, pdf = self.harmless(change)
        self.assertNotIn(b"/etc/passwd", self.raw(pdf))

    def test_inherited_size_is_kept(self):
        def change(pdf):
            page = pdf.pages[0].obj
            pdf.Root.Pages.MediaBox = page.MediaBox
            pdf.Root.Pages.Rotate = 90
            del page["/MediaBox"]

        file, _pdf = self.harmless(change)
        self.assertGreater(file.page_ids.width, file.page_ids.height)

    def test_protected_against_printing_only(self):
        content = pdf_file(1, encryption=pikepdf.Encryption(owner="a", user=""))
        file = self.take(("surat.pdf", content))
        self.assertEqual(file.state, "taken")
        self.assertNotIn(b"/Encrypt", file.harmless_id.raw)

    def test_signed_electronically_is_noticed(self):
        def change(pdf):
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), SigFlags=3)

        file, _pdf = self.harmless(change)
        self.assertTrue(file.is_signed)

    def test_plain_pdf_has_nothing_to_remove(self):
        file, _pdf = self.harmless(None)
        self.assertFalse(file.removed)
        self.assertFalse(file.remark)
        self.assertFalse(file.is_signed)
