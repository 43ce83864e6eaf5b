from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import SQL

from ..tools.chain import before, next_steps, stages

#: How the steps of a chain are ordered.
ORDER = "sequence, id"
#: Among which work a step stands on the desk.
DESK_KIND = {"paraf": "paraf", "koordinasi": "paraf", "check": "check", "sign": "sign"}
#: What a step has before anybody has acted at it.
UNTOUCHED = {
    "acted_at": False,
    "acted_by_id": False,
    "capacity": False,
    "current_since": False,
    "returned": False,
    "asked_again": False,
    "told_at": False,
    "told_version_id": False,
}


class Naskah(models.Model):
    """From draft to the signer's desk: submit, paraf, return, recall."""

    _inherit = "eoffice.naskah"

    opinion_ids = fields.One2many("eoffice.opinion", "naskah_id", "Opinions")

    def action_submit(self):
        """Send a draft up its approval chain.

        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: not the drafter
        :raise UserError: something is missing; the message lists all of it
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        self._require_state("draft")
        if not self._own(self.drafter_jabatan_id, "approve"):
            raise AccessError(self.env._("Only the drafter can send this letter for approval."))
        self._check_complete()
        again = self.returned
        # sudo: the drafter may not write state and decisions himself; his right is checked above.
        letter = self.sudo()
        # Who was handed a step keeps it; the one who handed it on is not asked again.
        letter.step_ids.filtered(lambda step: step.state == "forwarded").unlink()
        letter.step_ids.write(
            {
                **UNTOUCHED,
                "state": "waiting",
                "added_by_jabatan_id": False,
                "forwarded_from_id": False,
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
        """Give the paraf (or the registry's check) that is asked now, and pass the letter on.

        When the text was changed, those who gave their paraf on another text are told or asked
        again first, as the naskah type wants it (see ``naskah_text_change.py``).

        :param str note: a word to the next, optional
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the current step is not this account's
        :raise UserError: the letter waits for a signature, not a paraf
        """
        self.ensure_one()
        steps = self._own_steps("approve")
        step = steps.filtered(lambda one: one.kind != "sign")[:1]
        if not step:
            raise UserError(self.env._("This letter waits for your signature. Use “Sign”."))
        version = self._snapshot(step.jabatan_id)
        self._decide(step, "done", version)
        event = self._log("paraf", step.jabatan_id)
        if (note or "").strip():
            self._remark(event, note.strip())
        # sudo: passing on is the system's; the right to the step has been checked.
        self.sudo()._next_step()
        return self._answer()

    def action_return(self, note=None, step_id=None):
        """Return the letter with a note, to its drafter or to an earlier step of its chain.

        All versions are kept. The steps after the one it goes back to wait again.

        :param str note: what is to be mended; required, see ``_return_text``
        :param int step_id: the earlier step that gets it; none: the drafter
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the current step is not this account's
        :raise UserError: no note, or that step does not come before
        """
        self.ensure_one()
        step = self._current_step("approve", "sign")
        target = step.browse(step_id or ())
        # sudo: the chain is the system's to look through; the right to the step is checked.
        if target and target not in self.sudo()._returnable_steps(step):
            raise UserError(
                self.env._(
                    "A letter goes back to its drafter, or to somebody before you in its chain "
                    "who has passed it on. Choose one of these."
                )
            )
        text = self._return_text(note)
        version = self._snapshot(step.jabatan_id)
        if target:
            self._return_to_step(step, target, version, text)
        else:
            self._return_to_drafter(step, version, text)
        return self._answer()

    def action_recall(self):
        """Take a letter back to the drafts, before anybody in its chain has acted.

        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: not the drafter
        :raise UserError: somebody has acted since it was sent
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        self._require_state("approval")
        if not self._own(self.drafter_jabatan_id, "approve"):
            raise AccessError(self.env._("Only the drafter can recall this letter."))
        # sudo: the chain is the system's to look through; the right has been checked.
        letter = self.sudo()
        if letter._acted_on() or letter._text_differs(letter.version_ids.sorted("sequence")[-1:]):
            raise UserError(
                self.env._(
                    "Somebody in the chain has acted on this letter already. Ask whoever has it "
                    "now to return it: %s.",
                    ", ".join(letter._current_steps().jabatan_id.mapped("name")),
                )
            )
        asked = letter._current_steps().jabatan_id
        letter._stop_asking()
        letter.state = "draft"
        self._log("recalled", self.drafter_jabatan_id)
        self._desk_changed(asked | self.drafter_jabatan_id)
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
        # sudo: no step of a cancelled letter may stay on a desk, nor a question about it.
        letter = self.sudo()
        letter._current_steps().state = "skipped"
        letter.step_ids.told_at = False
        letter._close_opinions()
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

    def _lock(self):
        """Lock the letter for an act on its chain, against a second tab and whoever acts beside.

        :raise UserError: somebody is acting on it now
        """
        try:
            # sudo: the row is locked by whoever acts; his right to the act is checked by the verb.
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._(
                    "Somebody is acting on this letter at this very moment. Reload the page to "
                    "see what was done, then try again."
                )
            ) from None
        # The row changes with each act. Two who are asked together act on rows of their own;
        # without this the second would not see that the first is done, and nobody would go on.
        self.env.execute_query(
            SQL(
                "UPDATE eoffice_naskah SET write_date = write_date WHERE id = %s RETURNING id",
                self.id,
            )
        )

    def _own_steps(self, *acts):
        """Return the steps that wait for this account now; lock the letter.

        :param acts: one of these must be the account's to do in the step's position
        :raise AccessError: it waits for somebody else
        """
        self.check_access("read")
        self._lock()
        self._require_state("approval")
        # sudo: the steps are the system's to find; the user's right to one is checked next.
        steps = self.sudo()._current_steps()
        own = self._own(steps.jabatan_id, *acts)
        mine = steps.filtered(lambda step: step.jabatan_id in own)
        if not mine:
            raise AccessError(self._not_yours(steps.jabatan_id[:1], *acts))
        return mine

    def _current_step(self, *acts):
        """Return the step that waits for this account; lock the letter against a second tab.

        :param acts: as for ``_own_steps``
        :raise AccessError: it waits for somebody else
        """
        return self._own_steps(*acts)[:1]

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
        """Write what was decided at a step; open questions of its holder are withdrawn."""
        # sudo: decisions are written by verbs only, after the right to the step was checked.
        step = step.sudo()
        step.write(
            {
                **UNTOUCHED,
                "state": state,
                "current_since": step.current_since,
                "acted_at": self.env.cr.now(),
                "acted_by_id": self.env.uid,
                "capacity": self.env.user._eoffice_capacity(step.jabatan_id),
                **({"version_id": version.id} if version else {}),
            }
        )
        step.naskah_id._close_opinions(step)

    def _next_step(self):
        """Put the letter on the next desks of its chain, once nobody of a stage is asked any more."""
        steps = self.env["eoffice.approval.step"].union(*next_steps(self.step_ids.sorted(ORDER)))
        steps.write({"state": "current", "current_since": self.env.cr.now()})
        for kind, asked in steps.grouped(
            lambda step: "returned" if step.returned else DESK_KIND[step.kind]
        ).items():
            self._desk_changed(asked.jabatan_id, kind)

    # ------------------------------------------------------------------ back

    def _return_text(self, note):
        """Return what is said with a return.

        :param str note: as it was given
        :raise UserError: nothing is said
        """
        if not (note or "").strip():
            raise UserError(self.env._("Say what is to be mended, so that the drafter knows."))
        return note.strip()

    def _returnable_steps(self, step):
        """Return the steps before ``step`` that have passed the letter on: it can go back to them."""
        steps = before(self.step_ids.sorted(ORDER), step)
        return step.browse().union(*steps).filtered(lambda one: one.state == "done")

    def _return_to_drafter(self, step, version, text):
        self._decide(step, "returned", version)
        event = self._log("returned", step.jabatan_id)
        self._remark(event, text)
        # sudo: state is written by verbs only; the right to the step has been checked.
        letter = self.sudo()
        letter._stop_asking()
        letter.write({"state": "draft", "returned": True})
        self._desk_changed(self.drafter_jabatan_id, "returned")

    def _return_to_step(self, step, target, version, text):
        event = self._log(
            "returned", step.jabatan_id, {"step_id": target.id, "to": target.jabatan_id.name}
        )
        self._remark(event, text)
        # sudo: the chain is written by verbs only; the right to the step has been checked.
        letter = self.sudo()
        steps = letter.step_ids.sorted(ORDER)
        asked = letter._current_steps()
        step.version_id = version
        # Whoever else stood beside the one it goes back to has given his paraf and keeps it.
        stage = next(stage for stage in stages(steps) if target in stage)
        earlier = step.browse().union(*before(steps, target), *stage)
        letter._ask_anew(steps - earlier | target)
        target.returned = True
        letter._next_step()
        # The others who were asked have it no longer.
        self._desk_changed((asked - target).jabatan_id)

    def _ask_anew(self, steps):
        """Let steps wait for their turn as if nobody had acted there; who was skipped stays so."""
        steps = steps.filtered(lambda step: step.state not in ("skipped", "forwarded"))
        self._close_opinions(steps)
        steps.write({**UNTOUCHED, "state": "waiting"})

    def _stop_asking(self):
        """Take the letter from all desks of its chain."""
        self._current_steps().write({"state": "waiting", "current_since": False})
        self.step_ids.write({"returned": False, "asked_again": False, "told_at": False})
        self._close_opinions()

    def _acted_on(self):
        """Whether somebody in the chain has acted since the letter was sent for approval."""
        return any(
            step.acted_at
            or step.returned
            or step.forwarded_from_id
            or step.added_by_jabatan_id not in (step.jabatan_id.browse(), self.drafter_jabatan_id)
            for step in self.step_ids
        ) or any(opinion.asked_at >= self.submitted_at for opinion in self.opinion_ids)
