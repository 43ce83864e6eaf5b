from odoo import models

from ..tools.book import widths


class BookXlsx(models.AbstractModel):
    """A book as a spreadsheet: all cells are texts, so that a code keeps its zeros (005) and what
    somebody wrote is never a formula. With the rights of who asks for it."""

    _name = "report.eoffice_bekasi_report.book_xlsx"
    _description = "Report: a book as XLSX"
    _inherit = "report.report_xlsx.abstract"

    def get_workbook_options(self):
        """Keep no more than a line in memory; texts are neither formulas nor addresses."""
        return {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the book of one print dialog."""
        objs.ensure_one()
        book = objs._book()
        sheet = workbook.add_worksheet(book.title[:31])
        head = workbook.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DDE7E8"}
        )
        text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        old = workbook.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "font_strikeout": True}
        )
        for place, (column, share) in enumerate(widths(book)):
            sheet.set_column(place, place, max(8, share * 2))
            sheet.write_string(0, place, column.title, head)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(objs._rows(), 1):
            for place, column in enumerate(book.columns):
                sheet.write_string(number, place, row[column.key], old if row["is_old"] else text)
