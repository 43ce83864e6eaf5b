"""The server is killed (kill -9) at every moment of an intake: no page is lost, none is there twice.

Each act runs in a process of its own with a connection of its own, which kills itself at some
statement, or right after a commit. Then it is tried again, as the client, the job runner or the cron
does, and killed a little later, until it gets through.
"""

import os
import signal
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, sql_db
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tests.common import get_db_name
from odoo.tools import SQL

from odoo.addons.eoffice_bekasi.tests.test_numbering import RealConnectionsCase
from odoo.addons.queue_job.job import Job

from ..models.scan_folder import ROOT_VARIABLE
from .common_files import pdf_file, tiff_file

#: Rows of the intake, in the order in which they can be deleted.
TABLES = (
    "queue_job",
    "eoffice_scan_page",
    "eoffice_scan_document",
    "eoffice_scan_file",
    "eoffice_scan_intake",
    "ir_attachment",
)
#: Each try gets so many statements further than the one before.
STEP = 7
TRIES = 60
COMMITTED = "committed"


@tagged("post_install", "-at_install")
class TestKill(RealConnectionsCase):
    """Uploads, folders and jobs under kill -9."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.cursor() as cr:
            cls.scan_marks = {table: cls.highest(cr, table) for table in TABLES}
        cls.addClassCleanup(cls.delete_scans)

    @classmethod
    def delete_scans(cls):
        with cls.cursor() as cr:
            for table in TABLES:
                cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE id > %s",
                        SQL.identifier(table),
                        cls.scan_marks[table],
                    )
                )

    # ------------------------------------------------------------------ a process that dies

    def in_process(self, act, at=None):
        """Run ``act(env)`` as one transaction in a process of its own.

        :param at: the statement at which it is killed, or ``COMMITTED``; None: it lives
        :return: whether it lived
        """
        pid = os.fork()
        if not pid:
            try:
                self.live_and_die(act, at)
                os._exit(0)
            except BaseException:  # noqa: BLE001 the parent reads the exit code
                traceback.print_exc()
                os._exit(1)
        _pid, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            self.assertEqual(os.WTERMSIG(status), signal.SIGKILL)
            return False
        self.assertEqual(os.WEXITSTATUS(status), 0, "it failed, see the log")
        return True

    def live_and_die(self, act, at):
        sql_db._Pool = None  # the connections there are the parent's
        self.registry._db = sql_db.db_connect(get_db_name())
        statements = 0

        def execute(cr, query, params=None, log_exceptions=True):
            nonlocal statements
            statements += 1
            if statements == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute_as_ever(cr, query, params, log_exceptions)

        def commit(cr):
            result = commit_as_ever(cr)
            if at == COMMITTED:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        execute_as_ever, commit_as_ever = sql_db.Cursor.execute, sql_db.Cursor.commit
        with (
            patch.object(sql_db.Cursor, "execute", execute),
            patch.object(sql_db.Cursor, "commit", commit),
            self.registry.cursor() as cr,
        ):
            env = api.Environment(cr, SUPERUSER_ID, {})
            retrying(lambda: act(env), env)

    def until_it_lives(self, act):
        """Try and kill, each time a little later, until it gets through; then once more as if its
        answer had been lost."""
        for turn in range(TRIES):
            if self.in_process(act, 1 + turn * STEP):
                break
        else:
            self.fail("it never got through")
        self.assertGreater(turn, 2, "it was killed before it got through")
        return turn

    def do_jobs(self):
        """Do the jobs of the intake as the job runner does, killing each on its way."""
        while True:
            uuid = self.query(
                "SELECT uuid FROM queue_job WHERE state = 'pending' AND id > %s ORDER BY id LIMIT 1",
                self.scan_marks["queue_job"],
            )
            if not uuid:
                return

            def act(env, uuid=uuid[0][0]):
                job = Job.load(env, uuid)
                job.perform()
                job.set_done()
                job.store()

            self.until_it_lives(act)

    # ------------------------------------------------------------------ what must be there

    def take(self, files):
        tray = self.jabatan["tu_pengirim"].id

        def act(env):
            given = [{"name": name, "content": content} for name, content in files]
            env["eoffice.scan.intake"]._take(env["eoffice.jabatan"].browse(tray), given, "upload")

        return act

    def assert_all_there_once(self, expected):
        """Each page of each file is there once, in one letter, with its picture.

        :param dict expected: file name to number of pages
        """
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            mark = self.scan_marks["eoffice_scan_file"]
            files = env["eoffice.scan.file"].search([("id", ">", mark)])
            self.assertEqual(sorted(files.mapped("name")), sorted(expected))
            for file in files:
                numbers = file.page_ids.sorted("number").mapped("number")
                self.assertEqual(numbers, list(range(1, expected[file.name] + 1)))
                self.assertEqual(file.state, "taken")
                self.assertTrue(file.attachment_id.raw)
                for page in file.page_ids:
                    self.assertTrue(page.image_id.raw)
                    self.assertTrue(page.thumbnail_id.raw)
                    self.assertEqual(page.document_id.intake_id, file.intake_id)
            intakes = files.intake_id
            self.assertEqual(intakes.mapped("state"), ["ready"] * len(intakes))
            self.assertEqual(sum(intakes.mapped("pages_in")), sum(expected.values()))
            self.assertTrue(all(intakes.mapped("pages_right")))
            documents = intakes.document_ids
            self.assertEqual(len(documents), len(expected))
            self.assertEqual(len(documents.page_ids), sum(expected.values()))

    def tearDown(self):
        self.delete_scans()
        super().tearDown()

    def test_upload_and_taking_apart(self):
        files = [
            ("surat.pdf", pdf_file(23, size=(60, 80))),  # two turns
            ("pindaian.tif", tiff_file(["satu", "dua"], compression="group4")),
        ]
        act = self.take(files)
        self.until_it_lives(act)
        self.assertFalse(self.in_process(act, COMMITTED), "its answer is lost")
        self.assertTrue(self.in_process(act), "and the client sends it again")
        self.do_jobs()
        self.assert_all_there_once({"surat.pdf": 23, "pindaian.tif": 2})

    def test_killed_right_after_the_commit(self):
        act = self.take([("surat.pdf", pdf_file(2, size=(60, 80)))])
        self.assertFalse(self.in_process(act, COMMITTED))
        self.assertTrue(self.in_process(act))
        self.do_jobs()
        self.assert_all_there_once({"surat.pdf": 2})

    def test_job_was_lost(self):
        self.assertTrue(self.in_process(self.take([("surat.pdf", pdf_file(2, size=(60, 80)))])))
        with self.cursor() as cr:
            cr.execute("DELETE FROM queue_job WHERE id > %s", [self.scan_marks["queue_job"]])
            cr.execute(
                "UPDATE eoffice_scan_file SET queued_at = queued_at - interval '1 hour' WHERE id > %s",
                [self.scan_marks["eoffice_scan_file"]],
            )
        self.until_it_lives(lambda env: env["eoffice.scan.file"]._cron_find_lost())
        self.do_jobs()
        self.assert_all_there_once({"surat.pdf": 2})

    def test_watched_folder(self):
        with TemporaryDirectory() as root, patch.dict(os.environ, {ROOT_VARIABLE: root}):
            with self.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                unit = env["eoffice.organisation"].browse(self.organisations["pengirim"].id)
                unit.scan_folder = "uji-pengirim"
                folder = Path(unit._scan_path())
            for number in (1, 2, 3):
                path = folder / f"scan{number}.pdf"
                path.write_bytes(pdf_file(number, size=(60, 80), text=f"Berkas {number}"))
                os.utime(path, (time.time() - 300 + number,) * 2)
            run = "_cron_take_folders"
            for turn in range(TRIES):
                at = COMMITTED if turn % 5 == 4 else 1 + turn * STEP
                if self.in_process(lambda env: getattr(env["eoffice.organisation"], run)(), at):
                    break
            else:
                self.fail("it never got through")
            names = sorted(one.name for one in folder.iterdir() if one.is_file())
            self.assertEqual(names, [])
            self.assertEqual(len(list((folder / "taken").iterdir())), 3)
            self.do_jobs()
            self.assert_all_there_once({"scan1.pdf": 1, "scan2.pdf": 2, "scan3.pdf": 3})
