"""Produk hukum, decisions and agreements ask all who gave paraf again when their text changes."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["eoffice.naskah.type"]._ask_again_what_binds()
