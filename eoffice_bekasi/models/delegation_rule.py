from odoo import api, fields, models

from ..tools.delegation_limit import Limit, exceeded
from .delegation import KINDS


class DelegationRule(models.Model):
    """How long a delegation of a kind may last; law that changes is data.

    Every account: reads. Administrator: changes.
    """

    _name = "eoffice.delegation.rule"
    _description = "Limit of delegations"
    _order = "kind"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, required=True)
    months = fields.Integer("Months at most")
    days = fields.Integer("Days at most", help="Added to the months; both 0: no limit.")
    extensions = fields.Integer("Times it may be extended")
    policy = fields.Selection(
        [("warn", "Warn"), ("refuse", "Refuse")], "Beyond that", required=True, default="warn"
    )
    basis = fields.Char("Legal basis")

    _kind_uniq = models.Constraint("UNIQUE(kind)", "There is a limit for this kind already.")
    _positive = models.Constraint(
        "CHECK (months >= 0 AND days >= 0 AND extensions >= 0)", "A limit can't be negative."
    )

    @api.model
    def _limit(self):
        return Limit(self.months, self.days, self.extensions)

    def _exceeded(self, periods):
        """Return "length", "extensions" or None; see tools.delegation_limit."""
        return exceeded(self._limit(), periods)

    def _text(self, what):
        """Return what is too much, in words."""
        kind = dict(KINDS)[self.kind]
        if what == "length":
            longest = ", ".join(
                filter(
                    None,
                    [
                        self.env._("%s months", self.months) if self.months else "",
                        self.env._("%s days", self.days) if self.days else "",
                    ],
                )
            )
            return self.env._(
                "%(kind)s may last %(longest)s at most. Shorten it.", kind=kind, longest=longest
            )
        return self.env._(
            "%(kind)s may be extended %(times)s times. Appoint somebody for good instead.",
            kind=kind,
            times=self.extensions,
        )
