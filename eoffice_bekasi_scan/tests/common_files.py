"""Paper for tests: files as scanners, phones and rogues make them."""

import io

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw, TiffImagePlugin

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase

A4 = (595, 842)
# Odoo lets Pillow know of the formats it uses itself, and no others.
Image.register_save_all("TIFF", TiffImagePlugin._save_all)
pillow_heif.register_heif_opener()


def picture(text="Pengadilan Negeri Bekasi", size=(600, 840), mode="RGB"):
    """Return a picture with a word on it."""
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text((40, 60), text, fill=0)
    return image.convert(mode)


def picture_file(form, text="Pengadilan Negeri Bekasi", size=(600, 840), mode="RGB", **options):
    """Return the bytes of a picture in a format of Pillow's."""
    made = io.BytesIO()
    picture(text, size, mode).save(made, form, **options)
    return made.getvalue()


def pdf_file(pages=1, size=A4, change=None, text="Surat", **options):
    """Return the bytes of a PDF with so many pages, each different.

    :param change: function that gets the ``pikepdf.Pdf`` before it is written
    """
    pdf = pikepdf.new()
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name.Helvetica,
                )
            )
        )
        drawn = f"BT /F1 24 Tf 60 700 Td ({text} {number}) Tj ET".encode()
        page.obj.Contents = pdf.make_stream(drawn)
    if change:
        change(pdf)
    made = io.BytesIO()
    pdf.save(made, **options)
    return made.getvalue()


def tiff_file(texts, **options):
    """Return the bytes of a TIFF with a page for each text."""
    first, *rest = [picture(text, mode="1") for text in texts]
    made = io.BytesIO()
    first.save(made, "TIFF", save_all=True, append_images=rest, **options)
    return made.getvalue()


class ScanCase(OfficeCase):
    """The city with what it needs to take scans in; jobs run at once.

    :cvar reads: whether pages are read too, which takes seconds each
    """

    reads = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.reads:
            cls.classPatch(
                type(cls.env["eoffice.scan.document"]),
                "_enqueue",
                lambda documents, work: documents.write({"state": "ready"}),
            )

    def tray(self, key="tu_kesehatan"):
        return self.jabatan[key]

    def take(self, *files, source="upload", tray="tu_kesehatan", **values):
        """Take files in, given as (name, bytes), and return them."""
        given = [{"name": name, "content": content} for name, content in files]
        return self.env["eoffice.scan.intake"]._take(self.tray(tray), given, source, **values)
