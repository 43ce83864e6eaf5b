from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class Naskah(models.Model):
    """What the screens offer with an incoming letter; the verbs themselves refuse who may not."""

    _inherit = "eoffice.naskah"

    can_send_on = fields.Boolean(compute="_compute_can_registered", compute_sudo=False)
    can_correct_registration = fields.Boolean(compute="_compute_can_registered", compute_sudo=False)
    can_raise_sifat = fields.Boolean(compute="_compute_can_registered", compute_sudo=False)
    can_print_receipt = fields.Boolean(compute="_compute_can_registered", compute_sudo=False)

    def _compute_can_registered(self):
        for naskah in self:
            incoming = naskah._origin if naskah.direction == "masuk" else naskah.browse()
            naskah.can_send_on = bool(incoming) and incoming._lets(
                lambda one: one._wrongly_addressed(None)
            )
            naskah.can_correct_registration = bool(incoming) and incoming._lets(
                lambda one: one._registrar() and one._check_correctable({})
            )
            naskah.can_raise_sifat = bool(incoming and incoming._raising_as())
            naskah.can_print_receipt = bool(incoming and incoming._receipt_url())

    def get_higher_sifat(self):
        """Return the degrees of sifat above the letter's: list of dicts ``code``, ``name``, ``tone``."""
        self.ensure_one()
        self.check_access("read")
        rank = self.env["eoffice.sifat"]._ranks()
        return [
            one
            for one in self._offered_degrees("eoffice.sifat")
            if rank[one["code"]] > rank[self.sifat]
        ]

    def _lets(self, check):
        """Whether a check of a verb passes for the account."""
        try:
            check(self)
        except (AccessError, UserError):
            return False
        return True
