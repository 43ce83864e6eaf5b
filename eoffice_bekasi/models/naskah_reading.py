from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .closure import SORT_DATES, letter_if_limited, readable, reading_rows, seated

SIDES = ("is_incoming", "is_outgoing")


class NaskahReading(models.Model):
    """Lists of letters: what an account may read, in reading order, from the stored closure.

    A search joins the closure's rows of the account's seats. In reading order (newest first, the
    default) these come out of their index as far as they are wanted and no further, so that a list
    over millions of letters costs the same as one over thousands.
    """

    _inherit = "eoffice.naskah"

    sort_date = fields.Datetime(
        "Latest",
        compute="_compute_sort_date",
        help="When it was sent; before that, when it was signed, sent for approval or begun.",
    )
    is_incoming = fields.Boolean(
        "Came in",
        compute="_compute_sides",
        search="_search_is_incoming",
        help="Addressed to a position of yours, or to one whose registry you keep.",
    )
    is_outgoing = fields.Boolean(
        "Goes out",
        compute="_compute_sides",
        search="_search_is_outgoing",
        help="Drafted, approved or signed in a position of yours, or in one whose registry you keep.",
    )

    @api.depends(*SORT_DATES)
    def _compute_sort_date(self):
        for naskah in self:
            moments = (naskah[name] for name in SORT_DATES)
            naskah.sort_date = next(filter(None, moments), False)

    @api.depends_context("uid")
    def _compute_sides(self):
        for side in SIDES:
            query = SQL("%s AND a.naskah_id = ANY(%s)", self._on_side(side), list(self._origin.ids))
            found = {row[0] for row in self.env.execute_query(query)}
            for naskah in self:
                naskah[side] = naskah._origin.id in found

    def _search_is_incoming(self, operator, value):
        return self._search_side("is_incoming", operator, value)

    def _search_is_outgoing(self, operator, value):
        return self._search_side("is_outgoing", operator, value)

    @api.model
    def _search_side(self, side, operator, value):
        if operator != "in":
            return NotImplemented
        rows = self._on_side(side)
        found = Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), rows
            )
        )
        return Domain.OR(found if wanted else ~found for wanted in value)

    @api.model
    def _on_side(self, side):
        """Return the query of the letters that came in, or go out, at the user's seats."""
        seats = self.env.user._eoffice_seats()
        return SQL(
            "SELECT a.naskah_id FROM eoffice_access a %s WHERE %s AND %s",
            letter_if_limited(seats, SQL("a.naskah_id")),
            seated(SQL("a.jabatan_id"), seats, ("read",), "n"),
            SQL.identifier("a", side),
        )

    @api.model
    def _guarded(self, domain, offset, limit, order):
        """Join the closure's rows where letters are wanted in reading order; else ask for each."""
        seats = self.env.user._eoffice_seats()
        side, rest = self._split_side(domain)
        in_order = bool(order) and in_reading_order(order)
        # Where nothing else narrows the search, the first rows of each seat are enough.
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        enough = rest.is_true() and rules.is_true() and (in_order or not order) and limit
        if not (in_order or enough):
            return domain & Domain.custom(
                to_sql=lambda _model, alias, _query: readable(SQL.identifier(alias, "id"), seats)
            )
        rows = reading_rows(seats, side, offset + limit if enough else None)
        if rows is None:
            return Domain.FALSE

        def join(model, alias, query):
            reading = query.make_alias(alias, "reading")
            query.add_join(
                "JOIN",
                reading,
                SQL("(%s)", rows),
                SQL("%s = %s", SQL.identifier(reading, "naskah_id"), SQL.identifier(alias, "id")),
            )
            return SQL("TRUE")

        return Domain.custom(to_sql=join) & rest

    @api.model
    def _split_side(self, domain):
        """Return a side that a domain asks for beside all else, or None, and what else it asks."""
        parts = domain.children if getattr(domain, "OPERATOR", "") == "&" else [domain]
        for part in parts:
            side = getattr(part, "field_expr", None)
            if side in SIDES and part.operator in ("=", "in") and part.value in (True, [True]):
                return side, Domain.AND(other for other in parts if other is not part)
        return None, domain

    @api.model
    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name != "sort_date":
            return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
        reading = query.make_alias(alias, "reading")
        if reading in query._joins:
            moment = SQL.identifier(reading, "sort_date")
        else:
            columns = SQL(", ").join(SQL.identifier(alias, name) for name in SORT_DATES)
            moment = SQL("COALESCE(%s)", columns)
        query._order_groupby.append(moment)
        return SQL("%s %s %s", moment, direction, nulls)


def in_reading_order(order):
    """Whether an order is that of reading: the latest first."""
    return " ".join(order.lower().split()).replace(" ,", ",") == "sort_date desc, id desc"
