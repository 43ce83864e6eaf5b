from odoo import api, models

from ..tools.chain import furthest_place
from .naskah_chain import ADDABLE


class Naskah(models.Model):
    """What the dialogs of the chain offer: to whom a letter goes back, where somebody is added."""

    _inherit = "eoffice.naskah"

    @api.readonly
    def get_chain_options(self):
        """Return what this account may choose among in the acts on the chain of a letter.

        The verbs check the right to each again themselves.

        :return: dict with ``drafter`` and ``return_to`` (whom it can go back to), ``skip`` (steps
            that may be left out), ``places`` (steps somebody may be put after, or together with),
            ``taken`` (ids of positions that can't be asked), ``kinds`` (for what), ``questions``
            (asked of this account) and ``asked`` (by this account, still open)
        :raise AccessError: the letter's content is not open to this account
        """
        self.ensure_one()
        self.check_access("read")
        steps = self.step_ids
        steps.check_access("read")
        # sudo: the chain and its questions, for who may read the content; only his own choices.
        letter = self.sudo()
        running = letter.state == "approval"
        mine = letter._current_steps() if running else letter.step_ids.browse()
        own = self._own(mine.jabatan_id, "approve", "sign")
        mine = mine.filtered(lambda step: step.jabatan_id in own)[:1]
        asked = letter.opinion_ids.filtered(lambda one: one.state == "asked")
        answering = self._own(asked.jabatan_id, "approve")
        asking = self._own(asked.from_jabatan_id, "approve", "sign")
        kinds = dict(steps._fields["kind"]._description_selection(self.env))
        return {
            "drafter": letter._chain_person(letter.drafter_jabatan_id),
            "return_to": [
                {**letter._chain_person(step.jabatan_id), "id": step.id, "kind": kinds[step.kind]}
                for step in (letter._returnable_steps(mine) if mine else mine)
            ],
            "skip": [
                {**letter._chain_person(step.jabatan_id), "id": step.id, "kind": kinds[step.kind]}
                for step in letter._chain_steps()
                if running
                and step.may_skip
                and step.kind != "sign"
                and step.state in ("current", "waiting")
                and self._own(letter._skippers(step), "approve", "sign")
            ],
            "places": letter._places() if running else [],
            "taken": [
                *letter.drafter_jabatan_id.ids,
                *letter.step_ids.filtered(
                    lambda one: one.state not in ("skipped", "forwarded")
                ).jabatan_id.ids,
            ],
            "kinds": [
                {"id": kind, "name": kinds[kind]}
                for kind in ADDABLE
                if kind != "check" or not letter.is_secret
            ],
            "questions": [
                {"id": one.id, "from": one.from_jabatan_id.name, "question": one.question}
                for one in asked
                if one.jabatan_id in answering
            ],
            "asked": [
                {**letter._chain_person(one.jabatan_id), "id": one.id, "question": one.question}
                for one in asked
                if one.from_jabatan_id in asking
            ],
        }

    def _chain_person(self, jabatan):
        return {"name": jabatan.name, "holder": jabatan.holder_id.name or ""}

    def _places(self):
        """Return the steps after which, or together with which, somebody new may stand."""
        groups = self._stages()
        first = furthest_place(self._chain_steps())
        signature = next(
            nth for nth, group in enumerate(groups) if any(one.kind == "sign" for one in group)
        )
        return [
            {
                "id": group[-1].id,
                "names": [one.jabatan_id.name for one in group if one.state != "forwarded"],
                "now": any(one.state == "current" for one in group),
            }
            for group in groups[first:signature]
        ]
