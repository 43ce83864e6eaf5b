from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .closure import readable


class NaskahCategory(models.Model):
    """Under which category an SKPD has a letter: each SKPD for itself, the letter stays as it is.

    Whoever has a seat in that SKPD and may read the content: reads, adds and removes (by the
    letter's field, or ``action_categorise``). Others, whatever they may read, see nothing of it.
    """

    _name = "eoffice.naskah.category"
    _description = "Category of a letter in an SKPD"
    _inherit = "eoffice.closure"
    _order = "id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="cascade")
    skpd_id = fields.Many2one(
        "eoffice.organisation", "SKPD", required=True, index=True, ondelete="restrict"
    )
    category_id = fields.Many2one(
        "eoffice.subject.category", "Kategori masalah", required=True, ondelete="restrict"
    )

    _once = models.Constraint(
        "UNIQUE(naskah_id, skpd_id, category_id)", "The letter is in this category already."
    )
    _by_category = models.Index("(category_id, naskah_id)")

    @api.model
    def _guard(self, operation, seats):
        if operation == "write" or not (ids := seats.ids("read")):
            return None
        condition = SQL(
            """%s AND g.skpd_id IN (
                SELECT j.skpd_id FROM eoffice_jabatan j WHERE j.id = ANY(%s))""",
            readable(SQL("g.naskah_id"), seats, "content"),
            list(ids),
        )
        if operation == "create":
            # Categories are the city's or the SKPD's own.
            condition = SQL(
                """%s AND EXISTS (
                    SELECT FROM eoffice_subject_category c
                     WHERE c.id = g.category_id AND COALESCE(c.skpd_id, g.skpd_id) = g.skpd_id)""",
                condition,
            )
        return condition

    @api.depends("category_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.category_id.display_name


class Naskah(models.Model):
    """Kategori masalah of a letter: those that the account's own SKPD has it under."""

    _inherit = "eoffice.naskah"

    filing_ids = fields.One2many("eoffice.naskah.category", "naskah_id")
    category_ids = fields.Many2many(
        "eoffice.subject.category",
        string="Kategori masalah",
        compute="_compute_category_ids",
        inverse="_inverse_category_ids",
        search="_search_category_ids",
        compute_sudo=False,
        domain="[('id', 'in', offered_category_ids)]",
        help="Only your own SKPD sees and changes these.",
    )
    offered_category_ids = fields.Many2many(
        "eoffice.subject.category", compute="_compute_offered_category_ids", compute_sudo=False
    )

    @api.depends("filing_ids.category_id")
    @api.depends_context("uid", "su")
    def _compute_category_ids(self):
        """Show what the guard shows, in one search for all letters."""
        rows = self.env["eoffice.naskah.category"].search([("naskah_id", "in", self._origin.ids)])
        found = rows.grouped("naskah_id")
        for naskah in self:
            naskah.category_ids = found.get(naskah._origin, rows.browse()).category_id

    @api.depends_context("uid")
    def _compute_offered_category_ids(self):
        offered = self.env["eoffice.subject.category"].search(
            Domain("skpd_id", "=", False) | Domain("skpd_id", "in", self._own_skpd_ids())
        )
        self.offered_category_ids = offered

    def _inverse_category_ids(self):
        for naskah in self:
            naskah._categorise(naskah.category_ids)

    @api.model
    def _search_category_ids(self, operator, value):
        # "any" searches as the user himself, so that others' categories can't be guessed at.
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if operator == "in" and False in value:
            rest = [one for one in value if one]
            none = ~Domain("filing_ids", "any", Domain.TRUE)
            return none | self._search_category_ids("in", rest) if rest else none
        return Domain("filing_ids", "any", Domain("category_id", operator, value))

    @api.model
    def _read_group_groupby(self, alias, groupby_spec, query):
        """Group by the categories that the account sees, a letter in each of its own."""
        if groupby_spec != "category_ids":
            return super()._read_group_groupby(alias, groupby_spec, query)
        rows = self.env["eoffice.naskah.category"]._search(Domain.TRUE)
        filing = query.make_alias(alias, "category_ids")
        query.add_join(
            "LEFT JOIN",
            filing,
            SQL("(%s)", rows.select(*map(SQL, ("DISTINCT naskah_id", "category_id")))),
            SQL("%s = %s", SQL.identifier(alias, "id"), SQL.identifier(filing, "naskah_id")),
        )
        return SQL.identifier(filing, "category_id")

    @api.model_create_multi
    def create(self, vals_list):
        # A letter can be put somewhere when it is there, and its drafter may read it.
        vals_list = [dict(vals) for vals in vals_list]
        commands = [vals.pop("category_ids", None) for vals in vals_list]
        letters = super().create(vals_list)
        for naskah, one in zip(letters, commands, strict=True):
            if one:
                naskah.category_ids = one
        return letters

    def action_categorise(self, category_ids):
        """Put the letter under categories of one's own SKPD, instead of those it had there.

        :param list category_ids: ids of ``eoffice.subject.category``, of the city or the own SKPD
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the letter, or such a category, is not open to this account
        """
        self.ensure_one()
        self.check_access("read")
        self._categorise(self.env["eoffice.subject.category"].browse(category_ids).exists())
        return self._answer()

    def _categorise(self, categories):
        """Make these the categories of the letter, with the user's own right to do so."""
        Filing = self.env["eoffice.naskah.category"]
        before = Filing.search([("naskah_id", "=", self.id)])
        added = categories - before.category_id
        before.filtered(lambda row: row.category_id not in categories).unlink()
        home = self._filing_skpd_id() if added else None
        Filing.create(
            [
                {
                    "naskah_id": self.id,
                    "skpd_id": category.skpd_id.id or home,
                    "category_id": category.id,
                }
                for category in added
            ]
        )
        self.invalidate_recordset(["category_ids", "filing_ids"])

    def _filing_skpd_id(self):
        """Return as whose SKPD the account puts this letter somewhere: the drafter's, if it is his.

        :raise AccessError: the account has no seat in an SKPD
        """
        own = self._own_skpd_ids()
        if not own:
            raise AccessError(self.env._("You have no position in an SKPD."))
        drafter = self.drafter_jabatan_id.skpd_id.id
        return drafter if drafter in own else own[0]

    @api.model
    def _own_skpd_ids(self):
        seats = self.env["eoffice.jabatan"].browse(self.env.user._eoffice_seats().ids("read"))
        return seats.skpd_id.ids
