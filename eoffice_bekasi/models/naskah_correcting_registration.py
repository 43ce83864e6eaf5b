from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .naskah_tracking import UNSENT

#: What of a registration can be corrected; the addressee by ``action_send_on``, the sifat by
#: ``action_raise_sifat``.
CORRECTED = frozenset(
    {"type_id", "sender", "number", "letter_date", "subject", "urgensi", "classification_id"}
    | {"attachment_note", "receipt_way", "received_at", "reply_to_id"}
)


class Naskah(models.Model):
    """A registration that was wrong is corrected until somebody has disposed the letter."""

    _inherit = "eoffice.naskah"

    def action_correct_registration(self, values, reason):
        """Correct what was typed when an incoming letter was registered.

        By the desk that registered it, until somebody has disposed or finished it. The agenda gets
        a correction line; what stood there before is kept with the reason.

        :param dict values: what changes, as for ``action_register``: ``type_id``, ``sender``,
            ``number``, ``letter_date``, ``subject``, ``urgensi``, ``classification_id``,
            ``attachment_note``, ``receipt_way``, ``received_at``, ``reply_to_id``
        :param str reason: required
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: registered by another desk
        :raise UserError: somebody has disposed, no reason, nothing different, or something else
            that can't be corrected
        """
        self.ensure_one()
        self.check_access("read")
        desk = self._registrar()
        reason = self._required_reason(reason)
        self._check_correctable(values)
        # sudo: the registration is the desk's own; what it may change has been checked.
        letter = self.sudo()
        changed = letter._changed_registration(values)
        if not changed:
            raise UserError(self.env._("Nothing is different. Change what was wrong."))
        told = letter._told_changes(changed)
        letter.write(changed)
        letter.flush_recordset()
        self._correct_agenda(changed.keys(), reason)
        event = self._log("registration_corrected", desk, {"fields": sorted(changed)})
        self._remark(event, "\n".join([reason, *told]))
        return self._answer()

    # ------------------------------------------------------------------ rights and state

    def _registrar(self):
        """Return the desk that registered this letter, when it is the account's.

        :raise AccessError: it isn't
        """
        # sudo: which desk registered it; compared with the account's own.
        desk = self.sudo().drafter_jabatan_id
        if self.direction != "masuk" or desk.id not in self._registering_desks().ids:
            raise AccessError(
                self.env._("A registration is corrected by the desk that registered the letter.")
            )
        return desk.sudo(False)

    def _required_reason(self, reason):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why."))
        return reason

    def _check_correctable(self, values):
        """Refuse where somebody has disposed, and what is not corrected this way.

        :raise UserError: says which
        """
        # sudo: only whether somebody has disposed or finished; nothing of it is shown.
        letter = self.sudo()
        disposed = letter.disposition_ids.filtered(lambda one: one.state not in UNSENT)
        settled = letter.recipient_ids.filtered(lambda one: one.state in ("disposed", "finished"))
        if self.state not in ("sealed", "distributed") or disposed or settled:
            raise UserError(
                self.env._(
                    "The letter has been disposed or finished already: its registration stays. "
                    "The line in the agenda can still be corrected."
                )
            )
        if "subject" in values and self.is_secret:
            raise UserError(
                self.env._("What a secret letter says is not for the registry to correct.")
            )
        if refused := sorted(values.keys() - CORRECTED):
            raise UserError(
                self.env._(
                    "A correction can't change this: %s.",
                    ", ".join(
                        self._fields[name]._description_string(self.env)
                        if name in self._fields
                        else name
                        for name in refused
                    ),
                )
            )

    # ------------------------------------------------------------------ what changes

    def _changed_registration(self, values):
        """Return the values of the letter's own fields that differ; in sudo mode.

        :param dict values: as for ``action_register``
        :raise UserError: one is wrong, or empty where it must not be
        """
        plain = self.sudo(False)
        plain._check_registered_choices(values)
        wanted = {
            name: value
            for name, value in plain._registered_values(values).items()
            if name in values
        }
        received_at, _letter_date = plain._checked_moments(values)
        if values.get("received_at"):
            wanted["received_at"] = received_at
        if values.get("receipt_way"):
            wanted["receipt_way"] = values["receipt_way"]
        if "sender" in values:
            sender = plain._sender_of(values["sender"])
            wanted |= {"sender_partner_id": sender.id, "sender_name": sender.name}
        if "reply_to_id" in values:
            original = values["reply_to_id"]
            wanted["reply_to_id"] = original and plain._answered_letter(original).id
        for name in ("type_id", "subject"):
            if name in wanted and not wanted[name]:
                raise UserError(
                    self.env._("Missing for the letter: %s.", plain._registration_labels()[name])
                )
        after = self.new(wanted, origin=self)
        return {name: value for name, value in wanted.items() if after[name] != self[name]}

    def _told_changes(self, changed):
        """Return what stood there before and what stands there now, a line a field."""
        shown = [name for name in changed if name != "sender_partner_id"]
        after = self.new(changed, origin=self)
        return [
            f"{self._fields[name]._description_string(self.env)}: "
            f"{self._shown_value(name) or '–'} → {after._shown_value(name) or '–'}"
            for name in shown
        ]

    def _shown_value(self, name):
        value = self[name]
        return value.display_name if self._fields[name].relational else str(value or "")

    def _correct_agenda(self, changed, reason):
        """Enter the correction in the open registers in which the letter stands."""
        # sudo: what stands on the envelope, for the registers in which it stands already.
        letter = self.sudo()
        columns = {
            "sender_name": ("sender_name", letter.sender_name),
            "number": ("letter_number", letter.number or None),
            "letter_date": ("letter_date", letter.letter_date or None),
            "classification_id": ("classification_code", letter.classification_id.code or None),
            "attachment_note": ("attachment_note", letter.attachment_note or None),
        }
        corrected = {
            column: SQL("%s", value) for name, (column, value) in columns.items() if name in changed
        }
        if corrected:
            self.env["eoffice.agenda"]._correct_lines(
                self.env.cr, self.id, corrected, reason, self.env.uid
            )
            self.env["eoffice.agenda"].invalidate_model()
            self.invalidate_recordset(["agenda_ids"])
