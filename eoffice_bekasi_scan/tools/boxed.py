"""The first thing that runs in a box (see ``box``): sets the bounds, runs the task, writes the answer.

Started as a script by a fresh interpreter; imported by nobody.
"""

import ctypes
import importlib
import importlib.util
import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38


def bound(seconds, megabytes, parent):
    """Set the bounds of this process; what it starts inherits them.

    No bound on the number of processes: it would count all of the account that runs the server.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:  # it died before we could tell
        os._exit(1)
    memory = megabytes * 2**20
    for name, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_FSIZE, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 256, 256),
    ):
        most = resource.getrlimit(name)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(name, (soft, hard))


def load(task):
    """Return the function that a task names, "module.function".

    The folder is loaded as a package and not put on the path: its modules are called like some of
    Python's own.
    """
    home = Path(__file__).with_name("inside")
    spec = importlib.util.spec_from_file_location(
        "inside", home / "__init__.py", submodule_search_locations=[str(home)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules["inside"] = package
    spec.loader.exec_module(package)
    module, function = task.split(".")
    return package.Refused, getattr(importlib.import_module(f"inside.{module}"), function)


def failure(error, refused):
    """Return the answer that tells of an error."""
    if isinstance(error, refused):
        return {"error": error.code, "details": error.details, "said": ""}
    code = "crashed"
    if isinstance(error, MemoryError) or "bad_alloc" in str(error):
        code = "memory"
    elif isinstance(error, OSError) and error.errno in (27, 28):  # file too large, no space left
        code = "space"
    return {"error": code, "details": {}, "said": traceback.format_exc()[-2000:]}


def main(folder):
    """Carry out the order that lies in ``folder``."""
    order = json.loads((folder / "order.json").read_text(encoding="utf-8"))
    sys.path += [one for one in order["packages"] if one not in sys.path]
    bound(order["seconds"], order["megabytes"], order["parent"])
    refused, function = load(order["task"])
    try:
        answer = {"answer": function(**order["arguments"])}
    except Exception as error:  # noqa: BLE001 whatever it is, the server gets to know it
        answer = failure(error, refused)
    made = folder / "answer.part"
    made.write_text(json.dumps(answer), encoding="utf-8")
    made.rename(folder / "answer.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
