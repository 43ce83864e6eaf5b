from odoo import api, fields, models
from odoo.tools import SQL


class ScanDocument(models.Model):
    """The pages of one letter, in order, on their way to be registered.

    Reads: the desk whose tray it lies in; once registered, whoever may read the letter.
    """

    _name = "eoffice.scan.document"
    _description = "Scanned letter"
    _inherit = "eoffice.scan.guarded"
    _order = "intake_id, sequence, id"

    intake_id = fields.Many2one(
        "eoffice.scan.intake", required=True, index=True, ondelete="restrict"
    )
    tray_jabatan_id = fields.Many2one(related="intake_id.tray_jabatan_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    page_ids = fields.One2many("eoffice.scan.page", "document_id", "Pages")
    state = fields.Selection(
        [
            ("new", "Waits"),
            ("reading", "Being read"),
            ("ready", "To be registered"),
            ("registered", "Registered"),
        ],
        required=True,
        default="new",
        index=True,
    )
    for_naskah_id = fields.Many2one(
        "eoffice.naskah",
        "Belongs to",
        index="btree_not_null",
        ondelete="restrict",
        help="By a sheet that was printed for a letter registered already.",
    )
    naskah_id = fields.Many2one(
        "eoffice.naskah", "Registered as", index="btree_not_null", ondelete="restrict"
    )
    pdf_attachment_id = fields.Many2one("ir.attachment", "Searchable PDF", ondelete="restrict")
    text = fields.Text("Recognised text")
    suggestions = fields.Json(
        help="What was read: field to {value, text, page, box, sure}; taken by nobody without a look."
    )
    taken_by_id = fields.Many2one("res.users", "Being registered by", ondelete="set null")
    taken_at = fields.Datetime()

    @api.model
    def _letter(self):
        return SQL("g.naskah_id")

    def _read_later(self):
        """Let these be read, one job each; whoever reads them takes it from here.

        Without recognition they are ready to be registered as they are.
        """
        self.state = "ready"
