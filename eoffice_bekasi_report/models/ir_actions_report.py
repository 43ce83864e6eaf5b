import io
from collections import OrderedDict

from odoo import api, fields, models

from ..tools.engine import render

#: Context key: the true state of wkhtmltopdf is asked for.
STOCK = "eoffice_stock_engine"


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    eoffice_engine = fields.Selection(
        [("wkhtmltopdf", "wkhtmltopdf (Odoo's own)"), ("weasyprint", "WeasyPrint (PDF/A)")],
        string="PDF engine",
        default="wkhtmltopdf",
        required=True,
        help="WeasyPrint draws documents that stand on their own (style and pictures inside) "
        "exactly to size and as PDF/A-3; reports on Odoo's external layout need wkhtmltopdf.",
    )

    @api.model
    def get_wkhtmltopdf_state(self):
        """Answer "ok" to the web client, which otherwise refuses every PDF on a server without
        wkhtmltopdf, ours too. Reports that do need it are told the truth when they are drawn.
        """
        if self.env.context.get(STOCK):
            return super().get_wkhtmltopdf_state()
        return "ok"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        if report.eoffice_engine != "weasyprint":
            return super(
                IrActionsReport, self.with_context(**{STOCK: True})
            )._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        streams = OrderedDict()
        for record in self.env[report.model].browse(dict.fromkeys(res_ids or [])):
            pdf = self._eoffice_stored_page(record) or render(
                self._render_qweb_html(report_ref, record.ids, data=dict(data or {}))[0]
            )
            streams[record.id] = {"stream": io.BytesIO(pdf), "attachment": None}
        return streams

    @api.model
    def _eoffice_stored_page(self, record):
        """Return the PDF that was made of this record for ever, or None when there is none."""
        return record._stored_page() if record._name == "eoffice.naskah" else None
