import logging
import smtplib
from datetime import timedelta
from email.utils import formataddr

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, format_date

from odoo.addons.base.models.ir_mail_server import MailDeliveryException

from ..tools.digest import MAX_TRIES, retry_pause

_logger = logging.getLogger(__name__)

#: So many e-mails go over one connection before the queue is looked at again.
BATCH = 50
KEEP_DAYS = 30
FAILURES = [
    ("address", "The account has no e-mail address. Enter one, then send again."),
    ("sender", "The city's company has no e-mail address to send from. Enter one."),
    ("server", "The mail server can't be reached."),
    ("later", "The mail server asks to try again later."),
    ("recipient", "The mail server refuses this address. Check how it is written."),
    ("refused", "The mail server refuses the e-mail."),
    ("interrupted", "The program stopped while sending: the e-mail may have arrived, or not."),
    ("unknown", "The e-mail could not be made. The program's log says why."),
]


class NotificationMail(models.Model):
    """An e-mail that tells an account of its new work; it has at most one that isn't sent.

    Neither text nor letters stand here: what it says is read from the account's desk when it is
    sent, and kept nowhere.

    - Operator: sees those of his SKPD, and can have one sent again.
    - Administrator: the same for all.
    - Nobody writes by hand; the job does.
    """

    _name = "eoffice.notification.mail"
    _description = "Notification e-mail"
    _log_access = False
    _order = "create_date desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", "Account", required=True, ondelete="cascade")
    skpd_id = fields.Many2one("eoffice.organisation", "SKPD", index=True, ondelete="set null")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sending", "Being sent"),
            ("sent", "Sent"),
            ("failed", "Given up"),
            ("unsure", "Interrupted"),
        ],
        required=True,
    )
    urgent = fields.Boolean()
    tries = fields.Integer()
    next_try_at = fields.Datetime("Next try")
    failure = fields.Selection(FAILURES, "Why")
    failure_code = fields.Char("Answer of the server", help="The code of SMTP, such as 550.")
    create_date = fields.Datetime("Since", required=True)
    sent_at = fields.Datetime("Sent")
    notification_ids = fields.One2many("eoffice.notification", "mail_id")

    _one_open = models.UniqueIndex(
        "(user_id) WHERE state <> 'sent'", "This account has an e-mail that waits already."
    )
    _to_send = models.Index("(next_try_at) WHERE state = 'waiting'")

    # ------------------------------------------------------------------ verbs

    def action_send_again(self):
        """Let e-mails that failed be tried again at once.

        :return: list of dicts with ``id`` and ``state``
        :raise AccessError: not the operator of the SKPD nor the Administrator
        :raise UserError: one was sent already
        """
        self.check_access("read")
        if any(mail.state in ("sending", "sent") for mail in self):
            raise UserError(
                self.env._("An e-mail among these has been sent already. Choose those that failed.")
            )
        # sudo: written by verbs only; that the operator may see these e-mails has been checked.
        self.sudo().write({"state": "waiting", "tries": 0, "next_try_at": self.env.cr.now()})
        self._trigger()
        return [{"id": mail.id, "state": mail.state} for mail in self]

    @api.model
    def _trigger(self):
        """Let the job run as soon as this transaction is committed."""
        # As the system, not with sudo(): Odoo keeps defaults of the trigger's fields per account.
        self.env.ref("eoffice_bekasi.cron_tell").with_user(SUPERUSER_ID)._trigger()

    # ------------------------------------------------------------------ sending

    @api.model
    def _settle_interrupted(self):
        """Mark what a job that died was sending: nobody knows whether the server took it.

        Only one job runs at a time, so there is at most one such e-mail for each that died. It is
        not sent by itself, so that nobody gets it twice; the operator sees it, and what it said is
        said again in that account's next e-mail, as far as it still waits.
        """
        self.search([("state", "=", "sending")]).write(
            {"state": "unsure", "failure": "interrupted", "failure_code": False}
        )

    @api.model
    def _send_due(self):
        """Send e-mails that are due, over one connection; answer how many were handled."""
        waiting = [("state", "=", "waiting"), ("next_try_at", "<=", self.env.cr.now())]
        mails = self.search(waiting, order="urgent desc, next_try_at, id", limit=BATCH)
        if not mails:
            return 0
        sender = self._sender()
        session = None
        for mail in mails:
            if not session:
                try:
                    session = self.env["ir.mail_server"]._connect__(smtp_from=sender)
                except (OSError, UnicodeError, UserError) as error:
                    _logger.info("Notifications: no connection to the mail server: %s", error)
                    # Whatever waits would fail the same way.
                    rest = self.search(waiting)
                    rest._fail("server", error)
                    return len(rest)
            if not mail._send(sender, session):
                # What is left of the conversation may be half an answer: begin a new one.
                session.close()
                session = None
            self.env["ir.cron"]._commit_progress(1)
        if session:
            try:
                session.quit()
            except smtplib.SMTPException:
                _logger.info("Notifications: the mail server had closed the connection")
        return len(mails)

    def _send(self, sender, session):
        """Send one e-mail.

        It is marked and committed before it is sent, so that after a crash nobody sends it twice.

        :return: whether the connection can be used further
        """
        address = self.user_id.partner_id.email_formatted
        if not address or not sender:
            self._fail("sender" if address else "address", final=True)
            return True
        try:
            with self.env.cr.savepoint():
                message = self._message(sender, address)
        except Exception:
            _logger.exception("Notifications: e-mail %s could not be made", self.id)
            self._fail("unknown")
            return True
        if message is None:
            self.unlink()
            return True
        self.write({"state": "sending", "tries": self.tries + 1})
        self.env["ir.cron"]._commit_progress()
        try:
            self.env["ir.mail_server"].send_email(message, smtp_session=session)
        except (MailDeliveryException, smtplib.SMTPException, AssertionError) as error:
            # Odoo wraps what the server said.
            self._fail(*self._reason(error.__context__ or error))
            return False
        self._sent()
        return True

    def _sent(self):
        now = self.env.cr.now()
        self.notification_ids.told_at = now
        self.write({"state": "sent", "sent_at": now, "failure": False, "failure_code": False})

    def _fail(self, failure, error=None, final=False):
        """Note why e-mails could not be sent, and when they are tried again.

        :param str failure: see ``FAILURES``
        :param error: what the server answered, if it did; only its code is kept, for its words may
            repeat the subject
        :param bool final: whether only a person can help
        """
        code = getattr(error, "smtp_code", None)
        for tried, mails in self.grouped(lambda mail: (mail.tries, mail.state)).items():
            tries = tried[0] + (tried[1] != "sending")
            given_up = final or tries >= MAX_TRIES
            mails.write(
                {
                    "state": "failed" if given_up else "waiting",
                    "tries": tries,
                    "next_try_at": self.env.cr.now() + retry_pause(tries),
                    "failure": failure,
                    "failure_code": str(code) if code else False,
                }
            )

    @api.model
    def _reason(self, error):
        """Return the kind of failure and the error that carries the server's code."""
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code, text = next(iter(error.recipients.values()))
            error = smtplib.SMTPResponseException(code, text)
            return ("later" if code < 500 else "recipient"), error
        if isinstance(error, smtplib.SMTPResponseException):
            return ("later" if error.smtp_code < 500 else "refused"), error
        if isinstance(error, AssertionError):
            return "recipient", None
        # SMTPServerDisconnected and a broken or silent connection are OSErrors both.
        return ("server" if isinstance(error, OSError) else "unknown"), None

    # ------------------------------------------------------------------ what it says

    @api.model
    def _sender(self):
        """Return the address notifications come from, or False."""
        company = self.env.company
        address = company.default_from_email or company.email
        address = email_normalize(address or self.env["ir.mail_server"]._get_default_from_address())
        return address and formataddr((self.env._("E-Office"), address))

    def _message(self, sender, address):
        """Return the e-mail as it is to be sent now; None when there is nothing left to say."""
        items = self.notification_ids._items() if self.notification_ids else []
        said = self.env["eoffice.notification"].union(*(item["row"] for item in items))
        (self.notification_ids - said).unlink()
        if not items:
            return None
        texts = self._texts(items)
        server = self.env["ir.mail_server"]
        return server._build_email__(
            email_from=sender,
            email_to=[address],
            subject=" ".join(texts["title"].split()),
            body=self._html(texts),
            subtype="html",
            body_alternative=self._text(texts),
            # Another try of the same has the same id: servers that look drop the second.
            message_id=f"<eoffice-{self.id}-{max(said.ids)}@{sender.rpartition('@')[2].rstrip('>')}>",
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )

    def _texts(self, items):
        """Return what the e-mail says, in the account's language and without any mark-up.

        :param list items: see ``eoffice.notification._items``
        :return: dict with ``title``, ``greeting``, ``groups``, ``footer`` and other texts
        """
        user = self.user_id
        env = self.env(context={**self.env.context, "lang": user.lang})
        secret = env._("You have received a secret letter")
        labels = {"secret": secret, **dict(self._kinds(env))}
        titles = [
            secret if item["kind"] == "secret" else f"{labels[item['kind']]}: {item['subject']}"
            for item in items
        ]
        urgent = self._urgencies(env)
        several = len({item["jabatan"] for item in items if item["kind"] != "secret"}) > 1
        groups = [
            {
                "kind": kind,
                "label": labels[kind],
                "lines": [
                    self._line(env, item, urgent, several) for item in items if item["kind"] == kind
                ],
            }
            for kind in labels
        ]
        return {
            "language": (user.lang or "en").replace("_", "-"),
            "title": titles[0] if len(items) == 1 else env._("%s letters wait for you", len(items)),
            "company": env.company.name,
            "greeting": env._("Dear %s,", user.name),
            "groups": [group for group in groups if group["lines"]],
            "open": env._("Open"),
            "desk": env._("Open my desk"),
            "desk_url": f"{self.get_base_url()}/odoo/meja-kerja",
            "footer": env._(
                "You get this e-mail because of the positions you hold. How and when you are told "
                "of new letters is set under your name, in Preferences. "
                "Answers to this address are not read."
            ),
        }

    @api.model
    def _kinds(self, env):
        notification = self.env["eoffice.notification"].with_env(env)
        return notification._fields["kind"]._description_selection(env)

    @api.model
    def _urgencies(self, env):
        naskah = self.env["eoffice.naskah"].with_env(env)
        return dict(naskah._fields["urgensi"]._description_selection(env))

    def _line(self, env, item, urgencies, several):
        """Return one piece of work as texts; of a secret letter only where to open it."""
        place = item.get("place") or f"eoffice.naskah/{item['naskah_id']}"
        url = f"{self.get_base_url()}/odoo/{place}"
        if item["kind"] == "secret":
            return {"url": url, "urgent": "", "late": False, "subject": "", "note": "", "facts": []}
        deadline = item["deadline"] and format_date(env, item["deadline"], date_format="d MMMM y")
        facts = [
            (env._("Number"), item["number"]),
            (env._("From"), item["sender"]),
            (env._("For"), item["jabatan"] if several else ""),
            (env._("Deadline"), deadline),
        ]
        return {
            "url": url,
            "urgent": urgencies[item["urgensi"]] if item["urgent"] else "",
            "late": item["late"],
            "subject": item["subject"],
            "note": item["note"],
            "facts": [fact for fact in facts if fact[1]],
        }

    def _html(self, texts):
        page = self.env["ir.qweb"]._render("eoffice_bekasi.notification_mail", texts)
        # Without the template's indents, which would make up half of a long digest.
        return "<!DOCTYPE html>\n" + "\n".join(
            line.strip() for line in page.splitlines() if line.strip()
        )

    def _text(self, texts):
        """Return the same as plain text."""
        lines = [texts["greeting"], "", texts["title"], ""]
        for group in texts["groups"]:
            lines += [group["label"].upper(), ""]
            for line in group["lines"]:
                urgent = f"[{line['urgent'].upper()}] " if line["urgent"] else ""
                lines += [f"* {urgent}{line['subject']}"] if line["subject"] else []
                lines += [f"  {label}: {fact}" for label, fact in line["facts"]]
                lines += [f"  {line['note']}"] if line["note"] else []
                lines += [f"  {line['url']}", ""]
        return "\n".join([*lines, "-- ", texts["footer"], ""])

    # ------------------------------------------------------------------ housekeeping

    @api.autovacuum
    def _gc_sent(self):
        """Forget e-mails that were sent after a month; what failed stays until it is sent."""
        limit = self.env.cr.now() - timedelta(days=KEEP_DAYS)
        self.search([("state", "=", "sent"), ("sent_at", "<", limit)], limit=10_000).unlink()
