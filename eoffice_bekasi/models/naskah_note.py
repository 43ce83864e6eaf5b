from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .closure import readable


class NaskahNote(models.Model):
    """A note on a place in the text: what is to be mended there.

    The place is kept as what it says, with what stands before and after (as a TextQuoteSelector of
    the W3C's Web Annotation does), so that it is found again after the text was edited.

    - Whoever made the letter and may read its content reads its notes; not those it was sent to.
    - Whoever has the current step, or is asked an opinion: makes notes.
    - The author: changes and deletes his note while it is open and not given back with a letter.
    - Whoever writes the text, and the author: marks it mended, or open again.
    - Nobody deletes a note that went back with the letter.
    """

    _name = "eoffice.naskah.note"
    _description = "Note in the text"
    _inherit = "eoffice.closure"
    _order = "naskah_id, id"
    _rec_name = "id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    version_id = fields.Many2one("eoffice.naskah.version", ondelete="restrict")
    field = fields.Char(required=True, help="subject, body, or part:CODE")
    quote = fields.Text(required=True)
    before = fields.Char()
    after = fields.Char()
    text = fields.Text("Note", required=True)
    author_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    jabatan_id = fields.Many2one("eoffice.jabatan", "Position", required=True, ondelete="restrict")
    capacity = fields.Char()
    created_at = fields.Datetime(required=True, default=fields.Datetime.now)
    returned_at = fields.Datetime(help="When the letter went back with it.")
    state = fields.Selection(
        [("open", "Open"), ("mended", "Mended")], required=True, default="open"
    )
    mended_at = fields.Datetime()
    mended_by_id = fields.Many2one("res.users", ondelete="restrict")

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats, "content", inside=True)
        return None

    @api.depends("jabatan_id")
    def _compute_display_name(self):
        for note in self:
            note.display_name = self.env._("Note %s", note.id or "")

    # ------------------------------------------------------------------ verbs

    def action_change(self, text):
        """Write an open note anew.

        :param str text: what is to be mended
        :return: dict, see ``naskah.get_notes``
        :raise AccessError: not its author, or it has gone back with the letter
        :raise UserError: no text
        """
        self._check_own()
        # sudo: notes are written by verbs only; the right has been checked.
        self.sudo().text = self.naskah_id._note_text(text)
        return self._shown()

    def action_remove(self):
        """Take back an open note.

        :return: True
        :raise AccessError: not its author, or it has gone back with the letter
        """
        self._check_own()
        # sudo: as above.
        return self.sudo().unlink()

    def action_mend(self):
        """Mark a note as mended.

        :return: dict, see ``naskah.get_notes``
        :raise AccessError: neither the text nor the note is this account's
        """
        self._check_mends()
        # sudo: as above.
        self.sudo().write(
            {"state": "mended", "mended_at": self.env.cr.now(), "mended_by_id": self.env.uid}
        )
        return self._shown()

    def action_reopen(self):
        """Mark a note as open again.

        :return: dict, see ``naskah.get_notes``
        :raise AccessError: neither the text nor the note is this account's
        """
        self._check_mends()
        # sudo: as above.
        self.sudo().write({"state": "open", "mended_at": False, "mended_by_id": False})
        return self._shown()

    # ------------------------------------------------------------------ helpers

    def _check_own(self):
        self.ensure_one()
        self.check_access("read")
        if not self._is_own():
            raise AccessError(
                self.env._(
                    "A note is changed by who made it, as long as the letter hasn't gone back "
                    "with it."
                )
            )

    def _is_own(self):
        return self.author_id == self.env.user and self.state == "open" and not self.returned_at

    def _check_mends(self):
        self.ensure_one()
        self.check_access("read")
        if not self._mends(self.naskah_id._mends_notes()):
            raise AccessError(
                self.env._("A note is settled by who has the letter to write, or by who made it.")
            )
        if self.naskah_id.state not in ("draft", "approval"):
            raise UserError(self.env._("The letter isn't written any more."))

    def _mends(self, writes):
        """Whether this account may settle it.

        :param bool writes: it may write the letter's text
        """
        return writes or self.author_id == self.env.user

    def _shown(self, writes=None):
        """Return the note as clients see it."""
        self.ensure_one()
        if writes is None:
            writes = self.naskah_id._mends_notes()
        return {
            "id": self.id,
            "field": self.field,
            "quote": self.quote,
            "before": self.before or "",
            "after": self.after or "",
            "text": self.text,
            # sudo: the name of a colleague who wrote on a letter the reader may see.
            "author": self.author_id.sudo().name,
            "jabatan": self.jabatan_id.name,
            "at": fields.Datetime.to_string(self.created_at),
            "state": self.state,
            "returned": bool(self.returned_at),
            "own": self._is_own(),
            "may_mend": self._mends(writes) and self.naskah_id.state in ("draft", "approval"),
        }
