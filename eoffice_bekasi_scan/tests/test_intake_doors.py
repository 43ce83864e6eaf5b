"""The doors into a tray: upload, watched folder, e-mail."""

import json
import os
import time
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.eoffice_bekasi.tests.common import OfficeHttpMixin

from ..models.scan_folder import ROOT_VARIABLE
from .common_files import ScanCase, pdf_file, picture_file

FOLDER = "odoo.addons.eoffice_bekasi_scan.models.scan_folder"
APART = "odoo.addons.eoffice_bekasi_scan.models.scan_file_apart"


@tagged("post_install", "-at_install")
class TestUpload(OfficeHttpMixin, HttpCase):
    """Files that people send, whole or in pieces, get into the tray of their desk."""

    def setUp(self):
        super().setUp()
        # Jobs run inside the request here; reading has tests of its own.
        self.patch(type(self.env["eoffice.scan.document"]), "_read_later", lambda documents: None)

    def send(self, path="upload", files=(), by="tu_kesehatan", **values):
        self.authenticate(self.users[by].login, "bekasi")
        with mute_logger("odoo.http", APART):
            answer = self.url_open(
                f"/eoffice/scan/{path}",
                data={"csrf_token": Request.csrf_token(self), **values},
                files=[("ufile", file) for file in files] or None,
                timeout=60,
            )
        return answer.status_code, answer.json()

    def test_many_at_once(self):
        status, said = self.send(
            files=[("a.pdf", pdf_file(2)), ("b.png", picture_file("PNG")), ("c.exe", b"MZ123")]
        )
        self.assertEqual(status, 200)
        self.assertEqual([one["state"] for one in said["files"]], ["taken", "taken", "refused"])
        self.assertTrue(said["files"][2]["refusal"])
        intake = self.env["eoffice.scan.intake"].browse(said["intake_id"])
        self.assertEqual(intake.tray_jabatan_id, self.jabatan["tu_kesehatan"])
        self.assertEqual(intake.received_by_id, self.users["tu_kesehatan"])
        self.assertEqual(len(intake.document_ids), 2)

    def test_answer_was_lost_and_it_is_sent_again(self):
        content = pdf_file(2)
        _status, first = self.send(files=[("a.pdf", content)])
        _status, again = self.send(files=[("a.pdf", content)])
        self.assertEqual(first, again)

    def test_who_keeps_no_registry(self):
        for by in ("kadis_kesehatan", "staf_kesehatan", "administrator"):
            with self.subTest(by):
                status, said = self.send(files=[("a.pdf", pdf_file(1))], by=by)
                self.assertEqual(status, 403)
                self.assertTrue(said["error"])
        self.assertFalse(self.env["eoffice.scan.intake"].search_count([]))

    def test_another_desks_tray(self):
        status, _said = self.send(
            files=[("a.pdf", pdf_file(1))], tray_id=self.jabatan["tu_pendidikan"].id
        )
        self.assertEqual(status, 403)

    def test_another_desks_collection(self):
        _status, said = self.send(
            files=[("1.jpg", picture_file("JPEG"))],
            by="tu_pendidikan",
            source="camera",
            collecting="1",
        )
        status, _said = self.send(
            files=[("2.jpg", picture_file("JPEG", "dua"))], into=said["intake_id"], source="camera"
        )
        self.assertEqual(status, 403)

    def test_without_token(self):
        self.authenticate(self.users["tu_kesehatan"].login, "bekasi")
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/eoffice/scan/upload", files=[("ufile", ("a.pdf", pdf_file(1)))]
            )
        self.assertEqual(answer.status_code, 400)

    def test_nothing(self):
        self.assertEqual(self.send()[0], 422)

    def pieces(self, content, length=1000, upload="0" * 32, **values):
        for offset in range(0, len(content), length):
            status, said = self.send(
                "piece",
                files=[("a.pdf", content[offset : offset + length])],
                upload=upload,
                offset=offset,
                size=len(content),
                **values,
            )
        return status, said

    def test_pieces(self):
        content = pdf_file(3)
        self.pieces(content)
        self.pieces(content[:1000] + content[1000:])  # sent again after a broken line
        pieces = json.dumps([{"name": "a.pdf", "upload": "0" * 32}])
        _status, said = self.send(pieces=pieces)
        file = self.env["eoffice.scan.file"].browse(said["files"][0]["id"])
        self.assertEqual((file.name, file.attachment_id.raw), ("a.pdf", content))
        self.assertFalse(self.env["eoffice.scan.piece"].search_count([]))

    def test_order_and_corners_of_pieces_and_whole_files(self):
        large = picture_file("JPEG", "dua")
        self.pieces(large, length=4000)
        corners = [None, [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 2]], "rubbish"]
        _status, said = self.send(
            files=[
                ("1.jpg", picture_file("JPEG", "satu")),
                ("3.jpg", picture_file("JPEG", "tiga")),
            ],
            pieces=json.dumps([{"at": 1, "name": "2.jpg", "upload": "0" * 32}]),
            corners=json.dumps(corners),
            source="camera",
        )
        intake = self.env["eoffice.scan.intake"].browse(said["intake_id"])
        self.assertEqual(intake.file_ids.mapped("name"), ["1.jpg", "2.jpg", "3.jpg"])
        self.assertEqual(
            [file.corners or None for file in intake.file_ids],
            [None, [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 1.0]], None],
        )

    def test_missing_piece(self):
        content = pdf_file(3)
        self.send(
            "piece",
            files=[("a.pdf", content[:500])],
            upload="0" * 32,
            offset=0,
            size=len(content),
        )
        status, said = self.send(pieces=json.dumps([{"name": "a.pdf", "upload": "0" * 32}]))
        self.assertEqual(status, 422)
        self.assertTrue(said["error"])

    def test_pieces_of_somebody_else(self):
        self.pieces(pdf_file(1), by="tu_pendidikan")
        status, _said = self.send(pieces=json.dumps([{"name": "a.pdf", "upload": "0" * 32}]))
        self.assertEqual(status, 422)

    def test_two_gigabytes_are_refused_with_the_first_piece(self):
        status, said = self.send(
            "piece", files=[("a.pdf", b"%PDF-1.7")], upload="0" * 32, offset=0, size=2 * 10**9
        )
        self.assertEqual(status, 422)
        self.assertIn("100 MB", said["error"])

    def test_rubbish(self):
        for values in (
            {"upload": "../../etc", "offset": 0, "size": 10},
            {"upload": "0" * 32, "offset": 9, "size": 10},
            {"upload": "0" * 32, "offset": -1, "size": 10},
        ):
            with self.subTest(values):
                self.assertEqual(self.send("piece", files=[("a", b"12345")], **values)[0], 422)
        for pieces in (
            "{",
            "[1]",
            '{"a": 1}',
            '[{"name": "a"}]',
            '[{"at": 7, "name": "a", "upload": "b"}]',
        ):
            with self.subTest(pieces):
                self.assertEqual(self.send(pieces=pieces)[0], 422)


@tagged("post_install", "-at_install")
class TestFolder(ScanCase):
    """What a network scanner stores into the SKPD's folder gets into its registry's tray, once."""

    def setUp(self):
        super().setUp()
        root = TemporaryDirectory()
        self.addCleanup(root.cleanup)
        self.startPatcher(patch.dict(os.environ, {ROOT_VARIABLE: root.name}))
        self.unit = self.organisations["kesehatan"]
        self.unit.scan_folder = "dinkes"
        self.folder = self.unit._scan_path()
        # The cron commits after each file; a test's cursor must not.
        self.commits = []
        self.patch(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda model, done=0, **_kw: self.commits.append(sorted(os.listdir(self.folder))),
        )

    def scan(self, name, content, age=120):
        path = self.folder / name
        path.write_bytes(content)
        os.utime(path, (time.time() - age,) * 2)
        return path

    def run_cron(self):
        self.env["eoffice.organisation"]._cron_take_folders()

    def files(self):
        return self.env["eoffice.scan.file"].search([])

    def there(self, folder=""):
        return sorted(one.name for one in (self.folder / folder).iterdir() if one.is_file())

    def test_taken_and_moved_after_the_commit(self):
        content = pdf_file(2)
        self.scan("scan001.pdf", content)
        self.run_cron()
        file = self.files()
        self.assertEqual((file.state, file.attachment_id.raw), ("taken", content))
        self.assertEqual(file.intake_id.source, "folder")
        self.assertEqual(file.tray_jabatan_id, self.tray())
        self.assertIn("scan001.pdf", self.commits[0], "still there when it is committed")
        self.assertEqual((self.there(), self.there("taken")), ([], ["scan001.pdf"]))

    def test_killed_between_commit_and_move(self):
        content = pdf_file(2)
        self.scan("scan001.pdf", content)
        with patch(f"{FOLDER}._move"):  # the server dies before it
            self.run_cron()
        self.assertEqual(self.there(), ["scan001.pdf"])
        self.run_cron()
        self.assertEqual((self.there(), self.there("taken")), ([], ["scan001.pdf"]))
        self.assertEqual(len(self.files().page_ids), 2)

    def test_one_that_is_still_written_waits(self):
        self.scan("scan001.pdf", pdf_file(1), age=5)
        self.run_cron()
        self.assertFalse(self.files())
        self.assertEqual(self.there(), ["scan001.pdf"])

    def test_one_that_grows_while_it_is_read_waits(self):
        path = self.scan("scan001.pdf", pdf_file(1))
        read = os.fstat

        def fstat(handle):
            found = read(handle)
            with path.open("ab") as file:
                file.write(b"more")
            return found

        with patch(f"{FOLDER}.os.fstat", fstat):
            self.run_cron()
        self.assertFalse(self.files())

    def test_unfinished_and_hidden_names_wait(self):
        for name in (".scan.pdf", "~scan.pdf", "scan.pdf.part", "SCAN.TMP"):
            self.scan(name, pdf_file(1))
        self.run_cron()
        self.assertFalse(self.files())

    def test_link_leads_nowhere(self):
        secret = Path(self.folder.parent, "secret.pdf")
        secret.write_bytes(pdf_file(1))
        (self.folder / "link.pdf").symlink_to(secret)
        self.run_cron()
        self.assertFalse(self.files())
        self.assertTrue(secret.exists())

    def test_refused_is_moved_apart(self):
        self.scan("virus.exe", b"MZ123")
        self.scan("scan.pdf", pdf_file(1))
        self.run_cron()
        self.assertEqual(self.there("refused"), ["virus.exe"])
        self.assertEqual(self.there("taken"), ["scan.pdf"])
        self.assertEqual(self.files().mapped("state").count("refused"), 1)

    def test_too_large_is_not_read(self):
        self.env["ir.config_parameter"].set_param("eoffice_bekasi_scan.file_megabytes", "1")
        path = self.folder / "besar.pdf"
        with path.open("wb") as file:
            file.truncate(3 * 2**30)
        os.utime(path, (time.time() - 120,) * 2)
        self.run_cron()
        file = self.files()
        self.assertEqual((file.refusal_code, file.size), ("size", 3 * 2**30))

    def test_one_failure_keeps_no_other_away(self):
        self.scan("a.pdf", pdf_file(1))
        self.scan("b.pdf", pdf_file(1, text="Lain"))
        read = type(self.unit)._read_scan

        def failing(unit, path):
            if path.name == "a.pdf":
                raise OSError("disk")
            return read(unit, path)

        self.patch(type(self.unit), "_read_scan", failing)
        self.startPatcher(patch.object(self.env.cr, "rollback", lambda: None))
        with mute_logger(FOLDER):
            self.run_cron()
        self.assertEqual(self.files().name, "b.pdf")
        self.assertEqual(self.there(), ["a.pdf"])

    def test_same_name_twice(self):
        for text in ("satu", "dua"):
            self.scan("scan.pdf", pdf_file(1, text=text))
            self.run_cron()
        self.assertEqual(self.there("taken"), ["scan (2).pdf", "scan.pdf"])
        self.assertEqual(len(self.files()), 2)

    def test_name_cannot_lead_out(self):
        for name in ("../etc", "a/b", "A B", ".hidden", "-x"):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.organisations["pendidikan"].scan_folder = name

    def test_two_skpd_have_two_folders(self):
        with (
            self.assertRaises(UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.organisations["pendidikan"].scan_folder = "dinkes"
            self.env.flush_all()


@tagged("post_install", "-at_install")
class TestMail(ScanCase):
    """E-mail to the address of an SKPD: its text as a page, and what hangs on it; once."""

    def setUp(self):
        super().setUp()
        domain = self.env["mail.alias.domain"].create({"name": "surat.example"})
        self.env.company.alias_domain_id = domain
        self.organisations["kesehatan"].scan_alias_name = "dinkes"

    def mail(self, *files, to="dinkes@surat.example", message_id="<satu@bpn.example>", text=None):
        message = EmailMessage()
        message["From"] = "Kantor BPN <tu@bpn.example>"
        message["To"] = to
        message["Subject"] = "Undangan 001/BPN"
        message["Message-ID"] = message_id
        message["Date"] = "Mon, 23 Nov 2026 08:00:00 +0700"
        message.set_content(text or "Dengan hormat,\nkami mengundang.\n<script>alert(1)</script>")
        for name, content, kind in files:
            main, sub = kind.split("/")
            message.add_attachment(content, maintype=main, subtype=sub, filename=name)
        with mute_logger("odoo.addons.mail.models.mail_thread", APART):
            self.env["mail.thread"].message_process(False, message.as_bytes())
        return self.env["eoffice.scan.intake"].search([])

    def test_text_and_what_hangs_on_it_are_one_letter(self):
        intake = self.mail(("surat.pdf", pdf_file(2), "application/pdf"))
        self.assertEqual(intake.tray_jabatan_id, self.tray())
        self.assertEqual((intake.source, intake.name), ("mail", "Undangan 001/BPN"))
        self.assertIn("tu@bpn.example", intake.note)
        self.assertEqual(intake.file_ids.mapped("page_count"), [1, 2])
        self.assertEqual(len(intake.document_ids), 1)
        self.assertEqual(len(intake.document_ids.page_ids), 3)

    def test_fetched_twice(self):
        # The very same message: each PDF that is made has an id of its own.
        letter = ("surat.pdf", pdf_file(2), "application/pdf")
        self.mail(letter)
        intake = self.mail(letter)
        self.assertEqual(len(intake), 1)
        self.assertEqual(len(intake.page_ids), 3)

    def test_what_is_no_paper_is_told(self):
        intake = self.mail(("data.zip", b"PK\3\4" + bytes(50), "application/zip"))
        self.assertEqual(intake.file_ids.mapped("state"), ["taken", "refused"])
        self.assertEqual(intake.file_ids[1].name, "data.zip")

    def test_nothing_of_it_is_posted_anywhere(self):
        before = self.env["mail.message"].search_count([])
        self.mail()
        self.assertEqual(self.env["mail.message"].search_count([]), before)

    def test_only_the_tray_sees_it(self):
        intake = self.mail()
        for key, may in (
            ("tu_kesehatan", True),
            ("tu_pendidikan", False),
            ("administrator", False),
        ):
            self.assertEqual(self.as_user(key, intake).has_access("read"), may)

    def test_address_is_taken_away(self):
        alias = self.organisations["kesehatan"].scan_alias_id
        self.organisations["kesehatan"].scan_alias_name = False
        self.assertFalse(alias.exists())

    def test_skpd_without_registry(self):
        self.organisations["kesehatan"].registry_jabatan_id = False
        self.assertFalse(self.mail())

    def test_endless_text_is_bounded(self):
        intake = self.mail(text="surat panjang " * 100_000)
        self.assertLess(intake.file_ids.page_count, 60)
