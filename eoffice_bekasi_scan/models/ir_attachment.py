from odoo import api, models


class IrAttachment(models.Model):
    """Scans and what is made of them hang on rows of a tray, and follow its guard."""

    _inherit = "ir.attachment"

    @api.model
    def _store_scan(self, record, name, content, mimetype):
        """Return a new attachment of a row of a tray; called in sudo mode by verbs and jobs.

        The bytes are stored as they are: Odoo would open a picture to make it smaller, and that is
        done in a box only.
        """
        return self.with_context(image_no_postprocess=True).create(
            {
                "name": name,
                "raw": content,
                "mimetype": mimetype,
                "res_model": record._name,
                "res_id": record.id,
            }
        )
