"""Databases from before lists were read from the stored closure: it gets its new columns."""

from odoo import SUPERUSER_ID, api

BATCH = 10_000


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute("SELECT id FROM eoffice_naskah ORDER BY id")
    ids = [row[0] for row in cr.fetchall()]
    for start in range(0, len(ids), BATCH):
        env["eoffice.access"]._sync(cr, ids[start : start + BATCH])
