"""How long desk, lists and search take with 1,000, 100,000 and 1,000,000 letters in the office.

The letters are made by ``_letters.py``: what is open on a desk is the same in all sizes, so that the
growth is that of the archive. These look at their desk and lists: the head of a dinas, its registry,
the Wali Kota, who may read a third of all letters, an assistant of the mayor (who has his seat, but no
secret letters), and an official who carries the Sekretaris Daerah's desk beside his own.

Each figure stands beside the same rows fetched by hand-written SQL through psycopg2, and the rows
must be equal. ``desk``: counts and first page with subjects and names. ``newest``, ``incoming``,
``search ...``, ``agenda``: what the list view asks for, first 80 rows and a count up to 10,001. A
request here is a cursor and an environment of its own with an empty cache.
"""

import argparse
import os
from contextlib import ExitStack
from functools import partial

import _letters
from harness import bare_connection, compare, environment, report, scratch

ACCOUNTS = {
    "official": _letters.OFFICIAL,
    "registry": _letters.REGISTRY,
    "walikota": _letters.MAYOR,
    "delegate": _letters.DELEGATE,
    "assistant": _letters.ASSISTANT,
}
#: A word in two letters of five, in one of a thousand, and a number that one letter has.
WORDS = {"common": "rapat", "rare": "imunisasi", "one": "nomor 777 "}
COLUMNS = {
    name: {} for name in ("number", "subject", "letter_date", "sifat", "urgensi", "state")
} | {"type_id": {"fields": {"display_name": {}}}}
AGENDA = {name: {} for name in ("number", "date", "letter_number", "sender_name", "subject")}
CAP = 10_001

#: The desk's counts and its first page with everything on it, in bare SQL.
BARE_COUNTS = "SELECT w.kind, LEAST(count(*), 1000) FROM ({work}) w GROUP BY w.kind"
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
                         WHERE a.naskah_id = n.id AND a.jabatan_id = ANY(%(jabatan)s)
                           AND a.level = 'content')
     ORDER BY array_position(%(kinds)s, w.kind), {urgency}, w.deadline NULLS LAST, w.since,
              w.naskah_id
     LIMIT 80
"""
#: The newest of each seat by its index, merged; what an assistant may not open is passed over.
NEWEST = """
    SELECT DISTINCT ON (a.sort_date, a.naskah_id) a.naskah_id, a.sort_date, a.level
      FROM unnest(%(jabatan)s, %(secret)s) AS seat (jabatan_id, secret)
     CROSS JOIN LATERAL (
        SELECT a.naskah_id, a.sort_date, a.level
          FROM eoffice_access a {letter}
         WHERE a.jabatan_id = seat.jabatan_id {side}
         ORDER BY a.sort_date DESC, a.naskah_id DESC LIMIT {limit}) a
     ORDER BY a.sort_date DESC, a.naskah_id DESC
     LIMIT {limit}
"""
NOT_SECRET = """
    JOIN eoffice_naskah n ON n.id = a.naskah_id
     AND (seat.secret OR NOT n.is_secret)
"""
#: The seats as literals; where one is limited, beside the letter.
SEAT = "JOIN eoffice_jabatan j ON j.id = a.jabatan_id AND a.jabatan_id = ANY(%(jabatan)s)"
LIMITED_SEAT = f"""
    JOIN unnest(%(jabatan)s, %(secret)s) AS seat (jabatan_id, secret)
      ON seat.jabatan_id = a.jabatan_id {NOT_SECRET}
"""
FOUND = """
    SELECT DISTINCT a.naskah_id, a.sort_date, a.level
      FROM eoffice_naskah_content c
      JOIN eoffice_access a ON a.naskah_id = c.naskah_id AND a.level = 'content' {seat}
     WHERE c.subject ILIKE %(word)s
     ORDER BY a.sort_date DESC, a.naskah_id DESC
     LIMIT {limit}
"""
LETTERS_PAGE = """
    SELECT n.id, n.number, c.subject, n.letter_date, n.sifat, n.urgensi, n.state, t.name
      FROM ({rows}) a
      JOIN eoffice_naskah n ON n.id = a.naskah_id
      JOIN eoffice_naskah_type t ON t.id = n.type_id
      LEFT JOIN eoffice_naskah_content c ON c.naskah_id = n.id AND a.level = 'content'
     ORDER BY a.sort_date DESC, a.naskah_id DESC
"""
AGENDA_ROWS = """
    SELECT g.id, g.number, g.date, g.letter_number, g.sender_name, g.naskah_id
      FROM eoffice_agenda g
     WHERE g.skpd_id = ANY(%(skpd)s) AND g.direction = 'masuk'
       AND (g.skpd_id = ANY(%(kept)s)
            OR g.naskah_id IN (SELECT a.naskah_id FROM eoffice_access a {seat}))
     ORDER BY g.year DESC, g.number DESC, g.id DESC
     LIMIT {limit}
"""


class Account:
    """One account that looks: through the product, and with what hand-written SQL needs of it."""

    def __init__(self, registry, login, connection):
        self.registry, self.login, self.connection = registry, login, connection
        with environment(registry, login) as env:
            seats = env.user._eoffice_seats()
            self.urgensi = env["eoffice.urgensi"]._highest_first()
            secret = {}
            for seat in seats:
                secret[seat.jabatan_id] = secret.get(seat.jabatan_id, False) or seat.secret
            jabatan = env["eoffice.jabatan"].browse(secret)
            whole = [jabatan_id for jabatan_id, open_ in secret.items() if open_]
            kept = env["eoffice.organisation"].search(
                ["|", ("registry_jabatan_id", "in", whole), ("head_jabatan_id", "in", whole)]
            )
            self.values = {
                "jabatan": list(secret),
                "secret": list(secret.values()),
                "skpd": jabatan.skpd_id.ids,
                "kept": kept.ids,
            }
        self.letter = "" if all(secret.values()) else NOT_SECRET

    def desk(self, _round=0):
        with environment(self.registry, self.login) as env:
            return env["eoffice.desk"].get_desk()

    def bare_desk(self, work, _round=0):
        from odoo.addons.eoffice_bekasi.models import desk as model

        values = {"kinds": list(model.KINDS), "urgensi": self.urgensi, **self.values}
        page = BARE_PAGE.format(work=work, urgency="array_position(%(urgensi)s, n.urgensi)")
        return self._fetch(BARE_COUNTS.format(work=work), values), self._fetch(page, values)

    def work(self):
        """The product's query of open work, as plain text."""
        from odoo.addons.eoffice_bekasi.models.desk import work_query

        with environment(self.registry, self.login) as env:
            query = work_query(env.user._eoffice_seats())
            return env.cr.mogrify(query).decode().replace("%", "%%")

    def page(self, model, domain, columns, _round=0):
        with environment(self.registry, self.login) as env:
            found = env[model].web_search_read(domain, columns, limit=80, count_limit=CAP)
            return [row["id"] for row in found["records"]], found["length"]

    def bare_page(self, rows, page, values, _round=0):
        values = {**self.values, **values}
        found = self._fetch(page.format(rows=rows.replace("{limit}", "80")), values)
        counted = f"SELECT count(*) FROM ({rows.replace('{limit}', str(CAP))}) a"
        return [row[0] for row in found], self._fetch(counted, values)[0][0]

    def _fetch(self, query, values):
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()


def figures(account):
    """Yield for one account: name, the product's call, the bare one; after both agreed."""
    page, work = account.desk(), account.work()
    counts, rows = account.bare_desk(work)
    assert [item["naskah_id"] for item in page["items"]] == [row[1] for row in rows]
    assert {kind: count for kind, count in page["counts"].items() if count} == dict(counts)
    yield "desk", len(rows), account.desk, partial(account.bare_desk, work)
    newest = partial(NEWEST.format, letter=account.letter, limit="{limit}")
    found, agenda = (
        rows.format(seat=LIMITED_SEAT if account.letter else SEAT, limit="{limit}")
        for rows in (FOUND, AGENDA_ROWS)
    )
    lists = {
        "newest": ("eoffice.naskah", [], COLUMNS, newest(side=""), LETTERS_PAGE, {}),
        "incoming": (
            "eoffice.naskah",
            [("is_incoming", "=", True)],
            COLUMNS,
            newest(side="AND a.is_incoming"),
            LETTERS_PAGE,
            {},
        ),
    }
    for name, word in WORDS.items():
        domain = [("subject", "ilike", word)]
        values = {"word": f"%{word}%"}
        lists[f"search {name}"] = ("eoffice.naskah", domain, COLUMNS, found, LETTERS_PAGE, values)
    skpd = account.values["skpd"]
    if skpd:
        domain = [("direction", "=", "masuk"), ("skpd_id", "in", skpd)]
        lists["agenda"] = ("eoffice.agenda", domain, AGENDA, agenda, "{rows}", {})
    for name, (model, domain, columns, rows, page, values) in lists.items():
        product = partial(account.page, model, domain, columns)
        bare = partial(account.bare_page, rows, page, values)
        ids, length = product()
        assert (ids, length) == bare(), (account.login, name)
        yield name, length, product, bare


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=(1_000, 100_000, 1_000_000))
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with ExitStack() as stack:
        offices = {}
        for count in options.sizes:
            offices[count] = registry = stack.enter_context(scratch(f"desk-{count}"))
            seconds = _letters.fill(registry, count)
            report("desk", filled_in_s=seconds, load=_load(), **_letters.totals(registry))
        for count, registry in offices.items():
            measure(registry, count, options.rounds)
        grow(offices, options.rounds)


def measure(registry, count, rounds):
    """Report each account's figures at one size, beside hand-written SQL."""
    connection = bare_connection(registry)
    for who, login in ACCOUNTS.items():
        for what, length, product, bare in figures(Account(registry, login, connection)):
            found = compare(product, bare, rounds, warm_up=3)
            report("desk", who=who, what=what, size=count, length=length, load=_load(), **found)
    connection.close()


def grow(offices, rounds):
    """Report by what the largest office is slower than the smallest, both asked in turn."""
    small, large = min(offices), max(offices)
    ends = [(offices[size], bare_connection(offices[size])) for size in (large, small)]
    for who, login in ACCOUNTS.items():
        both = [
            {what: product for what, _length, product, _bare in figures(Account(one, login, bare))}
            for one, bare in ends
        ]
        for what, product in both[0].items():
            found = compare(product, both[1][what], rounds, warm_up=3)
            growth, seconds = found["ratio"], (found["baseline_s"], found["product_s"])
            report(
                "desk",
                who=who,
                what=what,
                growth=growth,
                sizes=[small, large],
                seconds=[float(f"{one:.4g}") for one in seconds],
                load=_load(),
            )
    for _registry, connection in ends:
        connection.close()


def _load():
    return os.getloadavg()[0]


if __name__ == "__main__":
    main()
