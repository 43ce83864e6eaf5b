"""Letters from before the search box: their words and readers."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    api.Environment(cr, SUPERUSER_ID, {})["eoffice.search"]._rebuild_all()
