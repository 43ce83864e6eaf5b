from odoo import api, fields, models

#: How much is taken, and for how long it is kept; each a setting of its own.
DEFAULTS = {
    "file_megabytes": 100,
    "file_pages": 500,
    "page_megapixels": 120,
    "intake_files": 200,
    "box_seconds": 120,
    "box_megabytes": 1024,
    "settle_seconds": 30,
    "keep_days": 30,
}


class ResConfigSettings(models.TransientModel):
    """Settings of the scan intake: what is refused, and how long source files are kept."""

    _inherit = "res.config.settings"

    eoffice_scan_file_megabytes = fields.Integer(
        "Megabytes of a file",
        config_parameter="eoffice_bekasi_scan.file_megabytes",
        default=DEFAULTS["file_megabytes"],
    )
    eoffice_scan_file_pages = fields.Integer(
        "Pages of a file",
        config_parameter="eoffice_bekasi_scan.file_pages",
        default=DEFAULTS["file_pages"],
    )
    eoffice_scan_page_megapixels = fields.Integer(
        "Megapixels of a page",
        config_parameter="eoffice_bekasi_scan.page_megapixels",
        default=DEFAULTS["page_megapixels"],
    )
    eoffice_scan_intake_files = fields.Integer(
        "Files at once",
        config_parameter="eoffice_bekasi_scan.intake_files",
        default=DEFAULTS["intake_files"],
    )
    eoffice_scan_box_seconds = fields.Integer(
        "Seconds to open a file",
        config_parameter="eoffice_bekasi_scan.box_seconds",
        default=DEFAULTS["box_seconds"],
    )
    eoffice_scan_box_megabytes = fields.Integer(
        "Megabytes of memory to open a file",
        config_parameter="eoffice_bekasi_scan.box_megabytes",
        default=DEFAULTS["box_megabytes"],
    )
    eoffice_scan_settle_seconds = fields.Integer(
        "Seconds a file in a watched folder must be unchanged",
        config_parameter="eoffice_bekasi_scan.settle_seconds",
        default=DEFAULTS["settle_seconds"],
    )
    eoffice_scan_keep_days = fields.Integer(
        "Days source files are kept after their last page was registered",
        config_parameter="eoffice_bekasi_scan.keep_days",
        default=DEFAULTS["keep_days"],
    )


class ScanLimits(models.AbstractModel):
    """Reads the limits of the scan intake; for code only."""

    _name = "eoffice.scan.limits"
    _description = "Limits of the scan intake"

    @api.model
    def _limit(self, name):
        """Return a limit as a number; what isn't one, or not above zero, counts as the default."""
        # sudo: a number that is no secret.
        value = self.env["ir.config_parameter"].sudo().get_param(f"eoffice_bekasi_scan.{name}")
        try:
            number = int(value or 0)
        except ValueError:
            number = 0
        return number if number > 0 else DEFAULTS[name]
