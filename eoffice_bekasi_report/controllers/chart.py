from odoo import http
from odoo.http import request

from .pdf_answer import pdf_answer


class OrganisationChart(http.Controller):
    """The printed chart of a unit, for every account of the office."""

    @http.route(
        "/eoffice/organisasi/<int:organisation_id>/bagan",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def chart(self, organisation_id, depth="3", staff="", **_kwargs):
        """Answer the chart as a PDF, to be shown in the browser.

        :param str depth: how many levels, 1 to 6
        :param str staff: not empty: pelaksana and shared desks too
        :return: 404 for a unit that doesn't exist, and for who isn't of the office
        """
        Organisation = request.env["eoffice.organisation"].with_context(active_test=False)
        if not Organisation.has_access("read"):
            raise request.not_found()
        unit = Organisation.search([("id", "=", organisation_id)])
        if not unit:
            raise request.not_found()
        levels = min(max(int(depth), 1), 6) if depth.isdecimal() else 3
        pdf = unit.with_context(active_test=True)._chart_pdf(levels, bool(staff))
        name = f"Bagan {unit.name}.pdf".replace("/", "-")
        return pdf_answer(pdf, name)
