from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.local_time import office_today

#: The next numbers of a year that has begun.
_NEXT = """
    UPDATE eoffice_register_counter
       SET last_number = last_number + %(count)s
     WHERE register_id = %(register)s AND year = %(year)s AND closing_id IS NULL
 RETURNING last_number - %(count)s + 1
"""
#: The first numbers of a year. They go on after those that another SKPD has given in this year under
#: the same abbreviation, before it ended or was renamed: their texts would be the same.
_FIRST = """
    INSERT INTO eoffice_register_counter AS c (register_id, year, last_number, start_number)
    SELECT %(register)s, %(year)s, b.number + %(count)s, b.number
      FROM (SELECT COALESCE(max(before.last_number), 0) AS number
              FROM eoffice_register r
              JOIN eoffice_organisation o ON o.id = r.organisation_id AND o.abbreviation <> ''
              JOIN eoffice_register other ON other.id <> r.id AND other.kind = 'keluar'
                   AND other.is_default
              JOIN eoffice_register_counter before ON before.register_id = other.id
                   AND before.year = %(year)s
              JOIN eoffice_organisation u ON u.id = other.organisation_id
             WHERE r.id = %(register)s AND r.kind = 'keluar' AND r.is_default
               AND (lower(u.abbreviation) = lower(o.abbreviation)
                    OR EXISTS (SELECT FROM eoffice_former_name f
                                WHERE f.organisation_id = u.id
                                  AND lower(f.abbreviation) = lower(o.abbreviation)
                                  AND f.last_day >= make_date(%(year)s, 1, 1)))) b
        ON CONFLICT (register_id, year)
        DO UPDATE SET last_number = c.last_number + %(count)s
             WHERE c.closing_id IS NULL
 RETURNING last_number - %(count)s + 1
"""


class Register(models.Model):
    """A register of an SKPD: outgoing numbers (keluar) or incoming agenda (masuk).

    Each SKPD has one of each by itself, its default. More outgoing registers may be made, e.g. one
    for Keputusan; number rules say which letters go there, and may let other SKPD number there too.

    Every account: reads. Administrator: makes outgoing registers besides the default ones, names
    them, and deletes one that never gave a number. Nobody moves or re-kinds one. Counters are
    written by ``_take_numbers`` and by the start in mid-year only.
    """

    _name = "eoffice.register"
    _description = "Register"
    _order = "organisation_id, kind, is_default desc, id"
    _rec_names_search = ["name", "code", "organisation_id.name", "organisation_id.abbreviation"]

    organisation_id = fields.Many2one(
        "eoffice.organisation",
        "Kept by",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_skpd", "=", True)],
    )
    kind = fields.Selection(
        [("keluar", "Outgoing"), ("masuk", "Incoming")], required=True, default="keluar"
    )
    name = fields.Char(help="What is entered here, e.g. Keputusan. The SKPD's own needs no name.")
    code = fields.Char("Abbreviation", help="Stands in numbers whose pattern has {register}.")
    is_default = fields.Boolean(
        "The SKPD's own",
        readonly=True,
        copy=False,
        help="What comes in and goes out is entered here unless a number rule says otherwise.",
    )
    counter_ids = fields.One2many("eoffice.register.counter", "register_id", "Counters")
    rule_ids = fields.One2many("eoffice.number.rule", "register_id", "Letters numbered here")
    next_number = fields.Integer(
        compute="_compute_next_number", help="What the next entry of this year gets."
    )
    is_own = fields.Boolean("Of my SKPD", compute="_compute_is_own", search="_search_is_own")

    _default_uniq = models.UniqueIndex(
        "(organisation_id, kind) WHERE is_default", "This SKPD has that register already."
    )
    _name_uniq = models.UniqueIndex(
        "(organisation_id, kind, lower(name)) WHERE name IS NOT NULL",
        "This SKPD has a register of that name already.",
    )
    _more_are_outgoing = models.Constraint(
        "CHECK (is_default IS TRUE OR kind = 'keluar')",
        "An SKPD has one register of incoming letters. Make an outgoing one.",
    )
    _more_are_named = models.Constraint(
        "CHECK (is_default IS TRUE OR COALESCE(name, '') <> '')",
        "Give the register a name that tells it from the SKPD's own.",
    )

    @api.depends("organisation_id", "kind", "name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for register in self:
            what = register.name or kinds.get(register.kind, "")
            register.display_name = f"{register.organisation_id.name or ''} – {what}"

    @api.depends("counter_ids.last_number")
    def _compute_next_number(self):
        rows = self.env["eoffice.register.counter"].search(
            [("register_id", "in", self.ids), ("year", "=", office_today().year)]
        )
        last = {row.register_id.id: row.last_number for row in rows}
        for register in self:
            register.next_number = last.get(register._origin.id, 0) + 1

    @api.depends("organisation_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        own = set(self.env["eoffice.agenda"]._own_skpd_ids())
        for register in self:
            register.is_own = register.organisation_id.id in own

    @api.model
    def _search_is_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = Domain("organisation_id", "in", self.env["eoffice.agenda"]._own_skpd_ids())
        return own if True in value else ~own

    # ------------------------------------------------------------------ what stays as it is

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(vals.get("is_default") for vals in vals_list):
            raise UserError(self.env._("An SKPD gets its own registers by itself."))
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {"organisation_id", "kind", "is_default"}:
            raise UserError(
                self.env._(
                    "A register stays what it is and where it is. Make another one, and let a "
                    "number rule lead there."
                )
            )
        result = super().write(vals)
        if "code" in vals:
            self.env["eoffice.number.rule"]._check_unique_texts()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        if self.filtered("is_default"):
            raise UserError(self.env._("This is the SKPD's own register. It can't be deleted."))
        if self.counter_ids or self.rule_ids:
            raise UserError(
                self.env._("This register has given numbers or is named by a number rule.")
            )

    # ------------------------------------------------------------------ giving numbers

    @api.model
    def _take_numbers(self, cr, wanted, year):
        """Take the next running numbers; the caller's transaction holds the rows until its end.

        Rows are locked in one order, so that two transactions never wait for each other.

        :param cr: cursor of a short transaction (see tools.transaction)
        :param dict wanted: register id to how many numbers
        :param int year: year of the register, Asia/Jakarta
        :return: dict of register id to the first number taken
        """
        first = {}
        for register_id in sorted(wanted):
            values = {"register": register_id, "year": year, "count": wanted[register_id]}
            cr.execute(_NEXT, values)
            row = cr.fetchone()
            if not row:
                cr.execute(_FIRST, values)
                row = cr.fetchone()
            if not row:
                raise self.browse(register_id)._closed_error(year)
            first[register_id] = row[0]
        return first

    @api.model
    def _give_back(self, cr, register_id, year):
        """Give back the number that this same transaction has taken last; nobody has seen it.

        :param cr: the cursor that took it, and still holds the counter
        """
        cr.execute(
            """UPDATE eoffice_register_counter SET last_number = last_number - 1
                WHERE register_id = %s AND year = %s""",
            [register_id, year],
        )
