from odoo import api, fields, models
from odoo.tools import SQL

from .closure import editable, readable

#: What the drafter plans; the rest of a step is written by verbs.
PLAN = ("sequence", "jabatan_id", "kind", "with_previous")
KINDS = [
    ("paraf", "Paraf"),
    ("koordinasi", "Paraf koordinasi"),
    ("check", "Check by the registry"),
    ("sign", "Signature"),
]


class ApprovalStep(models.Model):
    """One paraf, paraf koordinasi, check by the registry or signature by a jabatan, in order.

    Steps that are *with the previous* are asked at the same time (see ``tools/chain.py``).

    Parties to the letter: read. The drafter of the draft: changes the chain. What was decided
    is written by verbs only.
    """

    _name = "eoffice.approval.step"
    _description = "Approval step"
    _inherit = "eoffice.closure"
    _order = "naskah_id, sequence, id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Position", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        KINDS,
        required=True,
        default="paraf",
    )
    with_previous = fields.Boolean(
        "Together with the one before",
        help="Both are asked at the same time, not one after another.",
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("current", "At the desk"),
            ("done", "Done"),
            ("returned", "Returned"),
            ("skipped", "Skipped"),
            ("forwarded", "Handed on"),
        ],
        required=True,
        default="waiting",
        readonly=True,
        copy=False,
    )
    returned = fields.Boolean(
        "Came back", readonly=True, copy=False, help="Returned to this step by one further up."
    )
    may_skip = fields.Boolean(
        "May be skipped", readonly=True, help="By the approval template, with a reason."
    )
    asked_again = fields.Boolean(
        readonly=True, copy=False, help="The text changed after its paraf, which is asked again."
    )
    told_at = fields.Datetime(
        "Told of a change at",
        readonly=True,
        copy=False,
        help="The text changed after its paraf, and its holder has not looked yet.",
    )
    told_version_id = fields.Many2one(
        "eoffice.naskah.version", "Told of the version", readonly=True, copy=False
    )
    added_by_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Added by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Who put this step into the chain while it ran.",
    )
    forwarded_from_id = fields.Many2one(
        "eoffice.approval.step", "In the place of", readonly=True, copy=False, ondelete="set null"
    )
    current_since = fields.Datetime("At the desk since", readonly=True, copy=False)
    acted_at = fields.Datetime("Done at", readonly=True, copy=False)
    acted_by_id = fields.Many2one("res.users", "Done by", readonly=True, copy=False)
    capacity = fields.Char(readonly=True, copy=False)
    version_id = fields.Many2one(
        "eoffice.naskah.version",
        readonly=True,
        copy=False,
        help="The text as it was when it was last acted on here.",
    )

    _desk = models.Index("(jabatan_id, current_since) WHERE state = 'current'")
    _told = models.Index("(jabatan_id, told_at) WHERE told_at IS NOT NULL")

    @api.model
    def _guard(self, operation, seats):
        if operation == "read":
            return readable(SQL("g.naskah_id"), seats, "content")
        return SQL(
            """g.state <> 'done'
               AND g.naskah_id IN (SELECT n.id FROM eoffice_naskah n WHERE n.state = 'draft')
               AND %s""",
            editable(SQL("g.naskah_id"), seats),
        )

    @api.depends("jabatan_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for step in self:
            step.display_name = f"{kinds.get(step.kind, '')} – {step.jabatan_id.name}"

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create([self._only(vals, ("naskah_id", *PLAN)) for vals in vals_list])
        steps.naskah_id._steps_changed()
        return steps

    def write(self, vals):
        if not self.env.su:
            # What an act writes is left out; and a step never moves to another letter.
            vals = {name: vals[name] for name in PLAN if name in vals}
        result = super().write(vals)
        if "jabatan_id" in vals:
            self.naskah_id._steps_changed()
        return result

    def unlink(self):
        letters = self.naskah_id
        result = super().unlink()
        letters._steps_changed()
        return result

    def _of_registry(self):
        """Whether a registry is asked, which sees the envelope of a secret letter only."""
        self.ensure_one()
        return self.kind != "sign" and (self.kind == "check" or self.jabatan_id._keeps_registry())
