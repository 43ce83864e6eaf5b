"""How long the desk takes with 1,000 and with 100,000 letters in the office.

The letters are made by SQL: each SKPD of the demo city writes its share, to heads of other SKPD,
every fifth with a copy to the Sekretaris Daerah, with approval steps, contents, dispositions and
agenda-less deliveries, and the stored closure computed by the product itself. What is open on a
desk is the same in both sizes (each position has handled all but its newest letters), so that the
growth is that of the archive, not of the backlog; only that of 1,000 letters too few come to one
office to fill an ordinary desk.

Two accounts look at their desk: the head of a dinas, and the Sekretaris Daerah, whose desk fills the
first page of 80. The baseline gets the same counts and the same first page, subjects and names
joined, in bare SQL through psycopg2. Beside it: the list of all letters an account may read, newest
80, as the list view asks for it.
"""

import argparse
import time

from harness import bare_connection, compare, environment, report, scratch

LOGINS = ("kadis.kesehatan", "sekda")
#: How many of its newest letters a position has not handled: as receiver, as signer, as subordinate.
OPEN_RECEIVED, OPEN_SIGN, OPEN_FOLLOW_UP, OPEN_BUSY = 6, 3, 4, 90
COLUMNS = {
    name: {}
    for name in ("number", "subject", "letter_date", "sifat", "urgensi", "state", "status_label")
}

OFFICES = """
    CREATE TEMP TABLE office AS
    SELECT row_number() OVER (ORDER BY o.id) - 1 AS place, o.id AS skpd_id, o.abbreviation AS unit,
           o.head_jabatan_id AS head_id, r.id AS register_id,
           (SELECT array_agg(j.id ORDER BY j.sequence, j.id) FROM eoffice_jabatan j
             WHERE j.skpd_id = o.id AND j.id <> o.head_jabatan_id AND NOT j.is_shared
               AND j.active) AS staff
      FROM eoffice_organisation o
      JOIN eoffice_register r ON r.organisation_id = o.id AND r.kind = 'keluar'
     WHERE o.head_jabatan_id IS NOT NULL;
    DELETE FROM office WHERE staff IS NULL;
    UPDATE office SET place = p.place
      FROM (SELECT skpd_id, row_number() OVER (ORDER BY place) - 1 AS place FROM office) p
     WHERE p.skpd_id = office.skpd_id
"""
LETTERS = """
    CREATE TEMP TABLE letter AS
    SELECT nextval('eoffice_naskah_id_seq') AS id, i, s.skpd_id, s.unit, s.head_id, s.register_id,
           s.staff[1 + i / 7 %% cardinality(s.staff)] AS drafter_id,
           s.staff[1] AS secretary_id,
           TIMESTAMP '2026-01-02' + i * (INTERVAL '300 days' / %(count)s) AS at,
           row_number() OVER (PARTITION BY s.skpd_id ORDER BY i DESC) <= %(open_sign)s AS in_approval
      FROM generate_series(1, %(count)s) i
      JOIN office s ON s.place = i * 7 %% (SELECT count(*) FROM office);
    INSERT INTO eoffice_naskah
        (id, type_id, classification_id, drafter_id, drafter_jabatan_id, organisation_id, skpd_id,
         signer_jabatan_id, direction, state, sifat, urgensi, number, number_year, number_seq,
         register_id, letter_date, submitted_at, signed_at, sealed_at, distributed_at, create_date,
         write_date, create_uid)
    SELECT l.id, (SELECT min(id) FROM eoffice_naskah_type),
           (SELECT min(id) FROM eoffice_classification), 1, l.drafter_id, j.organisation_id,
           l.skpd_id, l.head_id, 'keluar', CASE WHEN in_approval THEN 'approval'
           ELSE 'distributed' END,
           (ARRAY['biasa', 'biasa', 'biasa', 'terbatas', 'rahasia'])[1 + i %% 5],
           (ARRAY['biasa', 'biasa', 'segera', 'sangat_segera'])[1 + i %% 4],
           CASE WHEN NOT in_approval THEN '000.8.3.3/' || l.id || '/' || unit END,
           CASE WHEN NOT in_approval THEN 2099 END, CASE WHEN NOT in_approval THEN l.id END,
           CASE WHEN NOT in_approval THEN register_id END,
           CASE WHEN NOT in_approval THEN at::date END, at,
           CASE WHEN NOT in_approval THEN at END, CASE WHEN NOT in_approval THEN at END,
           CASE WHEN NOT in_approval THEN at END, at, at, 1
      FROM letter l JOIN eoffice_jabatan j ON j.id = l.drafter_id;
    INSERT INTO eoffice_naskah_content (naskah_id, subject, body, create_date, write_date)
    SELECT id, (ARRAY['Undangan rapat koordinasi', 'Permintaan data', 'Laporan bulanan',
                      'Penyampaian hasil rapat', 'Permohonan tenaga'])[1 + i %% 5] || ' nomor ' || i,
           repeat('<p>Dengan hormat, bersama ini kami sampaikan hal tersebut.</p>', 20), at, at
      FROM letter;
    INSERT INTO eoffice_approval_step
        (naskah_id, sequence, jabatan_id, kind, state, current_since, acted_at)
    SELECT l.id, s.sequence, s.jabatan_id, s.kind,
           CASE WHEN NOT in_approval OR s.sequence = 10 THEN 'done' ELSE 'current' END, at,
           CASE WHEN NOT in_approval OR s.sequence = 10 THEN at END
      FROM letter l
     CROSS JOIN LATERAL (VALUES (10, l.secretary_id, 'paraf'), (20, l.head_id, 'sign'))
           AS s (sequence, jabatan_id, kind)
"""
RECEIVED = """
    CREATE TEMP TABLE received AS
    SELECT nextval('eoffice_recipient_id_seq') AS id, l.id AS naskah_id, l.i, l.at, r.*,
           row_number() OVER (PARTITION BY r.jabatan_id ORDER BY l.i DESC) AS newest
      FROM letter l
     CROSS JOIN LATERAL (
        SELECT o.head_id AS jabatan_id, o.skpd_id, o.staff,
               CASE WHEN step < 3 THEN 'kepada' ELSE 'tembusan' END AS kind
          FROM generate_series(1, 3) step
          JOIN office o ON o.place = (l.i * step * 11 + step) %% (SELECT count(*) FROM office)
         WHERE o.head_id <> %(sekda)s AND o.skpd_id <> l.skpd_id
         UNION
        SELECT %(sekda)s, (SELECT skpd_id FROM eoffice_jabatan WHERE id = %(sekda)s), NULL, 'kepada'
         WHERE l.i %% 5 = 0
     ) r
     WHERE NOT l.in_approval;
    DELETE FROM received a USING received b
     WHERE a.naskah_id = b.naskah_id AND a.jabatan_id = b.jabatan_id AND a.id > b.id;
    INSERT INTO eoffice_recipient
        (id, naskah_id, kind, sequence, jabatan_id, skpd_id, state, delivered_at, read_at)
    SELECT id, naskah_id, kind, 10, jabatan_id, skpd_id,
           CASE WHEN newest <= CASE WHEN jabatan_id = %(sekda)s THEN %(open_busy)s
                                    ELSE %(open_received)s END
                THEN CASE WHEN i %% 3 = 0 THEN 'read' ELSE 'delivered' END
                WHEN staff IS NOT NULL AND i %% 3 = 0 THEN 'disposed' ELSE 'finished' END,
           at, at
      FROM received;
    INSERT INTO eoffice_disposition
        (naskah_id, recipient_id, from_jabatan_id, to_jabatan_id, given_by_id, state, deadline, note,
         sent_at, create_date)
    SELECT naskah_id, recipient_id, head_id, to_id, 1,
           CASE WHEN newest <= %(open_follow_up)s THEN 'accepted'
                WHEN newest = %(open_follow_up)s + 1 THEN 'reported' ELSE 'finished' END,
           at::date + 5, 'Tindak lanjuti dan laporkan.', at, at
      FROM (SELECT r.naskah_id, r.id AS recipient_id, r.jabatan_id AS head_id, to_id, r.at,
                   row_number() OVER (PARTITION BY to_id ORDER BY r.i DESC) AS newest
              FROM received r
             CROSS JOIN LATERAL (
                SELECT DISTINCT r.staff[1 + (r.i + step) %% cardinality(r.staff)] AS to_id
                  FROM generate_series(0, 1) step) t
             WHERE r.i %% 3 = 0 AND r.staff IS NOT NULL) given;
    UPDATE eoffice_disposition SET parent_path = id || '/' WHERE parent_path IS NULL;
    DROP TABLE received
"""
#: The desk's first page with everything on it, and its counts, in bare SQL.
BARE_PAGE = """
    SELECT w.kind, w.naskah_id, w.source, w.source_id, w.jabatan_id, j.name, w.since,
           w.deadline, n.number, n.sifat, n.urgensi, n.state, t.name->>'en_US', c.subject,
           CASE WHEN n.number IS NULL THEN d.name ELSE s.name END
      FROM ({work}) w
      JOIN eoffice_naskah n ON n.id = w.naskah_id
      JOIN eoffice_naskah_type t ON t.id = n.type_id
      JOIN eoffice_jabatan j ON j.id = w.jabatan_id
      JOIN eoffice_jabatan d ON d.id = n.drafter_jabatan_id
      JOIN eoffice_jabatan s ON s.id = n.signer_jabatan_id
      LEFT JOIN eoffice_naskah_content c ON c.naskah_id = n.id
            AND EXISTS (SELECT FROM eoffice_access a
                         WHERE a.naskah_id = n.id AND a.jabatan_id IN %(jabatan)s
                           AND a.level = 'content')
     ORDER BY array_position(%(kinds)s, w.kind), {urgency}, w.deadline NULLS LAST, w.since,
              w.naskah_id
     LIMIT 80
"""
BARE_COUNTS = "SELECT w.kind, LEAST(count(*), 1000) FROM ({work}) w GROUP BY w.kind"


def fill(registry, count):
    """Make letters by SQL; answer the seconds it took."""
    started = time.monotonic()
    with environment(registry) as env:
        sekda = env["res.users"].search([("login", "=", "sekda")])._eoffice_jabatan_ids()[0]
        cr, values = (
            env.cr,
            {
                "count": count,
                "sekda": sekda,
                "open_sign": OPEN_SIGN,
                "open_received": OPEN_RECEIVED,
                "open_busy": OPEN_BUSY,
                "open_follow_up": OPEN_FOLLOW_UP,
            },
        )
        cr.execute("DROP TABLE IF EXISTS pg_temp.office, pg_temp.letter")
        cr.execute(OFFICES)
        cr.execute(LETTERS, values)
        cr.execute("ANALYZE letter")
        cr.execute(RECEIVED, values)
        cr.execute("SELECT id FROM letter ORDER BY id")
        ids = [row[0] for row in cr.fetchall()]
        for start in range(0, len(ids), 10_000):
            env["eoffice.access"]._sync(cr, ids[start : start + 10_000])
        cr.execute("DROP TABLE office, letter")
    connection = bare_connection(registry)
    connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE")
    connection.close()
    return time.monotonic() - started


def totals(registry):
    """How many letters, deliveries and closure rows there are."""
    with environment(registry) as env:
        env.cr.execute(
            """SELECT (SELECT count(*) FROM eoffice_naskah), (SELECT count(*) FROM eoffice_recipient),
                      (SELECT count(*) FROM eoffice_access)"""
        )
        return dict(zip(("letters", "recipients", "closure_rows"), env.cr.fetchone(), strict=True))


def desk(registry, login):
    """The desk as a request makes it: a cursor and an environment of its own, an empty cache."""
    with environment(registry, login) as env:
        return env["eoffice.desk"].get_desk()


def bare_desk(connection, work, urgency, values):
    """The same counts and first page in bare SQL."""
    with connection, connection.cursor() as cursor:
        cursor.execute(BARE_COUNTS.format(work=work), values)
        counts = dict(cursor.fetchall())
        cursor.execute(BARE_PAGE.format(work=work, urgency=urgency), values)
        return counts, cursor.fetchall()


def letters_list(registry, login):
    """The newest letters an account may read, as the list view asks for them."""
    with environment(registry, login) as env:
        return env["eoffice.naskah"].web_search_read([], COLUMNS, limit=80, count_limit=10_001)


def measure(registry, login, sizes, rounds):
    """Measure one account's desk and list, and report them; answer the medians."""
    from odoo.addons.eoffice_bekasi.models import desk as model

    with environment(registry, login) as env:
        jabatan = env.user._eoffice_jabatan_ids()
    values = {"jabatan": tuple(jabatan), "kinds": list(model.KINDS)}
    connection = bare_connection(registry)
    page = desk(registry, login)
    counts, rows = bare_desk(connection, model._WORK, model._URGENCY, values)
    assert [item["naskah_id"] for item in page["items"]] == [row[1] for row in rows]
    assert {kind: count for kind, count in page["counts"].items() if count} == counts
    found = compare(
        lambda _round: desk(registry, login),
        lambda _round: bare_desk(connection, model._WORK, model._URGENCY, values),
        rounds,
        warm_up=5,
    )
    connection.close()
    report("desk", login=login, items=len(rows), **sizes, **found)
    whole = compare(
        lambda _round: letters_list(registry, login), lambda _round: None, rounds, warm_up=3
    )
    length = letters_list(registry, login)["length"]
    report(
        "desk",
        login=login,
        list="newest 80 readable",
        readable=length,
        letters=sizes["letters"],
        product_s=whole["product_s"],
        product_p95_s=whole["product_p95_s"],
    )
    return found["product_s"], whole["product_s"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs=2, default=(1_000, 100_000))
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    medians = []
    for count in options.sizes:
        with scratch("desk") as registry:
            seconds = fill(registry, count)
            sizes = {**totals(registry), "filled_in_s": seconds}
            medians.append([measure(registry, login, sizes, options.rounds) for login in LOGINS])
    for login, small, large in zip(LOGINS, *medians, strict=True):
        report(
            "desk",
            login=login,
            growth_desk=large[0] / small[0],
            growth_list=large[1] / small[1],
            sizes=list(options.sizes),
        )


if __name__ == "__main__":
    main()
