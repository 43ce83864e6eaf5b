from odoo import fields, models

from ..tools.chain import stages
from ..tools.working_time import expected_ends, still_needed
from .disposition import OPEN
from .naskah_approval import ORDER
from .naskah_tracking import UNSENT

#: Steps that nobody has to do with any more.
SETTLED = ("done", "skipped")
#: What is said with these acts is said at the station of the one who did it, by what became of it.
AT_STATIONS = {"done": ("paraf", "co_signed", "signing"), "returned": ("returned",)}


class Naskah(models.Model):
    """The way of a letter as a picture: who had it, who has it, who comes, and when it may end."""

    _inherit = "eoffice.naskah"

    def get_timeline(self):
        """Return the way of the letter: what was, who has it now, what comes next.

        Built from the event log and the approval chain; notes, questions and the chain only for
        whoever may read the content. Times that are expected come from the pace of each desk
        (``eoffice.step.pace``) in its working time.

        :return: dict with ``start`` (the drafter's station), ``stages`` (list of lists of stations
            that are asked at the same time), ``past``, ``now``, ``next``, ``opinions`` and
            ``recipients`` (lists of dicts) and ``finish_expected_at``; times are texts in UTC,
            durations working minutes
        """
        self.ensure_one()
        self.check_access("read")
        past = self._timeline_past()
        steps = self.env["eoffice.approval.step"].search([("naskah_id", "=", self.id)], order=ORDER)
        expected, finish = self._expected(steps).get(self.id, ({}, None))
        return {
            "start": self._timeline_start(),
            "stages": [
                [self._timeline_station(step, past, expected) for step in stage]
                for stage in stages(steps)
            ],
            "opinions": self._timeline_opinions(),
            "past": past,
            "now": self._timeline_now(steps, expected),
            "next": self._timeline_next(steps, expected),
            "recipients": self._timeline_recipients(),
            "finish_expected_at": _text(finish),
        }

    def _timeline_start(self):
        """Return the drafter's station: who drafted, and how long it took until it was sent up."""
        # sudo: who drafted a letter that the reader may see; a delegate reads no other account.
        letter = self.sudo()
        (name,) = self._names_then([(letter.drafter_jabatan_id, letter.create_date)])
        end = letter.submitted_at
        return {
            "jabatan": name,
            "person": letter.drafter_id.name or "",
            "since": _text(letter.create_date),
            "at": _text(end),
            "minutes": end
            and letter.drafter_jabatan_id.skpd_id._worked_minutes(letter.create_date, end),
        }

    def _timeline_station(self, step, past, expected):
        """Return one desk of the chain: who, how long, until when; and what he said."""
        kinds = dict(step._fields["kind"]._description_selection(self.env))
        acted = step.state in ("done", "returned", "skipped") and step.acted_at
        now = self.env.cr.now()
        since = step.current_since
        minutes = step.worked_minutes if acted else 0
        if step.state == "current" and since:
            minutes = step.jabatan_id.skpd_id._worked_minutes(since, now)
        own = [event for event in past if event["step_id"] == step.id]
        decided = acted and next(
            (
                event
                for event in past
                if event["kind"] in AT_STATIONS.get(step.state, ())
                and event["jabatan_id"] == step.jabatan_id.id
                and event["at"][:16] >= _text(acted)[:16]
            ),
            None,
        )
        notes = [event["note"] for event in (*own, decided) if event and event["note"]]
        return {
            "id": step.id,
            "kind": step.kind,
            "what": kinds[step.kind],
            "state": step.state,
            "returned": step.returned,
            "added": any(event["kind"] == "step_added" for event in own),
            "forwarded": any(event["kind"] == "forwarded" for event in own),
            "reminded": any(event["kind"] == "reminded" for event in own),
            "escalated": any(event["kind"] == "escalated" for event in own),
            "jabatan_id": step.jabatan_id.id,
            # What was said and who says it now are named by _with_carriers and the event.
            "jabatan": step.jabatan_id.name or "",
            # sudo: the name of a colleague who acted on a letter that the reader may see.
            "person": (acted and step.acted_by_id.sudo().name) or "",
            "capacity": (acted and step.capacity) or "",
            "since": _text(since),
            "at": _text(acted),
            "minutes": minutes,
            "due_at": step.state == "current" and _text(step.due_at),
            "late": bool(step.state == "current" and step.due_at and step.due_at < now),
            "expected_at": _text(expected.get(step.id)),
            "note": "\n".join(notes),
        }

    def _timeline_opinions(self):
        """Return whose opinion was asked beside the chain, and what was said: content's readers only."""
        opinions = self.env["eoffice.opinion"].search([("naskah_id", "=", self.id)], order="id")
        return [
            {
                "id": one.id,
                "step_id": one.step_id.id,
                "from": one.from_jabatan_id.name or "",
                "jabatan": one.jabatan_id.name or "",
                "state": one.state,
                "question": one.question or "",
                "answer": one.answer or "",
                "asked_at": _text(one.asked_at),
                "given_at": _text(one.given_at),
            }
            for one in opinions
        ]

    def _timeline_past(self):
        events = self.env["eoffice.event"].search([("naskah_id", "=", self.id)], order="id")
        remarks = self.env["eoffice.remark"].search([("naskah_id", "=", self.id)])
        notes = {remark.event_id.id: remark.text for remark in remarks}
        kinds = dict(events._fields["kind"]._description_selection(self.env))
        names = self._names_then([(event.jabatan_id, event.at) for event in events])
        return [
            {
                "id": event.id,
                "kind": event.kind,
                "label": kinds[event.kind],
                # sudo: names of colleagues who acted on a letter the reader may see.
                "actor": event.user_id.sudo().name or "",
                "jabatan_id": event.jabatan_id.id,
                "jabatan": name,
                "capacity": event.capacity or "",
                "at": fields.Datetime.to_string(event.at),
                "note": notes.get(event.id, ""),
                "recipient_id": (event.detail or {}).get("recipient_id"),
                "disposition_id": (event.detail or {}).get("disposition_id"),
                "step_id": (event.detail or {}).get("step_id"),
            }
            for event, name in zip(events, names, strict=True)
        ]

    def _timeline_now(self, steps, expected):
        return self._with_carriers(self._timeline_places(steps, expected))

    def _timeline_next(self, steps, expected):
        if self.state not in ("draft", "approval"):
            return []
        kinds = dict(steps._fields["kind"]._description_selection(self.env))
        return [
            {
                "step_id": step.id,
                "jabatan": step.jabatan_id.name,
                "what": kinds[step.kind],
                "expected_at": _text(expected.get(step.id)),
            }
            for step in steps
            if step.state == "waiting"
        ]

    def _timeline_places(self, steps, expected):
        steps = steps.filtered(lambda step: step.state == "current")
        if self.state == "draft":
            what = self.env._("Mends the draft") if self.returned else self.env._("Drafts")
            return [self._timeline_place(self.drafter_jabatan_id, what, self.write_date)]
        if self.state == "approval":
            kinds = dict(steps._fields["kind"]._description_selection(self.env))
            now = self.env.cr.now()
            return [
                {
                    **self._timeline_place(step.jabatan_id, kinds[step.kind], step.current_since),
                    "step_id": step.id,
                    "due_at": _text(step.due_at),
                    "late": bool(step.due_at and step.due_at < now),
                    "expected_at": _text(expected.get(step.id)),
                }
                for step in steps
            ]
        if self.state == "sealed" and not self.distribute_at:
            # sudo: which desk keeps the registry of the SKPD is no secret.
            registry = self.sudo().skpd_id.registry_jabatan_id
            return [self._timeline_place(registry, self.env._("Sends it"), self.sealed_at)]
        places = []
        if self.state == "distributed":
            for recipient in self.recipient_ids.filtered(
                lambda one: one.kind == "kepada" and one.state in ("delivered", "read")
            ):
                what = (
                    self.env._("To read it")
                    if recipient.state == "delivered"
                    else self.env._("To dispose or finish it")
                )
                since = recipient.read_at or recipient.delivered_at
                places.append(self._timeline_place(recipient.jabatan_id, what, since))
            # sudo: the sender sees who has his letter and since when, never the notes.
            for disposition in self.sudo().disposition_ids.filtered(lambda one: one.state in OPEN):
                what = self.env._("Follows up the disposition")
                places.append(
                    self._timeline_place(disposition.to_jabatan_id, what, disposition.sent_at)
                )
        return places

    def _timeline_place(self, jabatan, what, since):
        minutes = jabatan.skpd_id._worked_minutes(since, self.env.cr.now()) if since else 0
        return {
            "jabatan_id": jabatan.id,
            "jabatan": jabatan.name or "",
            "since": _text(since),
            "minutes": minutes,
            "what": what,
        }

    def _with_carriers(self, places):
        """Return places of the way with who carries each position now."""
        jabatan = self.env["eoffice.jabatan"].browse(place["jabatan_id"] for place in places)
        carriers = jabatan._carriers()
        nobody = self.env["res.users"]
        return [
            {
                **place,
                "holder": ", ".join(carriers.get(place["jabatan_id"], nobody).mapped("name")),
            }
            for place in places
        ]

    def _timeline_recipients(self):
        states = dict(
            self.env["eoffice.recipient"]._fields["state"]._description_selection(self.env)
        )
        # sudo: the agenda number that a recipient's SKPD gave is shown to whoever has the letter.
        agenda = {one.id: one.sudo().agenda_id.display_name for one in self.recipient_ids}
        # sudo: whoever may read the letter sees who has it.
        given = self.sudo().disposition_ids
        names = self._names_then([(one.to_jabatan_id, one.sent_at) for one in given])
        names = dict(zip(given.ids, names, strict=True))
        return [
            {
                "id": one.id,
                "name": one.display_name,
                "kind": one.kind,
                "state": one.state,
                "state_label": states[one.state],
                "delivered_at": _text(one.delivered_at),
                "read_at": _text(one.read_at),
                "respond_by": _text(one.respond_by),
                "agenda_number": agenda[one.id] or False,
                "dispositions": self._timeline_dispositions(one, names),
            }
            for one in self.recipient_ids
        ]

    def _timeline_dispositions(self, recipient, names, parent=None):
        """Return the tree of positions the letter was disposed to, without what was said."""
        # sudo: whoever may read the letter sees who has it; instructions and notes stay out.
        rows = self.sudo().disposition_ids
        states = dict(rows._fields["state"]._description_selection(self.env))
        return [
            {
                "id": row.id,
                "name": names[row.id],
                "responsible": row.is_responsible,
                "state": row.state,
                "state_label": states[row.state],
                "sent_at": fields.Datetime.to_string(row.sent_at),
                "deadline": fields.Date.to_string(row.deadline) if row.deadline else False,
                "children": self._timeline_dispositions(recipient, names, row),
            }
            for row in rows.filtered(
                lambda one: (
                    one.recipient_id == recipient
                    and one.parent_id == (parent or rows.browse())
                    and one.state not in UNSENT
                )
            )
        ]

    # ------------------------------------------------------------------ when it may end

    def _expected(self, steps=None):
        """Return when each step of these letters is expected to be done, and their signature.

        Letters that are in approval only: nobody knows how long a draft is mended.

        :param steps: the steps of these letters that the user may read, when they are known
        :return: dict of letter id to (dict of step id to moment, moment of the last)
        """
        letters = self.filtered(lambda letter: letter.state == "approval")
        if not letters:
            return {}
        if steps is None:
            steps = self.env["eoffice.approval.step"].search(
                [("naskah_id", "in", letters.ids)], order=ORDER
            )
        open_steps = steps.filtered(lambda step: step.state not in SETTLED)
        paces = self.env["eoffice.step.pace"]._of_steps(open_steps)
        by_id = {step.id: step for step in steps}
        now = self.env.cr.now()

        def needed(step):
            pace = paces[step.id]
            if step.state != "current" or not step.current_since:
                return pace.median
            spent = step.jabatan_id.skpd_id._worked_minutes(step.current_since, now)
            return still_needed(spent, pace.median, pace.ninth)

        def after(key, moment, minutes):
            return by_id[key].jabatan_id.skpd_id._work_after(moment, minutes)

        return {
            letter.id: expected_ends(
                [
                    [(step.id, needed(step)) for step in stage if step in open_steps]
                    for stage in stages(mine)
                ],
                now,
                after,
            )
            for letter, mine in steps.grouped("naskah_id").items()
            if letter in letters
        }


def _text(moment):
    """Return a moment as the web client and the API read it, or False."""
    return fields.Datetime.to_string(moment) if moment else False
