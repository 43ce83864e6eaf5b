"""A box to read uploads in: a process of its own, with bounds, that dies with whoever started it.

What people send in is read by libraries that a crafted file can keep busy for hours, fill the memory
with or crash. So nothing of it is parsed in the server's own process: a function of ``tools/inside``
is run by a fresh interpreter that knows neither Odoo nor the database, has no environment and gets
bounds for memory, time and the size of files it may write.

Files go in and out as paths. A caller who wants files back makes a folder (``box_folder``) and names
it in the arguments.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: The script that the interpreter in the box runs.
START = Path(__file__).with_name("boxed.py")
#: What of the server's environment the box gets too: where programs and their data are.
KEPT = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
#: The longest answer; what is larger comes as a file.
ANSWER_BYTES = 64 * 2**20
#: How the folders are called, and how long after its last use one is nobody's any more: longer than
#: any box may take.
PREFIX = "eoffice_box_"
LEFT_SECONDS = 6 * 3600


class BoxError(Exception):
    """What was done in the box came to nothing.

    :ivar code: why. From the box itself: "time", "memory", "space" (a file got too large),
        "crashed"; everything else comes from the task (``Refused``), such as "encrypted"
    :ivar details: dict of the task's with what a message may tell, such as the number of pages
    :ivar said: end of what it wrote on its error output, for the server's log
    """

    def __init__(self, code, details=None, said=""):
        super().__init__(code)
        self.code = code
        self.details = details or {}
        self.said = said


@contextlib.contextmanager
def box_folder():
    """Give a folder (Path) for files of a box; it is gone afterwards with all in it."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def sweep_boxes(seconds=LEFT_SECONDS):
    """Delete folders that a server which was killed couldn't: pages of letters lie in them.

    :param int seconds: for so long nothing was put into the folder
    :return: how many
    """
    swept = 0
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            known = path.lstat()
            ours = path.is_dir() and not path.is_symlink() and known.st_uid == os.getuid()
            if ours and known.st_mtime < time.time() - seconds:
                shutil.rmtree(path, ignore_errors=True)
                swept += 1
    return swept


def run_boxed(task, arguments, seconds=60, megabytes=1024):
    """Run a task in a box and return its answer.

    :param str task: "module.function" of ``tools/inside``
    :param dict arguments: given to the function by name; plain values (paths as text)
    :param int seconds: as long as it may take; then it is killed with all it started
    :param int megabytes: memory that it, and each program it starts, may use; a file it writes isn't
        larger either
    :return: dict that the function returned
    :raise BoxError: see there
    """
    with box_folder() as folder:
        order = {
            "task": task,
            "arguments": arguments,
            "seconds": seconds,
            "megabytes": megabytes,
            "packages": [one for one in sys.path if one.endswith("-packages")],
            "parent": os.getpid(),
        }
        (folder / "order.json").write_text(json.dumps(order, default=str), encoding="utf-8")
        inner = folder / "tmp"
        inner.mkdir()
        with (folder / "said").open("wb") as said:
            ended = _run([sys.executable, "-I", str(START), str(folder)], inner, said, seconds)
        return _answer(folder, ended)


def _run(command, folder, said, seconds):
    """Run a command as a process group of its own.

    :return: its exit code, negative for a signal; None when its time was over
    """
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment |= {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        # One core for each box: several stand beside each other, and the server too.
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=said,
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        # Whatever the task started goes too, also after it ended by itself or we are stopped.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answer(folder, ended):
    """Return what the task in ``folder`` answered, or raise what it came to."""
    said = (folder / "said").read_bytes()[-2000:].decode(errors="replace")
    if ended is None or ended == -signal.SIGXCPU:
        raise BoxError("time", said=said)
    answer = folder / "answer.json"
    if ended or not answer.exists() or answer.stat().st_size > ANSWER_BYTES:
        raise BoxError("crashed", {"exit": ended}, said)
    found = json.loads(answer.read_text(encoding="utf-8"))
    if "error" in found:
        raise BoxError(found["error"], found["details"], found["said"] or said)
    return found["answer"]
