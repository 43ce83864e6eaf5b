from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .naskah import APPROVAL_FIELDS

#: What a correction can't change, for the number stays: it says the klasifikasi and stands in the
#: register as it is.
KEPT = frozenset({"classification_id", "sifat"})


class ApprovalStep(models.Model):
    """The step of who corrects a letter that was signed and not sent yet."""

    _inherit = "eoffice.approval.step"

    is_correction = fields.Boolean("Correction", readonly=True, copy=False)


class Naskah(models.Model):
    """A signed letter that isn't sent yet is corrected, and signed again by the same signers.

    It keeps its number, its date and its lines in the registers. What was signed before, and its
    page, are kept as evidence and count no more. After it was sent, only another letter changes it
    (``naskah_amending.py``).
    """

    _inherit = "eoffice.naskah"

    can_correct = fields.Boolean(compute="_compute_can")
    is_corrected = fields.Boolean("Being corrected", compute="_compute_is_corrected")

    _never_drafted_again = models.Constraint(
        "CHECK (state <> 'draft' OR number IS NULL)",
        "A letter that has its number never becomes a draft again. Correct it, or cancel it.",
    )

    def action_correct(self, reason):
        """Open a sealed letter that isn't sent for correction.

        By the registry of its SKPD; a secret letter, of which the registry sees the envelope only,
        by its drafter. Who opens it mends the text in place and passes it on by
        ``action_paraf``; then it is signed again, and sealed again. Nobody can send it meanwhile.

        :param str reason: what is wrong; required, the signer reads it
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: neither the registry of its SKPD nor, of a secret letter, its drafter
        :raise UserError: no reason, or the letter isn't sealed, or was sent already
        """
        self.ensure_one()
        self.check_access("read")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say what is wrong, so that the signer knows."))
        self._lock()
        self._require_state("sealed")
        jabatan = self._corrector()
        if not jabatan:
            raise AccessError(
                self.env._("A secret letter is corrected by its drafter.")
                if self.is_secret
                else self.env._("A letter is corrected by the registry of its SKPD.")
            )
        self._snapshot(jabatan)
        # sudo: state, steps and signatures are written by verbs only; the right has been checked.
        letter = self.sudo()
        letter._put_aside_page()
        letter._withdraw_signatures("corrected")
        first = min(letter._signing_steps().mapped("sequence"), default=10)
        letter.step_ids.create(
            {
                "naskah_id": letter.id,
                "jabatan_id": jabatan.id,
                "kind": "check",
                "sequence": first - 1,
                "is_correction": True,
                "state": "current",
                "current_since": self.env.cr.now(),
            }
        )
        letter.write(
            {
                "state": "approval",
                "sealed_at": False,
                "distribute_at": False,
                "distribute_by_id": False,
                "distribute_jabatan_id": False,
            }
        )
        event = self._log("correction_opened", jabatan)
        self._remark(event, reason)
        self._desk_changed(jabatan)
        return self._answer()

    # ------------------------------------------------------------------ other verbs meanwhile

    def action_return(self, note=None, step_id=None):
        """Return the letter; one that is corrected goes back to who corrects it, never to draft."""
        if self.state != "approval" or not self.number:
            return super().action_return(note, step_id)
        step = self._current_step("approve", "sign")
        if step.is_correction:
            raise UserError(
                self.env._("You correct this letter. Mend it, and pass it on to its signer.")
            )
        text = self._return_text(note)
        self._remark(self._log("returned", step.jabatan_id), text)
        # sudo: steps are written by verbs only; the right to the step has been checked.
        letter = self.sudo()
        letter._withdraw_signatures("withdrawn")
        letter._stop_asking()
        correction = letter.step_ids.filtered("is_correction").sorted("id")[-1:]
        correction.write({"state": "current", "current_since": self.env.cr.now(), "returned": True})
        self._desk_changed(correction.jabatan_id, "returned")
        return self._answer()

    def write(self, vals):
        if not self.env.su and vals.keys() & KEPT and any(one.number for one in self):
            self._refuse_protected(vals, APPROVAL_FIELDS - KEPT)
        return super().write(vals)

    def _canceller(self):
        """A letter that has its number is cancelled as a signed one, also while it is corrected."""
        if self.state == "approval" and self.number:
            # sudo: which desk keeps the registry of the SKPD is no secret.
            registry = self.sudo().skpd_id.registry_jabatan_id
            return self._own(self.signer_jabatan_id | registry, "send")[:1]
        return super()._canceller()

    # ------------------------------------------------------------------ helpers

    def _corrector(self):
        """Return the position in whose name the user may correct this letter, or none."""
        # sudo: which desk keeps the registry of the SKPD is no secret.
        letter = self.sudo()
        if letter.is_secret:
            return self._own(letter.drafter_jabatan_id, "approve")
        return self._own(letter.skpd_id.registry_jabatan_id, "approve")[:1]

    def _put_aside_page(self):
        """Keep the page that counts no more with its signature; the report addon has one."""

    def _correction_reason(self):
        """Return why the letter is corrected, as long as it waits to be signed again; or False.

        :return: dict with ``reason``, ``jabatan`` and ``at``
        """
        if self.state != "approval" or not self.number:
            return False
        # sudo: whoever reads the letter's content reads what was said with it; asked for below.
        remark = self.env["eoffice.remark"].search(
            [("naskah_id", "=", self.id), ("event_id.kind", "=", "correction_opened")],
            order="id desc",
            limit=1,
        )
        if not remark:
            return False
        event = remark.event_id
        return {
            "reason": remark.text,
            "jabatan": event.jabatan_id.name,
            "at": fields.Datetime.to_string(event.at),
        }

    @api.depends("state", "number")
    def _compute_is_corrected(self):
        for naskah in self:
            naskah.is_corrected = naskah.state == "approval" and bool(naskah.number)

    def _compute_can(self):
        result = super()._compute_can()
        for naskah in self:
            naskah.can_correct = naskah.state == "sealed" and bool(naskah._corrector())
            if naskah.is_corrected and naskah.can_paraf:
                naskah.can_return = False
        return result
