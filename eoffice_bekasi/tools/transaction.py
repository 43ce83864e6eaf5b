"""A short transaction of its own, for what must be given once (numbers, agenda entries).

Odoo runs in repeatable read: a counter row updated there fails with a serialisation error for
everyone who began earlier. A short read-committed transaction waits for the row instead, and
holds it only for the few statements inside.
"""

import logging
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial

from psycopg2.extensions import TRANSACTION_STATUS_IDLE

_logger = logging.getLogger(__name__)

#: Context value (under ``INLINE_KEY``) that makes the short transaction run in the caller's own.
#: It is an object, not a word, so that no RPC client can send it.
INLINE = object()
INLINE_KEY = "eoffice_inline"


def is_inline(env):
    """Whether numbering and distribution run inside the caller's transaction.

    True only while demo data are loaded and in tests that roll everything back: there, a second
    connection could not see what the first has not committed.
    """
    return env.context.get(INLINE_KEY) is INLINE


@contextmanager
def short_transaction(env):
    """Yield a cursor on a read-committed transaction of its own; commit at the end.

    :param env: the caller's environment (only its registry is used, unless inline)
    """
    if is_inline(env):
        env.flush_all()
        yield env.cr
        env.invalidate_all()
        return
    with env.registry.cursor() as cr:
        # A test cursor lives inside the test's transaction, whose isolation is already fixed.
        if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
            cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        yield cr


def after_commit(env, function):
    """Call ``function(env)`` once the current transaction is committed; at once when inline.

    It gets an environment with a cursor of its own. A failure is logged, not raised: what was
    committed stays, and the job left behind by the caller does the rest. It runs as the caller ran:
    with his address (``tools/caller.py``).
    """
    if is_inline(env):
        function(env)
        return
    registry, uid, context, su = env.registry, env.uid, env.context, env.su

    def run():
        try:
            with registry.cursor() as cr:
                function(env(cr=cr, user=uid, context=context, su=su))
        except Exception:
            _logger.exception("After the commit; the job left behind will do it")

    env.cr.postcommit.add(partial(copy_context().run, run))
