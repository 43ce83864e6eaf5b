from odoo import models

from odoo.addons.eoffice_bekasi.tools.local_time import office_zone_date

#: Stands where the subject of a secret letter is not the reader's to see.
CLOSED = "(tertutup)"


def _day(value):
    return f"{value:%d-%m-%Y}" if value else ""


def _joined(*parts):
    return "\n".join(filter(None, parts))


def _subject(text, secret):
    return text or (CLOSED if secret else "")


def _levels(env, name):
    """Return code to name of the degrees of a list, as they print: in Indonesian."""
    return {code: label for code, label, _tone in env[name]._labels("id_ID")}


class Agenda(models.Model):
    """Lines of a register as texts of the printed books, with the reader's own rights."""

    _inherit = "eoffice.agenda"

    def _book_rows(self):
        """Return what the books print of these lines: dicts of texts, see ``tools/book.py``."""
        sifat = _levels(self.env, "eoffice.sifat")
        urgensi = _levels(self.env, "eoffice.urgensi")
        secret = self.env["eoffice.sifat"]._secret()
        return [
            line._book_row(
                sifat.get(line.sifat, ""), urgensi.get(line.urgensi, ""), line.sifat in secret
            )
            for line in self
        ]

    def _book_row(self, sifat, urgensi, secret):
        incoming = self.direction == "masuk"
        correction = f"Koreksi {self.revision}: {self.correction_reason}" if self.revision else ""
        subject = _subject(self.subject, secret)
        return {
            "is_old": not self.is_latest,
            "number": f"{self.number}",
            "date": _day(self.date),
            "letter": _joined(_day(self.letter_date), self.letter_number),
            "sender": self.sender_name or "",
            "recipient": self.recipient_name or "",
            "party": (self.sender_name if incoming else self.recipient_name) or "",
            "subject": subject,
            "attachment": self.attachment_note or "",
            "code": self.classification_code or "",
            "sifat": sifat,
            "urgensi": urgensi,
            "disposed": _joined(
                self.recipient_name, self.disposed_to and f"Disposisi: {self.disposed_to}"
            ),
            "handler": self.handler_name or "",
            "received": self.received_by or "",
            "copies": self.copies_to or "",
            "how": self.sent_how or "",
            "sent": _day(self.sent_on),
            "remark": _joined(self.remark, correction),
            # Only on the kartu kendali; its index is the name under which it is looked for.
            "way": "M" if incoming else "K",
            "index": (self.sender_name if incoming else self.recipient_name) or "",
            "summary": subject,
            "forwarded": _day(self.date if incoming else self.sent_on),
        }


class Recipient(models.Model):
    """Lines of the buku ekspedisi as texts, with the reader's own rights."""

    _inherit = "eoffice.recipient"

    def _book_rows(self):
        """Return what the book prints of these lines, see ``tools/book.py``."""
        secret = self.env["eoffice.sifat"]._secret()
        return [
            {
                "is_old": False,
                "place": "",
                "date": _day(line.sent_at and office_zone_date(line.sent_at)),
                "letter": line.letter_number or "",
                "recipient": line.display_name,
                "subject": _subject(line.subject, line.letter_sifat in secret),
                "attachment": line.attachment_note or "",
                "received": line.received_by or "",
            }
            for line in self
        ]
