from odoo import api, fields, models
from odoo.tools import SQL


class ScanPage(models.Model):
    """One page of paper. It is never deleted: it gets into a letter, or is put aside with a reason.

    Reads: the desk whose tray it lies in; once registered, whoever may read the letter.
    """

    _name = "eoffice.scan.page"
    _description = "Scanned page"
    _inherit = "eoffice.scan.guarded"
    _order = "sequence, id"

    intake_id = fields.Many2one(
        "eoffice.scan.intake", required=True, index=True, ondelete="restrict"
    )
    tray_jabatan_id = fields.Many2one(related="intake_id.tray_jabatan_id", store=True, index=True)
    file_id = fields.Many2one("eoffice.scan.file", required=True, index=True, ondelete="restrict")
    number = fields.Integer("Page of the file", required=True, help="From 1.")
    document_id = fields.Many2one(
        "eoffice.scan.document", "Letter", index="btree_not_null", ondelete="set null"
    )
    naskah_id = fields.Many2one(
        related="document_id.naskah_id", string="Registered as", store=True, index="btree_not_null"
    )
    sequence = fields.Integer(default=10)
    rotation = fields.Integer(default=0, help="Degrees clockwise: 0, 90, 180, 270.")
    corners = fields.Json(
        help="Of a photo: the sheet's four corners, as parts of width and height."
    )
    width = fields.Integer()
    height = fields.Integer()
    dpi = fields.Integer()
    image_id = fields.Many2one("ir.attachment", "Picture", ondelete="restrict")
    thumbnail_id = fields.Many2one("ir.attachment", ondelete="restrict")
    is_blank = fields.Boolean()
    code = fields.Char("Separator code", help="What the QR on a separator sheet says.")
    fingerprint = fields.Char(help="Of what the page looks like; the same page has a near one.")
    text = fields.Text("Recognised text")
    words = fields.Json(help="Words with their boxes, as parts of width and height.")
    state = fields.Selection(
        [("new", "Waits"), ("read", "Read"), ("failed", "Not readable")],
        required=True,
        default="new",
    )
    aside_reason = fields.Selection(
        [
            ("separator", "Separator sheet"),
            ("blank", "Blank"),
            ("double", "Scanned twice"),
            ("unreadable", "Not readable, scanned again"),
            ("not_letter", "Not a letter"),
        ],
        "Put aside because",
        index="btree_not_null",
    )
    aside_by_id = fields.Many2one("res.users", "Put aside by", ondelete="restrict")
    aside_at = fields.Datetime()

    _once = models.Constraint("UNIQUE(file_id, number)", "A page of a file is taken once.")

    @api.model
    def _letter(self):
        return SQL("g.naskah_id")

    @api.model
    def _kept(self, seats):
        # Put aside is often what the letter's other pages say too: one that was scanned twice.
        return SQL(
            "(COALESCE(g.aside_reason, '') IN ('double', 'unreadable', 'not_letter') AND %s)",
            self._closed_page(SQL("p.file_id = g.file_id"), seats),
        )
