from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .closure import readable, seated


class Agenda(models.Model):
    """One line of an SKPD's register: what came in, or what went out, numbered per year.

    - Registry and head of the SKPD that keeps the register: read it, correct it (``action_correct``).
    - Whoever may read the letter: reads its lines.
    - Nobody writes; distribution and signing make the lines, and the database refuses to change or
      delete one (``register_closing.py``): a correction is a new line that refers to the old.
    """

    _name = "eoffice.agenda"
    _description = "Agenda"
    _inherit = "eoffice.closure"
    _order = "year desc, number desc, id desc"
    _rec_names_search = ["letter_number", "sender_name"]

    register_id = fields.Many2one("eoffice.register", required=True, ondelete="restrict")
    skpd_id = fields.Many2one("eoffice.organisation", "SKPD", required=True, ondelete="restrict")
    direction = fields.Selection([("masuk", "Incoming"), ("keluar", "Outgoing")], required=True)
    year = fields.Integer(required=True, aggregator=False)
    number = fields.Integer("Agenda number", required=True, aggregator=False)
    date = fields.Date(required=True)
    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="restrict")
    revision = fields.Integer(
        "Correction", required=True, default=0, aggregator=False, help="0 is the line as entered."
    )
    corrects_id = fields.Many2one("eoffice.agenda", index="btree_not_null", ondelete="restrict")
    correction_reason = fields.Char("Why it was corrected")
    sender_name = fields.Char("From")
    recipient_name = fields.Char("To")
    letter_number = fields.Char("Letter number", index="trigram")
    letter_date = fields.Date("Letter date")
    classification_code = fields.Char("Klasifikasi")
    attachment_note = fields.Char("Lampiran")
    handler_name = fields.Char("Handled by", help="The unit that wrote it, or that it is for.")
    copies_to = fields.Char("Tembusan")
    note = fields.Char("Written remark")
    sifat = fields.Selection(related="naskah_id.sifat")
    urgensi = fields.Selection(related="naskah_id.urgensi")
    subject = fields.Char(compute="_compute_subject", search="_search_subject", compute_sudo=False)
    is_own = fields.Boolean(
        "Of my SKPD", compute="_compute_is_own", search="_search_is_own", compute_sudo=False
    )

    _number_uniq = models.Constraint(
        "UNIQUE(register_id, year, number, revision)",
        "This agenda number has been given already, or somebody else has just corrected this line. "
        "Reload the page.",
    )
    _in_register_order = models.Index("(skpd_id, direction, year DESC, number DESC, id DESC)")

    @api.model
    def _guard(self, operation, seats):
        return self._open_lines("g", seats) if operation == "read" else None

    @api.model
    def _open_lines(self, alias, seats):
        """Return the condition that a line is open to these seats.

        :param str alias: of the agenda's table
        """
        # A register has lines of secret letters too, so a limited seat opens none by itself.
        whole = tuple(seat for seat in seats if seat.always(("read",)))
        return SQL(
            """(%s IN (SELECT o.id FROM eoffice_organisation o WHERE %s OR %s) OR %s)""",
            SQL.identifier(alias, "skpd_id"),
            seated(SQL("o.registry_jabatan_id"), whole, ("read",), "n"),
            seated(SQL("o.head_jabatan_id"), whole, ("read",), "n"),
            readable(SQL.identifier(alias, "naskah_id"), seats),
        )

    @api.model
    def _guarded(self, domain, offset, limit, order):
        # On the lines themselves, so that a register can be read by its index in its own order;
        # the letters are asked for only where the register is not open as a whole.
        seats = self.env.user._eoffice_seats()
        return domain & Domain.custom(
            to_sql=lambda _model, alias, _query: self._open_lines(alias, seats)
        )

    @api.depends("skpd_id", "naskah_id.skpd_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        own = set(self._own_skpd_ids())
        elsewhere = set(self._registers_elsewhere(own).ids)
        for line in self:
            line.is_own = line.skpd_id.id in own or (
                line.register_id.id in elsewhere and line.naskah_id.skpd_id.id in own
            )

    def _search_is_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = self._own_skpd_ids()
        domain = Domain("skpd_id", "in", own)
        if elsewhere := self._registers_elsewhere(own):
            domain |= Domain("register_id", "in", elsewhere.ids) & Domain(
                "naskah_id.skpd_id", "in", own
            )
        return domain if True in value else ~domain

    @api.model
    def _registers_elsewhere(self, skpd_ids):
        """Return the registers of other SKPD in which letters of these are numbered: by a rule, or by
        a number that was granted."""
        rules = self.env["eoffice.number.rule"].search(
            [
                ("register_id", "!=", False),
                "|",
                ("organisation_id", "=", False),
                ("organisation_id", "in", list(skpd_ids)),
            ]
        )
        granted = self.env["eoffice.reserved.number"].search(
            [("for_skpd_id", "in", list(skpd_ids)), ("state", "=", "used")]
        )
        registers = rules.register_id | granted.register_id
        return registers.filtered(lambda one: one.organisation_id.id not in skpd_ids)

    @api.model
    def _own_skpd_ids(self):
        """Return the ids of the SKPD in which the account has a seat, or whose registers its seat
        keeps: those of units that were merged into its own."""
        ids = self.env.user._eoffice_seats().ids("read")
        kept = (
            self.env["eoffice.organisation"]
            .with_context(active_test=False)
            .search(["|", ("registry_jabatan_id", "in", ids), ("head_jabatan_id", "in", ids)])
        )
        return (self.env["eoffice.jabatan"].browse(ids).skpd_id | kept).ids

    @api.depends("number", "year", "revision")
    def _compute_display_name(self):
        for line in self:
            name = f"{line.number}/{line.year}"
            line.display_name = (
                self.env._(
                    "%(number)s, correction %(revision)s", number=name, revision=line.revision
                )
                if line.revision
                else name
            )

    @api.depends_context("uid")
    def _compute_subject(self):
        """Show the subject to whom the closure shows the content."""
        contents = self.env["eoffice.naskah.content"].search(
            [("naskah_id", "in", self.naskah_id.ids)]
        )
        subjects = {content.naskah_id.id: content.subject for content in contents}
        for line in self:
            line.subject = subjects.get(line.naskah_id.id, False)

    @api.model
    def _search_subject(self, operator, value):
        # "any" searches the content as the user himself, so what is hidden can't be guessed at.
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain("naskah_id.content_ids", "any", Domain("subject", operator, value))
