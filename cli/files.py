"""Files made whole or not at all, locks between processes, digests of folders."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from cli.console import note

IGNORED = {"__pycache__", ".git", "tests"}


@contextmanager
def locked(path, waiting="waiting for another ./eoffice to finish the same step"):
    """Hold an exclusive lock on the file ``path``; the system frees it if we die."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        if not try_lock(handle):
            note(waiting)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def try_lock(handle, shared=False):
    """Lock an open file without waiting; answer whether that succeeded."""
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def new_folder(target):
    """Give an empty folder to fill; it becomes ``target`` only if the block ends well.

    An interrupted run leaves at most a folder with ``.part-`` in its name, which the
    next one sweeps away. Call it under a lock.
    """
    target = Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    for stale in target.parent.glob(f"{target.name}.part-*"):
        shutil.rmtree(stale, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=f"{target.name}.part-", dir=target.parent))
    part.chmod(0o755)
    try:
        yield part
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write(path, text, mode=0o644):
    """Replace a file's content in one go, and only where it differs."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_text() == text:
        return
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as stream:
        stream.write(text)
    os.chmod(part, mode)
    os.replace(part, path)


def digest(*texts):
    """A short digest of some texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


def tree_digest(folders):
    """A digest of all files below ``folders`` that a running Odoo could notice."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            relative = path.relative_to(folder)
            if path.is_file() and not IGNORED.intersection(relative.parts):
                total.update(f"{Path(folder).name}/{relative}\0".encode())
                total.update(path.read_bytes())
    return total.hexdigest()[:16]
