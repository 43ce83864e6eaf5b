from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

#: Who is a party to a letter, why and since when; what the closure and its explanation are made of.
_PARTIES = """
        SELECT n.id AS naskah_id, n.drafter_jabatan_id AS jabatan_id,
               CASE n.direction WHEN 'masuk' THEN 'registrar' ELSE 'drafter' END AS reason,
               n.create_date AS since
          FROM eoffice_naskah n
         WHERE n.id = ANY(%(ids)s)
         UNION ALL
        SELECT s.naskah_id, s.jabatan_id, s.kind, n.submitted_at
          FROM eoffice_approval_step s
          JOIN eoffice_naskah n ON n.id = s.naskah_id
         WHERE s.naskah_id = ANY(%(ids)s) AND n.submitted_at IS NOT NULL
           AND NOT (s.kind = 'check' AND n.is_secret)
         UNION ALL
        SELECT o.naskah_id, o.jabatan_id, 'opinion', o.asked_at
          FROM eoffice_opinion o
         WHERE o.naskah_id = ANY(%(ids)s) AND o.state <> 'withdrawn'
         UNION ALL
        SELECT r.naskah_id, r.jabatan_id,
               CASE r.state WHEN 'sent_on' THEN 'sent_on' ELSE r.kind END, r.delivered_at
          FROM eoffice_recipient r
         WHERE r.naskah_id = ANY(%(ids)s) AND r.jabatan_id IS NOT NULL AND r.state <> 'draft'
         UNION ALL
        SELECT d.naskah_id, d.to_jabatan_id, 'disposition', d.sent_at
          FROM eoffice_disposition d
         WHERE d.naskah_id = ANY(%(ids)s) AND d.state NOT IN ('prepared', 'recalled')
"""
#: Reading order is by the first of these that a letter has, newest first: when it was sent, or got
#: as far as it is.
SORT_DATES = ("distributed_at", "signed_at", "submitted_at", "create_date")
#: The stored closure's definition: one row per (naskah, jabatan), the highest level it has.
#: Everything that asks "who may read this letter" is answered from here and nowhere else.
#: ``min`` picks the higher level because "content" sorts before "envelope". An opinion is asked of
#: somebody, not of his SKPD. A registry has a letter
#: among the incoming or the outgoing ones as the position has that it serves. Whose address was
#: wrong keeps the envelope: it says to whom it was sent on.
_CLOSURE = f"""
    WITH party AS ({_PARTIES}), closure (naskah_id, jabatan_id, reason, level) AS (
        SELECT p.naskah_id, p.jabatan_id, p.reason,
               CASE WHEN p.reason = 'sent_on' OR (p.reason = 'registrar' AND n.is_secret)
                    THEN 'envelope' ELSE 'content' END
          FROM party p JOIN eoffice_naskah n ON n.id = p.naskah_id
         UNION ALL
        SELECT p.naskah_id, o.registry_jabatan_id, p.reason,
               CASE WHEN p.reason = 'sent_on' OR n.is_secret THEN 'envelope' ELSE 'content' END
          FROM party p
          JOIN eoffice_jabatan j ON j.id = p.jabatan_id
          JOIN eoffice_organisation o ON o.id = j.skpd_id
          JOIN eoffice_naskah n ON n.id = p.naskah_id
         WHERE o.registry_jabatan_id IS NOT NULL AND n.submitted_at IS NOT NULL
           AND p.reason NOT IN ('opinion', 'registrar')
    )
    SELECT c.naskah_id, c.jabatan_id, min(c.level) AS level,
           COALESCE({", ".join(f"n.{name}" for name in SORT_DATES)}) AS sort_date,
           bool_or(c.reason IN ('kepada', 'tembusan', 'registrar', 'sent_on')) AS is_incoming,
           bool_or(c.reason NOT IN ('kepada', 'tembusan', 'registrar', 'sent_on', 'disposition'))
               AS is_outgoing
      FROM closure c
      JOIN eoffice_naskah n ON n.id = c.naskah_id
     GROUP BY c.naskah_id, c.jabatan_id, n.id
"""


def closure_query(naskah_ids):
    """Return the query that computes the closure of these letters from its definition.

    :param naskah_ids: list of ids
    :return: SQL giving rows (naskah_id, jabatan_id, level, sort_date, is_incoming, is_outgoing)
    """
    return SQL(_CLOSURE, ids=list(naskah_ids))


def parties_query(naskah_ids):
    """Return the query of the parties: rows (naskah_id, jabatan_id, reason, since)."""
    return SQL(_PARTIES, ids=list(naskah_ids))


class Closure(models.AbstractModel):
    """A record that is guarded by the closure of the letter it belongs to.

    Everybody: only what ``_guard`` answers for the seats he has now; nobody gets more by a
    group, the administrator neither. Guards apply to search, read, count, group-by and export
    because all of them pass through ``_search`` or ``_check_access``. Superuser code (``sudo``)
    passes; each such place says why.
    """

    _name = "eoffice.closure"
    _description = "Guarded by the closure of its naskah"

    @api.model
    def _guard(self, operation, seats):
        """Return the rows an account with these seats may ``operation`` on.

        :param str operation: read, write, create or unlink
        :param Seats seats: the account's seats now (see tools.seats), may be empty
        :return: SQL of a condition on the columns of table alias ``g``, or None for "no row"
        """
        return None

    @api.model
    def _guard_domain(self, operation):
        """Return the guard as a Domain for the current user."""
        condition = self._guard(operation, self.env.user._eoffice_seats())
        if condition is None:
            return Domain.FALSE
        table = SQL.identifier(self._table)
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN (SELECT g.id FROM %s g WHERE %s)",
                SQL.identifier(alias, "id"),
                table,
                condition,
            )
        )

    @api.model
    def _guarded(self, domain, offset, limit, order):
        """Return a domain that finds of this one what the current user may read.

        :param Domain domain: what is searched
        :param int offset: as for a search; like ``limit`` and ``order`` only to find it faster
        """
        return domain & self._guard_domain("read")

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False
    ):
        if not (self.env.su or bypass_access):
            self._flush_guard()
            domain = self._guarded(Domain(domain), offset or 0, limit or None, order)
        return super()._search(
            domain, offset, limit, order, active_test=active_test, bypass_access=bypass_access
        )

    def _check_access(self, operation):
        refused = super()._check_access(operation)
        ids = [id_ for id_ in self._ids if id_]
        if refused or self.env.su or not ids:
            return refused
        self._flush_guard()
        condition = self._guard(operation, self.env.user._eoffice_seats())
        allowed = ()
        if condition is not None:
            rows = self.env.execute_query(
                SQL(
                    "SELECT g.id FROM %s g WHERE g.id = ANY(%s) AND %s",
                    SQL.identifier(self._table),
                    ids,
                    condition,
                )
            )
            allowed = {row[0] for row in rows}
        forbidden = self.browse(id_ for id_ in ids if id_ not in allowed)
        if not forbidden:
            return None
        return forbidden, self._guard_error

    def _guard_error(self):
        # Neither name nor subject: the message must not tell what is hidden.
        return AccessError(
            self.env._(
                "This letter is not open to the positions you hold. "
                "If you need it, ask the registry of its sender or of its addressee."
            )
        )

    @api.model
    def _only(self, vals, allowed):
        """Return the values of a new record with nothing but what may be set by hand.

        Other fields that a context (``default_state``) or a personal default of the account would
        fill get their own default instead.

        :param dict vals: values as they came
        :param allowed: names of the fields that may be set by hand
        """
        if self.env.su:
            return vals
        foreign = {key[8:] for key in self.env.context if key.startswith("default_")}
        foreign |= set(self.env["ir.default"]._get_model_defaults(self._name))
        own = {
            name: field.convert_to_write(field.default(self), self) if field.default else False
            for name, field in self._fields.items()
            if name in foreign and name not in allowed and field.store and not field.compute
        }
        return {**{name: vals[name] for name in allowed if name in vals}, **own}

    @api.model
    def _flush_guard(self):
        """Write pending changes of the tables that guards look at."""
        for name in (
            "eoffice.naskah",
            "eoffice.approval.step",
            "eoffice.opinion",
            "eoffice.recipient",
            "eoffice.disposition",
            "eoffice.organisation",
            "eoffice.jabatan",
            self._name,
        ):
            self.env[name].flush_model()


def seated(column, seats, acts, letter):
    """Return the condition that a column names a jabatan in which one of ``acts`` may be done.

    :param SQL column: the column with the jabatan's id
    :param Seats seats: the account's seats; ids become literals (never a join to users)
    :param tuple acts: see tools.seats
    :param SQL letter: alias of the letter's row, which decides for seats that are limited
    """
    always = {seat.jabatan_id for seat in seats if seat.always(acts)}
    conditions = [SQL("%s IN %s", column, tuple(sorted(always)))] if always else []
    conditions += [
        SQL("(%s = %s AND %s)", column, seat.jabatan_id, _limits(seat, acts, letter))
        for seat in seats
        if seat.jabatan_id not in always and seat.ever(acts)
    ]
    return SQL("(%s)", SQL(" OR ").join(conditions)) if conditions else SQL("FALSE")


def _limits(seat, acts, letter):
    """Return the condition on a letter's row that a limited seat puts."""
    parts = [_in_scope(seat.scope, letter)]
    if not seat.secret:
        parts.append(SQL("NOT %s", SQL.identifier(letter, "is_secret")))
    parts.append(
        SQL(
            "(%s)",
            SQL(" OR ").join(
                SQL(" AND ").join(
                    [
                        SQL("TRUE"),
                        *(
                            SQL("NOT (%s)", _in_scope(scope, letter))
                            for gone, scope in seat.taken
                            if act in gone
                        ),
                    ]
                )
                for act in acts
                if act in seat.acts
            ),
        )
    )
    return SQL(" AND ").join(parts)


def _in_scope(scope, letter):
    parts = [
        SQL("%s IN %s", SQL.identifier(letter, name), tuple(sorted(ids)) or (0,))
        for name, ids in (("type_id", scope.type_ids), ("organisation_id", scope.organisation_ids))
        if ids is not None
    ]
    return SQL(" AND ").join(parts) if parts else SQL("TRUE")


def letter_if_limited(seats, column):
    """Return the join that gives limited seats the letter's row as ``n``; nothing for others."""
    if any(seat.limited for seat in seats):
        return SQL("JOIN eoffice_naskah n ON n.id = %s", column)
    return SQL()


def readable(naskah_column, seats, level="envelope", *, inside=False):
    """Return the condition that a letter is readable at a level.

    :param SQL naskah_column: the column with the letter's id
    :param Seats seats: the account's seats; ids become literals (never a join to users)
    :param str level: "envelope" (either level will do) or "content"
    :param bool inside: only by those who made the letter (drafted, approved, signed it, were asked
        about it, keep their registry): how it came about is not for those it was sent to
    """
    # One query with all seats in it, never a union: PostgreSQL would compute that as a whole.
    return SQL(
        "%s IN (SELECT a.naskah_id FROM eoffice_access a %s WHERE %s%s%s)",
        naskah_column,
        letter_if_limited(seats, SQL("a.naskah_id")),
        seated(SQL("a.jabatan_id"), seats, ("read",), "n"),
        SQL(" AND a.level = 'content'") if level == "content" else SQL(),
        SQL(" AND a.is_outgoing") if inside else SQL(),
    )


def editable(naskah_column, seats):
    """Return the condition that a letter's text may be changed in one of these seats.

    A draft by its drafter; a letter in approval by whoever has its current step, until one of its
    signers has signed: then nobody changes what the next one signs.
    """
    return SQL(
        """%s IN (
            SELECT n.id FROM eoffice_naskah n
             WHERE n.state = 'draft' AND %s
             UNION ALL
            SELECT s.naskah_id FROM eoffice_approval_step s
              JOIN eoffice_naskah n ON n.id = s.naskah_id
             WHERE n.state = 'approval' AND s.state = 'current' AND %s
               AND NOT EXISTS (SELECT FROM eoffice_approval_step d
                                WHERE d.naskah_id = n.id AND d.kind = 'sign'
                                  AND d.state = 'done'))""",
        naskah_column,
        seated(SQL("n.drafter_jabatan_id"), seats, ("draft",), "n"),
        seated(SQL("s.jabatan_id"), seats, ("approve", "sign"), "n"),
    )


def reading_rows(seats, side=None, limit=None):
    """Return a table of the letters that are readable: each once, with its place in reading order.

    Each seat's letters come out of the closure in that order and are merged, so that the newest
    cost the same however many there are (the order must stand in the query: PostgreSQL then reads
    its index, and stops when it has enough).

    :param Seats seats: the account's seats
    :param str side: only those that came in ("is_incoming"), or go out ("is_outgoing")
    :param int limit: no more rows than this are needed
    :return: SQL of a query with ``naskah_id`` and ``sort_date``, or None when there are none
    """
    tables = [
        SQL(
            "SELECT a.naskah_id, a.sort_date FROM eoffice_access a %s WHERE %s%s",
            letter_if_limited(mine, SQL("a.naskah_id")),
            seated(SQL("a.jabatan_id"), mine, ("read",), "n"),
            SQL(" AND %s", SQL.identifier("a", side)) if side else SQL(),
        )
        for mine in _by_jabatan(seats)
    ]
    if len(tables) < 2:
        return tables[0] if tables else None
    newest = SQL("ORDER BY sort_date DESC, naskah_id DESC")
    ending = SQL("%s LIMIT %s", newest, limit) if limit else newest
    return SQL(
        "SELECT DISTINCT ON (sort_date, naskah_id) * FROM (%s) u %s",
        SQL(" UNION ALL ").join(SQL("(%s %s)", table, ending) for table in tables),
        newest,
    )


def _by_jabatan(seats):
    """Return the seats that may read, those of one jabatan together."""
    found = {}
    for seat in seats:
        if seat.ever(("read",)):
            found.setdefault(seat.jabatan_id, []).append(seat)
    return found.values()
