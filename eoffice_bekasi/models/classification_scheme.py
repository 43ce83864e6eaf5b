from datetime import timedelta

from odoo import api, fields, models

from ..tools.classification_code import DECIMAL, DOTTED, FREE
from ..tools.local_time import office_today


class ClassificationScheme(models.Model):
    """A list of klasifikasi codes and the days on which letters take their codes from it.

    On no day are two in force: the database sees to that. A scheme that comes into force ends the
    one before it, on the day before. One without a first day is being prepared.

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.classification.scheme"
    _description = "Klasifikasi scheme"
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, help="e.g. Permendagri 83/2022")
    regulation_id = fields.Many2one("eoffice.regulation", ondelete="restrict", index=True)
    date_from = fields.Date(
        "Comes into force on",
        help="The scheme that is in force until then ends on the day before. "
        "Empty while the scheme is being prepared.",
    )
    date_to = fields.Date("Until", help="The last day; empty while it is in force.")
    is_in_force = fields.Boolean(
        "In force", compute="_compute_is_in_force", search="_search_is_in_force"
    )
    code_rule = fields.Selection(
        [
            (DECIMAL, "By figures and points: 045 is part of 040, 045.2 of 045"),
            (DOTTED, "By points: 000.5 is part of 000"),
            (FREE, "Not at all: each code names the one above it"),
        ],
        "How codes tell their place",
        required=True,
        default=DOTTED,
    )
    classification_ids = fields.One2many("eoffice.classification", "scheme_id", "Codes")
    classification_count = fields.Integer(
        "Number of codes", compute="_compute_classification_count"
    )

    _name_uniq = models.Constraint("UNIQUE(name)", "This scheme is there already.")
    _one_in_force = models.Constraint(
        "EXCLUDE USING gist (daterange(date_from, date_to, '[]') WITH &&) "
        "WHERE (date_from IS NOT NULL)",
        "Another scheme is in force in that period. Only one can be: change the dates.",
    )
    _period = models.Constraint(
        "CHECK (date_to IS NULL OR (date_from IS NOT NULL AND date_to >= date_from))",
        "The scheme ends before it begins. Check its dates.",
    )

    @api.depends("date_from", "date_to")
    def _compute_is_in_force(self):
        today = office_today()
        for scheme in self:
            scheme.is_in_force = bool(
                scheme.date_from
                and scheme.date_from <= today
                and (not scheme.date_to or scheme.date_to >= today)
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = office_today()
        return [
            ("date_from", "<=", today),
            "|",
            ("date_to", "=", False),
            ("date_to", ">=", today),
        ]

    @api.depends("classification_ids")
    def _compute_classification_count(self):
        counts = dict(
            self.env["eoffice.classification"]._read_group(
                [("scheme_id", "in", self.ids)], ["scheme_id"], ["__count"]
            )
        )
        for scheme in self:
            scheme.classification_count = counts.get(scheme._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._end_those_before(vals.get("date_from"))
        return super().create(vals_list)

    def write(self, vals):
        if day := vals.get("date_from"):
            self._end_those_before(day)
        return super().write(vals)

    def _end_those_before(self, day):
        """End the scheme that is in force without an end when this one comes into force."""
        if not day:
            return
        day = fields.Date.to_date(day)
        before = self.search(
            [("date_from", "<", day), ("date_to", "=", False), ("id", "not in", self.ids)]
        )
        before.write({"date_to": day - timedelta(days=1)})
        # Its end must stand before the constraint looks at the beginning of the next.
        self.flush_model()

    @api.model
    def _in_force(self, day=None):
        """Return the scheme in force on a day (today), at most one."""
        day = day or office_today()
        return self.search(
            [("date_from", "<=", day), "|", ("date_to", "=", False), ("date_to", ">=", day)]
        )

    def action_open_codes(self):
        """Open the codes of this scheme as a tree."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "eoffice_bekasi.eoffice_classification_action"
        )
        return {
            **action,
            "domain": [("scheme_id", "=", self.id)],
            "context": {"default_scheme_id": self.id},
        }

    @api.model
    def _adopt_codes(self):
        """Put codes of 19.0.0.2.0, also the Administrator's own, into the scheme that they named.

        Called whenever the module is loaded, before its codes are: a code that letters have must
        be in its scheme by then, or it couldn't be written.
        """
        cr = self.env.cr
        cr.execute(
            """SELECT FROM information_schema.columns
                WHERE table_name = 'eoffice_classification' AND column_name = 'scheme'"""
        )
        if cr.rowcount:
            cr.execute(
                """UPDATE eoffice_classification c
                      SET scheme_id = d.res_id
                     FROM ir_model_data d
                    WHERE c.scheme_id IS NULL AND d.module = 'eoffice_bekasi'
                      AND d.model = 'eoffice.classification.scheme'
                      AND d.name = 'scheme_' || c.scheme"""
            )
            self.env["eoffice.classification"].invalidate_model(["scheme_id"])
