"""Where things are: the clone, its ignored state, the cache that clones share."""

import hashlib
import os
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
STATE = REPO / ".state"
LOGS = STATE / "log"
REQUIREMENTS = REPO / "requirements"
OWN_ADDONS_PREFIX = "eoffice_bekasi"
FIXUPS = REPO / "cli" / "addons"


def cache():
    """The folder for downloads, shared between clones; made when absent."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    path = Path(base) / "eoffice"
    path.mkdir(parents=True, exist_ok=True)
    return path


def state(*parts):
    """The path ``parts`` below the state folder, with its parent made when absent."""
    path = STATE.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def clone_key():
    """A short name for this clone, for things that must live outside of it."""
    return hashlib.sha256(str(REPO).encode()).hexdigest()[:10]


def sockets():
    """A folder with a short path for Unix sockets (their paths may have 107 characters).

    Root gets one below ``/run``; others below ``XDG_RUNTIME_DIR`` or the temporary folder,
    there with the user's number in its name. A folder owned by someone else is refused.
    """
    key = clone_key()
    if os.geteuid() == 0 and Path("/run").is_dir():
        path = Path("/run") / f"eoffice-{key}"
    elif runtime := os.environ.get("XDG_RUNTIME_DIR"):
        path = Path(runtime) / f"eoffice-{key}"
    else:
        path = Path(tempfile.gettempdir()) / f"eoffice-{os.geteuid()}-{key}"
    path.mkdir(mode=0o755, exist_ok=True)
    if path.stat().st_uid != os.geteuid():
        raise PermissionError(f"{path} belongs to another user")
    return path


def own_addons():
    """The names of this project's addons: folders with a manifest, the base addon first."""
    found = [path.parent.name for path in REPO.glob(f"{OWN_ADDONS_PREFIX}*/__manifest__.py")]
    return sorted(found)
