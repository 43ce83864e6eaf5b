from odoo import models
from odoo.exceptions import UserError

from ..tools.attachment_label import attachment_labels


class Naskah(models.Model):
    """A letter's attachments in order, called "Lampiran I, II, …" when there are several."""

    _inherit = "eoffice.naskah"

    def _ordered_attachments(self):
        """Return the attachments the user may read, in the order in which they are numbered."""
        self.ensure_one()
        contents = self.env["eoffice.naskah.content"].search([("naskah_id", "=", self.id)])
        return contents._attachments_by_content().get(contents.id, self.env["ir.attachment"])

    def action_order_attachments(self, attachment_ids):
        """Put the attachments in another order: the first is Lampiran I.

        :param list attachment_ids: ids of all of them, in the order wanted
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the text isn't this account's to change
        :raise UserError: these are not the letter's attachments
        """
        self.ensure_one()
        self.check_access("write")
        content = self.env["eoffice.naskah.content"].search([("naskah_id", "=", self.id)])
        content.check_access("write")
        there = self._ordered_attachments()
        if not content or sorted(attachment_ids) != sorted(there.ids):
            raise UserError(self.env._("The attachments have changed meanwhile. Reload the page."))
        content._set_attachment_order(there.browse(attachment_ids))
        self.invalidate_recordset(["attachment_ids"])
        return self._answer()

    def _freeze_payload(self):
        payload = super()._freeze_payload()
        attachments = payload["attachments"]
        labels = attachment_labels(len(attachments))
        payload["attachments"] = [
            {**one, "label": label} for one, label in zip(attachments, labels, strict=True)
        ]
        return payload
