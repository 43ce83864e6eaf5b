from odoo import models
from odoo.exceptions import UserError

from ..tools.plain_text import plain_text, plain_values

#: What of a part says something; the rest is how it looks.
PART = ("code", "value")


class NaskahVersion(models.Model):
    """What a version says, to compare it; the files of the letter belong to its text."""

    _inherit = "eoffice.naskah.version"

    def _says(self):
        """Return what this version says, to compare: looks and blanks don't count."""
        return _compared(self.subject, self.body, self.parts, self.attachments)


class Naskah(models.Model):
    """A text that is changed after a paraf: those concerned are told, or asked again.

    Which of both, the naskah type says (``after_change``). What a step's holder gave his paraf on
    is ``version_id`` of the step.
    """

    _inherit = "eoffice.naskah"

    def action_ask_again(self):
        """Ask those again who gave their paraf on another text, before one's own act.

        For whoever has the letter and changed it; a paraf does this by itself, a signature is
        refused until it is done.

        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the current step is not this account's
        :raise UserError: everybody gave his paraf on this very text
        """
        self.ensure_one()
        step = self._current_step("approve", "sign")
        version = self._snapshot(step.jabatan_id)
        # sudo: the chain is written by verbs only; the right to the step has been checked.
        letter = self.sudo()
        outdated = letter._outdated_steps(step, version)
        concerned = outdated.filtered(letter.type_id._asks_again) or outdated
        if not concerned:
            raise UserError(self.env._("Everybody has given his paraf on this very text."))
        letter._ask_anew(letter._current_steps())
        letter._ask_again(concerned, step.jabatan_id)
        letter._next_step()
        self._desk_changed(step.jabatan_id)
        return self._answer()

    def action_read(self):
        """Note also that a change of the text, after one's paraf, has been seen."""
        answer = super().action_read()
        # sudo: only marks on steps of the user's own positions are taken away.
        told = self.sudo().step_ids.filtered("told_at")
        if told:
            seen = self._own(told.jabatan_id, "approve")
            told.filtered(lambda step: step.jabatan_id in seen).told_at = False
        return answer

    def _decide(self, step, state, version):
        """Look, with each paraf and signature, whether others gave theirs on another text."""
        result = super()._decide(step, state, version)
        if state == "done":
            # sudo: the chain is the system's; the right to the step has been checked.
            self.sudo()._text_passed_on(step.sudo(), version)
        return result

    # ------------------------------------------------------------------ helpers

    def _text_passed_on(self, step, version):
        """Tell or ask again those who gave their paraf on another text than this."""
        outdated = self._outdated_steps(step, version)
        concerned = outdated.filtered(self.type_id._asks_again)
        if step.kind != "sign":
            self._ask_again(concerned, step.jabatan_id)
        elif concerned:
            raise UserError(
                self.env._(
                    "The text was changed after a paraf. A letter of the type %(type)s is signed "
                    "when those concerned have seen it: %(who)s. Use “Ask for paraf again”.",
                    type=self.type_id.name,
                    who=", ".join(concerned.jabatan_id.mapped("name")),
                )
            )
        self._tell_of_change(outdated - concerned, version)

    def _outdated_steps(self, step, version):
        """Return the steps whose paraf was given on something else than this version says.

        :param step: the step that has the letter now; its own position is not asked
        """
        done = self.step_ids.filtered(
            lambda one: (
                one.state == "done"
                and one.kind != "sign"
                and one.jabatan_id != step.jabatan_id
                and one.version_id not in (version, version.browse())
            )
        )
        if not done:
            return done
        says = version._says()
        same = {one: one._says() == says for one in done.version_id}
        return done.filtered(lambda one: not same[one.version_id])

    def _ask_again(self, steps, jabatan):
        """Let the paraf of steps be asked again, in the name of who changed the text."""
        if not steps:
            return
        self._ask_anew(steps)
        steps.asked_again = True
        detail = {"to": ", ".join(steps.jabatan_id.mapped("name")), "step_ids": steps.ids}
        self._log("asked_again", jabatan, detail)

    def _tell_of_change(self, steps, version):
        """Put the letter to read on the desks of those who gave paraf on another text; once."""
        says = version._says()
        steps = steps.filtered(
            lambda one: not one.told_version_id or one.told_version_id._says() != says
        )
        if steps:
            steps.write({"told_at": self.env.cr.now(), "told_version_id": version.id})
            self._desk_changed(steps.jabatan_id, "read")

    def _has_outdated_paraf(self, steps):
        """Whether who has these steps must have others asked again, as the text stands."""
        if self.type_id.after_change == "tell":
            return False
        done = self.step_ids.filtered(
            lambda one: (
                one.state == "done"
                and one.kind != "sign"
                and one.jabatan_id not in steps.jabatan_id
                and self.type_id._asks_again(one)
            )
        )
        return any(self._text_differs(version) for version in done.version_id)

    def _text_differs(self, version):
        """Whether the letter says something else now than a version of it."""
        content = self.content_ids
        now = _compared(
            content.subject, content.body, self.section_ids._frozen(), self._files_now().values()
        )
        return bool(version) and version._says() != now


def _compared(subject, body, parts, attachments):
    """Return what a text says in a form that can be compared."""
    return (
        plain_text(subject),
        plain_text(body),
        plain_values([{name: part.get(name) for name in PART} for part in parts or []]),
        sorted((one["name"], one["checksum"]) for one in attachments or []),
    )
