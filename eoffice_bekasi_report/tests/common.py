"""Reading finished pages in tests."""

import io

import pypdf
import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

POINTS_PER_MM = 72 / 25.4


def reader(pdf):
    """Return a pypdf reader of these bytes."""
    return pypdf.PdfReader(io.BytesIO(pdf))


def page_texts(pdf):
    """Return the text of each page, blanks made single."""
    return [" ".join(page.extract_text().split()) for page in reader(pdf).pages]


def size_mm(pdf):
    """Return (width, height) of the first page in millimetres, to a tenth."""
    box = reader(pdf).pages[0].mediabox
    return tuple(round(float(side) / POINTS_PER_MM, 1) for side in (box.width, box.height))


def fonts(pdf):
    """Return dict of each font's name to whether its outlines are in the file."""
    found = {}
    for page in reader(pdf).pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            font = font.get_object()
            for descendant in font.get("/DescendantFonts", [font]):
                described = descendant.get_object().get("/FontDescriptor")
                keys = described.get_object().keys() if described else ()
                found[font["/BaseFont"]] = any(key.startswith("/FontFile") for key in keys)
    return found


def qr_codes(pdf, page=0, dpi=150):
    """Return what the QR codes of a page say when it is drawn at ``dpi``."""
    return [found.text for found in zxingcpp.read_barcodes(_drawn(pdf, page, dpi))]


def qr_codes_of_scan(pdf, page=0, dpi=150, turn=2):
    """Return what the QR codes say on a bad scan: turned, blurred, noisy, JPEG at 50.

    Read as a scanner's software reads: as it is, then enlarged, then smoothed and enlarged.
    """
    picture = _drawn(pdf, page, dpi).rotate(turn, resample=Image.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(0.8))
    picture = ImageChops.add(picture, Image.effect_noise(picture.size, 20), 1, -128)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=50)
    picture = Image.open(out)
    double = (picture.width * 2, picture.height * 2)
    for attempt in (
        picture,
        picture.resize(double, Image.BICUBIC),
        picture.filter(ImageFilter.GaussianBlur(1)).resize(double, Image.BICUBIC),
    ):
        if found := zxingcpp.read_barcodes(attempt):
            return [code.text for code in found]
    return []


def _drawn(pdf, page, dpi):
    return pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72).to_pil().convert("L")
