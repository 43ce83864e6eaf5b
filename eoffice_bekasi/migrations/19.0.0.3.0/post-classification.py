def migrate(cr, version):
    """Let all codes be the Administrator's from now on; they have come into their schemes while the
    data were loaded (``eoffice.classification.scheme._adopt_codes``)."""
    cr.execute(
        """UPDATE ir_model_data SET noupdate = TRUE
            WHERE module = 'eoffice_bekasi' AND model = 'eoffice.classification'"""
    )
