"""Reading made-up Indonesian letters, drawn and then spoiled as scanners and phones do.

For each kind of spoiling: the share of characters read wrong, the share of fields of the letter's
head that are suggested right, and seconds a page. The product's side is what the job does for one
page: a box, straightening, Tesseract, a searchable PDF/A in a second box. The baseline is bare
Tesseract on the same picture, in turn with it; its own share of wrong characters stands beside. What
the two cores do together is measured at last: letters read two at a time, as the jobs do.
"""

import argparse
import importlib.util
import re
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
from harness import report, timed

ADDON = Path(__file__).resolve().parent.parent / "eoffice_bekasi_scan"
KINDS = ("clean", "scan", "poor", "photo")
FIELDS = (
    "sender",
    "number",
    "letter_date",
    "subject",
    "kepada",
    "sifat",
    "urgensi",
    "attachment_note",
)


def load(name, path):
    """Return a module of the addon by its path: importing the addon itself needs a server."""
    spec = importlib.util.spec_from_file_location(name, ADDON / path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


box = load("box", "tools/box.py")
letter_reading = load("letter_reading", "tools/letter_reading.py")
paper = load("paper", "tests/paper.py")


def spoiled(kind, seed, folder):
    """Write one letter's picture; return (path, letter)."""
    letter = paper.make(seed)
    picture = paper.draw(letter)
    if kind == "photo":
        picture = paper.photographed(picture, seed)[0]
    elif kind != "clean":
        picture = {"scan": paper.scanned, "poor": paper.poor}[kind](picture, seed)
    path = folder / f"{kind}{seed}.{'png' if kind == 'clean' else 'jpg'}"
    cv2.imwrite(str(path), picture)
    return path, letter


def by_product(path, kind, out):
    """Do what the job does for one page; return the page as read, and its PDF."""
    out.mkdir(exist_ok=True)
    page = {"id": 1, "path": str(path)}
    if kind == "photo":
        page["corners"] = box.run_boxed("clean.find_corners", {"path": str(path)})["corners"]
    read = box.run_boxed("read.read", {"pages": [page], "folder": str(out)}, 200, 1536)["pages"][0]
    order = {"pages": [read], "path": str(out / "letter.pdf")}
    made = box.run_boxed("pdf.searchable", order, 120, 1536)
    return read, Path(made["path"])


def bare(path):
    """Return what bare Tesseract reads."""
    command = ["tesseract", str(path), "-", "-l", "ind"]
    done = subprocess.run(
        command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin"}
    )
    return done.stdout.decode(errors="replace")


def words_of(text):
    return re.findall(r"\S+", text)


def wrong_characters(truth, read):
    """Return (wrong, all) characters, whatever order the blocks of a page were read in.

    Lines are matched by what they share most with, blanks aside; what is left over is wrong.
    """
    lines = ["".join(line.split()) for line in truth.splitlines() if line.strip()]
    rest = "".join(words_of(read))
    total = sum(map(len, lines))
    return sum(_nearest(line, rest) for line in lines), total


def _nearest(needle, text):
    """Return how many edits the best match of a line inside a text needs (Sellers)."""
    before = [0] * (len(text) + 1)
    for row, sign in enumerate(needle, 1):
        now = [row]
        for column, other in enumerate(text, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (sign != other)))
        before = now
    return min(before)


def right_fields(letter, said):
    """Return {field: is it right} of those that the letter has, or that were suggested wrongly."""
    found = {}
    for name in FIELDS:
        truth, value = letter.fields[name], said.get(name, {}).get("value")
        truth = truth.isoformat() if name == "letter_date" else truth
        value = value[0] if name == "kepada" and value else value
        if truth or value:
            found[name] = value == truth
    return found


def measure(kind, seeds, folder):
    """Measure one kind of spoiling, and report it."""
    times, bare_times, wrong, bare_wrong, total = [], [], 0, 0, 0
    fields, sizes = {name: [] for name in FIELDS}, []
    for seed in seeds:
        path, letter = spoiled(kind, seed, folder)
        kept = {}

        def product(path=path, kept=kept):
            kept["read"], kept["pdf"] = by_product(path, kind, folder / "out")

        def baseline(path=path, kept=kept):
            kept["bare"] = bare(path)

        for work, into in sorted(
            ((product, times), (baseline, bare_times)),
            key=lambda one: one[0] is product,
            reverse=seed % 2,
        ):
            into.append(timed(work))
        one, all_ = wrong_characters(letter.text, kept["read"]["text"])
        wrong, total = wrong + one, total + all_
        bare_wrong += wrong_characters(letter.text, kept["bare"])[0]
        sizes.append(kept["pdf"].stat().st_size / 1024)
        for name, right in right_fields(
            letter, letter_reading.read_letter([(1, kept["read"]["words"])])
        ).items():
            fields[name].append(right)
    every = [right for rights in fields.values() for right in rights]
    report(
        "ocr",
        kind=kind,
        letters=len(seeds),
        wrong_characters_percent=100 * wrong / total,
        bare_wrong_characters_percent=100 * bare_wrong / total,
        fields_right_percent=100 * sum(every) / len(every),
        **{f"{name}_percent": 100 * sum(one) / len(one) for name, one in fields.items() if one},
        page_s=statistics.median(times),
        bare_page_s=statistics.median(bare_times),
        ratio=statistics.median(one / other for one, other in zip(times, bare_times, strict=True)),
        pdf_kb=statistics.median(sizes),
    )


def together(seeds, folder):
    """Measure pages read two at a time."""
    paths = [spoiled("scan", seed, folder)[0] for seed in seeds]

    def all_():
        with ThreadPoolExecutor(2) as two:
            list(
                two.map(
                    lambda at: by_product(paths[at], "scan", folder / f"o{at}"), range(len(paths))
                )
            )

    report("ocr", kind="two at a time", letters=len(paths), page_s=timed(all_) / len(paths))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=20)
    # The rules were made on letters below 200; figures come from others.
    parser.add_argument("--first", type=int, default=1000, help="seed of the first letter")
    parser.add_argument("--kinds", default=",".join(KINDS))
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.letters)
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.kinds.split(","):
            measure(kind, seeds, Path(folder))
        together(seeds[:8], Path(folder))


if __name__ == "__main__":
    main()
