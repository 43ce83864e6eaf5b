"""Pictures of pages: a photo's sheet found and mended, a scan straightened and cleaned, blank told.

Rendering and thresholds: measured on the made-up letters of ``tests/paper.py``.
"""

import cv2
import numpy

from . import Refused

cv2.setNumThreads(1)
#: Larger pictures aren't opened: 60 megapixels are A3 at 600 dpi and some more.
PIXELS = 90_000_000
#: A page's text is read best when it is about so many pixels high (F4, 330 mm, at 300 dpi).
READ_HEIGHT = 3900
#: The picture that is kept is at most so high (F4 at 200 dpi), and the thumbnail.
KEPT_HEIGHT = 2700
THUMBNAIL = 320
#: The share of ink below which a page is blank; one short line of text has ten times as much.
INK = 0.0004
#: A turn below this many degrees isn't mended: it wouldn't be seen, and the picture stays as it is.
STRAIGHT = 0.15


def load(path):
    """Return a picture as an array of blue, green, red.

    :raise Refused: "damaged", "too_large"
    """
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise Refused("damaged")
    if picture.shape[0] * picture.shape[1] > PIXELS:
        raise Refused("too_large", pixels=picture.shape[0] * picture.shape[1])
    return picture


def save(picture, path, quality=72):
    """Write a picture as JPEG, in grey when it has no colour; return its width and height."""
    if picture.ndim == 3 and is_grey(picture):
        picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if not cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, quality]):
        raise Refused("damaged")
    return picture.shape[1], picture.shape[0]


def is_grey(picture):
    """Say whether a picture has no colour worth keeping: less than a thousandth of it."""
    small = cv2.resize(picture, (400, 600), interpolation=cv2.INTER_AREA).astype(numpy.int16)
    return bool(((small.max(axis=2) - small.min(axis=2)) > 40).mean() < 0.001)


# ---------------------------------------------------------------------- photos


def find_corners(path):
    """Find the sheet of paper in a photo.

    :return: dict ``corners``: its four corners from top left clockwise, each [x, y] in parts of
        width and height; None when no sheet stands out (then the whole picture is the page)
    """
    return {"corners": corners_of(load(path))}


def corners_of(picture):
    """Return the corners of the sheet in a picture, see ``find_corners``."""
    high, wide = picture.shape[:2]
    scale = 700 / max(high, wide)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    best = None
    for mask in _sheets(small):
        for contour in cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
            four = _four(contour)
            if four is None:
                continue
            area = cv2.contourArea(four.astype(numpy.float32))
            share = area / (small.shape[0] * small.shape[1])
            if 0.2 < share < 0.97 and (best is None or area > best[0]):
                best = (area, four)
    if best is None:
        return None
    four = _in_order(best[1].reshape(4, 2).astype(float))
    return [
        [round(float(x) / small.shape[1], 5), round(float(y) / small.shape[0], 5)] for x, y in four
    ]


def _sheets(small):
    """Yield masks in which the sheet may stand out: by light, by lack of colour, by its edges."""
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (7, 7), 0)
    kernel = numpy.ones((9, 9), numpy.uint8)
    light = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    yield cv2.morphologyEx(light, cv2.MORPH_CLOSE, kernel)
    colour = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2HSV)[:, :, 1], (7, 7), 0)
    pale = cv2.threshold(colour, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    yield cv2.morphologyEx(pale, cv2.MORPH_CLOSE, kernel)
    yield cv2.dilate(cv2.Canny(grey, 30, 90), numpy.ones((5, 5), numpy.uint8))


def _four(contour):
    """Return the four corners of a contour that is nearly a quadrangle, else None."""
    hull = cv2.convexHull(contour)
    around = cv2.arcLength(hull, True)
    if around < 200:
        return None
    for part in (0.015, 0.02, 0.03, 0.045, 0.06):
        four = cv2.approxPolyDP(hull, part * around, True)
        if len(four) == 4:
            return four
        if len(four) < 4:
            return None
    return None


def _in_order(points):
    """Return four points from top left clockwise."""
    middle = points.mean(axis=0)
    angles = numpy.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0])
    points = points[numpy.argsort(angles)]
    first = int(numpy.argmin(points.sum(axis=1)))
    return numpy.roll(points, -first, axis=0)


def mend(path, corners, out):
    """Make the page of a photo: what lies between the corners, as seen from straight above.

    :param corners: see ``find_corners``
    :param out: path of the JPEG to write
    :return: dict with ``width`` and ``height``
    """
    wide, high = save(mended(load(path), corners), out, quality=82)
    return {"width": wide, "height": high}


def mended(picture, corners):
    """Return what lies between the corners of a sheet, without perspective."""
    high, wide = picture.shape[:2]
    four = numpy.float32(corners).reshape(4, 2)
    if not numpy.isfinite(four).all() or four.min() < -0.2 or four.max() > 1.2:
        raise Refused("corners")
    four = four * numpy.float32([wide, high])
    if cv2.contourArea(four) < 0.02 * wide * high or not cv2.isContourConvex(four):
        raise Refused("corners")

    def side(one, other):
        return float(numpy.linalg.norm(four[one] - four[other]))

    new_wide = int(max(side(0, 1), side(3, 2)))
    new_high = int(max(side(0, 3), side(1, 2)))
    sheet = numpy.float32([[0, 0], [new_wide, 0], [new_wide, new_high], [0, new_high]])
    matrix = cv2.getPerspectiveTransform(four, sheet)
    return cv2.warpPerspective(
        picture, matrix, (new_wide, new_high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )


# ---------------------------------------------------------------------- scans


def turned(picture, degrees):
    """Return a picture turned clockwise by 0, 90, 180 or 270 degrees."""
    turns = {
        90: cv2.ROTATE_90_CLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_COUNTERCLOCKWISE,
    }
    degrees = int(degrees or 0) % 360
    return cv2.rotate(picture, turns[degrees]) if degrees in turns else picture


def even(picture):
    """Return a page in grey as if evenly lit, on white."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    return cv2.divide(grey, _ground(grey), scale=250)


def _ground(grey):
    """Return how light the paper is at each place of a page."""
    scale = 500 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.dilate(small, numpy.ones((9, 9), numpy.uint8)), 21)
    ground = cv2.resize(ground, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return numpy.maximum(ground, 40)


def whitened(picture):
    """Return a page as it is kept: evenly lit, its paper white, its ink and its colours as they are.

    What is nearly white becomes white: that is most of what makes a scan's file large.
    """
    ground = _ground(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    lit = cv2.divide(picture, cv2.merge([ground] * 3), scale=250)
    grain = noise(cv2.cvtColor(lit, cv2.COLOR_BGR2GRAY))
    if grain > 3:
        lit = cv2.bilateralFilter(lit, 5, min(12 * grain, 60), 3)
    # From here up it is paper; a pencil's stroke is darker than that.
    table = numpy.clip(numpy.arange(256) * 255.0 / 228, 0, 255).astype(numpy.uint8)
    return cv2.LUT(lit, table)


def skew(page):
    """Return by how many degrees the lines of an evened page fall to the right.

    The right angle is that at which rows of ink and rows of paper differ most.
    """
    scale = 900 / max(page.shape)
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(numpy.float32)
    ink[ink < 60] = 0
    if ink.mean() < 0.3:
        return 0.0
    high, wide = ink.shape

    def contrast(angle):
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1)
        rows = cv2.warpAffine(ink, matrix, (wide, high)).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max(numpy.arange(-6, 6.01, 0.5), key=contrast)
    fine = max(numpy.arange(coarse - 0.5, coarse + 0.51, 0.1), key=contrast)
    # Only where it stands out: a picture without lines has no right angle.
    return float(round(fine, 2)) if contrast(fine) > 1.04 * contrast(0) else 0.0


def straightened(picture, angle):
    """Return a picture turned by a small angle, white where nothing was."""
    if abs(angle) < STRAIGHT:
        return picture
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1)
    return cv2.warpAffine(
        picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def shrunk(picture, height):
    """Return a picture at most so high."""
    scale = height / max(picture.shape[:2])
    if scale >= 1:
        return picture
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def for_reading(page):
    """Return an evened page as reading likes it: large enough, and its grain smoothed.

    No median: in a trial with pale copies at 150 dpi Tesseract read more signs wrong after one.
    """
    noisy = noise(page)
    scale = READ_HEIGHT / max(page.shape)
    if scale > 1.2:
        scale = min(scale, 1.5)
        page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    elif scale < 0.8:
        page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(page, (0, 0), 0.8) if noisy > 3 else page


def noise(page):
    """Return how much neighbouring pixels of the paper differ."""
    differ = cv2.absdiff(page, cv2.medianBlur(page, 3))[::3, ::3]
    return float(numpy.median(differ)) + float(numpy.mean(differ))


def is_blank(page):
    """Say whether an evened page has nothing on it but dust, shadows at its edge and punch holes."""
    small = shrunk(page, 1200)
    high, wide = small.shape
    inner = small[int(high * 0.03) : int(high * 0.97), int(wide * 0.05) : int(wide * 0.95)]
    ink = (cv2.GaussianBlur(inner, (0, 0), 1.0) < 165).astype(numpy.uint8)
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    areas = stats[1:count, cv2.CC_STAT_AREA]
    tall = stats[1:count, cv2.CC_STAT_HEIGHT]
    broad = stats[1:count, cv2.CC_STAT_WIDTH]
    # Dust is smaller than a letter; a punch hole is round, and as large as nothing printed.
    round_ = (areas > 150) & (abs(tall - broad) < 6) & (areas > 0.6 * tall * broad)
    marks = areas[(areas >= 9) & ~round_]
    return bool(marks.sum() < INK * ink.size and len(marks) < 25)


def fingerprint(page):
    """Return 256 bits, as 64 hexadecimal digits, of what a straightened page looks like.

    The same page scanned again differs in a few bits; each bit tells whether it gets darker to the
    right, on a grid of 16 by 16 places.
    """
    inner = page[int(page.shape[0] * 0.02) : int(page.shape[0] * 0.98)]
    soft = cv2.resize(cv2.GaussianBlur(inner, (0, 0), 5), (17, 16), interpolation=cv2.INTER_AREA)
    bits = (soft[:, 1:] > soft[:, :-1]).flatten()
    return numpy.packbits(bits).tobytes().hex()
