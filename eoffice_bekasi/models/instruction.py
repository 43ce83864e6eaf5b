from odoo import api, fields, models
from odoo.fields import Domain


class Instruction(models.Model):
    """What a disposition can ask for: the city's list, and an SKPD's own beside it.

    Every account: reads. Administrator: creates, changes and deletes all. Operator and registry of
    an SKPD: create and change its own.
    """

    _name = "eoffice.instruction"
    _description = "Disposition instruction"
    _inherit = "eoffice.skpd.kept"
    _order = "sequence, id"

    _operator_fields = frozenset({"name", "skpd_id", "active", "sequence"})

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.model
    def _offered(self, giver, ids=None):
        """Return the instructions that a position may give: the city's and its SKPD's.

        :param giver: a jabatan
        :param ids: only those among these
        """
        offered = Domain("skpd_id", "in", [False, giver.skpd_id.id])
        if ids is not None:
            offered &= Domain("id", "in", list(ids))
        return self.search(offered)
