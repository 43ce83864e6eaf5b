from odoo import api, fields, models
from odoo.tools import SQL

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
    pdf_attachment_id = fields.Many2one("ir.attachment", readonly=True, copy=False)
    pdf_sha256 = fields.Char("SHA-256 of the PDF", readonly=True, copy=False)

    _naskah_uniq = models.Constraint("UNIQUE(naskah_id)", "A letter has one content.")

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

    def write(self, vals):
        if not self.env.su:
            vals = {name: vals[name] for name in ("subject", "body") if name in vals}
        return super().write(vals)

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
        return found.grouped("res_id")

    def _set_attachments(self, attachments):
        """Make ``attachments`` the letter's attachments; others that hung on it are deleted."""
        self.ensure_one()
        self.check_access("write")
        before = self._attachments_by_content().get(self.id, attachments.browse())
        (attachments - before).write({"res_model": self._name, "res_id": self.id})
        (before - attachments).unlink()
