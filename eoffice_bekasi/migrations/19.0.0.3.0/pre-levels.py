"""Letters keep whether they are secret, so that sifat can be a list the administrator keeps."""


def migrate(cr, version):
    """Run before the column is made, which must not be empty."""
    cr.execute("ALTER TABLE eoffice_naskah ADD COLUMN IF NOT EXISTS is_secret boolean")
    cr.execute(
        """UPDATE eoffice_naskah SET is_secret = sifat IN ('rahasia', 'sangat_rahasia')
            WHERE is_secret IS NULL"""
    )
