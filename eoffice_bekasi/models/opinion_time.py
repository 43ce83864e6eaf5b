from odoo import api, fields, models


class Opinion(models.Model):
    """Until when an opinion is wanted: as long as a paraf may take, in working hours."""

    _inherit = "eoffice.opinion"

    due_at = fields.Datetime("Wanted by", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        opinions = super().create(vals_list)
        Urgensi = self.env["eoffice.urgensi"]
        for opinion in opinions:
            minutes = Urgensi._step_minutes(opinion.naskah_id.urgensi, "paraf")
            if minutes:
                skpd = opinion.jabatan_id.skpd_id
                opinion.due_at = skpd._work_after(opinion.asked_at, minutes)
        return opinions
