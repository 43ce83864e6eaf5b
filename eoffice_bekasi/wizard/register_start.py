from odoo import api, fields, models

from ..tools.local_time import office_today
from ..tools.sheet_columns import Column

#: Column of the file to the register that it is about.
REGISTERS = {"last_outgoing": "keluar", "last_incoming": "masuk"}


class RegisterStart(models.TransientModel):
    """Last numbers on paper, for a register that is kept here from the middle of a year on.

    Administrator: enters them, one by one or as a table by the SKPD's code, before the first number
    is given here. Each entry is in the event log.
    """

    _name = "eoffice.register.start"
    _description = "Numbers before the system"
    _inherit = "eoffice.import"

    register_id = fields.Many2one("eoffice.register", required=True, ondelete="cascade")
    year = fields.Integer(required=True, default=lambda self: office_today().year)
    last_number = fields.Integer("Last number on paper", required=True, aggregator=False)

    def action_start(self):
        """Let the registers go on after these numbers.

        :return: action that closes the form
        """
        self.check_access("write")
        # sudo: counters are nobody's to write; the right to this form has been checked.
        Counter = self.env["eoffice.register.counter"].sudo()
        for start in self:
            Counter._start(start.register_id, start.year, start.last_number)
        return {"type": "ir.actions.act_window_close"}

    # ------------------------------------------------------------------ as a table

    @api.model
    def _import_title(self):
        return self.env._("Last numbers")

    @api.model
    def _import_columns(self):
        year = str(office_today().year)
        return [
            Column(
                "code",
                self.env._("Unit code"),
                "code",
                self.env._("The SKPD whose registers these are."),
                required=True,
                examples=("CONTOH-01", "CONTOH-02"),
            ),
            Column(
                "year",
                self.env._("Year"),
                note=self.env._("This year when it is left empty."),
                examples=(year, year),
            ),
            Column(
                "last_outgoing",
                self.env._("Last outgoing number"),
                note=self.env._("The last number of a letter that was given on paper."),
                examples=("1204", "87"),
            ),
            Column(
                "last_incoming",
                self.env._("Last incoming agenda number"),
                note=self.env._("The last line of the book of incoming letters."),
                examples=("2310", ""),
            ),
        ]

    @api.model
    def _import_check(self, table):
        units = self.env["eoffice.organisation"].search([("is_skpd", "=", True)])
        known = {unit.code: unit for unit in units if unit.code}
        seen = {}
        for row in table.rows:
            row.vals["year"] = self._import_number(table, row, "year") or office_today().year
            row.vals["last"] = {
                name: self._import_number(table, row, name) for name in REGISTERS if row.get(name)
            }
            code = row.get("code")
            row.vals["unit"] = known.get(code)
            if code and code not in known:
                table.refuse(row, "code", self.env._("There is no SKPD with the code %s.", code))
            elif (first := seen.setdefault((code, row.vals["year"]), row)) is not row:
                table.refuse(
                    row, "code", self.env._("This code is in row %s already.", first.number)
                )
            elif not row.vals["last"]:
                table.refuse(row, None, self.env._("The row has no number."))

    @api.model
    def _import_number(self, table, row, name):
        text = (row.get(name) or "").lstrip("\u2060")
        if text and not (text.isascii() and text.isdigit()):
            table.refuse(row, name, self.env._("Write a whole number, without dots."))
            return None
        return int(text) if text else None

    @api.model
    def _import_save(self, table):
        for row in table.rows:
            for name, number in row.vals["last"].items():
                row.record = self.create(
                    {
                        "register_id": row.vals["unit"]._own_register(REGISTERS[name]).id,
                        "year": row.vals["year"],
                        "last_number": number,
                    }
                )
                row.record.action_start()
            row.state = "created"
        return {}
