from collections import namedtuple

from odoo import models

from ..tools.local_time import office_today
from ..tools.number_format import format_number
from ..tools.transaction import short_transaction

#: Where a number comes from: the register, the SKPD that keeps it, and the pattern of its text.
Numbering = namedtuple("Numbering", "register_id keeper_id pattern")
#: A number that this letter gets: its register, the day and the running number.
#: ``unit`` is another SKPD's abbreviation when its registry granted the number.
Number = namedtuple("Number", "numbering day seq unit", defaults=(None,))


class Naskah(models.Model):
    """The second step of signing: a number is given once, in a short transaction of its own."""

    _inherit = "eoffice.naskah"

    def _number_now(self):
        """Give the frozen letter its number, in a short transaction of its own. Idempotent."""
        self.ensure_one()
        with short_transaction(self.env) as cr:
            done = self._take_number(cr)
        self.invalidate_recordset()
        return done

    def _take_number(self, cr):
        """Take the letter's number and write all that goes with it.

        Only statements on rows of this letter and its counter: no rendering, mail or network
        while the counter row is held.

        :param cr: cursor of the short transaction
        :return: whether the letter was numbered by this call
        """
        cr.execute(
            """SELECT n.state, n.skpd_id, n.type_id, t.distribute_on_seal, s.id, s.user_id,
                      s.jabatan_id, s.capacity, s.delegation_id, s.payload::json
                 FROM eoffice_naskah n
                 JOIN eoffice_signature s ON s.naskah_id = n.id
                 JOIN eoffice_naskah_type t ON t.id = n.type_id
                WHERE n.id = %s
                  FOR NO KEY UPDATE OF n""",
            [self.id],
        )
        row = cr.fetchone()
        if not row or row[0] != "signing":
            return False
        _state, skpd_id, type_id, send, signature_id, user_id, jabatan_id = row[:7]
        capacity, delegation_id, frozen = row[7:]
        number = self._reserved_number(cr) or self._next_number(cr, skpd_id, type_id)
        text = format_number(
            number.numbering.pattern,
            klas=frozen["classification"],
            urut=number.seq,
            unit=number.unit or frozen["unit"],
            jenis=frozen["type"]["code"],
            date=number.day,
        )
        cr.execute(
            """UPDATE eoffice_naskah
                  SET state = 'signed', number = %(number)s, letter_date = %(day)s,
                      register_id = %(register)s, number_year = %(year)s, number_seq = %(seq)s,
                      signed_at = clock_timestamp() AT TIME ZONE 'UTC',
                      distribute_at = CASE WHEN %(send)s
                          THEN clock_timestamp() AT TIME ZONE 'UTC' END
                WHERE id = %(id)s""",
            {
                "id": self.id,
                "number": text,
                "day": number.day,
                "register": number.numbering.register_id,
                "year": number.day.year,
                "seq": number.seq,
                "send": bool(send),
            },
        )
        cr.execute(
            """UPDATE eoffice_signature SET signed_at = clock_timestamp() AT TIME ZONE 'UTC'
                WHERE id = %s""",
            [signature_id],
        )
        self.env["eoffice.agenda"]._enter_outgoing(cr, self.id, number, text, frozen, user_id)
        self.env["eoffice.event"]._insert(
            cr,
            [
                (
                    self.id,
                    "signed",
                    user_id,
                    jabatan_id,
                    capacity,
                    {"number": text} | ({"delegation_id": delegation_id} if delegation_id else {}),
                )
            ],
        )
        return True

    def _reserved_number(self, cr):
        """Return the number that was set aside for this letter, or None.

        :param cr: cursor of the short transaction
        :rtype: Number
        """
        return None

    def _next_number(self, cr, skpd_id, type_id):
        """Take the next number of the letter's register; the date is read while the counter is
        held, so that in a year no lower number carries a later date, and a number taken at
        midnight is of its year.

        :param cr: cursor of the short transaction
        :rtype: Number
        """
        while True:
            day = office_today()
            numbering = self._numbering(cr, skpd_id, type_id, day)
            cr.execute("SAVEPOINT eoffice_number")
            first = self.env["eoffice.register"]._take_numbers(
                cr, {numbering.register_id: 1}, day.year
            )
            held_day = office_today()
            if held_day.year == day.year:
                cr.execute("RELEASE SAVEPOINT eoffice_number")
                return Number(numbering, held_day, first[numbering.register_id])
            # The year turned while we waited: give the number back and take one of the new year.
            cr.execute("ROLLBACK TO SAVEPOINT eoffice_number")

    def _numbering(self, cr, skpd_id, type_id, day):
        """Return by which register and pattern letters of an SKPD and type are numbered on a day.

        :param cr: cursor of the short transaction
        :param datetime.date day: by the office's clock
        :rtype: Numbering
        """
        cr.execute(
            """SELECT r.id, r.organisation_id, t.number_pattern
                 FROM eoffice_register r, eoffice_naskah_type t
                WHERE r.organisation_id = %s AND r.kind = 'keluar' AND t.id = %s""",
            [skpd_id, type_id],
        )
        return Numbering(*cr.fetchone())
