from datetime import UTC

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open

from odoo.addons.eoffice_bekasi.tools.local_time import OFFICE_ZONE, office_today
from odoo.addons.eoffice_bekasi.tools.one_time_code import grouped

from ..tools.data_uri import svg_uri
from ..tools.engine import render
from ..tools.indonesian_date import long_date, long_moment
from ..tools.nip import nip_text
from ..tools.qr import qr_svg

STYLE = "eoffice_bekasi_report/static/src/page/account_letter.css"


class ResUsers(models.Model):
    """One-time letters: paper by which a person opens his account."""

    _inherit = "res.users"

    def action_print_letters(self):
        """Let the browser fetch the one-time letters of these accounts as one PDF.

        :return: an action of the web client
        :raise AccessError: the current account is no administrator
        """
        self._check_may_manage()
        return {
            "type": "ir.actions.client",
            "tag": "eoffice_account_letters",
            "params": {
                "ids": self.ids,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _account_letters(self):
        """Make new codes for these accounts and return their letters, one page each.

        :return: PDF (bytes); the codes are nowhere else
        :raise UserError: one of them is deactivated
        """
        if not self:
            raise UserError(self.env._("Choose at least one account."))
        codes = self.env["eoffice.invitation"]._invite(self, "letter")
        # sudo: dates of the invitations just made.
        made = self.env["eoffice.invitation"].sudo()._of(self)
        until = {one.user_id.id: one.expires_at for one in made}
        with file_open(STYLE) as style:
            html = self.env["ir.qweb"]._render(
                "eoffice_bekasi_report.account_letters",
                {
                    "doctype": Markup("<!DOCTYPE html>"),
                    "style": Markup(style.read()),
                    "created": fields.Datetime.now().replace(tzinfo=UTC).isoformat(),
                    "letters": [
                        user._account_letter(codes[user.id], until[user.id]) for user in self
                    ],
                },
            )
        return render(html.strip())

    def _account_letter(self, code, expires_at):
        """Return what one letter prints: texts and ``data:`` URIs."""
        self.ensure_one()
        jabatan = self.eoffice_jabatan_ids[:1]
        unit = jabatan.organisation_id
        letterhead = unit.letterhead_id or self.env["eoffice.organisation"].search(
            [("kind", "=", "city")], limit=1
        )
        Naskah = self.env["eoffice.naskah"]
        address = self._invitation_url(code)
        name = " ".join(filter(None, [self.eoffice_title_front, self.name]))
        return {
            "kop": {
                "emblem": letterhead.emblem,
                "line_1": letterhead.kop_line_1,
                "line_2": letterhead.kop_line_2,
                "address": letterhead.kop_address,
            },
            "emblem": Naskah._page_emblem(
                {"emblem": letterhead.emblem, "emblem_sha256": letterhead.emblem_sha256}
            ),
            "name": ", ".join(filter(None, [name, self.eoffice_title_back])),
            "nip": nip_text(self.eoffice_nip or ""),
            "jabatan": jabatan.name or "",
            "unit": jabatan.skpd_id.name or unit.name or "",
            "date": long_date(office_today()),
            "login": self.login,
            "code": grouped(code),
            "home": self._invitation_url().split("://", 1)[-1],
            "url": address,
            "qr": svg_uri(qr_svg(address)),
            "until": long_moment(expires_at.replace(tzinfo=UTC).astimezone(OFFICE_ZONE)),
        }
