from odoo import api, models
from odoo.exceptions import AccessError, UserError


class Naskah(models.Model):
    """Registering a scanned letter: its pages become the letter's in the same transaction."""

    _inherit = "eoffice.naskah"

    @api.model
    def action_register(self, values):
        """Register as ``eoffice_bekasi`` does; ``document_id`` names a scanned letter of one's tray.

        Its PDF and recognised text become the letter's, its pages count as registered.

        :raise UserError: it is being read still, a colleague has it before him, it is registered,
            or the letter is a closed one (what is inside is its addressee's)
        """
        document_id = values.get("document_id")
        values = {name: value for name, value in values.items() if name != "document_id"}
        if not document_id or self._registered_before(values.get("key")):
            return super().action_register(values)
        document = self.env["eoffice.scan.document"].browse(document_id).exists()
        self._check_scanned(document, values)
        values["text"] = values.get("text") or document.text
        answer = super().action_register(values)
        # sudo: the right to the tray and to register has been checked; both change by verbs only.
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

    @api.model
    def _check_scanned(self, document, values):
        """Refuse a scanned letter that can't be registered with these values now."""
        if not document:
            raise UserError(
                self.env._("This letter was arranged anew in the tray. Open it from there.")
            )
        document._require_free()
        if document.state != "ready":
            raise UserError(
                self.env._("This letter is still being read. Register the next one meanwhile.")
            )
        if document.for_naskah_id:
            raise UserError(
                self.env._("These pages belong to a letter that is registered already.")
            )
        if self._closed_or_open({**values, "text": False})["is_closed"]:
            raise UserError(
                self.env._(
                    "A secret letter is registered by its envelope, without its scan. Put the "
                    "pages aside, and give the paper to its addressee."
                )
            )
