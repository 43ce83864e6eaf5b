"""The project's own look through the sources, for what the usual linters miss.

Most of it is API older than Odoo 19, which loads without complaint and then does nothing or
breaks in the browser. One rule is about trust: ``sudo()`` needs a reason beside it.
"""

import itertools
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cli import paths

SOURCES = (".py", ".xml", ".js", ".scss", ".css", ".csv", ".md", ".yml", ".yaml", ".sh", ".toml")
# the rules name what they forbid, and so do their tests
EXEMPT = ("cli/guard.py", "tests/cli/test_guard.py")
REASON_LINES = 3  # how far above a sudo() its reason may stand


@dataclass(frozen=True)
class Rule:
    """A pattern that may not stand in files of some kinds, and what to write instead."""

    pattern: str
    kinds: tuple
    instead: str
    addons_only: bool = True
    views_only: bool = False

    def applies(self, path):
        """Whether the rule is about this file."""
        if self.addons_only and not path.startswith(paths.OWN_ADDONS_PREFIX):
            return False
        if self.views_only and "/static/" in path:  # templates of the web client are no views
            return False
        return path.endswith(self.kinds)


PY, XML, JS = (".py",), (".xml",), (".js",)
#: Paths that exist on this machine only: this checkout, and the home of who works in it.
HERE = rf"(?<![\w/.])(?:{re.escape(str(paths.REPO))}|{re.escape(str(Path.home()))})/"
RULES = (
    Rule(r"\b_sql_constraints\b", PY, "models.Constraint or models.UniqueIndex"),
    Rule(r"\btype=(['\"])json\1", PY, 'type="jsonrpc"'),
    Rule(r"\bgroups_id\b", PY + XML + (".csv",), "group_ids"),
    Rule(r"\bgroup_operator\s*=", PY + XML, "aggregator"),
    Rule(r"\bname_get\s*\(", PY, "_compute_display_name"),
    Rule(r"(?<![\w])read_group\s*\(", PY, "_read_group"),
    Rule(r"\bodoo\.osv\b|from odoo\.osv\b", PY, "odoo.fields.Domain"),
    Rule(r"\bauto_join\b", PY, "bypass_search_access"),
    Rule(r"\bSavepointCase\b", PY, "TransactionCase"),
    Rule(r"\bcheck_access_(rights|rule)\s*\(", PY, "check_access or has_access"),
    Rule(r"\b_check_recursion\s*\(", PY, "_has_cycle"),
    Rule(r"\btoggle_active\b", PY + XML, "action_archive and action_unarchive"),
    Rule(r"\buser_has_groups\b|\bfields_view_get\b", PY, "has_group, get_view"),
    Rule(r"\bnumbercall\b", PY + XML, "nothing: ir.cron has it no more"),
    Rule(r"</?tree\b", XML, "<list>"),
    Rule(r"view_mode\W+[\"'>]?[\w,]*\btree\b", PY + XML + JS, "list"),
    Rule(
        r"\s(attrs|states)\s*=\s*[\"']",
        XML,
        "invisible, readonly, required expressions",
        views_only=True,
    ),
    Rule(r"\bt-raw\b", XML, "t-out"),
    Rule(r"t-name=[\"']kanban-box[\"']", XML, 't-name="card"'),
    Rule(r"<div class=[\"']oe_chatter[\"']", XML, "<chatter/>"),
    Rule(
        r"^(?!.*#\{).*[:\s](min|max)\((?=[^)]*(%|v[wh]\b|env\())[^)]*(rem|em|px|env)\b",
        (".scss",),
        "a quoted value, as #{'min(100%, 20rem)'}: libsass tries to compute it",
    ),
    Rule(r"\b(TODO|FIXME|XXX)\b", SOURCES, "an issue, or the thing itself", addons_only=False),
    Rule(HERE, (*SOURCES, ""), "a path that exists elsewhere", addons_only=False),
)
MODEL = re.compile(r"^class \w+\(.*\b(?:models\.)?(?:Transient|Abstract)?Model\b.*\):", re.M)
SUDO = re.compile(r"\.sudo\(\)|\.sudo\(True\)|\bsu=True\b")


@dataclass(frozen=True)
class Finding:
    """A line that breaks a rule."""

    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


def check_text(path, text):
    """The Findings in one file, given its path below the repository and its text."""
    lines = text.splitlines()
    findings = []
    for rule in RULES:
        if rule.applies(path):
            pattern = re.compile(rule.pattern)
            for number, line in enumerate(lines, 1):
                if found := pattern.search(line):
                    shown = found.group().strip(" \"'=(")
                    findings.append(Finding(path, number, f"{shown}: write {rule.instead}"))
    if path.startswith(paths.OWN_ADDONS_PREFIX) and path.endswith(".py"):
        findings += _models_without_description(path, text)
        if "/tests/" not in path:
            findings += _sudo_without_reason(path, lines)
    return sorted(findings, key=lambda finding: finding.line)


def _models_without_description(path, text):
    """Classes that make a model (``_name`` without ``_inherit`` of it) and do not describe it."""
    starts = [found.start() for found in MODEL.finditer(text)] + [len(text)]
    for start, end in itertools.pairwise(starts):
        body = text[start:end]
        name = re.search(r"^    _name = ['\"](.+?)['\"]", body, re.M)
        if not name or re.search(r"^    _description = ", body, re.M):
            continue
        inherited = re.search(r"^    _inherit = (.*)", body, re.M)
        if inherited and name[1] in inherited[1]:
            continue
        line = text.count("\n", 0, start) + 1
        yield Finding(path, line, f"model {name[1]} has no _description")


def _sudo_without_reason(path, lines):
    """Lines that leave the user's rights behind with no comment on why."""
    for number, line in enumerate(lines, 1):
        code, _, _comment = line.partition("#")
        if SUDO.search(code):
            near = lines[max(0, number - 1 - REASON_LINES) : number]
            if not any("#" in other for other in near):
                yield Finding(path, number, "sudo() without a comment that says why it is safe")


def sources(repo=paths.REPO):
    """The files to look through: those that Git knows or would take in."""
    listed = subprocess.run(
        ["git", "-C", repo, "ls-files", "-co", "--exclude-standard", "-z"],
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
    else:  # an unpacked archive
        found = (path.relative_to(repo) for path in Path(repo).rglob("*"))
        names = [str(path) for path in found if not path.parts[0].startswith(".")]
    return sorted(name for name in names if name and name not in EXEMPT)


def check(repo=paths.REPO):
    """All Findings in the project."""
    findings = []
    for name in sources(repo):
        path = Path(repo) / name
        if path.suffix in (*SOURCES, "") and path.is_file():
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            findings += check_text(name, text)
    return findings
