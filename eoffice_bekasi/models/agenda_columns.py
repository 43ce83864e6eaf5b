from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.local_time import office_zone_date, office_zone_text

#: States of a recipient in which the letter has been sent.
SENT = ("delivered", "read", "disposed", "finished", "paper")


class Agenda(models.Model):
    """The columns of a register that are known only after the entry (naskah-dinas.md section 3).

    They are looked up for all lines at once. Who received, and to whom it was disposed, is shown to
    whoever may read the letter's envelope; when and how it went out and that its number is void are
    facts of the register itself, shown to whoever reads the line.
    """

    _inherit = "eoffice.agenda"

    is_latest = fields.Boolean(
        "In force",
        compute="_compute_is_latest",
        search="_search_is_latest",
        help="Not replaced by a correction.",
    )
    disposed_to = fields.Char("Disposed to", compute="_compute_received", compute_sudo=False)
    received_by = fields.Char("Paraf", compute="_compute_received", compute_sudo=False)
    sent_how = fields.Char("Sent by", compute="_compute_sent")
    sent_on = fields.Date("Sent on", compute="_compute_sent")
    remark = fields.Char(compute="_compute_sent")

    def _compute_is_latest(self):
        self.env.cr.execute(
            "SELECT corrects_id FROM eoffice_agenda WHERE corrects_id = ANY(%s)", [list(self.ids)]
        )
        old = {row[0] for row in self.env.cr.fetchall()}
        for line in self:
            line.is_latest = line.id not in old

    @api.model
    def _search_is_latest(self, operator, value):
        if operator != "in":
            return NotImplemented
        # A subquery that depends on no row: read once from its small index, so that the register
        # is still read in its own order, and no further than the page that is wanted.
        old = Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "%s IN (SELECT c.corrects_id FROM eoffice_agenda c WHERE c.corrects_id IS NOT NULL)",
                SQL.identifier(alias, "id"),
            )
        )
        return Domain.OR(~old if wanted else old for wanted in value)

    @api.depends_context("uid")
    def _compute_received(self):
        """Show who read it and when, and to whom it was disposed, in the SKPD of the line."""
        incoming = self.filtered(lambda line: line.direction == "masuk")
        recipients = self.env["eoffice.recipient"].search(
            [("naskah_id", "in", incoming.naskah_id.ids), ("skpd_id", "in", incoming.skpd_id.ids)]
        )
        # sudo: whoever may read the letter sees who has it (its timeline shows the same names);
        # neither instruction nor note. Names of who read are those of the events.
        rows = recipients.sudo()
        received, disposed = {}, {}
        for row in rows.filtered("read_at"):
            text = f"{row.read_by_id.name or row.display_name}, {office_zone_text(row.read_at)}"
            received.setdefault((row.naskah_id.id, row.skpd_id.id), []).append(text)
        given = (
            # sudo: as above, of the letters that the reader has.
            self.env["eoffice.disposition"]
            .sudo()
            .search(
                [("recipient_id", "in", rows.ids), ("state", "not in", ("prepared", "recalled"))]
            )
        )
        names = self.env["eoffice.naskah"]._names_then(
            [(one.to_jabatan_id, one.sent_at) for one in given]
        )
        for one, name in zip(given, names, strict=True):
            key = (one.naskah_id.id, one.recipient_id.skpd_id.id)
            disposed.setdefault(key, []).append(name)
        for line in self:
            key = (line.naskah_id.id, line.skpd_id.id) if line in incoming else None
            line.received_by = "; ".join(received.get(key, ())) or False
            line.disposed_to = ", ".join(dict.fromkeys(disposed.get(key, ()))) or False

    @api.depends("note", "naskah_id.state", "naskah_id.distributed_at")
    def _compute_sent(self):
        # sudo: how and when it went out, and that its number is void, are columns of the book.
        letters = self.naskah_id.sudo()
        ways = {}
        groups = (
            # sudo: as above.
            self.env["eoffice.recipient"]
            .sudo()
            ._read_group(
                [("naskah_id", "in", letters.ids), ("state", "in", SENT)],
                ["naskah_id", "state"],
            )
        )
        for letter, state in groups:
            ways.setdefault(letter.id, set()).add(state == "paper")
        labels = {False: self.env._("Electronic"), True: self.env._("Ekspedisi")}
        for line in self:
            # sudo: as above.
            letter = line.naskah_id.sudo()
            outgoing = line.direction == "keluar"
            found = ways.get(letter.id, ()) if outgoing else ()
            line.sent_how = ", ".join(labels[way] for way in sorted(found)) or False
            sent = letter.distributed_at if outgoing else None
            line.sent_on = office_zone_date(sent) if sent else False
            parts = [line.note]
            if letter.state == "cancelled":
                parts.append(
                    self.env._("Cancelled %s", f"{office_zone_date(letter.cancelled_at):%d-%m-%Y}")
                    if letter.cancelled_at
                    else self.env._("Cancelled")
                )
            line.remark = "; ".join(filter(None, parts)) or False
