from odoo import fields, models


class ScanFile(models.Model):
    """A file as it came in, byte for byte; kept until none of its pages waits any more.

    Reads: whoever may read its intake. Nobody writes by hand.
    """

    _name = "eoffice.scan.file"
    _description = "Scanned file"
    _inherit = "eoffice.scan.guarded"
    _order = "intake_id, sequence, id"

    intake_id = fields.Many2one(
        "eoffice.scan.intake", required=True, index=True, ondelete="restrict"
    )
    tray_jabatan_id = fields.Many2one(related="intake_id.tray_jabatan_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    sha256 = fields.Char("SHA-256", required=True, index=True)
    size = fields.Integer()
    kind = fields.Selection(
        [("pdf", "PDF"), ("tiff", "TIFF"), ("jpeg", "JPEG"), ("png", "PNG"), ("heic", "HEIC")]
    )
    attachment_id = fields.Many2one("ir.attachment", "Source", ondelete="restrict")
    page_count = fields.Integer("Pages")
    state = fields.Selection(
        [("new", "Waits"), ("taken", "Taken apart"), ("refused", "Refused")],
        required=True,
        default="new",
    )
    refusal = fields.Text("Why it was refused", help="In words for people: what to do.")
    page_ids = fields.One2many("eoffice.scan.page", "file_id")
