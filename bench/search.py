"""The search box over 1,000,000 letters: the first page and its count, as the list asks for them.

The letters are made by ``_archive.py``. Who searches: the head of a dinas, its registry (secret
letters by their envelope), a member of staff with few letters, the Wali Kota (a third of all), an
assistant of his (no secret letters), an official who carries a second desk. What for: a word in two
letters of five, one in a hundred texts, one in a thousand letters, one in a single letter, two words,
a number's fragment, a word with a filter. Each request has a cursor and an environment of its own with
an empty cache: 80 rows with subject and the place of the words, and a count up to 1,000.

Each figure stands beside the same rows by hand-written SQL through psycopg2 (the index,
sorted), and the rows must be equal.
"""

import argparse
import os
from functools import partial

import _archive
import _letters
from harness import bare_connection, compare, environment, report, scratch

STAFF = "kasubbag.umum.kesehatan"
ACCOUNTS = {
    "official": _letters.OFFICIAL,
    "registry": _letters.REGISTRY,
    "staff": STAFF,
    "walikota": _letters.MAYOR,
    "assistant": _letters.ASSISTANT,
    "delegate": _letters.DELEGATE,
}
FILTER = [("urgensi", "=", "sangat_segera")]
#: What is typed, and what else is chosen.
SEARCHES = {
    "common word": ("rapat", []),
    "word in every letter": ("hormat", []),
    "rare word": ("imunisasi", []),
    "two words": ("permintaan data", []),
    "common and rare": ("rapat imunisasi", []),
    "number": ("{number}", []),
    "number fragment": ("{fragment}", []),
    "nothing found": ("tidakadasurat", []),
    "common, filtered": ("rapat", FILTER),
    "rare, filtered": ("imunisasi", FILTER),
    "common, incoming": ("rapat", [("is_incoming", "=", True)]),
}
COLUMNS = {
    name: {}
    for name in ("number", "subject", "letter_date", "found_text", "signer_name", "sifat", "state")
}
CAP = 1_000
#: Hand-written: the index alone, sorted, as one would begin.
BARE = """
    SELECT s.naskah_id FROM eoffice_search s {join}
     WHERE s.words @@ %(said)s::tsquery AND s.readers @@ %(readers)s::tsquery {where}
     ORDER BY s.sort_date DESC, s.naskah_id DESC LIMIT %(limit)s
"""


class Account:
    """One account that searches: through the product, and by hand."""

    def __init__(self, registry, login, connection):
        self.registry, self.login, self.connection = registry, login, connection

    def a_number(self):
        """The number of a letter that the account may read."""
        with environment(self.registry, self.login) as env:
            found = env["eoffice.naskah"].search([("number", "!=", False)], limit=1)
            return found.number or ""

    def page(self, words, domain, _round=0):
        with environment(self.registry, self.login) as env:
            found = (
                env["eoffice.naskah"]
                .with_context(eoffice_words=[words])
                .web_search_read(
                    [("words", "ilike", words), *domain], COLUMNS, limit=80, count_limit=CAP
                )
            )
            return [row["id"] for row in found["records"]], found["length"]

    def bare(self, words, domain, _round=0):
        side = "<" if ("is_incoming", "=", True) in domain else ""
        filtered = domain == FILTER
        with environment(self.registry, self.login) as env:
            found = env["eoffice.naskah"]._words_query([words], "is_incoming" if side else None)
        query = BARE.format(
            join="JOIN eoffice_naskah n ON n.id = s.naskah_id" if filtered else "",
            where="AND n.urgensi = 'sangat_segera'" if filtered else "",
        )
        values = {"said": found.words[0], "readers": found.readers[0]}
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(query, {**values, "limit": 80})
            ids = [row[0] for row in cursor.fetchall()]
            cursor.execute(f"SELECT count(*) FROM ({query}) a", {**values, "limit": CAP})
            return ids, cursor.fetchone()[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=(1_000_000,))
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    for count in options.sizes:
        with scratch(f"search-{count}") as registry:
            seconds = _archive.fill(registry, count)
            report("search", filled_in_s=seconds, load=_load(), **_archive.totals(registry))
            measure(registry, count, options.rounds)


def measure(registry, count, rounds):
    connection = bare_connection(registry)
    for who, login in ACCOUNTS.items():
        account = Account(registry, login, connection)
        number = account.a_number()
        for what, (words, domain) in SEARCHES.items():
            if "number" in what and not number:
                continue
            text = words.format(number=number, fragment=number.split("/", 1)[1] if number else "")
            product = partial(account.page, text, domain)
            bare = partial(account.bare, text, domain)
            (ids, length), (bare_ids, bare_length) = product(), bare()
            if who not in ("registry",):  # by hand without the envelopes of secret letters
                assert (ids, length) == (bare_ids, bare_length), (who, what)
            found = compare(product, bare, rounds, warm_up=1)
            report("search", who=who, what=what, size=count, length=length, load=_load(), **found)
    connection.close()


def _load():
    return round(os.getloadavg()[0], 1)


if __name__ == "__main__":
    main()
