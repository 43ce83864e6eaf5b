from odoo import api, fields, models

from ..models.agenda_correction import CORRECTABLE

#: All columns that a correction can change in one of the books.
COLUMNS = tuple(dict.fromkeys(name for names in CORRECTABLE.values() for name in names))


class AgendaCorrection(models.TransientModel):
    """Dialog: correct a line of a register (koreksi).

    Every account may open its own; ``action_correct`` checks who may correct which register.
    """

    _name = "eoffice.agenda.correction"
    _description = "Correct a line of a register"

    agenda_id = fields.Many2one("eoffice.agenda", "Line", required=True, ondelete="cascade")
    direction = fields.Selection(related="agenda_id.direction")
    reason = fields.Char("Why", required=True)
    sender_name = fields.Char("From")
    letter_number = fields.Char("Letter number")
    letter_date = fields.Date("Letter date")
    recipient_name = fields.Char("To")
    copies_to = fields.Char("Tembusan")
    attachment_note = fields.Char("Lampiran")
    handler_name = fields.Char("Handled by")
    note = fields.Char("Remark")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        line = self.env["eoffice.agenda"].browse(values.get("agenda_id"))
        # As the user himself: a line that is not his to read gives nothing.
        found = line.read(COLUMNS)[0] if line else {}
        found.pop("id", None)
        return {**found, **values}

    def action_confirm(self):
        """Enter the correction; answer the action that closes the dialog.

        :raise AccessError: see ``action_correct``
        """
        self.ensure_one()
        names = CORRECTABLE[self.direction]
        self.agenda_id.action_correct(self.reason, {name: self[name] for name in names})
        return {"type": "ir.actions.client", "tag": "soft_reload"}
