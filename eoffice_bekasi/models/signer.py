from odoo import fields, models
from odoo.fields import Domain


class Signer(models.Model):
    """Who may sign, in the words of the regulation: Wali Kota, kepala perangkat daerah, lurah...

    A position is one of them when one of the rules fits it.

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.signer"
    _description = "Kind of signer"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    rule_ids = fields.One2many("eoffice.signer.rule", "signer_id", "Rules", copy=True)

    def _domain(self):
        """Return the domain of the positions that are one of these."""
        return Domain.OR(rule._domain() for rule in self.rule_ids)
