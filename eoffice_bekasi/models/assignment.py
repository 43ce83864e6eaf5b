from odoo import api, fields, models

from ..tools.local_time import office_today
from ..tools.signature_block import CAPACITY_PREFIX

KINDS = [
    ("definitif", "Definitif"),
    ("plt", "Plt."),
    ("plh", "Plh."),
    ("pj", "Pj."),
]


class Assignment(models.Model):
    """Who holds a jabatan, from when to when, and how; kept for ever.

    Every account: reads. Administrator: creates and changes; nobody deletes.
    """

    _name = "eoffice.assignment"
    _description = "Assignment"
    _order = "date_from desc, id desc"

    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Position", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", "Official", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, "Held as", required=True, default="definitif")
    date_from = fields.Date("From", required=True, default=lambda self: office_today())
    date_to = fields.Date("Until", help="The last day; empty while it lasts.")
    decree_number = fields.Char("Decree number")
    decree_date = fields.Date("Decree date")
    in_force = fields.Boolean("In force", compute="_compute_in_force")
    is_exclusive = fields.Boolean(compute="_compute_is_exclusive", store=True, precompute=True)

    _one_holder = models.Constraint(
        "EXCLUDE USING gist (jabatan_id WITH =, daterange(date_from, date_to, '[]') WITH &&) "
        "WHERE (is_exclusive)",
        "Somebody else holds this position in that period. End his assignment first, "
        "or choose other dates.",
    )
    _period = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The assignment ends before it begins. Check its dates.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # Who leaves and who follows may come in one go: the end of the first must stand before
        # the constraint looks at the second.
        self.flush_model()
        return super().create(vals_list)

    @api.depends("jabatan_id.is_shared")
    def _compute_is_exclusive(self):
        for assignment in self:
            assignment.is_exclusive = not assignment.jabatan_id.is_shared

    @api.depends("date_from", "date_to")
    def _compute_in_force(self):
        today = office_today()
        for one in self:
            one.in_force = bool(
                one.date_from
                and one.date_from <= today
                and (not one.date_to or one.date_to >= today)
            )

    @api.depends("jabatan_id", "user_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for assignment in self:
            assignment.display_name = (
                f"{assignment.user_id.name} – {assignment.jabatan_id.name} "
                f"({kinds.get(assignment.kind, '')})"
            )

    def _prefix(self):
        """Return "Plt.", "Plh." or "Pj."; nothing for who holds it definitively."""
        return CAPACITY_PREFIX[self.kind].strip()

    def action_succeed(self):
        """Open the dialog that ends this assignment and lets somebody follow, in one step."""
        self.ensure_one()
        return self.jabatan_id._succession_dialog()

    @api.model
    def _effective(self, jabatan, day):
        """Return who holds these positions on a day.

        :param jabatan: eoffice.jabatan records
        :param datetime.date day: any day, past ones too
        :return: dict of jabatan id to assignment; a shared desk gives its first
        """
        # sudo: who holds an office is public inside the city; users' own rules don't matter here.
        held = {}
        for assignment in self.sudo()._current(jabatan, day):
            held.setdefault(assignment.jabatan_id.id, assignment)
        return held

    @api.model
    def _current(self, jabatan, day=None):
        """Return the assignments of these positions that run on a day (today), oldest first."""
        day = day or office_today()
        return self.search(
            [
                ("jabatan_id", "in", jabatan.ids),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ],
            order="date_from, id",
        )
