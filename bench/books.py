"""How many lines of a register a second become a printed book, and in how much memory.

The letters are made by ``_letters.py``, of three dinas that write to each other; the registry of
one prints what its registers hold, to ``--lines``. The product is the whole PDF as the browser gets
it: lines looked up with the account's own rights, table drawn, head of the first page merged. The
baseline is the CSV export of the same lines in the same run, so that the ratio says what drawing
costs beside looking up.
"""

import argparse
import io

import _letters
from harness import compare, environment, report, scratch
from import_city import Measured
from pypdf import PdfReader

LISTS = {
    "masuk": ("eoffice.agenda", [("direction", "=", "masuk"), ("is_own", "=", True)]),
    "keluar": ("eoffice.agenda", [("direction", "=", "keluar"), ("is_own", "=", True)]),
    "ekspedisi": (
        "eoffice.recipient",
        [("is_sent_by_us", "=", True), ("state", "!=", "draft")],
    ),
}


def measure(registry, book, most, rounds):
    """Print one book as PDF and as CSV in turn, each with an empty cache."""
    from odoo.addons.eoffice_bekasi_report.tools.book import csv_bytes

    model, domain = LISTS[book]
    with environment(registry, _letters.REGISTRY) as env:
        ids = env[model].search(domain, limit=most).ids
        context = {"active_model": model, "active_domain": domain, "active_ids": ids}
        dialog = env["eoffice.book.print"].with_context(**context).create({"book": book})
        lines = dialog.line_count
        env.invalidate_all()
        with Measured(env.cr) as measured:
            before = measured.rss_mb()
            data = dialog._pdf()
        pages = len(PdfReader(io.BytesIO(data)).pages)

        def pdf(_number):
            env.invalidate_all()
            dialog._pdf()

        def plain(_number):
            env.invalidate_all()
            csv_bytes(dialog._book(), dialog._rows())

        figures = compare(pdf, plain, rounds, warm_up=0)
        report(
            "books",
            book=book,
            lines=lines,
            pages=pages,
            file_mb=len(data) / 1e6,
            lines_per_s=lines / figures["product_s"],
            csv_lines_per_s=lines / figures["baseline_s"],
            statements_per_1000_lines=1000 * measured.statements / lines,
            cpu_s=measured.cpu,
            rss_before_mb=before,
            peak_rss_mb=measured.peak_rss_mb,
            **figures,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=30_000, help="in all three dinas")
    parser.add_argument("--lines", type=int, default=10_000, help="of a book, at most")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with scratch("books") as registry:
        _letters.fill(registry, options.letters, offices=3)
        for book in LISTS:
            measure(registry, book, options.lines, options.rounds)


if __name__ == "__main__":
    main()
