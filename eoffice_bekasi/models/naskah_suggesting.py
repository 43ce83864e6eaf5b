from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.classification_rank import rank, words_of

#: Among how many letters a code is sought, and how many are shown.
LETTERS = 200
NAMED = 200
SHOWN = 4


class Naskah(models.Model):
    """Which klasifikasi a new letter may have: codes one used before, those of one's SKPD, and
    those whose names have words of the subject. From letters only whose content one may read."""

    _inherit = "eoffice.naskah"

    suggested_codes = fields.Json(compute="_compute_suggested_codes", compute_sudo=False)

    @api.depends("subject", "state", "classification_id", "drafter_jabatan_id")
    @api.depends_context("uid")
    def _compute_suggested_codes(self):
        """Offer in the form of one draft what else would fit."""
        for naskah in self:
            naskah.suggested_codes = False
            if len(self) == 1 and naskah.state == "draft" and naskah.subject:
                naskah.suggested_codes = [
                    {"id": code.id, "name": code.display_name}
                    for code in naskah._suggested_codes(naskah.subject, naskah.drafter_jabatan_id)
                    if code != naskah.classification_id
                ][: SHOWN - 1]

    @api.model
    def get_classification_suggestions(self, subject, drafter_jabatan_id=None):
        """Return the klasifikasi that fit a subject, the best first.

        :param str subject: what the letter is about
        :param int drafter_jabatan_id: where it is drafted; by default one's own first position
        :return: list of up to four dicts with ``id`` and ``name``
        """
        drafter = self.env["eoffice.jabatan"].browse(drafter_jabatan_id or [])
        drafter = drafter or self._default_drafter_jabatan_id()
        codes = self._suggested_codes(subject or "", drafter)
        return [{"id": code.id, "name": code.display_name} for code in codes]

    @api.model
    def _suggested_codes(self, subject, drafter):
        """Return up to four codes in force, the best first."""
        Code = self.env["eoffice.classification"]
        words = words_of(subject)
        named = (
            Code.search_fetch(
                Domain("is_in_force", "=", True)
                & Domain.OR(Domain("name", "ilike", word) for word in words),
                ["name"],
                limit=NAMED,
            )
            if words
            else Code
        )
        ranked = rank(
            subject,
            self._used_codes(Domain("drafter_id", "=", self.env.uid)),
            self._used_codes(Domain("skpd_id", "=", drafter.skpd_id.id)) if drafter.skpd_id else [],
            [(code.id, code.name) for code in named],
        )
        found = Code.search(
            Domain("id", "in", [code for code, _points in ranked])
            & Domain("is_in_force", "=", True)
        )
        return Code.browse(code for code, _points in ranked if code in set(found.ids))[:SHOWN]

    @api.model
    def _used_codes(self, domain):
        """Return (code id, subject) of the newest letters that this account may read."""
        letters = self.search_fetch(
            domain & Domain("classification_id", "!=", False),
            ["classification_id"],
            order=self._order,
            limit=LETTERS,
        )
        contents = self.env["eoffice.naskah.content"].search_fetch(
            [("naskah_id", "in", letters.ids)], ["naskah_id", "subject"]
        )
        subjects = {content.naskah_id.id: content.subject for content in contents}
        return [
            (naskah.classification_id.id, subjects[naskah.id])
            for naskah in letters
            if naskah.id in subjects
        ]
