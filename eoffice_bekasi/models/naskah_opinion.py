from odoo import models
from odoo.exceptions import AccessError, UserError

from .naskah_approval import DESK_KIND

#: Nobody asks more than so many at a time.
MOST_ASKED = 20


class Naskah(models.Model):
    """Ask an opinion of somebody outside the chain; the letter need not wait for it."""

    _inherit = "eoffice.naskah"

    def action_ask_opinion(self, jabatan_ids, question):
        """Ask others what they think of the letter that lies on one's desk.

        They read what it says until they have answered, and after; not once the question is
        withdrawn.

        :param list jabatan_ids: ids of positions outside the chain
        :param str question: what is asked; required
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the current step is not this account's
        :raise UserError: nothing is asked, or that position can't be asked
        """
        self.ensure_one()
        step = self._current_step("approve", "sign")
        if not (question or "").strip():
            raise UserError(self.env._("Write what you want to know."))
        ids = list(dict.fromkeys(jabatan_ids or ()))
        if not ids or len(ids) > MOST_ASKED:
            raise UserError(
                self.env._("Choose who is asked: at least one, at most %s.", MOST_ASKED)
            )
        # sudo: questions are written by verbs only; the right to the step has been checked.
        letter = self.sudo()
        jabatan = letter._askable(ids)
        letter.opinion_ids.create(
            [
                {
                    "naskah_id": self.id,
                    "step_id": step.id,
                    "from_jabatan_id": step.jabatan_id.id,
                    "jabatan_id": one.id,
                    "question": question.strip(),
                    "asked_at": self.env.cr.now(),
                }
                for one in jabatan
            ]
        )
        letter._sync_access()
        event = self._log(
            "opinion_asked", step.jabatan_id, {"to": ", ".join(jabatan.mapped("name"))}
        )
        self._remark(event, question.strip())
        self._desk_changed(jabatan, "opinion")
        return self._answer()

    def action_give_opinion(self, text, opinion_id=None):
        """Answer what one was asked about this letter.

        :param str text: the opinion; required
        :param int opinion_id: which question, where there are several; none: the oldest
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: nothing is asked of this account
        :raise UserError: nothing is said
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        if not (text or "").strip():
            raise UserError(self.env._("Write what you think."))
        # sudo: the questions are the system's to find; the user's right to one is checked next.
        asked = self.sudo().opinion_ids.filtered(
            lambda one: one.state == "asked" and opinion_id in (None, False, one.id)
        )
        own = self._own(asked.jabatan_id, "approve")
        opinion = asked.filtered(lambda one: one.jabatan_id in own)[:1]
        if not opinion:
            raise AccessError(self.env._("Your opinion isn't asked on this letter any more."))
        opinion.write(
            {
                "answer": text.strip(),
                "state": "given",
                "given_at": self.env.cr.now(),
                "given_by_id": self.env.uid,
                "capacity": self.env.user._eoffice_capacity(opinion.jabatan_id),
            }
        )
        event = self._log("opinion_given", opinion.jabatan_id, {"opinion_id": opinion.id})
        self._remark(event, text.strip())
        kind = "returned" if opinion.step_id.returned else DESK_KIND.get(opinion.step_id.kind)
        self._desk_changed(opinion.from_jabatan_id, kind)
        return self._answer()

    def action_withdraw_opinion(self, opinion_id):
        """Take back a question that has not been answered; who was asked reads no longer.

        :param int opinion_id: the question
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: not the one who asked
        :raise UserError: it was answered or withdrawn already
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        # sudo: the questions are the system's to find; the user's right to one is checked next.
        letter = self.sudo()
        opinion = letter.opinion_ids.filtered(lambda one: one.id == opinion_id)
        if not self._own(opinion.from_jabatan_id, "approve", "sign"):
            raise AccessError(self.env._("Only who asked can withdraw the question."))
        if opinion.state != "asked":
            raise UserError(self.env._("This question was answered or withdrawn already."))
        letter._withdraw(opinion)
        return self._answer()

    # ------------------------------------------------------------------ helpers

    def _askable(self, jabatan_ids):
        """Return the positions with these ids, once it is known that all can be asked.

        :raise UserError: one can't
        """
        jabatan = self.env["eoffice.jabatan"].browse(jabatan_ids).exists().filtered("active")
        if len(jabatan) != len(jabatan_ids):
            raise UserError(self.env._("Choose positions that there are."))
        carriers = jabatan._carriers()
        chain = self.drafter_jabatan_id | self.step_ids.jabatan_id
        waiting = self.opinion_ids.filtered(lambda one: one.state == "asked").jabatan_id
        for one in jabatan:
            if one in chain:
                raise UserError(
                    self.env._("%s sees the letter anyway: it stands in its chain.", one.name)
                )
            if one in waiting:
                raise UserError(
                    self.env._("%s has been asked already and hasn't answered yet.", one.name)
                )
            if one._keeps_registry() and self.is_secret:
                raise UserError(
                    self.env._(
                        "A registry sees the envelope of a secret letter only, so %s can't be "
                        "asked.",
                        one.name,
                    )
                )
            if one.id not in carriers:
                raise UserError(
                    self.env._("Nobody holds %s at the moment. Choose another.", one.name)
                )
        return jabatan

    def _close_opinions(self, steps=None):
        """Withdraw the questions that are still open: the letter goes on without an answer.

        :param steps: only those asked at these steps
        """
        opinions = self.opinion_ids.filtered(
            lambda one: one.state == "asked" and (steps is None or one.step_id in steps)
        )
        if opinions:
            self._withdraw(opinions)

    def _withdraw(self, opinions):
        opinions.state = "withdrawn"
        self._sync_access()
        for jabatan, taken in opinions.grouped("from_jabatan_id").items():
            self._log(
                "opinion_withdrawn",
                jabatan,
                {"to": ", ".join(taken.jabatan_id.mapped("name"))},
            )
        self._desk_changed(opinions.jabatan_id)
