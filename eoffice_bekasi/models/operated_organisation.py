from odoo import api, fields, models
from odoo.exceptions import AccessError


class Organisation(models.Model):
    """An SKPD has one operator, who keeps up address, contact and letterhead text of its units.

    Its head appoints him. Name, kind, code, abbreviation, place in the tree and validity are the
    Administrator's.
    """

    _name = "eoffice.organisation"
    _inherit = ["eoffice.organisation", "eoffice.operated"]

    _operator_fields = frozenset(
        ("street", "postal_code", "phone", "email", "website", "kop_line_1", "kop_line_2")
    )

    operator_ids = fields.One2many("eoffice.operator", "skpd_id", "Operators")
    operator_id = fields.Many2one("res.users", compute="_compute_operator_id")
    may_appoint = fields.Boolean("I appoint its operator", compute="_compute_operator_id")

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create(vals_list)
        # sudo: roles follow from positions, whoever changes these.
        units.sudo().registry_jabatan_id._sync_holder_roles()
        return units

    def write(self, vals):
        # sudo: roles follow from positions, whoever changes these.
        before = self.sudo().registry_jabatan_id if "registry_jabatan_id" in vals else None
        result = super().write(vals)
        if before is not None:
            # sudo: see above.
            (before | self.sudo().registry_jabatan_id)._sync_holder_roles()
        return result

    @api.depends("operator_ids.user_id", "operator_ids.date_to", "head_jabatan_id")
    @api.depends_context("uid")
    def _compute_operator_id(self):
        operators = {
            one.skpd_id.id: one.user_id for one in self.env["eoffice.operator"]._in_force(self)
        }
        appointable = self._operator_appointable()
        for unit in self:
            unit.operator_id = operators.get(unit._origin.id, False)
            unit.may_appoint = unit._origin in appointable and not unit.operator_id

    def _operator_appointable(self, administrator=True):
        """Return those SKPD whose operator the current account may appoint.

        :param bool administrator: False: as their head only
        """
        skpd = self._origin.filtered("is_skpd")
        if administrator and self.env.user.has_group("eoffice_bekasi.group_administrator"):
            return skpd
        carriers = skpd.head_jabatan_id._carriers()
        user = self.env.user
        return skpd.filtered(
            lambda one: user in carriers.get(one.head_jabatan_id.id, user.browse())
        )

    def _check_may_appoint(self):
        if not (self and self <= self._operator_appointable()):
            raise AccessError(
                self.env._(
                    "The operator of an SKPD is appointed by its head, or by the Administrator for "
                    "him (Ps. 11(2))."
                )
            )

    def action_appoint_operator(self):
        """Open the choice of an operator for this SKPD, present operator or not."""
        self.ensure_one()
        self._check_may_appoint()
        return {
            "type": "ir.actions.client",
            "tag": "eoffice_appoint_operator",
            "params": {"skpd_id": self.id},
        }
