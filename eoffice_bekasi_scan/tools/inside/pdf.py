"""The pages of a letter as one PDF: searchable and for the archive (PDF/A-2), or the bare pictures."""

from pathlib import Path

import img2pdf

from . import Refused, clean

#: Height of the paper when nothing tells it: F4.
MM_HIGH = 330
MM = 25.4


def searchable(pages, path):
    """Write the PDF/A of pages that were read, with their words under the pictures.

    :param pages: [{"path", "rotation", "corners", "words", "width", "height"}] in order
    :param path: the PDF to write
    :return: dict ``path``
    :raise Refused: "pdf"
    """
    import ocrmypdf

    from . import engine

    plain = Path(path).with_name("pictures.pdf")
    pictures(pages, plain)
    engine.PAGES = [page["words"] for page in pages]
    try:
        ocrmypdf.ocr(
            plain,
            path,
            language=["ind"],
            plugins=[Path(engine.__file__)],
            output_type="pdfa-2",
            rasterizer="pypdfium",
            pdfa_backend="internal",
            optimize=0,
            jobs=1,
            use_threads=True,
            progress_bar=False,
            max_image_mpixels=100,
        )
    except ocrmypdf.exceptions.ExitCodeException as error:
        raise Refused("pdf", why=str(error)[:200]) from error
    return {"path": str(path)}


def pictures(pages, path):
    """Write a PDF of the pages' pictures, nothing else; see ``searchable``."""
    paths, dpis = [], []
    for number, page in enumerate(pages):
        made = Path(path).with_name(f"page{number}.jpg")
        wide, high = _as_jpeg(page, made)
        paths.append(str(made))
        dpis.append(round(max(wide, high) * MM / MM_HIGH))
    left = iter(dpis)

    def laid(wide, high, _given):
        dpi = next(left)
        return img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))(wide, high, (dpi, dpi))

    with Path(path).open("wb") as file:
        file.write(img2pdf.convert(paths, layout_fun=laid, nodate=True))
    return {"path": str(path)}


def _as_jpeg(page, made):
    """Write a page's picture upright as JPEG; return its width and height.

    One that was read is that already, and its bytes stay as they are.
    """
    raw = Path(page["path"]).read_bytes()
    if raw[:2] == b"\xff\xd8" and not page.get("rotation") and not page.get("corners"):
        picture = clean.load(page["path"])
        if max(picture.shape[:2]) <= clean.KEPT_HEIGHT:
            made.write_bytes(raw)
            return picture.shape[1], picture.shape[0]
    picture = clean.load(page["path"])
    if page.get("corners"):
        picture = clean.mended(picture, page["corners"])
    picture = clean.turned(picture, page.get("rotation"))
    return clean.save(clean.shrunk(picture, clean.KEPT_HEIGHT), made)
