from datetime import time, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ..tools.local_time import to_office_zone, utc_now
from ..tools.send_time import as_moment

#: States in which a time of sending can be set or taken back.
SCHEDULABLE = ("draft", "approval", "signing", "signed", "sealed")
#: A letter that goes out later than this is not scheduled but forgotten.
MOST_AHEAD = timedelta(days=366)
#: When official mail goes out in the morning.
MORNING = time(7, 30)


class Naskah(models.Model):
    """Sending at a set time: ordered now, carried out then, in the name of who ordered it.

    A draft or a letter in approval carries the time as a wish of its drafter or signer, honoured
    once its page is made.
    """

    _inherit = "eoffice.naskah"

    distribute_capacity = fields.Char(
        "Sent in the capacity of", readonly=True, copy=False, help="When the sending was ordered."
    )
    is_scheduled = fields.Boolean("Has a time of sending", compute="_compute_is_scheduled")
    can_schedule = fields.Boolean(compute="_compute_can")
    can_unschedule = fields.Boolean(compute="_compute_can")

    @api.depends("state", "distribute_at")
    def _compute_is_scheduled(self):
        now = fields.Datetime.now()
        for naskah in self:
            naskah.is_scheduled = bool(
                naskah.state in SCHEDULABLE and naskah.distribute_at and naskah.distribute_at > now
            )

    @api.depends("distribute_at")
    def _compute_can(self):
        result = super()._compute_can()
        for naskah in self:
            # sudo: only compares ids of positions with the user's own seats; nothing is shown.
            letter = naskah.sudo()
            may = bool(
                letter._origin
                and not letter.on_paper
                and letter.state in SCHEDULABLE
                and naskah._own(letter._schedulers(), "send")
            )
            naskah.can_schedule = may
            naskah.can_unschedule = may and letter.is_scheduled
            if letter.is_scheduled and letter.state == "sealed":
                # What goes out later may still be sent at once.
                naskah.can_distribute = may
        return result

    @api.depends("distribute_at")
    def _compute_status_label(self):
        result = super()._compute_status_label()
        for naskah in self:
            if naskah.state == "sealed" and naskah.is_scheduled:
                naskah.status_label = self.env._("Goes out on %s", naskah._send_time_text())
        return result

    def _send_time_text(self):
        """Return when the letter goes out, as people of the office write it."""
        return format_datetime(
            self.env, self.distribute_at, tz="Asia/Jakarta", dt_format="d MMM y, HH.mm"
        )

    # ------------------------------------------------------------------ verbs

    def _schedule(self, at):
        """Set when the letter is to be sent; ``action_distribute`` with a time.

        :param at: moment in the future, UTC
        :return: dict with ``id``, ``state``, ``number``, ``distribute_at``
        :raise AccessError: no right to send it
        :raise UserError: no moment in the future, or the letter was sent already
        """
        at = self._moment_of_sending(at)
        self._lock()
        self._require_state(*SCHEDULABLE)
        if self.on_paper:
            raise UserError(self.env._("A letter on paper is not sent from here."))
        jabatan = self._sender()
        self._order_sending(at, jabatan)
        self._log("scheduled", jabatan, {"at": fields.Datetime.to_string(at)})
        return self._answer_scheduled()

    def action_unschedule(self):
        """Take the time of sending back; a letter whose page is made then waits to be sent by hand.

        By whoever may send it.

        :return: dict with ``id``, ``state``, ``number``, ``distribute_at`` (False)
        :raise AccessError: no right to send it
        :raise UserError: there is no time to take back, or it has come
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        self._require_state(*SCHEDULABLE)
        jabatan = self._sender()
        if not self.is_scheduled:
            raise UserError(self.env._("This letter has no time of sending any more."))
        at = self.distribute_at
        # sudo: the order is written by verbs only; the right has been checked.
        self.sudo().write(
            {
                "distribute_at": False,
                "distribute_by_id": False,
                "distribute_jabatan_id": False,
                "distribute_capacity": False,
            }
        )
        self._log("unscheduled", jabatan, {"at": fields.Datetime.to_string(at)})
        return self._answer_scheduled()

    def get_send_times(self):
        """Return the times that a sender most likely wants, by the working calendar of its SKPD.

        :return: list of dicts with ``id`` (next, monday) and ``at`` (UTC); of several letters by
            the calendar of the first
        """
        self.check_access("read")
        # sudo: when an office works is public.
        skpd = self[:1].sudo().skpd_id
        now = utc_now()
        tomorrow = to_office_zone(now).replace(hour=0, minute=0, second=0) + timedelta(days=1)
        after = as_moment(tomorrow) - timedelta(seconds=1)
        times = {
            "next": skpd._send_time(MORNING, after),
            "monday": skpd._send_time(MORNING, after, weekday=0),
        }
        found = [
            {"id": key, "at": fields.Datetime.to_string(at)} for key, at in times.items() if at
        ]
        return found[:1] if len({one["at"] for one in found}) == 1 else found

    # ------------------------------------------------------------------ helpers

    @api.model
    def _moment_of_sending(self, at):
        """Return ``at`` as a moment to come.

        :raise UserError: it is none
        """
        try:
            moment = as_moment(at)
        except ValueError:
            raise UserError(self.env._("“%s” is no date and time.", at)) from None
        if not utc_now() < moment <= utc_now() + MOST_AHEAD:
            raise UserError(
                self.env._("The time of sending must be in the future, within a year from now.")
            )
        return moment

    def _schedulers(self):
        """Return the positions that may set the time: of what isn't signed yet, not the registry."""
        if self.state in ("draft", "approval"):
            return self.signer_jabatan_id | self.drafter_jabatan_id
        return self._senders()

    def _sender(self):
        """Return the position in which the user sends this letter.

        :raise AccessError: none of his may
        """
        jabatan = self._own(self._schedulers(), "send")[:1]
        if not jabatan:
            raise AccessError(
                self.env._(
                    "A letter is sent by its signer, its drafter or the registry of its SKPD."
                )
            )
        return jabatan

    def _order_sending(self, at, jabatan, user=None, capacity=None):
        """Write down when, by whom and in what capacity the letter is sent; leave a job behind.

        :param at: moment (UTC), now or later
        :param jabatan: in whose name
        :param user: who orders it; by default the current account
        :param str capacity: how he holds the position; by default as he does now
        """
        user = user or self.env.user
        # sudo: the order is written by verbs only; the right has been checked.
        letter = self.sudo()
        letter.write(
            {
                "distribute_at": at,
                "distribute_by_id": user.id,
                "distribute_jabatan_id": jabatan.id,
                "distribute_capacity": capacity or user._eoffice_capacity(jabatan),
            }
        )
        if at > utc_now():
            # A key of its own: one that waits for another time must not swallow it.
            letter.with_delay(
                eta=at,
                identity_key=f"eoffice_send_{self.id}_{at:%Y%m%d%H%M%S}",
                description=self.env._("Send letter %s at its time", self.id),
            )._send_when_due()

    def _send_when_due(self):
        """Job: send the letter if its time has come and its page is made. Idempotent."""
        self.ensure_one()
        self._distribute_now()

    @api.model
    def _cron_send_due(self):
        """Give letters whose time has come a job, should the one left behind be lost."""
        due = self.search(
            [("state", "=", "sealed"), ("distribute_at", "<=", self.env.cr.now())],
            limit=500,
            order="distribute_at",
        )
        for naskah in due:
            naskah.with_delay(identity_key=f"eoffice_finish_signing_{naskah.id}")._finish_signing()

    def _answer_scheduled(self):
        at = self.distribute_at
        return {
            **self._answer(),
            "distribute_at": fields.Datetime.to_string(at) if at else False,
        }
