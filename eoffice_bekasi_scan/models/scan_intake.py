from odoo import fields, models

SOURCES = [
    ("upload", "Uploaded"),
    ("camera", "Phone camera"),
    ("folder", "Network scanner"),
    ("mail", "E-mail"),
]


class ScanIntake(models.Model):
    """One delivery of paper into a tray: the files that came in together.

    Pages in = pages registered + pages put aside with a reason + pages that still wait; the tray
    shows it. Source files are kept until no page waits any more.
    """

    _name = "eoffice.scan.intake"
    _description = "Scan intake"
    _inherit = "eoffice.scan.guarded"
    _order = "id desc"

    name = fields.Char(required=True)
    tray_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Tray of", required=True, index=True, ondelete="restrict"
    )
    naskah_id = fields.Many2one(
        "eoffice.naskah",
        "For the letter",
        index="btree_not_null",
        ondelete="restrict",
        help="A letter that is registered already and gets its pages by this intake.",
    )
    source = fields.Selection(SOURCES, required=True, default="upload")
    received_at = fields.Datetime("Came in", required=True, default=lambda self: self.env.cr.now())
    received_by_id = fields.Many2one("res.users", "Put in by", ondelete="restrict")
    note = fields.Text(help="Of an e-mail: who sent it, its subject.")
    state = fields.Selection(
        [
            ("reading", "Being read"),
            ("ready", "To be registered"),
            ("done", "Done"),
        ],
        required=True,
        default="reading",
        index=True,
    )
    file_ids = fields.One2many("eoffice.scan.file", "intake_id", "Files")
    page_ids = fields.One2many("eoffice.scan.page", "intake_id", "Pages")
    document_ids = fields.One2many("eoffice.scan.document", "intake_id", "Letters")
