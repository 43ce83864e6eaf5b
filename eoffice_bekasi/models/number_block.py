from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.number_ranges import number_ranges
from .keeper import keeper, kept


class NumberBlock(models.Model):
    """Numbers handed out on paper for a time without the system (design, rule 1).

    Each of them is accounted for afterwards: a paper letter with its scan, or void with a berita
    acara. Until then the block stays open.

    - Registry and head of the SKPD that keeps the register: hand out, print, account, close.
    - Nobody else.
    """

    _name = "eoffice.number.block"
    _description = "Block of numbers on paper"
    _inherit = "eoffice.closure"
    _order = "date desc, id desc"

    register_id = fields.Many2one(
        "eoffice.register", required=True, readonly=True, ondelete="restrict"
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date("For the date", required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    handed_to = fields.Char("Handed to", required=True, readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")], required=True, readonly=True, default="open"
    )
    user_id = fields.Many2one(
        "res.users", "Handed out by", required=True, readonly=True, ondelete="restrict"
    )
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Handed out as", required=True, readonly=True, ondelete="restrict"
    )
    closed_at = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, ondelete="restrict")
    number_ids = fields.One2many("eoffice.reserved.number", "block_id", "Numbers", readonly=True)
    numbers = fields.Char(compute="_compute_numbers")
    open_count = fields.Integer("Still open", compute="_compute_numbers")

    @api.model
    def _guard(self, operation, seats):
        return kept(SQL("g.skpd_id"), seats) if operation == "read" else None

    def _guard_error(self):
        return AccessError(
            self.env._("Blocks of numbers are kept by the registry and the head of the SKPD.")
        )

    @api.depends("number_ids.number", "number_ids.state")
    def _compute_numbers(self):
        for block in self:
            block.numbers = number_ranges(block.number_ids.mapped("number"))
            block.open_count = len(block.number_ids.filtered(lambda one: one.state == "open"))

    @api.depends("number_ids.number", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for block in self:
            block.display_name = self.env._(
                "Numbers %(numbers)s of %(day)s",
                numbers=block.numbers,
                day=block.date and block.date.strftime("%d-%m-%Y"),
            )

    def action_close(self):
        """Close a block once each of its numbers is accounted for.

        :return: dict with ``id`` and ``state``
        :raise AccessError: neither registry nor head of the SKPD that keeps the register
        :raise UserError: it is closed already, or numbers are open; the message lists them
        """
        self.ensure_one()
        self.check_access("read")
        jabatan = keeper(self.env, self.skpd_id)
        if not jabatan:
            raise self._guard_error()
        if self.state == "closed":
            raise UserError(self.env._("This block is closed already."))
        still = self.number_ids.filtered(lambda one: one.state == "open").mapped("number")
        if still:
            raise UserError(
                self.env._(
                    "Not accounted for yet: %s. Register the paper letter of each with its scan, "
                    "or make the number void; then the block can be closed.",
                    number_ranges(still),
                )
            )
        # sudo: written by this verb only; the right has been checked.
        self.sudo().write(
            {"state": "closed", "closed_at": self.env.cr.now(), "closed_by_id": self.env.uid}
        )
        self.env["eoffice.event"]._log(
            None, "block_closed", jabatan, {"block_id": self.id, "numbers": self.numbers}
        )
        return {"id": self.id, "state": self.state}
