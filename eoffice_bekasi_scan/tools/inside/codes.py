"""What is seen at a first look at a page: QR codes, whether it is blank, how it looks."""

import cv2
import zxingcpp

from . import Refused, clean

#: So many codes of one page are told at most.
CODES = 8


def look(pages):
    """Look at pages.

    :param pages: [{"id", "path", "rotation"}]
    :return: dict ``pages``: [{"id", "codes": [text], "blank", "fingerprint"}]; of a picture that
        can't be opened ``{"id", "failed": code}``
    """
    return {"pages": [_look(one) for one in pages]}


def _look(page):
    try:
        picture = clean.turned(clean.load(page["path"]), page.get("rotation"))
    except Refused as refused:
        return {"id": page["id"], "failed": refused.code}
    evened = clean.even(clean.shrunk(picture, clean.KEPT_HEIGHT))
    blank = clean.is_blank(evened)
    straight = clean.straightened(evened, clean.skew(evened))
    return {
        "id": page["id"],
        "codes": [] if blank else codes_of(picture),
        "blank": blank,
        "fingerprint": clean.fingerprint(straight),
    }


def codes_of(picture):
    """Return the texts of a picture's QR codes: as it is, then larger, then smoothed."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    grey = clean.shrunk(grey, clean.READ_HEIGHT)
    for attempt in (lambda: grey, lambda: cv2.GaussianBlur(clean.shrunk(grey, 1400), (0, 0), 0.8)):
        found = zxingcpp.read_barcodes(attempt(), formats=zxingcpp.BarcodeFormat.QRCode)
        texts = [one.text for one in found if one.valid and one.text]
        if texts:
            return [text[:500] for text in dict.fromkeys(texts)][:CODES]
    return []
