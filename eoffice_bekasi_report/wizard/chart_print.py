from odoo import fields, models


class ChartPrint(models.TransientModel):
    """Dialog: how much of the chart of a unit is printed.

    Every account: uses it; the structure of the city is public inside it.
    """

    _name = "eoffice.chart.print"
    _description = "Print chart"

    organisation_id = fields.Many2one("eoffice.organisation", "Unit", required=True)
    depth = fields.Selection(
        [(str(levels), str(levels)) for levels in range(1, 7)],
        "Levels",
        required=True,
        default="3",
        help="How many levels below each other, the head of the unit being the first.",
    )
    with_staff = fields.Boolean("With pelaksana and shared desks")

    def action_print(self):
        """Open the chart in a tab of its own."""
        self.ensure_one()
        staff = "&staff=1" if self.with_staff else ""
        return {
            "type": "ir.actions.act_url",
            "url": f"/eoffice/organisasi/{self.organisation_id.id}/bagan?depth={self.depth}{staff}",
            "target": "new",
        }
