def migrate(cr, version):
    """Put codes of the Administrator's own into the scheme that they named, and let all codes be
    his from now on."""
    cr.execute(
        """SELECT 1 FROM information_schema.columns
            WHERE table_name = 'eoffice_classification' AND column_name = 'scheme'"""
    )
    if cr.fetchone():
        cr.execute(
            """UPDATE eoffice_classification c
                  SET scheme_id = d.res_id
                 FROM ir_model_data d
                WHERE c.scheme_id IS NULL AND d.module = 'eoffice_bekasi'
                  AND d.model = 'eoffice.classification.scheme'
                  AND d.name = 'scheme_' || c.scheme"""
        )
    cr.execute(
        """UPDATE ir_model_data SET noupdate = TRUE
            WHERE module = 'eoffice_bekasi' AND model = 'eoffice.classification'"""
    )
