from odoo import api, fields, models
from odoo.tools import SQL

from .closure import readable


class NaskahVersion(models.Model):
    """The text as one author left it, with his jabatan, capacity and time.

    Whoever made the letter and may read its content reads its versions; those it was sent to read
    what was signed, not how it came about. Nobody writes; verbs make them.
    """

    _name = "eoffice.naskah.version"
    _description = "Version of a naskah"
    _inherit = "eoffice.closure"
    _order = "naskah_id, sequence desc"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer("Version", required=True)
    subject = fields.Char()
    body = fields.Html(sanitize=True)
    parts = fields.Json(help="The parts of the letter's type that were filled in, as they print.")
    parts_html = fields.Html("Parts as text", compute="_compute_parts_html", sanitize=False)
    attachments = fields.Json(help="Names and digests of the files that were on the letter.")
    author_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    jabatan_id = fields.Many2one("eoffice.jabatan", "Position", ondelete="restrict")
    capacity = fields.Char(readonly=True)
    acted_jabatan_ids = fields.Many2many(
        "eoffice.jabatan",
        "eoffice_version_acted_rel",
        string="Acted on by",
        help="Positions in which this text was sent on, given paraf, returned or signed.",
    )
    created_at = fields.Datetime(required=True, default=fields.Datetime.now)

    _sequence_uniq = models.Constraint(
        "UNIQUE(naskah_id, sequence)", "This version exists already."
    )

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats, "content", inside=True)
        return None

    @api.depends("parts")
    def _compute_parts_html(self):
        for version in self:
            version.parts_html = self.env["eoffice.naskah.section"]._html(version.parts or [])

    def _said(self):
        """Return what the letter said, as ``naskah._text_now`` answers it."""
        return {
            "subject": self.subject,
            "body": self.body,
            "parts": self.parts or [],
            "attachments": self.attachments or [],
        }

    @api.depends("sequence")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._("Version %s", version.sequence)
