from odoo import api, fields, models

from ..tools.local_time import office_today


class RegisterCheck(models.TransientModel):
    """The result of a check of a register's numbers, looked up anew whenever it is shown.

    Registry and head of the SKPD, Administrator: see it; others are refused.
    """

    _name = "eoffice.register.check"
    _description = "Check of a register's numbers"

    register_id = fields.Many2one("eoffice.register", required=True, ondelete="cascade")
    year = fields.Integer(required=True, default=lambda self: office_today().year)
    is_whole = fields.Boolean(compute="_compute_summary")
    summary = fields.Text("Result", compute="_compute_summary")

    @api.depends("register_id", "year")
    @api.depends_context("uid", "lang")
    def _compute_summary(self):
        for check in self:
            check.register_id._check_may_check()
            # sudo: it counts numbers of the register, for who may check them; no letter is read.
            findings = check.register_id.sudo()._check_numbers(check.year)
            check.is_whole = not findings
            texts = check.register_id._findings_texts(findings)
            check.summary = "\n".join(texts) or check._in_order()

    def _in_order(self):
        counter = self.env["eoffice.register.counter"].search(
            [("register_id", "=", self.register_id.id), ("year", "=", self.year)]
        )
        if counter.last_number == counter.start_number:
            return self.env._("No number of %s has been given here.", self.year)
        text = self.env._(
            "Everything is in order: each number from %(first)s to %(last)s was given once and is "
            "explained.",
            first=counter.start_number + 1,
            last=counter.last_number,
        )
        if counter.start_number:
            text += "\n" + self.env._(
                "Numbers up to %s were given before the register was kept here.",
                counter.start_number,
            )
        return text
