import io

from markupsafe import Markup
from pypdf import PdfReader, PdfWriter

from odoo import models
from odoo.tools import file_open

from odoo.addons.eoffice_bekasi.tools.local_time import office_today

from ..tools.book import COPIES, widths
from ..tools.engine import render
from ..tools.indonesian_date import long_date

STYLE = "eoffice_bekasi_report/static/src/page/book.css"
#: Lines drawn at a time: what a table of more takes in memory grows faster than the table.
BATCH = {"kendali": 60}
BATCH_OF_TABLE = 400


class BookPrint(models.TransientModel):
    """A book as a PDF, drawn in parts of bounded size whose pages are numbered through."""

    _inherit = "eoffice.book.print"

    def _pdf(self):
        """Return the book as a PDF.

        :rtype: bytes
        """
        self.ensure_one()
        whole = PdfWriter()
        rows, values = [], self._page_values()
        size = BATCH.get(self.book, BATCH_OF_TABLE)
        for row in self._rows():
            rows.append(row)
            if len(rows) == size:
                self._draw(whole, values, rows)
                rows = []
        if rows or not whole.pages:
            self._draw(whole, values, rows)
        whole.add_metadata({"/Title": values["title"]})
        out = io.BytesIO()
        whole.write(out)
        return out.getvalue()

    def _draw(self, whole, values, rows):
        template = "cards_document" if self.book == "kendali" else "book_document"
        html = self.env["ir.qweb"]._render(
            f"eoffice_bekasi_report.{template}",
            {**values, "rows": rows, "pages_before": len(whole.pages)},
        )
        whole.append(PdfReader(io.BytesIO(render(html.strip(), variant=None))))

    def _page_values(self):
        """Return what the templates print around the lines."""
        book = self._book()
        first = self._model().search(self._line_domain(), order=book.order, limit=1)
        # sudo: only whose book it is; the letterhead of an SKPD is public.
        skpd = first.skpd_id if book.model == "eoffice.agenda" else first.naskah_id.sudo().skpd_id
        with file_open(STYLE) as sheet:
            style = sheet.read()
        return {
            "doctype": Markup("<!DOCTYPE html>"),
            "title": book.title,
            "style": Markup(style),
            "paper": self.paper,
            "kop": skpd._book_kop(),
            "period": self._period_text(),
            "today": long_date(office_today()),
            "columns": widths(book),
            "copies": COPIES,
        }

    def _period_text(self):
        if self.date_from and self.date_to:
            return f"{long_date(self.date_from)} s.d. {long_date(self.date_to)}"
        if self.date_from:
            return f"sejak {long_date(self.date_from)}"
        if self.date_to:
            return f"sampai dengan {long_date(self.date_to)}"
        return ""
