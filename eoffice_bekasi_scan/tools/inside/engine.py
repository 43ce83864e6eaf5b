"""OCRmyPDF is told what Tesseract has read already, so that no page is read twice."""

import sys

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.null_ocr import NullOcrEngine
from ocrmypdf.hocrtransform import BoundingBox, OcrClass, OcrElement
from PIL import Image

#: Words of each page in order, set before OCRmyPDF starts (it loads this file once more by path).
PAGES = []


class Told(NullOcrEngine):
    """An engine that knows the words."""

    @staticmethod
    def languages(options):
        return set(options.languages)

    @staticmethod
    def generate_ocr(input_file, options, page_number=0):
        """Return the tree of a page's words, for a picture of any size, and its text."""
        with Image.open(input_file) as picture:
            wide, high = picture.size
            dpi = picture.info.get("dpi", (72, 72))[0]
        lines = {}
        for word in sys.modules["inside.engine"].PAGES[page_number]:
            left, top, right, bottom = word["box"]
            box = BoundingBox(left * wide, top * high, right * wide, bottom * high)
            lines.setdefault(word["line"], []).append(
                OcrElement(OcrClass.WORD, box, text=word["text"], confidence=word["sure"] / 100)
            )
        page = OcrElement(
            OcrClass.PAGE, BoundingBox(0, 0, wide, high), dpi=float(dpi), page_number=page_number
        )
        for words in lines.values():
            boxes = [word.bbox for word in words]
            around = BoundingBox(
                min(box.left for box in boxes),
                min(box.top for box in boxes),
                max(box.right for box in boxes),
                max(box.bottom for box in boxes),
            )
            line = OcrElement(OcrClass.LINE, around, children=words)
            page.children.append(OcrElement(OcrClass.PARAGRAPH, around, children=[line]))
        return page, "\n".join(" ".join(word.text for word in words) for words in lines.values())


@hookimpl
def get_ocr_engine(options):
    """Give OCRmyPDF this engine."""
    return Told()
