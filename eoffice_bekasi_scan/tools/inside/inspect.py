"""Take a file apart into pages: a picture and a thumbnail of each; runs in a box only.

What a PDF can do besides showing pages (scripts, forms, links, files in it, files outside it) is
left behind: only what draws a page is copied into a new PDF, and pictures are made from that one.
"""

from pathlib import Path

from . import Refused

#: A picture is drawn at this resolution, and has no more pixels than that.
DPI = 300
PICTURE_PIXELS = 20_000_000
THUMBNAIL = (260, 360)
QUALITY = 85
#: Long side of A4 in inches: a photo that doesn't say its resolution is taken for such a sheet.
A4_INCHES = 11.69
#: What a page is drawn from; everything else of it is left behind.
PAGE_KEYS = (
    "/Type",
    "/Contents",
    "/Resources",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
    "/Group",
)
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
#: What makes any object do more than be drawn, or reach outside of the file.
ACTIVE_KEYS = ("/AA", "/JS", "/OpenAction", "/EF", "/RichMediaContent", "/XFA", "/OPI", "/Ref")
OUTSIDE_KEYS = ("/F", "/FFilter", "/FDecodeParms")
PARENTS = 50
#: Bits of /SigFlags and of a TIFF's NewSubfileType.
SIGNED = 1
REDUCED = 1
SUBFILE_TYPE = 254


def pages(path, kind, out, first, count, limits):
    """Make pictures of some of a file's pages.

    :param str path: the file; of a PDF from the second turn on the harmless one
    :param str kind: pdf, tiff, jpeg, png or heic: what its content says it is
    :param str out: folder for what is made
    :param int first: number of the first page wanted, from 1; with 1 the file is looked at as a whole
    :param int count: how many
    :param dict limits: ``pages`` of a file, ``megapixels`` of a page
    :return: dict: ``total``, ``pages`` (dicts with number, width, height, dpi, picture, thumbnail,
        mimetype), and of a PDF in the first turn ``harmless`` (path), ``removed`` (what was left
        behind: scripts, files, forms, links), ``signed``
    :raise Refused: encrypted, damaged, pages, pixels, empty
    """
    if kind == "pdf":
        return _of_pdf(path, out, first, count, limits)
    return _of_picture(path, out, first, count, limits)


# ---------------------------------------------------------------------- PDF


def _of_pdf(path, out, first, count, limits):
    found = {}
    if first == 1:
        found = _make_harmless(path, f"{out}/harmless.pdf", limits)
        path = found["harmless"]
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Refused("damaged") from error
    total = len(document)
    made = []
    for number in range(first, min(first + count, total + 1)):
        try:
            page = document[number - 1]
            picture, dpi = _draw(page)
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise Refused("damaged", page=number) from error
        made.append(_store(picture, out, number, dpi))
        page.close()
    return {**found, "total": total, "pages": made}


def _draw(page):
    """Return a page's picture and its resolution."""
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise ValueError("a page without size")
    scale = min(DPI / 72, (PICTURE_PIXELS / (width * height)) ** 0.5)
    return page.render(scale=scale).to_pil(), round(scale * 72)


def _make_harmless(path, target, limits):
    """Write a PDF with nothing but the pages of another.

    :return: dict with ``harmless``, ``removed``, ``signed``
    """
    import pikepdf

    try:
        with pikepdf.open(path, suppress_warnings=True) as source, pikepdf.new() as new:
            if (total := len(source.pages)) > limits["pages"]:
                raise Refused("pages", pages=total, limit=limits["pages"])
            if not total:
                raise Refused("empty")
            removed, signed = _active_parts(source), _is_signed(source)
            # What is written into a form, and a stamp on the page, belong to what the page shows.
            source.flatten_annotations("screen")
            for page in source.pages:
                _strip_page(page.obj)
            new.pages.extend(source.pages)
            if "/OCProperties" in source.Root:  # which layers are to be seen
                layers = source.make_indirect(source.Root.OCProperties)
                new.Root.OCProperties = new.copy_foreign(layers)
            for thing in new.objects:
                _strip(thing)
            new.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError) as error:
        raise Refused("damaged") from error
    return {"harmless": target, "removed": removed, "signed": signed}


def _active_parts(source):
    """Return what there is in a PDF that is left behind, as words."""
    root = source.Root
    names = _dictionary(root.get("/Names"))
    kinds, scripts = set(), "/JavaScript" in names or "/OpenAction" in root or "/AA" in root
    for page in source.pages:
        scripts = scripts or "/AA" in page.obj
        for note in _list(page.obj.get("/Annots")):
            kinds.add(str(_dictionary(note).get("/Subtype")))
            scripts = scripts or "/AA" in _dictionary(note)
    found = {
        "scripts": scripts,
        "files": "/EmbeddedFiles" in names or "/FileAttachment" in kinds or "/Collection" in root,
        "forms": "/AcroForm" in root or "/Widget" in kinds,
        "links": "/Link" in kinds,
        "media": bool(kinds & {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}),
    }
    return [name for name, there in found.items() if there]


def _is_signed(source):
    """Whether a PDF carries an electronic signature."""
    flags = _dictionary(source.Root.get("/AcroForm")).get("/SigFlags", 0)
    return bool(int(flags) & SIGNED)


def _dictionary(thing):
    import pikepdf

    return thing if isinstance(thing, pikepdf.Dictionary) else {}


def _list(thing):
    import pikepdf

    return thing if isinstance(thing, pikepdf.Array) else ()


def _strip_page(page):
    """Leave of a page what it is drawn from, with what it inherits."""
    for name in INHERITED:
        above = page
        for _step in range(PARENTS):
            if name in above or "/Parent" not in above:
                break
            above = above["/Parent"]
        if name not in page and name in above:
            page[name] = above[name]
    for name in [key for key in page.keys() if key not in PAGE_KEYS and key != "/Parent"]:  # noqa: SIM118
        del page[name]


def _strip(thing):
    """Take from an object what makes it do more than be drawn."""
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        keys = ACTIVE_KEYS + OUTSIDE_KEYS
    elif isinstance(thing, pikepdf.Dictionary):
        keys = ACTIVE_KEYS
    else:
        return
    for name in keys:
        if name in thing:
            del thing[name]


# ---------------------------------------------------------------------- pictures


def _of_picture(path, out, first, count, limits):
    import pillow_heif
    from PIL import Image, ImageOps, UnidentifiedImageError

    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # looked at below, for each page before it is unpacked
    try:
        with Image.open(path, formats=("TIFF", "JPEG", "PNG", "HEIF", "MPO")) as image:
            frames = _frames(image, limits)
            made = []
            for number in range(first, min(first + count, len(frames) + 1)):
                image.seek(frames[number - 1])
                _require_size(image.size, limits)
                size, dpi = image.size, image.info.get("dpi")
                # The photo of a phone says in a note which side is up.
                picture = ImageOps.exif_transpose(_small_enough(image))
                made.append(_store(picture, out, number, _resolution(dpi, size, picture.size)))
    except UnidentifiedImageError as error:
        raise Refused("damaged") from error
    except (OSError, ValueError, SyntaxError, TypeError, EOFError) as error:
        if isinstance(error, OSError) and error.errno:  # of the disk, not of the file
            raise
        raise Refused("damaged") from error
    return {"total": len(frames), "pages": made}


def _frames(image, limits):
    """Return the places of a file's pages; of a TIFF without the small copies some scanners add."""
    if image.format not in {"TIFF", "HEIF"}:
        return [0]
    total = image.n_frames
    if total > limits["pages"]:
        raise Refused("pages", pages=total, limit=limits["pages"])
    if image.format == "HEIF":
        return list(range(total))
    found = []
    for place in range(total):
        image.seek(place)
        _require_size(image.size, limits)
        if not int(image.tag_v2.get(SUBFILE_TYPE, 0)) & REDUCED:
            found.append(place)
    return found or [0]


def _require_size(size, limits):
    if not all(size):
        raise Refused("damaged")
    if size[0] * size[1] > limits["megapixels"] * 1_000_000:
        raise Refused("pixels", width=size[0], height=size[1], limit=limits["megapixels"])


def _small_enough(image):
    """Return the picture with no more pixels than are kept, in black, grey or colour."""
    from PIL import Image

    width, height = image.size
    part = min(1, (PICTURE_PIXELS / (width * height)) ** 0.5)
    image.draft(None, (int(width * part), int(height * part)))  # a JPEG unpacks smaller at once
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        picture = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        picture = Image.new("RGB", clear.size, "white")
        picture.paste(clear, mask=clear.getchannel("A"))
    else:
        picture = image.convert(image.mode if image.mode in {"1", "L"} else "RGB")
    most = (max(1, round(width * part)), max(1, round(height * part)))
    if picture.width > most[0]:
        grey = picture.convert("L") if picture.mode == "1" else picture
        picture = grey.resize(most, Image.Resampling.LANCZOS)
    if exif := image.info.get("exif"):
        picture.info["exif"] = exif
    return picture


def _resolution(said, size, kept):
    """Return a picture's resolution: as the file says, else as if it were a sheet of A4."""
    dpi = float(said[0]) if said and said[0] else 0
    if not 75 <= dpi <= 2400:  # 72 is what a camera writes that knows nothing of paper
        dpi = max(size) / A4_INCHES
    return max(1, round(dpi * max(kept) / max(size)))


# ---------------------------------------------------------------------- both


def _store(picture, out, number, dpi):
    """Write a page's picture and thumbnail.

    :return: dict as ``pages`` gives it
    """
    black = picture.mode == "1"
    name, mimetype = (f"{number}.png", "image/png") if black else (f"{number}.jpg", "image/jpeg")
    target = Path(out) / name
    if black:
        picture.save(target, "PNG", dpi=(dpi, dpi))
    else:
        picture.save(target, "JPEG", quality=QUALITY, dpi=(dpi, dpi))
    small = picture.convert("L") if black else picture.copy()
    small.thumbnail(THUMBNAIL)
    thumbnail = Path(out) / f"{number}-small.jpg"
    small.save(thumbnail, "JPEG", quality=75)
    return {
        "number": number,
        "width": picture.width,
        "height": picture.height,
        "dpi": dpi,
        "picture": str(target),
        "thumbnail": str(thumbnail),
        "mimetype": mimetype,
    }
