from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: A quote longer than this is no place but a page.
LONGEST_QUOTE = 1000
#: So much of what stands around a quote is kept.
AROUND = 64


class Naskah(models.Model):
    """Notes in the text: made at a step, given back with the letter, mended by the drafter."""

    _inherit = "eoffice.naskah"

    note_ids = fields.One2many("eoffice.naskah.note", "naskah_id", "Notes")
    can_note = fields.Boolean(compute="_compute_can")
    can_compare = fields.Boolean(compute="_compute_can")

    def _compute_can(self):
        result = super()._compute_can()
        for naskah in self:
            naskah.can_note = bool(naskah._noting_jabatan())
            naskah.can_compare = bool(naskah._origin.version_ids)
        return result

    @api.readonly
    def get_notes(self):
        """Return the notes in the text, in the order they were made, and what may be done.

        :return: dict with ``notes`` (list of dicts: id, field, quote, before, after, text, author,
            jabatan, at, state, returned, own, may_mend) and ``can_note``
        :raise AccessError: the letter isn't open to this account
        """
        self.ensure_one()
        self.check_access("read")
        notes = self.env["eoffice.naskah.note"].search([("naskah_id", "=", self.id)])
        writes = self._mends_notes()
        return {
            "notes": [note._shown(writes) for note in notes],
            "can_note": bool(self._noting_jabatan()),
        }

    def action_add_note(self, field, quote, text, before="", after=""):
        """Put a note on a place in the text.

        :param str field: where: ``subject``, ``body``, or ``part:CODE`` for a part of the type
        :param str quote: what stands there
        :param str text: what is to be mended
        :param str before: what stands before it, to find it again
        :param str after: what stands after it
        :return: dict, see ``get_notes``
        :raise AccessError: neither the current step nor an opinion is this account's
        :raise UserError: no text, no place, or too long a place
        """
        self.ensure_one()
        self.check_access("read")
        jabatan = self._noting_jabatan()
        if not jabatan:
            raise AccessError(
                self.env._(
                    "Notes are made by who has the letter before him for paraf or signature."
                )
            )
        quote, before, after = (" ".join((one or "").split()) for one in (quote, before, after))
        if not quote:
            raise UserError(self.env._("Mark the place in the text that the note is about."))
        if len(quote) > LONGEST_QUOTE:
            raise UserError(self.env._("Mark a shorter place: a sentence, or a few words."))
        self._check_note_field(field)
        # sudo: notes are made by this verb only, the right to it has been checked.
        note = (
            self.env["eoffice.naskah.note"]
            .sudo()
            .create(
                {
                    "naskah_id": self.id,
                    "version_id": self._noted_version(jabatan).id,
                    "field": field,
                    "quote": quote,
                    "before": before[-AROUND:],
                    "after": after[:AROUND],
                    "text": self._note_text(text),
                    "author_id": self.env.uid,
                    "jabatan_id": jabatan.id,
                    "capacity": self.env.user._eoffice_capacity(jabatan),
                    "created_at": self.env.cr.now(),
                }
            )
        )
        self._log("noted", jabatan)
        return note.sudo(self.env.su)._shown()

    def action_return(self, note=None, step_id=None):
        own = self._own_open_notes()
        answer = super().action_return(note, **({"step_id": step_id} if step_id else {}))
        # sudo: notes are written by verbs only; the right to return has been checked.
        own.sudo().write({"returned_at": self.env.cr.now(), "version_id": self._last_version().id})
        return answer

    # ------------------------------------------------------------------ helpers

    def _return_text(self, note):
        """Let one's own open notes in the text say what is to be mended."""
        notes = self._own_open_notes()
        if not notes:
            return super()._return_text(note)
        # A short word for lists and the way; the whole of it stands in the notes.
        lines = [f"“{self._shortly(one.quote)}”: {one.text}" for one in notes]
        return "\n".join(filter(None, [(note or "").strip(), *lines]))

    def _shortly(self, quote):
        return quote if len(quote) <= 60 else f"{quote[:57].rstrip()}…"

    def _own_open_notes(self):
        return self.env["eoffice.naskah.note"].search(
            [
                ("naskah_id", "in", self.ids),
                ("author_id", "=", self.env.uid),
                ("state", "=", "open"),
                ("returned_at", "=", False),
            ]
        )

    def _noting_jabatan(self):
        """Return the jabatan in which this account may make notes now, or none."""
        # sudo: only compares the positions of the letter with the user's own seats.
        letter = self.sudo()
        if letter.state != "approval":
            return self.env["eoffice.jabatan"]
        steps = self._own(letter._current_steps().jabatan_id, "approve", "sign")
        asked = self._own(letter._asked_jabatan(), "approve")
        return self.env["eoffice.jabatan"].browse((steps | asked)[:1].ids)

    def _asked_jabatan(self):
        """Return the jabatan whose opinion is asked and not given yet."""
        return (
            self.env["eoffice.opinion"]
            .search([("naskah_id", "=", self.id), ("state", "=", "asked")])
            .jabatan_id
        )

    def _mends_notes(self):
        """Whether this account may write the letter's text, and so settle notes."""
        return bool(self.can_edit)

    def _noted_version(self, jabatan):
        """Return the version that a note is made on: of the text as it stands."""
        # sudo: versions are made by the system; the right to make a note has been checked.
        letter = self.sudo()
        content = letter.content_ids
        author = content.author_id or self.env.user
        writer = content.author_jabatan_id or jabatan
        capacity = content.author_capacity or author._eoffice_capacity(writer)
        return letter._version_now(author, writer, capacity, self.env.cr.now())

    def _last_version(self):
        # sudo: only its id, for a note that was returned with it.
        return self.sudo().version_ids.sorted("sequence")[-1:]

    def _note_text(self, text):
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write what is to be mended there."))
        return text

    def _check_note_field(self, field):
        codes = self.section_ids.mapped("code")
        if field not in ("subject", "body", *(f"part:{code}" for code in codes)):
            raise UserError(
                self.env._("A note stands on the subject, the text, or one of its parts.")
            )
