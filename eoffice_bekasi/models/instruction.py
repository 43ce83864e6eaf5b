from odoo import fields, models


class Instruction(models.Model):
    """What a disposition can ask for; a list the administrator keeps.

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.instruction"
    _description = "Disposition instruction"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
