from odoo import api, models

CONTENT = "eoffice.naskah.content"
#: Whatever hangs on these opens to whom their guard opens them, and to nobody else.
GUARDED = (CONTENT, "eoffice.disposition.message")
#: What would open a file to others than the closure names.
CLOSED = {"public": False, "access_token": False}


class IrAttachment(models.Model):
    """A file put on a letter hangs on the letter's content, and follows the content's guard.

    One that is said with a disposition hangs on its message.

    Neither the public flag nor an access token opens it.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**vals, **CLOSED} if vals.get("res_model") in GUARDED else vals
                for vals in self._home_at_content(vals_list)
            ]
        )

    def write(self, vals):
        (vals,) = self._home_at_content([vals])
        if vals.get("res_model") in GUARDED:
            return super().write({**vals, **CLOSED})
        if not vals.keys() & CLOSED.keys():
            return super().write(vals)
        # sudo: only where each file hangs; the right to write it is checked by super().
        ours = self.sudo().filtered(lambda file: file.res_model in GUARDED).sudo(self.env.su)
        closed = {name: value for name, value in vals.items() if name not in CLOSED}
        super(IrAttachment, self - ours).write(vals)
        return super(IrAttachment, ours).write(closed)

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
        contents = self.env[CONTENT].sudo().search([("naskah_id", "in", ids)])
        home = {content.naskah_id.id: content.id for content in contents}
        return [
            {**vals, "res_model": CONTENT, "res_id": home[vals["res_id"]]}
            if vals.get("res_model") == "eoffice.naskah" and vals.get("res_id") in home
            else vals
            for vals in vals_list
        ]
