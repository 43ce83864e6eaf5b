"""What a letter's head says, found among the words read from its pages.

Pure: words with boxes in, suggestions out. Nothing here is certain; each suggestion tells the place
where it was read, so that a person takes it after a look.

A word is ``{"text", "box", "line", "sure"}``: the box as [left, top, right, bottom] in parts of the
page's width and height, the line it stands in, and how sure the reading is, 0 to 100.

The parts of a letter's head and where they stand: naskah-dinas.md sections 1 and 2.
"""

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli"),
    *("agustus", "september", "oktober", "november", "desember"),
)
SHORT = {"jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7} | {
    "ags": 8,
    "agt": 8,
    "agu": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "nop": 11,
    "nopember": 11,
    "des": 12,
}
#: Label as printed, in small letters without full stops, to what it labels.
LABELS = {
    "nomor": "number",
    "no": "number",
    "nomer": "number",
    "lampiran": "attachment_note",
    "lamp": "attachment_note",
    "hal": "subject",
    "perihal": "subject",
    "hai": "subject",
    "sifat": "sifat",
    "derajat": "urgensi",
    "klasifikasi": "sifat",
    "tanggal": "letter_date",
    "tgl": "letter_date",
    "dari": "sender",
    "kepada": "kepada",
    "yth": "kepada",
}
#: What stands beside the label "Sifat" in use, where secrecy and speed are mixed, to the field.
DEGREES = {
    "biasa": "sifat",
    "terbatas": "sifat",
    "rahasia": "sifat",
    "sangat rahasia": "sifat",
    "konfidensial": "sifat",
    "segera": "urgensi",
    "sangat segera": "urgensi",
    "amat segera": "urgensi",
    "kilat": "urgensi",
    "penting": "urgensi",
}
ADDRESS = re.compile(
    r"\b(jalan|jln?|telp|telepon|tlp|faks?|faksimile|fax|e-?mail|laman|website|kode pos|kotak pos|hp"
    r"|gedung|komplek|lantai)\b|www\.|https?:|@|\b\d{5}\b",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^(dengan hormat|assalamu|salam sejahtera|dalam rangka|sehubungan|menindak ?lanjuti"
    r"|berdasarkan|bersama ini|memperhatikan|menunjuk|berkenaan)",
    re.IGNORECASE,
)
#: "Yth." is short and often misread.
TO = re.compile(r"(?i)^\W*(kepada\W*)?y\s?[tlif1]\s?[hnb]\b|^\W*kepada\b\W*$|^\W*kepada\s*:")
TO_ITSELF = re.compile(r"(?i)^\W*(kepada\b)?[\s:.]*(y\s?[tlif1]\s?[hnb]\b)?[\s.:,]*")
NUMERIC = re.compile(r"\b(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})\b")
WRITTEN = re.compile(r"\b([0-9IlOo]{1,2})\s+([A-Za-z0-9]{3,10})\.?,?\s+([0-9OolI]{4})\b")
#: Where in the head a letter's own date may stand, in parts of the page's height.
HEAD = 0.55
#: A place by itself below an addressee; "di" before it is easily lost.
PLACES = {"bekasi", "tempat", "jakarta", "bandung"}
#: Below this a word's reading isn't to be relied on.
SURE = 70
SMALL = {"dan", "di", "ke", "dari", "untuk", "pada", "yang", "atas", "oleh"}
KEPT = re.compile(
    r"^(PT|CV|UD|RSUD|RSU|RS|RT|RW|SD|SDN|SMP|SMPN|SMA|SMAN|SMK|SMKN|TK|MI|MTS|MA|UPT|UPTD|DPRD|DPR|RI"
    r"|BPJS|BPK|BPKP|KPK|KPU|TNI|POLRI|BPS|BPN|PLN|PDAM|BRI|BNI|BTN|BJB|PKK|LPM|LSM|MUI|[IVX]+)\.?$"
)


@dataclass
class Segment:
    """Words that stand together in one row of a page."""

    words: list
    row: int
    page: object

    @property
    def text(self):
        return " ".join(word["text"] for word in self.words)

    @property
    def box(self):
        return union(self.words)

    @property
    def height(self):
        return median(word["box"][3] - word["box"][1] for word in self.words)


def union(words):
    """Return the box around some words."""
    boxes = [word["box"] for word in words]
    return [
        round(min(box[0] for box in boxes), 5),
        round(min(box[1] for box in boxes), 5),
        round(max(box[2] for box in boxes), 5),
        round(max(box[3] for box in boxes), 5),
    ]


def segments(words, page=None):
    """Return the words of a page as segments, row by row, each row from left to right."""
    words = [word for word in words if word["text"].strip() and word["box"][2] > word["box"][0]]
    rows = []
    for word in sorted(words, key=lambda one: (one["box"][1] + one["box"][3]) / 2):
        top, bottom = word["box"][1], word["box"][3]
        middle = (top + bottom) / 2
        for row in reversed(rows[-4:]):
            if row[0] <= middle <= row[1] and bottom - top < 3 * (row[1] - row[0]):
                row[2].append(word)
                break
        else:
            rows.append([top, bottom, [word]])
    rows = [row for row in rows if any(_is_written(word) for word in row[2])]
    found = []
    for number, (_top, _bottom, inside) in enumerate(sorted(rows, key=lambda one: one[0])):
        inside.sort(key=lambda one: one["box"][0])
        usual = median(word["box"][3] - word["box"][1] for word in inside)
        together = [inside[0]]
        for word in inside[1:]:
            # Wide enough a gap, and another column begins. Page heights, not widths: F4 is 1.5.
            if word["box"][0] - together[-1]["box"][2] > 3.2 * usual:
                found.append(Segment(together, number, page))
                together = []
            together.append(word)
        found.append(Segment(together, number, page))
    return found


def _is_written(word):
    """Say whether a word is more than dust or a rule taken for a sign."""
    return any(sign.isalnum() for sign in word["text"]) or (
        word["text"] == ":" and word["sure"] > 85
    )


def read_letter(pages):
    """Return what a letter's head says.

    :param pages: [(page id, its words)], in order; the head stands on the first that has words
    :return: dict of field to ``{"value", "text", "page", "box", "sure"}`` for ``sender``,
        ``number``, ``letter_date`` (value as ISO), ``subject``, ``kepada`` (value a list of
        addressees), ``sifat`` and ``urgensi`` (value the degree's name, "Sangat Segera"),
        ``attachment_note``; only those that were found
    """
    for page, words in pages:
        found = segments(words, page)
        if len(found) > 3:
            return _read_head(found)
    return {}


def _at_column(found):
    """Return segments parted where the addressee's column begins, also where it stands close."""
    column = next((one for one in found if one.box[1] < HEAD and TO.match(one.text)), None)
    if column is None or column.box[0] < 0.4:
        return found
    parted = []
    for one in found:
        at = next(
            (
                place
                for place, (before, word) in enumerate(pairwise(one.words), 1)
                if abs(word["box"][0] - column.box[0]) < 0.012
                and word["box"][0] - before["box"][2] > 0.7 * one.height
                and -2 <= one.row - column.row < 10
            ),
            None,
        )
        cut = [one.words] if at is None else [one.words[:at], one.words[at:]]
        parted += [Segment(words, one.row, one.page) for words in cut]
    return parted


def _read_head(found):
    found = _at_column(found)
    labelled, taken = _labelled(found)
    said = {}
    if one := labelled.get("number"):
        said["number"] = _suggest(one, clean_number(_text(one)))
    if one := labelled.get("subject"):
        said["subject"] = _suggest(one, _text(one).strip(" .:;"))
    if one := labelled.get("attachment_note"):
        note = _text(one).strip(" .:;")
        if re.search(r"\w", note) and not re.fullmatch(r"(?i)nihil|tidak ada|[-–—_~=. ]+", note):
            said["attachment_note"] = _suggest(one, note)
    for name in ("sifat", "urgensi"):
        if one := labelled.get(name):
            said |= _degree(one)
    if "sifat" not in said:
        said |= _stamped(found)
    if day := _letter_date(found, labelled.get("letter_date")):
        said["letter_date"] = day
    if kepada := _addressees(found, taken):
        said["kepada"] = kepada
    if sender := _sender(found, labelled.get("sender"), said):
        said["sender"] = sender
    return {name: one for name, one in said.items() if one["value"]}


def _text(words):
    return " ".join(word["text"] for word in words)


def _suggest(words, value, page=None):
    """Return a suggestion read in ``words``."""
    least = min((word.get("sure", 100) for word in words), default=0)
    average = sum(word.get("sure", 100) for word in words) / max(len(words), 1)
    return {
        "value": value,
        "text": _text(words),
        "page": words[0].get("page") if page is None else page,
        "box": union(words),
        "sure": bool(average >= SURE + 10 and least >= SURE - 20),
    }


# ---------------------------------------------------------------------- labels


def _label_of(text):
    """Return the field that a word labels, or None. One letter may be misread in a long one."""
    bare = re.sub(r"[^a-z]", "", text.lower())
    if bare in LABELS:
        return LABELS[bare]
    if len(bare) >= 5:
        for label, name in LABELS.items():
            if len(label) >= 5 and SequenceMatcher(None, bare, label).ratio() >= 0.8:
                return name
    return None


def _labelled(found):
    """Return the words beside each label of the head, and the rows that are so taken.

    A value goes on in the next rows, in its own column, until the next label or another paragraph.
    """
    labelled, taken = {}, set()
    rows = {}
    for one in found:
        rows.setdefault(one.row, []).append(one)
        for word in one.words:
            word["page"] = one.page
    for number, row in rows.items():
        if row[0].box[1] > HEAD:
            break
        for at, segment in enumerate(row):
            name, value = _split_label(segment, row[at + 1 :])
            if name is None or name in labelled or name == "kepada":
                continue
            taken.add(number)
            if not value:
                continue
            if name in ("subject", "sender"):
                value = value + _goes_on(rows, number, value, taken, found)
            labelled[name] = value
            break
    return labelled, taken


def _split_label(segment, after):
    """Return (field, words of its value) when a segment begins with a label, else (None, []).

    The value stands after a colon: in the same segment, or in the next one of the row when the
    labels form a column.
    """
    words = segment.words
    # "H a l", "No ." and "Nomor:" are all printed.
    for length in (1, 2, 3):
        head = "".join(word["text"] for word in words[:length])
        name = _label_of(head.split(":")[0])
        if name:
            break
    else:
        return None, []
    glued = words[length - 1]["text"]
    value = words[length:]
    near = [*value]
    if not value and after and after[0].box[0] - segment.box[2] < 0.2:
        near = after[0].words
    colon = ":" in head or any(word["text"].startswith((":", ";")) for word in near[:2])
    # The colon is easily lost; but a sentence may begin with "Hal ini", so only where the label
    # stands alone in a column of its own or is followed by what can't be a sentence.
    numbered = near and name == "number" and re.search(r"\d", near[0]["text"])
    if not colon and not numbered and (value or not near):
        return None, []
    if ":" in glued and glued.split(":", 1)[1]:
        left, top, right, bottom = words[length - 1]["box"]
        part = (glued.index(":") + 1) / len(glued)
        box = [left + (right - left) * part, top, right, bottom]
        near = [{**words[length - 1], "text": glued.split(":", 1)[1], "box": box}, *near]
    return name, _without_colon(near)


def _without_colon(words):
    words = [*words]
    while words and re.fullmatch(r"[:;.,|—–«»'“”‘’\"]+", words[0]["text"]):
        words.pop(0)
    if words and words[0]["text"][:1] in ":;":
        words[0] = {**words[0], "text": words[0]["text"].lstrip(":;. ")}
    return words


def _goes_on(rows, number, value, taken, found):
    """Return the words of the rows below that go on with a value."""
    left, top, _right, bottom = union(value)
    height = bottom - top
    more = []
    for below in range(number + 1, number + 5):
        row = rows.get(below)
        if not row:
            break
        begins = [one for one in row if abs(one.box[0] - left) < 0.035]
        if not begins and len(row) == 1 and sum(map(str.isalnum, row[0].text)) < 2:
            continue  # dust
        if not begins or row[0].box[1] - bottom > 1.1 * height or GREETING.match(begins[0].text):
            break
        one = begins[0]
        if any(_split_label(other, [])[0] for other in row) or re.match(
            r"(?i)yth|kepada", one.text
        ):
            break
        # What stands left of it in the row is another paragraph.
        if one is not row[0] and row[0].box[2] < left:
            break
        more += one.words
        taken.add(below)
        bottom = one.box[3]
    return more


# ---------------------------------------------------------------------- fields


def clean_number(text):
    """Return a letter's number without what reading put into it: blanks around strokes, a colon."""
    text = re.sub(r"^[\s:;.]+|[\s:;,.]+$", "", text)
    text = re.sub(r"\s*([/.])\s*", r"\1", text)
    text = re.sub(r"\s*[-–—]\s*", "-", text)
    text = "/".join(_roman(part) for part in text.split("/"))
    # "l" and "O" among figures are one and nought.
    text = re.sub(r"(?<=\d)[lI|](?=[\d/.])|(?<=[/.])[lI|](?=\d)", "1", text)
    text = re.sub(r"(?<=\d)[Oo](?=[\d/.])|(?<=/)[Oo](?=\d)", "0", text)
    return text.strip()


def _roman(part):
    """Return a part of a number with its Roman figures mended, without dust in others."""
    if len(part) > 1 and re.fullmatch(r"[IVXl1!|]+", part) and not part.isdigit():
        return re.sub(r"[l1!|]", "I", part)
    return re.sub(r"[!|]", "", part) if re.search(r"\w", part) else part


def _degree(words):
    """Return what stands beside "Sifat" under the field it belongs to."""
    text = re.sub(r"[^a-z ]", "", _text(words).lower()).strip()
    best = max(DEGREES, key=lambda one: SequenceMatcher(None, text, one).ratio())
    if SequenceMatcher(None, text, best).ratio() < 0.8:
        return {}
    return {DEGREES[best]: _suggest(words, best.title())}


def _stamped(found):
    """Return sifat when "RAHASIA" stands by itself at the top or the foot of the page."""
    for one in found:
        text = re.sub(r"[^A-Z ]", "", one.text).strip()
        if text in ("RAHASIA", "SANGAT RAHASIA", "TERBATAS") and not 0.2 < one.box[1] < 0.9:
            return {"sifat": {**_suggest(one.words, text.title()), "page": one.page}}
    return {}


def find_dates(text):
    """Return [(start, end, date)] of the dates in a text, misread letters mended where it is clear."""
    days = []
    for one in WRITTEN.finditer(text):
        month = _month(one[2])
        day, year = (part.translate(str.maketrans("IlOo", "1100")) for part in (one[1], one[3]))
        if month and (made := _day(year, month, day)):
            days.append((one.start(), one.end(), made))
    days += [
        (one.start(), one.end(), made)
        for one in NUMERIC.finditer(text)
        if (made := _day(one[3], one[2], one[1]))
    ]
    return sorted(days)


def _month(word):
    word = word.lower().replace("0", "o").replace("1", "l")
    if word in SHORT:
        return SHORT[word]
    best = max(MONTHS, key=lambda one: SequenceMatcher(None, word, one).ratio())
    if word == best or (len(word) > 3 and SequenceMatcher(None, word, best).ratio() >= 0.75):
        return MONTHS.index(best) + 1
    return None


def _day(year, month, day):
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if 1990 <= made.year <= 2100 else None


def _letter_date(found, labelled):
    """Return the letter's own date: beside a label, or after a place ("Bekasi, 3 Mei 2026")."""
    if labelled and (days := find_dates(_text(labelled))):
        return _suggest(labelled, days[0][2].isoformat())
    best = None
    for one in found:
        if one.box[1] > HEAD:
            # Of products of law and statements it stands below, beside the signature.
            if best:
                break
            if not re.match(r"(?i)[A-Z][\w. ]+,\s|pada tanggal|tanggal", one.text):
                continue
        for start, end, day in find_dates(one.text):
            before = one.text[:start].rstrip()
            if (
                re.search(r"(?i)\b(tanggal|tgl|hari|sejak|surat|nomor)\W*$", before)
                and len(one.words) > 6
            ):
                continue
            after_place = bool(re.fullmatch(r"[A-Za-z][\w. ]{2,30}[,.:]?", before))
            rank = (
                3 * after_place + 2 * (not before) + (one.box[0] > 0.45) - (len(one.words) > 8) * 3
            )
            if rank > 0 and (best is None or rank > best[0]):
                best = (rank, _part(one, start, end), day, one.page)
    if best is None:
        return None
    return {**_suggest(best[1], best[2].isoformat()), "page": best[3]}


def _part(segment, start, end):
    """Return the words of a segment that stand between two places of its text."""
    at, inside = 0, []
    for word in segment.words:
        if at < end and at + len(word["text"]) > start:
            inside.append(word)
        at += len(word["text"]) + 1
    return inside


def _addressees(found, taken):
    """Return whom the letter is to: what stands after "Yth." until "di ..." or the next paragraph."""
    start = next(
        (at for at, one in enumerate(found) if one.box[1] < HEAD and TO.match(one.text)),
        None,
    )
    if start is None:
        return None
    first = found[start]
    lines, words = [], []
    last = first
    for one in found[start:]:
        text = TO_ITSELF.sub("", one.text, count=1)
        text = re.sub(
            r"(?i)^(bapak\s*/\s*ibu|bapak|ibu|sdr\.?|saudara|sdri\.?)[\s,]*(?=$|[A-Z])", "", text
        )
        if one is not first:
            if one.box[1] - last.box[3] > 2.2 * first.height or one.box[1] > HEAD + 0.1:
                break
            if abs(one.box[0] - first.box[0]) > 0.12:
                continue  # in another column
            if re.match(r"(?i)^d[il1]\b|^di[-–—]|^tempat\b", one.text) or GREETING.match(one.text):
                break
            if _split_label(one, [])[0] not in (None, "kepada"):
                continue
        last = one
        text = text.strip(" .,;:-–—")
        if text:
            lines.append(text)
            words += one.words
        if len(lines) == 8:
            break
    if not lines:
        return None
    return {
        **_suggest(words, _joined(lines)),
        "page": first.page,
        "text": "; ".join(_joined(lines)),
    }


def _joined(lines):
    """Return addressees: numbered lines are several, a line that only goes on belongs to the last."""
    if not any(re.match(r"^\d{1,2}[.)]\s", line) for line in lines):
        goes_on = len(lines) > 1 and re.search(r"(?i)\b(kota|kabupaten)$", lines[-2])
        if len(lines) > 1 and lines[-1].lower() in PLACES and not goes_on:
            lines = lines[:-1]
        text = " ".join(lines)
        return [re.sub(r"(?i)\s+d[il]\s*[-–—]?\s*(tempat|bekasi)?\.?$", "", text)]
    several = []
    for line in lines:
        if re.match(r"^\d{1,2}[.)]\s", line) or not several:
            several.append(re.sub(r"^\d{1,2}[.)]\s*", "", line).rstrip(";., "))
        else:
            several[-1] += f" {line.rstrip(';., ')}"
    return several


def _sender(found, labelled, said):
    """Return who sends it: what the letterhead says, above address, date and labels."""
    if labelled:
        return _suggest(labelled, _text(labelled).strip(" .:"))
    ends = [one["box"][1] for one in said.values() if one.get("box")]
    end = min([*ends, 0.33])
    head = []
    for one in found:
        if one.box[1] >= end - 0.004 or one.box[3] > 0.36:
            break
        if ADDRESS.search(one.text):
            if head:
                break
            continue
        if sum(letter.isalpha() for letter in one.text) < 4:
            continue
        sure = sum(word.get("sure", 100) for word in one.words) / len(one.words)
        if sure < 35 or find_dates(one.text) or re.match(r"(?i)rahasia|sangat rahasia", one.text):
            continue
        head.append(one)
        if len(head) == 4:
            break
    if not head:
        return None
    words = [word for one in head for word in one.words]
    name = office_name([one.text for one in head], [one.height for one in head])
    return {**_suggest(words, name), "page": head[0].page}


def office_name(lines, heights=()):
    """Return the name of who sends, from the lines of the letterhead.

    PEMERINTAH PROVINSI JAWA BARAT over DINAS KESEHATAN is "Dinas Kesehatan Provinsi Jawa Barat"; of a
    ministry the unit comes first; of a firm its name stands largest.
    """
    lines = [re.sub(r"^[^\w]+|[^\w.)]+$", "", line) for line in lines]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    first = lines[0].upper()
    government = SequenceMatcher(None, first.split()[0], "PEMERINTAH").ratio() > 0.8
    if government or re.match(r"(PROVINSI|KABUPATEN|KOTA)\b", first):
        whose = " ".join(lines[0].split()[government:])
        if len(lines) == 1:
            return titled(lines[0])
        below = " ".join(lines[1:2] + [one for one in lines[2:] if _is_unit(one)])
        return titled(below if whose.lower() in below.lower() else f"{below} {whose}")
    if re.match(r"KEMENTERIAN|BADAN .*(REPUBLIK|NASIONAL)|KEPOLISIAN|KEJAKSAAN|MAHKAMAH", first):
        unit = [one for one in lines[1:] if one.upper() not in ("REPUBLIK INDONESIA",)]
        whole = " ".join(
            [lines[0], *(one for one in lines[1:2] if one.upper() == "REPUBLIK INDONESIA")]
        )
        return titled(f"{unit[-1]}, {whole}" if unit else whole)
    if heights and len(heights) == len(lines):
        return titled(lines[max(range(len(lines)), key=lambda at: (round(heights[at], 3), -at))])
    return titled(lines[0])


def _is_unit(line):
    return bool(
        re.match(
            r"(?i)(UPT|UPTD|BIDANG|BAGIAN|PUSKESMAS|RSUD|RUMAH SAKIT|SEKOLAH|SMP|SD|CABANG)", line
        )
    )


def titled(text):
    """Return a name in capitals as it is written in running text; other names as they are."""
    letters = [letter for letter in text if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) < 0.7 * len(letters):
        return text
    words = []
    for word in text.split():
        bare = word.strip(".,()\"'")
        if KEPT.match(bare):
            words.append(word)
        elif bare.lower() in SMALL and words:
            words.append(word.lower())
        else:
            words.append("-".join(part.capitalize() for part in word.split("-")))
    return " ".join(words)
