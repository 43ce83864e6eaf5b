from odoo import api, fields, models


class Organisation(models.Model):
    _inherit = "eoffice.organisation"

    emblem_sha256 = fields.Char(
        "Emblem digest",
        compute="_compute_emblem_sha256",
        store=True,
        help="Digest of the emblem that letters of this unit show from now on.",
    )

    @api.depends("emblem_image")
    def _compute_emblem_sha256(self):
        # sudo: emblems are kept by the system, for whoever may change the organisation.
        Emblem = self.env["eoffice.emblem"].sudo()
        for unit in self.with_context(bin_size=False):
            unit.emblem_sha256 = Emblem._keep(unit.emblem_image) if unit.emblem_image else False
