"""The address a call comes from, also where Odoo hides the request (XML-RPC and JSON-RPC)."""

from contextlib import contextmanager
from contextvars import ContextVar

from odoo.http import request

_address = ContextVar("eoffice_caller_address", default="")


@contextmanager
def remembered():
    """Keep the address of the current request for calls that run without one."""
    token = _address.set(request.httprequest.remote_addr if request else "")
    try:
        yield
    finally:
        _address.reset(token)


def caller_address():
    """Return the address of the caller, or an empty text inside the server (jobs, shell)."""
    return request.httprequest.remote_addr if request else _address.get()
