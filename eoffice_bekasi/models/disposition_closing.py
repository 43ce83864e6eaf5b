from odoo import models
from odoo.exceptions import UserError

from .disposition import DONE, OPEN


class Disposition(models.Model):
    """How dispositions end: reported and finished, or closed with those named that are open.

    What all below have finished is reported upwards by itself; a letter ends when all its
    dispositions have.
    """

    _inherit = "eoffice.disposition"

    def action_report(self, report, attachment_ids=()):
        """Report what was done; the giver finishes it, or asks again.

        What those it was forwarded to reported is taken by it.

        :param str report: what was done; required
        :param list attachment_ids: files this account has uploaded
        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given to this account
        :raise UserError: no text, or those it was forwarded to have not reported
        """
        self._require_receiver(*OPEN)
        report = (report or "").strip()
        if not report:
            raise UserError(self.env._("Write what was done."))
        files = self.env["eoffice.disposition.message"]._uploaded(attachment_ids)
        # sudo: children given by this receiver, to see whether they are still open.
        children = self.sudo().child_ids
        self._require_none_open(children)
        children._take()
        # sudo: dispositions are written by verbs only; the receiver has been checked.
        self.sudo()._report(report, files)
        return self._answer()

    def action_finish(self, anyway=False, reason="", keep_open=False):
        """Finish a disposition: the giver after the report.

        Of one that was declined its giver takes note. When the last one below a disposition is
        finished, that one is reported by itself.

        :param bool anyway: close it though it isn't reported, with all that is open below it
        :param str reason: why; required for that
        :param bool keep_open: leave what stands above it open, to do more about it
        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given by this account
        :raise UserError: nothing was reported yet; says by whom
        """
        self._require_giver(self.env._("A disposition is finished by who gave it."))
        # sudo: dispositions are written by verbs only; the giver has been checked.
        disposition = self.sudo()
        if self.state in OPEN and anyway:
            disposition._close(reason)
        elif self.state in OPEN:
            raise UserError(self.env._("There is no report on this disposition yet."))
        elif self.state == "declined" and self.finished_at:
            raise UserError(self.env._("You have taken note of this already."))
        else:
            self._require_one_of(("reported", "declined"))
            disposition._take()
        disposition._settle(keep_open)
        return self._answer()

    # ------------------------------------------------------------------ helpers, in sudo mode

    def _report(self, report, files=(), detail=None):
        """Write that this was reported, and put it on its giver's desk."""
        self.write(
            {
                "state": "reported",
                "report": report,
                "reported_at": self.env.cr.now(),
                "asking": False,
            }
        )
        self._say("report", self.to_jabatan_id, report, files)
        self.naskah_id._log(
            "disposition_reported",
            self.to_jabatan_id,
            {"disposition_id": self.id, **(detail or {})},
        )
        self.naskah_id._desk_changed(self.from_jabatan_id, "report", self)

    def _take(self):
        """Take the reports of these, and note who declined; what stands otherwise is left."""
        now = self.env.cr.now()
        for one in self:
            if one.state == "reported":
                one.write({"state": "finished", "finished_at": now})
                one._log("disposition_finished", one.from_jabatan_id)
            elif one.state == "declined" and not one.finished_at:
                one.finished_at = now

    def _close(self, reason):
        """Close these and all below them, whatever has been done; the open ones are named.

        :param str reason: for whoever had it to do
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._("Say why it is closed, so that those who had it to do know.")
            )
        tree = self.search([("id", "child_of", self.ids)])
        tree.filtered(lambda one: one.state == "prepared")._discard()
        open_ones = tree.filtered(lambda one: one.state in OPEN)
        now = self.env.cr.now()
        open_ones.write({"state": "closed", "finished_at": now, "asking": False})
        (tree - open_ones)._take()
        for one in open_ones:
            one._say("closed", one.from_jabatan_id, reason)
        for giver, mine in open_ones.grouped("from_jabatan_id").items():
            mine.naskah_id._log(
                "disposition_closed",
                giver,
                {"disposition_ids": mine.ids, "open": mine.to_jabatan_id.mapped("name")},
            )
        if open_ones:
            open_ones.naskah_id._desk_changed(open_ones.to_jabatan_id)

    def _is_settled(self):
        """Whether nobody has anything to do with this any more."""
        return self.state in (*DONE, "recalled") or (
            self.state == "declined" and bool(self.finished_at)
        )

    def _settle(self, keep_open=False):
        """Let what stands above these follow, now that they have ended."""
        for parent in self.parent_id if not keep_open else self.browse():
            children = parent.child_ids
            done = children.filtered(lambda one: one.state == "finished")
            if parent.state in OPEN and done and all(one._is_settled() for one in children):
                report = "\n".join(
                    f"{one.to_jabatan_id.name}: {one.report}" for one in done if one.report
                )
                parent._report(report, detail={"by_itself": True})
        self._finish_recipient()

    def _finish_recipient(self):
        """Finish the recipient's row when nothing below it is open, and the letter with it.

        Where all were recalled or declined, the letter is on its addressee's desk again.
        """
        for recipient in self.recipient_id:
            rows = self.search([("recipient_id", "=", recipient.id)])
            if not all(row._is_settled() for row in rows):
                continue
            if any(row.state in DONE for row in rows):
                recipient.write({"state": "finished"})
                recipient.naskah_id._finish_when_all_have()
            elif recipient.state == "disposed":
                recipient.write({"state": "read"})
                recipient.naskah_id._desk_changed(recipient.jabatan_id, "dispose")
