"""Files come into a tray, are taken apart into pages, and none gets lost."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_files import ScanCase, pdf_file, picture_file, tiff_file


@tagged("post_install", "-at_install")
class TestTakenApart(ScanCase):
    """Each page of each file gets a row with its picture and a thumbnail."""

    def test_pdf(self):
        file = self.take(("surat.pdf", pdf_file(3)))
        self.assertEqual((file.state, file.page_count), ("taken", 3))
        self.assertEqual(file.page_ids.mapped("number"), [1, 2, 3])
        page = file.page_ids[0]
        self.assertEqual((page.dpi, page.width, page.height), (300, 2480, 3509))
        self.assertEqual(page.image_id.mimetype, "image/jpeg")
        self.assertLess(page.thumbnail_id.file_size, page.image_id.file_size)

    def test_every_kind(self):
        for name, content, kind, pages in (
            ("a.tif", tiff_file(["satu", "dua"], compression="group4", dpi=(200, 200)), "tiff", 2),
            ("b.jpg", picture_file("JPEG", dpi=(150, 150)), "jpeg", 1),
            ("c.png", picture_file("PNG", mode="RGBA"), "png", 1),
            ("d.heic", picture_file("HEIF"), "heic", 1),
            ("e.png", picture_file("PNG", mode="P"), "png", 1),
            ("f.tif", picture_file("TIFF", mode="I;16"), "tiff", 1),
            ("g.jpg", picture_file("JPEG", mode="CMYK"), "jpeg", 1),
        ):
            with self.subTest(name):
                file = self.take((name, content))
                self.assertEqual((file.state, file.refusal), ("taken", False))
                self.assertEqual((file.kind, file.page_count), (kind, pages))
                self.assertTrue(all(file.page_ids.mapped("image_id.file_size")))

    def test_source_is_kept_byte_for_byte(self):
        content = picture_file("JPEG", size=(2600, 3600), quality=95)
        file = self.take(("besar.jpg", content))
        self.assertEqual(file.attachment_id.raw, content)
        self.assertEqual((file.page_ids.width, file.page_ids.height), (2600, 3600))

    def test_black_stays_black(self):
        file = self.take(("a.tif", tiff_file(["satu"], compression="group4", dpi=(200, 200))))
        self.assertEqual(file.page_ids.image_id.mimetype, "image/png")
        self.assertEqual(file.page_ids.dpi, 200)

    def test_photo_is_turned_as_the_phone_held_it(self):
        from PIL import Image

        exif = Image.Exif()
        exif[0x0112] = 6
        file = self.take(("foto.jpg", picture_file("JPEG", size=(800, 600), exif=exif)))
        self.assertEqual((file.page_ids.width, file.page_ids.height), (600, 800))

    def test_many_pages_in_turns(self):
        file = self.take(("bundel.pdf", pdf_file(45, size=(60, 80))))
        self.assertEqual(file.page_ids.mapped("number"), list(range(1, 46)))
        self.assertEqual(file.state, "taken")

    def test_name_that_lies_is_taken_by_what_it_is(self):
        file = self.take(("surat.pdf", picture_file("PNG")))
        self.assertEqual((file.kind, file.state), ("png", "taken"))
        self.assertEqual(file.attachment_id.mimetype, "image/png")


@tagged("post_install", "-at_install")
class TestLetters(ScanCase):
    """What comes in becomes letters on their way to be registered."""

    def test_each_uploaded_file_is_a_letter(self):
        files = self.take(("a.pdf", pdf_file(2)), ("b.pdf", pdf_file(1, text="Lain")))
        documents = files.intake_id.document_ids
        self.assertEqual([len(one.page_ids) for one in documents], [2, 1])
        self.assertEqual(files.intake_id.state, "ready")

    def test_photos_of_one_intake_are_one_letter_in_order(self):
        files = self.take(
            *((f"{n}.jpg", picture_file("JPEG", f"halaman {n}")) for n in range(1, 4)),
            source="camera",
        )
        document = files.intake_id.document_ids
        self.assertEqual(document.page_ids.file_id.mapped("name"), ["1.jpg", "2.jpg", "3.jpg"])

    def test_collecting_waits_for_the_last_picture(self):
        first = self.take(
            ("1.jpg", picture_file("JPEG", "satu")), source="camera", is_collecting=True
        )
        intake = first.intake_id
        self.assertEqual((intake.state, len(intake.document_ids)), ("reading", 0))
        self.take(("2.jpg", picture_file("JPEG", "dua")), source="camera", into=intake)
        self.as_user("tu_kesehatan", intake).action_finish_collecting()
        self.assertEqual(len(intake.document_ids.page_ids), 2)
        self.assertEqual(intake.state, "ready")

    def test_collecting_is_finished_only_by_whose_tray_it_is(self):
        intake = self.take(
            ("1.jpg", picture_file("JPEG", "satu")), source="camera", is_collecting=True
        ).intake_id
        for key in ("tu_pendidikan", "kadis_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, intake).action_finish_collecting()

    @mute_logger("odoo.addons.eoffice_bekasi_scan.models.scan_intake_count")
    def test_collecting_that_was_left_is_finished(self):
        intake = self.take(
            ("1.jpg", picture_file("JPEG", "satu")), source="camera", is_collecting=True
        ).intake_id
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            self.env["eoffice.scan.intake"]._cron_watch()
        self.assertEqual(len(intake.document_ids), 1)


@tagged("post_install", "-at_install")
class TestOnce(ScanCase):
    """The same bytes are in a tray once, however often they come."""

    def test_sent_again(self):
        content = pdf_file(2)
        first = self.take(("a.pdf", content))
        again = self.take(("a (1).pdf", content))
        self.assertEqual(again, first)
        self.assertEqual(len(first.page_ids), 2)
        self.assertEqual(self.env["eoffice.scan.intake"].search_count([]), 1)

    def test_twice_in_one_delivery(self):
        content = pdf_file(2)
        files = self.take(("a.pdf", content), ("b.pdf", content))
        self.assertEqual(len(files), 1)

    def test_another_tray_is_another_matter(self):
        content = pdf_file(1)
        first = self.take(("a.pdf", content))
        self.assertNotEqual(self.take(("a.pdf", content), tray="tu_pendidikan"), first)

    def test_refused_may_be_tried_again(self):
        self.env["ir.config_parameter"].set_param("eoffice_bekasi_scan.file_pages", "1")
        content = pdf_file(2)
        with mute_logger("odoo.addons.eoffice_bekasi_scan.models.scan_file_apart"):
            self.assertEqual(self.take(("a.pdf", content)).state, "refused")
        self.env["ir.config_parameter"].set_param("eoffice_bekasi_scan.file_pages", "2")
        self.assertEqual(self.take(("a.pdf", content)).state, "taken")

    def test_job_that_runs_twice(self):
        file = self.take(("a.pdf", pdf_file(2)))
        file.state = "new"
        file._take_apart()
        self.assertEqual((len(file.page_ids), file.state), (2, "taken"))
        self.assertEqual(len(file.intake_id.document_ids), 1)


@tagged("post_install", "-at_install")
class TestCount(ScanCase):
    """Pages in = registered + put aside + waiting, and the tray says when not."""

    def setUp(self):
        super().setUp()
        self.files = self.take(("a.pdf", pdf_file(3)), ("b.pdf", pdf_file(1, text="Lain")))
        self.intake = self.files.intake_id

    def count(self):
        self.intake.invalidate_recordset()
        return (
            self.intake.pages_in,
            self.intake.pages_registered,
            self.intake.pages_aside,
            self.intake.pages_waiting,
            self.intake.pages_right,
        )

    def register(self, document):
        naskah = self.draft()
        document.write({"naskah_id": naskah.id, "state": "registered"})
        return naskah

    def test_all_wait_at_first(self):
        self.assertEqual(self.count(), (4, 0, 0, 4, True))

    def test_each_has_its_place(self):
        self.files[1].page_ids.aside_reason = "blank"
        self.register(self.intake.document_ids[0])
        self.assertEqual(self.count(), (4, 3, 1, 0, True))
        self.intake._settle()
        self.assertEqual(self.intake.state, "done")
        self.assertTrue(self.intake.done_at)

    def test_page_taken_back_opens_it_again(self):
        self.intake.page_ids.aside_reason = "blank"
        self.intake._settle()
        self.intake.page_ids[0].aside_reason = False
        self.intake._settle()
        self.assertEqual((self.intake.state, self.intake.done_at), ("ready", False))

    def test_missing_page_is_told(self):
        self.files[0].page_ids[0].unlink()
        self.assertEqual(self.count(), (4, 0, 0, 3, False))
        with self.assertLogs("odoo.addons.eoffice_bekasi_scan", "ERROR"):
            self.env["eoffice.scan.intake"]._cron_watch()
        self.assertEqual(self.intake.alarm, "pages")

    def test_missing_picture_is_told(self):
        self.files[0].page_ids[0].image_id = False
        self.assertFalse(self.count()[-1])

    def test_with_a_page_missing_it_is_never_done(self):
        self.intake.page_ids.aside_reason = "blank"
        self.files[0].page_ids[0].unlink()
        self.intake._settle()
        self.assertEqual(self.intake.state, "ready")

    def test_file_that_nobody_takes_apart_is_told(self):
        self.files[0].state = "new"
        with (
            freeze_time(fields.Datetime.now() + timedelta(hours=1)),
            self.assertLogs("odoo.addons.eoffice_bekasi_scan", "ERROR"),
        ):
            self.env["eoffice.scan.intake"]._cron_watch()
        self.assertEqual(self.intake.alarm, "slow")

    def test_file_without_a_job_gets_one(self):
        file = self.files[0]
        file.page_ids[2].unlink()
        file.write({"state": "new", "queued_at": fields.Datetime.now() - timedelta(hours=1)})
        with self.assertLogs("odoo.addons.eoffice_bekasi_scan", "WARNING"):
            self.env["eoffice.scan.file"]._cron_find_lost()
        self.assertEqual((file.state, len(file.page_ids)), ("taken", 3))


@tagged("post_install", "-at_install")
class TestSources(ScanCase):
    """A source is kept while a page waits, and some days more."""

    def setUp(self):
        super().setUp()
        self.file = self.take(("a.pdf", pdf_file(2)))

    def after(self, days):
        with freeze_time(fields.Datetime.now() + timedelta(days=days)):
            self.env["eoffice.scan.intake"]._cron_forget_sources()
        return bool(self.file.attachment_id)

    def put_aside(self):
        self.file.page_ids.aside_reason = "not_letter"
        self.file.intake_id._settle()

    def test_while_a_page_waits(self):
        self.assertTrue(self.after(days=4000))

    def test_some_days_after_the_last(self):
        self.put_aside()
        self.assertTrue(self.after(days=29))
        self.assertFalse(self.after(days=31))
        self.assertTrue(all(self.file.page_ids.mapped("image_id")), "the pictures stay")

    def test_days_are_a_setting(self):
        self.env["ir.config_parameter"].set_param("eoffice_bekasi_scan.keep_days", "90")
        self.put_aside()
        self.assertTrue(self.after(days=31))

    def test_of_what_was_signed_electronically_for_ever(self):
        self.file.is_signed = True
        self.put_aside()
        self.assertTrue(self.after(days=4000))

    def test_when_a_page_is_missing_nothing_is_deleted(self):
        self.put_aside()
        self.file.page_ids[0].unlink()
        self.assertTrue(self.after(days=4000))


@tagged("post_install", "-at_install")
class TestTray(ScanCase):
    """Whose tray it is decides who may put something in, and who sees it."""

    def tray_for(self, key, **values):
        Intake = self.env["eoffice.scan.intake"].with_user(self.users[key])
        return Intake._tray_for(**values)

    def test_registry_has_its_own(self):
        self.assertEqual(self.tray_for("tu_kesehatan"), self.tray())

    def test_others_have_none(self):
        for key in ("kadis_kesehatan", "staf_kesehatan", "walikota", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.tray_for(key)

    def test_not_anothers(self):
        with self.assertRaises(AccessError):
            self.tray_for("tu_kesehatan", tray_id=self.tray("tu_pendidikan").id)

    def register(self, **values):
        letters = self.env["eoffice.naskah"].with_user(self.users["tu_kesehatan"])
        return letters.action_register(
            {
                "type_id": self.type_sd.id,
                "sender": {"name": "Kementerian Uji"},
                "subject": "Undangan",
                "kepada_ids": self.jabatan["kadis_kesehatan"].ids,
                **values,
            }
        )["id"]

    def test_closed_letter_is_scanned_by_its_addressee(self):
        letter = self.register(is_closed=True, subject=False, type_id=False)
        self.assertEqual(
            self.tray_for("kadis_kesehatan", naskah_id=letter), self.jabatan["kadis_kesehatan"]
        )
        for key in ("tu_kesehatan", "sekretaris_kesehatan", "kadis_pendidikan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.tray_for(key, naskah_id=letter)

    def test_further_pages_of_an_open_letter(self):
        letter = self.register()
        self.assertEqual(self.tray_for("tu_kesehatan", naskah_id=letter), self.tray())
        with self.assertRaises(AccessError):
            self.tray_for("tu_pendidikan", naskah_id=letter)

    def test_rows_and_files_are_the_desks(self):
        file = self.take(("a.pdf", pdf_file(1)))
        page = file.page_ids
        rows = (file.intake_id, file, page, file.intake_id.document_ids)
        files = page.image_id | page.thumbnail_id | file.attachment_id | file.harmless_id
        self.assertEqual(len(files), 4)
        for key, may in (
            ("tu_kesehatan", True),
            ("kadis_kesehatan", False),
            ("tu_pendidikan", False),
            ("administrator", False),
        ):
            with self.subTest(key):
                for row in (*rows, *files):
                    mine = self.as_user(key, row)
                    self.assertEqual(mine.has_access("read"), may, row)
                    self.assertEqual(bool(mine.search([("id", "=", row.id)])), may, row)
                    self.assertFalse(mine.has_access("write"), row)
                    self.assertFalse(mine.has_access("unlink"), row)
