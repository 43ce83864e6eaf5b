import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: What Odoo's editor tells of the text it sends: the ids of the steps it was made with.
_HISTORY = re.compile(r'data-last-history-steps="([0-9,]+)"')
#: Field in which several people may write at once.
SHARED_FIELD = "body"


class Naskah(models.Model):
    """Several people writing one letter's text at once, in Odoo's editor.

    Between them the editors exchange what is typed; the server keeps the text, and with it the
    step it was saved at. It does as ``html_editor.tools.handle_history_divergence``, but keeps
    that step beside the text, so that it stands in no version and in nothing that is signed.
    """

    _inherit = "eoffice.naskah"

    body_step = fields.Char(compute="_compute_body_step", compute_sudo=False)

    @api.depends("content_ids.body_step")
    @api.depends_context("uid", "su")
    def _compute_body_step(self):
        contents = self.env["eoffice.naskah.content"].search(
            [("naskah_id", "in", self._origin.ids)]
        )
        steps = {content.naskah_id.id: content.body_step for content in contents}
        for naskah in self:
            naskah.body_step = steps.get(naskah._origin.id, False)

    @api.model_create_multi
    def create(self, vals_list):
        taken = [self._take_history(vals) for vals in vals_list]
        letters = super().create([vals for vals, _steps in taken])
        for naskah, (_vals, steps) in zip(letters, taken, strict=True):
            if steps:
                naskah._keep_step(steps)
        return letters

    def write(self, vals):
        if SHARED_FIELD not in vals:
            return super().write(vals)
        vals, steps = self._take_history(vals)
        for naskah in self:
            naskah._check_history(steps)
        result = super().write(vals)
        for naskah in self:
            naskah._keep_step(steps)
            naskah._tell_editors(steps)
        # What is stored is cleaned; what was written is no longer what it says.
        self.invalidate_recordset([SHARED_FIELD, "body_step"])
        return result

    @api.model
    def _take_history(self, vals):
        """Return (values without the editor's steps, those steps from the first to the last)."""
        body = vals.get(SHARED_FIELD)
        found = _HISTORY.search(body or "")
        if not found:
            return vals, []
        return {**vals, SHARED_FIELD: _HISTORY.sub("", body)}, found.group(1).split(",")

    def _check_history(self, steps):
        """Refuse a text made from another than the one that is stored.

        A text that tells no steps doesn't come from an editor that others write in too; it
        replaces what there is, as any other field.

        :raise ValidationError: somebody else has saved meanwhile what this text doesn't know
        """
        saved = self._shared_content().body_step
        if steps and saved and saved not in steps:
            raise ValidationError(
                self.env._(
                    "Somebody else has changed the text meanwhile. Copy what you have written, "
                    "reload the page, and put it in again."
                )
            )

    def _keep_step(self, steps):
        self._shared_content().body_step = steps[-1] if steps else False

    def _shared_content(self):
        # sudo: only the step a text was saved at; the right to write it is checked by write().
        return self.env["eoffice.naskah.content"].sudo().search([("naskah_id", "=", self.id)])

    def _tell_editors(self, steps):
        """Tell open editors which step is stored now; those that don't know it fetch the text."""
        # sudo: sent to the channel of those who may write this text, nothing of it is said.
        self.env["bus.bus"].sudo()._sendone(
            self._editing_channel(),
            "editor_collaboration",
            {
                "model_name": self._name,
                "field_name": SHARED_FIELD,
                "res_id": self.id,
                "notificationName": "html_field_write",
                "notificationPayload": {"last_step_id": steps[-1] if steps else None},
            },
        )

    def _editing_channel(self):
        return (
            self.env.registry.db_name,
            "editor_collaboration",
            self._name,
            SHARED_FIELD,
            self.id,
        )

    # ------------------------------------------------------------------ who may be there

    def _may_edit_together(self):
        """Whether the user may hear and say what is typed: he may read the text and change it."""
        content = self.env["eoffice.naskah.content"].search([("naskah_id", "=", self.id)])
        return bool(content) and content.has_access("write") and self.has_access("write")
