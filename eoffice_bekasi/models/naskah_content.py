from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.attachment_label import in_order
from ..tools.canonical import sha256_hex
from ..tools.letter_html import clean_text
from ..tools.text_marks import text_marks
from .closure import editable, readable


class NaskahContent(models.Model):
    """What a letter says: subject, body, attachments and the finished page.

    No related field and no shown many2one reaches it; files hang on it, so that the right to a
    file is the right to the content.

    - Parties to the letter: read (closure at content level).
    - Registry: reads unless the letter is Rahasia or Sangat Rahasia.
    - Drafter of the draft, holder of the current step: change.
    - Nobody creates or deletes it by hand; nobody changes it after signing.
    """

    _name = "eoffice.naskah.content"
    _description = "Content of a naskah"
    _inherit = "eoffice.closure"
    _rec_name = "id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="cascade")
    subject = fields.Char(index="trigram")
    body = fields.Html(sanitize=True, sanitize_overridable=False)
    body_step = fields.Char(
        "Last step of the editors", readonly=True, copy=False, help="Known to who may save next."
    )
    attachment_order = fields.Json(readonly=True, copy=False)
    scan_text = fields.Text(
        "Recognised text", readonly=True, copy=False, help="Of a page that came in on paper."
    )
    scan_marks = fields.Char(
        "Marks of the recognised text",
        readonly=True,
        copy=False,
        help="By which the same page is known again; see tools/text_marks.py.",
    )
    pdf_attachment_id = fields.Many2one("ir.attachment", readonly=True, copy=False)
    pdf_sha256 = fields.Char("SHA-256 of the PDF", readonly=True, copy=False)

    _naskah_uniq = models.Constraint("UNIQUE(naskah_id)", "A letter has one content.")
    _marked = models.Index(
        "USING gin (string_to_array(scan_marks, ' ')) WHERE scan_marks IS NOT NULL"
    )
    _same_page = models.Index("(pdf_sha256) WHERE pdf_sha256 IS NOT NULL")

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats, "content")
        if operation == "write":
            return editable(SQL("g.naskah_id"), seats)
        return None

    @api.depends("naskah_id")
    def _compute_display_name(self):
        for content in self:
            content.display_name = self.env._("Content %s", content.id)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        if not self.env.su:
            vals = {name: vals[name] for name in ("subject", "body") if name in vals}
        return super().write(self._cleaned(vals))

    @api.model
    def _cleaned(self, vals):
        """Return the values with a body of nothing but what a letter may print."""
        return {**vals, "body": clean_text(vals["body"])} if vals.get("body") else vals

    def _set_scan_text(self, text):
        """Keep what was recognised of the page; called in sudo mode by verbs."""
        self.ensure_one()
        # PostgreSQL keeps no NUL; a recognition may give one.
        text = (text or "").replace("\x00", "").strip()
        self.write({"scan_text": text or False, "scan_marks": text_marks(text) or False})

    def _set_page(self, page):
        """Make a PDF that hangs on this content the letter's page; called in sudo mode by verbs."""
        self.ensure_one()
        self.write({"pdf_attachment_id": page.id, "pdf_sha256": sha256_hex(page.raw)})

    def _attachments_by_content(self):
        """Return dict of content id to its attachments in order, the finished PDF left out."""
        Attachment = self.env["ir.attachment"]
        # sudo: the id of the finished PDF only, to leave it out of the list.
        pages = self.sudo().pdf_attachment_id.ids
        found = Attachment.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("id", "not in", pages),
            ],
            order="id",
        )
        # sudo: the order only; the files in it are the user's to read.
        order = {content.id: content.attachment_order for content in self.sudo()}
        return {
            content_id: files.browse(in_order(files.ids, order[content_id]))
            for content_id, files in found.grouped("res_id").items()
        }

    def _set_attachments(self, attachments):
        """Make ``attachments``, in this order, the letter's; others that hung on it are deleted.

        :raise UserError: one of them is empty
        """
        self.ensure_one()
        self.check_access("write")
        before = self._attachments_by_content().get(self.id, attachments.browse())
        new = attachments - before
        if empty := new.filtered(lambda file: file.type == "binary" and not file.file_size):
            raise UserError(
                self.env._(
                    "%s is empty. Take it off the attachments, or choose the file again.",
                    ", ".join(empty.mapped("name")),
                )
            )
        new.write({"res_model": self._name, "res_id": self.id})
        (before - attachments).unlink()
        self._set_attachment_order(attachments)

    def _set_attachment_order(self, attachments):
        """Keep the order of the letter's attachments."""
        self.check_access("write")
        # sudo: the order is written with the right to the content, which has been checked.
        self.sudo().attachment_order = attachments.ids
