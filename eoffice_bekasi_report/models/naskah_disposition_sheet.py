from datetime import timezone

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import file_open

from odoo.addons.eoffice_bekasi.tools.local_time import OFFICE_ZONE, office_zone_date

from ..tools.engine import PLAIN, render
from ..tools.indonesian_date import long_date

STYLE = "eoffice_bekasi_report/static/src/page/disposition_sheet.css"
#: How somebody held the office in which he gave a disposition, as it prints before it.
HELD_AS = {"plt": "Plt. ", "plh": "Plh. ", "pj": "Pj. ", "an": "a.n. "}


class Naskah(models.Model):
    """Lembar disposisi: half a folio with where the letter comes from, to whom it went on, what is
    wanted, and every paraf with its time (naskah-dinas.md section 3).

    It shows what ``get_dispositions`` shows the account: another's note never stands on it.
    """

    _inherit = "eoffice.naskah"

    def action_print_dispositions(self):
        """Let the browser show the lembar disposisi of this letter."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/eoffice/naskah/{self.id}/disposition",
            "target": "new",
        }

    def _disposition_pdf(self):
        """Return the lembar disposisi as a PDF of half folio pages; of none given, one to fill in.

        :rtype: bytes
        :raise AccessError: what the letter says is not open to this account
        """
        self.ensure_one()
        if not self.env["eoffice.naskah.content"].search([("naskah_id", "=", self.id)]):
            raise AccessError(self.env._("This letter is not open to the positions you hold."))
        html = self.env["ir.qweb"]._render(
            "eoffice_bekasi_report.disposition_sheet", self._disposition_values()
        )
        self._log("printed", detail={"what": "disposition"})
        return render(html.strip(), variant=PLAIN)

    def _disposition_values(self):
        # Official paper: in Indonesian, whatever language one works in.
        letter = self.with_context(lang="id_ID")
        trees = [tree for tree in letter.get_dispositions() if not tree["prepared"]]
        recipient = letter._disposition_recipient(trees)
        # sudo: the letterhead and the agenda number of an addressee are open to who has the letter.
        skpd, agenda = recipient.sudo().skpd_id, recipient.sudo().agenda_id
        letterhead = skpd.letterhead_id
        rows = self._disposition_rows(trees, letter._disposition_capacities())
        first = [row for row in rows if not row["depth"]]
        asked = {name for row in first for name in row["instructions"]}
        offered = letter.env["eoffice.instruction"].search([("skpd_id", "in", [False, skpd.id])])
        with file_open(STYLE) as sheet:
            style = sheet.read()
        received = recipient.delivered_at or letter.received_at
        kop = {
            "emblem": letterhead.emblem,
            "line_1": letterhead.kop_line_1,
            "line_2": letterhead.kop_line_2,
            "address": letterhead.kop_address,
        }
        emblem = {"emblem": letterhead.emblem, "emblem_sha256": letterhead.emblem_sha256}
        sifat = dict(letter.env["eoffice.sifat"]._selection())
        # Those of today's regulation, and what the letter has.
        degrees = (*letter.env["eoffice.urgensi"]._offered(), letter.urgensi)
        urgensi = {
            code: label
            for code, label in letter.env["eoffice.urgensi"]._selection()
            if code in degrees
        }
        return {
            "doctype": Markup("<!DOCTYPE html>"),
            "style": Markup(style),
            "page": {"kop": kop, "emblem": letter._page_emblem(emblem)},
            "letter": letter,
            "sender": letter.sender_name or letter.signer_name or "",
            "day": long_date(letter.letter_date) if letter.letter_date else "",
            "received": long_date(office_zone_date(received)) if received else "",
            "agenda": agenda.display_name or "",
            "sifat": [(label, code == letter.sifat) for code, label in sifat.items()],
            "urgensi": [(label, code == letter.urgensi) for code, label in urgensi.items()],
            "instructions": [(one.name, one.name in asked) for one in offered]
            + [(name, True) for name in sorted(asked - set(offered.mapped("name")))],
            "first": first,
            "notes": [row for row in first if row["note"] or row["note_files"]],
            "rows": rows,
        }

    def _disposition_recipient(self, trees):
        """Return the addressee from whom the dispositions went on; else the account's own one."""
        # sudo: rows of addressees, which all readers of the letter see.
        rows = self.sudo().recipient_ids._electronic()
        if trees:
            given = self.env["eoffice.disposition"].browse(trees[0]["id"]).sudo()
            return given.recipient_id
        seats = self.env.user._eoffice_seats().ids("read")
        skpd = self.env["eoffice.jabatan"].browse(seats).skpd_id
        own = rows.filtered(lambda one: one.jabatan_id.id in seats)
        return (own or rows.filtered(lambda one: one.skpd_id in skpd) or rows)[:1]

    def _disposition_capacities(self):
        """Return how the givers held their offices: dict of disposition id to text."""
        events = self.env["eoffice.event"].search(
            [("naskah_id", "=", self.id), ("kind", "=", "disposed")]
        )
        return {
            (event.detail or {}).get("disposition_id"): HELD_AS.get(event.capacity, "")
            for event in events
        }

    def _disposition_rows(self, trees, held, depth=0):
        """Return the trees as rows, each before those below it."""
        rows = []
        for node in trees:
            if node["prepared"] or node["state"] == "recalled":
                continue
            rows.append(
                {
                    **node,
                    "depth": depth,
                    "from_name": held.get(node["id"], "") + node["from"]["name"],
                    "until": _day(node["deadline"]),
                    "given": _moment(node["sent_at"]),
                    "read": _moment(node["read_at"]),
                    "done": _moment(node["reported_at"]),
                    "ended": _moment(node["finished_at"]),
                }
            )
            rows += self._disposition_rows(node["children"], held, depth + 1)
        return rows


def _day(text):
    return f"{fields.Date.to_date(text):%d-%m-%Y}" if text else ""


def _moment(text):
    if not text:
        return ""
    moment = fields.Datetime.to_datetime(text).replace(tzinfo=timezone.utc)
    return f"{moment.astimezone(OFFICE_ZONE):%d-%m-%Y %H.%M}"
