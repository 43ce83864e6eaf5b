from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from odoo.addons.eoffice_bekasi.models.event import KINDS

#: Events of a letter that can set a rule in motion.
TRIGGERS = frozenset(
    {"submitted", "resubmitted", "paraf", "returned", "recalled", "asked_again", "co_signed"}
    | {"signed", "sealed", "scheduled", "unscheduled", "distributed", "delivered", "read"}
    | {"disposed", "disposition_reported", "finished", "cancelled", "amended", "answered"}
)
EVENTS = [kind for kind in KINDS if kind[0] in TRIGGERS]
EVENT = "on_eoffice_event"


class BaseAutomation(models.Model):
    """Odoo's automation rules, set in motion by the event log of letters.

    Rules on letters know this trigger only and carry out acts on letters only: another trigger
    would run inside the act and could block it, a condition on what a letter says would tell it,
    and code would read it. They choose by facts of the envelope.
    """

    _inherit = "base.automation"

    trigger = fields.Selection(
        selection_add=[(EVENT, "Event of a letter")], ondelete={EVENT: "cascade"}
    )
    eoffice_event_kind = fields.Selection(EVENTS, "Event")
    eoffice_type_ids = fields.Many2many(
        "eoffice.naskah.type", "eoffice_automation_type_rel", string="Naskah types"
    )
    eoffice_skpd_ids = fields.Many2many(
        "eoffice.organisation",
        "eoffice_automation_skpd_rel",
        string="SKPD",
        domain="[('is_skpd', '=', True)]",
    )
    eoffice_sifat = fields.Selection(
        lambda self: self.env["eoffice.sifat"]._selection(), "Letters of sifat"
    )
    eoffice_urgensi = fields.Selection(
        lambda self: self.env["eoffice.urgensi"]._selection(), "Letters of urgensi"
    )
    eoffice_direction = fields.Selection(
        [("keluar", "Outgoing"), ("internal", "Internal"), ("masuk", "Incoming")],
        "Letters of direction",
    )

    @api.constrains(
        "trigger", "model_id", "filter_domain", "filter_pre_domain", "eoffice_event_kind"
    )
    def _check_eoffice_trigger(self):
        for rule in self:
            on_letter = rule.model_name in self.env and (
                "eoffice.closure" in self.env[rule.model_name]._inherit_module
            )
            by_event = rule.trigger == EVENT
            if not (on_letter or by_event):
                continue
            if not by_event or rule.model_name != "eoffice.naskah" or not rule.eoffice_event_kind:
                raise ValidationError(
                    self.env._("A rule on letters is set in motion by an event of a letter.")
                )
            if rule.filter_domain or rule.filter_pre_domain:
                raise ValidationError(
                    self.env._(
                        "A rule chooses letters by type, SKPD, sifat, urgensi and direction; "
                        "never by what they say."
                    )
                )

    @api.constrains("trigger", "action_server_ids")
    def _check_eoffice_actions(self):
        for rule in self.filtered(lambda one: one.trigger == EVENT):
            if any(action.state != "eoffice" for action in rule.action_server_ids):
                raise ValidationError(self.env._("A rule on letters carries out acts on letters."))

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @ormcache()
    def _eoffice_rules(self):
        """Return the rules in use by the kind of event that sets them in motion: kind to ids."""
        # sudo: the rules work for every account; nothing of them is shown.
        rules = self.sudo().search([("trigger", "=", EVENT)])
        return {kind: tuple(mine.ids) for kind, mine in rules.grouped("eoffice_event_kind").items()}

    def _eoffice_applies(self, letter):
        """Whether this rule is for a letter, by its envelope.

        :param letter: eoffice.naskah (in sudo mode)
        """
        self.ensure_one()
        return (
            (not self.eoffice_type_ids or letter.type_id in self.eoffice_type_ids)
            and (not self.eoffice_skpd_ids or letter.skpd_id in self.eoffice_skpd_ids)
            and (not self.eoffice_sifat or letter.sifat == self.eoffice_sifat)
            and (not self.eoffice_urgensi or letter.urgensi == self.eoffice_urgensi)
            and (not self.eoffice_direction or letter.direction == self.eoffice_direction)
        )


class IrActionsServer(models.Model):
    """What a rule on letters carries out stays an act on letters."""

    _inherit = "ir.actions.server"

    @api.constrains("state", "base_automation_id")
    def _check_eoffice_rule(self):
        self.base_automation_id._check_eoffice_actions()
