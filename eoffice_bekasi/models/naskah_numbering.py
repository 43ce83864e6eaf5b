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
            """SELECT n.state, n.skpd_id, n.type_id, n.number, t.distribute_on_seal, s.id,
                      s.user_id, s.jabatan_id, s.capacity, s.delegation_id, s.payload::json
                 FROM eoffice_naskah n
                 JOIN eoffice_signature s ON s.naskah_id = n.id AND s.is_final
                 JOIN eoffice_naskah_type t ON t.id = n.type_id
                WHERE n.id = %s
                  FOR NO KEY UPDATE OF n""",
            [self.id],
        )
        row = cr.fetchone()
        if not row or row[0] != "signing":
            return False
        _state, skpd_id, type_id, kept, send, signature_id, user_id, jabatan_id = row[:8]
        capacity, delegation_id, frozen = row[8:]
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
        if kept:
            self._sign_again(cr, send)
            self._log_signed(cr, kept, user_id, jabatan_id, capacity, delegation_id)
            return True
        parties = self._other_parties(frozen, skpd_id)
        # pylint: disable-next=assignment-from-none
        reserved = self._reserved_number(cr)  # naskah_reserved.py has them
        wanted = [] if reserved else [skpd_id]
        numbers = self._next_numbers(cr, [*wanted, *(one["skpd_id"] for one in parties)], type_id)
        number = reserved or numbers.pop(0)
        text = self._number_text(number, frozen)
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
        self._number_parties(cr, parties, numbers, number, text, frozen)
        self._log_signed(cr, text, user_id, jabatan_id, capacity, delegation_id)
        return True

    def _number_text(self, number, frozen, unit=None):
        """Return a number as it prints; ``unit`` is the abbreviation of the SKPD that gives it."""
        return format_number(
            number.numbering.pattern,
            klas=frozen["classification"],
            urut=number.seq,
            unit=unit or number.unit or frozen["unit"],
            jenis=frozen["type"]["code"],
            date=number.day,
            register=number.numbering.register_code,
        )

    # ------------------------------------------------------------------ a number of each party

    def _other_parties(self, frozen, skpd_id):
        """Return the blocks of the parties that give a number besides the letter's own.

        :param dict frozen: the final signature's payload
        :param int skpd_id: whose number the letter's own is
        """
        if not frozen.get("number_per_party"):
            return []
        return [
            block
            for block in frozen["signature_blocks"]
            if block["is_numbered"] and block["skpd_id"] not in (0, skpd_id)
        ]

    def _number_parties(self, cr, parties, numbers, first, text, frozen):
        """Write each other party's number with its signature and into its own register.

        A party whose register is another's too has that number: one register has a letter once.

        :param list parties: see ``_other_parties``
        :param list numbers: their ``Number``, in the same order
        :param Number first: the letter's own, ``text`` as it prints
        """
        taken = {(first.numbering.register_id, first.day.year, first.seq): text}
        for block, number in zip(parties, numbers, strict=True):
            key = (number.numbering.register_id, number.day.year, number.seq)
            shared = taken.get(key)
            printed = shared or self._number_text(number, frozen, block["unit"])
            cr.execute(
                """UPDATE eoffice_signature
                      SET number = %s, register_id = %s, number_year = %s, number_seq = %s
                    WHERE naskah_id = %s AND jabatan_id = %s AND superseded IS NULL
                RETURNING user_id""",
                [
                    printed,
                    *((None, None, None) if shared else key),
                    self.id,
                    block["jabatan_id"],
                ],
            )
            (user_id,) = cr.fetchone()
            if not shared:
                taken[key] = printed
                entered = {**frozen, "signer": block["signer"]}
                self.env["eoffice.agenda"]._enter_outgoing(
                    cr, self.id, number, printed, entered, user_id
                )

    def _sign_again(self, cr, send):
        """Mark a corrected letter signed: number, date and lines of the registers stay.

        :param cr: cursor of the short transaction
        :param bool send: whether it goes to its recipients as soon as its page is ready
        """
        cr.execute(
            """UPDATE eoffice_naskah
                  SET state = 'signed', signed_at = clock_timestamp() AT TIME ZONE 'UTC',
                      distribute_at = CASE WHEN %s THEN clock_timestamp() AT TIME ZONE 'UTC' END
                WHERE id = %s""",
            [bool(send), self.id],
        )
        # What each party gave before is still its number of this letter.
        cr.execute(
            """UPDATE eoffice_signature s
                  SET number = o.number, register_id = o.register_id,
                      number_year = o.number_year, number_seq = o.number_seq
                 FROM (SELECT DISTINCT ON (jabatan_id) jabatan_id, number, register_id, number_year,
                              number_seq
                         FROM eoffice_signature
                        WHERE naskah_id = %(id)s AND superseded IS NOT NULL AND number IS NOT NULL
                        ORDER BY jabatan_id, id DESC) o
                WHERE s.naskah_id = %(id)s AND s.superseded IS NULL
                  AND s.jabatan_id = o.jabatan_id""",
            {"id": self.id},
        )

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

    def _next_numbers(self, cr, skpd_ids, type_id):
        """Take the next number of each SKPD's register, one a register; counters are held in one
        order. The date is read while they are held, so that in a year no lower number carries a
        later date, and a number taken at midnight is of its year and by the rule that begins that
        day.

        :param cr: cursor of the short transaction
        :param list skpd_ids: whose registers; those that share one get its number both
        :return: a ``Number`` for each SKPD, in their order
        """
        if not skpd_ids:
            return []
        Register = self.env["eoffice.register"]
        held_day = office_today()
        while True:
            day = held_day
            numberings = [self._numbering(cr, skpd_id, type_id, day) for skpd_id in skpd_ids]
            registers = [one.register_id for one in numberings]
            seq = Register._take_numbers(cr, dict.fromkeys(registers, 1), day.year)
            held_day = office_today()
            if held_day != day:
                numberings = [
                    self._numbering(cr, skpd_id, type_id, held_day) for skpd_id in skpd_ids
                ]
            later = [one.register_id for one in numberings]
            if (later, held_day.year) == (registers, day.year):
                return [Number(one, held_day, seq[one.register_id]) for one in numberings]
            # Another register, or another year of it, began while we waited: give the numbers
            # back, which nobody has seen yet, and take them there.
            for register_id in set(registers):
                Register._give_back(cr, register_id, day.year)

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
