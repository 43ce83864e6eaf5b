from odoo import api, fields, models
from odoo.exceptions import ValidationError


class NaskahType(models.Model):
    """A type goes on under the next regulation: what names it goes on meaning it.

    Mandates, delegations, positions and approval templates name types. A type and those that
    continue it are one line (``lineage_id``); whoever is named one of them is named all.
    """

    _inherit = "eoffice.naskah.type"

    predecessor_id = fields.Many2one(
        "eoffice.naskah.type",
        "Continues",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The type of the regulation before. Mandates and delegations for it are for this too.",
    )
    successor_ids = fields.One2many("eoffice.naskah.type", "predecessor_id", "Continued by")
    lineage_id = fields.Many2one(
        "eoffice.naskah.type",
        "First of its line",
        compute="_compute_lineage_id",
        store=True,
        recursive=True,
        index=True,
        ondelete="set null",
    )

    @api.depends("predecessor_id.lineage_id")
    def _compute_lineage_id(self):
        for naskah_type in self:
            naskah_type.lineage_id = naskah_type.predecessor_id.lineage_id or naskah_type._origin

    @api.constrains("predecessor_id")
    def _check_predecessor(self):
        if self._has_cycle("predecessor_id"):
            raise ValidationError(self.env._("A naskah type can't continue itself."))

    @api.model_create_multi
    def create(self, vals_list):
        types = super().create(vals_list)
        # Delegations are read by SQL, which looks at the line.
        types.flush_recordset(["lineage_id"])
        return types

    def write(self, vals):
        result = super().write(vals)
        if "predecessor_id" in vals:
            self.env["eoffice.naskah.type"].flush_model(["lineage_id"])
        return result

    def _is_named_in(self, types):
        """Return whether one of ``types`` is this type, or of one line with it.

        :param types: ``eoffice.naskah.type`` records that something names
        :rtype: bool
        """
        return bool(self.lineage_id & types.lineage_id)

    def _offered_instead(self):
        """Return what to choose today in place of this type: of its line, or else none."""
        return self.search(
            [("lineage_id", "=", self.lineage_id.id), ("is_in_force", "=", True)], limit=1
        )
