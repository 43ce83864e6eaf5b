from odoo import api, fields, models
from odoo.tools import SQL

from .closure import editable, readable

#: What whoever may edit the letter sets; the rest of a recipient is written by verbs.
ADDRESS = ("kind", "sequence", "jabatan_id", "partner_id", "list_id")
STATES = [
    ("draft", "Not sent"),
    ("list", "Stands for its members"),
    ("delivered", "Delivered"),
    ("read", "Read"),
    ("disposed", "Disposed"),
    ("finished", "Finished"),
    ("paper", "Goes by paper"),
    ("sent_on", "Sent on to the right address"),
]


class Recipient(models.Model):
    """One addressee (kepada) or copy (tembusan): a registered jabatan, an outside contact or a list.

    A list prints as one line; at the last signature its members get rows of their own.

    Whoever may read the letter reads its recipients; its drafter changes them while it is a draft.
    What happens to a recipient after sending is written by verbs only.
    """

    _name = "eoffice.recipient"
    _description = "Recipient"
    _inherit = "eoffice.closure"
    _order = "naskah_id, kind, sequence, id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [("kepada", "Kepada"), ("tembusan", "Tembusan")], required=True, default="kepada"
    )
    sequence = fields.Integer(default=10)
    jabatan_id = fields.Many2one("eoffice.jabatan", "Position", index=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner", "Outside contact", index="btree_not_null", ondelete="restrict"
    )
    list_id = fields.Many2one("eoffice.addressee.list", index="btree_not_null", ondelete="restrict")
    member_of_id = fields.Many2one(
        "eoffice.recipient",
        "Got it through",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation", "SKPD", compute="_compute_skpd_id", store=True
    )
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False)
    delivered_at = fields.Datetime(readonly=True, copy=False)
    respond_by = fields.Datetime(
        "Answer by", readonly=True, copy=False, help="By urgensi, in working time from the receipt."
    )
    read_at = fields.Datetime(readonly=True, copy=False)
    read_by_id = fields.Many2one("res.users", "Read by", readonly=True, copy=False)
    agenda_id = fields.Many2one("eoffice.agenda", readonly=True, copy=False)

    _one_addressee = models.Constraint(
        "CHECK (num_nonnulls(jabatan_id, partner_id, list_id) = 1)",
        "A recipient is a position, an outside contact or a list: choose one.",
    )
    _jabatan_uniq = models.UniqueIndex(
        "(naskah_id, jabatan_id) WHERE jabatan_id IS NOT NULL",
        "The same position stands twice among the recipients. Remove one.",
    )
    _list_uniq = models.UniqueIndex(
        "(naskah_id, list_id) WHERE list_id IS NOT NULL",
        "The same list stands twice among the recipients. Remove one.",
    )
    _desk = models.Index("(jabatan_id, state, delivered_at) WHERE state IN ('delivered', 'read')")

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats)
        return SQL(
            """g.state = 'draft'
               AND g.naskah_id IN (SELECT n.id FROM eoffice_naskah n WHERE n.state = 'draft')
               AND %s""",
            editable(SQL("g.naskah_id"), seats),
        )

    @api.depends("jabatan_id.skpd_id")
    def _compute_skpd_id(self):
        # Once delivered it stays with the SKPD that registered it.
        for recipient in self:
            if recipient.state == "draft" or not recipient.skpd_id:
                recipient.skpd_id = recipient.jabatan_id.skpd_id

    @api.depends("jabatan_id.name", "partner_id.name", "list_id.name", "naskah_id.letter_date")
    def _compute_display_name(self):
        # A signed letter names its addressees as they were called then.
        # sudo: the date only chooses among names that are public.
        keys = {one: (one.jabatan_id.id, one.naskah_id.sudo().letter_date) for one in self}
        names = self.env["eoffice.jabatan"]._names_on(keys.values())
        for recipient, key in keys.items():
            recipient.display_name = (
                names[key] or recipient.partner_id.name or recipient.list_id.name or ""
            )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._only(vals, ("naskah_id", *ADDRESS)) for vals in vals_list])

    def write(self, vals):
        if not self.env.su:
            # What the sending writes is left out; and a recipient never moves to another letter.
            vals = {name: vals[name] for name in ADDRESS if name in vals}
        return super().write(vals)
