"""Registers of 19.0.0.2.0: their lines get the columns of the book, before they are kept for ever.

From the frozen letter, as new lines do; what it does not say (the unit's name) as it is now.
"""


def migrate(cr, version):
    cr.execute(
        """ALTER TABLE eoffice_agenda
               ADD COLUMN IF NOT EXISTS revision integer,
               ADD COLUMN IF NOT EXISTS classification_code varchar,
               ADD COLUMN IF NOT EXISTS attachment_note varchar,
               ADD COLUMN IF NOT EXISTS handler_name varchar,
               ADD COLUMN IF NOT EXISTS copies_to varchar"""
    )
    cr.execute(
        """UPDATE eoffice_agenda a
              SET revision = 0,
                  classification_code = NULLIF(f.payload ->> 'classification', ''),
                  attachment_note = NULLIF(f.payload ->> 'attachment_note', ''),
                  copies_to = CASE WHEN a.direction = 'keluar' THEN
                      (SELECT string_agg(t.name, ', ' ORDER BY t.place)
                         FROM json_array_elements_text(f.payload -> 'tembusan')
                              WITH ORDINALITY AS t (name, place)) END,
                  handler_name = CASE WHEN a.direction = 'keluar' THEN
                      (SELECT o.name FROM eoffice_naskah n
                         JOIN eoffice_organisation o ON o.id = n.organisation_id
                        WHERE n.id = a.naskah_id)
                  ELSE
                      (SELECT string_agg(DISTINCT o.name, ', ')
                         FROM eoffice_recipient r
                         JOIN eoffice_jabatan j ON j.id = r.jabatan_id
                         JOIN eoffice_organisation o ON o.id = j.organisation_id
                        WHERE r.naskah_id = a.naskah_id AND r.skpd_id = a.skpd_id) END
             FROM (SELECT n.id AS naskah_id, s.payload::json AS payload
                     FROM eoffice_naskah n
                     LEFT JOIN eoffice_signature s ON s.naskah_id = n.id) f
            WHERE f.naskah_id = a.naskah_id AND a.revision IS NULL"""
    )
