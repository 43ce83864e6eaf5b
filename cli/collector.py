"""Runs inside Odoo under ``./eoffice test``: writes what happened as JSON lines.

Odoo only logs its results and counts them per module. Here each test becomes one line
``{"test": id, "outcome": "passed|failed|skipped", "seconds": s, "detail": text}``, and each
ERROR that is logged outside of a failing test one line ``{"log": message, ...}``, because a
broken view or a demo file that does not load makes no test fail by itself.
"""

import json
import logging
import os
import threading
import time

# Odoo installs an addon whose demo data do not load, and only warns
WARNINGS_THAT_COUNT = ("demo data failed to install",)
# what says no more than another line does, or what the failing test tells better
BESIDES = ("odoo.registry", "odoo.sql_db", "odoo.tests.result")


class Recorder:
    """Appends JSON lines to a file, from any thread."""

    def __init__(self, path):
        self.path = path
        self.lock = threading.Lock()
        self.seen = {}
        self.reporting = False

    def write(self, **line):
        """Append one line."""
        with self.lock, open(self.path, "a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")

    def start(self, test):
        """Note that a test begins."""
        self.seen[test.id()] = {"since": time.monotonic(), "details": []}

    def problem(self, test, text):
        """Note a failure of a test, of one of its subtests, or of a class's set-up."""
        owner = getattr(test, "test_case", None) or test
        state = self.seen.get(owner.id())
        if state is None:  # setUpClass and the like belong to no test that was started
            self.write(test=owner.id(), outcome="failed", seconds=0, detail=text)
        else:
            state["details"].append(text)

    def stop(self, test, skipped=None):
        """Write the outcome of a test that has ended."""
        state = self.seen.pop(test.id(), None)
        if state is None:
            return
        outcome, detail = "passed", ""
        if state["details"]:
            outcome, detail = "failed", "\n".join(state["details"])
        elif "skipped" in state:
            outcome, detail = "skipped", state["skipped"]
        self.write(
            test=test.id(),
            outcome=outcome,
            seconds=round(time.monotonic() - state["since"], 3),
            detail=detail,
            browser=_uses_browser(test),
        )

    def skip(self, test, reason):
        """Note that a test was skipped."""
        state = self.seen.get(test.id())
        if state is None:  # a whole class, skipped by its set-up
            self.write(test=test.id(), outcome="skipped", detail=reason, seconds=0, browser=True)
        else:
            state["skipped"] = reason


class ErrorLog(logging.Handler):
    """Notes errors logged outside of the report of a failed test."""

    def __init__(self, recorder):
        super().__init__(logging.WARNING)
        self.recorder = recorder

    def emit(self, record):
        """Write a line for an error, or for a warning that means one."""
        # what a test logs about itself (a tour its failing step) comes again with its failure
        if self.recorder.reporting or record.name in BESIDES or ".tests." in record.name:
            return
        message = record.getMessage()
        if record.levelno < logging.ERROR and not any(
            text in message for text in WARNINGS_THAT_COUNT
        ):
            return
        if record.exc_info:
            message += "\n" + logging.Formatter().formatException(record.exc_info)
        self.recorder.write(log=message, logger=record.name, pid=os.getpid())


def _uses_browser(test):
    from odoo.tests.common import HttpCase

    return isinstance(test, HttpCase)


def install(path):
    """Make Odoo's test result and logging report to the file ``path``."""
    from odoo.tests.result import OdooTestResult

    recorder = Recorder(path)
    logging.getLogger().addHandler(ErrorLog(recorder))

    def after(name, act):
        original = getattr(OdooTestResult, name)

        def wrapped(self, *arguments):
            original(self, *arguments)
            if not self._soft_fail:
                act(self, *arguments)

        setattr(OdooTestResult, name, wrapped)

    after("startTest", lambda _result, test: recorder.start(test))
    after("stopTest", lambda _result, test: recorder.stop(test))
    after("addSkip", lambda _result, test, reason: recorder.skip(test, reason))

    def report(self, flavour, test, error):
        recorder.reporting = True
        try:
            log_error(self, flavour, test, error)
        finally:
            recorder.reporting = False
        if not self._soft_fail:
            text = self._exc_info_to_string(error, test)
            recorder.problem(test, f"{flavour}: {self.getDescription(test)}\n{text}")

    log_error, OdooTestResult.logError = OdooTestResult.logError, report
