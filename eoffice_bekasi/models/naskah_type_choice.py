from odoo import api, fields, models

from ..tools.local_time import office_today


class Naskah(models.Model):
    """What follows from the type that the drafter chooses: its sifat, its signer; and whether it's in force.

    The type proposes; what the drafter chose himself stays.
    """

    _inherit = "eoffice.naskah"

    is_numbered = fields.Boolean(
        "Numbered", readonly=True, copy=False, default=True, help="Frozen from its type at signing."
    )

    @api.model
    def _default_type_id(self):
        return self.env["eoffice.naskah.type"].search([("is_in_force", "=", True)], limit=1)

    @api.onchange("type_id")
    def _onchange_type_id(self):
        """Show in the form what the type brings with it."""
        if not self.type_id or self.state != "draft":
            return
        if not self.sifat_by_hand:
            self.sifat = self._asked_sifat()
        signer = self.signer_jabatan_id
        if self.drafter_jabatan_id and not (
            signer and (self.mandate_id or signer._may_sign_type(self.type_id))
        ):
            self.signer_jabatan_id = self.drafter_jabatan_id._signer_for(self.type_id)

    def _type_refusals(self):
        """Return what stands against this letter's type, signer and type, as a list of texts."""
        refusals = []
        naskah_type, signer = self.type_id, self.signer_jabatan_id
        if not naskah_type._runs_on(office_today()):
            instead = naskah_type._offered_instead()
            refusals.append(
                self.env._(
                    "Type: %(type)s isn't in force today. Choose %(instead)s.",
                    type=naskah_type.display_name,
                    instead=instead.display_name,
                )
                if instead
                else self.env._(
                    "Type: %s isn't in force today. Choose one from the list.",
                    naskah_type.display_name,
                )
            )
        own = not self.mandate_id and signer.may_sign
        if own and not signer._may_sign_type(naskah_type):
            refusals.append(self.env._("Signed by: %s", naskah_type._why_not_signed_by(signer)))
        return refusals
