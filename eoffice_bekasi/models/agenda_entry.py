from odoo import api, models
from odoo.tools import SQL

#: What a remark takes over from the line it is about.
_COPIED = (
    *("register_id", "skpd_id", "direction", "year", "number", "date", "naskah_id", "sender_name"),
    *("recipient_name", "letter_number", "letter_date", "classification_code", "attachment_note"),
    *("handler_name", "copies_to"),
)


class Agenda(models.Model):
    """How lines come into a register: by signing and by distribution, in their transactions.

    A line takes from the frozen letter all that the book says of it (naskah-dinas.md section 3).
    """

    _inherit = "eoffice.agenda"

    @api.model
    def _enter_outgoing(self, cr, naskah_id, number, text, frozen, user_id):
        """Enter a letter that is being signed into the register that numbered it.

        :param cr: cursor of the short transaction
        :param number: a ``naskah_numbering.Number``
        :param str text: the number as it prints
        :param dict frozen: the signature's payload
        """
        cr.execute(
            """INSERT INTO eoffice_agenda
                   (register_id, skpd_id, direction, year, number, revision, date, naskah_id,
                    sender_name, recipient_name, letter_number, letter_date, classification_code,
                    attachment_note, copies_to, handler_name, create_uid, create_date)
               SELECT %s, %s, 'keluar', %s, %s, 0, %s, n.id, %s, %s, %s, %s, NULLIF(%s, ''),
                      NULLIF(%s, ''), NULLIF(%s, ''), o.name, %s,
                      clock_timestamp() AT TIME ZONE 'UTC'
                 FROM eoffice_naskah n
                 LEFT JOIN eoffice_organisation o ON o.id = n.organisation_id
                WHERE n.id = %s""",
            [
                number.numbering.register_id,
                number.numbering.keeper_id,
                number.day.year,
                number.seq,
                number.day,
                frozen["signer"],
                ", ".join(frozen["kepada"]),
                text,
                number.day,
                frozen["classification"],
                frozen["attachment_note"],
                ", ".join(frozen["tembusan"]),
                user_id,
                naskah_id,
            ],
        )

    @api.model
    def _enter_incoming(self, cr, naskah_id, places, day, sender, letter, user_id):
        """Enter a letter that is being delivered into the register of each receiving SKPD.

        :param cr: cursor of the short transaction
        :param list places: (register id, SKPD id, agenda number), one for each SKPD
        :param datetime.date day: of receipt, by the office's clock
        :param str sender: as it prints
        :param tuple letter: the sender's number and date
        """
        cr.execute(
            SQL(
                """INSERT INTO eoffice_agenda
                       (register_id, skpd_id, direction, year, number, revision, date, naskah_id,
                        sender_name, recipient_name, handler_name, letter_number, letter_date,
                        classification_code, attachment_note, create_uid, create_date)
                   SELECT v.register_id, v.skpd_id, 'masuk', %(year)s, v.number, 0, %(day)s, %(id)s,
                          %(sender)s, who.names, who.units, %(letter_number)s, %(letter_date)s,
                          COALESCE(NULLIF(f.payload ->> 'classification', ''), k.code),
                          COALESCE(NULLIF(f.payload ->> 'attachment_note', ''), n.attachment_note),
                          %(user)s,
                          clock_timestamp() AT TIME ZONE 'UTC'
                     FROM (VALUES %(rows)s) AS v (register_id, skpd_id, number)
                     JOIN eoffice_naskah n ON n.id = %(id)s
                     LEFT JOIN eoffice_classification k ON k.id = n.classification_id
                     LEFT JOIN (SELECT s.payload::json AS payload FROM eoffice_signature s
                                 WHERE s.naskah_id = %(id)s AND s.is_final) f ON TRUE
                    CROSS JOIN LATERAL (
                        SELECT string_agg(j.name, ', ' ORDER BY r.kind, r.sequence, r.id) AS names,
                               string_agg(DISTINCT o.name, ', ') AS units
                          FROM eoffice_recipient r
                          JOIN eoffice_jabatan j ON j.id = r.jabatan_id
                          JOIN eoffice_organisation o ON o.id = j.organisation_id
                         WHERE r.naskah_id = %(id)s AND r.skpd_id = v.skpd_id) who""",
                id=naskah_id,
                year=day.year,
                day=day,
                sender=sender,
                letter_number=letter[0],
                letter_date=letter[1],
                user=user_id,
                rows=SQL(", ").join(SQL("%s", place) for place in places),
            )
        )

    @api.model
    def _remark_amended(self, cr, naskah_id, kind, number, user_id):
        """Enter in all open registers of a letter that another one amends or cancels it.

        A line never changes: it is a new line of the same number, with a remark.

        :param cr: cursor of the short transaction
        """
        words = {"ralat": "Diralat dengan surat nomor", "batal": "Dibatalkan dengan surat nomor"}
        self._remark_lines(cr, naskah_id, f"{words[kind]} {number}", user_id)

    @api.model
    def _remark_lines(self, cr, naskah_id, remark, user_id, skpd_id=None):
        """Enter a remark in the open registers in which a letter stands; of one SKPD or all.

        :param cr: cursor of the transaction
        :param str remark: it stands in the column of remarks, after what stands there
        """
        note = SQL("concat_ws('; ', NULLIF(a.note, ''), %s)", remark)
        self._correct_lines(cr, naskah_id, {"note": note}, remark, user_id, skpd_id)

    @api.model
    def _correct_lines(self, cr, naskah_id, changed, reason, user_id, skpd_id=None):
        """Enter a correction of a letter's line in each open register in which it stands.

        :param cr: cursor of the transaction
        :param dict changed: column to SQL of what stands there now; ``a`` is the line until now
        :param str reason: it stands in the new line
        """
        columns = (*_COPIED, "note")
        cr.execute(
            SQL(
                """INSERT INTO eoffice_agenda
                       (%(columns)s, revision, corrects_id, correction_reason, create_uid,
                        create_date)
                   SELECT %(copied)s, a.revision + 1, a.id, %(reason)s, %(user)s,
                          clock_timestamp() AT TIME ZONE 'UTC'
                     FROM (SELECT DISTINCT ON (register_id, year, number) *
                             FROM eoffice_agenda
                            WHERE naskah_id = %(naskah)s AND %(skpd)s IN (0, skpd_id)
                            ORDER BY register_id, year, number, revision DESC) a
                    WHERE NOT EXISTS (SELECT FROM eoffice_register_counter c
                                       WHERE c.register_id = a.register_id AND c.year = a.year
                                         AND c.closing_id IS NOT NULL)""",
                columns=SQL(", ").join(SQL.identifier(name) for name in columns),
                copied=SQL(", ").join(
                    changed.get(name, SQL.identifier("a", name)) for name in columns
                ),
                reason=reason,
                user=user_id,
                naskah=naskah_id,
                skpd=skpd_id or 0,
            )
        )
