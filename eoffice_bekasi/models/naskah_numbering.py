from collections import namedtuple

from odoo import models

from ..tools.local_time import office_today
from ..tools.number_format import format_number
from ..tools.transaction import short_transaction
from .number_rule import RESOLVED

#: Where a number comes from: the register, the SKPD that keeps it, the pattern of its text, and the
#: register's abbreviation.
Numbering = namedtuple("Numbering", "register_id keeper_id pattern register_code", defaults=[""])
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
        # What needs no number comes first: from the counter on, all others of the register wait.
        cr.execute(
            """UPDATE eoffice_signature SET signed_at = clock_timestamp() AT TIME ZONE 'UTC'
                WHERE id = %s""",
            [signature_id],
        )
        if not frozen["type"].get("is_numbered", True):
            self._date_now(cr, send)
            self._log_signed(cr, None, user_id, jabatan_id, capacity, delegation_id)
            return True
        number = self._reserved_number(cr) or self._next_number(cr, skpd_id, type_id)
        text = format_number(
            number.numbering.pattern,
            klas=frozen["classification"],
            urut=number.seq,
            unit=number.unit or frozen["unit"],
            jenis=frozen["type"]["code"],
            date=number.day,
            register=number.numbering.register_code,
        )
        cr.execute(
            """UPDATE eoffice_naskah
                  SET state = 'signed', number = %(number)s, letter_date = %(day)s,
                      register_id = %(register)s, number_year = %(year)s, number_seq = %(seq)s,
                      signed_at = clock_timestamp() AT TIME ZONE 'UTC',
                      distribute_at = CASE WHEN distribute_at IS NOT NULL
                          THEN distribute_at WHEN %(send)s THEN clock_timestamp() AT TIME ZONE 'UTC' END
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
        self.env["eoffice.agenda"]._enter_outgoing(cr, self.id, number, text, frozen, user_id)
        self._log_signed(cr, text, user_id, jabatan_id, capacity, delegation_id)
        return True

    def _log_signed(self, cr, text, user_id, jabatan_id, capacity, delegation_id):
        """Write the event of the signature; ``text`` is the number, none of an unnumbered letter."""
        detail = {"number": text} if text else {}
        if delegation_id:
            detail["delegation_id"] = delegation_id
        event = (self.id, "signed", user_id, jabatan_id, capacity, detail)
        self.env["eoffice.event"]._insert(cr, [event])

    def _reserved_number(self, cr):
        """Return the number that was set aside for this letter, or None.

        :param cr: cursor of the short transaction
        :rtype: Number
        """
        return None

    def _next_number(self, cr, skpd_id, type_id):
        """Take the next number of the letter's register; the date is read while the counter is
        held, so that in a year no lower number carries a later date, and a number taken at
        midnight is of its year and by the rule that begins that day.

        :param cr: cursor of the short transaction
        :rtype: Number
        """
        Register = self.env["eoffice.register"]
        held_day = office_today()
        while True:
            day, numbering = held_day, self._numbering(cr, skpd_id, type_id, held_day)
            seq = Register._take_numbers(cr, {numbering.register_id: 1}, day.year)
            held_day = office_today()
            if held_day == day:
                return Number(numbering, day, seq[numbering.register_id])
            later = self._numbering(cr, skpd_id, type_id, held_day)
            if (later.register_id, held_day.year) == (numbering.register_id, day.year):
                return Number(later, held_day, seq[numbering.register_id])
            # Another register, or another year of it, began while we waited: give the number back,
            # which nobody has seen yet, and take one there.
            Register._give_back(cr, numbering.register_id, day.year)

    def _numbering(self, cr, skpd_id, type_id, day):
        """Return by which register and pattern letters of an SKPD and type are numbered on a day.

        :param cr: cursor of the short transaction
        :param datetime.date day: by the office's clock
        :rtype: Numbering
        """
        cr.execute(
            """SELECT r.id, r.organisation_id, COALESCE(u.pattern, t.number_pattern),
                      COALESCE(r.code, '')
                 FROM eoffice_organisation o CROSS JOIN eoffice_naskah_type t"""
            + RESOLVED
            + "WHERE o.id = %(skpd)s AND t.id = %(type)s",
            {"skpd": skpd_id, "type": type_id, "day": day},
        )
        return Numbering(*cr.fetchone())
