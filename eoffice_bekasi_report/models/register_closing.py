from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import file_open

from odoo.addons.eoffice_bekasi.tools.local_time import office_zone_date

from ..tools.book import BOOKS
from ..tools.engine import render
from ..tools.indonesian_date import long_date
from ..tools.page import nip_text

STYLE = "eoffice_bekasi_report/static/src/page/book.css"


class RegisterClosing(models.Model):
    """The closing page (halaman penutup) of a register's year, drawn from what was signed."""

    _inherit = "eoffice.register.closing"

    def action_print_page(self):
        """Open the closing page in a tab of its own."""
        self.ensure_one()
        if self.state != "closed":
            raise UserError(self.env._("This book is not closed yet."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/eoffice/buku/penutup/{self.id}",
            "target": "new",
        }

    def _closing_pdf(self):
        """Return the closing page as a PDF.

        :rtype: bytes
        """
        return render(
            self.env["ir.qweb"]
            ._render("eoffice_bekasi_report.closing_document", self._closing_values())
            .strip()
        )

    def _closing_values(self):
        self.ensure_one()
        day = long_date(office_zone_date(self.closed_at))
        block = self.signature_block
        with file_open(STYLE) as sheet:
            style = sheet.read()
        return {
            "doctype": Markup("<!DOCTYPE html>"),
            "style": Markup(style),
            "title": f"Penutup {BOOKS[self.kind].title} {self.year}",
            "book": BOOKS[self.kind].title,
            "kop": self.skpd_id._book_kop(),
            "closing": self,
            "day": day,
            "block": {**block, "nip": nip_text(block["nip"])},
        }
