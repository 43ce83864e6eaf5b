"""The virtual environment with the pinned packages, and the OCA addons beside it."""

import shutil
import subprocess
import sys
import time

from cli import paths
from cli.console import step
from cli.files import digest, locked, new_folder
from cli.system import JARINGAN, NETWORK, clean_environment, run_logged

RUNTIME = paths.REQUIREMENTS / "runtime.txt"
OCA = paths.REQUIREMENTS / "oca.txt"
DEV = paths.REQUIREMENTS / "dev.txt"
COMPLETE = "complete"  # the file that marks an environment as finished


def ensure_venv(dev=False):
    """The Python of a virtual environment with what the lock files say.

    It lives in the cache under a name made of the lock files and the Python version, so a
    changed lock makes a new one. ``dev`` adds the development set. An environment that has
    it serves for running too.
    """
    runtime, full = _home([RUNTIME]), _home([RUNTIME, DEV])
    home = full if dev or (full / COMPLETE).exists() else runtime
    python = home / "bin" / "python"
    locks = [RUNTIME, DEV] if home == full else [RUNTIME]
    with locked(paths.cache() / f"{home.name}.lock"):
        if not (home / COMPLETE).exists():
            with step(f"Python packages for {'developing' if dev else 'running'}"):
                shutil.rmtree(home, ignore_errors=True)
                _run([sys.executable, "-m", "venv", home], "could not make a virtual environment")
                _pip(python, *(word for lock in locks for word in ("-r", lock)))
            _forget_old()
        (home / COMPLETE).touch()  # its time says when the environment was last used
    return python


def _forget_old(days=30):
    """Delete environments of older lock files that nobody has used for a month."""
    for mark in paths.cache().glob(f"venv-*/{COMPLETE}"):
        if time.time() - mark.stat().st_mtime > days * 86400:
            shutil.rmtree(mark.parent, ignore_errors=True)


def _home(locks):
    tag = f"{sys.version_info.major}.{sys.version_info.minor}"
    name = digest(sys.base_prefix, *(lock.read_text() for lock in locks))
    return paths.cache() / f"venv-{tag}-{name}"


def ensure_oca(python):
    """The folder with the OCA addons, to be put on Odoo's addons path.

    Their metadata asks for an ``odoo`` from PyPI that is not this one, so they are
    unpacked without dependencies. Only the inner ``odoo/addons`` is of use: the outer
    folder on ``sys.path`` would stand in the way of the real ``odoo``.
    """
    target = paths.cache() / f"oca-{digest(OCA.read_text())}"
    with locked(paths.cache() / f"{target.name}.lock"):
        if not target.is_dir():
            with step("OCA addons"), new_folder(target) as part:
                _pip(python, "--no-deps", "--no-compile", "--target", part, "-r", OCA)
    return target / "odoo" / "addons"


def _pip(python, *arguments):
    command = [python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    _run([*command, *arguments], "could not install the Python packages")


def _run(command, what):
    run_logged(
        command,
        paths.state("log", "pip.log"),
        what=what,
        do=NETWORK,
        lakukan=JARINGAN,
        env=clean_environment(),
    )


def version_of(python):
    """The version of a Python program, as "3.11.7"."""
    code = "import platform; print(platform.python_version())"
    return subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()
