from odoo import api, models


class ReportNaskah(models.AbstractModel):
    """Values for the report "Naskah": the same document that the page on screen shows."""

    _name = "report.eoffice_bekasi_report.report_naskah"
    _description = "Report: naskah"

    @api.model
    def _get_report_values(self, docids, data=None):
        letters = self.env["eoffice.naskah"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": letters._name,
            "docs": letters,
            **letters._page_document(),
        }
