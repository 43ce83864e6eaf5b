from odoo import api, fields, models


class Register(models.Model):
    """A register of an SKPD: outgoing numbers (keluar) or incoming agenda (masuk).

    Every account: reads. Nobody changes it by hand; the system makes one of each for an SKPD.
    """

    _name = "eoffice.register"
    _description = "Register"
    _order = "organisation_id, kind"

    organisation_id = fields.Many2one(
        "eoffice.organisation", "SKPD", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("keluar", "Outgoing"), ("masuk", "Incoming")], required=True, default="keluar"
    )
    counter_ids = fields.One2many("eoffice.register.counter", "register_id", "Counters")

    _organisation_kind_uniq = models.Constraint(
        "UNIQUE(organisation_id, kind)", "This SKPD has that register already."
    )

    @api.depends("organisation_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for register in self:
            register.display_name = f"{register.organisation_id.name} – {kinds[register.kind]}"

    @api.model
    def _take_numbers(self, cr, wanted, year):
        """Take the next running numbers; the caller's transaction holds the rows until its end.

        Rows are locked in one order, so that two transactions never wait for each other.

        :param cr: cursor of a short transaction (see tools.transaction)
        :param dict wanted: register id to how many numbers
        :param int year: year of the register, Asia/Jakarta
        :return: dict of register id to the first number taken
        """
        first = {}
        for register_id in sorted(wanted):
            cr.execute(
                """INSERT INTO eoffice_register_counter AS c (register_id, year, last_number)
                   VALUES (%(register)s, %(year)s, %(count)s)
                   ON CONFLICT (register_id, year)
                   DO UPDATE SET last_number = c.last_number + %(count)s
                        WHERE c.closing_id IS NULL
                   RETURNING last_number - %(count)s + 1""",
                {"register": register_id, "year": year, "count": wanted[register_id]},
            )
            row = cr.fetchone()
            if not row:
                raise self.browse(register_id)._closed_error(year)
            first[register_id] = row[0]
        return first
