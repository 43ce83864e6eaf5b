"""Pages read: straightened, cleaned, recognised by Tesseract, which has a time for each page."""

import subprocess
from pathlib import Path

import cv2
from lxml import html

from . import clean

#: Longest time Tesseract gets for one page; a page full of small print takes 10.
PAGE_SECONDS = 60
#: Below this average a page may lie on its head, and that is looked into.
DOUBTFUL = 60


def read(pages, folder, language="ind"):
    """Read pages.

    :param pages: [{"id", "path", "rotation", "corners"}]; the paths are JPEG or PNG
    :param folder: where files are written
    :return: dict ``pages``: [{"id", "path", "thumbnail", "width", "height", "words", "text",
        "blank", "fingerprint", "state"}]; ``path`` is the straight picture, boxes are parts of it
    """
    folder = Path(folder)
    return {"pages": [_page(one, number, folder, language) for number, one in enumerate(pages)]}


def _page(page, number, folder, language):
    picture = clean.load(page["path"])
    if page.get("corners"):
        picture = clean.mended(picture, page["corners"])
    picture = clean.turned(picture, page.get("rotation"))
    picture, evened = _straight(picture)
    answer = {
        "id": page["id"],
        "words": [],
        "text": "",
        "state": "read",
        "blank": clean.is_blank(clean.shrunk(evened, clean.KEPT_HEIGHT)),
    }
    if not answer["blank"]:
        try:
            answer["words"], answer["text"] = _recognise(evened, folder / f"{number}.png", language)
            if _doubt(answer["words"]) and (turn := _orientation(folder / f"{number}.png")):
                picture, evened = _straight(clean.turned(picture, turn))
                answer["words"], answer["text"] = _recognise(
                    evened, folder / f"{number}.png", language
                )
        except (subprocess.SubprocessError, OSError, ValueError):
            answer["state"] = "failed"
    kept = clean.whitened(clean.shrunk(picture, clean.KEPT_HEIGHT))
    path, thumbnail = folder / f"{number}.jpg", folder / f"{number}_small.jpg"
    answer["width"], answer["height"] = clean.save(kept, path)
    clean.save(clean.shrunk(kept, clean.THUMBNAIL), thumbnail, quality=70)
    return answer | {
        "path": str(path),
        "thumbnail": str(thumbnail),
        "fingerprint": clean.fingerprint(clean.shrunk(evened, clean.KEPT_HEIGHT)),
    }


def _straight(picture):
    """Return a picture with its lines level, and the same evenly lit in grey."""
    evened = clean.even(picture)
    angle = clean.skew(evened)
    return clean.straightened(picture, angle), clean.straightened(evened, angle)


def _recognise(evened, path, language):
    """Return (words, text) that Tesseract reads on an evened page."""
    cv2.imwrite(str(path), clean.for_reading(evened), [cv2.IMWRITE_PNG_COMPRESSION, 1])
    out = path.with_suffix("")
    _tesseract([str(path), str(out), "-l", language, "--dpi", "300", "hocr"])
    return parse(out.with_suffix(".hocr").read_bytes())


def _tesseract(arguments):
    return subprocess.run(
        ["tesseract", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PAGE_SECONDS,
        check=True,
    )


def parse(hocr):
    """Return (words, text) of Tesseract's hOCR; see ``tools.letter_reading`` for words."""
    tree = html.fromstring(hocr)
    page = tree.find_class("ocr_page")[0]
    _left, _top, wide, high = _numbers(page, "bbox", 4)
    words, lines, number = [], [], 0
    for block in page.find_class("ocr_par"):
        for line in block.iter():
            if line.get("class") not in ("ocr_line", "ocr_caption", "ocr_header", "ocr_textfloat"):
                continue
            texts = []
            for one in line.find_class("ocrx_word"):
                text = " ".join(one.text_content().split())
                sure = int(_numbers(one, "x_wconf", 1)[0])
                if not text or sure < 8:
                    continue
                left, top, right, bottom = _numbers(one, "bbox", 4)
                box = [left / wide, top / high, right / wide, bottom / high]
                words.append(
                    {"text": text, "box": [round(x, 4) for x in box], "line": number, "sure": sure}
                )
                texts.append(text)
            if texts:
                lines.append(" ".join(texts))
                number += 1
        if lines and lines[-1]:
            lines.append("")
    return words, "\n".join(lines).strip()


def _numbers(element, name, count):
    for part in element.get("title").split(";"):
        if part.split()[:1] == [name]:
            return [float(one) for one in part.split()[1 : 1 + count]]
    raise ValueError(name)


def _doubt(words):
    """Say whether the page may lie on its head or side: hardly a word, or none that is sure."""
    if len(words) < 8:
        return True
    return sum(word["sure"] for word in words) / len(words) < DOUBTFUL


def _orientation(path):
    """Return by how many degrees clockwise a page is to be turned; 0 when that isn't clear."""
    try:
        said = _tesseract([str(path), "-", "--psm", "0", "-l", "osd", "--dpi", "300"]).stdout
    except subprocess.SubprocessError:
        return 0
    facts = dict(
        line.split(":", 1) for line in said.decode(errors="replace").splitlines() if ":" in line
    )
    sure = float(facts.get("Orientation confidence", "0"))
    return int(facts.get("Rotate", "0")) if sure > 1.5 else 0
