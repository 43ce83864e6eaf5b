"""The table of a book of the registry as a PDF, drawn row by row: tens of thousands of lines.

A table of that size is too much for HTML (85 ms a line, and the whole in memory), so rows come from
an iterator and are wrapped and drawn here; what is kept is the finished pages. The look is that of
``book.css``. Knows nothing of Odoo.
"""

from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from .book import widths

MM = 72 / 25.4
#: Landscape, in millimetres.
PAPERS = {"f4": (330, 215), "a4": (297, 210)}
TOP, RIGHT, BOTTOM, LEFT = 14 * MM, 12 * MM, 14 * MM, 16 * MM
PAD_X, PAD_Y, RULE = 1 * MM, 0.8 * MM, 0.2 * MM
SIZE, NUMBER_SIZE, FOOT_SIZE, SPACING = 7.8, 6.5, 7.5, 1.25
LEADING = SIZE * SPACING
BLACK, GREY, FOOT_GREY, HEAD_FILL = "#000000", "#555555", "#333333", "#e8eef0"
#: Distance of the last line's top, and of a line through a text, from its base line: of its size.
ASCENT, STRIKE = 0.93, 0.28
#: Room that the page number keeps from the text beside it.
PAGE_NUMBER = 45 * MM
BOLD, CENTRED = {"number", "place"}, {"number", "place", "date", "sent"}
#: Same widths, so that a book has the same lines in each; the last is in every PDF reader, but has
#: western European letters only.
FACES = (
    ("LiberationSans-Regular", "LiberationSans-Bold"),
    ("Arimo-Regular", "Arimo-Bold"),
)
LAST_FACES = ("Helvetica", "Helvetica-Bold")
#: A word that is too long for its cell is broken behind one of these, if it has one.
BREAKS = "/-"


class Face:
    """A typeface: its name for the canvas, and how wide texts are in it."""

    def __init__(self, name):
        self.name = name
        self._characters = {}
        self._width = pdfmetrics.getFont(name).stringWidth
        self.width = lru_cache(8192)(self._measure)

    def _measure(self, text):
        """Return how wide a text is at a size of 1."""
        known = self._characters
        total = 0
        for character in text:
            if character not in known:
                known[character] = self._width(character, 1)
            total += known[character]
        return total


@lru_cache(1)
def faces():
    """Return the regular and the bold typeface, looked for where reportlab looks for fonts."""
    for pair in FACES:
        try:
            for name in pair:
                pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        except TTFError:
            continue
        return tuple(map(Face, pair))
    return tuple(map(Face, LAST_FACES))


def wrap(text, face, size, width):
    """Return the lines of a text in a cell: its own line ends are kept, blanks are made single.

    A word that is wider than the cell is broken; no line is wider than the cell unless one
    character is. What has no shape (control characters) is left out.

    :rtype: list[str]
    """
    if not text:
        return []
    room, blank, measure = width / size, face.width(" "), face.width
    lines = []
    for paragraph in text.splitlines():
        line, used = "", 0
        for word in _shown(paragraph).split():
            wide = measure(word)
            if line and used + blank + wide <= room:
                line, used = f"{line} {word}", used + blank + wide
                continue
            if line:
                lines.append(line)
            while wide > room and len(word) > 1:
                cut = _cut(word, face, room)
                lines.append(word[:cut])
                word = word[cut:]
                wide = measure(word)
            line, used = word, wide
        lines.append(line)
    return lines


def _shown(text):
    if text.isprintable():
        return text
    return "".join(one for one in text if one.isprintable() or one.isspace())


def _cut(word, face, room):
    """Return how many characters of a word fit, one at least, and not all."""
    used, fits = 0, 0
    for character in word[:-1]:
        used += face.width(character)
        if used > room:
            break
        fits += 1
    behind = max(word.rfind(sign, 0, fits) for sign in BREAKS) + 1
    return behind or max(fits, 1)


def draw(out, book, rows, *, paper, running, title, head=0):
    """Draw the lines of a book.

    The table's heads stand on every page, and at its foot what it is and "Halaman 1 dari 9". A row
    is kept on one page unless it is longer than what an empty page has room for.

    :param out: a binary file to write to
    :param Book book: see ``tools/book.py``
    :param rows: iterable of dicts of texts, with ``is_old`` for those that are struck through
    :param str paper: one of ``PAPERS``
    :param str running: text at the foot of each page
    :param str title: of the document
    :param float head: points that something else takes up of the first page, from its top edge
    """
    pages = _Pages(out, book, paper, running, title)
    pages.start(max(head, TOP))
    for row in rows:
        pages.add(row)
    pages.close()


class _Pages:
    """The pages, and the one that is being drawn."""

    def __init__(self, out, book, paper, running, title):
        self.regular, self.bold = faces()
        self.width, self.height = (side * MM for side in PAPERS[paper])
        self.canvas = Canvas(
            *(out, (self.width, self.height)),
            pageCompression=1,
            # Else it names Helvetica, which isn't in the file, as the first of each page.
            initialFontName=self.regular.name,
            lang="id",
        )
        self.canvas.setTitle(title)
        whole = self.width - LEFT - RIGHT
        self.columns, self.edges = [], [LEFT]
        for column, share in widths(book):
            face = self.bold if column.key in BOLD else self.regular
            self.columns.append((column, face, whole * share / 100 - 2 * PAD_X))
            self.edges.append(self.edges[-1] + whole * share / 100)
        self.running = wrap(running, self.regular, FOOT_SIZE, whole - PAGE_NUMBER)
        self.titles = [self._title(column.title, width) for column, _face, width in self.columns]

    def _title(self, text, width):
        """Return the lines of a column's title and their size: its words are never broken."""
        size = min([SIZE, *(width / self.bold.width(word) for word in text.split())])
        return wrap(text, self.bold, size, width + 0.01), size

    def start(self, top):
        """Begin a page whose table begins so far below its top edge, with its heads."""
        self.top = self.y = self.height - top
        self.is_empty, self.rules, self.strikes = True, [], []
        self.text = self.canvas.beginText()
        self.font = None
        tall = max(len(lines) * size * SPACING for lines, size in self.titles)
        height = tall + 2 * PAD_Y
        self.canvas.setFillColor(HEAD_FILL)
        self.canvas.rect(LEFT, self.y - height, self.edges[-1] - LEFT, height, stroke=0, fill=1)
        self.text.setFillColor(BLACK)
        for place, (lines, size) in enumerate(self.titles):
            drop = (tall - len(lines) * size * SPACING) / 2
            self._cell(place, lines, self.y - drop, self.bold, centred=True, size=size)
        self._rule(height)
        for place in range(len(self.columns)):
            self._cell(
                *(place, [str(place + 1)], self.y + PAD_Y, self.regular),
                centred=True,
                size=NUMBER_SIZE,
            )
        self._rule(NUMBER_SIZE * SPACING)

    def add(self, row):
        """Draw a row, on a new page when it doesn't fit on this one."""
        cells = [wrap(row[column.key], face, SIZE, width) for column, face, width in self.columns]
        rest = max(1, *map(len, cells))
        done = 0
        while rest:
            room = int((self.y - BOTTOM - 2 * PAD_Y) / LEADING)
            # Not where it would have to be broken and wouldn't elsewhere.
            if room < rest and (room < 1 or not self.is_empty):
                self._end()
                self.start(TOP)
                continue
            part = min(room, rest)
            self._row([lines[done : done + part] for lines in cells], part, row["is_old"])
            done, rest = done + part, rest - part

    def _row(self, cells, tall, is_old):
        self.text.setFillColor(GREY if is_old else BLACK)
        for place, lines in enumerate(cells):
            column, face, _width = self.columns[place]
            self._cell(
                *(place, lines, self.y, face),
                centred=column.key in CENTRED,
                struck=is_old,
            )
        self._rule(tall * LEADING + 2 * PAD_Y)
        self.is_empty = False

    def _cell(self, place, lines, top, face, *, centred=False, struck=False, size=SIZE):
        text = self.text
        if lines and self.font != (face, size):
            text.setFont(face.name, size)
            self.font = (face, size)
        left, right = self.edges[place] + PAD_X, self.edges[place + 1] - PAD_X
        base = top - PAD_Y - size * ((SPACING - 1) / 2 + ASCENT - 0.03)
        for number, line in enumerate(lines):
            wide = face.width(line) * size if centred or struck else 0
            x = (left + right - wide) / 2 if centred else left
            y = base - number * size * SPACING
            text.setTextOrigin(x, y)
            text.textOut(line)
            if struck and line:
                self.strikes.append((x, y + size * STRIKE, x + wide, y + size * STRIKE))

    def _rule(self, height):
        self.y -= height
        self.rules.append((LEFT, self.y, self.edges[-1], self.y))

    def _end(self):
        canvas = self.canvas
        canvas.drawText(self.text)
        canvas.setStrokeColor(BLACK)
        canvas.setLineWidth(RULE)
        canvas.setLineCap(2)
        canvas.lines([(LEFT, self.top, self.edges[-1], self.top), *self.rules])
        canvas.lines([(x, self.top, x, self.y) for x in self.edges])
        if self.strikes:
            canvas.setLineWidth(SIZE / 18)
            canvas.setStrokeColor(GREY)
            canvas.lines(self.strikes)
        canvas.setFont(self.regular.name, FOOT_SIZE)
        canvas.setFillColor(FOOT_GREY)
        above = (len(self.running) - 1) / 2
        for number, line in enumerate(self.running):
            canvas.drawString(LEFT, self._foot + (above - number) * FOOT_SIZE * SPACING, line)
        canvas.doForm(f"foot{canvas.getPageNumber()}")
        canvas.showPage()

    #: Base line of a single line in the middle of the lower margin.
    _foot = BOTTOM / 2 - FOOT_SIZE * 0.35

    def close(self):
        """End the last page, and write on all how many they are, which is known only now."""
        canvas = self.canvas
        count = canvas.getPageNumber()
        self._end()
        for number in range(1, count + 1):
            canvas.beginForm(f"foot{number}", 0, 0, self.width, BOTTOM)
            canvas.setFont(self.regular.name, FOOT_SIZE)
            text = f"Halaman {number} dari {count}"
            canvas.drawRightString(self.width - RIGHT, self._foot, text)
            canvas.endForm()
        canvas.save()
