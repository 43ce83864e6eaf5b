from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.chain import after, furthest_place, insert, stages
from .approval_template import MAY_ADD
from .naskah_approval import ORDER

#: Kinds of steps that can be added or handed on; who signs is decided before the letter is sent.
ADDABLE = ("paraf", "koordinasi", "check")


class Naskah(models.Model):
    """The chain while it runs: hand a step on, add one, skip one."""

    _inherit = "eoffice.naskah"

    may_add = fields.Selection(
        MAY_ADD, "Steps added by", readonly=True, copy=False, help="Kept when it was sent."
    )

    def action_forward(self, jabatan_id, note=None):
        """Hand one's paraf, paraf koordinasi or check on to another, who acts in one's place.

        :param int jabatan_id: the position that gets it; somebody must hold it, and it must not
            stand in the chain
        :param str note: a word to it, optional
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the current step is not this account's
        :raise UserError: it is a signature, or that position can't have it
        """
        self.ensure_one()
        steps = self._own_steps("approve")
        step = steps.filtered(lambda one: one.kind in ADDABLE)[:1]
        if not step:
            raise UserError(
                self.env._(
                    "A signature is not handed on. Return the letter, so that its drafter can "
                    "choose another signer, or delegate your position."
                )
            )
        # sudo: the chain is written by verbs only; the right to the step has been checked.
        letter = self.sudo()
        jabatan = letter._step_position(jabatan_id, step.kind)
        place = next(nth for nth, stage in enumerate(letter._stages()) if step in stage)
        new = letter._insert_step(
            {
                "jabatan_id": jabatan.id,
                "kind": step.kind,
                "may_skip": step.may_skip,
                "forwarded_from_id": step.id,
            },
            place,
            join=True,
        )
        self._decide(step, "forwarded", None)
        event = self._log("forwarded", step.jabatan_id, {"to": jabatan.name, "step_id": new.id})
        if (note or "").strip():
            self._remark(event, note.strip())
        letter._next_step()
        self._desk_changed(step.jabatan_id)
        return self._answer()

    def action_add_step(
        self, jabatan_id, kind="paraf", after_step_id=None, with_previous=False, reason=None
    ):
        """Put somebody into the chain while it runs.

        Who may is kept with the letter from its approval template (``may_add``). Never before what
        is done, and never after a signature.

        :param int jabatan_id: the position that is asked
        :param str kind: ``paraf``, ``koordinasi`` or ``check``
        :param int after_step_id: the step it comes after; none: after those who have the letter
            now, or before the signature
        :param bool with_previous: it is asked together with that step, not after it
        :param str reason: why, optional
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: this account may not add
        :raise UserError: that position or that place can't be
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        self._require_state("approval")
        # sudo: the chain is written by verbs only; the right to it is checked next.
        letter = self.sudo()
        adder = self._own(letter._adders(), "approve", "sign")[:1]
        if not adder:
            raise AccessError(self._why_not_add())
        if kind not in ADDABLE:
            raise UserError(self.env._("A paraf, a paraf koordinasi or a check can be added."))
        jabatan = letter._step_position(jabatan_id, kind)
        place = letter._place_for(after_step_id, with_previous)
        if not with_previous and place == furthest_place(letter._chain_steps()):
            # It comes before those who have the letter: they wait until it is done.
            letter._ask_anew(letter._current_steps())
        new = letter._insert_step(
            {"jabatan_id": jabatan.id, "kind": kind, "added_by_jabatan_id": adder.id},
            place,
            join=with_previous,
        )
        event = self._log("step_added", adder, {"to": jabatan.name, "step_id": new.id})
        if (reason or "").strip():
            self._remark(event, reason.strip())
        letter._next_step()
        return self._answer()

    def action_skip_step(self, step_id, reason):
        """Leave out a step that may be skipped, with a reason.

        :param int step_id: a step that is asked, or waits
        :param str reason: why; required
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: neither the drafter nor somebody later in the chain
        :raise UserError: no reason, or the step may not be skipped
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        self._require_state("approval")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why this step is skipped."))
        # sudo: the chain is written by verbs only; the right to it is checked next.
        letter = self.sudo()
        step = letter.step_ids.filtered(
            lambda one: one.id == step_id and one.state in ("current", "waiting")
        )
        if not step or not step.may_skip or step.kind == "sign":
            raise UserError(
                self.env._(
                    "This step can't be skipped: its approval template doesn't allow it, or it is "
                    "done already."
                )
            )
        skipper = self._own(letter._skippers(step), "approve", "sign")[:1]
        if not skipper:
            raise AccessError(
                self.env._("A step is skipped by the drafter, or by who comes later in the chain.")
            )
        was_asked = step.state == "current"
        self._decide(step, "skipped", None)
        step.capacity = self.env.user._eoffice_capacity(skipper)
        event = self._log("step_skipped", skipper, {"to": step.jabatan_id.name, "step_id": step.id})
        self._remark(event, reason.strip())
        if was_asked:
            self._desk_changed(step.jabatan_id)
        letter._next_step()
        return self._answer()

    # ------------------------------------------------------------------ helpers

    def _chain_steps(self):
        return self.step_ids.sorted(ORDER)

    def _stages(self):
        return stages(self._chain_steps())

    def _adders(self):
        """Return the positions that may put somebody into the chain now."""
        asked = self._current_steps().jabatan_id
        rule = self.may_add or "drafter"
        if self.state != "approval" or rule == "nobody":
            return asked.browse()
        return asked | self.drafter_jabatan_id if rule == "drafter" else asked

    def _why_not_add(self):
        # sudo: only which rule the letter has.
        rule = self.sudo().may_add or "drafter"
        if rule == "nobody":
            return self.env._("By its approval template nobody is added to the chain.")
        if rule == "holder":
            return self.env._("Only who has the letter now can add somebody to its chain.")
        return self.env._("Only the drafter, or who has the letter now, can add somebody.")

    def _skippers(self, step):
        """Return the positions that may leave a step out: the drafter, who comes later."""
        later = step.browse().union(*after(self._chain_steps(), step))
        return self.drafter_jabatan_id | later.jabatan_id

    def _step_position(self, jabatan_id, kind):
        """Return the position that is to be asked, once it is known that it can be.

        :param int jabatan_id: as it came from a client
        :param str kind: for what it is asked
        :raise UserError: it can't be asked
        """
        jabatan = self.env["eoffice.jabatan"].browse(jabatan_id).exists()
        if not jabatan.active:
            raise UserError(self.env._("Choose a position."))
        if jabatan == self.drafter_jabatan_id:
            raise UserError(self.env._("%s has drafted this letter.", jabatan.name))
        standing = self.step_ids.filtered(lambda one: one.state not in ("skipped", "forwarded"))
        if jabatan in standing.jabatan_id:
            raise UserError(self.env._("%s stands in the chain already.", jabatan.name))
        if fault := self._step_fault(jabatan, kind):
            raise UserError(fault)
        if not jabatan._carriers():
            raise UserError(
                self.env._("Nobody holds %s at the moment. Choose another.", jabatan.name)
            )
        return jabatan

    def _step_fault(self, jabatan, kind):
        """Return why a position can't be asked for this, in words; none when it can."""
        is_registry = jabatan._keeps_registry()
        if kind == "check" and not is_registry:
            return self.env._("A check is done by a registry; %s is none.", jabatan.name)
        if is_registry and self.is_secret:
            return self.env._(
                "A registry sees the envelope of a secret letter only, so %s can't check it.",
                jabatan.name,
            )
        return ""

    def _place_for(self, after_step_id, join):
        """Return the place in the chain where somebody new may stand, see ``tools/chain.py``.

        :raise UserError: the place that was asked for is before what is done or after a signature
        """
        groups = self._stages()
        first = furthest_place(self._chain_steps())
        signature = next(
            nth for nth, group in enumerate(groups) if any(one.kind == "sign" for one in group)
        )
        if after_step_id:
            mine = [
                nth for nth, group in enumerate(groups) if after_step_id in [s.id for s in group]
            ]
            place = mine[0] + (not join) if mine else -1
        else:
            place = first if join else min(first + 1, signature)
        begun = not join and place == first and any(one.state == "done" for one in groups[first])
        if not first <= place <= signature - join or begun:
            raise UserError(
                self.env._(
                    "Somebody new comes after what is done, and before the signature. Choose "
                    "another place."
                )
            )
        return place

    def _insert_step(self, values, place, join):
        """Return a new step that stands at a place of the chain; the others make room."""
        steps = self._chain_steps()
        new = steps.create({**values, "naskah_id": self.id})
        for nth, (step, together) in enumerate(insert(steps, new, place, join), 1):
            if (step.sequence, step.with_previous) != (10 * nth, together):
                step.write({"sequence": 10 * nth, "with_previous": together})
        return new
