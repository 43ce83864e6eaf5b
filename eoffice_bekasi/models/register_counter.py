from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.local_time import office_today


class RegisterCounter(models.Model):
    """The last running number of a register in a year.

    Every account: reads. Written by ``_take_numbers``, and by ``_start`` before the first number.
    """

    _name = "eoffice.register.counter"
    _description = "Register counter"
    _order = "year desc"
    _log_access = False

    register_id = fields.Many2one("eoffice.register", required=True, ondelete="restrict")
    year = fields.Integer(required=True, aggregator=False)
    last_number = fields.Integer(required=True, default=0, aggregator=False)
    start_number = fields.Integer(
        "Before the system",
        required=True,
        default=0,
        aggregator=False,
        help="Numbers up to this one were given on paper, before the register was kept here.",
    )
    closing_id = fields.Many2one(
        "eoffice.register.closing", "Closed by", readonly=True, ondelete="restrict"
    )

    _register_year_uniq = models.Constraint(
        "UNIQUE(register_id, year)", "This register has a counter for that year already."
    )
    _numbers = models.Constraint(
        "CHECK (start_number >= 0 AND last_number >= start_number)",
        "The last number can't be less than those that were given before the system.",
    )

    @api.model
    def _start(self, register, year, number):
        """Let a register go on after the last number that was given on paper in a year.

        :param register: eoffice.register, one record
        :param int number: the last number on paper; 0 takes an earlier start back
        :raise UserError: a number was given here already, or the year isn't this or the last one
        """
        if year not in (office_today().year, office_today().year - 1) or number < 0:
            raise UserError(
                self.env._(
                    "%(register)s: enter this year or the last one, and the last number that was "
                    "given on paper.",
                    register=register.display_name,
                )
            )
        self.flush_model()
        self.env.cr.execute(
            """INSERT INTO eoffice_register_counter AS c
                   (register_id, year, last_number, start_number)
               VALUES (%(register)s, %(year)s, %(number)s, %(number)s)
               ON CONFLICT (register_id, year)
               DO UPDATE SET last_number = %(number)s, start_number = %(number)s
                WHERE c.last_number = c.start_number
               RETURNING id""",
            {"register": register.id, "year": year, "number": number},
        )
        if not self.env.cr.rowcount:
            raise UserError(
                self.env._(
                    "%(register)s has given numbers of %(year)s already. Where it begins can't be "
                    "changed any more.",
                    register=register.display_name,
                    year=year,
                )
            )
        self.invalidate_model()
        register.invalidate_recordset(["counter_ids", "next_number"])
        self.env["eoffice.event"]._log(
            None,
            "register_started",
            detail={"register_id": register.id, "year": year, "number": number},
        )
