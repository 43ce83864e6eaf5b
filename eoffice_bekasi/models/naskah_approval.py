from odoo import models
from odoo.exceptions import AccessError, LockError, UserError

from ..tools.chain import next_steps

#: How the steps of a chain are ordered.
ORDER = "sequence, id"
#: Among which work a step stands on the desk.
DESK_KIND = {"paraf": "paraf", "koordinasi": "paraf", "check": "check", "sign": "sign"}


class Naskah(models.Model):
    """From draft to the signer's desk: submit, paraf, return."""

    _inherit = "eoffice.naskah"

    def action_submit(self):
        """Send a draft up its approval chain.

        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: not the drafter
        :raise UserError: something is missing; the message lists all of it
        """
        self.ensure_one()
        self._require_state("draft")
        if not self._own(self.drafter_jabatan_id, "approve"):
            raise AccessError(self.env._("Only the drafter can send this letter for approval."))
        self._check_complete()
        again = self.returned
        # sudo: the drafter may not write state and decisions himself; his right is checked above.
        letter = self.sudo()
        letter.step_ids.write(
            {
                "state": "waiting",
                "acted_at": False,
                "acted_by_id": False,
                "capacity": False,
                "version_id": False,
                "current_since": False,
                "returned": False,
            }
        )
        letter.write(
            {
                "state": "approval",
                "returned": False,
                "submitted_at": self.env.cr.now(),
            }
        )
        self._snapshot(self.drafter_jabatan_id)
        self._log("resubmitted" if again else "submitted", self.drafter_jabatan_id)
        letter._next_step()
        return self._answer()

    def action_paraf(self, note=None):
        """Give the paraf that is asked now, and pass the letter on.

        :param str note: a word to the next, optional
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the current step is not this account's
        :raise UserError: the letter waits for a signature, not a paraf
        """
        self.ensure_one()
        step = self._current_step("approve")
        if step.kind == "sign":
            raise UserError(self.env._("This letter waits for your signature. Use “Sign”."))
        version = self._snapshot(step.jabatan_id)
        self._decide(step, "done", version)
        event = self._log("paraf", step.jabatan_id)
        if note:
            self._remark(event, note)
        # sudo: passing on is the system's; the right to the step has been checked.
        self.sudo()._next_step()
        return self._answer()

    def action_return(self, note=None):
        """Return the letter to its drafter with a note; all versions are kept.

        :param str note: what is to be mended; not needed where notes were made in the text
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the current step is not this account's
        :raise UserError: no note
        """
        self.ensure_one()
        step = self._current_step("approve", "sign")
        note = self._return_text(note)
        version = self._snapshot(step.jabatan_id)
        self._decide(step, "returned", version)
        event = self._log("returned", step.jabatan_id)
        self._remark(event, note)
        # sudo: state is written by verbs only; the right to the step has been checked.
        letter = self.sudo()
        letter._current_steps().write({"state": "waiting", "current_since": False})
        letter.write({"state": "draft", "returned": True})
        self._desk_changed(self.drafter_jabatan_id, "returned")
        return self._answer()

    def action_cancel(self, reason):
        """Cancel a letter with a reason: it stays, marked as cancelled, with its number.

        A draft by its drafter; a signed letter by its signer or by the registry of its SKPD.

        :param str reason: required; shown to everybody who has the letter
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: no right to cancel
        :raise UserError: no reason, or the letter is being signed or cancelled already
        """
        self.ensure_one()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the letter is cancelled."))
        if self.state in ("signing", "cancelled"):
            raise UserError(self.env._("This letter can't be cancelled now."))
        jabatan = self._canceller()
        if not jabatan:
            raise AccessError(
                self.env._(
                    "A draft is cancelled by its drafter, a signed letter by its signer or by the "
                    "registry of its SKPD."
                )
            )
        # sudo: state is written by verbs only; the right has been checked.
        self.sudo().write(
            {
                "state": "cancelled",
                "cancelled_at": self.env.cr.now(),
                "distribute_at": False,
            }
        )
        # sudo: no step of a cancelled letter may stay on a desk.
        self.sudo()._current_steps().state = "skipped"
        event = self._log("cancelled", jabatan)
        self._remark(event, reason.strip())
        return self._answer()

    def _canceller(self):
        """Return the jabatan in whose name the user may cancel this letter, or none."""
        # sudo: which desk keeps the registry of the SKPD is no secret.
        if self.state in ("draft", "approval"):
            return self._own(self.drafter_jabatan_id, "approve")
        registry = self.sudo().skpd_id.registry_jabatan_id
        return self._own(self.signer_jabatan_id | registry, "send")[:1]

    # ------------------------------------------------------------------ helpers

    def _return_text(self, note):
        """Return the note of a return, or refuse to return without one."""
        if not (note or "").strip():
            raise UserError(self.env._("Say what is to be mended, so that the drafter knows."))
        return note.strip()

    def _require_state(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        if self.state not in states:
            raise UserError(
                self.env._(
                    "The letter is %(now)s; this can be done only while it is %(needed)s. "
                    "Reload the page to see what has happened to it.",
                    now=labels[self.state],
                    needed=", ".join(labels[state] for state in states),
                )
            )

    def _current_step(self, *acts):
        """Return the step that waits for this account; lock the letter against a second tab.

        :param acts: one of these must be the account's to do in the step's position
        :raise AccessError: it waits for somebody else
        """
        self.check_access("read")
        try:
            # sudo: the row is locked by whoever acts; his right to the step is checked below.
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._(
                    "Somebody is acting on this letter at this very moment. Reload the page to "
                    "see what was done, then try again."
                )
            ) from None
        self._require_state("approval")
        # sudo: the steps are the system's to find; the user's right to one is checked next.
        steps = self.sudo()._current_steps()
        own = self._own(steps.jabatan_id, *acts)
        mine = steps.filtered(lambda step: step.jabatan_id in own)
        if not mine:
            raise AccessError(self._not_yours(steps.jabatan_id[:1], *acts))
        return mine[:1]

    def _current_steps(self):
        """Return the steps at whose desks the letter lies now: several where they are parallel."""
        return self.step_ids.filtered(lambda step: step.state == "current")

    def _not_yours(self, jabatan, *acts):
        """Return why the user can't act in a position: he has no seat there, or it is limited."""
        seat = self.env.user._eoffice_seats().of(jabatan.id)
        if seat and seat.source == "assistant":
            return self.env._("An assistant prepares; this is for %s to do.", jabatan.name)
        if seat and seat.taken:
            carriers = self.env["res.users"].union(*jabatan._carriers().values())
            return self.env._(
                "While your delegation runs, %(who)s carries %(jabatan)s. "
                "Ask the operator of your SKPD to end it if you are back.",
                who=", ".join(carriers.mapped("name")),
                jabatan=jabatan.name,
            )
        if seat and seat.source == "delegation":
            return self.env._(
                "Your delegation for %s does not cover this act or this letter.", jabatan.name
            )
        return self.env._("This letter waits at the desk of %s.", jabatan.name)

    def _decide(self, step, state, version):
        # sudo: decisions are written by verbs only, after the right to the step was checked.
        step.sudo().write(
            {
                "state": state,
                "acted_at": self.env.cr.now(),
                "acted_by_id": self.env.uid,
                "capacity": self.env.user._eoffice_capacity(step.jabatan_id),
                "version_id": version.id,
            }
        )

    def _next_step(self):
        """Put the letter on the next desks of its chain, once nobody of a stage is asked any more."""
        steps = self.env["eoffice.approval.step"].union(*next_steps(self.step_ids.sorted(ORDER)))
        steps.write({"state": "current", "current_since": self.env.cr.now()})
        for kind, asked in steps.grouped("kind").items():
            self._desk_changed(asked.jabatan_id, DESK_KIND[kind])
