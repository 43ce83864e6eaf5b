from odoo import models

from ..tools.letter_html import marked_texts, text_lines
from ..tools.merge_fields import unknown
from ..tools.placeholders import placeholders, says_attached, speaks_of_attachments


class Naskah(models.Model):
    """What was left over in a draft's text, and what it says of attachments."""

    _inherit = "eoffice.naskah"

    def _findings(self):
        found = super()._findings()
        for field, place, text, marked in self._said():
            found += [
                self._finding(
                    "error",
                    "merge_field",
                    self.env._("%(place)s: %(field)s is no merge field", place=place, field=token),
                    self.env._("choose one from the list, or write the word itself."),
                    field,
                )
                for token in unknown(text)
            ]
            found += [
                self._finding(
                    "warning",
                    f"placeholder_{rule}",
                    self.env._("%(place)s: “%(text)s”", place=place, text=piece),
                    self.env._("it looks like room left for a word that is still missing."),
                    field,
                )
                for rule, piece in placeholders(text)
            ]
            found += [
                self._finding(
                    "warning",
                    "placeholder_mark",
                    self.env._("%(place)s: “%(text)s” is marked", place=place, text=piece[:80]),
                    self.env._("settle it and take the mark away; it isn't printed."),
                    field,
                )
                for piece in marked[:5]
            ]
        return found + self._attachment_findings()

    def _said(self):
        """Return what the letter says: list of (field, name for people, text, marked texts)."""
        said = [
            ("subject", self.env._("Subject"), self.subject or "", []),
            ("body", self.env._("Text"), text_lines(self.body), marked_texts(self.body)),
        ]
        for section in self.section_ids.filtered("part_id").sorted("sequence"):
            value = section._value()
            match section.kind:
                case "text":
                    text, marked = text_lines(value), marked_texts(value)
                case "points":
                    text, marked = "\n".join(point["text"] for point in value), []
                case "line":
                    text, marked = value, []
                case _:
                    continue
            said.append((f"part:{section.code}", section.name, text, marked))
        return said

    def _attachment_findings(self):
        words = "\n".join(text for _field, _place, text, _marked in self._said())
        if says_attached(words) and not self.attachment_ids and not self.attachment_note:
            return [
                self._finding(
                    "warning",
                    "attachment_missing",
                    self.env._("Attachments: the text says that something is attached"),
                    self.env._("add the file, or change the text."),
                    "attachment_ids",
                )
            ]
        if self.attachment_ids and not speaks_of_attachments(words):
            return [
                self._finding(
                    "info",
                    "attachment_unmentioned",
                    self.env._("Attachments: the text doesn't speak of them"),
                    self.env._("the addressee may look for them only if the letter says so."),
                    "attachment_ids",
                )
            ]
        return []
