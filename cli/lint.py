"""``./eoffice lint``: all style and safety checks, side by side."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from cli import guard, paths
from cli.console import green, red, say
from cli.system import clean_environment

SHOWN = 60  # lines of each tool's complaints that are printed


def run(python, fix=False):
    """Run all checks (or the repairs that some of them offer); give the failing ones' names."""
    if fix:
        return _fix(python)
    tools = {name: _tool(command) for name, command in _commands(python).items()}
    tools["guard"] = _guard
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool:
        outcomes = dict(zip(tools, pool.map(lambda tool: tool(), tools.values()), strict=True))
    for name, output in outcomes.items():
        if output:
            say(f"{red('✗')} {name}")
            lines = output.splitlines()
            say("\n".join(lines[:SHOWN]))
            if len(lines) > SHOWN:
                log = paths.state("log", f"lint-{name.split()[0]}.log")
                log.write_text(output)
                say(f"… and {len(lines) - SHOWN} lines more: {log}")
        else:
            say(f"{green('✓')} {name}")
    return [name for name, output in outcomes.items() if output]


def _commands(python):
    addons = paths.own_addons()
    bin_folder = python.parent
    translations = [str(path) for path in paths.REPO.glob("*/i18n/*.po")]
    commands = {
        "ruff": [python, "-m", "ruff", "check", "-q", "--output-format=concise", "."],
        "ruff format": [
            python,
            "-m",
            "ruff",
            "format",
            "-q",
            "--check",
            "--output-format=concise",
            ".",
        ],
    }
    if addons:
        # one process: parallel ones would each load Odoo's rules anew
        commands["pylint-odoo"] = [python, "-m", "pylint", "-j1", "--rcfile=.pylintrc", *addons]
        commands["OCA hooks"] = [bin_folder / "oca-checks-odoo-module", *addons]
    if translations:
        commands["OCA hooks, translations"] = [
            bin_folder / "oca-checks-po",
            # a term that is the same in Indonesian is still a translated term
            "--disable=po-pretty-format",
            *translations,
        ]
    return commands


def _tool(command):
    def call():
        done = subprocess.run(
            [str(word) for word in command],
            cwd=paths.REPO,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return ""
        return done.stdout.strip() or f"ended with code {done.returncode}"

    return call


def _guard():
    return "\n".join(str(finding) for finding in guard.check())


def _fix(python):
    """Let the tools repair what they can; nothing counts as failed."""
    oca = python.parent / "oca-checks-odoo-module"
    for command in (
        [python, "-m", "ruff", "check", "-q", "--fix", "."],
        [python, "-m", "ruff", "format", "-q", "."],
        [oca, "--fix", "--no-verbose", "--no-exit", *paths.own_addons()],
    ):
        subprocess.run([str(word) for word in command], cwd=paths.REPO, check=False)
    return []
