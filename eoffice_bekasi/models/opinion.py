from odoo import api, fields, models
from odoo.tools import SQL

from .closure import readable


class Opinion(models.Model):
    """What somebody outside the chain of a letter thinks of it, asked by one who has it.

    It stops nothing: the letter goes on without an answer, and the question is then withdrawn.

    Whoever made the letter and may read its content reads questions and answers; who is asked may
    read the letter, until the question is withdrawn. Those it is sent to don't learn of it. Nobody
    writes; verbs do.
    """

    _name = "eoffice.opinion"
    _description = "Opinion on a naskah"
    _inherit = "eoffice.closure"
    _order = "naskah_id, id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    step_id = fields.Many2one(
        "eoffice.approval.step",
        "Asked at the step",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
    )
    from_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Asked by", required=True, ondelete="restrict"
    )
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Position", required=True, index=True, ondelete="restrict"
    )
    question = fields.Text(required=True)
    answer = fields.Text("Opinion")
    state = fields.Selection(
        [("asked", "Asked"), ("given", "Given"), ("withdrawn", "Withdrawn")],
        required=True,
        default="asked",
    )
    asked_at = fields.Datetime(required=True)
    given_at = fields.Datetime()
    given_by_id = fields.Many2one("res.users", "Given by", ondelete="restrict")
    capacity = fields.Char()

    _desk = models.Index("(jabatan_id, asked_at) WHERE state = 'asked'")
    _once_uniq = models.UniqueIndex(
        "(naskah_id, from_jabatan_id, jabatan_id) WHERE state = 'asked'",
        "This position has been asked already and hasn't answered yet.",
    )

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats, "content", inside=True)
        return None

    @api.depends("jabatan_id.name")
    def _compute_display_name(self):
        for opinion in self:
            opinion.display_name = opinion.jabatan_id.name
