import json
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

import psycopg2
from passlib.context import CryptContext

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.orm.registry import DummyRLock
from odoo.service.model import retrying
from odoo.sql_db import connection_info_for
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import SQL, mute_logger

from odoo.addons.queue_job.job import Job

from ..models import naskah_numbering
from .common import TEXT, OfficeCase, OfficeMixin

SIGNERS = 20
LETTERS = 60
#: Rows with an id above the mark are this test's; in the order in which they can be deleted.
TABLES = (
    "queue_job",
    "eoffice_event_link",
    "eoffice_remark",
    "eoffice_event",
    "eoffice_disposition",
    "eoffice_signature",
    "eoffice_agenda",
    "eoffice_naskah",
    "eoffice_reserved_number",
    "eoffice_minutes",
    "eoffice_number_block",
    "eoffice_register_counter",
    "eoffice_register",
    "eoffice_assignment",
    "eoffice_jabatan",
    "eoffice_organisation",
    "eoffice_naskah_type",
    "eoffice_classification",
    "eoffice_instruction",
)


class RealConnectionsCase(OfficeMixin, BaseCase):
    """Letters that are committed, signed through as many real connections as there are signers.

    Nothing here is rolled back at the end, so what was made is deleted again.
    """

    #: Connections that begin together.
    signers = SIGNERS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.addClassCleanup(cls.registry.clear_all_caches)
        # Held by the thread that runs the tests; the registry is loaded, nobody changes it now.
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))
        with cls.cursor() as cr:
            cls.marks = {table: cls.highest(cr, table) for table in (*TABLES, "res_users")}
        cls.addClassCleanup(cls.delete_what_was_made)
        crypt = CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1)
        users = "odoo.addons.base.models.res_users.ResUsersPatchedInTest._crypt_context"
        with cls.cursor() as cr, patch(users, lambda self: crypt):
            cls.env = api.Environment(cr, SUPERUSER_ID, {"no_reset_password": True})
            cls.build_city()
        cls.env = None

    @classmethod
    def build_city(cls):
        """Make one SKPD with two who sign, and another that receives."""
        cls.organisations, cls.jabatan, cls.users = {}, {}, {}
        for key in ("pengirim", "penerima"):
            cls.add_organisation(key, f"Dinas {key}", kind="dinas", abbreviation=f"Uji-{key}")
            head = cls.add_jabatan(f"kadis_{key}", f"Kepala {key}", key, None, may_sign=True)
            cls.set_head(key, head)
        cls.add_jabatan(
            "sekretaris_pengirim",
            "Sekretaris pengirim",
            "pengirim",
            cls.jabatan["kadis_pengirim"],
            may_sign=True,
        )
        cls.klasifikasi = cls.env["eoffice.classification"].create(
            {"code": "999.8", "name": "Penomoran (uji)"}
        )
        cls.type_sd = cls.env["eoffice.naskah.type"].create(
            {
                "name": "Surat Dinas (uji penomoran)",
                "code": "SDN",
                "number_pattern": "{klas}/{urut}/{unit}",
                "distribute_on_seal": True,
            }
        )

    @classmethod
    def cursor(cls):
        """Return a real cursor; as a context it commits at its end, hooks included."""
        return cls.registry.cursor()

    @staticmethod
    def highest(cr, table):
        cr.execute(SQL("SELECT COALESCE(max(id), 0) FROM %s", SQL.identifier(table)))
        return cr.fetchone()[0]

    @classmethod
    def delete_what_was_made(cls):
        with cls.cursor() as cr:
            # The log and the registers refuse to be changed; only the owner of the tables can
            # switch that off.
            logs = [SQL.identifier(f"eoffice_{name}") for name in ("event", "event_link", "agenda")]
            for log in logs:
                cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", log))
            for table in TABLES:
                cr.execute(
                    SQL("DELETE FROM %s WHERE id > %s", SQL.identifier(table), cls.marks[table])
                )
            for log in logs:
                cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", log))
            env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
            users = env["res.users"].search([("id", ">", cls.marks["res_users"])])
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    # ------------------------------------------------------------------ letters that wait

    def letters_to_sign(self, count, by=("kadis_pengirim", "sekretaris_pengirim")):
        """Commit letters that wait for a signature; return [(letter id, signer's account id)]."""
        waiting = []
        with self.cursor() as cr:
            for place in range(count):
                key = by[place % len(by)]
                env = api.Environment(cr, self.users[key].id, {})
                naskah = env["eoffice.naskah"].create(
                    {
                        "type_id": self.type_sd.id,
                        "classification_id": self.klasifikasi.id,
                        "subject": f"Surat ke-{place}",
                        "body": TEXT,
                        "recipient_ids": [
                            (0, 0, {"jabatan_id": self.jabatan["kadis_penerima"].id})
                        ],
                    }
                )
                naskah.action_submit()
                step = naskah.step_ids.filtered(lambda step: step.state == "current")
                self.assertEqual((step.kind, step.jabatan_id.id), ("sign", self.jabatan[key].id))
                waiting.append((naskah.id, env.uid))
        return waiting

    def sign_one(self, naskah_id, uid):
        """Sign as one request does: with its own connection, retried, committed, hooks run."""
        with self.cursor() as cr:
            naskah = api.Environment(cr, uid, {})["eoffice.naskah"].browse(naskah_id)
            return retrying(naskah.action_sign, naskah.env)

    def sign_at_once(self, waiting, sign=None):
        """Sign with many threads that all start together; return what each call gave or raised."""
        barrier = threading.Barrier(min(self.signers, len(waiting)))
        local = threading.local()

        def work(one):
            if not getattr(local, "started", False):
                local.started = True
                barrier.wait(60)
            try:
                return (sign or self.sign_one)(*one)
            except Exception as error:  # noqa: BLE001 - the test looks at what came
                return error

        with ThreadPoolExecutor(barrier.parties) as pool:
            return list(pool.map(work, waiting))

    def run_jobs(self):
        """Run the jobs that are left, as the job runner does, until none is left."""
        while True:
            with self.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                jobs = env["queue.job"].search(
                    [
                        ("state", "in", ("pending", "enqueued", "started")),
                        ("id", ">", self.marks["queue_job"]),
                    ],
                    order="id",
                )
                uuids = jobs.mapped("uuid")
            if not uuids:
                return
            for uuid in uuids:
                with self.cursor() as cr:
                    job = Job.load(api.Environment(cr, SUPERUSER_ID, {}), uuid)
                    job.set_started()
                    job.store()
                    # as the job runner does before it performs a job
                    cr.commit()  # pylint: disable=invalid-commit
                    job.perform()
                    job.set_done()
                    job.store()

    # ------------------------------------------------------------------ looking at the result

    def query(self, statement, *params):
        with self.cursor() as cr:
            cr.execute(statement, params)
            return cr.fetchall()

    def state_of(self, waiting):
        """Return the states of these letters by id."""
        ids = [naskah_id for naskah_id, _uid in waiting]
        return dict(self.query("SELECT id, state FROM eoffice_naskah WHERE id = ANY(%s)", ids))

    def counter(self, kind="keluar", key="pengirim"):
        """Return how far the register of an SKPD has counted this year."""
        rows = self.query(
            """SELECT c.last_number FROM eoffice_register_counter c
                 JOIN eoffice_register r ON r.id = c.register_id
                WHERE r.organisation_id = %s AND r.kind = %s""",
            self.organisations[key].id,
            kind,
        )
        return rows[0][0] if rows else 0

    def assert_register_is_whole(self, kind="keluar", key="pengirim"):
        """Numbers 1 to n, each once; counter and agenda lines say the same."""
        last = self.counter(kind, key)
        self.assertEqual(
            [
                row[0]
                for row in self.query(
                    """SELECT a.number FROM eoffice_agenda a
                        WHERE a.skpd_id = %s AND a.direction = %s ORDER BY a.number""",
                    self.organisations[key].id,
                    kind,
                )
            ],
            list(range(1, last + 1)),
        )
        if kind == "keluar":
            rows = self.query(
                """SELECT n.number_seq, n.number, a.number, a.letter_number FROM eoffice_naskah n
                     LEFT JOIN eoffice_agenda a ON a.naskah_id = n.id AND a.direction = 'keluar'
                    WHERE n.skpd_id = %s AND n.number_seq IS NOT NULL ORDER BY n.number_seq""",
                self.organisations[key].id,
            )
            self.assertEqual(
                rows,
                [
                    (seq, f"999.8/{seq}/Uji-{key}", seq, f"999.8/{seq}/Uji-{key}")
                    for seq in range(1, last + 1)
                ],
            )

    def assert_nothing_is_lost(self, waiting):
        """Each letter is either signed with all that goes with it, or waits with all it had."""
        rows = self.query(
            """SELECT n.id, n.state, n.number IS NOT NULL, c.subject, c.body, s.payload,
                      s.payload_sha256 = encode(sha256(convert_to(s.payload, 'UTF8')), 'hex'),
                      (SELECT count(*) FROM eoffice_event e
                        WHERE e.naskah_id = n.id AND e.kind = 'signed'),
                      (SELECT p.state FROM eoffice_approval_step p
                        WHERE p.naskah_id = n.id AND p.kind = 'sign')
                 FROM eoffice_naskah n
                 JOIN eoffice_naskah_content c ON c.naskah_id = n.id
                 LEFT JOIN eoffice_signature s ON s.naskah_id = n.id
                WHERE n.id = ANY(%s)""",
            [naskah_id for naskah_id, _uid in waiting],
        )
        self.assertEqual(len(rows), len(waiting))
        for id_, state, numbered, subject, body, payload, digest_fits, signed, step in rows:
            with self.subTest(letter=id_, state=state):
                self.assertTrue(subject.startswith("Surat ke-"))
                self.assertEqual(body, TEXT)
                if state == "approval":
                    self.assertEqual((numbered, payload, signed, step), (False, None, 0, "current"))
                    continue
                self.assertEqual((step, digest_fits), ("done", True))
                self.assertEqual(json.loads(payload)["subject"], subject)
                self.assertEqual((numbered, signed), (state != "signing", int(state != "signing")))


@tagged("post_install", "-at_install")
class TestNumberIsGivenOnce(RealConnectionsCase):
    """Under any number of concurrent signers: no duplicate, no gap, no letter lost."""

    def test_many_connections_at_once(self):
        waiting = self.letters_to_sign(LETTERS)
        before = self.counter()
        pids = set()

        def sign(naskah_id, uid):
            with self.cursor() as cr:
                cr.execute("SELECT pg_backend_pid()")
                pids.add(cr.fetchone()[0])
                naskah = api.Environment(cr, uid, {})["eoffice.naskah"].browse(naskah_id)
                return retrying(naskah.action_sign, naskah.env)

        answers = self.sign_at_once(waiting, sign)
        self.assertGreaterEqual(len(pids), SIGNERS)
        self.assertEqual([type(answer) for answer in answers], [dict] * LETTERS, answers)
        # The number is there when the request has been answered; no job has run yet.
        self.assertEqual(set(self.state_of(waiting).values()), {"signed"})
        self.assertEqual(self.counter(), before + LETTERS)
        self.assert_register_is_whole()
        self.assert_nothing_is_lost(waiting)

    def test_two_tabs(self):
        """The same letter signed twice at the same moment: one number, one clear message."""
        waiting = self.letters_to_sign(1)
        before = self.counter()
        ((naskah_id, uid),) = waiting
        with self.cursor() as first, self.cursor() as second:
            tabs = [
                api.Environment(cr, uid, {})["eoffice.naskah"].browse(naskah_id)
                for cr in (first, second)
            ]
            # Both have the page open: each has read the letter in its own transaction.
            self.assertEqual([tab.state for tab in tabs], ["approval"] * 2)
            tabs[0].action_sign()
            with self.assertRaisesRegex(UserError, "acting on this letter"):
                tabs[1].action_sign()
            first.commit()
            with self.assertRaisesRegex(UserError, "Reload the page"):
                retrying(tabs[1].action_sign, tabs[1].env)
            second.rollback()
        self.assertEqual(self.counter(), before + 1)
        self.assert_register_is_whole()
        self.assert_nothing_is_lost(waiting)

    def test_many_tabs(self):
        """Twenty requests for one letter give one number."""
        waiting = self.letters_to_sign(1)
        before = self.counter()
        answers = self.sign_at_once(waiting * SIGNERS)
        self.assertEqual(len([answer for answer in answers if isinstance(answer, dict)]), 1)
        refused = [answer for answer in answers if not isinstance(answer, dict)]
        self.assertEqual({type(error) for error in refused}, {UserError}, refused)
        self.assertEqual(self.counter(), before + 1)
        self.assert_register_is_whole()

    def test_a_failure_takes_no_number(self):
        """What breaks after the counter was raised lowers it again; the job finishes the letter."""
        waiting = self.letters_to_sign(2)
        before = self.counter()
        Event = self.registry["eoffice.event"]
        insert, failed = Event._insert, []

        def fail_once(model, cr, rows):
            if rows[0][1] == "signed" and not failed:
                failed.append(self.counter_inside(cr))
                raise RuntimeError("power failure")
            return insert(model, cr, rows)

        with (
            patch.object(Event, "_insert", fail_once),
            mute_logger("odoo.addons.eoffice_bekasi.tools.transaction"),
        ):
            self.assertEqual(self.sign_one(*waiting[0])["state"], "signing")
        self.assertEqual(failed, [before + 1], "it failed with the number in hand")
        self.assertEqual(self.counter(), before)
        self.assertEqual(self.state_of(waiting[:1]), {waiting[0][0]: "signing"})
        self.sign_one(*waiting[1])
        self.run_jobs()
        self.assertEqual(self.counter(), before + 2)
        self.assert_register_is_whole()
        self.assert_nothing_is_lost(waiting)

    def counter_inside(self, cr):
        cr.execute(
            """SELECT c.last_number FROM eoffice_register_counter c
                 JOIN eoffice_register r ON r.id = c.register_id
                WHERE r.organisation_id = %s AND r.kind = 'keluar'""",
            [self.organisations["pengirim"].id],
        )
        return cr.fetchone()[0]

    def test_a_failure_before_takes_nothing(self):
        """When freezing fails the letter stays on the desk as it was."""
        waiting = self.letters_to_sign(1)
        before = self.counter()
        with (
            patch.object(
                self.registry["eoffice.naskah"], "_freeze", side_effect=RuntimeError("no disk")
            ),
            self.assertRaises(RuntimeError),
        ):
            self.sign_one(*waiting[0])
        self.assertEqual(self.state_of(waiting), {waiting[0][0]: "approval"})
        self.assertEqual(self.counter(), before)
        self.assert_nothing_is_lost(waiting)
        self.sign_one(*waiting[0])
        self.assertEqual(self.counter(), before + 1)

    def test_the_job_finishes_and_does_nothing_twice(self):
        """Numbered once, sealed once, sent once, however often the job runs."""
        waiting = self.letters_to_sign(3)
        for one in waiting:
            self.sign_one(*one)
        self.run_jobs()
        self.assertEqual(set(self.state_of(waiting).values()), {"distributed"})
        before = self.everything()
        for naskah_id, _uid in waiting * 2:
            with self.cursor() as cr:
                naskah = api.Environment(cr, SUPERUSER_ID, {})["eoffice.naskah"].browse(naskah_id)
                naskah._finish_signing()
                naskah._number_now()
                naskah._distribute_now()
        self.assertEqual(self.everything(), before)
        self.assert_register_is_whole()
        self.assert_register_is_whole("masuk", "penerima")

    def test_two_runners_at_once(self):
        """Two runs of one letter's job at the same time: one of them does it."""
        waiting = self.letters_to_sign(4)
        for one in waiting:
            self.sign_one(*one)

        def finish(naskah_id, _uid):
            with self.cursor() as cr:
                naskah = api.Environment(cr, SUPERUSER_ID, {})["eoffice.naskah"].browse(naskah_id)
                return retrying(naskah._finish_signing, naskah.env)

        answers = self.sign_at_once(waiting * 3, finish)
        self.assertFalse([one for one in answers if isinstance(one, Exception)])
        self.run_jobs()
        self.assertEqual(set(self.state_of(waiting).values()), {"distributed"})
        self.assert_register_is_whole()
        self.assert_register_is_whole("masuk", "penerima")
        sent = self.query(
            """SELECT naskah_id, count(*) FROM eoffice_event
                WHERE kind IN ('sealed', 'distributed') AND naskah_id = ANY(%s)
                GROUP BY naskah_id, kind""",
            [naskah_id for naskah_id, _uid in waiting],
        )
        self.assertEqual([count for _id, count in sent], [1] * 8)

    def everything(self):
        """Return how many rows of each kind there are."""
        return [self.query(f"SELECT count(*) FROM {table}") for table in TABLES]


@tagged("post_install", "-at_install")
class TestNothingIsLostWhenConnectionsDie(RealConnectionsCase):
    """Transactions killed at random points: after the jobs have run all is as it should be."""

    def test_killed_connections(self):
        dice = random.Random(20131)  # the same points in each run, as far as threads allow
        killed = []

        def kill(cr, where):
            with self.executioner() as judge:
                judge.execute(
                    "SELECT pg_terminate_backend(%s, 5000)", [cr.connection.info.backend_pid]
                )
            killed.append(where)

        def after_statement(cr, query, *_timing):
            if dice.random() < 0.0015:
                kill(cr, query)

        cursor_class = type(self.cursor().__enter__())
        commit = cursor_class.commit

        def before_commit(cr):
            # 5 of 100 transactions die in the moment of their commit, others on their way.
            if getattr(threading.current_thread(), "mortal", False) and dice.random() < 0.05:
                kill(cr, "commit")
            return commit(cr)

        def sign(naskah_id, uid):
            thread = threading.current_thread()
            thread.query_hooks, thread.mortal = [after_statement], True
            try:
                return self.sign_one(naskah_id, uid)
            finally:
                thread.query_hooks, thread.mortal = [], False

        waiting = self.letters_to_sign(LETTERS)
        with (
            patch.object(cursor_class, "commit", before_commit),
            mute_logger("odoo.sql_db", "odoo.addons.eoffice_bekasi.tools.transaction"),
        ):
            answers = self.sign_at_once(waiting, sign)
        self.assertGreaterEqual(len(killed), 3, "some transactions must have died")
        died = [answer for answer in answers if isinstance(answer, Exception)]
        self.assertFalse(
            [one for one in died if not isinstance(one, psycopg2.Error)], "no other failure"
        )
        self.assert_register_is_whole()
        self.assert_nothing_is_lost(waiting)
        self.run_jobs()
        states = self.state_of(waiting)
        self.assertLessEqual(set(states.values()), {"approval", "distributed"})
        self.assert_register_is_whole()
        self.assert_register_is_whole("masuk", "penerima")
        self.assert_nothing_is_lost(waiting)
        # Whoever was told that it failed presses the button again.
        for naskah_id, uid in waiting:
            if states[naskah_id] == "approval":
                self.sign_one(naskah_id, uid)
        self.run_jobs()
        self.assertEqual(set(self.state_of(waiting).values()), {"distributed"})
        self.assertEqual(self.counter(), LETTERS)
        self.assert_register_is_whole()
        self.assert_nothing_is_lost(waiting)

    @contextmanager
    def executioner(self):
        """Yield a cursor of a connection outside the pool."""
        _name, info = connection_info_for(get_db_name())
        connection = psycopg2.connect(**info)
        try:
            with connection, connection.cursor() as judge:
                yield judge
        finally:
            connection.close()


@tagged("post_install", "-at_install")
class TestTurnOfTheYear(OfficeCase):
    """A number belongs to the year in Bekasi in which it is given; each year begins with 1."""

    def sign_on(self, *days):
        """Sign a new letter; the office's clock shows these days one after the other."""
        naskah = self.approve(self.draft())
        shown = iter(days)
        with patch.object(naskah_numbering, "office_today", lambda: next(shown)):
            self.as_user("kadis_kesehatan", naskah).action_sign()
        naskah.invalidate_recordset()
        return naskah.number_seq, naskah.number_year, str(naskah.letter_date)

    def counters(self):
        register = self.env["eoffice.register"].search(
            [
                ("organisation_id", "=", self.organisations["kesehatan"].id),
                ("kind", "=", "keluar"),
            ]
        )
        self.env.invalidate_all()
        return {counter.year: counter.last_number for counter in register.counter_ids}

    def test_each_year_begins_with_one(self):
        old, new = date(2030, 12, 31), date(2031, 1, 1)
        self.assertEqual(self.sign_on(old, old), (1, 2030, "2030-12-31"))
        self.assertEqual(self.sign_on(old, old), (2, 2030, "2030-12-31"))
        self.assertEqual(self.sign_on(new, new), (1, 2031, "2031-01-01"))
        self.assertEqual(self.counters(), {2030: 2, 2031: 1})

    def test_waiting_over_midnight_gives_the_number_back(self):
        """Begun at 23:59:59, the counter's turn came at 00:00:00: a number of the new year."""
        old, new = date(2030, 12, 31), date(2031, 1, 1)
        self.sign_on(old, old)
        self.assertEqual(self.sign_on(old, new, new, new), (1, 2031, "2031-01-01"))
        self.assertEqual(self.counters(), {2030: 1, 2031: 1}, "no gap in the old year")

    def test_midnight_inside_the_year_keeps_dates_in_order(self):
        """The date is read while the counter is held: a higher number has no earlier date."""
        first, second = date(2030, 5, 1), date(2030, 5, 2)
        self.assertEqual(self.sign_on(first, second), (1, 2030, "2030-05-02"))
        self.assertEqual(self.sign_on(second, second), (2, 2030, "2030-05-02"))

    def test_registers_are_apart(self):
        """Each SKPD counts by itself; incoming and outgoing too."""
        day = date(2030, 5, 1)
        self.sign_on(day, day)
        other = self.approve(self.draft("staf_sosial", kepada=("kadis_kesehatan",)))
        self.as_user("kadis_sosial", other).action_sign()
        other.invalidate_recordset()
        self.assertEqual(other.number_seq, 1)
        agenda = other.sudo().agenda_ids.filtered(lambda line: line.direction == "masuk")
        self.assertEqual((agenda.skpd_id, agenda.number), (self.organisations["kesehatan"], 1))

    def test_a_number_twice_is_refused_by_the_database(self):
        naskah, other = self.sign(self.draft()), self.sign(self.draft())
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE eoffice_naskah SET number_seq = %s WHERE id = %s",
                [naskah.number_seq, other.id],
            )

    def test_signed_without_number_is_refused_by_the_database(self):
        naskah = self.sign(self.draft())
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE eoffice_naskah SET number = NULL WHERE id = %s", [naskah.id]
            )
