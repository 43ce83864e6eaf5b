"""Difference of two texts in HTML: additions and deletions marked in the text, by author.

A text is read as blocks (paragraphs, points, cells of tables) of words. Blocks that say the same
are found first, then blocks that say nearly the same, and in these the words. What comes out is
HTML made anew, of a few harmless tags: nothing of the texts but their words, their bold and
italics, lists and tables gets into it. Knows nothing of Odoo.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from html import escape

from lxml import etree, html

#: Tags that hold words: each a block of its own, or a box around blocks.
BOXES = frozenset(
    "p div li ol ul table caption thead tbody tfoot tr th td h1 h2 h3 h4 h5 h6 blockquote pre"
    " section article header footer hr".split()
)
#: Boxes that come out under their own name; another comes out as a ``div``.
KEPT_BOXES = BOXES - {"section", "article", "header", "footer", "hr"}
#: How words may look.
FORMATS = frozenset("b strong i em u s sub sup".split())
#: Tags that go with all that is in them.
DROPPED = frozenset("script style head title template noscript iframe object".split())
#: Words, blanks, and every other sign alone.
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
#: Pictures that may be shown: of this database, or in the text itself.
PICTURE = re.compile(r"/web/image/[\w/.-]+(?:\?[\w=&%.-]*)?|data:image/[a-z]+;base64,[\w+/=\s]+")
#: From this likeness on (0 to 1) two blocks are the same block, changed.
ALIKE = 0.35
#: No more pairs of blocks than this are compared for likeness.
MOST_PAIRS = 60_000
#: Longer stretches of words than this (one side times the other) are compared sentence by sentence.
MOST_WORDS = 250_000
#: A stretch of up to so many signs between two changes is taken as changed with them.
ISLAND = 3
SAME, ADDED, GONE = "same", "added", "gone"


@dataclass(frozen=True)
class Word:
    """A word, a blank, a line break or a picture, with how it looks."""

    text: str
    formats: tuple = ()

    @property
    def is_blank(self):
        """Whether it only stands between words."""
        return self.text in (" ", "\n")


@dataclass(eq=False)
class Box:
    """A tag around blocks, as it comes out."""

    tag: str
    attributes: tuple = ()


@dataclass(eq=False)
class Block:
    """One stretch of words, and the boxes it stands in from the outermost."""

    boxes: tuple
    words: list = field(default_factory=list)

    @cached_property
    def text(self):
        """What it says."""
        return "".join(word.text for word in self.words)

    @cached_property
    def counted(self):
        """How often it has each word, for likeness."""
        return Counter(word.text for word in self.words if not word.is_blank)

    @cached_property
    def shape(self):
        """The names of its boxes."""
        return tuple(box.tag for box in self.boxes)


@dataclass
class Run:
    """Words of a block that are the same, added or gone, and by whom."""

    kind: str
    words: list
    by: object = None


@dataclass
class Line:
    """A block of the difference: the boxes it stands in, and its runs."""

    boxes: tuple
    runs: list

    @property
    def is_gone(self):
        """Whether nothing of it is in the new text."""
        return all(run.kind == GONE for run in self.runs)

    @property
    def changes(self):
        """How many places of it changed: an addition beside a deletion is one place."""
        marked = [run.kind != SAME for run in self.runs]
        return sum(
            now and not before for before, now in zip([False, *marked], marked, strict=False)
        )


# ---------------------------------------------------------------------- reading


def blocks_of(text):
    """Return the blocks of a text that say something, in order.

    :param str text: HTML, or nothing
    """
    if not text or not str(text).strip():
        return []
    try:
        root = html.fragment_fromstring(str(text), create_parent="div")
    except (etree.ParserError, ValueError):
        return []
    reader = _Reader()
    reader.walk(root)
    reader.close()
    return reader.blocks


class _Reader:
    def __init__(self):
        self.blocks = []
        self.open = None

    def close(self):
        """End the block that is being read; blanks at its ends are none of it."""
        block, self.open = self.open, None
        if block is None:
            return
        words = block.words
        while words and words[0].is_blank:
            words.pop(0)
        while words and words[-1].is_blank:
            words.pop()
        if words:
            self.blocks.append(block)

    def add(self, boxes, formats, text):
        if self.open is None or self.open.boxes != boxes:
            self.close()
            self.open = Block(boxes)
        words = self.open.words
        for token in TOKEN.findall(text.replace("\ufeff", "").replace("\u200b", "")):
            word = Word(" ", formats) if token.isspace() else Word(token, formats)
            if word.is_blank and (not words or words[-1].is_blank):
                continue
            words.append(word)

    def add_sign(self, boxes, sign, formats):
        """Add a line break or a picture."""
        if self.open is None or self.open.boxes != boxes:
            self.close()
            self.open = Block(boxes)
        words = self.open.words
        if sign == "\n" and words and words[-1].is_blank:
            words.pop()
        words.append(Word(sign, formats))

    def walk(self, root):
        """Read an element and all in it, without recursion: texts may be nested deeply."""
        stack = [("in", root, (), ())]
        while stack:
            step, element, boxes, formats = stack.pop()
            if step == "tail":
                self.add(boxes, formats, element.tail or "")
            elif step == "out":
                self.close()
            else:
                stack += self.enter(element, boxes, formats, is_root=element is root)

    def enter(self, element, boxes, formats, *, is_root):
        """Begin an element; return what is to be read after that, the last first."""
        tag = element.tag if isinstance(element.tag, str) else None
        if tag is None or tag in DROPPED:
            return []
        if tag == "br":
            self.add_sign(boxes, "\n", formats)
            return []
        if tag == "img":
            self.add_sign(boxes, f"\0{(element.get('src') or '').strip()}", ())
            return []
        steps = []
        if tag in BOXES and not is_root:
            self.close()
            steps.append(("out", element, boxes, formats))
            boxes, formats = (*boxes, _box(element)), ()
        elif tag in FORMATS and tag not in formats:
            formats = (*formats, tag)
        for child in reversed(element):
            steps += (("tail", child, boxes, formats), ("in", child, boxes, formats))
        self.add(boxes, formats, element.text or "")
        return steps


def _box(element):
    tag = element.tag if element.tag in KEPT_BOXES else "div"
    attributes = [
        (name, element.get(name))
        for name in ("colspan", "rowspan", "start")
        if re.fullmatch(r"\d{1,3}", element.get(name) or "")
    ]
    if tag == "ol" and re.fullmatch(r"[1aAiI]", element.get("type") or ""):
        attributes.append(("type", element.get("type")))
    if tag == "li":
        attributes += _place(element)
    align = re.search(r"text-align:\s*(left|right|center|justify)", element.get("style") or "")
    if align:
        attributes.append(("style", f"text-align: {align[1]}"))
    return Box(tag, tuple(attributes))


def _place(point):
    """Return the number of a point in its list: one that is gone must not move the others."""
    if label := point.get("data-label"):
        return [("data-label", label)]
    parent = point.getparent()
    if parent is None or parent.tag != "ol":
        return []
    start = parent.get("start") or ""
    before = sum(1 for _one in point.itersiblings("li", preceding=True))
    return [("value", str(before + (int(start) if re.fullmatch(r"\d{1,4}", start) else 1)))]


# ---------------------------------------------------------------------- comparing


def compare(old, new):
    """Return the difference of two texts as lines.

    :param old: blocks of the older text
    :param new: blocks of the newer text
    """
    pairs = _pairs(old, new)
    theirs = _boxes_of(old, new, pairs)
    lines, here, there = [], 0, 0
    for place_old, place_new in [*pairs, (len(old), len(new))]:
        lines += [
            Line(tuple(theirs.get(box, box) for box in block.boxes), [Run(GONE, block.words)])
            for block in old[here:place_old]
        ]
        lines += [Line(block.boxes, [Run(ADDED, block.words)]) for block in new[there:place_new]]
        if place_old < len(old):
            before, after = old[place_old], new[place_new]
            runs = (
                [Run(SAME, after.words)]
                if before.text == after.text
                else _runs(before.words, after.words)
            )
            lines.append(Line(after.boxes, runs))
        here, there = place_old + 1, place_new + 1
    return lines


def _pairs(old, new):
    """Return which block became which: list of (place, place), rising in both."""
    pairs = []
    for kind, a, b, c, d in _opcodes([one.text for one in old], [one.text for one in new]):
        if kind == "equal":
            pairs += zip(range(a, b), range(c, d), strict=True)
        elif kind == "replace":
            pairs += ((a + x, c + y) for x, y in _alike(old[a:b], new[c:d]))
    return pairs


def _alike(old, new):
    """Return which of these blocks, all different, are most likely the same ones, changed.

    The pairing with the greatest likeness in all that crosses nowhere. Of long stretches only
    blocks at about the same place are compared.
    """
    rows, columns = len(old), len(new)
    room = max(2, MOST_PAIRS // max(rows, 1) // 2)
    best = {}
    steps = {}
    for x in range(rows - 1, -1, -1):
        middle = x * columns // rows
        first, last = max(0, middle - room), min(columns, middle + room + 1)
        for y in range(last - 1, first - 1, -1):
            likeness = _likeness(old[x], new[y])
            choices = [
                (best.get((x + 1, y), 0.0), 1),
                (best.get((x, y + 1), 0.0), 2),
            ]
            if likeness >= ALIKE:
                choices.append((best.get((x + 1, y + 1), 0.0) + likeness, 3))
            best[x, y], steps[x, y] = max(choices)
    pairs, x, y = [], 0, 0
    while x < rows and y < columns:
        step = steps.get((x, y))
        if step is None:
            # Outside the band: on to where it begins.
            if y < x * columns // rows:
                y += 1
            else:
                x += 1
        elif step == 3:
            pairs.append((x, y))
            x, y = x + 1, y + 1
        elif step == 1:
            x += 1
        else:
            y += 1
    return pairs


def _likeness(one, other):
    """Return how much of their words two blocks share, 0 to 1; of cells the place counts too."""
    mine, yours = one.counted, other.counted
    total = mine.total() + yours.total()
    if not total:
        return 1.0
    if len(yours) < len(mine):
        mine, yours = yours, mine
    shared = sum(min(count, yours[word]) for word, count in mine.items())
    likeness = 2.0 * shared / total
    return likeness * (1.0 if one.shape == other.shape else 0.8)


def _boxes_of(old, new, pairs):
    """Return which box of the old text is which of the new, after the blocks in them."""
    found, taken = {}, set()
    for place_old, place_new in pairs:
        before, after = old[place_old].boxes, new[place_new].boxes
        for mine, yours in zip(before, after, strict=False):
            if mine.tag != yours.tag:
                break
            if mine not in found and yours not in taken:
                found[mine] = yours
                taken.add(yours)
    return found


def _runs(old, new):
    """Return the runs of a block whose words changed."""
    runs = []
    for kind, a, b, c, d in _word_opcodes(old, new):
        if kind == "equal":
            _add(runs, SAME, new[c:d])
        else:
            _add(runs, GONE, old[a:b])
            _add(runs, ADDED, new[c:d])
    return _without_islands(runs)


def _word_opcodes(old, new):
    """Return opcodes of two lists of words; of long ones of their sentences first."""
    before, after = [word.text for word in old], [word.text for word in new]
    if len(before) * len(after) <= MOST_WORDS:
        return _opcodes(before, after)
    mine, yours = _sentences(before), _sentences(after)
    mine_at, yours_at = _starts(mine), _starts(yours)
    found = []
    for kind, a, b, c, d in _opcodes(mine, yours):
        a, b, c, d = mine_at[a], mine_at[b], yours_at[c], yours_at[d]
        if kind == "replace" and (b - a) * (d - c) <= MOST_WORDS:
            found += [
                (what, a + i, a + j, c + k, c + m)
                for what, i, j, k, m in _opcodes(before[a:b], after[c:d])
            ]
        else:
            found.append((kind, a, b, c, d))
    return found


def _sentences(words):
    found, sentence = [], []
    for word in words:
        sentence.append(word)
        if word in ".;:!?\n" or len(sentence) >= 60:
            found.append(tuple(sentence))
            sentence = []
    return [*found, tuple(sentence)] if sentence else found


def _starts(stretches):
    starts = [0]
    for stretch in stretches:
        starts.append(starts[-1] + len(stretch))
    return starts


def _opcodes(old, new):
    """Return the opcodes of difflib; what is the same at both ends is cut off first."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    codes = [("equal", 0, head, 0, head)] if head else []
    mine, yours = old[head : len(old) - tail], new[head : len(new) - tail]
    if mine or yours:
        codes += [
            (kind, a + head, b + head, c + head, d + head)
            for kind, a, b, c, d in SequenceMatcher(None, mine, yours).get_opcodes()
        ]
    if tail:
        codes.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    return codes


def _add(runs, kind, words):
    if not words:
        return
    if runs and runs[-1].kind == kind:
        runs[-1] = Run(kind, [*runs[-1].words, *words])
    else:
        runs.append(Run(kind, list(words)))


def _without_islands(runs):
    """Return the runs with a sign or two that stayed between two changes taken as changed too.

    "Senin, 3" become "Selasa, 4" reads better as one change than as two around a comma.
    """
    merged, place = [], 0
    while place < len(runs):
        if runs[place].kind == SAME:
            _add(merged, SAME, runs[place].words)
            place += 1
            continue
        gone, added = [], []
        while place < len(runs):
            run = runs[place]
            if run.kind == SAME:
                small = sum(len(word.text) for word in run.words) <= ISLAND
                more = place + 1 < len(runs)
                if not (small and more and gone and added and _replaces(runs[place + 1 :])):
                    break
                gone += run.words
                added += run.words
            elif run.kind == GONE:
                gone += run.words
            else:
                added += run.words
            place += 1
        _add(merged, GONE, gone)
        _add(merged, ADDED, added)
    return merged


def _replaces(runs):
    """Whether the next two runs take something away and put something in its place."""
    return len(runs) > 1 and {runs[0].kind, runs[1].kind} == {GONE, ADDED}


# ---------------------------------------------------------------------- by whom


def difference(versions, authors=()):
    """Return the difference of the first and the last of several versions of a text.

    :param list versions: texts in HTML, the oldest first; at least one
    :param list authors: whatever names the author of each version; none: nobody is named
    :return: list of ``Line``
    """
    read = [blocks_of(text) for text in versions]
    lines = compare(read[0], read[-1])
    if not authors:
        return lines
    makers = _one_maker(authors[1]) if len(read) == 2 else _makers(read, authors)
    return [Line(line.boxes, _by(line.runs, makers, authors[-1])) for line in lines]


def _one_maker(author):
    return lambda word, kind: author


def _makers(read, authors):
    """Return a function of (word, kind) that answers who added it, or took it away.

    Words are followed through the versions by their identity: from each to the next, those that
    stayed become those they stayed as.
    """
    added, gone = {}, {}
    # What a word of the version before is called in the one that is looked at.
    first = {id(word): id(word) for block in read[0] for word in block.words}
    for before, after, author in zip(read, read[1:], authors[1:], strict=False):
        stayed = _stayed(before, after)
        first = {
            one: stayed[now] for one, now in first.items() if _keep(gone, one, now, stayed, author)
        }
        came = set(stayed.values())
        added = {stayed[one]: maker for one, maker in added.items() if one in stayed}
        for block in after:
            for word in block.words:
                if id(word) not in came:
                    added[id(word)] = author
    return lambda word, kind: (added if kind == ADDED else gone).get(id(word))


def _keep(gone, one, now, stayed, author):
    if now in stayed:
        return True
    gone[one] = author
    return False


def _stayed(old, new):
    """Return dict of the words of the old text that stayed to what they are in the new (ids)."""
    stayed = {}
    for place_old, place_new in _pairs(old, new):
        before, after = old[place_old].words, new[place_new].words
        for kind, a, b, c, d in _word_opcodes(before, after):
            if kind == "equal":
                stayed.update(
                    (id(one), id(other)) for one, other in zip(before[a:b], after[c:d], strict=True)
                )
    return stayed


def _by(runs, makers, unknown):
    """Return the runs split where their author changes."""
    answer = []
    for run in runs:
        if run.kind == SAME:
            answer.append(run)
            continue
        for word in run.words:
            maker = makers(word, run.kind)
            last = answer[-1] if answer else None
            # What nobody is known for belongs to the word before, as a blank between two does.
            if last and last.kind == run.kind and (maker in (None, last.by) or word.is_blank):
                last.words.append(word)
            else:
                answer.append(Run(run.kind, [word], unknown if maker is None else maker))
    return answer


# ---------------------------------------------------------------------- writing


def to_html(lines, side="both", marks=None):
    """Return a difference as HTML that is safe to show.

    :param list lines: see ``difference``
    :param str side: ``both`` in one text, ``old`` without what was added, ``new`` without what
        is gone
    :param marks: function of an author that answers a dict of attributes for his ``<ins>`` and
        ``<del>``
    """
    left_out = {"old": ADDED, "new": GONE}.get(side)
    out, boxes = [], ()
    for line in lines:
        runs = [run for run in line.runs if run.kind != left_out]
        if not runs:
            continue
        wanted = line.boxes or (Box("p"),)
        shared = 0
        while (
            shared < min(len(boxes), len(wanted) - (0 if line.boxes else 1))
            and boxes[shared] is wanted[shared]
        ):
            shared += 1
        if shared == len(boxes) == len(wanted):
            out.append(" ")
        out += (f"</{box.tag}>" for box in reversed(boxes[shared:]))
        out += (_opening(box, line.is_gone) for box in wanted[shared:])
        boxes = wanted
        out += (_marked(run, marks) for run in runs)
    out += (f"</{box.tag}>" for box in reversed(boxes))
    return "".join(out)


def _opening(box, is_gone):
    attributes = dict(box.attributes)
    if is_gone and box.tag == "li":
        attributes["class"] = "o_gone"
        attributes.pop("value", None)
    return f"<{box.tag}{_attributes(attributes)}>"


def _attributes(attributes):
    return "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items())


def _marked(run, marks):
    inner = _written(run.words)
    if run.kind == SAME:
        return inner
    tag = "ins" if run.kind == ADDED else "del"
    attributes = marks(run.by) if marks else {}
    return f"<{tag}{_attributes(attributes)}>{inner}</{tag}>"


def _written(words):
    out, formats = [], ()
    for word in words:
        if word.formats != formats:
            out += (f"</{tag}>" for tag in reversed(formats))
            out += (f"<{tag}>" for tag in word.formats)
            formats = word.formats
        if word.text == "\n":
            out.append("<br/>")
        elif word.text.startswith("\0"):
            source = word.text[1:]
            shown = PICTURE.fullmatch(source)
            out.append(f'<img src="{escape(source)}" alt=""/>' if shown else "[…]")
        else:
            out.append(escape(word.text))
    out += (f"</{tag}>" for tag in reversed(formats))
    return "".join(out)


def changes(lines):
    """Return how many places changed: blocks that are new or gone one after another are one."""
    count, whole = 0, False
    for line in lines:
        now = line.changes
        entire = bool(now) and all(run.kind != SAME for run in line.runs)
        if not (entire and whole):
            count += now
        whole = entire
    return count


def authors_of(lines):
    """Return how many changes each author made: dict in the order of their first change."""
    found = {}
    for line in lines:
        for place, run in enumerate(line.runs):
            before = line.runs[place - 1] if place else None
            beside = before and before.kind == GONE and before.by == run.by
            if run.kind != SAME and not beside:
                found[run.by] = found.get(run.by, 0) + 1
    return found
