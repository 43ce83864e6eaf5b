import base64
import secrets

from odoo import api, fields, models
from odoo.tools import SQL

from .closure import readable


class Signature(models.Model):
    """What was signed: the frozen content, by whom, in what capacity, when (Ps. 11(5)).

    Whoever may read the content reads it. Nobody writes; signing makes it once, and it never
    changes after the number is given.
    """

    _name = "eoffice.signature"
    _description = "Signature"
    _inherit = "eoffice.closure"
    _rec_name = "id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="restrict")
    jabatan_id = fields.Many2one("eoffice.jabatan", required=True, ondelete="restrict")
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    capacity = fields.Char()
    delegation_id = fields.Many2one("eoffice.delegation", ondelete="restrict")
    signed_at = fields.Datetime()
    payload = fields.Text(required=True, help="Canonical JSON of what was frozen.")
    payload_sha256 = fields.Char(required=True)
    code = fields.Char("Verification code", required=True, default=lambda self: self._new_code())

    _naskah_uniq = models.Constraint("UNIQUE(naskah_id)", "This letter is signed already.")
    _code_uniq = models.Constraint("UNIQUE(code)", "This verification code exists already.")

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats, "content")
        return None

    @api.model
    def _new_code(self):
        """Return 128 random bits as 26 letters and digits: can't be guessed or counted."""
        return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")
