"""Databases from before letters had parts: the types get theirs, and drafts a row for each."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["eoffice.naskah.part"]._load_catalogue()
