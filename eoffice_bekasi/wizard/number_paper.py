from odoo import fields, models


class NumberPaper(models.TransientModel):
    """Dialog: register the letter that was signed on paper under a number that was handed out.

    Every account may open its own; the verb it calls checks the right.
    """

    _name = "eoffice.number.paper"
    _description = "Register a paper letter"

    number_id = fields.Many2one(
        "eoffice.reserved.number",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    type_id = fields.Many2one("eoffice.naskah.type", required=True)
    classification_id = fields.Many2one("eoffice.classification", "Klasifikasi", required=True)
    signer_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Signed by", required=True, domain="[('may_sign', '=', True)]"
    )
    subject = fields.Char(required=True)
    kepada = fields.Char("To", required=True)
    sifat = fields.Selection(
        lambda self: self.env["eoffice.sifat"]._selection(),
        required=True,
        default=lambda self: self.env["eoffice.sifat"]._ordinary(),
    )
    urgensi = fields.Selection(
        lambda self: self.env["eoffice.urgensi"]._selection(),
        required=True,
        default=lambda self: self.env["eoffice.urgensi"]._ordinary(),
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Scan")

    def action_apply(self):
        """Register it, with the verb of the number."""
        self.ensure_one()
        self.number_id.action_register_paper(
            {
                "type_id": self.type_id.id,
                "classification_id": self.classification_id.id,
                "signer_jabatan_id": self.signer_jabatan_id.id,
                "subject": self.subject,
                "kepada": self.kepada,
                "sifat": self.sifat,
                "urgensi": self.urgensi,
            },
            self.attachment_ids.ids,
        )
        # What it says is the letter's now, not this dialog's.
        self.unlink()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
