"""An archive of letters for the search box alone: letters, contents, closure and words, by SQL.

Quicker to make than ``_letters.py`` a whole office: without recipients, steps, registers. The words
and readers are written in sets; ``check`` compares some with the product's own definition.
"""

import time

import _letters
from harness import bare_connection, environment

TABLES = ("eoffice_naskah", "eoffice_naskah_content", "eoffice_access", "eoffice_search")
#: Drafter, head and registry of the sender; two heads and their registries; every third the mayor.
ACCESS = """
    INSERT INTO eoffice_access (naskah_id, jabatan_id, level, sort_date, is_incoming, is_outgoing)
    SELECT l.id, w.jabatan_id,
           CASE WHEN w.registry AND l.i %% 5 = 4 THEN 'envelope' ELSE 'content' END,
           l.at, bool_or(w.incoming), bool_or(NOT w.incoming)
      FROM letter l
      JOIN office s ON s.skpd_id = l.skpd_id
      JOIN office a ON a.place = (l.i * 11 + 5) %% (SELECT count(*) FROM office)
      JOIN office b ON b.place = (l.i * 11 + 10) %% (SELECT count(*) FROM office)
     CROSS JOIN LATERAL (VALUES
           (l.drafter_id, FALSE, FALSE), (l.head_id, FALSE, FALSE), (s.registry_id, FALSE, TRUE),
           (a.head_id, TRUE, FALSE), (a.registry_id, TRUE, TRUE),
           (b.head_id, TRUE, FALSE), (b.registry_id, TRUE, TRUE),
           (CASE WHEN l.i %% 3 = 0 THEN %(mayor)s END, TRUE, FALSE))
        AS w (jabatan_id, incoming, registry)
     WHERE w.jabatan_id IS NOT NULL
     GROUP BY 1, 2, 3, 4
"""
REGISTRIES = """
    ALTER TABLE office ADD COLUMN registry_id integer;
    UPDATE office SET registry_id = o.registry_jabatan_id
      FROM eoffice_organisation o WHERE o.id = office.skpd_id
"""
SEARCH = """
    INSERT INTO eoffice_search (naskah_id, sort_date, readers, words)
    SELECT r.naskah_id, r.sort_date, r.readers,
           strip({stems_all}) || (SELECT array_to_tsvector(array_agg('=' || one))
                                    FROM unnest(tsvector_to_array({stems_said})) one)
      FROM (%(readers)s) r
      JOIN eoffice_naskah n ON n.id = r.naskah_id
      JOIN eoffice_naskah_content c ON c.naskah_id = n.id
      JOIN eoffice_jabatan j ON j.id = n.signer_jabatan_id
      JOIN eoffice_organisation o ON o.id = n.skpd_id
     CROSS JOIN LATERAL (
        SELECT concat_ws(' ', n.number, regexp_replace(n.number, '\\m0+(\\d)', '\\1', 'g'),
                         j.name, o.name, o.abbreviation) AS said) e
     ORDER BY r.sort_date, r.naskah_id
"""


def fill(registry, count):
    """Make the archive; answer the seconds it took."""
    from odoo.tools import SQL

    from odoo.addons.eoffice_bekasi.models import search

    started = time.monotonic()
    with environment(registry) as env:
        cr = env.cr
        _letters.lend(env)
        values = {"count": count, "mayor": _letters.jabatan(env, _letters.MAYOR).id}
        values |= _letters.OPEN
        cr.execute("SET LOCAL work_mem = '256MB'")
        cr.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cr.execute(_letters.EXTRAS, {"tables": list(TABLES)})
        extras = cr.fetchall()
        for drop, _make in extras:
            cr.execute(SQL(drop))
        cr.execute(_letters.OFFICES, {"among": _letters.among(env, None)})
        cr.execute(REGISTRIES)
        made = _letters.LETTERS.split("INSERT INTO eoffice_approval_step")[0]
        cr.execute(made.replace("generate_series(1, 30", "generate_series(1, 12"), values)
        cr.execute("DELETE FROM eoffice_access")
        cr.execute("DELETE FROM eoffice_search")
        cr.execute(ACCESS, values)
        for table in TABLES:
            cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        stems = search._STEMS
        said = "concat_ws(' ', e.said, c.subject, regexp_replace(c.body, '<[^>]*>', ' ', 'g'))"
        query = SEARCH.format(stems_all=stems % said, stems_said=stems % "e.said")
        cr.execute(SQL(query, readers=search.readers_query(SQL("eoffice_access"))))
        for _drop, make in extras:
            cr.execute(SQL(make))
        check(env)
        cr.execute("DROP TABLE office, letter")
    connection = bare_connection(registry)
    connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE")
    connection.close()
    return time.monotonic() - started


def check(env):
    """Refuse rows that the product would have made otherwise."""
    env.cr.execute("SELECT id FROM letter ORDER BY random() LIMIT 500")
    differing = env["eoffice.search"]._differing([row[0] for row in env.cr.fetchall()])
    assert not differing, f"{len(differing)} of 500 rows are not as the product makes them"


def totals(registry):
    """How many letters and closure rows there are, and how large the search's table and index are."""
    with environment(registry) as env:
        env.cr.execute(
            """SELECT (SELECT count(*) FROM eoffice_naskah), (SELECT count(*) FROM eoffice_access),
                      pg_table_size('eoffice_search') / 1048576,
                      pg_relation_size('eoffice_search_words_index') / 1048576"""
        )
        names = ("letters", "closure_rows", "search_mb", "index_mb")
        return dict(zip(names, env.cr.fetchone(), strict=True))
