"""A city's letters by the thousand or the million, made by SQL in minutes.

Each SKPD of the demo city writes its share (texts of some 40 words out of 5,000, few of them
common), to heads of other SKPD, every fifth to the Sekretaris
Daerah, every third with a copy to the Wali Kota; with approval steps, contents, dispositions and
lines in both registers. The stored closure is computed by the product's own definition. What is
open on a desk is the same in every size (each position has handled all but its newest letters), so
that what grows is the archive and not the backlog.
"""

import time

from harness import bare_connection, environment

#: Who looks: logins of the demo city, and what they stand for.
OFFICIAL, REGISTRY, MAYOR = "kadis.kesehatan", "tu.kesehatan", "walikota"
#: Carries the Sekretaris Daerah's desk beside his own, and the mayor's assistant.
DELEGATE, ASSISTANT = "asisten.pemerintahan", "staf.telematika"
SECRETARY = "sekda"

#: How many of its newest letters a position has not handled: as receiver, as signer, to be sent,
#: as subordinate; the last for the Wali Kota and the Sekretaris Daerah.
OPEN = {"received": 6, "sign": 3, "send": 2, "follow_up": 4, "busy": 90}

TABLES = (
    *("eoffice_naskah", "eoffice_naskah_content", "eoffice_approval_step", "eoffice_recipient"),
    *("eoffice_disposition", "eoffice_agenda", "eoffice_access"),
)
#: What is slow to keep up row by row and quick to make at the end: foreign keys, indexes.
EXTRAS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
                  pg_get_constraintdef(oid))
      FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])
     UNION ALL
    SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
      FROM pg_index i
     WHERE i.indrelid = ANY(%(tables)s::regclass[]) AND NOT i.indisunique
"""
OFFICES = """
    CREATE TEMP TABLE office AS
    SELECT row_number() OVER (ORDER BY o.id) - 1 AS place, o.id AS skpd_id, o.abbreviation AS unit,
           o.name, o.head_jabatan_id AS head_id, r.id AS register_id, m.id AS incoming_id,
           (SELECT array_agg(j.id ORDER BY j.sequence, j.id) FROM eoffice_jabatan j
             WHERE j.skpd_id = o.id AND j.id <> o.head_jabatan_id AND NOT j.is_shared
               AND j.active) AS staff
      FROM eoffice_organisation o
      JOIN eoffice_register r ON r.organisation_id = o.id AND r.kind = 'keluar' AND r.is_default
      JOIN eoffice_register m ON m.organisation_id = o.id AND m.kind = 'masuk' AND m.is_default
     WHERE o.head_jabatan_id IS NOT NULL;
    DELETE FROM office WHERE staff IS NULL;
    DELETE FROM office WHERE skpd_id <> ALL(%(among)s);
    UPDATE office SET place = p.place
      FROM (SELECT skpd_id, row_number() OVER (ORDER BY place) - 1 AS place FROM office) p
     WHERE p.skpd_id = office.skpd_id;
    ANALYZE office
"""
#: The newest of each SKPD are in approval, the next are signed and wait to be sent.
LETTERS = """
    CREATE TEMP TABLE letter AS
    SELECT nextval('eoffice_naskah_id_seq') AS id, l.*,
           CASE WHEN newest <= %(sign)s THEN 'approval'
                WHEN newest <= %(sign)s + %(send)s THEN 'sealed' ELSE 'distributed' END AS state
      FROM (SELECT i, s.skpd_id, s.unit, s.name, s.head_id, s.register_id,
                   s.staff[1 + i / 7 %% cardinality(s.staff)] AS drafter_id,
                   s.staff[1] AS secretary_id,
                   TIMESTAMP '2026-01-02' + i * (INTERVAL '300 days' / %(count)s) AS at,
                   row_number() OVER (PARTITION BY s.skpd_id ORDER BY i DESC) AS newest
              FROM generate_series(1, %(count)s) i
              JOIN office s ON s.place = i * 7 %% (SELECT count(*) FROM office)
             ORDER BY i) l;
    ANALYZE letter;
    INSERT INTO eoffice_naskah
        (id, type_id, classification_id, drafter_id, drafter_jabatan_id, organisation_id, skpd_id,
         signer_jabatan_id, direction, state, sifat, urgensi, is_secret, number, number_year, number_seq,
         register_id, letter_date, submitted_at, signed_at, sealed_at, distributed_at, create_date,
         write_date, create_uid)
    SELECT l.id, (SELECT min(id) FROM eoffice_naskah_type),
           (SELECT min(id) FROM eoffice_classification), 1, l.drafter_id, j.organisation_id,
           l.skpd_id, l.head_id, 'keluar', l.state,
           (ARRAY['biasa', 'biasa', 'biasa', 'terbatas', 'rahasia'])[1 + i %% 5],
           (ARRAY['biasa', 'biasa', 'segera', 'sangat_segera'])[1 + i %% 4], i %% 5 = 4,
           CASE WHEN signed THEN '000.8.3.3/' || l.id || '/' || unit END,
           CASE WHEN signed THEN 2099 END, CASE WHEN signed THEN l.id END,
           CASE WHEN signed THEN register_id END, CASE WHEN signed THEN at::date END, at,
           CASE WHEN signed THEN at END, CASE WHEN signed THEN at END,
           CASE WHEN l.state = 'distributed' THEN at END, at, at, 1
      FROM letter l
      JOIN eoffice_jabatan j ON j.id = l.drafter_id
     CROSS JOIN LATERAL (SELECT l.state <> 'approval' AS signed) s;
    INSERT INTO eoffice_naskah_content (naskah_id, subject, body, create_date, write_date)
    SELECT id, (ARRAY['Undangan rapat koordinasi', 'Permintaan data', 'Laporan bulanan',
                      'Penyampaian hasil rapat', 'Permohonan tenaga'])[1 + i %% 5]
               || CASE WHEN i %% 1000 = 7 THEN ' imunisasi' ELSE '' END || ' nomor ' || i,
           repeat('<p>Dengan hormat, bersama ini kami sampaikan hal tersebut.</p>', 2)
               || (SELECT string_agg(translate(left(md5(floor(5000 * random() ^ 3)::text), 8),
                                               '0123456789', 'ghijklmnop'), ' ')
                     FROM generate_series(1, 30 + i %% 2)), at, at
      FROM letter;
    INSERT INTO eoffice_approval_step
        (naskah_id, sequence, jabatan_id, kind, state, current_since, acted_at)
    SELECT l.id, s.sequence, s.jabatan_id, s.kind,
           CASE WHEN l.state <> 'approval' OR s.sequence = 10 THEN 'done' ELSE 'current' END, at,
           CASE WHEN l.state <> 'approval' OR s.sequence = 10 THEN at END
      FROM letter l
     CROSS JOIN LATERAL (VALUES (10, l.secretary_id, 'paraf'), (20, l.head_id, 'sign'))
           AS s (sequence, jabatan_id, kind);
    INSERT INTO eoffice_agenda
        (register_id, skpd_id, direction, year, number, revision, date, naskah_id, sender_name,
         recipient_name, letter_number, letter_date, create_date)
    SELECT register_id, skpd_id, 'keluar', 2099, id, 0, at::date, id, name, 'Kepala Dinas',
           '000.8.3.3/' || id || '/' || unit, at::date, at
      FROM letter WHERE state <> 'approval'
"""
RECEIVED = """
    CREATE TEMP TABLE received AS
    SELECT nextval('eoffice_recipient_id_seq') AS id, r.*, r.staff IS NULL AS busy,
           row_number() OVER (PARTITION BY r.jabatan_id ORDER BY r.i DESC) AS newest
      FROM (
        SELECT l.id AS naskah_id, l.i, l.at, l.unit, l.name, o.head_id AS jabatan_id, o.skpd_id,
               o.incoming_id, o.staff, CASE WHEN step < 3 THEN 'kepada' ELSE 'tembusan' END AS kind
          FROM letter l
         CROSS JOIN generate_series(1, 3) step
          JOIN office o ON o.place = (l.i * 11 + step * 5) %% (SELECT count(*) FROM office)
         WHERE o.head_id NOT IN (%(sekda)s, %(mayor)s) AND o.skpd_id <> l.skpd_id
           AND l.state = 'distributed'
         UNION ALL
        SELECT l.id, l.i, l.at, l.unit, l.name, j.id, j.skpd_id, o.incoming_id, NULL,
               CASE WHEN j.id = %(sekda)s THEN 'kepada' ELSE 'tembusan' END
          FROM letter l
          JOIN eoffice_jabatan j ON j.id = %(sekda)s AND l.i %% 5 = 0
                                 OR j.id = %(mayor)s AND l.i %% 3 = 0
          LEFT JOIN office o ON o.skpd_id = j.skpd_id
         WHERE l.state = 'distributed') r;
    ANALYZE received;
    INSERT INTO eoffice_recipient
        (id, naskah_id, kind, sequence, jabatan_id, skpd_id, state, delivered_at, read_at)
    SELECT id, naskah_id, kind, 10, jabatan_id, skpd_id,
           CASE WHEN newest <= CASE WHEN busy THEN %(busy)s ELSE %(received)s END
                THEN CASE WHEN i %% 3 = 0 AND kind = 'kepada' THEN 'read' ELSE 'delivered' END
                WHEN NOT busy AND i %% 3 = 0 THEN 'disposed' ELSE 'finished' END,
           at, at
      FROM received;
    INSERT INTO eoffice_agenda
        (register_id, skpd_id, direction, year, number, revision, date, naskah_id, sender_name,
         recipient_name, letter_number, letter_date, create_date)
    SELECT incoming_id, skpd_id, 'masuk', 2099, naskah_id, 0, at::date, naskah_id, name,
           'Kepala Dinas', '000.8.3.3/' || naskah_id || '/' || unit, at::date, at
      FROM (SELECT DISTINCT ON (naskah_id, incoming_id) * FROM received
             WHERE incoming_id IS NOT NULL) one
     ORDER BY naskah_id;
    INSERT INTO eoffice_disposition
        (id, parent_path, naskah_id, recipient_id, from_jabatan_id, to_jabatan_id, given_by_id,
         state, deadline, note, sent_at, create_date)
    SELECT id, id || '/', naskah_id, recipient_id, head_id, to_id, 1,
           CASE WHEN newest <= %(follow_up)s THEN 'accepted'
                WHEN newest = %(follow_up)s + 1 THEN 'reported' ELSE 'finished' END,
           at::date + 5, 'Tindak lanjuti dan laporkan.', at, at
      FROM (SELECT nextval('eoffice_disposition_id_seq') AS id, r.naskah_id,
                   r.id AS recipient_id, r.jabatan_id AS head_id, to_id, r.at,
                   row_number() OVER (PARTITION BY to_id ORDER BY r.i DESC) AS newest
              FROM received r
             CROSS JOIN generate_series(0, 1) step
             CROSS JOIN LATERAL (
                SELECT r.staff[1 + (r.i + step) %% cardinality(r.staff)] AS to_id) t
             WHERE r.i %% 3 = 0 AND NOT r.busy AND step < cardinality(r.staff)) given
     ORDER BY naskah_id;
    DROP TABLE received
"""


def fill(registry, count, offices=None):
    """Make letters, a second desk for one account and an assistant; answer the seconds it took.

    :param int offices: that write to each other, the registry's among them; otherwise all
    """
    from odoo.tools import SQL

    from odoo.addons.eoffice_bekasi.models.closure import closure_query

    started = time.monotonic()
    with environment(registry) as env:
        cr = env.cr
        lend(env)
        values = {
            "count": count,
            "sekda": jabatan(env, SECRETARY).id,
            "mayor": jabatan(env, MAYOR).id,
            **OPEN,
        }
        cr.execute("SET LOCAL work_mem = '256MB'")
        cr.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cr.execute(EXTRAS, {"tables": list(TABLES)})
        extras = cr.fetchall()
        for drop, _make in extras:
            cr.execute(SQL(drop))
        cr.execute(OFFICES, {"among": among(env, offices)})
        cr.execute(LETTERS, values)
        cr.execute(RECEIVED, values)
        for table in TABLES:
            cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        cr.execute("SELECT id FROM letter")
        closure = closure_query([row[0] for row in cr.fetchall()])
        columns = SQL(", ").join(map(SQL.identifier, CLOSURE_COLUMNS))
        cr.execute(
            SQL("INSERT INTO eoffice_access (%s) SELECT %s FROM (%s) c", columns, columns, closure)
        )
        for _drop, make in extras:
            cr.execute(SQL(make))
        cr.execute("DROP TABLE office, letter")
        env["eoffice.search"]._rebuild_all()
    connection = bare_connection(registry)
    connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE")
    connection.close()
    return time.monotonic() - started


def among(env, count):
    """Return the ids of so many SKPD, that of the registry first; without a number, of all."""
    Organisation = env["eoffice.organisation"]
    if not count:
        return Organisation.with_context(active_test=False).search([]).ids
    first = jabatan(env, REGISTRY).skpd_id
    like = [("head_jabatan_id", "!=", False), ("kind", "=", first.kind), ("id", "!=", first.id)]
    return (first | Organisation.search(like, limit=count - 1)).ids


CLOSURE_COLUMNS = (
    *("naskah_id", "jabatan_id", "level", "sort_date"),
    *("is_incoming", "is_outgoing"),
)


def _user(env, login):
    return env["res.users"].search([("login", "=", login)])


def jabatan(env, login):
    """The position that an account of the demo city holds by assignment."""
    held = _user(env, login).eoffice_assignment_ids.jabatan_id
    return held.sorted(lambda one: (one.is_shared, one.id))[:1]


def lend(env):
    """Let one account carry the Sekretaris Daerah's desk, and the mayor have an assistant."""
    now = env.cr.now()
    delegation = env["eoffice.delegation"].create(
        {
            "jabatan_id": jabatan(env, SECRETARY).id,
            "delegate_jabatan_id": jabatan(env, DELEGATE).id,
            "kind": "plh",
            "reason": "dinas_luar",
            "date_from": now.replace(year=now.year - 1, day=1),
            "date_to": now.replace(year=now.year + 1, day=1),
        }
    )
    delegation.state = "confirmed"
    env["eoffice.assistant"].create(
        {
            "jabatan_id": jabatan(env, MAYOR).id,
            "official_id": _user(env, MAYOR).id,
            "user_id": _user(env, ASSISTANT).id,
            "date_from": "2020-01-01",
        }
    )


def totals(registry):
    """How many letters, deliveries, register lines and closure rows there are."""
    tables = {
        "letters": "eoffice_naskah",
        "recipients": "eoffice_recipient",
        "agenda_lines": "eoffice_agenda",
        "closure_rows": "eoffice_access",
    }
    with environment(registry) as env:
        env.cr.execute(
            "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables.values())
        )
        return dict(zip(tables, env.cr.fetchone(), strict=True))
