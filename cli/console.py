"""What the user sees: steps with their time, notes, and failures that say what to do."""

import os
import sys
import threading
import time
from contextlib import contextmanager

HEARTBEAT = 20  # seconds after which a silent step says that it is still alive


class Failure(Exception):
    """A failure the user can do something about.

    ``what`` went wrong, what was ``tried``, what to ``do`` about it, and the last part
    said again in Indonesian (``lakukan``).
    """

    def __init__(self, what, *, tried="", do="", lakukan=""):
        super().__init__(what)
        self.what, self.tried, self.do, self.lakukan = what, tried, do, lakukan

    def __str__(self):
        lines = [self.what]
        if self.tried:
            lines.append(f"  tried: {self.tried}")
        if self.do:
            lines.append(f"  do:    {self.do}")
        if self.lakukan:
            lines.append(f"  (ID)   {self.lakukan}")
        return "\n".join(lines)


def colour(text, code, stream=None):
    """``text`` in an ANSI colour where ``stream`` is a terminal, else as it is."""
    stream = stream or sys.stdout
    if stream.isatty() and "NO_COLOR" not in os.environ:
        return f"\033[{code}m{text}\033[0m"
    return text


def green(text):
    """``text`` in green on a terminal."""
    return colour(text, 32)


def red(text):
    """``text`` in red on a terminal."""
    return colour(text, 31)


def bold(text):
    """``text`` in bold on a terminal."""
    return colour(text, 1)


def say(text=""):
    """Print a line at once, even into a pipe."""
    print(text, flush=True)


def note(text):
    """Print a remark that is not a step."""
    say(f"  {text}")


def fail(failure):
    """Print a failure to standard error."""
    print(colour(f"eoffice: {failure}", 31, sys.stderr), file=sys.stderr, flush=True)


@contextmanager
def step(title):
    """Announce a long step, show that it lives, and tell how long it took.

    The value yielded is a list: text appended to it is shown with the closing line.
    """
    started = time.monotonic()
    remarks = []
    done = threading.Event()
    say(f"… {title}")
    threading.Thread(target=_heartbeat, args=(title, started, done), daemon=True).start()
    try:
        yield remarks
    except BaseException:
        done.set()
        say(f"{red('✗')} {title} ({time.monotonic() - started:.0f} s)")
        raise
    done.set()
    remark = f": {', '.join(remarks)}" if remarks else ""
    say(f"{green('✓')} {title}{remark} ({time.monotonic() - started:.0f} s)")


def _heartbeat(title, started, done):
    while not done.wait(HEARTBEAT):
        say(f"  still busy: {title}, {time.monotonic() - started:.0f} s")


def confirm(question):
    """Ask yes or no on a terminal; anywhere else the answer is no."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().lower() in {"y", "yes", "ya"}
