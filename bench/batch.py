"""A hundred letters signed in one batch, against the same number signed one by one.

The product's side is ``action_start`` with all letters, committed, and then each letter's job as
the runner does it: a cursor of its own, the act, its result, the commit, and the number right after
it. The baseline is ``action_sign`` on as many letters, one request each: a cursor, the act, the
commit and the number. Both in the name of the demo city's head of health, one after the other, so
that the ratio tells what a batch costs beside the acts themselves. ``start_s`` is how long the
person waits: until ``action_start`` is committed. Pages and sending, a job of each letter in both
cases, are left out.
"""

import argparse
import statistics
import time

from harness import compare, environment, report, scratch

DRAFTER = "staf.kesehatan"
SIGNER = "kadis.kesehatan"


def prepare(registry, count):
    """Make letters that wait for the signature; answer their ids."""
    with environment(registry, DRAFTER) as env:
        to = env["eoffice.jabatan"].search([("name", "=", "Kepala Dinas Pendidikan")], limit=1)
        code = env["eoffice.classification"].search([("code", "=like", "400.7%")], limit=1)
        type_ = env["eoffice.naskah.type"].search([("code", "=", "SD")], limit=1)
        letters = env["eoffice.naskah"].create(
            [
                {
                    "type_id": type_.id,
                    "classification_id": code.id,
                    "subject": f"Laporan bulanan {number}",
                    "body": "<p>Dengan hormat, bersama ini kami sampaikan laporan bulanan.</p>",
                    "recipient_ids": [(0, 0, {"kind": "kepada", "jabatan_id": to.id})],
                }
                for number in range(count)
            ]
        )
        for letter in letters:
            letter.action_submit()
            while (step := letter.sudo()._current_steps()[:1]).kind != "sign":
                letter.with_user(step.jabatan_id.holder_id).action_paraf()
        return letters.ids


def by_hand(registry, ids):
    """Sign each letter by a request of its own."""
    for id_ in ids:
        with environment(registry, SIGNER) as env:
            env["eoffice.naskah"].browse(id_).action_sign()


def in_a_batch(registry, ids):
    """Sign all letters by one request and its jobs; answer the seconds of the request."""
    started = time.perf_counter()
    with environment(registry, SIGNER) as env:
        batch_id = env["eoffice.act.batch"].action_start("sign", ids)["id"]
    waited = time.perf_counter() - started
    with environment(registry, SIGNER) as env:
        lines = env["eoffice.act.batch"].browse(batch_id).line_ids.ids
    for id_ in lines:
        with environment(registry, SIGNER) as env:
            env["eoffice.act.batch.line"].browse(id_)._carry_out()
    return waited


def check(registry, ids):
    """Raise unless every letter has its number."""
    with environment(registry) as env:
        letters = env["eoffice.naskah"].browse(ids)
        signed = letters.filtered("number")
        if len(signed) != len(letters):
            raise SystemExit(f"{len(letters)} letters, {len(signed)} signed")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with scratch("batch") as registry:
        rounds = range(options.rounds + 1)  # one more to warm up
        batches = [prepare(registry, options.letters) for _ in rounds]
        singles = [prepare(registry, options.letters) for _ in rounds]
        waited = []

        def product(number):
            waited.append(in_a_batch(registry, batches[number]))

        found = compare(product, lambda number: by_hand(registry, singles[number]), options.rounds)
        check(registry, [id_ for ids in (*batches, *singles) for id_ in ids])
        report(
            "batch",
            letters=options.letters,
            start_s=statistics.median(waited[1:]),
            batch_per_s=options.letters / found["product_s"],
            single_per_s=options.letters / found["baseline_s"],
            **found,
        )


if __name__ == "__main__":
    main()
