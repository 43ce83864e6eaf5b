from odoo import api, fields, models

from ..tools.local_time import office_zone_text


class Recipient(models.Model):
    """The buku ekspedisi: what an SKPD sent, to whom, and who received it (naskah-dinas.md 3).

    An electronic letter is received when it is read; one on paper when its delivery is recorded.
    """

    _inherit = "eoffice.recipient"

    is_sent_by_us = fields.Boolean(
        "Sent by my SKPD",
        compute="_compute_is_sent_by_us",
        search="_search_is_sent_by_us",
        compute_sudo=False,
    )
    sent_at = fields.Datetime(related="naskah_id.distributed_at", string="Sent on")
    letter_number = fields.Char(related="naskah_id.number", string="Letter number")
    letter_date = fields.Date(related="naskah_id.letter_date", string="Letter date")
    letter_sifat = fields.Selection(related="naskah_id.sifat", string="Sifat")
    subject = fields.Char(compute="_compute_expedition", compute_sudo=False)
    attachment_note = fields.Char("Lampiran", compute="_compute_expedition", compute_sudo=False)
    received_by = fields.Char("Received by", compute="_compute_expedition", compute_sudo=False)

    @api.depends("naskah_id.skpd_id")
    @api.depends_context("uid")
    def _compute_is_sent_by_us(self):
        own = set(self.env["eoffice.agenda"]._own_skpd_ids())
        for recipient in self:
            recipient.is_sent_by_us = recipient.naskah_id.skpd_id.id in own

    @api.model
    def _search_is_sent_by_us(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = self.env["eoffice.agenda"]._own_skpd_ids()
        return [("naskah_id.skpd_id", "in" if True in value else "not in", own)]

    @api.depends("read_at", "read_by_id", "naskah_id.attachment_note")
    @api.depends_context("uid")
    def _compute_expedition(self):
        """Show what the book says of the letters, for all lines at once.

        The subject only to whom the closure shows the content.
        """
        contents = self.env["eoffice.naskah.content"].search(
            [("naskah_id", "in", self.naskah_id.ids)]
        )
        subjects = {content.naskah_id.id: content.subject for content in contents}
        # As it was entered when the letter was signed.
        lines = self.env["eoffice.agenda"].search(
            [("naskah_id", "in", self.naskah_id.ids), ("direction", "=", "keluar")],
            order="revision",
        )
        notes = {line.naskah_id.id: line.attachment_note for line in lines}
        for recipient in self:
            letter_id = recipient.naskah_id.id
            recipient.subject = subjects.get(letter_id, False)
            recipient.attachment_note = notes.get(letter_id, False)
            # sudo: the name of who read it stands in the letter's events.
            reader = recipient.read_by_id.sudo().name
            recipient.received_by = (
                f"{reader or recipient.display_name}, {office_zone_text(recipient.read_at)}"
                if recipient.read_at
                else False
            )
