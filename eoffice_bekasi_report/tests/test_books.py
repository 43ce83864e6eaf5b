"""Books of the registry on paper and as spreadsheets: whole, in order, with the reader's rights."""

import csv
import io
from datetime import date
from unittest.mock import patch

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged

from odoo.addons.eoffice_bekasi.models import register_closing
from odoo.addons.eoffice_bekasi.tests.common import OfficeCase, OfficeHttpMixin

from ..tools import book_pdf
from ..tools.book import BOOKS
from ..wizard import book_print
from .common import page_texts, size_mm

PARTS = ("kadis", "sekretaris", "kasubbag", "staf", "kabid")


class BookCase(OfficeCase):
    """Letters in registers, and the dialog that prints them."""

    def dialog(self, key, book, model="eoffice.agenda", domain=(), ids=(), **values):
        return (
            self.env["eoffice.book.print"]
            .with_user(self.users[key])
            .with_context(
                active_model=model,
                active_domain=list(domain) or [("is_own", "=", True)],
                active_ids=list(ids),
            )
            .create({"book": book, **values})
        )

    def expedition(self, key, **values):
        return self.dialog(
            key,
            "ekspedisi",
            "eoffice.recipient",
            [("is_sent_by_us", "=", True), ("state", "!=", "draft")],
            **values,
        )


@tagged("post_install", "-at_install")
class TestBooks(BookCase):
    """The columns of section 3, on the paper that was chosen, for the period that was chosen."""

    def test_agenda_keluar(self):
        naskah = self.sign(self.draft(attachment_note="1 berkas", tembusan=("kadis_sosial",)))
        pdf = self.dialog("tu_kesehatan", "keluar")._pdf()
        self.assertEqual(size_mm(pdf), (330.0, 215.0))
        (text,) = page_texts(pdf)
        for column in BOOKS["keluar"].columns:
            self.assertIn(column.title, text)
        for word in (
            *("BUKU AGENDA SURAT KELUAR", "DINAS KESEHATAN", "Jadwal imunisasi sekolah"),
            *(naskah.number, "1 berkas", "Kepala Dinas Pendidikan", "Kepala Dinas Sosial"),
            *("999.7", "Halaman 1"),
        ):
            self.assertIn(word, text)

    def test_agenda_masuk_on_a4(self):
        self.sign(self.draft())
        pdf = self.dialog("tu_pendidikan", "masuk", paper="a4")._pdf()
        self.assertEqual(size_mm(pdf), (297.0, 210.0))
        (text,) = page_texts(pdf)
        self.assertIn("BUKU AGENDA SURAT MASUK", text)
        self.assertIn("DINAS PENDIDIKAN", text)
        self.assertIn("Kepala Dinas Kesehatan", text)

    def test_expedition(self):
        naskah = self.sign(self.draft(tembusan=("kadis_sosial",)))
        (text,) = page_texts(self.expedition("tu_kesehatan")._pdf())
        self.assertIn("BUKU EKSPEDISI", text)
        self.assertEqual(text.count(naskah.number), 2)

    def test_cards(self):
        letters = [self.sign(self.draft()) for _number in range(2)]
        pages = page_texts(self.dialog("tu_kesehatan", "kendali", paper="a4")._pdf())
        self.assertEqual(len(pages), 2, "a sheet a letter")
        for naskah, text in zip(letters, pages, strict=True):
            self.assertEqual(text.count(naskah.number), 3, "a copy for each of three")
            for copy in ("Putih", "Kuning", "Merah"):
                self.assertEqual(text.count(f"Lembar {copy}"), 1)

    def test_a_card_with_many_addressees_loses_no_place(self):
        keys = [f"{part}_{unit}" for unit in ("pendidikan", "sosial") for part in PARTS]
        self.sign(self.draft(kepada=keys, subject="Sangat panjang " * 30))
        (text,) = page_texts(self.dialog("tu_kesehatan", "kendali", paper="a4")._pdf())
        for place in ("Indeks", "Tanggal dan Nomor", "Tanda Terima", "Catatan"):
            self.assertEqual(text.count(place), 3, place)
        self.assertIn("…", text)

    def test_a_secret_subject_stays_closed(self):
        self.sign(self.draft(sifat="rahasia", subject="Kenari 7391"))
        for key, book in (("tu_kesehatan", "keluar"), ("tu_pendidikan", "masuk")):
            for dialog in (self.dialog(key, book), self.dialog(key, "kendali")):
                text = " ".join(page_texts(dialog._pdf()))
                self.assertNotIn("Kenari", text)
                self.assertIn("(tertutup)", text)
        self.assertNotIn("Kenari", " ".join(page_texts(self.expedition("tu_kesehatan")._pdf())))
        own = " ".join(page_texts(self.dialog("kadis_kesehatan", "keluar")._pdf()))
        self.assertIn("Kenari", own)

    def test_only_what_may_be_read(self):
        self.sign(self.draft())
        dialog = self.dialog("tu_sosial", "keluar", domain=[("direction", "=", "keluar")])
        self.assertEqual(dialog.line_count, 0)
        with self.assertRaisesRegex(UserError, "no lines"):
            dialog.action_print()

    def test_selection_and_period(self):
        lines = self.env["eoffice.agenda"]
        for _number in range(3):
            naskah = self.sign(self.draft())
            lines |= naskah.sudo().agenda_ids.filtered(lambda line: line.direction == "keluar")
        self.assertEqual(self.dialog("tu_kesehatan", "keluar").line_count, 3)
        self.assertEqual(self.dialog("tu_kesehatan", "keluar", ids=lines[:2].ids).line_count, 2)
        today = lines[0].date
        self.assertEqual(
            self.dialog("tu_kesehatan", "keluar", date_from=today, date_to=today).line_count, 3
        )
        self.assertEqual(self.dialog("tu_kesehatan", "keluar", date_to="2020-01-01").line_count, 0)
        self.assertEqual(self.expedition("tu_kesehatan", date_to="2020-01-01").line_count, 0)

    def test_a_correction_stands_below_what_it_corrects(self):
        naskah = self.sign(self.draft())
        line = naskah.sudo().agenda_ids.filtered(lambda line: line.direction == "keluar")
        line.with_user(self.users["tu_kesehatan"]).action_correct("Salah", {"note": "Ralat"})
        dialog = self.dialog("tu_kesehatan", "keluar")
        self.assertEqual([row["is_old"] for row in dialog._rows()], [True, False])
        self.assertIn("Koreksi 1: Salah", page_texts(dialog._pdf())[0])

    def test_big_books(self):
        """Lines are read in batches and drawn on many pages: none is lost, pages are numbered."""
        numbers = [self.sign(self.draft()).number for _number in range(5)]
        self.patch(book_print, "BATCH", 2)
        for attribute in ("TOP", "BOTTOM"):
            self.patch(book_pdf, attribute, 90 * book_pdf.MM)
        pages = page_texts(self.dialog("tu_kesehatan", "keluar")._pdf())
        self.assertGreater(len(pages), 2, "small pages")
        for place, text in enumerate(pages, 1):
            self.assertIn(f"Halaman {place} dari {len(pages)}", text)
            self.assertIn("Cara Kirim", text)
            self.assertEqual(text.count("BUKU AGENDA"), int(place == 1))
        for number in numbers:
            self.assertEqual(sum(text.count(number) for text in pages), 1)

    def test_too_big_books(self):
        for _number in range(2):
            self.sign(self.draft())
        self.patch(book_print, "MOST_LINES", {**book_print.MOST_LINES, "keluar": 1})
        with self.assertRaisesRegex(UserError, "too many to print"):
            self.dialog("tu_kesehatan", "keluar").action_print()

    def test_no_query_a_line(self):
        """Ten lines take the statements that two take, in each book."""
        for _number in range(2):
            self.sign(self.draft(tembusan=("kadis_sosial",)))
        dialogs = [
            self.dialog("tu_kesehatan", "keluar"),
            self.dialog("tu_pendidikan", "masuk"),
            self.dialog("tu_kesehatan", "kendali"),
            self.expedition("tu_kesehatan"),
        ]
        few = [self.statements(dialog) for dialog in dialogs]
        for _number in range(8):
            self.sign(self.draft(tembusan=("kadis_sosial",)))
        for dialog, (lines, statements) in zip(dialogs, few, strict=True):
            with self.subTest(dialog.book):
                more, same = self.statements(dialog)
                self.assertEqual(more, 5 * lines)
                self.assertLessEqual(same, statements)

    def statements(self, dialog):
        """Return how many lines a book has and how many statements they take."""
        list(dialog._rows())
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        lines = len(list(dialog._rows()))
        return lines, self.env.cr.sql_log_count - before

    def test_printing_is_logged(self):
        self.sign(self.draft())
        dialog = self.dialog("tu_kesehatan", "keluar")
        self.assertEqual(dialog.action_print()["url"], f"/eoffice/buku/{dialog.id}/pdf")
        event = self.env["eoffice.event"].search(
            [("kind", "=", "printed"), ("user_id", "=", self.users["tu_kesehatan"].id)]
        )
        self.assertEqual(event.detail, {"book": "keluar", "form": "pdf", "lines": 1})

    def test_dialog(self):
        """The dialog opens on the book of the list."""
        self.sign(self.draft())
        dialog = Form(
            self.env["eoffice.book.print"]
            .with_user(self.users["tu_kesehatan"])
            .with_context(
                active_model="eoffice.agenda",
                active_domain=[("direction", "=", "keluar"), ("is_own", "=", True)],
                default_book="keluar",
            )
        )
        self.assertEqual(dialog.line_count, 1)
        dialog.date_to = "2020-01-01"
        self.assertEqual(dialog.line_count, 0)


@tagged("post_install", "-at_install")
class TestSpreadsheets(BookCase):
    """Cells are texts: codes keep their zeros, and what somebody wrote is never a formula."""

    def lines(self):
        self.klasifikasi.code = "005"
        line = (
            self.sign(self.draft())
            .sudo()
            .agenda_ids.filtered(lambda line: line.direction == "keluar")
        )
        for text in ("=1+1", "+1", "-1", "@SUM(1)"):
            answer = line.with_user(self.users["tu_kesehatan"]).action_correct("x", {"note": text})
            line = line.browse(answer["id"])
        return self.dialog("tu_kesehatan", "keluar")

    def test_xlsx(self):
        dialog = self.lines()
        dialog.action_xlsx()
        data, kind = (
            self.env["ir.actions.report"]
            .with_user(self.users["tu_kesehatan"])
            ._render_xlsx("eoffice_bekasi_report.book_xlsx", dialog.ids, {})
        )
        self.assertEqual(kind, "xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        rows = list(sheet.iter_rows(min_row=2))
        self.assertEqual(len(rows), 5)
        titles = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
        self.assertEqual(titles, [column.title for column in BOOKS["keluar"].columns])
        self.assertEqual(rows[0][1].value, "005")
        for row in rows:
            self.assertLessEqual({cell.data_type for cell in row}, {"s", "n"})
            self.assertFalse([cell for cell in row if cell.data_type == "n" and cell.value])
        self.assertIn("=1+1", rows[1][10].value)

    def test_csv(self):
        from ..tools.book import csv_bytes

        dialog = self.lines()
        text = csv_bytes(dialog._book(), dialog._rows()).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        self.assertEqual(len(rows), 6)
        self.assertEqual(rows[1][1], "005")
        self.assertEqual(
            [row[10].splitlines()[0] for row in rows[2:]], ["'=1+1", "'+1", "'-1", "'@SUM(1)"]
        )


@tagged("post_install", "-at_install")
class TestClosingPage(BookCase):
    """The closing page says what was signed."""

    def test_page(self):
        self.sign(self.draft())
        year = date.today().year
        self.patch(register_closing, "office_today", lambda: date(year + 1, 1, 2))
        register = self.env["eoffice.register"].search(
            [("organisation_id", "=", self.organisations["kesehatan"].id), ("kind", "=", "keluar")]
        )
        closing = (
            self.env["eoffice.register.closing"]
            .with_user(self.users["tu_kesehatan"])
            .create({"register_id": register.id, "year": year})
        )
        with self.assertRaisesRegex(UserError, "not closed yet"):
            closing.action_print_page()
        closing.with_user(self.users["kadis_kesehatan"]).action_sign()
        closing.invalidate_recordset()
        (text,) = page_texts(closing._closing_pdf())
        for word in (
            *("HALAMAN PENUTUP", f"TAHUN {year}", "nomor terakhir 1", "berisi 1 baris"),
            *("Pejabat Kadis Kesehatan, M.Si.", "NIP", "DINAS KESEHATAN"),
        ):
            self.assertIn(word, text)
        self.assertIn(closing.sha256, text.replace(" ", ""))


@tagged("post_install", "-at_install")
class TestBookRoute(OfficeHttpMixin, HttpCase):
    """The files' addresses: for who made the dialog, and nobody else."""

    def test_own_dialog_only(self):
        with patch.dict("os.environ", {"QUEUE_JOB__NO_DELAY": "1"}):
            self.sign(self.draft())
        dialog = (
            self.env["eoffice.book.print"]
            .with_user(self.users["tu_kesehatan"])
            .with_context(active_domain=[("is_own", "=", True)])
            .create({"book": "keluar"})
        )
        self.authenticate("tu.kesehatan.uji", "bekasi")
        for form, kind, start in (
            ("pdf", "application/pdf", b"%PDF"),
            ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ):
            response = self.url_open(f"/eoffice/buku/{dialog.id}/{form}")
            self.assertEqual(response.status_code, 200)
            self.assertEqual(response.headers["Content-Type"], kind)
            self.assertTrue(response.content.startswith(start))
        self.assertEqual(self.url_open(f"/eoffice/buku/{dialog.id}/exe").status_code, 404)
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        self.assertEqual(self.url_open(f"/eoffice/buku/{dialog.id}/pdf").status_code, 404)
        self.assertEqual(self.url_open("/eoffice/buku/penutup/999999").status_code, 404)
