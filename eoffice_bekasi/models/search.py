from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.search_query import ENVELOPE

#: How many letters are written at once when all are.
BATCH = 5_000
#: Of a text longer than this the beginning is found (PostgreSQL keeps 1 MB of words).
LONGEST = 250_000

#: Words as they are kept and asked for. What stands between the parts of a number, a file's name or
#: an address parts its words, so that each part is found by itself.
_STEMS = "to_tsvector('indonesian', translate(%s, '/._-\\@:#=', '         '))"

#: Who may read a letter, as words: c12 is jabatan 12 at content level, e12 at the envelope's;
#: with < where it came in, with > where it goes out. "open" has a letter that is not secret, and
#: each its month in reading order, so that the index gives the newest of very many by themselves.
_READERS = """
    SELECT r.naskah_id, r.sort_date,
           array_to_tsvector(array_agg(DISTINCT word)
               || ('m' || to_char(r.sort_date, 'YYYYMM'))
               || CASE WHEN n.is_secret THEN ARRAY['any'] ELSE ARRAY['any', 'open'] END) AS readers
      FROM %(rows)s r
      JOIN eoffice_naskah n ON n.id = r.naskah_id
     CROSS JOIN LATERAL (
        SELECT CASE r.level WHEN 'content' THEN 'c' ELSE 'e' END || r.jabatan_id AS who) w
     CROSS JOIN LATERAL (
        VALUES (w.who), (CASE WHEN r.is_incoming THEN w.who || '<' END),
               (CASE WHEN r.is_outgoing THEN w.who || '>' END)) AS v (word)
     WHERE word IS NOT NULL
     GROUP BY r.naskah_id, r.sort_date, n.is_secret
"""
#: The words of a letter; those of its envelope once more with a mark of their own.
_WORDS = f"""
    SELECT n.id AS naskah_id,
           strip({_STEMS % "concat_ws(' ', e.said, c.subject, f.names, p.said, c.body, c.scan)"})
               || COALESCE((SELECT array_to_tsvector(array_agg('{ENVELOPE}' || one))
                              FROM unnest(tsvector_to_array({_STEMS % "e.said"})) one),
                           ''::tsvector) AS words
      FROM eoffice_naskah n
      LEFT JOIN eoffice_jabatan j ON j.id = n.signer_jabatan_id
      LEFT JOIN eoffice_organisation o ON o.id = n.skpd_id
     CROSS JOIN LATERAL (
        SELECT concat_ws(' ', n.number, regexp_replace(n.number, '\\m0+(\\d)', '\\1', 'g'),
                         n.sender_name, CASE WHEN n.direction <> 'masuk'
                             THEN concat_ws(' ', j.name, o.name, o.abbreviation) END) AS said) e
      LEFT JOIN LATERAL (
        SELECT x.id, x.subject, left(x.scan_text, {LONGEST}) AS scan,
               left(regexp_replace(x.body, '<[^>]*>', ' ', 'g'), {LONGEST}) AS body
          FROM eoffice_naskah_content x WHERE x.naskah_id = n.id) c ON TRUE
      LEFT JOIN LATERAL (
        SELECT string_agg(a.name, ' ') AS names FROM ir_attachment a
         WHERE a.res_model = 'eoffice.naskah.content' AND a.res_id = c.id
           AND a.res_field IS NULL) f ON TRUE
      LEFT JOIN LATERAL (
        SELECT left(string_agg(concat_ws(' ', regexp_replace(s.text, '<[^>]*>', ' ', 'g'),
                                    s.points, s.line,
                                    jsonb_path_query_array(s.people::jsonb, '$[*].*')::text),
                          ' '), {LONGEST}) AS said
          FROM eoffice_naskah_section s WHERE s.naskah_id = n.id) p ON TRUE
     WHERE n.id = ANY(%(ids)s)
"""
#: The newest letters with these words that these readers may read. A function, because PostgreSQL
#: would else read the whole table where a word is common: it reckons without the time that unpacking
#: the words of a million letters takes.
_NEWEST = """
    CREATE OR REPLACE FUNCTION eoffice_search_newest(
        said tsquery, readers tsquery, envelope tsquery, envelope_readers tsquery, wanted bigint)
    RETURNS TABLE (naskah_id integer, sort_date timestamp)
    LANGUAGE sql STABLE ROWS 1000
    SET enable_seqscan TO off SET enable_indexscan TO off SET jit TO off
    AS $$
        SELECT s.naskah_id, s.sort_date FROM eoffice_search s
         WHERE (s.words @@ $1 AND s.readers @@ $2) OR (s.words @@ $3 AND s.readers @@ $4)
         ORDER BY s.sort_date DESC, s.naskah_id DESC
         LIMIT $5
    $$
"""


class Search(models.Model):
    """What a letter is found by: its words and its readers, each as a full-text vector.

    One index over both answers "which letters with these words may these positions read" at once.
    No account reads or writes it. ``eoffice.access._sync`` keeps the readers with the closure, in
    one statement; ``_stale`` renews the words before the transaction ends.
    """

    _name = "eoffice.search"
    _description = "Search words of a letter"
    _log_access = False

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="cascade")
    sort_date = fields.Datetime(required=True)

    _naskah_uniq = models.Constraint("UNIQUE(naskah_id)", "One row per letter.")

    def init(self):
        """Add what the ORM has no field for: the vectors, their index, the function that asks."""
        self.env.cr.execute(
            """ALTER TABLE eoffice_search
                 ADD COLUMN IF NOT EXISTS words tsvector NOT NULL DEFAULT '',
                 ADD COLUMN IF NOT EXISTS readers tsvector NOT NULL DEFAULT ''"""
        )
        self._make_index()
        self.env.cr.execute(_NEWEST)

    def _make_index(self):
        self.env.cr.execute(
            """CREATE INDEX IF NOT EXISTS eoffice_search_words_index
                   ON eoffice_search USING gin (words, readers)"""
        )

    # ------------------------------------------------------------------ kept right

    @api.model
    def _stale(self, naskah_ids):
        """Have the words of these letters renewed before the transaction ends, or is searched."""
        pending = self.env.cr.precommit.data.setdefault(self._name, set())
        if not pending:
            self.env.cr.precommit.add(self._catch_up)
        pending.update(naskah_ids)

    @api.model
    def _catch_up(self):
        """Renew the words of letters whose content was changed in this transaction."""
        pending = self.env.cr.precommit.data.get(self._name)
        if not pending:
            return
        self._flush_sources()
        self._renew(list(pending))
        pending.clear()

    @api.model
    def _flush_sources(self):
        for name in (
            *("eoffice.naskah", "eoffice.naskah.content", "eoffice.naskah.section"),
            *("eoffice.jabatan", "eoffice.organisation", "ir.attachment"),
        ):
            self.env[name].flush_model()

    @api.model
    def _renew(self, naskah_ids):
        """Write the words of these letters as they should be; touch only rows that differ."""
        self.env.cr.execute(
            SQL(
                """UPDATE eoffice_search s SET words = w.words FROM (%s) w
                    WHERE s.naskah_id = w.naskah_id AND s.words IS DISTINCT FROM w.words""",
                words_query(naskah_ids),
            )
        )

    @api.model
    def _rebuild_all(self):
        """Make the words and readers of all letters anew, from what is stored.

        For databases from before there were any, and after a restore of parts. Nobody finds
        anything while it runs; a million letters take some minutes.
        """
        cr = self.env.cr
        self._flush_sources()
        cr.execute("DROP INDEX IF EXISTS eoffice_search_words_index")
        cr.execute("TRUNCATE eoffice_search")
        cr.execute("SELECT id FROM eoffice_naskah ORDER BY create_date, id")
        ids = [row[0] for row in cr.fetchall()]
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            rows = SQL("(SELECT * FROM eoffice_access WHERE naskah_id = ANY(%s))", batch)
            cr.execute(
                SQL(
                    """INSERT INTO eoffice_search (naskah_id, sort_date, readers, words)
                       SELECT r.naskah_id, r.sort_date, r.readers, w.words
                         FROM (%s) r JOIN (%s) w ON w.naskah_id = r.naskah_id
                        ORDER BY r.sort_date, r.naskah_id""",
                    readers_query(rows),
                    words_query(batch),
                )
            )
        self._make_index()

    @api.model
    def _differing(self, naskah_ids):
        """Return the ids of the letters whose row isn't as it should be, for checks."""
        self._catch_up()
        rows = SQL("(SELECT * FROM eoffice_access WHERE naskah_id = ANY(%s))", list(naskah_ids))
        found = self.env.execute_query(
            SQL(
                """SELECT w.naskah_id FROM (%s) w
                     LEFT JOIN (%s) r ON r.naskah_id = w.naskah_id
                     LEFT JOIN eoffice_search s ON s.naskah_id = w.naskah_id
                    WHERE (s.words, s.readers, s.sort_date)
                          IS DISTINCT FROM (w.words, r.readers, r.sort_date)""",
                words_query(naskah_ids),
                readers_query(rows),
            )
        )
        return [row[0] for row in found]

    # ------------------------------------------------------------------ asked

    @api.model
    def _lexemes(self, words):
        """Return pairs (word, its lexemes) of a search, words that say nothing left out."""
        if not words:
            return []
        rows = self.env.execute_query(
            SQL(
                f"""SELECT t.word, v.stems
                     FROM unnest(%s) WITH ORDINALITY AS t (word, place)
                    CROSS JOIN LATERAL (
                      SELECT array_agg(lexeme ORDER BY positions[1]) AS stems
                        FROM unnest({_STEMS % "t.word"})) v
                    WHERE v.stems IS NOT NULL
                    ORDER BY t.place""",
                list(words),
            )
        )
        return [(word, stems) for word, stems in rows]


def readers_query(rows):
    """Return the query of the readers: rows (naskah_id, sort_date, readers).

    :param SQL rows: a table like ``eoffice_access``
    """
    return SQL(_READERS, rows=rows)


def words_query(naskah_ids):
    """Return the query of the words: rows (naskah_id, words)."""
    return SQL(_WORDS, ids=list(naskah_ids))
