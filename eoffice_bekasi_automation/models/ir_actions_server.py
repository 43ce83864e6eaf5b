from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.eoffice_bekasi.tools.send_time import as_clock

#: What a server action can do with a letter: the verbs of the public API.
VERBS = [
    ("submit", "Send for approval"),
    ("paraf", "Give the paraf"),
    ("return", "Return"),
    ("sign", "Sign"),
    ("finish", "Finish the signature: number and page"),
    ("distribute", "Send now"),
    ("schedule", "Send at a time of day"),
    ("cancel", "Cancel"),
]
WITH_NOTE = ("return", "cancel")


class IrActionsServer(models.Model):
    """A server action that does an act on a letter, in the name of whoever runs it.

    Made by system administrators, or by the system for an automatic rule (``eoffice.automation``).
    The act looks at the right itself: running one gives nobody more than doing it by hand.
    """

    _inherit = "ir.actions.server"

    state = fields.Selection(
        selection_add=[("eoffice", "Act on a letter")], ondelete={"eoffice": "cascade"}
    )
    eoffice_verb = fields.Selection(VERBS, "Act on the letter")
    eoffice_note = fields.Char("Note or reason")
    eoffice_clock = fields.Char("Time of day", help="By the office's clock, e.g. 07:30.")

    @api.constrains("state", "model_id", "eoffice_verb", "eoffice_note", "eoffice_clock")
    def _check_eoffice(self):
        for action in self.filtered(lambda one: one.state == "eoffice"):
            if action.model_id.model != "eoffice.naskah" or not action.eoffice_verb:
                raise ValidationError(self.env._("Say what is to be done with the letter."))
            self._check_eoffice_values(
                action.eoffice_verb, action.eoffice_note, action.eoffice_clock
            )

    @api.model
    def _check_eoffice_values(self, verb, note, clock):
        """Refuse an act that lacks what it needs.

        :raise ValidationError: no note to return with, or no time of day
        """
        if verb in WITH_NOTE and not (note or "").strip():
            raise ValidationError(self.env._("Say why, so that those concerned know."))
        if verb == "schedule":
            try:
                as_clock(clock or "")
            except ValueError:
                raise ValidationError(
                    self.env._("Give the time of day as hours and minutes, e.g. 07:30.")
                ) from None

    def _can_execute_action_on_records(self, records):
        # A signed letter is written by nobody; the verbs look at the right to each act themselves.
        if self.state == "eoffice":
            return None
        return super()._can_execute_action_on_records(records)

    def _run_action_eoffice(self, eval_context=None):
        # Odoo runs actions as superuser; the act is the account's own.
        letter = self.env(su=False)["eoffice.naskah"].browse(self.env.context.get("active_id"))
        letter._act_of_action(self)
        return False
