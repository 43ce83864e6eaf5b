from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..tools.seats import Letter
from ..tools.transaction import INLINE, INLINE_KEY
from .closure import closure_query, editable, readable, seated

STATES = [
    ("draft", "Draft"),
    ("approval", "In approval"),
    ("signing", "Being signed"),
    ("signed", "Signed"),
    ("sealed", "Sealed"),
    ("distributed", "Distributed"),
    ("finished", "Finished"),
    ("cancelled", "Cancelled"),
]
#: States in which a letter still follows its positions into another unit.
UNSIGNED = frozenset({"draft", "approval"})

#: What a drafter may set; every other field is written by a verb only.
DRAFT_FIELDS = frozenset(
    {
        "type_id",
        "classification_id",
        "sifat",
        "urgensi",
        "direction",
        "drafter_jabatan_id",
        "signer_jabatan_id",
        "mandate_id",
        "cosigner_ids",
        "outside_party_ids",
        "attachment_note",
        "recipient_ids",
        "kepada_ids",
        "tembusan_ids",
        "step_ids",
        "subject",
        "body",
        "section_ids",
        "attachment_ids",
        "category_ids",
    }
)
#: What the holder of the current approval step may mend.
APPROVAL_FIELDS = frozenset(
    {"classification_id", "sifat", "urgensi", "attachment_note", "subject", "body"}
    | {"section_ids", "attachment_ids", "category_ids", "outside_party_ids"}
)


class Naskah(models.Model):
    """The envelope of one official document: number, date, sender, sifat, state, way.

    What it says (subject, body, attachments) stands in ``eoffice.naskah.content``.

    - Drafter: creates, changes and deletes his draft; sends it for approval.
    - Holder of the current approval step: mends the text, gives paraf, signs or returns.
    - Addressees, those it was disposed to: read after distribution.
    - Registry of an SKPD concerned: reads; of a secret letter the envelope only.
    - Administrator: nothing by being administrator.
    - Nobody changes or deletes a letter once it is signed; it can be cancelled, with a reason.
    """

    _name = "eoffice.naskah"
    _description = "Naskah"
    _inherit = "eoffice.closure"
    _order = "sort_date desc, id desc"
    _rec_names_search = ["number"]

    number = fields.Char(readonly=True, copy=False, index="trigram")
    letter_date = fields.Date("Date", readonly=True, copy=False)
    register_id = fields.Many2one("eoffice.register", readonly=True, copy=False)
    number_year = fields.Integer(readonly=True, copy=False)
    number_seq = fields.Integer("Running number", readonly=True, copy=False)
    direction = fields.Selection(
        [("keluar", "Outgoing"), ("internal", "Internal"), ("masuk", "Incoming")],
        required=True,
        default="keluar",
    )
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, index=True
    )
    returned = fields.Boolean(readonly=True, copy=False)
    type_id = fields.Many2one(
        "eoffice.naskah.type",
        required=True,
        ondelete="restrict",
        default=lambda self: self._default_type_id(),
        domain="[('is_in_force', '=', True)]",
    )
    classification_id = fields.Many2one(
        "eoffice.classification", "Klasifikasi", ondelete="restrict"
    )
    sifat = fields.Selection(
        lambda self: self.env["eoffice.sifat"]._selection(),
        required=True,
        default=lambda self: self.env["eoffice.sifat"]._ordinary(),
    )
    urgensi = fields.Selection(
        lambda self: self.env["eoffice.urgensi"]._selection(),
        required=True,
        default=lambda self: self.env["eoffice.urgensi"]._ordinary(),
    )
    is_secret = fields.Boolean(
        "Secret", compute="_compute_is_secret", store=True, precompute=True, required=True
    )
    is_urgent = fields.Boolean("Urgent", compute="_compute_is_urgent", search="_search_is_urgent")
    drafter_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        copy=False,
        ondelete="restrict",
    )
    drafter_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Drafted as",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_drafter_jabatan_id(),
    )
    organisation_id = fields.Many2one(
        "eoffice.organisation", "Unit", compute="_compute_organisation_id", store=True
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation", "SKPD", compute="_compute_skpd_id", store=True, index=True
    )
    signer_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Signed by",
        compute="_compute_signer_jabatan_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        domain="[('signs_type_id', '=', type_id)]",
    )
    recipient_ids = fields.One2many("eoffice.recipient", "naskah_id", "Recipients")
    # As they print: a list as one line, without the rows of its members.
    kepada_ids = fields.One2many(
        "eoffice.recipient",
        "naskah_id",
        domain=[("kind", "=", "kepada"), ("member_of_id", "=", False)],
    )
    tembusan_ids = fields.One2many(
        "eoffice.recipient",
        "naskah_id",
        domain=[("kind", "=", "tembusan"), ("member_of_id", "=", False)],
    )
    step_ids = fields.One2many(
        "eoffice.approval.step",
        "naskah_id",
        "Approval",
        compute="_compute_step_ids",
        store=True,
        readonly=False,
    )
    disposition_ids = fields.One2many("eoffice.disposition", "naskah_id", "Dispositions")
    version_ids = fields.One2many("eoffice.naskah.version", "naskah_id", "Versions")
    agenda_ids = fields.One2many("eoffice.agenda", "naskah_id")
    content_ids = fields.One2many("eoffice.naskah.content", "naskah_id")
    signature_ids = fields.One2many("eoffice.signature", "naskah_id", "Signatures")
    subject = fields.Char(
        compute="_compute_content",
        inverse="_inverse_subject",
        search="_search_subject",
        compute_sudo=False,
    )
    body = fields.Html(
        compute="_compute_content",
        inverse="_inverse_body",
        search="_search_body",
        compute_sudo=False,
        sanitize=True,
        sanitize_overridable=False,
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Attachments",
        compute="_compute_content",
        inverse="_inverse_attachment_ids",
        compute_sudo=False,
    )
    attachment_note = fields.Char("Lampiran", help="As it prints, e.g. 1 (satu) berkas.")
    submitted_at = fields.Datetime(readonly=True, copy=False)
    signed_at = fields.Datetime(readonly=True, copy=False)
    sealed_at = fields.Datetime(readonly=True, copy=False)
    distribute_at = fields.Datetime("To be sent at", readonly=True, copy=False)
    distribute_by_id = fields.Many2one(
        "res.users", "Sent by", readonly=True, copy=False, ondelete="restrict"
    )
    distribute_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Sent as", readonly=True, copy=False, ondelete="restrict"
    )
    distributed_at = fields.Datetime(readonly=True, copy=False)
    cancelled_at = fields.Datetime(readonly=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(register_id, number_year, number_seq) WHERE number_seq IS NOT NULL",
        "This number has been given already.",
    )
    _number_when_signed = models.Constraint(
        "CHECK (state NOT IN ('signed', 'sealed', 'distributed', 'finished')"
        " OR direction = 'masuk' OR number IS NOT NULL OR NOT is_numbered)",
        "A signed letter has a number, unless its type has none.",
    )
    _waiting_to_be_sent = models.Index("(distribute_at) WHERE state = 'sealed'")
    _being_signed = models.Index("(id) WHERE state IN ('signing', 'signed')")

    # ------------------------------------------------------------------ guard

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.id"), seats)
        if operation == "create":
            return SQL(
                "%s AND g.state = 'draft'",
                seated(SQL("g.drafter_jabatan_id"), seats, ("draft",), "g"),
            )
        if operation == "unlink":
            return SQL(
                "g.state = 'draft' AND g.submitted_at IS NULL AND %s",
                seated(SQL("g.drafter_jabatan_id"), seats, ("draft",), "g"),
            )
        return editable(SQL("g.id"), seats)

    # ------------------------------------------------------------------ defaults and computes

    @api.model
    def _default_drafter_jabatan_id(self):
        own = self.env["eoffice.jabatan"].browse(self.env.user._eoffice_seats().ids("draft"))
        return own.filtered(lambda jabatan: not jabatan.is_shared)[:1] or own[:1]

    @api.depends("drafter_jabatan_id")
    def _compute_signer_jabatan_id(self):
        for naskah in self:
            jabatan = naskah.drafter_jabatan_id
            naskah.signer_jabatan_id = jabatan and jabatan._signer_for(naskah.type_id)

    def _follows_positions(self):
        """Whether the letter still moves with its positions: it isn't signed and has no number."""
        return self.state in UNSIGNED and not self.number_seq

    @api.depends("drafter_jabatan_id.organisation_id")
    def _compute_organisation_id(self):
        for naskah in self:
            if naskah._follows_positions() or not naskah.organisation_id:
                naskah.organisation_id = naskah.drafter_jabatan_id.organisation_id

    @api.depends("signer_jabatan_id.skpd_id")
    def _compute_skpd_id(self):
        # A signed letter stays in the SKPD and the register of its day, wherever its signer's
        # position is moved when SKPD are merged.
        for naskah in self:
            if naskah._follows_positions() or not naskah.skpd_id:
                naskah.skpd_id = naskah.signer_jabatan_id.skpd_id

    @api.depends("drafter_jabatan_id", "signer_jabatan_id", "type_id")
    def _compute_step_ids(self):
        drafts = self.filtered(lambda naskah: naskah.state == "draft")
        templates = self.env["eoffice.approval.template"]._for_letters(drafts)
        for naskah in drafts:
            signer = naskah.signer_jabatan_id
            if not signer:
                naskah.step_ids = [Command.clear()]
                continue
            chain = templates[naskah]._chain(naskah.drafter_jabatan_id, signer)
            naskah.step_ids = [Command.clear()] + [Command.create(values) for values in chain]

    @api.depends("sifat")
    def _compute_is_secret(self):
        secret = self.env["eoffice.sifat"]._secret()
        for naskah in self:
            naskah.is_secret = naskah.sifat in secret

    @api.depends("urgensi")
    def _compute_is_urgent(self):
        usual = self.env["eoffice.urgensi"]._usual()
        for naskah in self:
            naskah.is_urgent = naskah.urgensi not in usual

    def _search_is_urgent(self, operator, value):
        if operator != "in":
            return NotImplemented
        usual = self.env["eoffice.urgensi"]._usual()
        return [("urgensi", "not in" if True in value else "in", usual)]

    @api.depends("number", "is_secret", "is_numbered", "letter_date", "type_id.name")
    def _compute_display_name(self):
        # Never the subject: a many2one from any readable record shows this name.
        for naskah in self:
            if naskah.number:
                naskah.display_name = naskah.number
            elif naskah.is_secret:
                naskah.display_name = self.env._("Secret letter")
            elif naskah.letter_date:
                day = format_date(self.env, naskah.letter_date)
                naskah.display_name = f"{naskah.type_id.name}, {day}"
            elif naskah._origin:
                naskah.display_name = self.env._("Draft %s", naskah._origin.id)
            else:
                naskah.display_name = self.env._("New letter")

    @api.depends("content_ids.subject", "content_ids.body")
    @api.depends_context("uid", "su")
    def _compute_content(self):
        """Show the content to whom the closure shows it, in one search for all records."""
        contents = self.env["eoffice.naskah.content"].search(
            [("naskah_id", "in", self._origin.ids)]
        )
        by_naskah = {content.naskah_id.id: content for content in contents}
        attachments = contents._attachments_by_content()
        for naskah in self:
            content = by_naskah.get(naskah._origin.id)
            naskah.subject = content.subject if content else False
            naskah.body = content.body if content else False
            naskah.attachment_ids = attachments.get(content.id) if content else False

    def _inverse_subject(self):
        self._write_content("subject")

    def _inverse_body(self):
        self._write_content("body")

    def _write_content(self, name):
        """Write one field through to the content, with the user's own right to it."""
        contents = self.env["eoffice.naskah.content"].search([("naskah_id", "in", self.ids)])
        for content in contents:
            content[name] = content.naskah_id[name]

    def _inverse_attachment_ids(self):
        Content = self.env["eoffice.naskah.content"]
        for content in Content.search([("naskah_id", "in", self.ids)]):
            content._set_attachments(content.naskah_id.attachment_ids)

    @api.model
    def _search_subject(self, operator, value):
        # "any" searches as the user himself, so a hidden content can't be guessed at.
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain("content_ids", "any", Domain("subject", operator, value))

    @api.model
    def _search_body(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain("content_ids", "any", Domain("body", operator, value))

    # ------------------------------------------------------------------ create, write, unlink

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_protected(vals, DRAFT_FIELDS)
        vals_list = [dict(self._only(vals, DRAFT_FIELDS)) for vals in vals_list]
        content_vals = [
            {name: vals.pop(name) for name in ("subject", "body") if name in vals}
            for vals in vals_list
        ]
        attachment_commands = [vals.pop("attachment_ids", None) for vals in vals_list]
        letters = super().create(vals_list)
        # sudo: the content of a new letter is made by the system for its drafter, whose right to
        # create the letter has just been checked.
        self.env["eoffice.naskah.content"].sudo().create(
            [
                {"naskah_id": naskah.id, **vals}
                for naskah, vals in zip(letters, content_vals, strict=True)
            ]
        )
        letters._sync_access()
        letters.invalidate_recordset(["subject", "body", "attachment_ids"])
        for naskah, commands in zip(letters, attachment_commands, strict=True):
            if commands:
                naskah.attachment_ids = commands
        drafts = letters.filtered(
            lambda naskah: not (naskah.on_paper or naskah.direction == "masuk")
        )
        for jabatan, drafted in drafts.grouped("drafter_jabatan_id").items():
            drafted._log("created", jabatan)
        return letters

    def write(self, vals):
        if not self.env.su:
            for naskah in self:
                allowed = DRAFT_FIELDS if naskah.state == "draft" else APPROVAL_FIELDS
                naskah._refuse_protected(vals, allowed)
        result = super().write(vals)
        if "drafter_jabatan_id" in vals and not self.env.su:
            # A draft can't be handed to somebody else's desk: the writer must still have it.
            self.check_access("write")
        if vals.keys() & {"sifat", "drafter_jabatan_id", "submitted_at", "state"}:
            self._sync_access()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never_once_submitted(self):
        if any(naskah.submitted_at for naskah in self):
            raise UserError(
                self.env._(
                    "A letter that was sent for approval is kept for ever. Cancel it instead."
                )
            )
        for jabatan, deleted in self.grouped("drafter_jabatan_id").items():
            deleted._log("deleted", jabatan)

    def unlink(self):
        self.check_access("unlink")
        # sudo: the content goes with its draft, and its files with the content; nobody may
        # delete it by itself.
        self.sudo().content_ids.unlink()
        return super().unlink()

    def _refuse_protected(self, vals, allowed):
        """Refuse values that only a verb may set (number, state, dates, ...)."""
        if self.env.su or vals.keys() <= allowed:
            return
        protected = ", ".join(
            self._fields[name].string if name in self._fields else name
            for name in sorted(vals.keys() - allowed)
        )
        raise AccessError(
            self.env._(
                "%s can't be set by hand at this stage. Use the buttons of the letter.", protected
            )
        )

    def copy_data(self, default=None):
        """Let a letter that came from another desk be copied to one's own."""
        own = self._default_drafter_jabatan_id()
        values = super().copy_data(default)
        for naskah, vals in zip(self, values, strict=True):
            if own and not naskah._own(naskah.drafter_jabatan_id, "draft"):
                vals.pop("signer_jabatan_id", None)
                vals["drafter_jabatan_id"] = own.id
        return values

    def copy(self, default=None):
        """Make a draft from an older letter: text and addressees, nothing of its way."""
        copies = super().copy(default)
        for naskah, source in zip(copies, self, strict=True):
            naskah.write({"subject": source.subject, "body": source.body})
            # The way of the old letter stays with it; the copy starts with plain addressees.
            naskah.recipient_ids = [
                Command.create(values)
                for values in source.recipient_ids._plain(naskah.drafter_jabatan_id)
            ]
        return copies

    # ------------------------------------------------------------------ closure

    def _sync_access(self):
        """Bring the stored closure of these letters in line with its definition."""
        if not self.ids:
            return
        self._flush_guard()
        self.env["eoffice.access"]._sync(self.env.cr, self.ids)
        self.env["eoffice.search"]._stale(self.ids)
        self.invalidate_recordset(["subject", "body", "attachment_ids"])

    def _steps_changed(self):
        """Bring the closure in line after a chain was changed; before submitting it isn't in it."""
        self.filtered("submitted_at")._sync_access()

    @api.model
    def _sync_access_of_jabatan(self, jabatan):
        # sudo: the closure is kept right for all letters, also those the changer may not read.
        rows = self.env["eoffice.access"].sudo().search([("jabatan_id", "in", jabatan.ids)])
        rows.naskah_id._sync_access()

    @api.model
    def _sync_access_of_organisations(self, organisations):
        # sudo: positions are readable by everyone; archived ones count too.
        jabatan = (
            self.env["eoffice.jabatan"]
            .sudo()
            .with_context(active_test=False)
            .search(
                [
                    "|",
                    ("organisation_id", "child_of", organisations.ids),
                    # Units outside any SKPD whose registry one of these keeps.
                    ("skpd_id", "in", organisations.ids),
                ]
            )
        )
        self._sync_access_of_jabatan(jabatan)

    def _naive_closure(self):
        """Return the closure by definition, for checks: set of (naskah, jabatan, level)."""
        self._flush_guard()
        rows = self.env.execute_query(closure_query(self.ids))
        return {(naskah_id, jabatan_id, level) for naskah_id, jabatan_id, level, *_rest in rows}

    # ------------------------------------------------------------------ helpers of the verbs

    def _inline(self):
        """Return these letters with numbering and distribution inside the caller's transaction.

        For loading demo data and for tests only.
        """
        return self.with_context(**{INLINE_KEY: INLINE, "queue_job__no_delay": True})

    def _log(self, kind, jabatan=None, detail=None):
        """Write one event for each letter.

        :param str kind: a kind of ``eoffice.event``
        :param jabatan: the jabatan in whose name it is done
        :param dict detail: facts that are safe for everyone who may see the envelope
        """
        return self.env["eoffice.event"]._log(self, kind, jabatan=jabatan, detail=detail)

    def _remark(self, event, text):
        """Keep what was said with an act; readable with the content, not with the envelope."""
        # sudo: remarks are written by verbs that have checked the right to the act.
        return (
            self.env["eoffice.remark"]
            .sudo()
            .create({"naskah_id": self.id, "event_id": event.id, "text": text})
        )

    def _own(self, jabatan, *acts):
        """Return the positions of ``jabatan`` in which the user may do one of ``acts`` now.

        :param acts: see ``tools.seats``; the seat must allow it on this letter
        """
        seats = self.env.user._eoffice_seats()
        facts = self._seat_facts()
        return jabatan.filtered(lambda one: seats.find(one.id, acts or ("read",), facts))

    def _seat_facts(self):
        """Return what a limited seat (of a delegate, an assistant) needs to know of the letter."""
        # sudo: type, unit and sifat only decide about the user's own seats; nothing is shown.
        letter = self.sudo()
        return Letter(letter.type_id.id, letter.organisation_id.id, letter.is_secret)

    def _answer(self):
        """Return what a verb answers: the letter's state and number, as text for any client."""
        self.ensure_one()
        return {"id": self.id, "state": self.state, "number": self.number or False}
