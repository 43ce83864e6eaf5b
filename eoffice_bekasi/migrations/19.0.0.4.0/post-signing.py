"""The catalogue says which types get a number of each party, ask for a proof, or aren't a Plt.'s.

The list of types is loaded once and then the Administrator's, so what is new comes from here.
"""

import csv

from odoo.tools import file_open

CATALOGUE = "eoffice_bekasi/data/eoffice.naskah.type-signing.csv"


def migrate(cr, version):
    with file_open(CATALOGUE) as file:
        for row in csv.DictReader(file):
            cr.execute(
                """UPDATE eoffice_naskah_type t
                      SET number_per_party = %s, sign_proof = %s, by_acting = %s,
                          by_acting_basis = %s
                     FROM ir_model_data d
                    WHERE d.module = 'eoffice_bekasi' AND d.model = 'eoffice.naskah.type'
                      AND d.name = %s AND t.id = d.res_id""",
                [
                    row["number_per_party"] == "True",
                    row["sign_proof"] == "True",
                    row["by_acting"] or None,
                    row["by_acting_basis"] or None,
                    row["id"],
                ],
            )
