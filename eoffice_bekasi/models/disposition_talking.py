from datetime import timedelta

from odoo import models
from odoo.exceptions import AccessError, UserError

from .disposition import OPEN

#: Nobody is reminded of the same more often.
REMIND_EVERY = timedelta(hours=1)


class Disposition(models.Model):
    """What giver and receiver say to each other while a disposition is carried out.

    One question waits at a time: it stands on the desk of whoever is to answer.
    """

    _inherit = "eoffice.disposition"

    def action_ask(self, question):
        """Ask the other side: the receiver asks back, or the giver asks for more.

        A report that the giver asks about is not enough yet: the disposition is open again.

        :param str question: what is asked; required
        :return: dict with ``id`` and ``state``
        :raise AccessError: neither given by nor to this account
        :raise UserError: no text, or a question waits for its answer already
        """
        side = self._side()
        self._require_one_of((*OPEN, "reported") if side == "giver" else OPEN)
        question = (question or "").strip()
        if not question:
            raise UserError(self.env._("Write what you ask."))
        if self.asking:
            raise UserError(self.env._("The last question hasn't been answered yet."))
        # sudo: dispositions are written by verbs only; the side has been checked.
        disposition = self.sudo()
        now = self.env.cr.now()
        values = {"asking": side, "asked_at": now}
        if self.state == "reported":
            values["state"] = "accepted"
        elif self.state == "sent" and side == "receiver":
            values |= {"state": "read", "read_at": now}
        disposition.write(values)
        own, other = self._both(side)
        disposition._say("question", own, question)
        self._log("disposition_asked", own)
        self.naskah_id._desk_changed(other, "question" if side == "receiver" else "followup", self)
        return self._answer()

    def action_answer(self, answer):
        """Answer what the other side has asked.

        :param str answer: required
        :return: dict with ``id`` and ``state``
        :raise AccessError: it isn't this account that was asked
        :raise UserError: no text, or nothing is asked
        """
        self.ensure_one()
        self.check_access("read")
        if not self.asking:
            raise UserError(self.env._("Nothing is asked here."))
        side = "giver" if self.asking == "receiver" else "receiver"
        own, other = self._both(side)
        if not self.naskah_id._own(own, "dispose" if side == "giver" else "handle"):
            raise AccessError(self.env._("This was asked of %s.", own.name))
        answer = (answer or "").strip()
        if not answer:
            raise UserError(self.env._("Write your answer."))
        # sudo: dispositions are written by verbs only; who was asked has been checked.
        disposition = self.sudo()
        disposition.write({"asking": False, "asked_at": False})
        disposition._say("answer", own, answer)
        self._log("disposition_answered", own)
        if side == "giver":
            self.naskah_id._desk_changed(other, "followup", self)
        else:
            self.naskah_id._desk_changed(other)
        return self._answer()

    def action_progress(self, text, attachment_ids=()):
        """Say how far it is, with files; the disposition stays open.

        :param str text: required
        :param list attachment_ids: files this account has uploaded
        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given to this account
        :raise UserError: no text
        """
        self._require_receiver(*OPEN)
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write how far it is."))
        files = self.env["eoffice.disposition.message"]._uploaded(attachment_ids)
        # sudo: dispositions are written by verbs only; the receiver has been checked.
        disposition = self.sudo()
        disposition.write(
            {"state": "accepted", "accepted_at": self.accepted_at or self.env.cr.now()}
        )
        disposition._say("progress", self.to_jabatan_id, text, files)
        self._log("disposition_progress", self.to_jabatan_id)
        self.naskah_id._desk_changed(self.from_jabatan_id)
        return self._answer()

    def action_remind(self, note=""):
        """Remind whoever has the disposition: its giver, or one who gave it further up.

        :param str note: what is said with it
        :return: dict with ``id`` and ``state``
        :raise AccessError: not given by this account
        :raise UserError: it isn't open, or he was reminded less than an hour ago
        """
        self.ensure_one()
        self.check_access("read")
        givers = self.naskah_id._own(self._givers(), "dispose")
        if not givers:
            raise AccessError(self.env._("Whoever gave a disposition reminds of it."))
        self._require_one_of(OPEN)
        now = self.env.cr.now()
        if self.reminded_at and self.reminded_at > now - REMIND_EVERY:
            raise UserError(
                self.env._("%s was reminded less than an hour ago.", self.to_jabatan_id.name)
            )
        # sudo: dispositions are written by verbs only; the giver has been checked.
        disposition = self.sudo()
        disposition.reminded_at = now
        own = self.from_jabatan_id if self.from_jabatan_id in givers else givers[-1:]
        disposition._say("reminder", own, (note or "").strip())
        self._log("disposition_reminded", own)
        self.naskah_id._desk_changed(self.to_jabatan_id, "reminder", self)
        return self._answer()

    # ------------------------------------------------------------------ helpers

    def _side(self):
        """Return on which side of the disposition this account is: receiver or giver.

        :raise AccessError: on neither
        """
        self.ensure_one()
        self.check_access("read")
        if self.state in OPEN and self.naskah_id._own(self.to_jabatan_id, "handle"):
            return "receiver"
        if self.naskah_id._own(self.from_jabatan_id, "dispose"):
            return "giver"
        raise AccessError(self.env._("This disposition was given to %s.", self.to_jabatan_id.name))

    def _both(self, side):
        """Return the position on a side, and the one on the other."""
        pair = (self.to_jabatan_id, self.from_jabatan_id)
        return pair if side == "receiver" else pair[::-1]

    def _say(self, kind, jabatan, text, files=()):
        """Keep what was said about this disposition; called by verbs, in sudo mode.

        :param files: ``ir.attachment`` that ``_uploaded`` has looked at
        """
        message = self.env["eoffice.disposition.message"].create(
            {
                "naskah_id": self.naskah_id.id,
                "disposition_id": self.id,
                "kind": kind,
                "text": text or False,
                "author_id": self.env.uid,
                "jabatan_id": jabatan.id,
                "capacity": self.env.user._eoffice_capacity(jabatan),
                "at": self.env.cr.now(),
            }
        )
        if files:
            # sudo: the account's own files (looked at by ``_uploaded``), or copies of them.
            files.sudo().write({"res_model": message._name, "res_id": message.id})
        return message
