from odoo import api, fields, models

from ..tools.local_time import office_today


class NumberEnd(models.TransientModel):
    """Dialog: give reserved numbers back, make them void, or refuse a request; with a reason.

    Every account may open its own; the verbs it calls check the right.
    """

    _name = "eoffice.number.end"
    _description = "End reserved numbers"

    mode = fields.Selection(
        [("release", "Give back"), ("void", "Make void"), ("refuse", "Refuse")], required=True
    )
    number_ids = fields.Many2many(
        "eoffice.reserved.number",
        string="Numbers",
        readonly=True,
        default=lambda self: self._chosen("eoffice.reserved.number"),
    )
    request_id = fields.Many2one(
        "eoffice.number.request",
        readonly=True,
        default=lambda self: self._chosen("eoffice.number.request")[:1],
    )
    reason = fields.Char(required=True)
    minutes_number = fields.Char("Berita acara number")
    minutes_date = fields.Date("Berita acara date", default=lambda self: office_today())
    minutes_text = fields.Text("What happened")
    attachment_ids = fields.Many2many("ir.attachment", string="Scan of the berita acara")

    @api.model
    def _chosen(self, model):
        """Return the records from which the dialog was opened, when they are of this model."""
        here = self.env.context.get("active_model") == model
        return self.env[model].browse(self.env.context.get("active_ids", []) if here else [])

    def action_apply(self):
        """End what the dialog was opened for, with the verb of the numbers or of the request."""
        self.ensure_one()
        if self.mode == "refuse":
            self.request_id.action_refuse(self.reason)
        elif self.mode == "release":
            self.number_ids.action_release(self.reason)
        else:
            self.number_ids.action_void(
                self.reason,
                {
                    "number": self.minutes_number,
                    "date": self.minutes_date,
                    "text": self.minutes_text,
                },
                self.attachment_ids.ids,
            )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
