from odoo import fields, models

from .naskah_approval import ORDER


class Naskah(models.Model):
    """The chain as it is when a letter is sent: what its template allows, who can't be asked."""

    _inherit = "eoffice.naskah"

    def action_submit(self):
        """Keep with the letter what its approval template allows while the chain runs."""
        answer = super().action_submit()
        # sudo: the rule of the office for this letter; its drafter's right has been checked.
        letter = self.sudo()
        template = self.env["eoffice.approval.template"]._for_letters(letter)[letter]
        letter.may_add = template.may_add or "drafter"
        chain = template._chain(letter.drafter_jabatan_id, letter.signer_jabatan_id)
        skipped = {one["jabatan_id"] for one in chain if one.get("may_skip")}
        for step in letter.step_ids:
            step.may_skip = step.kind != "sign" and step.jabatan_id.id in skipped
        return answer

    def write(self, vals):
        """Take the registry's check out of the chain of a letter that becomes secret in approval."""
        result = super().write(vals)
        if "sifat" in vals:
            # sudo: a step is left out by the office's rule, whoever made the letter secret.
            for letter in self.sudo():
                if letter.state == "approval" and letter.is_secret:
                    letter._skip_registries()
        return result

    def _check_complete(self):
        result = super()._check_complete()
        # sudo: the chain is completed by the system; the drafter's right has been checked.
        self.sudo()._leave_registries_out()
        return result

    def _findings(self):
        """Add what is wrong with the chain."""
        found = super()._findings()
        steps = self.step_ids.filtered(
            lambda step: step.kind != "sign" and step.state != "forwarded"
        ).sorted(ORDER)
        carriers = steps.jabatan_id._carriers()
        for nth, step in enumerate(steps):
            name = step.jabatan_id.name
            if step.jabatan_id in steps[:nth].jabatan_id:
                mend = self.env._("stands twice in the chain; take one out.")
                found.append(self._finding("error", "step_twice", name, mend, "step_ids"))
            elif step._of_registry() and self.is_secret:
                text = self.env._("left out of the chain: it sees the envelope of a secret letter.")
                found.append(self._finding("info", "step_secret", name, text, "step_ids"))
            elif fault := self._step_fault(step.jabatan_id, step.kind):
                found.append(self._finding("error", "step_kind", name, fault, "step_ids"))
            elif step.jabatan_id.id not in carriers:
                mend = self.env._("nobody holds this position now; the letter would wait there.")
                found.append(self._finding("warning", "step_vacant", name, mend, "step_ids"))
        return found

    # ------------------------------------------------------------------ secret letters

    def _leave_registries_out(self):
        """Take out of the chain of a secret letter who sees its envelope only."""
        out = self.step_ids.filtered(lambda step: step._of_registry())
        if not self.is_secret or not out:
            return
        for stage in self._stages():
            staying = [step for step in stage if step not in out]
            if staying and staying[0] != stage[0]:
                staying[0].with_previous = False
        out.unlink()

    def _skip_registries(self):
        out = self.step_ids.filtered(
            lambda step: step.state in ("waiting", "current") and step._of_registry()
        )
        if not out:
            return
        asked = out.filtered(lambda step: step.state == "current").jabatan_id
        self._close_opinions(out)
        out.write({"state": "skipped", "acted_at": self.env.cr.now(), "returned": False})
        for step in out:
            self._log(
                "step_skipped",
                detail={"to": step.jabatan_id.name, "step_id": step.id, "secret": True},
            )
        self._sync_access()
        if asked:
            self._desk_changed(asked)
            self._next_step()


class Jabatan(models.Model):
    _inherit = "eoffice.jabatan"

    registry_of_ids = fields.One2many("eoffice.organisation", "registry_jabatan_id", "Registry of")

    def _keeps_registry(self):
        """Whether this position keeps the registry of an SKPD."""
        self.ensure_one()
        # sudo: which desk keeps the registry of an SKPD is no secret.
        return bool(self.sudo().registry_of_ids)
