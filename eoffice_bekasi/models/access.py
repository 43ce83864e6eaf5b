from odoo import api, fields, models
from odoo.tools import SQL

from .closure import closure_query
from .search import readers_query


class Access(models.Model):
    """The stored closure: one row per (jabatan, letter) that may be read, with the sort key.

    No account reads or writes it; the guards look at it in SQL, ``_sync`` writes it.
    """

    _name = "eoffice.access"
    _description = "Stored access closure"
    _log_access = False
    _order = "sort_date desc, naskah_id desc"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="cascade")
    jabatan_id = fields.Many2one("eoffice.jabatan", required=True, ondelete="cascade")
    level = fields.Selection([("content", "Content"), ("envelope", "Envelope only")], required=True)
    sort_date = fields.Datetime(required=True)
    is_incoming = fields.Boolean(help="Addressed to the position, or to one that it keeps.")
    is_outgoing = fields.Boolean(help="Drafted or approved by it, or by one that it keeps.")

    _naskah_jabatan_uniq = models.Constraint(
        "UNIQUE(naskah_id, jabatan_id)", "One row per letter and position."
    )
    _reading_order = models.Index(
        "(jabatan_id, sort_date DESC, naskah_id DESC) INCLUDE (level, is_incoming, is_outgoing)"
    )

    @api.model
    def _sync(self, cr, naskah_ids):
        """Write the closure of these letters as it should be; touch only rows that differ.

        What they are found by (``eoffice.search``) follows in the same statement.

        :param cr: the cursor to write with (distribution has its own transaction)
        :param list naskah_ids: ids of letters
        """
        cr.execute(
            SQL(
                """WITH wanted AS (%s), gone AS (
                       DELETE FROM eoffice_access a
                        WHERE a.naskah_id = ANY(%s)
                          AND NOT EXISTS (SELECT FROM wanted w
                                           WHERE w.naskah_id = a.naskah_id
                                             AND w.jabatan_id = a.jabatan_id)
                   ), found AS (
                       INSERT INTO eoffice_search AS s (naskah_id, sort_date, readers)
                       SELECT naskah_id, sort_date, readers FROM (%s) r
                       ON CONFLICT (naskah_id) DO UPDATE
                          SET sort_date = EXCLUDED.sort_date, readers = EXCLUDED.readers
                        WHERE (s.sort_date, s.readers)
                              IS DISTINCT FROM (EXCLUDED.sort_date, EXCLUDED.readers)
                   )
                   INSERT INTO eoffice_access AS a
                       (naskah_id, jabatan_id, level, sort_date, is_incoming, is_outgoing)
                   SELECT naskah_id, jabatan_id, level, sort_date, is_incoming, is_outgoing
                     FROM wanted
                   ON CONFLICT (naskah_id, jabatan_id) DO UPDATE
                      SET level = EXCLUDED.level, sort_date = EXCLUDED.sort_date,
                          is_incoming = EXCLUDED.is_incoming, is_outgoing = EXCLUDED.is_outgoing
                    WHERE (a.level, a.sort_date, a.is_incoming, a.is_outgoing) IS DISTINCT FROM
                          (EXCLUDED.level, EXCLUDED.sort_date, EXCLUDED.is_incoming,
                           EXCLUDED.is_outgoing)""",
                closure_query(naskah_ids),
                list(naskah_ids),
                readers_query(SQL("wanted")),
            )
        )
