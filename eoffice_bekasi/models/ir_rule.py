from odoo import models


class IrRule(models.Model):
    """The word to whoever asks for a letter that is not open to him.

    Odoo's own names the model, the account's id and a joke; ours says whom to ask.
    """

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        if isinstance(records, self.env.registry["eoffice.closure"]):
            return records._guard_error()
        return super()._make_access_error(operation, records)
