"""How many letters a second get their number, by our counter and by Odoo's own sequences.

Each side runs the same whole transaction: a letter is written (its row, text and signature), and
then ``_number_now`` gives it its number and writes number, date, state, agenda line and event, each
time with a cursor of its own. The sides differ in where the number comes from only: the counter
row of the register; an ``ir.sequence`` of the kind *standard* (PostgreSQL's ``nextval``, with gaps
wherever a transaction fails); and, for comparison, one of the kind *no_gap*. All letters are in one
register, the worst case. A ratio of 1 is as fast as the standard sequence; more is faster.

At the end the product's numbers are checked: none twice, none left out.
"""

import argparse
import logging
import random
import statistics
from contextlib import ExitStack
from unittest.mock import patch

from harness import environment, in_threads, report, scratch, timed
from signing import prepare

#: Where the numbers of each side begin, in the same register; the first is the product.
SIDES = {"counter": 0, "standard": 10_000_000, "no_gap": 20_000_000}


def sequences(registry):
    """Make the two sequences; answer their ids by kind."""
    with environment(registry) as env:
        return {
            kind: env["ir.sequence"].create({"name": kind, "implementation": kind}).id
            for kind in ("standard", "no_gap")
        }


def by_sequence(side, sequence_id):
    """Return a stand-in for ``_next_numbers`` that draws from a sequence; rules are looked up too."""
    from odoo.addons.eoffice_bekasi.models.naskah_numbering import Number
    from odoo.addons.eoffice_bekasi.tools.local_time import office_today

    def next_numbers(naskah, cr, skpd_ids, type_id):
        day = office_today()
        (skpd_id,) = skpd_ids
        numbering = naskah._numbering(cr, skpd_id, type_id, day)
        sequence = naskah.env(cr=cr)["ir.sequence"].browse(sequence_id)
        return [Number(numbering, day, SIDES[side] + int(sequence.next_by_id()))]

    return next_numbers


def run(registry, threads, count, side, sequence_id):
    """Write and number so many letters, and again what a side refused."""
    from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

    from odoo.addons.eoffice_bekasi.models import naskah_numbering

    def number(naskah_id):
        try:
            with environment(registry) as env:
                env["eoffice.naskah"].browse(naskah_id)._number_now()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            return False  # no_gap refuses instead of waiting
        return True

    def work(items):
        for _item in items:
            (naskah_id,) = prepare(registry, 1, 1)
            while not number(naskah_id):
                pass

    with ExitStack() as patches:
        if sequence_id:
            patches.enter_context(
                patch.object(
                    registry["eoffice.naskah"], "_next_numbers", by_sequence(side, sequence_id)
                )
            )
        if side == "no_gap":
            # It reads before it locks, and relies on Odoo's repeatable read to fail then: in a
            # read-committed transaction it gives numbers twice.
            patches.enter_context(
                patch.object(naskah_numbering, "short_transaction", lambda env: registry.cursor())
            )
        in_threads(threads, work, range(count))


def check(registry):
    """Raise unless the register is whole, as the product's own checker says."""
    with environment(registry) as env:
        findings = [
            one
            for one in env["eoffice.register"]._check_numbers()
            if one["first"] < SIDES["standard"]
        ]
    if findings:
        raise SystemExit(f"the register is not whole: {findings[:5]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--letters", type=int, default=200, help="letters in a round of a side")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    # A no_gap sequence that is taken is an error to Odoo, hundreds of times.
    logging.getLogger("odoo.sql_db").setLevel(logging.CRITICAL)
    with scratch("numbering") as registry:
        ids = sequences(registry)
        seconds = {side: [] for side in SIDES}
        for number in range(-1, options.rounds):  # one more to warm up
            for side in random.sample(list(SIDES), len(SIDES)):
                took = timed(run, registry, options.threads, options.letters, side, ids.get(side))
                if number >= 0:
                    seconds[side].append(took)
        check(registry)
        report(
            "numbering",
            threads=options.threads,
            letters=options.letters,
            rounds=options.rounds,
            **{
                f"{side}_per_s": options.letters / statistics.median(times)
                for side, times in seconds.items()
            },
            **{
                f"{side}_to_standard": statistics.median(
                    standard / own
                    for standard, own in zip(seconds["standard"], seconds[side], strict=True)
                )
                for side in ("counter", "no_gap")
            },
        )


if __name__ == "__main__":
    main()
