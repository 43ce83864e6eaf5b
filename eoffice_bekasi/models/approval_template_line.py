from odoo import fields, models


class ApprovalTemplateLine(models.Model):
    """One place in an approval template: who is asked, and for what.

    Every account: reads. Administrator: all. Operator of an SKPD: those of its templates.
    """

    _name = "eoffice.approval.template.line"
    _description = "Step of an approval template"
    _inherit = "eoffice.operated"
    _order = "template_id, sequence, id"
    _rec_name = "who"

    _operator_fields = frozenset(
        {
            "template_id",
            "sequence",
            "kind",
            "who",
            "jabatan_id",
            "with_previous",
            "may_skip",
        }
    )

    template_id = fields.Many2one(
        "eoffice.approval.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("paraf", "Paraf"),
            ("koordinasi", "Paraf koordinasi"),
            ("check", "Check by the registry"),
        ],
        required=True,
        default="paraf",
        help="The signature comes last, by itself.",
    )
    who = fields.Selection(
        [
            ("superiors", "Superiors of the drafter, up to the signer"),
            ("unit_head", "Head of the drafter's unit"),
            ("registry", "Registry of the signer's SKPD"),
            ("jabatan", "A position"),
        ],
        required=True,
        default="superiors",
    )
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Position", index="btree_not_null", ondelete="restrict"
    )

    with_previous = fields.Boolean(
        "Together with the one before",
        help="Both are asked at the same time, not one after another.",
    )
    may_skip = fields.Boolean(
        "May be skipped",
        help="By the drafter or by who comes later, with a reason, while the letter is in approval.",
    )

    _position_when_named = models.Constraint(
        "CHECK (who <> 'jabatan' OR jabatan_id IS NOT NULL)",
        "Choose the position that is asked.",
    )
    _check_by_registry = models.Constraint(
        "CHECK (kind <> 'check' OR who IN ('registry', 'jabatan'))",
        "A check is done by a registry: choose it, or the position that keeps one.",
    )

    def _positions(self, drafter, signer):
        """Return the positions this line asks, for a letter of a drafter to a signer."""
        if self.who == "superiors":
            return drafter._superiors_up_to(signer)
        if self.who == "unit_head":
            return drafter.organisation_id.head_jabatan_id
        if self.who == "registry":
            return signer.skpd_id.registry_jabatan_id
        return self.jabatan_id
