from odoo import models

from ..tools.local_time import office_today


class Naskah(models.Model):
    """Memo, notulen, daftar hadir: signed with a date, without a number (section 1)."""

    _inherit = "eoffice.naskah"

    def _date_now(self, cr, send):
        """Mark a letter signed that takes no number: no counter, no line in the register.

        A corrected one keeps its date.

        :param cr: cursor of the short transaction
        :param bool send: whether it goes to its recipients as soon as its page is ready
        """
        cr.execute(
            """UPDATE eoffice_naskah
                  SET state = 'signed', letter_date = COALESCE(letter_date, %(day)s),
                      signed_at = clock_timestamp() AT TIME ZONE 'UTC',
                      distribute_at = CASE WHEN distribute_at IS NOT NULL
                          THEN distribute_at WHEN %(send)s THEN clock_timestamp() AT TIME ZONE 'UTC' END
                WHERE id = %(id)s""",
            {"id": self.id, "day": office_today(), "send": bool(send)},
        )
