"""Numbers on paper: the list of a block that is handed out, and the berita acara of void ones."""

from markupsafe import Markup

from odoo import models
from odoo.tools import file_open

from odoo.addons.eoffice_bekasi.tools.local_time import office_today
from odoo.addons.eoffice_bekasi.tools.number_ranges import number_ranges

from ..tools.engine import render
from ..tools.indonesian_date import long_date

STYLE = "eoffice_bekasi_report/static/src/page/number_paper.css"


def paper(env, template, skpd, values):
    """Return a page under the letterhead of an SKPD as a PDF.

    :param str template: of the document
    :param skpd: eoffice.organisation record
    :param dict values: what the template prints besides
    :rtype: bytes
    """
    letterhead = skpd.letterhead_id
    with file_open(STYLE) as sheet:
        style = sheet.read()
    page = {
        "kop": {
            "emblem": letterhead.emblem,
            "line_1": letterhead.kop_line_1,
            "line_2": letterhead.kop_line_2,
            "address": letterhead.kop_address,
        },
        "emblem": env["eoffice.naskah"]._page_emblem(
            {"emblem": letterhead.emblem, "emblem_sha256": letterhead.emblem_sha256}
        ),
    }
    values = {
        "doctype": Markup("<!DOCTYPE html>"),
        "style": Markup(style),
        "page": page,
        "today": long_date(office_today()),
        **values,
    }
    return render(env["ir.qweb"]._render(template, values).strip())


class NumberBlock(models.Model):
    """The list that is handed out: one line a number, to be filled in by hand."""

    _inherit = "eoffice.number.block"

    def action_print_list(self):
        """Let the browser show the list of this block."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/eoffice/blok-nomor/{self.id}/daftar",
            "target": "new",
        }

    def _list_pdf(self):
        """Return the list as a PDF, landscape A4; needs the right to the block."""
        self.ensure_one()
        self.check_access("read")
        numbers = self.number_ids.sorted("number")
        return paper(
            self.env,
            "eoffice_bekasi_report.number_block_document",
            self.skpd_id,
            {
                "title": f"Daftar nomor {number_ranges(numbers.mapped('number'))}",
                "day": long_date(self.date),
                "numbers": numbers.mapped("number"),
                "year": self.date.year,
                "reason": self.reason,
                "handed_to": self.handed_to,
                "jabatan": self.jabatan_id.name,
            },
        )


class Minutes(models.Model):
    """The berita acara on paper, to be signed."""

    _inherit = "eoffice.minutes"

    def action_print(self):
        """Let the browser show the page of this berita acara."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/eoffice/berita-acara/{self.id}",
            "target": "new",
        }

    def _page_pdf(self):
        """Return the berita acara as a PDF; needs the right to it."""
        self.ensure_one()
        self.check_access("read")
        reserved = self.reserved_number_ids
        letter = self.naskah_id
        day = reserved[:1].date or letter.letter_date
        return paper(
            self.env,
            "eoffice_bekasi_report.minutes_document",
            self.skpd_id,
            {
                "title": f"Berita acara {self.number}",
                "number": self.number,
                "day": long_date(self.date),
                "numbers": letter.number or number_ranges(reserved.mapped("number")),
                "numbers_day": long_date(day) if day else "",
                "text": self.text,
                "jabatan": self.jabatan_id.name,
                "head": self.skpd_id.head_jabatan_id.name,
            },
        )
