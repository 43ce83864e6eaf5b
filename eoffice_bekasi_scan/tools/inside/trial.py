"""Tasks that try the bounds of the box; for its tests."""

import os
import subprocess
import sys
import time

from . import Refused


def echo(**values):
    """Give back what came in, and what a task sees of the world."""
    return {"values": values, "environment": dict(os.environ), "folder": os.getcwd()}


def refuse(code, **details):
    """Refuse."""
    raise Refused(code, **details)


def eat(megabytes):
    """Use memory."""
    return {"length": len(bytearray(megabytes * 2**20))}


def spin():
    """Use the processor without end."""
    while True:
        pass


def linger(path):
    """Start a program that goes on for long, write its id to a file, and wait for it."""
    program = subprocess.Popen(["sleep", "600"])
    with open(path, "w", encoding="utf-8") as file:
        file.write(str(program.pid))
    program.wait()
    return {}


def leave(path):
    """Start a program that goes on for long, and end."""
    program = subprocess.Popen(["sleep", "600"])
    with open(path, "w", encoding="utf-8") as file:
        file.write(str(program.pid))
    return {}


def fill(path, megabytes):
    """Write a large file."""
    with open(path, "wb") as file:
        for _turn in range(megabytes):
            file.write(bytes(2**20))
    return {}


def crash():
    """End as a library with a fault does."""
    os.abort()


def sleep(seconds):
    """Do nothing."""
    time.sleep(seconds)
    return {}


def loaded(names):
    """Tell which of these modules are loaded."""
    return {"loaded": [name for name in names if name in sys.modules]}


def tell(path, seconds):
    """Write the own process id to a file, and wait."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(str(os.getpid()))
    time.sleep(seconds)
    return {}
