from odoo import api, fields, models


class Naskah(models.Model):
    """What was said to whoever has the letter before him: why it came back, what others think.

    Whoever has the letter now, and who asked, see the questions and answers; who is asked sees his
    own question. Nobody gets more than the rules of remarks and opinions let him read.
    """

    _inherit = "eoffice.naskah"

    came_back = fields.Json(
        compute="_compute_came_back",
        compute_sudo=False,
        help="Why the letter was returned, for whoever is to mend it: who said what, and when.",
    )
    opinions = fields.Json(
        compute="_compute_opinions",
        compute_sudo=False,
        help="Questions and answers beside the chain, while it runs.",
    )

    @api.depends("state", "returned", "step_ids.state", "step_ids.returned")
    @api.depends_context("uid")
    def _compute_came_back(self):
        """Say what the last return said: of a draft, or to the step that it was returned to."""
        self.came_back = False
        # sudo: only whether it came back, and to whose desk; what was said is read as the user.
        back = {
            naskah: letter._current_steps().filtered("returned")
            for naskah, letter in zip(self, self.sudo(), strict=True)
            if letter.state == "approval" or (letter.state == "draft" and letter.returned)
        }
        letters = self.browse().union(
            *(
                naskah
                for naskah, steps in back.items()
                if naskah.state == "draft" or naskah._own(steps.jabatan_id, "approve", "sign")
            )
        )
        if not letters:
            return
        events = self.env["eoffice.event"].search(
            [("naskah_id", "in", letters.ids), ("kind", "=", "returned")], order="id"
        )
        last = {event.naskah_id: event for event in events}
        remarks = self.env["eoffice.remark"].search(
            [("event_id", "in", [event.id for event in last.values()])]
        )
        texts = {remark.event_id.id: remark.text for remark in remarks}
        for naskah in letters:
            if event := last.get(naskah.id):
                naskah.came_back = {
                    "by": event.jabatan_id.name or event.user_id.name or "",
                    "at": fields.Datetime.to_string(event.at),
                    "text": texts.get(event.id, ""),
                }

    @api.depends("state", "step_ids.state", "opinion_ids.state", "opinion_ids.answer")
    @api.depends_context("uid")
    def _compute_opinions(self):
        """Say what was asked beside the chain and what was answered: to both sides, their own."""
        self.opinions = []
        # sudo: only whether something was asked; the questions are read as the user.
        running = self.filtered(lambda one: one.state == "approval" and one.sudo().opinion_ids)
        if not running:
            return
        found = self.env["eoffice.opinion"].search(
            [("naskah_id", "in", running.ids), ("state", "!=", "withdrawn")], order="id"
        )
        for naskah, opinions in found.grouped("naskah_id").items():
            # sudo: compares positions with the user's own seats.
            asked, current = opinions.sudo(), naskah.sudo()._current_steps()
            asking = naskah._own(asked.from_jabatan_id, "approve", "sign")
            answering = naskah._own(asked.jabatan_id, "approve")
            has_it = bool(naskah._own(current.jabatan_id, "approve", "sign"))
            naskah.opinions = [
                {
                    "id": one.id,
                    "from": one.from_jabatan_id.name,
                    "jabatan": one.jabatan_id.name,
                    "holder": one.jabatan_id.holder_id.name or "",
                    "question": one.question,
                    "answer": one.answer or "",
                    "asked_at": fields.Datetime.to_string(one.asked_at),
                    "given_at": one.given_at and fields.Datetime.to_string(one.given_at),
                    "can_withdraw": one.state == "asked" and one.from_jabatan_id in asking,
                    "is_asked": one.state == "asked" and one.jabatan_id in answering,
                }
                for one in asked
                if has_it or one.from_jabatan_id in asking or one.jabatan_id in answering
            ]
