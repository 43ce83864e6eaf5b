from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

#: The stored closure's definition: one row per (naskah, jabatan), the highest level it has.
#: Everything that asks "who may read this letter" is answered from here and nowhere else.
#: ``min`` picks the higher level because "content" sorts before "envelope".
_CLOSURE = """
    WITH party AS (
        SELECT n.id AS naskah_id, n.drafter_jabatan_id AS jabatan_id
          FROM eoffice_naskah n
         WHERE n.id = ANY(%(ids)s)
         UNION
        SELECT s.naskah_id, s.jabatan_id
          FROM eoffice_approval_step s
          JOIN eoffice_naskah n ON n.id = s.naskah_id
         WHERE s.naskah_id = ANY(%(ids)s) AND n.submitted_at IS NOT NULL
         UNION
        SELECT r.naskah_id, r.jabatan_id
          FROM eoffice_recipient r
         WHERE r.naskah_id = ANY(%(ids)s) AND r.jabatan_id IS NOT NULL AND r.state <> 'draft'
         UNION
        SELECT d.naskah_id, d.to_jabatan_id
          FROM eoffice_disposition d
         WHERE d.naskah_id = ANY(%(ids)s) AND d.state <> 'recalled'
    ), closure AS (
        SELECT naskah_id, jabatan_id, 'content' AS level
          FROM party
         UNION ALL
        SELECT p.naskah_id, o.registry_jabatan_id,
               CASE WHEN n.sifat IN ('rahasia', 'sangat_rahasia') THEN 'envelope' ELSE 'content' END
          FROM party p
          JOIN eoffice_jabatan j ON j.id = p.jabatan_id
          JOIN eoffice_organisation o ON o.id = j.skpd_id
          JOIN eoffice_naskah n ON n.id = p.naskah_id
         WHERE o.registry_jabatan_id IS NOT NULL AND n.submitted_at IS NOT NULL
    )
    SELECT c.naskah_id, c.jabatan_id, min(c.level) AS level,
           COALESCE(n.distributed_at, n.signed_at, n.submitted_at, n.create_date) AS sort_date
      FROM closure c
      JOIN eoffice_naskah n ON n.id = c.naskah_id
     GROUP BY c.naskah_id, c.jabatan_id, n.id
"""


def closure_query(naskah_ids):
    """Return the query that computes the closure of these letters from its definition.

    :param naskah_ids: list of ids
    :return: SQL giving rows (naskah_id, jabatan_id, level, sort_date)
    """
    return SQL(_CLOSURE, ids=list(naskah_ids))


class Closure(models.AbstractModel):
    """A record that is guarded by the closure of the letter it belongs to.

    Everybody: only what ``_guard`` answers for the jabatan he holds now; nobody gets more by a
    group, the administrator neither. Guards apply to search, read, count, group-by and export
    because all of them pass through ``_search`` or ``_check_access``. Superuser code (``sudo``)
    passes; each such place says why.
    """

    _name = "eoffice.closure"
    _description = "Guarded by the closure of its naskah"

    @api.model
    def _guard(self, operation, jabatan_ids):
        """Return the rows the holder of these jabatan may ``operation`` on.

        :param str operation: read, write, create or unlink
        :param tuple jabatan_ids: jabatan the user holds now; never empty
        :return: SQL of a condition on the columns of table alias ``g``, or None for "no row"
        """
        return None

    @api.model
    def _guard_domain(self, operation):
        """Return the guard as a Domain for the current user."""
        jabatan_ids = self.env.user._eoffice_jabatan_ids()
        condition = self._guard(operation, jabatan_ids) if jabatan_ids else None
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
    def _search(
        self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False
    ):
        if not (self.env.su or bypass_access):
            self._flush_guard()
            domain = Domain(domain) & self._guard_domain("read")
        return super()._search(
            domain, offset, limit, order, active_test=active_test, bypass_access=bypass_access
        )

    def _check_access(self, operation):
        refused = super()._check_access(operation)
        ids = [id_ for id_ in self._ids if id_]
        if refused or self.env.su or not ids:
            return refused
        self._flush_guard()
        jabatan_ids = self.env.user._eoffice_jabatan_ids()
        condition = self._guard(operation, jabatan_ids) if jabatan_ids else None
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
            "eoffice.recipient",
            "eoffice.disposition",
            "eoffice.organisation",
            "eoffice.jabatan",
            self._name,
        ):
            self.env[name].flush_model()


def readable(naskah_column, jabatan_ids, level="envelope"):
    """Return the condition that a letter is readable at a level.

    :param SQL naskah_column: the column with the letter's id
    :param tuple jabatan_ids: literals, resolved first (never a join to users in the guard)
    :param str level: "envelope" (either level will do) or "content"
    """
    return SQL(
        "%s IN (SELECT a.naskah_id FROM eoffice_access a WHERE a.jabatan_id IN %s%s)",
        naskah_column,
        tuple(jabatan_ids),
        SQL(" AND a.level = 'content'") if level == "content" else SQL(),
    )


def editable(naskah_column, jabatan_ids):
    """Return the condition that a letter's text may be changed by the holder of these jabatan.

    A draft by its drafter; a letter in approval by whoever has its current step.
    """
    return SQL(
        """%(column)s IN (
            SELECT n.id FROM eoffice_naskah n
             WHERE n.state = 'draft' AND n.drafter_jabatan_id IN %(jabatan)s
             UNION ALL
            SELECT s.naskah_id FROM eoffice_approval_step s
              JOIN eoffice_naskah n ON n.id = s.naskah_id
             WHERE n.state = 'approval' AND s.state = 'current' AND s.jabatan_id IN %(jabatan)s)""",
        column=naskah_column,
        jabatan=tuple(jabatan_ids),
    )
