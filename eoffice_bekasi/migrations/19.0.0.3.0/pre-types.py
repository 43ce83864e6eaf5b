"""Abbreviations of naskah types are unique in a regulation now, not in the whole city.

Before the catalogue is loaded: it has the types of two regulations.
"""


def migrate(cr, version):
    cr.execute(
        "ALTER TABLE eoffice_naskah_type DROP CONSTRAINT IF EXISTS eoffice_naskah_type_code_uniq"
    )
