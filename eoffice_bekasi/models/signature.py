import base64
import json
import secrets

from odoo import api, fields, models
from odoo.tools import SQL

from .closure import readable


class Signature(models.Model):
    """What one of the signers has signed: the frozen content, in what capacity, when (Ps. 11(5)).

    One row a signer. The *final* one is the last: its payload is the page. A row that no longer
    counts (the letter was returned, or corrected) is kept as evidence and says so.

    Whoever may read the content reads it. Nobody writes; signing makes it once, and it never
    changes after the number is given.
    """

    _name = "eoffice.signature"
    _description = "Signature"
    _inherit = "eoffice.closure"
    _rec_name = "id"
    _order = "id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, ondelete="restrict")
    jabatan_id = fields.Many2one("eoffice.jabatan", required=True, ondelete="restrict")
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    capacity = fields.Char()
    delegation_id = fields.Many2one("eoffice.delegation", ondelete="restrict")
    mandate_id = fields.Many2one("eoffice.mandate", ondelete="restrict")
    signed_at = fields.Datetime()
    payload = fields.Text(required=True, help="Canonical JSON of what was frozen.")
    payload_sha256 = fields.Char(required=True)
    common_sha256 = fields.Char(help="Digest of what all who sign this letter sign alike.")
    code = fields.Char("Verification code", required=True, default=lambda self: self._new_code())
    is_final = fields.Boolean(required=True, default=False, help="The last one; it is the page.")
    superseded = fields.Selection(
        [
            ("withdrawn", "Withdrawn: the letter was returned"),
            ("corrected", "Replaced: the letter was corrected"),
            ("replaced", "Replaced: the page was corrected"),
        ],
        "No longer counts",
        help="Empty while it counts.",
    )
    superseded_at = fields.Datetime()
    register_id = fields.Many2one("eoffice.register", ondelete="restrict")
    number_year = fields.Integer()
    number_seq = fields.Integer("Running number")
    number = fields.Char(help="Of this party; the first party's is the letter's own.")

    _signer_uniq = models.UniqueIndex(
        "(naskah_id, jabatan_id) WHERE superseded IS NULL",
        "This position has signed this letter already.",
    )
    _final_uniq = models.UniqueIndex("(naskah_id) WHERE is_final", "This letter is signed already.")
    _naskah_idx = models.Index("(naskah_id)")
    _code_uniq = models.Constraint("UNIQUE(code)", "This verification code exists already.")
    _number_uniq = models.UniqueIndex(
        "(register_id, number_year, number_seq)"
        " WHERE superseded IS NULL AND number_seq IS NOT NULL AND number_seq <> 0",
        "This number has been given already.",
    )
    _final_counts = models.Constraint(
        "CHECK (NOT is_final OR superseded IS NULL)",
        "A signature that was withdrawn or replaced isn't the final one.",
    )

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return SQL(
                "(%s AND (g.superseded IS NULL OR %s))",
                readable(SQL("g.naskah_id"), seats, "content"),
                readable(SQL("g.naskah_id"), seats, "content", inside=True),
            )
        return None

    @api.model
    def _new_code(self):
        """Return 128 random bits as 26 letters and digits: can't be guessed or counted."""
        return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")

    def _frozen(self):
        """Return what this one has signed."""
        self.ensure_one()
        return json.loads(self.payload)

    def _supersede(self, how):
        """Let these signatures count no more; what was signed stays as it was.

        :param str how: see the field ``superseded``; of the final one, ``corrected`` is kept as
            ``replaced``: its code was printed
        """
        final = self.filtered("is_final") if how == "corrected" else self.browse()
        at = self.env.cr.now()
        (self - final).write({"superseded": how, "superseded_at": at, "is_final": False})
        final.write({"superseded": "replaced", "superseded_at": at, "is_final": False})
        # The next signature of the same position is inserted, and must find this written.
        self.flush_recordset()
