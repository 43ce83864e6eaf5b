import hashlib
import logging
import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from odoo.addons.eoffice_bekasi_report.tools.engine import PLAIN, render

from ..tools.file_kind import HEAD, kind_of

_logger = logging.getLogger(__name__)

INTAKE = "eoffice.scan.intake"
#: What is read of a message's text; what is longer goes on in nobody's letter.
TEXT_LENGTH = 50_000
#: The same of one line of its head: anybody may write as much as he likes there.
HEADER_LENGTH = 500
#: A small picture that stands in a message's text is a logo or a smiley, no letter.
LOGO_BYTES = 32 * 1024
PAGE = Markup(
    """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{subject}</title><style>
@page {{ size: A4; margin: 20mm }}
body {{ font: 11pt "Liberation Sans", sans-serif }}
th {{ text-align: left; vertical-align: top; padding-right: 6mm; font-weight: normal; color: #555 }}
table {{ border-bottom: 0.3mm solid #999; width: 100%; padding-bottom: 3mm; margin-bottom: 5mm }}
pre {{ font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }}
</style></head><body><table>{rows}</table><pre>{text}</pre></body></html>"""
)
ROW = Markup("<tr><th>{label}</th><td>{value}</td></tr>")


class Organisation(models.Model):
    """An SKPD's e-mail address for letters: what comes there gets into its registry's tray.

    Administrator: gives the address its name. Which mail server hands the mail over is a setting of
    Odoo (incoming mail servers).
    """

    _inherit = "eoffice.organisation"

    scan_alias_id = fields.Many2one(
        "mail.alias",
        "Address for letters",
        copy=False,
        ondelete="restrict",
        groups="eoffice_bekasi.group_administrator",
    )
    scan_alias_name = fields.Char(
        "E-mail name for letters",
        compute="_compute_scan_alias_name",
        inverse="_inverse_scan_alias_name",
        groups="eoffice_bekasi.group_administrator",
        help="What stands before the @. Everything sent there gets into the registry's tray.",
    )
    scan_alias_domain = fields.Char(
        related="scan_alias_id.alias_domain", groups="eoffice_bekasi.group_administrator"
    )

    @api.depends("scan_alias_id.alias_name")
    def _compute_scan_alias_name(self):
        for unit in self:
            # sudo: an address; the field is the administrator's.
            unit.scan_alias_name = unit.scan_alias_id.sudo().alias_name

    def _inverse_scan_alias_name(self):
        for unit in self:
            # sudo: the administrator of the office keeps these addresses, and no others.
            alias = unit.sudo().scan_alias_id
            if alias and unit.scan_alias_name:
                alias.alias_name = unit.scan_alias_name
            elif alias:
                unit.scan_alias_id = False
                alias.unlink()
            elif unit.scan_alias_name:
                unit.scan_alias_id = alias.create(
                    {
                        "alias_name": unit.scan_alias_name,
                        "alias_model_id": self.env["ir.model"]._get_id(INTAKE),
                        "alias_contact": "everyone",
                    }
                )


class MailThread(models.AbstractModel):
    """Mail to the address of a registry is taken into its tray, and posted nowhere."""

    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        others = []
        for route in routes or ():
            if route[0] == INTAKE:
                self.env[INTAKE]._take_mail(message_dict, route[4])
            else:
                others.append(route)
        return super()._message_route_process(message, message_dict, others)


class ScanIntake(models.Model):
    """An e-mail as paper: its text as a page, and what hangs on it."""

    _inherit = "eoffice.scan.intake"

    @api.model
    def message_new(self, _msg_dict, _custom_values=None):
        """Only says to the mail gateway that e-mail is taken here; ``_take_mail`` does it."""
        raise UserError(self.env._("Letters by e-mail are sent to the address of an SKPD."))

    @api.model
    def _take_mail(self, said, alias):
        """Take an e-mail into the tray of the SKPD whose address it was sent to; once.

        :param dict said: the message as ``mail.thread.message_parse`` gives it
        :param alias: the address
        :return: the files; none when the SKPD has no registry
        """
        # sudo: the mail gateway brings what anybody sent; only the address says whose it is.
        unit = self.env["eoffice.organisation"].sudo().search([("scan_alias_id", "=", alias.id)])
        tray = unit.registry_jabatan_id
        if not tray:
            return self.env["eoffice.scan.file"]
        subject = " ".join((said.get("subject") or "").split())[:200] or self.env._("No subject")
        files, left_out = self._mail_files(said)
        note = [
            self.env._("From: %s", (said.get("email_from") or "")[:HEADER_LENGTH]),
            self.env._("Subject: %s", subject),
        ]
        if left_out:
            names = ", ".join(left_out)[:HEADER_LENGTH]
            note.append(self.env._("Small pictures left out: %s", names))
        # Not by its Message-ID alone: whoever guesses that could keep another's letter away.
        same = [said.get(name) for name in ("message_id", "email_from", "subject", "body")]
        same += [hashlib.sha256(one["content"]).hexdigest() for one in files]
        key = hashlib.sha256(repr(same).encode()).hexdigest()
        page = {"name": self.env._("Message.pdf"), "content": self._mail_page(said, subject)}
        return self._take(
            tray, [page, *files], "mail", name=subject, note="\n".join(note), message_key=key
        )

    @api.model
    def _mail_files(self, said):
        """Return what hangs on an e-mail, and the names of small pictures that are no letters."""
        files, left_out = [], []
        for name, content, info in said.get("attachments") or ():
            raw = content.encode() if isinstance(content, str) else bytes(content)
            picture = kind_of(raw[:HEAD]) in {"jpeg", "png", None}
            if (info or {}).get("cid") and picture and len(raw) < LOGO_BYTES:
                left_out.append(name)
            else:
                files.append({"name": name, "content": raw})
        return files, left_out

    @api.model
    def _mail_page(self, said, subject):
        """Return the text of an e-mail as a PDF; nothing that it names is fetched."""
        rows = (
            (self.env._("From"), said.get("email_from")),
            (self.env._("To"), said.get("to")),
            (self.env._("Copy"), said.get("cc")),
            (self.env._("Date"), said.get("date")),
            (self.env._("Subject"), subject),
        )
        text = _plain((said.get("body") or "")[: 4 * TEXT_LENGTH])[:TEXT_LENGTH]
        return render(
            PAGE.format(
                subject=subject,
                rows=Markup("").join(
                    ROW.format(label=label, value=str(value)[:HEADER_LENGTH])
                    for label, value in rows
                    if value
                ),
                text=text,
            ),
            variant=PLAIN,
        )


def _plain(body):
    """Return the text of a message's HTML, whatever its sender wrote: a letter is never lost by it."""
    # lxml takes no text that declares its encoding, as mail programs that write XHTML do.
    body = re.sub(r"<\?[^>]*>|<!DOCTYPE[^>]*>", " ", body, flags=re.IGNORECASE)
    try:
        return html2plaintext(body)
    except Exception:
        _logger.warning("The text of an e-mail is no HTML; its marks are cut out", exc_info=True)
        return re.sub(r"<[^>]*>", " ", body)
