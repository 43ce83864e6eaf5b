from odoo import fields, models


class RegisterCounter(models.Model):
    """The last running number of a register in a year; written by ``_take_numbers`` only.

    Every account: reads.
    """

    _name = "eoffice.register.counter"
    _description = "Register counter"
    _order = "year desc"
    _log_access = False

    register_id = fields.Many2one("eoffice.register", required=True, ondelete="restrict")
    year = fields.Integer(required=True)
    last_number = fields.Integer(required=True, default=0)
    closing_id = fields.Many2one(
        "eoffice.register.closing", "Closed by", readonly=True, ondelete="restrict"
    )

    _register_year_uniq = models.Constraint(
        "UNIQUE(register_id, year)", "This register has a counter for that year already."
    )
