"""What the measurements share: a scratch database with the demo city, and honest figures.

A figure is a ratio: what the product takes against what a bare baseline takes, both measured in
turn in the same run on the same machine, medians of several rounds. Each figure is one JSON line
on standard output and in ``.state/bench/NAME.jsonl``.

Run a measurement with ``./eoffice bench NAME``; this file itself prints the latest figures.
"""

import json
import os
import statistics
import sys
import threading
import time
from contextlib import contextmanager
from datetime import datetime, timezone

from cli import databases, paths
from cli.files import locked, tree_digest
from cli.odoo_conf import office
from cli.system import run_logged

BASE = "bench-base-"


@contextmanager
def scratch(name):
    """Give a registry on a database of this measurement's own, with the demo city in it.

    The city is loaded once for each state of the addons' code and copied from then on. The copy is
    deleted at the end. It is as durable as a real one: commits wait for the disk.
    """
    with office(odoo=os.environ.get("EOFFICE_ODOO_ROOT"), dev=True) as ready:
        database = f"bench-{name}-{os.getpid()}"
        databases.copy(ready, _base(ready), database)
        try:
            yield _registry(ready, database)
        finally:
            _close()
            databases.drop(ready, database)


def _base(ready):
    """The name of a database with our addons and the demo city, made when absent."""
    template = databases.ensure_template(ready)
    key = tree_digest(paths.REPO / addon for addon in ready.addons)
    base = f"{BASE}{key[:10]}"
    with locked(paths.state("bench.lock"), "waiting for another measurement to make its city"):
        known = ready.server.databases()
        if base in known:
            return base
        for old in known:
            if old.startswith(BASE):
                databases.drop(ready, old)
        print("… installing the addons and the demo city", file=sys.stderr)
        building = f"{base}-building"
        databases.drop(ready, building)
        databases.copy(ready, template, building, demo=True)
        arguments = ["-i", ",".join(ready.addons), "--with-demo", "--stop-after-init"]
        run_logged(
            ready.odoo_command(building, *arguments, "--no-http", "--max-cron-threads=0"),
            paths.state("log", "bench.log"),
            what="the addons could not be installed",
            env=ready.environment(),
        )
        databases.rename(ready, building, base)
    return base


def _registry(ready, database):
    """Odoo's registry of a database, in this process."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]  # they would go before the configuration file
    sys.path.append(str(ready.odoo.root))
    import odoo.cli  # noqa: F401  patches what must be patched first
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(["-c", str(ready.conf), "-d", database, "--log-level=warn"])
    return Registry(database)


def _close():
    from odoo.sql_db import close_all

    close_all()


@contextmanager
def environment(registry, login=None):
    """An Odoo environment with a cursor of its own, of the system or of an account."""
    from odoo.api import SUPERUSER_ID, Environment

    with registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        if login:
            user = env["res.users"].search([("login", "=", login)])
            env = Environment(cr, user.id, {"lang": user.lang, "tz": user.tz})
        yield env


def bare_connection(registry):
    """A psycopg2 connection of our own to the same database, past all of Odoo."""
    import psycopg2

    from odoo.sql_db import connection_info_for

    return psycopg2.connect(**connection_info_for(registry.db_name)[1])


def timed(work, *arguments):
    """Seconds that a call takes."""
    started = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - started


def compare(product, baseline, rounds, warm_up=1):
    """Time two callables in turn; each is given the number of the round.

    :return: dict with the medians in seconds, and the median of the rounds' ratios
    """
    for number in range(-warm_up, 0):
        product(number)
        baseline(number)
    pairs = []
    for number in range(rounds):
        order = (product, baseline) if number % 2 else (baseline, product)
        seconds = {work: timed(work, number) for work in order}
        pairs.append((seconds[product], seconds[baseline]))
    times = sorted(pair[0] for pair in pairs)
    return {
        "product_s": statistics.median(times),
        "product_p95_s": times[min(len(times) - 1, int(len(times) * 0.95))],
        "baseline_s": statistics.median(pair[1] for pair in pairs),
        "ratio": statistics.median(pair[0] / pair[1] for pair in pairs),
        "rounds": rounds,
    }


def in_threads(count, work, items):
    """Call ``work(items)`` in ``count`` threads that share one iterator; raise what one raised."""
    queue, lock, failures = iter(items), threading.Lock(), []

    def shared():
        while True:
            with lock:
                item = next(queue, None)
            if item is None:
                return
            yield item

    def run():
        try:
            work(shared())
        except BaseException as error:  # noqa: BLE001  told to the caller
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def report(name, **figures):
    """Print one figure as a JSON line, and keep it."""
    figures = {key: _short(value) for key, value in figures.items()}
    moment = datetime.now(timezone.utc).isoformat(timespec="seconds")
    line = json.dumps({"bench": name, "at": moment, "cores": os.cpu_count(), **figures})
    print(line, flush=True)
    with paths.state("bench", f"{name}.jsonl").open("a") as stream:
        stream.write(f"{line}\n")


def _short(value):
    return float(f"{value:.4g}") if isinstance(value, float) else value


if __name__ == "__main__":
    for path in sorted(paths.state("bench", "").glob("*.jsonl")):
        print(path.read_text().splitlines()[-1])
