from odoo import models


class ScanPage(models.Model):
    """How a page is found again among those registered; see ``naskah_duplicates.py``."""

    _inherit = "eoffice.scan.page"

    _registered = models.Index("(tray_jabatan_id, id DESC) WHERE naskah_id IS NOT NULL")
    _same_look = models.Index("(fingerprint) WHERE fingerprint IS NOT NULL")
