from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.search_query import (
    ENVELOPE,
    in_scope_only,
    is_open,
    marked,
    may_be_open,
    query_text,
    quoted,
    seats_text,
    tokens,
)
from .closure import readable, reading_rows
from .naskah_reading import SIDES, in_reading_order

#: The newest letters that an account may read are looked through first: so many times as many as
#: are wanted, and no more than so many. Where a word is that common, they are enough.
LOOKED_THROUGH, MOST_LOOKED_THROUGH = 12, 4_000
#: Then the index is asked for the newest months, for more, for all: a word that is neither rare nor
#: in every tenth letter has its newest hits in one of the first.
MONTHS = (2, 12)
RARE = 20
#: Marks in a text where the words stand, of a kind that no text has (private use of Unicode).
OPENING, CLOSING = "\ue000", "\ue001"
#: How much of a text is looked at for the place where the words stand.
SHOWN_OF = 20_000


class NaskahSearch(models.Model):
    """The search box: letters by number, sender, subject, text, recognised text and files' names.

    Everybody finds what the closure lets him read: with the content, all words; with the envelope
    of a secret letter, its number and sender only. See ``eoffice.search``.
    """

    _inherit = "eoffice.naskah"

    words = fields.Char(
        compute="_compute_words",
        search="_search_words",
        compute_sudo=False,
        help="Number, sender, subject, text, recognised text, names of files.",
    )
    found_text = fields.Json(
        "Found", compute="_compute_found_text", compute_sudo=False, help="Where the words stand."
    )

    def _compute_words(self):
        self.words = False

    # ------------------------------------------------------------------ asked by a domain

    @api.model
    def _search_words(self, operator, value):
        if operator not in ("ilike", "=", "in"):
            return NotImplemented
        found = self._words_query([value] if isinstance(value, str) else value)
        if found is None:
            return Domain.TRUE
        return Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "%s IN (SELECT f.naskah_id FROM %s f)",
                SQL.identifier(alias, "id"),
                found.newest(None),
            )
        )

    @api.model
    def _guarded(self, domain, offset, limit, order):
        """Find the newest letters with the words by the way that is short: see ``_newest_found``."""
        words, rest = self._split_words(domain)
        if not (words and limit and in_reading_order(order or self._order)):
            return super()._guarded(domain, offset, limit, order)
        side, rest = self._split_side(rest)
        found = self._words_query(words, side)
        if found is None:
            narrower = Domain(side, "=", True) & rest if side else rest
            return super()._guarded(narrower, offset, limit, order)
        seats = self.env.user._eoffice_seats()
        ids = self._newest_found(found, seats, side, rest, offset + limit)
        # Whatever the index says: only what the closure itself lets the account read.
        return Domain("id", "in", ids) & Domain.custom(
            to_sql=lambda _model, alias, _query: readable(SQL.identifier(alias, "id"), seats)
        )

    @api.model
    def _newest_found(self, found, seats, side, rest, wanted):
        """Return the ids of the newest letters that are found, as many as are wanted.

        A common word stands in enough of the newest letters, so these are looked through first;
        otherwise the index is asked, which is quick where few letters have the word. So neither
        a common nor a rare word, a full nor an empty desk costs more than both together.

        :param Found found: words and readers
        :param Seats seats: the account's seats
        :param str side: only what came in, or goes out (see ``SIDES``)
        :param Domain rest: what else is asked
        :param int wanted: how many
        """
        # In their own access rules letters have none; what an administrator adds holds here too.
        rest &= self.env["ir.rule"]._compute_domain(self._name, "read")
        through = min(LOOKED_THROUGH * wanted, MOST_LOOKED_THROUGH)
        rows = reading_rows(seats, side, through)
        if rows is None:
            return []
        if through >= 2 * wanted:
            newest = SQL(
                """(SELECT r.naskah_id, r.sort_date FROM (%s LIMIT %s) r
                      JOIN eoffice_search s ON s.naskah_id = r.naskah_id AND %s)""",
                _newest_first(rows),
                through,
                found.condition("s"),
            )
            ids = self._ids_of(newest, rest, wanted)
            if len(ids) == wanted:
                return ids
        if found.scoped:
            rest &= Domain.custom(
                to_sql=lambda _model, alias, _query: readable(SQL.identifier(alias, "id"), seats)
            )
        plain = rest.is_true()
        ids = []
        for count in (*MONTHS, None):
            if count == MONTHS[-1] and len(ids) * RARE < wanted:
                continue  # it is rare: the whole index has few
            hits = found.newest(wanted if plain else None, self._newest_months(count))
            if plain:
                rows = self.env.execute_query(SQL("SELECT naskah_id FROM %s", hits))
                ids = [row[0] for row in rows]
            else:
                ids = self._ids_of(hits, rest, wanted)
            if len(ids) == wanted:
                break
        return ids

    @api.model
    def _newest_months(self, count):
        """Return the newest months as the index knows them (UTC), or None for all."""
        if count is None:
            return None
        # A letter may have been made by a clock that goes before this one.
        first = self.env.cr.now().replace(day=1) + relativedelta(months=1)
        return [f"m{first - relativedelta(months=back):%Y%m}" for back in range(count + 1)]

    @api.model
    def _ids_of(self, rows, rest, wanted):
        """Return the ids of the newest letters among ``rows`` (naskah_id, sort_date)."""

        def join(_model, alias, query):
            reading = query.make_alias(alias, "reading")
            query.add_join(
                "JOIN",
                reading,
                rows,
                SQL("%s = %s", SQL.identifier(reading, "naskah_id"), SQL.identifier(alias, "id")),
            )
            return SQL("TRUE")

        query = self._search(
            Domain.custom(to_sql=join) & rest,
            limit=wanted,
            order=self._order,
            active_test=False,
            bypass_access=True,
        )
        return list(query.get_result_ids())

    @api.model
    def _split_words(self, domain):
        """Return the words that a domain asks for beside all else, or None, and what else it asks."""
        parts = domain.children if getattr(domain, "OPERATOR", "") == "&" else [domain]
        for part in parts:
            either = part.children if getattr(part, "OPERATOR", "") == "|" else [part]
            if all(
                getattr(one, "field_expr", None) == "words"
                and one.operator in ("ilike", "=")
                and isinstance(one.value, str)
                for one in either
            ):
                rest = Domain.AND(other for other in parts if other is not part)
                return [one.value for one in either], rest
        return None, domain

    @api.model
    def _words_query(self, values, side=None):
        """Return what these searches ask of the index, any of them; None when they say nothing.

        :param list values: texts of the search box
        :param str side: see ``SIDES``
        """
        Search = self.env["eoffice.search"]
        Search._catch_up()
        said = [Search._lexemes(tokens(value)) for value in values]
        if not all(said):
            return None
        found = self._found(said, side, is_open)
        if any(may_be_open(token) for lexemes in said for token, _stems in lexemes):
            # Open ends are dear where many words begin so: only where nothing is called exactly so.
            exactly = SQL("SELECT FROM %s", found.newest(1))
            if not self.env.execute_query(exactly):
                return self._found(said, side, lambda one: is_open(one) or may_be_open(one))
        return found

    @api.model
    def _found(self, said, side, opened):
        """Return what is asked of the index: see ``_words_query``, and ``query_text``."""
        words, envelope = (
            " | ".join(f"({query_text(lexemes, mark, opened)})" for lexemes in said)
            for mark in ("", ENVELOPE)
        )
        if self.env.su:
            return Found(words, "'any'", "", "", False)
        seats = self.env.user._eoffice_seats()
        sign = dict(zip(SIDES, "<>", strict=True)).get(side, "")
        return Found(
            words,
            seats_text(seats, "c", sign),
            envelope,
            seats_text(seats, "e", sign),
            in_scope_only(seats),
        )

    # ------------------------------------------------------------------ where they stand

    @api.depends_context("uid", "su", "eoffice_words", "lang")
    def _compute_found_text(self):
        """Show where the words of the search stand, to whom the content is open.

        The search view puts the words into the context (``eoffice_words``).
        """
        self.found_text = False
        said = self.env.context.get("eoffice_words") or []
        said = [said] if isinstance(said, str) else said
        lexemes = self.env["eoffice.search"]._lexemes(tokens(" ".join(map(str, said))))
        if not lexemes:
            return
        asked = query_text(lexemes).replace(" & ", " | ")
        contents = self.env["eoffice.naskah.content"].search(
            [("naskah_id", "in", self._origin.ids)]
        )
        contents.flush_recordset()
        options = f"StartSel={OPENING}, StopSel={CLOSING}, MaxWords=18, MinWords=9, ShortWord=2"
        rows = self.env.execute_query(
            SQL(
                """SELECT c.naskah_id,
                          ts_headline('indonesian', c.text, %s::tsquery, %s)
                     FROM (SELECT x.naskah_id,
                                  left(concat_ws(' · ',
                                      regexp_replace(x.body, '<[^>]*>', ' ', 'g'),
                                      x.scan_text), %s) AS text
                             FROM eoffice_naskah_content x WHERE x.id = ANY(%s)) c""",
                asked,
                options,
                SHOWN_OF,
                contents.ids,
            )
        )
        shown = {id_: marked(text, OPENING, CLOSING) for id_, text in rows if OPENING in text}
        for naskah in self:
            naskah.found_text = shown.get(naskah._origin.id, False)


class Found:
    """What is asked of the index: words and who may read, at both levels of the closure."""

    def __init__(self, said, readers, envelope, envelope_readers, scoped):
        self.words = said, envelope
        self.readers = readers, envelope_readers
        self.scoped = scoped  #: not all that the index names is open: seats are limited otherwise

    def _arguments(self, months=None):
        """Return words, readers, words of the envelope and its readers as SQL."""
        readers = self.readers
        if months:
            newest = " | ".join(map(quoted, months))
            readers = [one and f"({one}) & ({newest})" for one in readers]
        pairs = zip(self.words, readers, strict=True)
        return [SQL("%s::tsquery", text) for pair in pairs for text in pair]

    def newest(self, wanted, months=None):
        """Return the call that gives the newest of them: rows (naskah_id, sort_date).

        :param int wanted: how many; None for all
        :param list months: only of these months; None for all
        """
        arguments = SQL(", ").join(self._arguments(months))
        return SQL("eoffice_search_newest(%s, %s)", arguments, wanted)

    def condition(self, alias):
        """Return the condition on a row of ``eoffice_search``."""
        words, readers = SQL.identifier(alias, "words"), SQL.identifier(alias, "readers")
        said, who, envelope, envelope_who = self._arguments()
        return SQL(
            "((%s @@ %s AND %s @@ %s) OR (%s @@ %s AND %s @@ %s))",
            *(words, said, readers, who, words, envelope, readers, envelope_who),
        )


def _newest_first(rows):
    """Return a query of reading rows with its order in it (of one seat it has none)."""
    return SQL("SELECT u.naskah_id, u.sort_date FROM (%s) u ORDER BY 2 DESC, 1 DESC", rows)
