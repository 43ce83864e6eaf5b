from odoo import api, models


class IrAttachment(models.Model):
    """A file put on a letter hangs on the letter's content, and follows the content's guard."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._home_at_content(vals_list))

    def write(self, vals):
        return super().write(self._home_at_content([vals])[0])

    @api.model
    def _home_at_content(self, vals_list):
        """Return the values with a letter replaced by its content as the owner of the file."""
        ids = [
            vals["res_id"]
            for vals in vals_list
            if vals.get("res_model") == "eoffice.naskah" and vals.get("res_id")
        ]
        if not ids:
            return vals_list
        # sudo: only the id of the content; the right to write it is checked by super().
        contents = self.env["eoffice.naskah.content"].sudo().search([("naskah_id", "in", ids)])
        home = {content.naskah_id.id: content.id for content in contents}
        return [
            {**vals, "res_model": contents._name, "res_id": home[vals["res_id"]]}
            if vals.get("res_model") == "eoffice.naskah" and vals.get("res_id") in home
            else vals
            for vals in vals_list
        ]
