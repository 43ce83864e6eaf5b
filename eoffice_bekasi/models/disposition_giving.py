from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.local_time import office_today


class Disposition(models.Model):
    """Giving a disposition: to subordinates, and beyond them where a rule says so.

    A note may be spoken or drawn: its files hang on a message of the disposition.
    """

    _inherit = "eoffice.disposition"

    def action_forward(
        self,
        to_jabatan_ids,
        instruction_ids=(),
        note="",
        deadline=None,
        responsible_jabatan_id=None,
        shared=False,
        note_file_ids=(),
    ):
        """Pass the disposition on to subordinates of one's own; it stays open until they report.

        Parameters as ``eoffice.naskah.action_dispose``.

        :return: dict with ``id`` and ``state``
        :raise AccessError: it was not given to this account
        """
        self._require_receiver("sent", "read", "accepted", acts=("dispose", "prepare"))
        self._give(
            self.naskah_id,
            self,
            to_jabatan_ids,
            instruction_ids,
            note,
            deadline or self._passed_on_deadline(),
            responsible_jabatan_id,
            shared,
            note_file_ids,
        )
        return self._answer()

    # ------------------------------------------------------------------ giving

    @api.model
    def _give(
        self,
        naskah,
        source,
        to_jabatan_ids,
        instruction_ids,
        note,
        deadline,
        responsible_id,
        shared=False,
        note_file_ids=(),
    ):
        """Create dispositions from what the user has (recipient row or disposition) downwards."""
        from_recipient = source._name == "eoffice.recipient"
        giver = source.jabatan_id if from_recipient else source.to_jabatan_id
        receivers = self._check_receivers(giver, to_jabatan_ids, source)
        responsible_id = responsible_id or receivers[0].id
        if responsible_id not in receivers.ids:
            raise UserError(self.env._("Who is responsible must be one of those it is given to."))
        instructions = self.env["eoffice.instruction"]._offered(giver, instruction_ids)
        files = self.env["eoffice.disposition.message"]._uploaded(note_file_ids)
        note = (note or "").strip()
        if not (instructions or note or files):
            raise UserError(self.env._("Choose an instruction or write what is to be done."))
        prepares = bool(naskah._prepares(giver))
        # What was prepared before for this desk is done by this, or done anew.
        naskah._prepared_dispositions().filtered(
            lambda one: one.from_jabatan_id == giver
        )._discard()
        # sudo: dispositions are written by verbs only; the giver's right has been checked.
        given = self.sudo().create(
            [
                {
                    "naskah_id": naskah.id,
                    "recipient_id": source.id if from_recipient else source.recipient_id.id,
                    "parent_id": False if from_recipient else source.id,
                    "from_jabatan_id": giver.id,
                    "to_jabatan_id": receiver.id,
                    "is_responsible": receiver.id == responsible_id,
                    "instruction_ids": instructions.ids,
                    "note": note,
                    "is_shared": bool(shared),
                    "deadline": self._checked_deadline(deadline),
                    "given_by_id": self.env.uid,
                    "prepared_by_id": self.env.uid if prepares else False,
                    "state": "prepared" if prepares else "sent",
                    "sent_at": self.env.cr.now(),
                }
                for receiver in receivers
            ]
        )
        given._keep_note(giver, files)
        if prepares:
            for disposition in given:
                naskah._log("disposition_prepared", giver, {"disposition_id": disposition.id})
            naskah._desk_changed(giver)
        else:
            given._take_effect()
        return given

    def _keep_note(self, giver, files):
        """Keep what was said or drawn with these new dispositions, and what the others may read."""
        for place, disposition in enumerate(self):
            if not (files or (disposition.is_shared and disposition.note)):
                continue
            # sudo: each has a copy, which only its own readers may open.
            mine = files if place == 0 else files.sudo().copy()
            disposition._say("note", giver, disposition.note if disposition.is_shared else "", mine)

    def _release(self):
        """Send what an assistant prepared, in the name of the official who releases it now."""
        self.write({"state": "sent", "given_by_id": self.env.uid, "sent_at": self.env.cr.now()})
        self._take_effect()

    def _discard(self):
        """Take prepared dispositions back; their receivers never saw them."""
        for disposition in self:
            disposition.state = "recalled"
            disposition.naskah_id._log(
                "prepared_discarded",
                disposition.from_jabatan_id,
                {"disposition_id": disposition.id},
            )

    def _take_effect(self):
        """Put dispositions of one giver on the desks of their receivers."""
        naskah, giver = self.naskah_id, self.from_jabatan_id
        # sudo: state is written by verbs only; the giver's right has been checked.
        letter = self.sudo()
        if parent := letter.parent_id:
            parent.write(
                {"state": "accepted", "accepted_at": parent.accepted_at or self.env.cr.now()}
            )
        else:
            letter.recipient_id.write({"state": "disposed"})
        # Who gives it to another has taken note of who declined it.
        letter._beside().filtered(
            lambda one: one.state == "declined" and not one.finished_at
        ).write({"finished_at": self.env.cr.now()})
        # sudo: the closure grows by the receivers, whoever gives.
        naskah.sudo()._sync_access()
        for disposition in self:
            naskah._log("disposed", giver, {"disposition_id": disposition.id})
        naskah._desk_changed(self.to_jabatan_id, "followup", self)

    def _beside(self):
        """Return what was given from the same place as these: by the same giver, at another time."""
        return (
            self.search(
                [
                    ("recipient_id", "in", self.recipient_id.ids),
                    ("parent_id", "=", self.parent_id.id),
                ]
            )
            - self
        )

    # ------------------------------------------------------------------ to whom

    @api.model
    def _check_receivers(self, giver, to_jabatan_ids, source=None):
        """Return the receivers, in the order given; refuse none at all, anybody who is neither
        below the giver nor open to him by a rule, positions that nobody carries, and who gave it.
        """
        ids = list(dict.fromkeys(to_jabatan_ids))
        found = self.env["eoffice.jabatan"].search([("id", "in", ids)])
        receivers = found.sorted(lambda one: ids.index(one.id))
        if not receivers:
            raise UserError(self.env._("Choose at least one subordinate."))
        beyond = receivers - self._below(giver)
        allowed = self.env["eoffice.disposition.rule"]._open_to(giver) if beyond else {}
        if outside := beyond.filtered(lambda one: one.id not in allowed):
            raise UserError(
                self.env._(
                    "A disposition goes down: %(names)s isn't below %(giver)s.",
                    names=", ".join(outside.mapped("name")),
                    giver=giver.name,
                )
            )
        if source and source._name == self._name and (above := receivers & source._givers()):
            raise UserError(
                self.env._(
                    "%s gave you this. Ask back, report or decline instead.",
                    ", ".join(above.mapped("name")),
                )
            )
        receivers._require_carried()
        return receivers

    @api.model
    def _below(self, giver):
        return self.env["eoffice.jabatan"].search(
            [("id", "child_of", giver.id), ("id", "!=", giver.id)]
        )

    def _givers(self):
        """Return the positions that gave this disposition and those above it."""
        # sudo: only compared with the receivers; nothing of the dispositions is shown.
        above = self.sudo().browse(int(id_) for id_ in (self.parent_path or "").split("/") if id_)
        return self.env["eoffice.jabatan"].browse(above.from_jabatan_id.ids)

    # ------------------------------------------------------------------ until when

    def _passed_on_deadline(self):
        """Return until when what is passed on is due: as the disposition, unless that is over."""
        if self.deadline and self.deadline < office_today():
            return self.naskah_id._default_deadline(self)
        return self.deadline

    @api.model
    def _checked_deadline(self, deadline):
        day = fields.Date.to_date(deadline) if deadline else False
        if day and day < office_today():
            raise UserError(
                self.env._("The deadline %s is over. Choose a day to come.", f"{day:%d-%m-%Y}")
            )
        return day
