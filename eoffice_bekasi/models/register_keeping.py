from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .keeper import kept


class Register(models.Model):
    """Who keeps a register, and whether a year of it is closed."""

    _inherit = "eoffice.register"

    is_kept = fields.Boolean(
        "Kept by me", compute="_compute_is_kept", search="_search_is_kept", compute_sudo=False
    )

    @api.depends_context("uid")
    def _compute_is_kept(self):
        kept = set(self._search_kept().ids)
        for register in self:
            register.is_kept = register.id in kept

    @api.model
    def _search_is_kept(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in" if True in value else "not in", self._search_kept().ids)]

    @api.model
    def _search_kept(self):
        """Return the registers that the user keeps, as registry or as head of their SKPD."""
        seats = self.env.user._eoffice_seats()
        return self.search(
            Domain.custom(
                to_sql=lambda _model, alias, _query: kept(
                    SQL.identifier(alias, "organisation_id"), seats
                )
            )
        )

    @api.model
    def _check_open(self, register, year):
        """Refuse what would change a closed year.

        :raise UserError: the year is closed
        """
        counters = self.env["eoffice.register.counter"].search(
            [("register_id", "=", register.id), ("year", "=", year), ("closing_id", "!=", False)]
        )
        if counters:
            raise register._closed_error(year)

    def _closed_error(self, year):
        return UserError(
            self.env._(
                "The book “%(register)s” of %(year)s is closed: nothing more is entered in it.",
                register=self.display_name,
                year=year,
            )
        )

    def _closing_findings(self, cr, year):
        """Return why the book of a year can't be closed, as texts for people; empty when it can.

        :param cr: cursor of the transaction that closes
        """
        self.ensure_one()
        # sudo: it counts numbers of the register, for who closes it; no letter is read.
        register = self.with_env(self.env(cr=cr)).sudo()
        texts = register._findings_texts(register._check_numbers(year))
        open_ones = register.env["eoffice.reserved.number"].search(
            [("register_id", "=", self.id), ("year", "=", year), ("state", "=", "open")],
            order="number",
        )
        if open_ones:
            texts.append(
                self.env._(
                    "Set aside and still open: %s. Use them, give them back or make them void.",
                    ", ".join(map(str, open_ones.mapped("number"))),
                )
            )
        return texts
