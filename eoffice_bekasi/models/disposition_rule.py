from odoo import api, fields, models
from odoo.fields import Domain

from .jabatan import LEVELS

RELATIONS = [
    ("peers", "Those with the same superior"),
    ("superior", "Its direct superior"),
    ("named", "Named positions"),
    ("organisation", "Heads of units in an organisation"),
]


class DispositionRule(models.Model):
    """To whom beyond their subordinates positions may dispose: peers, superiors, named ones.

    A disposition goes down (naskah-dinas.md section 8, trap 8); what goes elsewhere, a rule of the
    house says, with its basis.

    Every account: reads. Administrator: creates, changes, deletes.
    """

    _name = "eoffice.disposition.rule"
    _description = "Rule of dispositions beyond subordinates"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="Shown beside who is offered by it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    from_jabatan_ids = fields.Many2many(
        "eoffice.jabatan",
        "eoffice_disposition_rule_from_rel",
        string="Given by",
        help="Empty: every position of the organisation and level.",
    )
    from_organisation_id = fields.Many2one(
        "eoffice.organisation",
        "In",
        ondelete="cascade",
        help="With all units below it. Empty: the whole city.",
    )
    from_level = fields.Selection(LEVELS, "Of the level", help="Empty: every level.")
    relation = fields.Selection(RELATIONS, "Given to", required=True, default="peers")
    with_below = fields.Boolean("And those below", help="Also to whoever is below these.")
    to_jabatan_ids = fields.Many2many(
        "eoffice.jabatan", "eoffice_disposition_rule_to_rel", string="Positions"
    )
    to_organisation_id = fields.Many2one("eoffice.organisation", "Organisation", ondelete="cascade")

    _target = models.Constraint(
        "CHECK (relation <> 'organisation' OR to_organisation_id IS NOT NULL)",
        "Choose the organisation whose heads may be given dispositions.",
    )

    @api.model
    def _open_to(self, giver):
        """Return to whom a position may dispose by the rules: dict of jabatan id to the rule's name.

        :param giver: the jabatan that gives
        """
        units = self._units_of(giver)
        rules = self.search(
            Domain("from_jabatan_ids", "=", False) | Domain("from_jabatan_ids", "in", giver.ids)
        ).filtered(
            lambda rule: (
                (not rule.from_organisation_id or rule.from_organisation_id in units)
                and rule.from_level in (False, giver.level)
            )
        )
        found = {}
        for rule in rules:
            for one in rule._targets(giver) - giver:
                found.setdefault(one.id, rule.name)
        return found

    @api.model
    def _units_of(self, giver):
        """Return the giver's unit and those above it."""
        unit = giver.organisation_id
        units = unit
        while unit := unit.parent_id:
            units |= unit
        return units

    def _targets(self, giver):
        Jabatan = self.env["eoffice.jabatan"]
        match self.relation:
            case "peers":
                found = giver.superior_id.subordinate_ids
            case "superior":
                found = giver.superior_id
            case "organisation":
                found = Jabatan.search(
                    [
                        ("organisation_id", "child_of", self.to_organisation_id.id),
                        ("is_head", "=", True),
                    ]
                )
            case _:
                found = self.to_jabatan_ids
        found = found.filtered("active")
        if self.with_below and found:
            # Never what stands above the giver by way of a superior's subordinates.
            found |= Jabatan.search([("id", "child_of", (found - giver).ids)])
        return found
