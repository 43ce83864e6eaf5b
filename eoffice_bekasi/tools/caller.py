"""The address a call comes from, also where Odoo hides the request (XML-RPC and JSON-RPC).

What somebody has asked for and a job carries out later has no request of his: it has the address,
and stood to the office hours, as it did when he asked.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from odoo.http import request

_address = ContextVar("eoffice_caller_address", default="")
_asked = ContextVar("eoffice_asked", default=None)


class Asked(NamedTuple):
    """How somebody asked for what is carried out now."""

    address: str
    outside_hours: bool


@contextmanager
def remembered():
    """Keep the address of the current request for calls that run without one."""
    token = _address.set(request.httprequest.remote_addr if request else "")
    try:
        yield
    finally:
        _address.reset(token)


@contextmanager
def carried_out(address, outside_hours):
    """Carry out what was asked for from an address, within or outside office hours."""
    token = _asked.set(Asked(address or "", bool(outside_hours)))
    try:
        yield
    finally:
        _asked.reset(token)


def asked():
    """Return how that was asked for which is carried out now; None for what is done by hand."""
    return _asked.get()


def caller_address():
    """Return the address of the caller, or an empty text inside the server (jobs, shell)."""
    if before := _asked.get():
        return before.address
    return request.httprequest.remote_addr if request else _address.get()
