"""The six naskah types there were become those of Permendagri 1/2023.

They get what is new (regulation, whom they continue, parts, sifat, who signs); what the
Administrator may have changed (name, abbreviation, pattern, titles, sending) stays.
"""

import csv

from odoo import SUPERUSER_ID, api
from odoo.tools import file_open

CATALOGUE = "eoffice_bekasi/data/eoffice.naskah.type.csv"
TYPES = [f"naskah_type_{name}" for name in ("sd", "und", "nd", "se", "sp", "st")]


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    with file_open(CATALOGUE) as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for xml_id in TYPES:
        naskah_type = env.ref(f"eoffice_bekasi.{xml_id}", raise_if_not_found=False)
        if naskah_type and not naskah_type.regulation_id:
            fill(naskah_type, rows[xml_id])


def fill(naskah_type, row):
    """Write what is new of a type."""

    def named(column):
        names = filter(None, row[column].split(","))
        return [naskah_type.env.ref(f"eoffice_bekasi.{name}").id for name in names]

    (regulation_id,) = named("regulation_id/id")
    (predecessor_id,) = named("predecessor_id/id")
    values = {
        "description": row["description"],
        "default_sifat": row["default_sifat"],
        "predecessor_id": predecessor_id,
    }
    # An abbreviation that was changed may be another type's in the catalogue: then it stays out.
    taken = naskah_type.with_context(active_test=False).search_count(
        [("regulation_id", "=", regulation_id), ("code", "=ilike", naskah_type.code)]
    )
    if not taken:
        values["regulation_id"] = regulation_id
    signers = naskah_type.env["eoffice.signer"].browse(named("signer_ids/id"))
    if all_are(signing(naskah_type), signers):
        values["signer_ids"] = [(6, 0, signers.ids)]
    naskah_type.write(values)


def signing(naskah_type):
    """Return the positions that sign this type in this city: by its letters and its mandates."""
    env = naskah_type.env
    letters = env["eoffice.naskah"]._read_group(
        [("type_id", "=", naskah_type.id), ("signer_jabatan_id", "!=", False)],
        ["signer_jabatan_id"],
    )
    mandates = env["eoffice.mandate"].search([("type_ids", "in", naskah_type.ids)])
    return mandates.principal_jabatan_id.union(*(jabatan for (jabatan,) in letters))


def all_are(jabatan, signers):
    """Whether the rule shuts out nobody who signs today; else the Administrator sets it."""
    return jabatan.filtered_domain(signers._domain()) == jabatan
