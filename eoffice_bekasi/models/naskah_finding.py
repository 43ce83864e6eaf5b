from odoo import api, models
from odoo.tools import format_date

from .disposition import OPEN

#: Nobody is shown more than this at once; the list of letters goes on from there.
MOST_FOUND = 40


class Naskah(models.Model):
    """One search answers where a letter is: "number X from Y" gives who has it now."""

    _inherit = "eoffice.naskah"

    @api.model
    @api.readonly
    def find_by_words(self, words, limit=8):
        """Find letters by any of their words, the newest first, with who has each now.

        :param str words: number, sender, subject, words of the text; all of them are asked
        :param int limit: at most so many (1 to 40)
        :return: list of dicts with ``id``, ``number``, ``subject`` ("" when it is closed to the
            account), ``hidden``, ``sender``, ``date``, ``direction``, ``type``, ``sifat``,
            ``secret``, ``urgensi``, ``urgent``, ``state``, ``status``, ``at`` (names of the
            positions that have it) and ``found`` (list of [text, whether it is one of the words])
        """
        words = str(words or "").strip()
        if not words:
            return []
        found = self.with_context(eoffice_words=words).search(
            [("words", "ilike", words)], limit=min(max(int(limit), 1), MOST_FOUND)
        )
        senders = self.env["eoffice.desk"]._senders(found)
        at = found._whereabouts()
        return [
            {
                "id": letter.id,
                "number": letter.number or "",
                "subject": letter.subject or "",
                "hidden": not letter.subject,
                "sender": senders[letter.id] or "",
                "date": format_date(self.env, letter.letter_date) if letter.letter_date else "",
                "direction": letter.direction,
                "type": letter.type_id.name,
                "sifat": letter.sifat,
                "secret": letter.is_secret,
                "urgensi": letter.urgensi,
                "urgent": letter.is_urgent,
                "state": letter.state,
                "status": letter.status_label,
                "at": at[letter.id].mapped("name"),
                "found": letter.found_text or [],
            }
            for letter in found
        ]

    def _whereabouts(self):
        """Return the positions that have each letter now: dict of letter id to jabatan."""
        at = {}
        for naskah in self:
            # sudo: whoever may read a letter sees who has it (as in its timeline), no notes.
            letter = naskah.sudo()
            if letter.state == "draft":
                jabatan = letter.drafter_jabatan_id
            elif letter.state == "approval":
                jabatan = letter._current_steps().jabatan_id
            elif letter.state == "sealed":
                jabatan = letter.skpd_id.registry_jabatan_id
            elif letter.state == "distributed":
                given = letter.disposition_ids.filtered(lambda one: one.state in OPEN)
                waiting = letter.recipient_ids.filtered(
                    lambda one: one.kind == "kepada" and one.state in ("delivered", "read")
                )
                jabatan = waiting.jabatan_id | given.to_jabatan_id
            else:
                jabatan = letter.env["eoffice.jabatan"]
            at[naskah.id] = jabatan.with_env(self.env)
        return at
