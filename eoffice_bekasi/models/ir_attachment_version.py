from odoo import api, models

from .ir_attachment import CONTENT
from .naskah import UNSIGNED


class IrAttachment(models.Model):
    """To put a file on a letter, or take one away, is to write the letter."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        self._letters_of(
            (vals.get("res_model"), vals.get("res_id"))
            for vals in vals_list
            if not vals.get("res_field")
        )._keep_version_of_last_author()
        return super().create(vals_list)

    def unlink(self):
        # sudo: only where each file hangs; the right to delete it is checked by super().
        files = self.sudo().filtered(lambda file: not file.res_field)
        self._letters_of(
            (file.res_model, file.res_id) for file in files
        )._keep_version_of_last_author()
        return super().unlink()

    @api.model
    def _letters_of(self, homes):
        """Return the letters, not signed yet, that files hang on.

        :param homes: pairs of model and id
        """
        homes = list(homes)
        Naskah = self.env["eoffice.naskah"]
        contents = [id_ for model, id_ in homes if model == CONTENT and id_]
        letters = Naskah.browse(id_ for model, id_ in homes if model == Naskah._name and id_)
        if contents:
            # sudo: only which letter it is; the right to write it is checked with the file.
            found = self.env[CONTENT].sudo().search([("id", "in", contents)])
            letters |= Naskah.browse(found.naskah_id.ids)
        if not letters:
            return letters
        # sudo: the state only, as above.
        return letters.sudo().exists().filtered(lambda one: one.state in UNSIGNED).sudo(self.env.su)
