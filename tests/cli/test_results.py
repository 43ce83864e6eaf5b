"""What counts as passed and failed."""

import json

from cli import results


def lines(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_odoo_outcomes(tmp_path):
    found = results.from_odoo(
        lines(
            tmp_path / "r.jsonl",
            {"test": "odoo.addons.a.tests.T.one", "outcome": "passed", "seconds": 1},
            {"test": "b", "outcome": "failed", "seconds": 1, "detail": "why"},
            {"test": "c", "outcome": "skipped", "seconds": 0, "detail": "reason", "browser": False},
            {
                "test": "d",
                "outcome": "skipped",
                "seconds": 0,
                "detail": "no Chrome",
                "browser": True,
            },
        )
    )
    assert found.passed == ["a.tests.T.one"]
    assert found.failed == {"b": "why", "d": "browser test did not run: no Chrome"}
    assert found.skipped == {"c": "reason"}
    assert results.closing_line(found) == "1 passed, 2 failed"


def test_an_error_in_the_log_counts_once(tmp_path):
    row = {"log": "view broken\ntraceback", "logger": "odoo.x", "pid": 1}
    found = results.from_odoo(lines(tmp_path / "r.jsonl", row, row), "demo")
    assert list(found.failed) == ["log of demo: view broken"]


def test_no_record_is_empty(tmp_path):
    assert results.from_odoo(tmp_path / "absent").empty


def test_junit(tmp_path):
    report = tmp_path / "r.xml"
    report.write_text(
        "<testsuites><testsuite>"
        '<testcase classname="m" name="a" time="0.1"/>'
        '<testcase classname="m" name="b"><failure message="no">trace</failure></testcase>'
        '<testcase classname="m" name="c"><error message="x"/></testcase>'
        '<testcase classname="m" name="d"><skipped message="why"/></testcase>'
        "</testsuite></testsuites>"
    )
    found = results.from_junit(report)
    assert found.passed == ["m.a"]
    assert found.failed == {"m.b": "trace", "m.c": "x"}
    assert found.skipped == {"m.d": "why"}
