"""Letters had one signature each: it is the final one."""


def migrate(cr, version):
    cr.execute(
        """ALTER TABLE eoffice_signature
             ADD COLUMN IF NOT EXISTS is_final boolean NOT NULL DEFAULT FALSE"""
    )
    cr.execute("UPDATE eoffice_signature SET is_final = TRUE")
    cr.execute("ALTER TABLE eoffice_signature ALTER COLUMN is_final DROP DEFAULT")
    cr.execute(
        "ALTER TABLE eoffice_signature DROP CONSTRAINT IF EXISTS eoffice_signature_naskah_uniq"
    )
    # Of those that wait for a signature, none was given before.
    cr.execute("ALTER TABLE eoffice_naskah ADD COLUMN IF NOT EXISTS signature_count integer")
    cr.execute(
        """UPDATE eoffice_naskah n SET signature_count = 1
             FROM eoffice_signature s
            WHERE s.naskah_id = n.id AND n.signature_count IS NULL"""
    )
