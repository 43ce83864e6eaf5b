from odoo import fields, models
from odoo.tools import format_date

from ..tools.local_time import office_today, to_office_zone
from ..tools.text_check import empty_cells, is_long, is_shouted, says_secret

#: Types that call people to a day: it lies before them.
CALLS = frozenset({"UND", "PGL"})
#: All attachments of a letter together; more than this mailboxes refuse.
MOST_BYTES = 20 * 1024 * 1024


class Naskah(models.Model):
    """What should be looked at again before the letter is sent, though it can be sent so."""

    _inherit = "eoffice.naskah"

    can_check = fields.Boolean(compute="_compute_can")

    def _compute_can(self):
        result = super()._compute_can()
        for naskah in self:
            naskah.can_check = bool(naskah.state == "draft" and naskah.can_edit and naskah._origin)
        return result

    def _findings(self):
        return [
            *super()._findings(),
            *self._findings_of_subject(),
            *self._findings_of_text(),
            *self._findings_of_days(),
            *self._findings_of_files(),
            *self._findings_of_notes(),
        ]

    def _findings_of_subject(self):
        name = self.env._("Subject")
        if is_long(self.subject):
            text = self.env._("%s is long", name)
            mend = self.env._("say it in two lines; the rest belongs into the text.")
            yield self._finding("warning", "subject_long", text, mend, "subject")
        if is_shouted(self.subject):
            text = self.env._("%s is in capitals throughout", name)
            mend = self.env._("write it as a sentence, with capitals only where they belong.")
            yield self._finding("warning", "subject_capitals", text, mend, "subject")

    def _findings_of_text(self):
        texts = [("body", self.body), *self._part_texts()]
        for field, text in texts:
            if count := empty_cells(text):
                yield self._finding(
                    "warning",
                    "empty_cells",
                    self.env._("A table has empty cells (%s)", count),
                    self.env._("fill them in, or put a dash."),
                    field,
                )
        if not self.is_secret and says_secret(self.subject, *(text for _field, text in texts)):
            yield self._finding(
                "warning",
                "secrecy",
                self.env._("The text says that it is secret, the letter's sifat doesn't"),
                self.env._("choose the sifat that it has, or write otherwise."),
                "sifat",
            )

    def _part_texts(self):
        return [
            (f"part:{one.code}", one.text)
            for one in self.section_ids
            if one.kind == "text" and one.text
        ]

    def _findings_of_days(self):
        if self.type_id.code not in CALLS:
            return
        today = office_today()
        for section in self.section_ids:
            day = section.day if section.kind == "date" else False
            if section.kind == "moment" and section.moment:
                day = to_office_zone(section.moment).date()
            if day and day < today:
                yield self._finding(
                    "warning",
                    "day_past",
                    self.env._(
                        "%(part)s has passed: %(day)s",
                        part=section.name,
                        day=format_date(self.env, day),
                    ),
                    self.env._("check the day."),
                    f"part:{section.code}",
                )

    def _findings_of_files(self):
        size = sum(self.attachment_ids.mapped("file_size"))
        if size > MOST_BYTES:
            yield self._finding(
                "warning",
                "attachments_large",
                self.env._("The attachments are large: %s MB together", round(size / 1024 / 1024)),
                self.env._("make the pictures smaller, or leave out what isn't needed."),
                "attachment_ids",
            )

    def _findings_of_notes(self):
        for note in self.note_ids:
            if note.state == "open" and note.returned_at:
                yield self._finding(
                    "warning",
                    "note",
                    self.env._(
                        "Note of %(who)s isn't settled: %(note)s",
                        who=note.jabatan_id.name,
                        note=self._shortly(note.text),
                    ),
                    self.env._(
                        "mend “%s”, then mark the note as mended.", self._shortly(note.quote)
                    ),
                    note.field,
                )
