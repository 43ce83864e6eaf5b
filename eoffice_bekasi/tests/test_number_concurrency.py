import random
import threading
from unittest.mock import patch

import psycopg2

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from ..tools.local_time import office_today
from .test_numbering import RealConnectionsCase

CONNECTIONS = 50
#: What happens at once: letters signed, of which some with a number that was reserved, and of
#: these some whose number somebody makes void in the same moment; reservations made and ended.
LETTERS, CHOSEN, CONTESTED, RESERVED, ENDED = 40, 12, 6, 16, 12
MINUTES = {"number": "BA/1", "date": "2026-01-02", "text": "Salah cetak."}


@tagged("post_install", "-at_install")
class TestSigningReservingAndVoidingMixed(RealConnectionsCase):
    """50 connections at once, 5 of 100 transactions killed: no duplicate, no gap that nobody can
    explain, no letter lost."""

    signers = CONNECTIONS

    @classmethod
    def build_city(cls):
        result = super().build_city()
        cls.register = cls.env["eoffice.register"].search(
            [
                ("organisation_id", "=", cls.organisations["pengirim"].id),
                ("kind", "=", "keluar"),
            ]
        )
        return result

    def as_registry(self, verb):
        """Do something as the registry does in one request: own connection, retried, committed."""
        with self.cursor() as cr:
            self.pids.add(cr.connection.info.backend_pid)
            env = api.Environment(cr, self.users["tu_pengirim"].id, {})
            return retrying(lambda: verb(env), env)

    def reserve(self, count, _uid=None):
        return self.as_registry(
            lambda env: (
                env["eoffice.register"]
                .browse(self.register.id)
                .action_reserve(count, office_today(), "Cadangan")
            )
        )

    def end(self, reserved_id, how):
        def verb(env):
            number = env["eoffice.reserved.number"].browse(reserved_id)
            if how == "void":
                return number.action_void("Salah", MINUTES)
            return number.action_release("Tidak jadi")

        return self.as_registry(verb)

    def choose(self, naskah_id, reserved_id):
        return self.as_registry(
            lambda env: env["eoffice.naskah"].browse(naskah_id).action_use_reserved(reserved_id)
        )

    def sign(self, naskah_id, uid):
        with self.cursor() as cr:
            self.pids.add(cr.connection.info.backend_pid)
            naskah = api.Environment(cr, uid, {})["eoffice.naskah"].browse(naskah_id)
            return retrying(naskah.action_sign, naskah.env)

    def mortal(self, killed):
        """Return a context in which threads that are marked mortal lose their connections: one in
        20 transactions as it commits, and others at any statement."""
        dice = random.Random(8)  # the same points in each run, as far as threads allow
        cursor_class = sql_db.Cursor
        commit = cursor_class.commit
        _name, info = sql_db.connection_info_for(get_db_name())

        def kill(cr):
            connection = psycopg2.connect(**info)
            try:
                with connection, connection.cursor() as judge:
                    judge.execute(
                        "SELECT pg_terminate_backend(%s, 5000)",
                        [cr.connection.info.backend_pid],
                    )
            finally:
                connection.close()
            killed.append(cr)

        def before_commit(cr):
            if getattr(threading.current_thread(), "mortal", False) and dice.random() < 0.05:
                kill(cr)
            return commit(cr)

        def after_statement(cr, _query, *_timing):
            if dice.random() < 0.0015:
                kill(cr)

        return patch.object(cursor_class, "commit", before_commit), after_statement

    def test_all_at_once(self):
        self.pids = set()
        # A signature takes a second connection for its number while it holds the first.
        self.startPatcher(patch.object(sql_db._Pool, "_maxconn", 2 * CONNECTIONS + 20))
        waiting = self.letters_to_sign(LETTERS)
        first = self.reserve(CHOSEN + ENDED)
        chosen = dict(zip([id_ for id_, _uid in waiting], first["ids"][:CHOSEN], strict=False))
        for naskah_id, reserved_id in chosen.items():
            self.choose(naskah_id, reserved_id)
        contested = list(chosen.values())[:CONTESTED]
        work = [(self.sign, one) for one in waiting]
        work += [(self.reserve, (1 + place % 3, None)) for place in range(RESERVED)]
        work += [
            (self.end, (id_, ("void", "release")[place % 2]))
            for place, id_ in enumerate(first["ids"][CHOSEN:] + contested)
        ]
        random.Random(8).shuffle(work)
        self.pids.clear()
        killed = []
        context, after_statement = self.mortal(killed)

        def act(verb, values):
            thread = threading.current_thread()
            thread.query_hooks, thread.mortal = [after_statement], True
            try:
                return verb(*values)
            finally:
                thread.query_hooks, thread.mortal = [], False

        quiet = (
            "odoo.sql_db",
            "odoo.addons.eoffice_bekasi.tools.transaction",
            "odoo.service.model",
        )
        with context, mute_logger(*quiet):
            answers = self.sign_at_once(work, act)
        self.assertGreaterEqual(len(self.pids), CONNECTIONS)
        self.assertGreaterEqual(len(killed), 3, "some transactions must have died")
        failed = [one for one in answers if isinstance(one, Exception)]
        self.assertFalse(
            [one for one in failed if not isinstance(one, (psycopg2.Error, UserError))],
            "no other failure",
        )
        refused = [one for one in failed if isinstance(one, UserError)]
        # A letter and its number's end exclude each other, so at most one of each pair is refused.
        self.assertLessEqual(len(refused), CONTESTED, refused)
        self.assert_explained()
        self.assert_nothing_is_lost(waiting)
        self.run_jobs()
        self.assert_explained()
        self.assert_nothing_is_lost(waiting)
        self.assert_reservations_are_kept(chosen)
        self.finish(waiting, chosen)

    def finish(self, waiting, chosen):
        """Whoever was told that it failed presses again; the registry mends what is void."""
        for naskah_id, state in self.state_of(waiting).items():
            if state != "approval":
                continue
            if naskah_id in chosen and self.states()[chosen[naskah_id]] != "open":
                self.as_registry(
                    lambda env, id_=naskah_id: (
                        env["eoffice.naskah"].browse(id_).action_unuse_reserved()
                    )
                )
            self.sign(naskah_id, dict(waiting)[naskah_id])
        self.run_jobs()
        self.assertEqual(set(self.state_of(waiting).values()), {"distributed"})
        self.assert_explained()
        self.assert_nothing_is_lost(waiting)

    def states(self):
        return dict(
            self.query(
                "SELECT id, state FROM eoffice_reserved_number WHERE register_id = %s",
                self.register.id,
            )
        )

    def assert_explained(self):
        """Each number up to the counter once: a letter with its line, or a row that says why."""
        letters = self.query(
            """SELECT n.number_seq FROM eoffice_naskah n
                 JOIN eoffice_agenda a ON a.naskah_id = n.id AND a.direction = 'keluar'
                      AND a.number = n.number_seq AND a.register_id = n.register_id
                WHERE n.register_id = %s""",
            self.register.id,
        )
        rows = self.query(
            """SELECT number FROM eoffice_reserved_number
                WHERE register_id = %s AND state <> 'used'""",
            self.register.id,
        )
        numbers = sorted(number for (number,) in letters + rows)
        self.assertEqual(numbers, list(range(1, self.counter() + 1)))
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            register = env["eoffice.register"].browse(self.register.id)
            self.assertEqual(register._check_numbers(), [], "the register's own check agrees")
        lost = self.query(
            """SELECT r.id FROM eoffice_reserved_number r
                WHERE r.register_id = %s AND (r.state = 'used') <> EXISTS (
                    SELECT FROM eoffice_naskah n
                     WHERE n.reserved_number_id = r.id AND n.number_seq = r.number)""",
            self.register.id,
        )
        self.assertFalse(lost, "used means that a letter has it")
        unlogged = self.query(
            """SELECT r.number FROM eoffice_reserved_number r
                WHERE r.register_id = %s AND NOT EXISTS (
                    SELECT FROM eoffice_event e
                     WHERE e.kind = 'numbers_reserved'
                       AND (e.detail ->> 'register_id')::int = r.register_id
                       AND e.detail -> 'numbers' @> to_jsonb(r.number))""",
            self.register.id,
        )
        self.assertFalse(unlogged, "each reservation is in the log")

    def assert_reservations_are_kept(self, chosen):
        """A letter for which a number was chosen has that number, or none and still waits."""
        rows = self.query(
            """SELECT n.state, n.number_seq, r.number, r.state FROM eoffice_naskah n
                 JOIN eoffice_reserved_number r ON r.id = n.reserved_number_id
                WHERE n.id = ANY(%s)""",
            list(chosen),
        )
        self.assertEqual(len(rows), len(chosen))
        for state, seq, number, reserved in rows:
            with self.subTest(number=number):
                if state == "approval":
                    self.assertIsNone(seq)
                    self.assertIn(reserved, ("open", "void", "released"))
                else:
                    self.assertEqual((seq, reserved), (number, "used"))
