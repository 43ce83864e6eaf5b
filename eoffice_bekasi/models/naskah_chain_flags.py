from odoo import api, fields, models


class Naskah(models.Model):
    """Which acts on its chain this account gets; the verbs check the right again themselves."""

    _inherit = "eoffice.naskah"

    can_recall = fields.Boolean(compute="_compute_can")
    can_forward = fields.Boolean(compute="_compute_can")
    can_add_step = fields.Boolean(compute="_compute_can")
    can_skip_step = fields.Boolean(compute="_compute_can")
    can_ask_opinion = fields.Boolean(compute="_compute_can")
    can_give_opinion = fields.Boolean(compute="_compute_can")
    can_ask_again = fields.Boolean(compute="_compute_can")

    @api.depends("opinion_ids.state", "step_ids.may_skip", "may_add")
    def _compute_can(self):
        result = super()._compute_can()
        seats = self.env.user._eoffice_seats()
        for naskah in self:
            # sudo: only compares ids of positions with the user's own seats; nothing is shown.
            letter = naskah.sudo()
            running = letter.state == "approval"
            facts = letter._seat_facts()

            def may(jabatan, *acts, facts=facts):
                return any(seats.find(id_, acts, facts) for id_ in jabatan.ids)

            steps = letter._current_steps() if running else letter.step_ids[:0]
            acting = may(steps.jabatan_id, "approve", "sign")
            naskah.can_recall = (
                running and may(letter.drafter_jabatan_id, "approve") and not letter._acted_on()
            )
            naskah.can_forward = any(
                step.kind != "sign" and may(step.jabatan_id, "approve") for step in steps
            )
            naskah.can_add_step = may(letter._adders(), "approve", "sign")
            naskah.can_skip_step = running and any(
                may(letter._skippers(step), "approve", "sign")
                for step in letter.step_ids
                if step.may_skip and step.kind != "sign" and step.state in ("current", "waiting")
            )
            naskah.can_ask_opinion = acting
            naskah.can_give_opinion = any(
                may(opinion.jabatan_id, "approve")
                for opinion in letter.opinion_ids
                if opinion.state == "asked"
            )
            # Others are asked again by the paraf itself; who signs asks before he signs.
            naskah.can_ask_again = any(
                step.kind == "sign" and may(step.jabatan_id, "sign") for step in steps
            ) and letter._has_outdated_paraf(steps)
        return result
