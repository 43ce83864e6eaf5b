from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.like import literal
from ..tools.local_time import office_today
from .closure import readable

#: How many of the codes last used go first, and among how many of one's letters they are sought.
LAST_USED = 5
LETTERS = 200


class ClassificationSearch(models.Model):
    """Codes are found by their beginning or by words, in any order, of them and of what they're in.

    Where a letter is drafted (``eoffice_last_used`` in the context) the codes that the account used
    last go first. They come from its own letters, as far as it may read these now.
    """

    _inherit = "eoffice.classification"

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        words = name.split() if operator == "ilike" else []
        if not (words or self._last_used_first()):
            return super().name_search(name, domain, operator, limit)
        wanted = Domain("display_name", operator, name) & Domain(domain or Domain.TRUE)
        query = self._search(wanted, limit=limit, order=self._order)
        if words:
            last_used = self._last_used_order(self._table)
            query.order = SQL(", ").join([*last_used, *self._best_first(words)])
        shown = [self._fields[field] for field in ("code", "name", "path")]
        return [(row.id, row.display_name) for row in self._fetch_query(query, shown)]

    @api.model
    def _search_display_name(self, operator, value):
        if operator != "ilike" or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return Domain.AND(
            Domain("code", "=like", f"{literal(word)}%") | Domain("path", "ilike", literal(word))
            for word in value.split()
        )

    @api.model
    def _best_first(self, words):
        """Return by what found codes are ordered.

        First the code that was typed, then the shortest that begins with it; then those with most
        of the words in their own name, rather than in the names above.
        """
        code, name = SQL.identifier(self._table, "code"), SQL.identifier(self._table, "name")
        own = SQL(" + ").join(
            SQL("(CASE WHEN %s ILIKE %s THEN 1 ELSE 0 END)", name, f"%{literal(word)}%")
            for word in words
        )
        begins = SQL("(CASE WHEN %s LIKE %s THEN 0 ELSE 1 END)", code, f"{literal(words[0])}%")
        return [begins, SQL("(%s) DESC", own), SQL("length(%s)", code), code]

    # ------------------------------------------------------------------ last used

    def _order_to_sql(self, order, query, alias=None, reverse=False):
        """Let lists to choose from, on the phone too, begin with the codes that were last used."""
        result = super()._order_to_sql(order, query, alias, reverse)
        if not self._last_used_first() or (order or self._order) != self._order:
            return result
        return SQL(", ").join([*self._last_used_order(alias or self._table), result])

    @api.model
    def _last_used_first(self):
        return bool(self.env.context.get("eoffice_last_used"))

    @api.model
    def _last_used_order(self, alias):
        """Return what puts the codes last used before all others; a list, maybe empty."""
        if not (self._last_used_first() and (ids := self._last_used_ids())):
            return []
        return [SQL("array_position(%s, %s)", list(ids), SQL.identifier(alias, "id"))]

    @api.model
    def _last_used_ids(self):
        """Return the codes in force that this account's letters had last, the last one first."""
        seats = self.env.user._eoffice_seats()
        self.env["eoffice.naskah"]._flush_guard()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT c.id
                     FROM (SELECT n.id, n.classification_id
                             FROM eoffice_naskah n
                            WHERE n.drafter_id = %s AND n.classification_id IS NOT NULL AND %s
                            ORDER BY n.id DESC LIMIT %s) own
                     JOIN eoffice_classification c ON c.id = own.classification_id
                     JOIN eoffice_classification_scheme s ON s.id = c.scheme_id
                    WHERE c.active AND s.date_from <= %s
                      AND (s.date_to IS NULL OR s.date_to >= %s)
                    GROUP BY c.id
                    ORDER BY max(own.id) DESC LIMIT %s""",
                self.env.uid,
                readable(SQL("n.id"), seats),
                LETTERS,
                office_today(),
                office_today(),
                LAST_USED,
            )
        )
        return [row[0] for row in rows]
