"""``./eoffice test``: what to run, in which databases, on both cores."""

import itertools
import os
import re
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from cli import databases, paths, results, system
from cli.console import Failure, green, note, red, say

BASE_ADDON = "eoffice_bekasi"
DEMO_TAG = "eoffice_demo"
PART_LIMIT = 25 * 60  # seconds; a part that hangs is ended and counts as failed
HTTP_PORTS = 21000
_counter = itertools.count()


@dataclass
class Selection:
    """What a filter asks for: Odoo's test tags per addon, and pytest's arguments."""

    addons: list
    tags: dict = field(default_factory=dict)
    pure: list = field(default_factory=list)
    demo: bool = False

    @property
    def empty(self):
        """Whether nothing in the project answers to the filter."""
        return not (self.tags or self.pure or self.demo)


# -- from filter to selection ---------------------------------------------------------


def select(wanted, addons, repo=paths.REPO):
    """The Selection for a filter: none, an addon, a file, a class, a method, Class.method.

    Raises Failure where nothing answers to it.
    """
    if not wanted:
        return Selection(
            addons,
            tags={addon: whole(addon) for addon in addons},
            pure=pure_folders(addons, repo),
            demo=bool(addons),
        )
    if wanted in {"pure", "demo"}:
        pure = pure_folders(addons, repo) if wanted == "pure" else []
        return Selection(addons, pure=pure, demo=wanted == "demo")
    if wanted in addons:
        return Selection(
            addons,
            tags={wanted: whole(wanted)},
            pure=[p for p in pure_folders(addons, repo) if f"{wanted}/" in p],
        )
    by_path = _select_path(wanted, addons, Path(repo))
    return by_path or _select_name(wanted, addons, Path(repo))


def whole(addon):
    """The test tags of all tests of an addon but those of the demo city."""
    return [f"/{addon}", f"-{DEMO_TAG}"]


def split(addon, repo=paths.REPO, count=2):
    """The test tags of an addon's files in ``count`` lists of about the same size.

    What the first list leaves out the others have, so that each file is in just one of them.
    """
    files = sorted(
        (Path(repo) / addon / "tests").glob("test_*.py"),
        key=lambda file: (-file.stat().st_size, file.name),
    )
    shares = [[] for _ in range(count)]
    for file in files:
        min(shares, key=lambda share: sum(one.stat().st_size for one in share)).append(file)
    return [
        [*(f"/{file.relative_to(repo)}" for file in sorted(share)), f"-{DEMO_TAG}"]
        for share in shares
        if share
    ]


def pure_folders(addons, repo=paths.REPO):
    """The folders whose tests need no Odoo: ``tests`` and each addon's ``tests/pure``."""
    folders = ["tests", *(f"{addon}/tests/pure" for addon in addons)]
    return [folder for folder in folders if any((Path(repo) / folder).rglob("test_*.py"))]


def is_pure(path):
    """Whether a path below the repository is a plain pytest one."""
    parts = Path(path).parts
    return parts[0] == "tests" or "pure" in parts


def _select_path(wanted, addons, repo):
    repo = repo.resolve()
    places = [(base / wanted).resolve() for base in (Path.cwd(), repo)]  # absolute ones stay
    file = next((p for p in places if p.exists() and p.is_relative_to(repo)), None)
    if file is None:
        return None
    relative = file.relative_to(repo)
    if is_pure(relative):
        return Selection(addons, pure=[str(relative)])
    addon = relative.parts[0]
    if addon not in addons:
        raise Failure(f"{wanted} belongs to no addon of this project")
    if relative.suffix == ".py":
        return Selection(addons, tags={addon: [f"/{relative}"]})
    return Selection(addons, tags={addon: [f"/{addon}"]})


def _select_name(wanted, addons, repo):
    """Look the class or method up in the test files, to know where it runs."""
    owner, _, method = wanted.rpartition(".")
    owner = owner.rpartition(".")[2]
    if not owner and not method.startswith("test"):
        owner, method = method, ""
    selection = Selection(addons)
    for file in sorted(repo.rglob("test_*.py")):
        relative = file.relative_to(repo)
        if relative.parts[0].startswith(".") or relative.parts[0] not in {*addons, "tests"}:
            continue
        text = file.read_text()
        if owner and not re.search(rf"^class {re.escape(owner)}\b", text, re.M):
            continue
        if method and not re.search(rf"def {re.escape(method)}\b", text):
            continue
        if is_pure(relative):
            selection.pure.append("::".join(filter(None, [str(relative), owner, method])))
        else:
            tag = f"/{relative.parts[0]}"
            tag += f":{owner}" if owner else ""
            tag += f".{method}" if method else ""
            selection.tags.setdefault(relative.parts[0], []).append(tag)
    if selection.empty:
        raise Failure(
            f"no test answers to {wanted!r}",
            tried="addon names, files, and classes and methods in test_*.py",
            do="name an addon, a file, a class, a method or Class.method",
            lakukan="sebutkan addon, berkas, kelas, metode, atau Kelas.metode",
        )
    return selection


# -- running --------------------------------------------------------------------------


@dataclass
class Part:
    """One process of a test run: what it is called, and the function that gives its Results."""

    name: str
    work: object


def run(office, wanted=None):
    """Run what the filter asks for, print the outcome, and give the exit code."""
    started = time.monotonic()
    selection = select(wanted, office.addons)
    outcome = results.Results()
    with _sweeping(office) as key:
        parts = _parts(office, selection, key)
        if selection.tags or selection.demo:
            databases.ensure_template(office)
        with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool:
            for found in pool.map(_timed, parts):
                outcome.add(found)
    if outcome.empty:
        outcome.failed["no test was run"] = "the filter, or an empty project, left nothing to run"
    results.show(outcome)
    say()
    note(f"{time.monotonic() - started:.0f} s; logs are in {paths.LOGS}")
    line = results.closing_line(outcome)
    say(line)
    return 1 if outcome.failed else 0


def _parts(office, selection, key):
    """The parts of a run, the longest first, so that both cores end at about the same time."""
    parts = []
    first = {a: t for a, t in selection.tags.items() if a == BASE_ADDON}
    others = {a: t for a, t in selection.tags.items() if a != BASE_ADDON}
    for name, group in (("base", first), ("others", others)):
        if group:
            tags = list(dict.fromkeys(tag for wanted in group.values() for tag in wanted))
            halves = split(BASE_ADDON) if tags == whole(BASE_ADDON) else [tags]
            parts += [
                _odoo_part(office, key, f"{name} {number}" if number else name, list(group), half)
                for number, half in enumerate(halves, 1 if len(halves) > 1 else 0)
            ]
    if selection.pure:
        parts.append(Part("pytest", lambda: _pytest(office, selection.pure, key)))
    if selection.demo:
        parts.append(_odoo_part(office, key, "demo", selection.addons, [DEMO_TAG], demo=True))
    return parts


def _odoo_part(office, key, name, addons, tags, demo=False):
    slug = name.replace(" ", "-")
    return Part(name, lambda: _odoo(office, f"{key}-{slug}", slug, addons, tags, demo))


def _timed(part):
    """The Results of a part; whatever breaks in it is a failure of the part."""
    say(f"… tests: {part.name}")
    started = time.monotonic()
    try:
        found = part.work()
    except Exception as error:  # noqa: BLE001 (counted as a failure)
        found = results.Results(failed={f"part {part.name}": f"{type(error).__name__}: {error}"})
    mark = red("✗") if found.failed else green("✓")
    seconds = time.monotonic() - started
    say(f"{mark} tests: {part.name}: {results.closing_line(found)} ({seconds:.0f} s)")
    return found


def _odoo(office, database, name, addons, tags, demo):
    """Install addons in a fresh copy of the template and run their tests there."""
    databases.drop(office, database)
    databases.copy(office, databases.ensure_template(office), database, demo=demo, fast=True)
    record = paths.state("test", f"{database}.jsonl")
    record.unlink(missing_ok=True)
    log = paths.LOGS / f"test-{name}.log"
    port = system.free_ports(1, _first_port())[0]
    command = office.odoo_command(
        database,
        "-i",
        ",".join(addons),
        "--with-demo" if demo else "--without-demo",
        f"--test-tags={','.join(tags)}",
        f"--http-port={port}",
        "--max-cron-threads=0",
        "--stop-after-init",
    )
    try:
        code = _execute(command, log, office.environment(EOFFICE_TEST_RESULTS=record))
        found = results.from_odoo(record, name)
    finally:
        databases.drop(office, database)
        record.unlink(missing_ok=True)
    if code and not found.failed:
        found.failed[f"part {name}"] = f"Odoo ended with code {code}\n{_tail(log)}"
    if demo and not found.failed:
        found.passed.append("demo data load")
    return found


def _pytest(office, targets, key):
    """Run plain pytest on files, folders or node ids."""
    report = paths.state("test", f"{key}.xml")
    report.unlink(missing_ok=True)
    log = paths.LOGS / "test-pytest.log"
    command = [office.python, "-m", "pytest", "-q", f"--junitxml={report}", *targets]
    code = _execute(command, log, office.environment())
    if not report.exists():
        return results.Results(failed={"part pytest": f"ended with code {code}\n{_tail(log)}"})
    found = results.from_junit(report)
    report.unlink()
    if code not in {0, 5} and not found.failed:  # 5 says that no test was found
        found.failed["part pytest"] = f"ended with code {code}\n{_tail(log)}"
    return found


def _execute(command, log, environment):
    """Run a part with its output in a log; end its whole process group at the time limit."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=paths.REPO,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return process.wait(timeout=PART_LIMIT)
        except subprocess.TimeoutExpired:
            return f"none: it was ended after {PART_LIMIT} s"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _tail(log, lines=30):
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def _first_port():
    """Where to look for a free port: apart for each process, so that runs do not meet."""
    return HTTP_PORTS + (os.getpid() * 7 + next(_counter) * 3) % 9000


@contextmanager
def _sweeping(office):
    """A prefix for this run's databases; those of runs that died are deleted first."""
    for name in office.server.databases():
        found = re.match(r"test-(\d+)-", name)
        if found and not system.alive(int(found[1])):
            databases.drop(office, name)
    yield f"test-{os.getpid()}"
