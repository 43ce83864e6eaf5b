import hashlib

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.file_kind import HEAD, MIMETYPES, clean_name, kind_of

MEGABYTE = 2**20
KINDS = [("pdf", "PDF"), ("tiff", "TIFF"), ("jpeg", "JPEG"), ("png", "PNG"), ("heic", "HEIC")]


class ScanFile(models.Model):
    """A file as it came in, byte for byte; kept until none of its pages waits any more.

    Reads: the desk whose tray it lies in, unless a page of it became a letter that isn't open to it.
    Nobody writes by hand.
    """

    _name = "eoffice.scan.file"
    _description = "Scanned file"
    _inherit = "eoffice.scan.guarded"
    _order = "intake_id, sequence, id"

    intake_id = fields.Many2one(
        "eoffice.scan.intake", required=True, index=True, ondelete="restrict"
    )
    tray_jabatan_id = fields.Many2one(
        related="intake_id.tray_jabatan_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    sha256 = fields.Char("SHA-256", required=True, index=True)
    size = fields.Float("Bytes", digits=(16, 0))
    kind = fields.Selection(KINDS)
    corners = fields.Json(help="Of a photo: where the sheet's corners are.")
    attachment_id = fields.Many2one("ir.attachment", "Source", ondelete="restrict")
    harmless_id = fields.Many2one(
        "ir.attachment",
        "Harmless PDF",
        ondelete="restrict",
        help="Of a PDF: its pages without scripts, forms, links and files in it.",
    )
    removed = fields.Json("Left behind", help="What the harmless PDF has no more.")
    remark = fields.Char(compute="_compute_remark")
    is_signed = fields.Boolean(
        "Signed electronically", help="Its source is kept for ever: only that can be verified."
    )
    page_count = fields.Integer("Pages", help="Of the whole file; known once it was opened.")
    state = fields.Selection(
        [("new", "Waits"), ("taken", "Taken apart"), ("refused", "Refused")],
        required=True,
        default="new",
    )
    queued_at = fields.Datetime()
    refusal_code = fields.Char()
    refusal_details = fields.Json()
    refusal = fields.Text(
        "Why it was refused",
        compute="_compute_refusal",
        help="In words for people: what to do.",
    )
    page_ids = fields.One2many("eoffice.scan.page", "file_id")

    # A file that comes twice (sent again after an answer was lost, left in its folder by a server
    # that was killed) is in the tray once. What was refused leaves room to try again.
    _once = models.UniqueIndex(
        "(tray_jabatan_id, sha256) WHERE state <> 'refused'",
        "This file is in the tray already.",
    )
    _waiting = models.Index("(queued_at) WHERE state = 'new'")

    @api.depends("refusal_code", "refusal_details")
    @api.depends_context("lang")
    def _compute_refusal(self):
        Refusal = self.env["eoffice.scan.refusal"]
        for file in self:
            file.refusal = file.refusal_code and Refusal._refusal_text(
                file.refusal_code, file.refusal_details
            )

    @api.depends("removed")
    @api.depends_context("lang")
    def _compute_remark(self):
        for file in self:
            file.remark = self.env["eoffice.scan.refusal"]._removed_text(file.removed)

    @api.model
    def _kept(self, seats):
        return self._closed_page(SQL("p.file_id = g.id"), seats)

    # ------------------------------------------------------------------ coming in

    @api.model
    def _values_of(self, given):
        """Return the values of a file that comes in, without where it goes.

        :param dict given: ``name`` and either ``content`` (bytes), or ``refused`` (code) with
            ``size`` and ``details`` for one of which the content isn't even looked at;
            ``corners`` of a photo
        :return: dict; with ``refusal_code`` when it is not taken
        """
        content = given.get("content") or b""
        kind = kind_of(content[:HEAD])
        size = given.get("size") or len(content)
        code, details = given.get("refused"), given.get("details")
        limit = self.env["eoffice.scan.limits"]._limit("file_megabytes")
        if not code and not size:
            code = "empty"
        if not code and size > limit * MEGABYTE:
            code, details = "size", {"size": -(-size // MEGABYTE), "limit": limit}
        if not code and not kind:
            code = "kind"
        values = {
            "name": clean_name(given.get("name")),
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": size,
            "kind": kind,
            "corners": given.get("corners"),
        }
        if code:
            values |= {"state": "refused", "refusal_code": code, "refusal_details": details}
        return values

    def _store(self, name, content, mimetype):
        """Return a new attachment that hangs on this file, and follows its guard."""
        return self.env["ir.attachment"]._store_scan(self, name, content, mimetype)

    def _store_source(self, content):
        """Keep the source of a file that is taken, byte for byte."""
        self.attachment_id = self._store(self.name, content, MIMETYPES[self.kind])

    def _refuse(self, code, details=None):
        """Refuse a file that was taken in: its name, size and the reason stay, nothing else."""
        self.ensure_one()
        sources = self.attachment_id | self.harmless_id
        pages = self.page_ids
        sources |= pages.image_id | pages.thumbnail_id
        pages.unlink()
        self.write(
            {
                "state": "refused",
                "refusal_code": code,
                "refusal_details": details or False,
                "attachment_id": False,
                "harmless_id": False,
                "page_count": 0,
            }
        )
        sources.unlink()
