from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .jabatan import LEVELS
from .organisation import KINDS


class SignerRule(models.Model):
    """Which positions a kind of signer is: all that the rule says must hold.

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.signer.rule"
    _description = "Rule of a kind of signer"
    _order = "signer_id, id"
    _rec_name = "signer_id"

    signer_id = fields.Many2one("eoffice.signer", required=True, index=True, ondelete="cascade")
    rank = fields.Selection(
        [
            ("wali_kota", "Wali Kota"),
            ("wakil_wali_kota", "Wakil Wali Kota"),
            ("sekda", "Sekretaris Daerah"),
        ]
    )
    is_head = fields.Boolean("Head of the unit")
    organisation_kind = fields.Selection(KINDS, "Kind of unit")
    level = fields.Selection(LEVELS, help="Of the position; eselon III is administrator.")
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "This position", index="btree_not_null", ondelete="cascade"
    )

    @api.constrains("rank", "is_head", "organisation_kind", "level", "jabatan_id")
    def _check_says_something(self):
        for rule in self:
            if not (rule.rank or rule.organisation_kind or rule.level or rule.jabatan_id):
                raise ValidationError(
                    self.env._(
                        "A rule needs a rank, a kind of unit, a level or a position; as it is, "
                        "it would let everybody sign."
                    )
                )

    def _domain(self):
        """Return the domain of the positions that this rule fits."""
        said = {
            "rank": self.rank,
            "is_head": self.is_head,
            "organisation_id.kind": self.organisation_kind,
            "level": self.level,
            "id": self.jabatan_id.id,
        }
        return Domain.AND(Domain(name, "=", value) for name, value in said.items() if value)
