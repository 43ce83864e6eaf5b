from odoo import api, fields, models
from odoo.exceptions import UserError


class NaskahType(models.Model):
    """By which approval templates letters of a type go."""

    _inherit = "eoffice.naskah.type"

    template_ids = fields.Many2many(
        "eoffice.approval.template",
        "eoffice_approval_template_type_rel",
        "type_id",
        "template_id",
        "Approval templates",
        copy=False,
        help="An SKPD's own goes before the city's. Empty: superiors of the drafter give paraf.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_never_named(self):
        # A template that loses its last type would be for all of them.
        if named := self.template_ids:
            raise UserError(
                self.env._(
                    "The approval template %s names a naskah type that is to be deleted. Take it "
                    "out there first.",
                    named[0].name,
                )
            )
