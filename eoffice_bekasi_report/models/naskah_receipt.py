import logging
import smtplib

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, email_normalize, file_open

from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.addons.eoffice_bekasi.models.notification_mail import FAILURES
from odoo.addons.eoffice_bekasi.tools.digest import MAX_TRIES, retry_pause
from odoo.addons.eoffice_bekasi.tools.local_time import office_zone_text

from ..tools.code import grouped
from ..tools.data_uri import svg_uri
from ..tools.engine import render
from ..tools.indonesian_date import long_date
from ..tools.qr import qr_svg

_logger = logging.getLogger(__name__)

STYLE = "eoffice_bekasi_report/static/src/page/receipt.css"
#: Half a sheet of folio, as offices cut it, and A5: width and height, lying.
SIZES = {"folio": "215mm 165mm", "a5": "210mm 148mm"}


class Naskah(models.Model):
    """The tanda terima of an incoming letter: printed at the counter, or mailed to the sender.

    - Whoever may see the letter's envelope prints it; of a secret letter it says no subject.
    - The desk that registered it, or the registry of an SKPD that received it: mails it.
    """

    _inherit = "eoffice.naskah"

    receipt_mail_state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
        "Receipt by e-mail",
        readonly=True,
        copy=False,
    )
    receipt_mail_to = fields.Char("Receipt mailed to", readonly=True, copy=False)
    receipt_mail_failure = fields.Selection(FAILURES, "Why", readonly=True, copy=False)
    receipt_mail_tries = fields.Integer(readonly=True, copy=False)

    # ------------------------------------------------------------------ where it is

    def _receipt_url(self):
        return f"/eoffice/naskah/{self.id}/receipt"

    def _status_url(self):
        # sudo: the code is printed on the receipt, which whoever sees the envelope may print.
        code = self.sudo().status_code
        return f"{self.get_base_url()}/eoffice/status/{code}" if code else False

    def action_open_receipt(self):
        """Open the tanda terima in a tab of its own."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self._receipt_url(), "target": "new"}

    # ------------------------------------------------------------------ the page

    def _receipt_pdf(self, size="folio"):
        """Return the tanda terima as a PDF; needs the right to the envelope.

        :param str size: a key of ``SIZES``
        """
        self.ensure_one()
        self.check_access("read")
        with file_open(STYLE) as sheet:
            style = f"@page {{ size: {SIZES.get(size, SIZES['folio'])}; }}\n{sheet.read()}"
        values = {
            "doctype": Markup("<!DOCTYPE html>"),
            "style": Markup(style),
            **self._receipt_values(),
        }
        template = "eoffice_bekasi_report.receipt_document"
        return render(self.env["ir.qweb"]._render(template, values).strip())

    def _receipt_values(self):
        """Return what the tanda terima prints, as text."""
        # As the account: what it may not read is not printed.
        subject = self.subject
        # sudo: what stands on the envelope, which may be seen, and the register of its receivers.
        letter = self.sudo().with_context(lang="id_ID")
        desk = letter.drafter_jabatan_id
        letterhead = desk.skpd_id.letterhead_id
        lines = letter.agenda_ids.filtered(
            lambda line: line.direction == "masuk" and not line.revision
        )
        agenda = [
            (line.skpd_id.name, f"{line.number} / {line.year}") for line in lines.sorted("id")
        ]
        status_url = self._status_url()
        rows = [
            ("Dari", letter.sender_name or "–"),
            ("Nomor surat", letter.number or "–"),
            ("Tanggal surat", long_date(letter.letter_date) if letter.letter_date else "–"),
            ("Hal", "(sampul tertutup)" if letter.is_secret else subject or "–"),
            ("Lampiran", letter.attachment_note or "–"),
            ("Ditujukan kepada", ", ".join(letter.kepada_ids.jabatan_id.mapped("name")) or "–"),
        ]
        return {
            "title": f"Tanda terima surat {letter.number or letter.id}",
            "page": {
                "kop": {
                    "emblem": letterhead.emblem,
                    "line_1": letterhead.kop_line_1,
                    "line_2": letterhead.kop_line_2,
                    "address": letterhead.kop_address,
                },
                "emblem": self._page_emblem(
                    {"emblem": letterhead.emblem, "emblem_sha256": letterhead.emblem_sha256}
                ),
            },
            "agenda": agenda,
            "several": len(agenda) > 1,
            "rows": rows,
            "received": f"{office_zone_text(letter.received_at or letter.create_date)} WIB",
            "clerk": letter.drafter_id.name,
            "desk": desk.name,
            "status_url": status_url,
            "code": grouped(letter.status_code) if letter.status_code else "",
            "qr": svg_uri(qr_svg(status_url)) if status_url else "",
        }

    # ------------------------------------------------------------------ by e-mail

    def action_mail_receipt(self, email=None):
        """Mail the tanda terima to the sender; a job sends it, its state stands with the letter.

        :param str email: by default the address of the sender's contact; a new one is kept there
            when it has none
        :return: dict with ``id``, ``receipt_mail_state``, ``receipt_mail_to``
        :raise AccessError: neither the desk that registered it nor a registry that received it
        :raise UserError: no address, or it is no e-mail address
        """
        self.ensure_one()
        self.check_access("read")
        desks = self._receipt_desks()
        if self.direction != "masuk" or not set(desks.ids) & set(self._registering_desks().ids):
            raise AccessError(
                self.env._("The receipt is mailed by the desk that registered the letter.")
            )
        # sudo: the letter's own mark that its receipt is mailed, and the address of its sender.
        letter = self.sudo()
        partner = letter.sender_partner_id
        address = email_normalize((email or "").strip() or partner.email or "")
        if not address:
            raise UserError(self.env._("Enter the e-mail address of the sender."))
        # Never of somebody who logs in: a new password would be mailed there.
        if not partner.email and not partner.with_context(active_test=False).user_ids:
            partner.email = address
        letter.write(
            {
                "receipt_mail_state": "waiting",
                "receipt_mail_to": address,
                "receipt_mail_failure": False,
                "receipt_mail_tries": 0,
            }
        )
        letter._queue_receipt()
        return {"id": self.id, "receipt_mail_state": "waiting", "receipt_mail_to": address}

    def _receipt_desks(self):
        """Return the desk that registered the letter and the registries of those it came to."""
        # sudo: which desks keep its registers is no secret to who may see the envelope.
        letter = self.sudo()
        desks = letter.drafter_jabatan_id | letter.recipient_ids.skpd_id.registry_jabatan_id
        return desks.sudo(False)

    def _queue_receipt(self, eta=None):
        """Leave the job behind that mails the receipt; called in sudo mode."""
        self.with_delay(
            eta=eta,
            identity_key=f"eoffice_receipt_{self.id}_{self.receipt_mail_tries}",
            description=self.env._("Mail the receipt of letter %s", self.id),
        )._mail_receipt()

    def _mail_receipt(self):
        """Job: mail the receipt; a failure is kept with the letter, and tried again later."""
        self.ensure_one()
        if self.receipt_mail_state != "waiting":
            return
        sender = self.env["eoffice.notification.mail"]._sender()
        if not sender:
            self.write({"receipt_mail_state": "failed", "receipt_mail_failure": "sender"})
            return
        server = self.env["ir.mail_server"]
        try:
            session = server._connect__(smtp_from=sender)
            server.send_email(self._receipt_message(sender), smtp_session=session)
            session.quit()
        except (OSError, UserError, MailDeliveryException, AssertionError) as error:
            self._receipt_failed(error)
            return
        self.write({"receipt_mail_state": "sent", "receipt_mail_failure": False})
        self._log("receipt_given", self.drafter_jabatan_id, {"way": "email"})

    def _receipt_failed(self, error):
        """Note why the receipt could not be mailed, and try again until it makes no sense."""
        cause = error.__context__ or error
        known = isinstance(cause, (smtplib.SMTPException, OSError, AssertionError))
        reason = self.env["eoffice.notification.mail"]._reason(cause)[0] if known else "server"
        tries = self.receipt_mail_tries + 1
        _logger.info("Receipt of letter %s could not be mailed: %s", self.id, reason)
        given_up = tries >= MAX_TRIES or reason in ("recipient", "refused")
        self.write(
            {
                "receipt_mail_state": "failed" if given_up else "waiting",
                "receipt_mail_failure": reason,
                "receipt_mail_tries": tries,
            }
        )
        if not given_up:
            self._queue_receipt(eta=retry_pause(tries))

    def _receipt_message(self, sender):
        """Return the e-mail with the receipt as a PDF; official, so in Indonesian."""
        # As the account that registered it: what it may not read is not mailed either.
        letter = self.with_user(self.drafter_id)
        pdf = (letter if letter.has_access("read") else self)._receipt_pdf()
        number = self.number or "tanpa nomor"
        text = (
            f"Surat Saudara nomor {number} telah kami terima. Tanda terima terlampir.\n\n"
            f"Perkembangan surat dapat diikuti di:\n{self._status_url()}\n\n"
            "Surel ini dikirim secara otomatis dan tidak untuk dibalas."
        )
        return self.env["ir.mail_server"]._build_email__(
            email_from=sender,
            email_to=[self.receipt_mail_to],
            subject=f"Tanda terima surat {number}",
            body=text,
            subtype="plain",
            attachments=[("Tanda terima.pdf", pdf, "application/pdf")],
            # Another try of the same has the same id: servers that look drop the second.
            message_id=f"<eoffice-receipt-{self.status_code[:16].lower()}@"
            f"{sender.rpartition('@')[2].rstrip('>')}>",
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )

    # ------------------------------------------------------------------ the public page

    @api.model
    def _status_of_code(self, code):
        """Return how far the letter with a status code is: nothing else leaves the database.

        Past the guard on purpose: the code (128 random bits, printed on the receipt) is the right
        to know this, and there is nobody to ask for another right. Reads only.

        :param str code: normalised, see ``tools/code.py``
        :return: dict with ``status`` (received, process, finished) and ``skpd`` (names of those
            that have it in process, else empty); None for a code that isn't known
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT n.state IN ('finished', 'cancelled'),
                          (SELECT json_agg(DISTINCT o.name)
                             FROM eoffice_recipient r
                             JOIN eoffice_organisation o ON o.id = r.skpd_id
                            WHERE r.naskah_id = n.id AND r.kind = 'kepada'
                              AND r.state IN ('read', 'disposed'))
                     FROM eoffice_naskah n
                    WHERE n.status_code = %s""",
                code,
            )
        )
        if not rows:
            return None
        finished, skpd = rows[0]
        if finished:
            return {"status": "finished", "skpd": []}
        return {"status": "process" if skpd else "received", "skpd": skpd or []}
