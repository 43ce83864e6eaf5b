from odoo import api, fields, models

#: Kinds of work that have a deadline.
KINDS = [
    ("paraf", "Paraf"),
    ("check", "Check by the registry"),
    ("sign", "Signature"),
    ("opinion", "Opinion"),
    ("dispose", "Received letter to be disposed"),
    ("followup", "Disposition to be followed up"),
]


class ReminderRule(models.Model):
    """Who is told how long before or after the deadline of a piece of work, in working hours.

    Each rule speaks once of each piece of work, in the working time of the SKPD where it waits.
    What was late before a rule was made is not told by it.

    Every account: reads. Administrator: creates, changes, deletes.
    """

    _name = "eoffice.reminder.rule"
    _description = "Reminder rule"
    _order = "kind, moment desc, hours, id"

    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, "Kind of work", required=True, default="paraf")
    hours = fields.Integer("Working hours", required=True, default=2)
    moment = fields.Selection(
        [("before", "before the deadline"), ("after", "after the deadline")],
        "When",
        required=True,
        default="before",
    )
    target = fields.Selection(
        [
            ("holder", "Whoever has the letter"),
            ("superior", "His superior"),
            ("registry", "Registry of his SKPD"),
            ("drafter", "Drafter of the letter"),
            ("giver", "Whoever gave the disposition"),
        ],
        "Tells",
        required=True,
        default="holder",
        help="Whoever carries that position at the time. A superior who may not read the letter "
        "is told its number, the position and how long only.",
    )
    urgensi_id = fields.Many2one(
        "eoffice.urgensi", ondelete="cascade", help="Empty: letters of every urgensi."
    )
    type_id = fields.Many2one(
        "eoffice.naskah.type", "Naskah type", ondelete="cascade", help="Empty: every type."
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        domain=[("is_skpd", "=", True)],
        ondelete="cascade",
        help="Where it waits. Empty: every SKPD.",
    )

    _hours = models.Constraint(
        "CHECK (hours >= 0)", "Enter how many working hours; before or after is said beside it."
    )

    _giver = models.Constraint(
        "CHECK (target <> 'giver' OR kind = 'followup')",
        "Only a disposition to be followed up has somebody who gave it.",
    )

    @api.depends("kind", "hours", "moment", "target")
    def _compute_display_name(self):
        texts = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("kind", "moment", "target")
        }
        for rule in self:
            rule.display_name = self.env._(
                "%(kind)s: %(hours)s working hours %(moment)s – %(target)s",
                kind=texts["kind"].get(rule.kind, ""),
                hours=rule.hours,
                moment=texts["moment"].get(rule.moment, ""),
                target=texts["target"].get(rule.target, ""),
            )
