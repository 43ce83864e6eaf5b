from odoo import api, fields, models

from ..tools.local_time import office_today


class Naskah(models.Model):
    """A letter that is signed on behalf of another, a.n. or u.b., by a standing mandate (section 2).

    The drafter chooses it among those in force for the signer and the type; where the signer may
    sign the type by a mandate only, it is there by itself.
    """

    _inherit = "eoffice.naskah"

    mandate_id = fields.Many2one(
        "eoffice.mandate",
        "On behalf of",
        compute="_compute_mandate_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        ondelete="restrict",
        domain="[('agent_jabatan_id', '=', signer_jabatan_id), ('in_force', '=', True)]",
    )
    may_choose_mandate = fields.Boolean(compute="_compute_may_choose_mandate")

    @api.depends("signer_jabatan_id", "type_id")
    def _compute_mandate_id(self):
        today = office_today()
        Mandate = self.env["eoffice.mandate"]
        for naskah in self:
            signer, naskah_type = naskah.signer_jabatan_id, naskah.type_id
            if naskah.state != "draft":
                naskah.mandate_id = naskah.mandate_id
                continue
            kept = naskah.mandate_id
            by_itself = not (signer and naskah_type) or signer._may_sign_type(naskah_type)
            if by_itself and not kept:
                naskah.mandate_id = False
                continue
            offered = Mandate._open_to(signer, naskah_type, today).sudo(self.env.su)
            naskah.mandate_id = kept & offered or (Mandate if by_itself else offered[:1])

    @api.depends("signer_jabatan_id")
    def _compute_may_choose_mandate(self):
        Mandate = self.env["eoffice.mandate"]
        mandates = Mandate.search(
            [
                ("agent_jabatan_id", "in", self.signer_jabatan_id.ids),
                ("in_force", "=", True),
            ]
        )
        for naskah in self:
            naskah.may_choose_mandate = naskah.signer_jabatan_id in mandates.agent_jabatan_id

    def _mandate_of(self, jabatan):
        """Return the mandate by which a position signs this letter (in sudo mode), or none.

        Of the first party the one that the drafter chose; of others, who may sign the type by a
        mandate only, that.
        """
        # sudo: who may sign for whom stands on the letters themselves.
        letter = self.sudo()
        if jabatan == letter.signer_jabatan_id:
            chosen = letter.mandate_id
            return chosen if chosen.agent_jabatan_id == jabatan else chosen.browse()
        Mandate = letter.env["eoffice.mandate"]
        if jabatan._may_sign_type(letter.type_id):
            return Mandate
        return Mandate._open_to(jabatan, letter.type_id, office_today())[:1]
