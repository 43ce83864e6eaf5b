from odoo import api, fields, models

from ..tools.local_time import office_today

#: So many findings are listed; more are counted.
LISTED = 200


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
            check.summary = check._in_order() if not findings else check._listed(findings)

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

    def _listed(self, findings):
        sentences = {
            "missing": self.env._("%s: missing, it belongs to no letter and was not set aside"),
            "double": self.env._("%s: there twice"),
            "outside": self.env._("%s: not among the numbers that this register has given"),
            "no_line": self.env._("%s: a letter has it, but it isn't in the agenda"),
            "no_letter": self.env._("%s: in the agenda, but its letter has another number"),
        }
        lines = [
            sentences[one["what"]]
            % (
                one["first"]
                if one["first"] == one["last"]
                else self.env._("%(first)s to %(last)s", first=one["first"], last=one["last"])
            )
            for one in findings[:LISTED]
        ]
        if len(findings) > LISTED:
            lines.append(self.env._("… and %s more", len(findings) - LISTED))
        return "\n".join(lines)
