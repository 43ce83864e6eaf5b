from odoo import Command, api, fields, models

from .base_automation import EVENT, EVENTS
from .ir_actions_server import VERBS

#: What a rule says, and where Odoo's automation rule keeps it.
OF_THE_RULE = {
    "name": "name",
    "active": "active",
    "event_kind": "eoffice_event_kind",
    "type_ids": "eoffice_type_ids",
    "skpd_ids": "eoffice_skpd_ids",
    "sifat": "eoffice_sifat",
    "urgensi": "eoffice_urgensi",
    "direction": "eoffice_direction",
}


class Automation(models.Model):
    """An automatic rule of the office: when this happens to such a letter, do that.

    It is carried out by Odoo's automation rules, which it makes and keeps in line; nobody needs
    Odoo's settings for it.

    Administrator: makes and changes rules. He chooses letters by their envelope and acts from a
    list; that opens no letter to him. Everybody else: nothing.
    """

    _name = "eoffice.automation"
    _description = "Automatic rule"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    event_kind = fields.Selection(EVENTS, "When a letter is", required=True, default="signed")
    type_ids = fields.Many2many(
        "eoffice.naskah.type", string="Naskah types", help="None: all types."
    )
    skpd_ids = fields.Many2many(
        "eoffice.organisation",
        string="SKPD",
        domain="[('is_skpd', '=', True)]",
        help="Of whom the letter is. None: all.",
    )
    sifat = fields.Selection(lambda self: self.env["eoffice.sifat"]._selection())
    urgensi = fields.Selection(lambda self: self.env["eoffice.urgensi"]._selection())
    direction = fields.Selection(
        [("keluar", "Outgoing"), ("internal", "Internal"), ("masuk", "Incoming")]
    )
    verb = fields.Selection(VERBS, "Do this", required=True, default="schedule")
    note = fields.Char("Note or reason")
    clock = fields.Char("Time of day", default="07:30", help="On the next working day of the SKPD.")
    rule_id = fields.Many2one(
        "base.automation",
        "Rule of Odoo",
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups="base.group_system",
    )
    failures = fields.Integer("Not carried out", compute="_compute_failures")

    @api.constrains("verb", "note", "clock")
    def _check_values(self):
        for rule in self:
            self.env["ir.actions.server"]._check_eoffice_values(rule.verb, rule.note, rule.clock)

    def _compute_failures(self):
        # sudo: the link to Odoo's rule is the system's.
        keys = {rule.id: rule.sudo().rule_id.id for rule in self}
        counts = dict(
            self.env["eoffice.automation.run"]._read_group(
                [("rule_key", "in", list(keys.values())), ("state", "=", "failed")],
                ["rule_key"],
                ["__count"],
            )
        )
        for rule in self:
            rule.failures = counts.get(keys[rule.id], 0)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create([self._allowed(vals) for vals in vals_list])
        for rule in rules:
            rule._keep_in_line()
        return rules

    def write(self, vals):
        result = super().write(self._allowed(vals))
        if vals.keys() != {"rule_id"}:
            for rule in self:
                rule._keep_in_line()
        return result

    def unlink(self):
        # sudo: Odoo's rules of these are the system's.
        carried_out = self.sudo().rule_id
        result = super().unlink()
        carried_out.unlink()
        return result

    @api.model
    def _allowed(self, vals):
        """Return the values without the link to Odoo's rule, which is the system's."""
        if self.env.su:
            return vals
        return {name: value for name, value in vals.items() if name != "rule_id"}

    def _keep_in_line(self):
        """Make or change the automation rule and the server action that carry this one out."""
        self.ensure_one()
        # sudo: made from values of closed lists only: an act on letters, never code.
        rule = self.sudo()
        values = {
            "trigger": EVENT,
            "model_id": rule.env["ir.model"]._get_id("eoffice.naskah"),
        }
        for name, theirs in OF_THE_RULE.items():
            many = rule._fields[name].type == "many2many"
            values[theirs] = [Command.set(rule[name].ids)] if many else rule[name]
        action = {
            "name": rule.name,
            "state": "eoffice",
            "usage": "base_automation",
            "model_id": values["model_id"],
            "eoffice_verb": rule.verb,
            "eoffice_note": rule.note,
            "eoffice_clock": rule.clock,
        }
        if rule.rule_id:
            rule.rule_id.action_server_ids.write(action)
            rule.rule_id.write(values)
        else:
            values["action_server_ids"] = [Command.create(action)]
            rule.rule_id = rule.env["base.automation"].create(values)

    def action_open_runs(self):
        """Open what this rule has done and could not do."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "eoffice_bekasi_automation.eoffice_automation_run_action"
        )
        # sudo: the link to Odoo's rule is the system's.
        return {**action, "domain": [("rule_key", "=", self.sudo().rule_id.id)]}
