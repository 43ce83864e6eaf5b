from odoo import api, fields, models
from odoo.exceptions import AccessError


class Jabatan(models.Model):
    """The operator: positions of his SKPD.

    Not: the head's, the registry desk and those with a rank of their own (the law and the
    Administrator make these); nor what gives power outside his SKPD: who may sign in its name, who
    shares a desk, who heads a unit.
    """

    _name = "eoffice.jabatan"
    _inherit = ["eoffice.jabatan", "eoffice.operated"]

    _operator_fields = frozenset(
        (
            *("name", "sequence", "active", "organisation_id", "superior_id", "kind", "echelon"),
            *("signature_title", "assignment_ids"),
        )
    )

    is_reserved = fields.Boolean("The Administrator's", compute="_compute_is_reserved")

    @api.depends("rank", "skpd_id.head_jabatan_id", "skpd_id.registry_jabatan_id")
    def _compute_is_reserved(self):
        reserved = self._origin._reserved()
        for jabatan in self:
            jabatan.is_reserved = jabatan._origin in reserved

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"kind", "may_sign", "active"}:
            # sudo: roles follow from positions, whoever changes these.
            self.sudo()._sync_holder_roles()
        return result

    def _sync_holder_roles(self):
        """Give and take the roles of those who hold these positions today."""
        self.env["eoffice.assignment"]._current(self).user_id._eoffice_sync_roles()

    def _reserved(self):
        """Return those of these positions that only the Administrator changes."""
        # sudo: what is head and registry of an SKPD is public inside the city.
        units = self.sudo().skpd_id
        return self.filtered("rank") | self & (units.head_jabatan_id | units.registry_jabatan_id)

    def _check_operated_before(self, vals):
        # Who sits there is another question, which the assignment answers.
        if vals.keys() - {"assignment_ids"} and (reserved := self._reserved()):
            raise AccessError(
                self.env._(
                    "%s is set up by the Administrator, as head or registry desk of an SKPD. Ask "
                    "him to change it.",
                    reserved[0].name,
                )
            )
        return super()._check_operated_before(vals)

    def _check_operated(self):
        for jabatan in self - self._reserved():
            if jabatan.superior_id.skpd_id != jabatan.skpd_id:
                raise AccessError(
                    self.env._(
                        "Choose a superior in %(skpd)s for %(jabatan)s. One elsewhere is set by "
                        "the Administrator.",
                        skpd=jabatan.skpd_id.name,
                        jabatan=jabatan.name,
                    )
                )
        return super()._check_operated()
