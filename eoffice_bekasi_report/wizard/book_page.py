import io

from markupsafe import Markup
from pypdf import PdfReader, PdfWriter

from odoo import models
from odoo.tools import file_open, split_every

from odoo.addons.eoffice_bekasi.tools.local_time import office_today

from ..tools import book_pdf
from ..tools.book import COPIES, card_row
from ..tools.engine import render, render_head
from ..tools.indonesian_date import long_date

STYLE = "eoffice_bekasi_report/static/src/page/book.css"
#: Cards drawn at a time: what more of them take in memory grows faster than their number.
CARDS = 60


class BookPrint(models.TransientModel):
    """A book as a PDF: one table of any length, or a sheet of cards for each line."""

    _inherit = "eoffice.book.print"

    def _pdf(self):
        """Return the book as a PDF.

        :rtype: bytes
        """
        self.ensure_one()
        values = self._page_values()
        draw = self._draw_cards if self.book == "kendali" else self._draw_table
        whole = draw(values)
        whole.add_metadata({"/Title": values["title"]})
        out = io.BytesIO()
        whole.write(out)
        return out.getvalue()

    def _draw_table(self, values):
        head, end = render_head(self._html("book_head", values), "head")
        out = io.BytesIO()
        book_pdf.draw(
            out,
            self._book(),
            self._rows(),
            paper=self.paper,
            running=f"{values['title']} – {values['kop']['line_2']}, dicetak {values['today']}",
            title=values["title"],
            head=end,
        )
        whole = PdfWriter(clone_from=out)
        whole.pages[0].merge_page(PdfReader(io.BytesIO(head)).pages[0])
        return whole

    def _draw_cards(self, values):
        whole = PdfWriter()
        for rows in split_every(CARDS, self._rows(), list):
            html = self._html("cards_document", {**values, "rows": [card_row(row) for row in rows]})
            whole.append(PdfReader(io.BytesIO(render(html, variant=None))))
        return whole

    def _html(self, template, values):
        return self.env["ir.qweb"]._render(f"eoffice_bekasi_report.{template}", values).strip()

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
