from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .closure import editable, readable

#: What the drafter writes of a party.
VALUES = ("sequence", "name", "signer_name", "signer_title", "number")


class OutsideParty(models.Model):
    """A party to an agreement outside the government of the city (pihak luar), who signs on paper.

    Whoever may read the content reads it. Drafter of the draft, holder of the current step: write,
    until one of the signers has signed. Nobody moves it to another letter.
    """

    _name = "eoffice.outside.party"
    _description = "Outside party"
    _inherit = "eoffice.closure"
    # Never its name: a many2one from any readable record shows this.
    _rec_name = "id"
    _order = "naskah_id, sequence, id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char("Party", required=True, help="The company, or the other government.")
    signer_name = fields.Char("Signed by", required=True)
    signer_title = fields.Char("As", required=True, help="As it prints, e.g. DIREKTUR UTAMA.")
    number = fields.Char(help="That party's own number, if it has given one.")

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats, "content")
        return editable(SQL("g.naskah_id"), seats)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._only(vals, ("naskah_id", *VALUES)) for vals in vals_list])

    def write(self, vals):
        if not self.env.su and "naskah_id" in vals:
            raise AccessError(self.env._("A party never moves to another letter."))
        return super().write(vals)

    def _block(self):
        """Return what prints of this party; see ``naskah_signers._signature_blocks``."""
        self.ensure_one()
        return {
            "lines": [self.name, f"{self.signer_title},"],
            "name": self.signer_name,
            "pangkat": "",
            "nip": "",
            "jabatan_id": 0,
            "signer": self.name,
            "skpd_id": 0,
            "unit": "",
            "number": self.number or "",
            "is_numbered": True,
            "is_signed": False,
        }
