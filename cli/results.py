"""Counts and prints what the parts of a test run found."""

import json
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

from cli import paths
from cli.console import bold, red, say

SHOWN = 45  # lines of each failure that are printed; the log has all of it


@dataclass
class Results:
    """Outcomes of a test run: ids that passed, and those that failed or were skipped, with why."""

    passed: list = field(default_factory=list)
    failed: dict = field(default_factory=dict)
    skipped: dict = field(default_factory=dict)
    seconds: dict = field(default_factory=dict)

    def add(self, other):
        """Take in the outcomes of another part."""
        self.passed += other.passed
        self.failed |= other.failed
        self.skipped |= other.skipped
        self.seconds |= other.seconds

    @property
    def empty(self):
        """Whether no test was run at all."""
        return not (self.passed or self.failed)


def from_odoo(path, part=""):
    """Results from the JSON lines of the collector.

    A skipped test of a browser counts as failed: it proves nothing. An error in the log
    outside of all tests is a failure of its own, the same text only once.
    """
    results = Results()
    path = Path(path)
    lines = path.read_text().splitlines() if path.exists() else []
    for line in map(json.loads, lines):
        if "log" in line:
            first = line["log"].splitlines()[0][:120]
            results.failed.setdefault(f"log of {part}: {first}", f"{line['logger']}: {line['log']}")
            continue
        name = line["test"].removeprefix("odoo.addons.")
        results.seconds[name] = line["seconds"]
        if line["outcome"] == "passed":
            results.passed.append(name)
        elif line["outcome"] == "failed":
            results.failed[name] = line["detail"]
        elif line.get("browser"):
            results.failed[name] = f"browser test did not run: {line['detail']}"
        else:
            results.skipped[name] = line["detail"]
    return results


def from_junit(path):
    """Results from pytest's JUnit XML."""
    results = Results()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}".strip(".")
        results.seconds[name] = float(case.get("time") or 0)
        problem = case.find("failure")
        if problem is None:
            problem = case.find("error")
        skipped = case.find("skipped")
        if problem is not None:
            results.failed[name] = problem.text or problem.get("message") or "failed"
        elif skipped is not None:
            results.skipped[name] = skipped.get("message") or ""
        else:
            results.passed.append(name)
    return results


def closing_line(results):
    """The last line of a run."""
    return f"{len(results.passed)} passed, {len(results.failed)} failed"


def show(results, slowest=5):
    """Print failures readably, then what was skipped and what took longest."""
    told = {}
    for name, detail in results.failed.items():
        say()
        say(red(bold(f"FAILED {name}")))
        lines = _readable(detail)
        cause = lines[-1] if lines else ""
        if len(cause) > 20 and cause in told:
            say(f"    {cause}\n    (as {told[cause]})")
            continue
        told[cause] = name
        if len(lines) > SHOWN:
            lines = [*lines[:5], f"… {len(lines) - SHOWN} lines …", *lines[5 - SHOWN :]]
        say("\n".join(f"    {line}" for line in lines))
    if results.skipped:
        say()
        for name, reason in results.skipped.items():
            say(f"skipped {name}: {reason}")
    longest = sorted(results.seconds.items(), key=lambda item: -item[1])[:slowest]
    longest = [(name, seconds) for name, seconds in longest if seconds >= 1]
    if longest:
        say()
        say("slowest: " + ", ".join(f"{name} {seconds:.0f} s" for name, seconds in longest))


def _readable(detail):
    """The lines of a traceback with short paths, without those that underline another."""
    for place, short in (
        (f"{paths.REPO}/", ""),
        (f"{sys.prefix}/", ""),
        (f"{Path.home()}/.cache/eoffice/", "…/"),
        ("/usr/lib/python3/dist-packages/", "/"),
    ):
        detail = detail.replace(place, short)
    return [line for line in detail.strip().splitlines() if line.strip(" ^~")]
