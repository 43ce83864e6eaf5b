"""How many letters a second get their number, by our counter and by Odoo's own sequences.

Each side runs the same whole transaction: a letter is written (its row, text and signature), and
then ``_number_now`` gives it its number and writes number, date, state, agenda line and event, each
time with a cursor of its own. The sides differ in where the number comes from only: the counter
row of the register; an ``ir.sequence`` of the kind *standard* (PostgreSQL's ``nextval``, with gaps
wherever a transaction fails); and, for comparison, one of the kind *no_gap*. All letters are in one
register, the worst case. A ratio of 1 is as fast as the standard sequence; more is faster.

After each round the product's numbers are checked: none twice, none left out.
"""

import argparse
import random
import statistics
from contextlib import ExitStack
from unittest.mock import patch

from harness import environment, in_threads, report, scratch, timed
from signing import prepare

#: Sides of the comparison; the first is the product.
SIDES = ("counter", "standard", "no_gap")


def sequences(registry):
    """Make the two sequences; answer the id by kind."""
    with environment(registry) as env:
        made = env["ir.sequence"].create(
            [{"name": kind, "code": kind, "implementation": kind} for kind in SIDES[1:]]
        )
        return dict(zip(SIDES[1:], made.ids, strict=True))


def by_sequence(sequence_id):
    """Return a stand-in for ``_next_number`` that draws from a sequence, rules looked up as ever."""
    from odoo.addons.eoffice_bekasi.models.naskah_numbering import Number
    from odoo.addons.eoffice_bekasi.tools.local_time import office_today

    def next_number(naskah, cr, skpd_id, type_id):
        day = office_today()
        numbering = naskah._numbering(cr, skpd_id, type_id, day)
        sequence = naskah.env(cr=cr)["ir.sequence"].browse(sequence_id)
        # The sequence's numbers stand beside the counter's: far away from them.
        return Number(numbering, day, OFFSET[sequence_id] + int(sequence.next_by_id()))

    return next_number


OFFSET = {}


def run(registry, threads, count, side, sequence_id):
    """Write and number so many letters; answer their ids."""
    made, lost = [], []

    def work(items):
        from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

        for _item in items:
            (naskah_id,) = prepare(registry, 1, 1)
            while True:
                try:
                    with environment(registry) as env:
                        env["eoffice.naskah"].browse(naskah_id)._number_now()
                    break
                except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                    lost.append(naskah_id)  # no_gap refuses instead of waiting
            made.append(naskah_id)

    if side == "counter":
        in_threads(threads, work, range(count))
    else:
        with patch.object(registry["eoffice.naskah"], "_next_number", by_sequence(sequence_id)):
            in_threads(threads, work, range(count))
    return made, len(lost)


def check(registry):
    """Raise unless the register is whole, as the product's own checker says."""
    with environment(registry) as env:
        findings = [
            one
            for one in env["eoffice.register"]._check_numbers()
            if one["first"] < min(OFFSET.values())
        ]
    if findings:
        raise SystemExit(f"the register is not whole: {findings[:5]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--letters", type=int, default=200, help="letters in a round of a side")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with scratch("numbering") as registry:
        ids = sequences(registry)
        OFFSET.update({id_: (place + 1) * 10_000_000 for place, id_ in enumerate(ids.values())})
        seconds, retries = {side: [] for side in SIDES}, dict.fromkeys(SIDES, 0)
        for number in range(-1, options.rounds):  # one more to warm up
            for side in random.sample(SIDES, len(SIDES)):
                done = []

                def one(side=side, done=done):
                    done.append(
                        run(registry, options.threads, options.letters, side, ids.get(side))
                    )

                took = timed(one)
                if number >= 0:
                    seconds[side].append(took)
                    retries[side] += done[0][1]
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
            no_gap_retries=retries["no_gap"],
        )


if __name__ == "__main__":
    main()
