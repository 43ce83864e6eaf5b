"""How many letters a second get their number, against the least that PostgreSQL can do.

The product's side is ``_number_now`` as it runs right after a signature was committed: a cursor of
its own, then the short transaction that takes the number and writes number, date, state, agenda
line and event together. The letters are prepared in state "signing" by SQL. The baseline is a bare
psycopg2 ``UPDATE ... RETURNING`` of a counter and one INSERT, committed; as many connections, as
many threads. Measured with all letters in one register (the worst case), and spread over many.

After each product run the numbers are checked: none twice, none left out, no letter lost.
"""

import argparse

from harness import bare_connection, compare, environment, in_threads, report, scratch

#: Letters "being signed", spread over registers; %(registers)s of them.
LETTERS = """
    WITH register AS (
        SELECT row_number() OVER (ORDER BY r.id) - 1 AS place, o.id AS skpd_id,
               o.head_jabatan_id AS jabatan_id, o.abbreviation AS unit, o.name
          FROM eoffice_register r JOIN eoffice_organisation o ON o.id = r.organisation_id
         WHERE r.kind = 'keluar' AND r.is_default AND o.head_jabatan_id IS NOT NULL
         ORDER BY r.id LIMIT %(registers)s
    ), letter AS (
        INSERT INTO eoffice_naskah
            (type_id, classification_id, drafter_id, drafter_jabatan_id, organisation_id, skpd_id,
             signer_jabatan_id, direction, state, sifat, urgensi, is_secret, submitted_at, create_date,
             create_uid)
        SELECT t.id, (SELECT min(id) FROM eoffice_classification), 1, r.jabatan_id, r.skpd_id,
               r.skpd_id, r.jabatan_id, 'keluar', 'signing', 'biasa', 'biasa', FALSE, now(), now(), 1
          FROM generate_series(1, %(letters)s) i
          JOIN register r ON r.place = i %% %(registers)s
          JOIN eoffice_naskah_type t ON t.id = (SELECT min(id) FROM eoffice_naskah_type)
        RETURNING id, skpd_id, signer_jabatan_id
    ), content AS (
        INSERT INTO eoffice_naskah_content (naskah_id, subject, body)
        SELECT id, 'Undangan rapat koordinasi', repeat('<p>Dengan hormat.</p>', 60) FROM letter
    ), signature AS (
        INSERT INTO eoffice_signature
            (naskah_id, jabatan_id, user_id, capacity, payload, payload_sha256, code, create_date,
             is_final)
        SELECT l.id, l.signer_jabatan_id, 1, 'definitif',
               json_build_object(
                   'layout', 'surat_dinas/1',
                   'type', json_build_object('code', 'SD', 'number_pattern', '{klas}/{urut}/{unit}'),
                   'classification', '000.8.3.3', 'unit', r.unit, 'signer', r.name,
                   'kepada', json_build_array('Kepala Dinas Pendidikan', 'Kepala Dinas Sosial'),
                   'tembusan', json_build_array('Sekretaris Daerah'), 'attachment_note', '',
                   'body', repeat('<p>Dengan hormat.</p>', 60))::text,
               md5(l.id::text), md5('code' || l.id), now(), TRUE
          FROM letter l JOIN register r ON r.skpd_id = l.skpd_id
    )
    SELECT id FROM letter ORDER BY id
"""
CHECK = """
    SELECT count(*) FILTER (WHERE state = 'signed'), count(DISTINCT (register_id, number_seq)),
           (SELECT sum(gaps) FROM (
                SELECT max(number_seq) - count(*) AS gaps
                  FROM eoffice_naskah WHERE number_seq IS NOT NULL
                 GROUP BY register_id, number_year) one)
      FROM eoffice_naskah WHERE id = ANY(%s)
"""


def prepare(registry, letters, registers):
    """Make letters that have been signed and wait for their number; answer their ids."""
    with environment(registry) as env:
        env.cr.execute(LETTERS, {"letters": letters, "registers": registers})
        return [row[0] for row in env.cr.fetchall()]


def product(registry, threads, ids):
    """Number the letters, as the request does after its commit."""

    def work(items):
        for naskah_id in items:
            with environment(registry) as env:
                env["eoffice.naskah"].browse(naskah_id)._number_now()

    in_threads(threads, work, ids)


def baseline(registry, threads, counters, count):
    """Take as many numbers with nothing around them."""

    def work(items):
        connection = bare_connection(registry)
        connection.set_session(isolation_level="READ COMMITTED")
        try:
            for item in items:
                with connection, connection.cursor() as cursor:
                    cursor.execute(
                        "UPDATE bench_counter SET last = last + 1 WHERE id = %s RETURNING last",
                        [item % counters],
                    )
                    cursor.execute(
                        "INSERT INTO bench_number (counter, number, letter) VALUES (%s, %s, %s)",
                        [item % counters, cursor.fetchone()[0], item],
                    )
        finally:
            connection.close()

    in_threads(threads, work, range(count))


def check(registry, ids):
    """Raise unless every letter has a number, none twice, and no number is left out."""
    with environment(registry) as env:
        env.cr.execute(CHECK, [ids])
        signed, numbers, gaps = env.cr.fetchone()
    if not (signed == numbers == len(ids)) or gaps:
        raise SystemExit(f"{len(ids)} letters: {signed} signed, {numbers} numbers, {gaps} gaps")


def measure(registry, registers, options):
    """Compare both sides on so many registers and report it."""
    letters = [
        prepare(registry, options.letters, registers)
        for _ in range(options.rounds + 1)  # one more to warm up
    ]
    with environment(registry) as env:
        env.cr.execute("DROP TABLE IF EXISTS bench_counter, bench_number")
        env.cr.execute("CREATE TABLE bench_counter (id int PRIMARY KEY, last int NOT NULL)")
        env.cr.execute("CREATE TABLE bench_number (counter int, number int, letter int)")
        env.cr.execute("INSERT INTO bench_counter SELECT generate_series(0, %s), 0", [registers])
        env.cr.execute("ANALYZE")

    def one(number):
        product(registry, options.threads, letters[number])

    def other(_number):
        baseline(registry, options.threads, registers, options.letters)

    found = compare(one, other, options.rounds)
    check(registry, [naskah_id for ids in letters for naskah_id in ids])
    report(
        "signing",
        registers=registers,
        threads=options.threads,
        letters=options.letters,
        numbers_per_s=options.letters / found["product_s"],
        bare_per_s=options.letters / found["baseline_s"],
        **found,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=20)
    parser.add_argument("--letters", type=int, default=400, help="letters in a round")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with scratch("signing") as registry:
        for registers in (1, 40):
            measure(registry, registers, options)


if __name__ == "__main__":
    main()
