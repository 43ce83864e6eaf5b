"""Where the boxes and lines of a printed organisation chart stand; knows nothing of Odoo.

A leader stands at the top of a page, those directly below him in bands of columns, and all below
each of them as an indented list in the column. Whoever has more below him than a column holds
gets a page of his own, and his box says which. All measures are millimetres from the top left of
the drawing area of a landscape F4 sheet.
"""

from dataclasses import dataclass, field

WIDTH, HEIGHT = 302, 168  # the drawing area
BOX_WIDTH, BOX_HEIGHT = 47, 19
COLUMNS = 6
INDENT = 4
GAP = 2.5  # between boxes of a column
DROP = 6  # from a box down to the boxes below it: half to the bus, half from it
LINE = 0.25
LEFT = 4  # room for the trunk that leads to the second band of a page
STEP = (WIDTH - LEFT - BOX_WIDTH) / (COLUMNS - 1)
#: Height that a column may take: the page without the leader's box and the lines below it.
ROOM = HEIGHT - BOX_HEIGHT - DROP


@dataclass
class Node:
    """One position: what its box says, and the positions below it."""

    title: str
    person: str = ""
    held_as: str = ""
    vacant: bool = False
    picture: str = ""
    note: str = ""
    children: list = field(default_factory=list)


@dataclass
class Box:
    """A box on a page; ``page`` is the number of the page on which it goes on, or 0."""

    x: float
    y: float
    width: float
    height: float
    node: Node
    page: int = 0


@dataclass
class Page:
    """A page: its leader, boxes, and lines as (x, y, width, height)."""

    leader: Node
    continued: bool = False
    boxes: list = field(default_factory=list)
    lines: list = field(default_factory=list)


def prune(root, depth):
    """Return the tree cut below so many levels; ``depth`` 1 is the leader alone."""
    children = [prune(child, depth - 1) for child in root.children] if depth > 1 else []
    return Node(**{**vars(root), "children": children})


def count(root):
    """Return how many boxes a tree has."""
    return 1 + sum(count(child) for child in root.children)


def draw(root):
    """Return the pages of a chart.

    :param Node root: the leader of the whole
    :rtype: list[Page]
    """
    pages = []
    waiting = [root]
    referring = {}
    while waiting:
        leader = waiting.pop(0)
        if leader is not root:
            referring[id(leader)].page = len(pages) + 1
        pages += _pages_of(leader, waiting, referring)
    return pages


def _pages_of(leader, waiting, referring):
    """Lay one leader out, over as many pages as his bands need."""
    pages = [_page(leader)]
    top = BOX_HEIGHT + DROP
    columns = [_column(child) for child in leader.children]
    for start in range(0, len(columns), COLUMNS):
        band = columns[start : start + COLUMNS]
        height = max(height for _boxes, _lines, height, _later in band)
        if top + height > HEIGHT:
            pages.append(_page(leader, continued=True))
            top = BOX_HEIGHT + DROP
        _place_band(pages[-1], band, top, waiting, referring)
        top += height + DROP
    return pages


def _page(leader, continued=False):
    page = Page(leader, continued)
    page.boxes.append(Box(_middle() - BOX_WIDTH / 2, 0, BOX_WIDTH, BOX_HEIGHT, leader))
    return page


def _middle():
    return LEFT + (WIDTH - LEFT) / 2


def _place_band(page, band, top, waiting, referring):
    """Put a band of columns on a page and join it to the leader."""
    first_band = top == BOX_HEIGHT + DROP
    # A band that isn't full stands in the middle.
    free = (COLUMNS - len(band)) * STEP / 2 if first_band else 0
    centres = []
    for place, (boxes, lines, _height, later) in enumerate(band):
        left = LEFT + free + place * STEP
        centres.append(left + BOX_WIDTH / 2)
        for box in boxes:
            box.x, box.y = box.x + left, box.y + top
            page.boxes.append(box)
        page.lines += [(x + left, y + top, width, height) for x, y, width, height in lines]
        for node in later:
            waiting.append(node)
            referring[id(node)] = boxes[0]
    bus = top - DROP / 2
    page.lines += [(centre, bus, LINE, DROP / 2) for centre in centres]
    if first_band:
        page.lines.append((_middle(), BOX_HEIGHT, LINE, DROP / 2))
        ends = (min(*centres, _middle()), max(*centres, _middle()))
    else:
        # Round the left of the band above, to its bus.
        above = BOX_HEIGHT + DROP / 2
        page.lines.append((0, above, LINE, bus - above))
        page.lines.append((0, above, _middle(), LINE))
        ends = (0, max(centres))
    page.lines.append((ends[0], bus, ends[1] - ends[0] + LINE, LINE))


def _column(node):
    """Return (boxes, lines, height, later) of a node and all below it, at the origin.

    ``later`` names the node when what is below it doesn't fit and goes to a page of its own.
    """
    boxes, lines = [], []
    height = _list(node, 0, 0, boxes, lines)
    if height <= ROOM and BOX_WIDTH - INDENT * _levels(node) >= BOX_WIDTH * 0.6:
        return boxes, lines, height, []
    return [Box(0, 0, BOX_WIDTH, BOX_HEIGHT, node)], [], BOX_HEIGHT, [node]


def _levels(node):
    return max((1 + _levels(child) for child in node.children), default=0)


def _list(node, indent, top, boxes, lines):
    """Add a node and, indented, all below it; return where the next box may begin."""
    boxes.append(Box(indent, top, BOX_WIDTH - indent, BOX_HEIGHT, node))
    bottom = top + BOX_HEIGHT
    spine = indent + INDENT / 2
    for child in node.children:
        child_top = bottom + GAP
        middle = child_top + BOX_HEIGHT / 2
        lines.append((spine, middle, INDENT / 2, LINE))
        last = middle
        bottom = _list(child, indent + INDENT, child_top, boxes, lines)
    if node.children:
        lines.append((spine, top + BOX_HEIGHT, LINE, last - top - BOX_HEIGHT + LINE))
    return bottom
