from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.eoffice_bekasi.tools.local_time import utc_now
from odoo.addons.eoffice_bekasi.tools.send_time import as_clock

from .automation_run import running

#: States in which a standing order to send can be given.
SENDABLE = ("signing", "signed", "sealed")


class Naskah(models.Model):
    """A letter on which server actions and automatic rules act."""

    _inherit = "eoffice.naskah"

    def _act_of_action(self, action):
        """Do what a server action says, as the current account; its right is looked at by the act.

        Sending by a rule is the carrying out of a standing order of the office: it needs no right
        of the account that set it in motion, and is logged with the rule's name.

        :param action: ir.actions.server (in sudo mode)
        :raise UserError: as the act by hand
        """
        self.ensure_one()
        note = (action.eoffice_note or "").strip()
        match action.eoffice_verb:
            case "submit":
                self.action_submit()
            case "paraf":
                self.action_paraf(note or None)
            case "return":
                self.action_return(note)
            case "sign":
                self._sign_of_action()
            case "finish":
                self.check_access("read")
                # sudo: finishing what is signed is the system's, and idempotent.
                self.sudo().with_delay(
                    identity_key=f"eoffice_finish_signing_{self.id}"
                )._finish_signing()
            case "distribute":
                self._send_of_action(action, None)
            case "schedule":
                clock = as_clock(action.eoffice_clock)
                # sudo: when an office works is public.
                self._send_of_action(action, self.sudo().skpd_id._send_time(clock, utc_now()))
            case "cancel":
                self.action_cancel(note)

    def _sign_of_action(self):
        if self._needs_proof():
            raise UserError(
                self.env._(
                    "A letter of this type is signed with a password or second factor, by hand."
                )
            )
        self.action_sign()

    def _send_of_action(self, action, at):
        run = running.get()
        if not run:
            self.action_distribute(at=at)
            return
        # sudo: the standing order is the office's; the event says whose act set it in motion.
        letter = self.sudo()
        letter._require_state(*SENDABLE)
        signature = letter.signature_ids[:1]
        jabatan = self.env["eoffice.jabatan"].browse(run.jabatan_key) or signature.jabatan_id
        at = at or self.env.cr.now()
        letter._order_sending(at, jabatan, self.env.user, run.capacity or signature.capacity)
        self._log(
            "scheduled",
            jabatan,
            {"at": fields.Datetime.to_string(at), "rule": action.base_automation_id.name},
        )

    def _distribute_now(self):
        # What a rule still has to say about this letter may be when it goes out.
        (waits,) = self.env.execute_query(
            SQL(
                """SELECT EXISTS (SELECT FROM eoffice_automation_run
                                   WHERE letter_key = %s AND state = 'waiting'
                                     AND event_kind IN ('signed', 'sealed'))""",
                self.id,
            )
        )[0]
        if not waits:
            return super()._distribute_now()
        return None
