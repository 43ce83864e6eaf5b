from odoo import api, fields, models

from .disposition import OPEN
from .naskah_tracking import UNSENT

#: Messages that stand at another place of the answer.
ELSEWHERE = ("note",)


class Naskah(models.Model):
    """The dispositions of a letter at a glance: who has what to do, how far it is, what was said."""

    _inherit = "eoffice.naskah"

    can_read = fields.Boolean(compute="_compute_can", help="It waits to be read by this account.")

    def _compute_can(self):
        result = super()._compute_can()
        seats = self.env.user._eoffice_seats()
        for naskah in self:
            # sudo: only compares ids of positions with the user's own seats; nothing is shown.
            letter = naskah.sudo()
            facts = letter._seat_facts()
            unread = (
                letter.recipient_ids.filtered(lambda one: one.state == "delivered").jabatan_id
                | letter.disposition_ids.filtered(lambda one: one.state == "sent").to_jabatan_id
                | letter.step_ids.filtered("told_at").jabatan_id
            )
            naskah.can_read = any(
                seats.find(id_, ("handle", "dispose"), facts) for id_ in unread.ids
            )
        return result

    @api.readonly
    def get_dispositions(self):
        """Return the dispositions of this letter as trees, as far as they are this account's.

        Whoever gave one sees it and all below it. Whoever got one sees his own, and of the others
        from the same place who has it (as on the letter's way), with the note where it is open to
        him: these are ``limited``.

        :return: list of dicts with ``id``, ``limited``, ``from`` and ``to`` (dicts with ``id``,
            ``name``), ``to_holder``, ``given_by``, ``responsible``, ``shared``, ``instructions``,
            ``note``, ``note_files``, ``deadline``, ``late``, ``prepared``, ``state``,
            ``state_label``, ``sent_at``, ``read_at``, ``accepted_at``, ``reported_at``,
            ``finished_at``, ``report``, ``report_files``, ``decline_reason``, ``asking``,
            ``messages``, ``can`` (dict of verbs) and ``children``
        :raise AccessError: the letter is not open to this account
        """
        self.ensure_one()
        self.check_access("read")
        mine = self.env["eoffice.disposition"].search([("naskah_id", "=", self.id)])
        if not mine:
            return []
        # sudo: where one's own were given from, to compare.
        given = mine.sudo()
        # sudo: that others from the same place have it, which the letter's way shows all its
        # readers; what was said to them is read as the user, and only where it is open to him.
        beside = self.sudo().disposition_ids.filtered(
            lambda one: (
                one.id not in mine.ids
                and one.state not in UNSENT
                and any(
                    (own.parent_id, own.recipient_id) == (one.parent_id, one.recipient_id)
                    and own.state not in UNSENT
                    for own in given
                )
            )
        )
        shown = _Shown(self, mine, beside)
        return shown.trees()


class _Shown:
    """Puts dispositions together for clients, with what they need read in one go."""

    def __init__(self, naskah, mine, beside):
        # sudo: names of positions and accounts of the dispositions that were found above.
        rows = mine.sudo() | beside
        self.naskah, self.mine, self.rows = naskah, set(mine.ids), rows.sorted("id")
        env = naskah.env
        self.labels = rows._state_labels()
        self.carried = rows.to_jabatan_id._carriers()
        pairs = [(one.from_jabatan_id, one.sent_at) for one in self.rows]
        pairs += [(one.to_jabatan_id, one.sent_at) for one in self.rows]
        names = naskah._names_then(pairs)
        count = len(self.rows)
        self.from_names = dict(zip(self.rows.ids, names[:count], strict=True))
        self.to_names = dict(zip(self.rows.ids, names[count:], strict=True))
        messages = env["eoffice.disposition.message"].search(
            [("disposition_id", "in", self.rows.ids)], order="id"
        )
        self.files = messages._files()
        self.messages = {one.id: found for one, found in messages.grouped("disposition_id").items()}
        self.nothing = messages.browse()
        self.kinds = dict(messages._fields["kind"]._description_selection(env))
        seats, facts = env.user._eoffice_seats(), naskah._seat_facts()
        self.may = lambda jabatan, *acts: bool(seats.find(jabatan.id, acts, facts))

    def trees(self):
        """Return the trees: a disposition whose giver's own is not shown stands at the top."""
        ids = set(self.rows.ids)
        return [self.node(one) for one in self.rows if one.parent_id.id not in ids]

    def node(self, one):
        messages = self.messages.get(one.id, self.nothing)
        notes = messages.filtered(lambda said: said.kind == "note")
        note_files = [file for said in notes for file in self.files.get(said.id, ())]
        shown = {
            "id": one.id,
            "limited": one.id not in self.mine,
            "from": {"id": one.from_jabatan_id.id, "name": self.from_names[one.id]},
            "to": {"id": one.to_jabatan_id.id, "name": self.to_names[one.id]},
            "to_holder": ", ".join(self.carriers(one.to_jabatan_id).mapped("name")),
            "responsible": one.is_responsible,
            "shared": one.is_shared,
            "prepared": one.state == "prepared",
            "state": one.state,
            "state_label": self.labels[one.state],
            "note_files": note_files,
            "sent_at": _text(one.sent_at),
        }
        if shown["limited"]:
            said = "\n".join(text for text in notes.mapped("text") if text)
            return shown | self.hidden() | {"note": said}
        return shown | self.told(one, messages)

    def carriers(self, jabatan):
        return self.carried.get(jabatan.id) or self.naskah.env["res.users"]

    def hidden(self):
        """Return what stands for all that is not shown of a limited one."""
        texts = ("note", "report", "decline_reason", "given_by")
        moments = ("deadline", "read_at", "accepted_at", "reported_at", "finished_at", "asking")
        return {
            **dict.fromkeys(texts, ""),
            **dict.fromkeys(moments, False),
            "late": False,
            "instructions": [],
            "report_files": [],
            "messages": [],
            "can": {},
            "children": [],
        }

    def told(self, one, messages):
        reports = messages.filtered(lambda said: said.kind == "report")
        current = reports[-1:] if one.state in ("reported", "finished") else reports[:0]
        said = messages.filtered(lambda m: m.kind not in ELSEWHERE) - current
        return {
            "given_by": one.given_by_id.name or "",
            "instructions": one.instruction_ids.mapped("name"),
            "note": one.note or "",
            "deadline": fields.Date.to_string(one.deadline) if one.deadline else False,
            "late": one.is_late,
            "read_at": _text(one.read_at),
            "accepted_at": _text(one.accepted_at),
            "reported_at": _text(one.reported_at),
            "finished_at": _text(one.finished_at),
            "report": one.report or "",
            "report_files": self.files.get(current.id, []),
            "decline_reason": one.decline_reason or "",
            "asking": one.asking or False,
            "messages": [self.message(m) for m in said],
            "can": self.can(one),
            "children": [self.node(child) for child in self.rows if child.parent_id == one],
        }

    def message(self, said):
        return {
            "id": said.id,
            "kind": said.kind,
            "kind_label": self.kinds[said.kind],
            "text": said.text or "",
            # sudo: the name of a colleague who wrote what the reader may read.
            "author": said.author_id.sudo().name or "",
            "jabatan": said.jabatan_id.name or "",
            "at": _text(said.at),
            "files": self.files.get(said.id, []),
        }

    def can(self, one):
        """Return which verbs this account may use on a disposition now."""
        has = self.may(one.to_jabatan_id, "handle")
        gave = self.may(one.from_jabatan_id, "dispose")
        is_open = one.state in OPEN
        waits = any(child.state in OPEN for child in one.child_ids)
        above = gave or any(self.may(jabatan, "dispose") for jabatan in one._givers())
        return {
            "accept": has and one.state in ("sent", "read"),
            "forward": is_open and self.may(one.to_jabatan_id, "dispose", "prepare"),
            "decline": has and is_open and not waits,
            "ask": not one.asking
            and ((has and is_open) or (gave and one.state in (*OPEN, "reported"))),
            "answer": (one.asking == "receiver" and gave) or (one.asking == "giver" and has),
            "progress": has and is_open,
            "report": has and is_open and not waits,
            "remind": above and is_open,
            "recall": gave and one.state == "sent",
            "finish": gave
            and (one.state == "reported" or (one.state == "declined" and not one.finished_at)),
            "finish_anyway": gave and is_open,
            "release": gave and one.state == "prepared",
        }


def _text(moment):
    return fields.Datetime.to_string(moment) if moment else False
