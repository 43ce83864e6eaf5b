from odoo import api, fields, models

#: System parameter: the proof is asked for with every signature, whatever the type.
ALWAYS = "eoffice_bekasi.sign_proof_always"


class Naskah(models.Model):
    """Whether who signs proves again that it is he (Ps. 11(5): the login is the signature)."""

    _inherit = "eoffice.naskah"

    needs_proof = fields.Boolean(
        "Asks for the password again", compute="_compute_needs_proof", compute_sudo=False
    )

    @api.depends("type_id.sign_proof")
    def _compute_needs_proof(self):
        for naskah in self:
            naskah.needs_proof = naskah._needs_proof()

    def _needs_proof(self):
        """Whether one of these letters asks for a proof: by its type, or by the settings."""
        # sudo: a switch of the office's own; and types are everybody's to read.
        always = self.env["ir.config_parameter"].sudo().get_param(ALWAYS)
        return bool(always) or any(naskah.type_id.sign_proof for naskah in self.sudo())
