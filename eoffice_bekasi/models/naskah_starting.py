from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import is_html_empty

#: Types that are offered as big taps, and in how many letters they are sought.
LAST_TYPES = 6
LETTERS = 200
FOUND = 8
#: Addressees of a new letter, as they come from the screen.
ADDRESS = ("jabatan_id", "partner_id", "list_id")


class Naskah(models.Model):
    """Beginning a letter: from nothing but type, addressees and subject; from a template; from an
    older letter."""

    _inherit = "eoffice.naskah"

    can_start_from = fields.Boolean(compute="_compute_can")
    can_save_as_template = fields.Boolean(compute="_compute_can")

    def _compute_can(self):
        result = super()._compute_can()
        contents = self.env["eoffice.naskah.content"].search(
            [("naskah_id", "in", self._origin.ids)]
        )
        open_ids = set(contents.naskah_id.ids)
        drafts_somewhere = bool(self.env.user._eoffice_seats().ids("draft"))
        for naskah in self:
            is_open = naskah._origin.id in open_ids
            naskah.can_start_from = is_open and drafts_somewhere and not naskah.on_paper
            naskah.can_save_as_template = (
                is_open and not naskah.is_secret and bool(naskah._template_skpd())
            )
        return result

    # ------------------------------------------------------------------ what the screen offers

    @api.model
    def get_start_options(self):
        """Return what a new letter can begin with: types (those used last first) and templates.

        :return: dict with ``types`` (``id``, ``name``, ``used``), ``templates`` (``id``, ``name``,
            ``type_id``), ``drafters`` (``id``, ``name``)
        """
        drafters = self.env["eoffice.jabatan"].browse(self.env.user._eoffice_seats().ids("draft"))
        first = self._default_drafter_jabatan_id()
        drafters = first | drafters
        if not drafters:
            raise AccessError(self.env._("You have no position in which letters are drafted."))
        types = self.env["eoffice.naskah.type"].search([("is_in_force", "=", True)])
        mine = self.search_fetch(
            [("drafter_id", "=", self.env.uid)], ["type_id"], order=self._order, limit=LETTERS
        )
        used = mine.type_id.filtered(lambda one: one in types)[:LAST_TYPES]
        templates = self.env["eoffice.letter.template"]._offered(first)
        return {
            "types": [
                {"id": one.id, "name": one.name, "used": one in used} for one in used | types
            ],
            "templates": [
                {"id": one.id, "name": one.name, "type_id": one.type_id.id} for one in templates
            ],
            "drafters": [{"id": one.id, "name": one.name} for one in drafters],
        }

    @api.model
    def find_letters(self, words="", side="outgoing"):
        """Return letters to begin with, the newest first: those one may read the content of.

        :param str words: of the subject or the number
        :param str side: ``outgoing`` (to copy) or ``incoming`` (to answer)
        :return: list of dicts with ``id``, ``subject``, ``number``, ``type``, ``date``
        """
        wanted = Domain("is_outgoing", "=", True)
        if side == "incoming":
            given = Domain("disposition_ids", "any", Domain("is_to_me", "=", True))
            wanted = (Domain("is_incoming", "=", True) | given) & Domain(
                "state", "in", ("distributed", "finished")
            )
        for word in (words or "").split():
            wanted &= Domain("subject", "ilike", word) | Domain("number", "ilike", word)
        letters = self.search(wanted, order=self._order, limit=3 * FOUND)
        letters = letters.filtered(
            lambda one: one.subject and (side != "incoming" or one.can_reply)
        )
        return [
            {
                "id": one.id,
                "subject": one.subject,
                "number": one.number or "",
                "type": one.type_id.name,
                "date": fields.Date.to_string(one.letter_date) if one.letter_date else False,
            }
            for one in letters[:FOUND]
        ]

    # ------------------------------------------------------------------ verbs

    @api.model
    def action_start(
        self,
        type_id=None,
        subject=None,
        kepada=(),
        tembusan=(),
        template_id=None,
        drafter_jabatan_id=None,
    ):
        """Draft a letter with everything set that follows from type, addressees and subject.

        :param int type_id: by default that of the template, or the usual one
        :param str subject: what it is about
        :param list kepada: dicts with one of ``jabatan_id``, ``partner_id``, ``list_id``
        :param list tembusan: the same, for copies
        :param int template_id: an ``eoffice.letter.template``; by default the one that is for every
            new letter of the type, if there is one; False for none
        :param int drafter_jabatan_id: in which position; by default one's own first
        :return: dict with ``id``, ``state``, ``number`` of the draft
        :raise AccessError: that position is not one the account drafts for
        """
        Template = self.env["eoffice.letter.template"]
        drafter = self.env["eoffice.jabatan"].browse(drafter_jabatan_id or [])
        drafter = drafter or self._default_drafter_jabatan_id()
        if not drafter:
            raise AccessError(self.env._("You have no position in which letters are drafted."))
        naskah_type = self.env["eoffice.naskah.type"].browse(type_id or [])
        template = Template._offered(drafter).filtered(lambda one: one.id == template_id)
        if template_id and not template:
            raise UserError(self.env._("This letter template isn't offered any more."))
        naskah_type = naskah_type or template.type_id or self._default_type_id()
        if template_id is None:
            template = Template._default_for(drafter, naskah_type)
        values = {"drafter_jabatan_id": drafter.id, **(template._values() if template else {})}
        values["type_id"] = naskah_type.id
        if subject and subject.strip():
            values["subject"] = subject.strip()
        named = self._addressees("kepada", kepada) + self._addressees("tembusan", tembusan)
        values["recipient_ids"] = self._once(named + values.get("recipient_ids", []))
        if not values.get("classification_id"):
            best = self._suggested_codes(values.get("subject") or "", drafter)[:1]
            values["classification_id"] = best.id
        return self.create(values)._answer()

    def _addressees(self, kind, named):
        """Return commands that add addressees given as dicts; nothing but the address is taken."""
        return [
            Command.create(
                {"kind": kind, "sequence": 10 * place}
                | {name: one[name] for name in ADDRESS if one.get(name)}
            )
            for place, one in enumerate(named, 1)
        ]

    def _once(self, commands):
        """Leave out addressees that are named a second time; the first stays."""
        seen, kept = set(), []
        for command in commands:
            address = tuple(command[2].get(name) for name in ADDRESS)
            if address not in seen:
                seen.add(address)
                kept.append(command)
        return kept

    def action_start_from(self):
        """Draft a letter like this one: its text, parts and addressees, nothing of its way.

        :return: dict with ``id``, ``state``, ``number`` of the draft
        :raise AccessError: what the letter says is not open to this account
        """
        self.ensure_one()
        self.check_access("read")
        if not self.can_start_from:
            raise AccessError(
                self.env._("What this letter says is not open to you, or you draft no letters.")
            )
        return self.copy()._answer()

    def action_save_as_template(self, name):
        """Keep subject, text, parts and addressees of this letter as a template of the SKPD.

        :param str name: what it is called when letters are begun
        :return: dict with ``id`` and ``name`` of the template
        :raise AccessError: not the operator or the registry of the drafter's SKPD
        :raise UserError: no name, or a secret letter
        """
        self.ensure_one()
        self.check_access("read")
        if not (name or "").strip():
            raise UserError(self.env._("Give the template a name."))
        if self.is_secret:
            raise UserError(self.env._("A secret letter isn't made a template: all would read it."))
        if not self.can_save_as_template:
            raise AccessError(
                self.env._("Templates are kept by the operator and the registry of the SKPD.")
            )
        rows = self.recipient_ids.filtered(lambda one: not one.member_of_id)
        values = {
            "name": name.strip(),
            "skpd_id": self._template_skpd().id,
            "type_id": self.type_id.id,
            "subject": self.subject,
            "body": self.body,
            "classification_id": self.classification_id.id,
            "sifat": self.sifat,
            "part_ids": [
                Command.create(
                    {"code": one.code, "text": one.text, "points": one.points, "line": one.line}
                )
                for one in self.section_ids
                if one.kind in ("text", "points", "line")
            ],
        }
        for kind in ("kepada", "tembusan"):
            mine = rows.filtered(lambda one, kind=kind: one.kind == kind)
            values[f"{kind}_jabatan_ids"] = [Command.set(mine.jabatan_id.ids)]
            values[f"{kind}_list_ids"] = [Command.set(mine.list_id.ids)]
        template = self.env["eoffice.letter.template"].create(values)
        return {"id": template.id, "name": template.name}

    def _template_skpd(self):
        """Return the SKPD for which the account may keep this letter as a template, or none."""
        Template = self.env["eoffice.letter.template"]
        skpd = self.drafter_jabatan_id.skpd_id
        if not Template.has_access("create"):
            return skpd.browse()
        return skpd if not Template._is_limited() else skpd & Template._kept_skpd()

    # ------------------------------------------------------------------ in the form

    @api.onchange("type_id")
    def _onchange_type_template(self):
        """Begin with the type's own template as long as nothing is written."""
        if self.state != "draft" or not self.type_id or not self.drafter_jabatan_id:
            return
        written = not is_html_empty(self.body) or any(
            section._value() for section in self.section_ids if section.kind != "word"
        )
        if written:
            return
        template = self.env["eoffice.letter.template"]._default_for(
            self.drafter_jabatan_id, self.type_id
        )
        if template:
            self.body = template.body
            self.subject = self.subject or template.subject
            self.classification_id = self.classification_id or template.classification_id
            parts = {part.code: part._values() for part in template.part_ids}
            for section in self.section_ids:
                for name, value in parts.get(section.code, {}).items():
                    section[name] = value
