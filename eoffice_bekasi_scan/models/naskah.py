from odoo import api, models
from odoo.exceptions import AccessError, UserError


class Naskah(models.Model):
    """Registering a scanned letter: its pages become the letter's in the same transaction."""

    _inherit = "eoffice.naskah"

    @api.model
    def action_register(self, values):
        """Register as ``eoffice_bekasi`` does; ``document_id`` names a scanned letter of one's tray.

        Its PDF and recognised text become the letter's, its pages count as registered. Of a letter
        in a closed envelope they are kept for its addressee, who opens it: nobody else sees them.

        :raise AccessError: it lies in another desk's tray
        :raise UserError: somebody else has it before him, it is registered, or isn't read yet
        """
        values = dict(values)
        document_id = values.pop("document_id", None)
        if not document_id:
            return super().action_register(values)
        if done := self._registered_before(values.get("key")):
            return done
        document = self._scanned(document_id)
        answer = super().action_register(values)
        # sudo: the right to the tray has been checked, the letter has just been registered.
        document.sudo()._become(self.sudo().browse(answer["id"]))
        return answer

    def action_print_scan_sheet(self):
        """Let the browser show the sheet behind which further pages of this letter are scanned.

        :raise AccessError: the letter isn't one that the account's desk registered
        """
        self.ensure_one()
        self.check_access("read")
        if (
            self.direction != "masuk"
            or self.drafter_jabatan_id not in self.env["eoffice.scan.tray"]._trays()
        ):
            raise AccessError(
                self.env._("This sheet is printed by the registry that registered the letter.")
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/eoffice/naskah/{self.id}/scan-sheet",
            "target": "new",
        }

    def action_open_envelope(self, subject, *args, document_id=None, **values):
        """Open as ``eoffice_bekasi`` does; ``document_id`` names pages scanned for this letter."""
        document = self._scanned(document_id, self) if document_id else None
        answer = super().action_open_envelope(subject, *args, **values)
        if document:
            # sudo: the right to the tray has been checked, and that to open the letter.
            document.sudo()._become(self.sudo())
        return answer

    def _addressees_now(self):
        """Return the positions that the letter is to; whose address was wrong is none any more."""
        to = self.recipient_ids.filtered(
            lambda one: one.kind == "kepada" and one.state != "sent_on"
        )
        return to.jabatan_id

    @api.model
    def _scanned(self, document_id, letter=None):
        """Return a scanned letter of one's tray that nobody else is registering.

        :param letter: the registered letter that it must belong to; default none
        :raise AccessError: it lies in another desk's tray
        :raise UserError: it can't be used
        """
        document = self.env["eoffice.scan.document"].browse(document_id).exists()
        if not document:
            raise UserError(
                self.env._("This letter was arranged anew in the tray. Open it from there.")
            )
        document._require_free()
        if document.state != "ready":
            raise UserError(
                self.env._("This letter is still being read. Register the next one meanwhile.")
            )
        # sudo: to which letter it belongs, compared with the one that is meant.
        if document.sudo().for_naskah_id.id != (letter.id if letter else False):
            raise UserError(self.env._("These pages belong to another letter."))
        return document
