def migrate(cr, version):
    """Make room for what is filled after the data are there, so that no default is asked for.

    Of the letters only drafts need to know whether their sifat was chosen by hand: what isn't
    ordinary was.
    """
    cr.execute("ALTER TABLE eoffice_classification ADD COLUMN IF NOT EXISTS scheme_id integer")
    cr.execute("ALTER TABLE eoffice_naskah ADD COLUMN IF NOT EXISTS sifat_by_hand boolean")
    cr.execute(
        """UPDATE eoffice_naskah SET sifat_by_hand = TRUE
            WHERE state IN ('draft', 'approval') AND sifat <> 'biasa'"""
    )
