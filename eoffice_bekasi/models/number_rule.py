from functools import lru_cache
from itertools import combinations

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..tools.local_time import office_today
from ..tools.number_format import (
    PLACEHOLDERS,
    AmbiguousPattern,
    PatternError,
    check_pattern,
    format_number,
    may_print_the_same,
    used_placeholders,
)

#: An example of a klasifikasi, for previews (naskah-dinas.md section 1).
EXAMPLE_KLAS = "000.8.3.3"
#: Register and pattern of the letters of SKPD ``o`` and of type ``t`` on a day. The most specific
#: rule stands for itself alone: what it leaves empty comes from the type and the SKPD, not from a
#: rule below it. An SKPD's own rule goes before the city's; of equal ones the latest that has begun.
RESOLVED = """
    LEFT JOIN LATERAL (
        SELECT u.register_id, u.pattern
          FROM eoffice_number_rule u
         WHERE (u.organisation_id = o.id OR u.organisation_id IS NULL)
           AND (u.type_code = t.code OR u.type_code IS NULL)
           AND u.valid_from <= %(day)s
         ORDER BY u.organisation_id IS NULL, u.type_code IS NULL, u.valid_from DESC
         LIMIT 1
    ) u ON true
    JOIN eoffice_register r ON r.id = COALESCE(
        u.register_id,
        (SELECT d.id FROM eoffice_register d
          WHERE d.organisation_id = o.id AND d.kind = 'keluar' AND d.is_default)
    )
"""


@lru_cache(maxsize=10_000)
def _may_print_the_same(one, other, one_register):
    """As the rule in tools, remembered; known parts come as pairs."""
    sides = [(pattern, dict(parts)) for pattern, parts in (one, other)]
    return may_print_the_same(*sides, one_register=one_register)


def _may_agree(one, other):
    """Return whether letters of two lines (register, pattern, known parts, cited as) may get one
    text. Peraturan Daerah Nomor 1 is told apart from Peraturan Wali Kota Nomor 1."""
    if one[3] != other[3]:
        return False
    one_register = one[0] == other[0]
    # Mostly the patterns alone say it, whatever the abbreviations; that is the same for many SKPD.
    return _may_print_the_same((one[1], ()), (other[1], ()), one_register) and _may_print_the_same(
        one[1:3], other[1:3], one_register
    )


class NumberRule(models.Model):
    """Where and by which pattern letters of an SKPD, a type, or both are numbered, from a day on.

    It ends when a later rule for the same letters begins. A type is meant by its abbreviation, so
    that a rule lasts when a new regulation replaces the type. Letters that have a number keep it.

    Every account: reads. Administrator: creates, changes and deletes.
    """

    _name = "eoffice.number.rule"
    _description = "Number rule"
    _order = "organisation_id, type_code, valid_from desc"

    organisation_id = fields.Many2one(
        "eoffice.organisation",
        "Letters of",
        index=True,
        ondelete="cascade",
        domain=[("is_skpd", "=", True)],
        help="Empty: letters of every SKPD.",
    )
    type_id = fields.Many2one(
        "eoffice.naskah.type", "Naskah type", ondelete="restrict", help="Empty: all types."
    )
    type_code = fields.Char(
        "Abbreviation of the type", related="type_id.code", store=True, precompute=True
    )
    register_id = fields.Many2one(
        "eoffice.register",
        "Numbered in",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("kind", "=", "keluar")],
        help="Empty: the SKPD's own register. Another SKPD's register numbers for this one, too.",
    )
    pattern = fields.Char("Number pattern", help="Empty: the pattern of the naskah type.")
    valid_from = fields.Date("From", required=True, default=lambda self: office_today())
    example = fields.Char("Next number", compute="_compute_example")

    _letters_day_uniq = models.UniqueIndex(
        "(COALESCE(organisation_id, 0), COALESCE(type_code, ''), valid_from)",
        "There is a rule for these letters from that day already. Change that one.",
    )

    @api.depends("organisation_id", "type_id", "register_id", "valid_from")
    def _compute_display_name(self):
        for rule in self:
            what = [rule.organisation_id.name, rule.type_id.name]
            rule.display_name = ", ".join(filter(None, what)) or self.env._("All letters")

    @api.depends("organisation_id", "type_id", "register_id", "pattern", "valid_from")
    def _compute_example(self):
        today = office_today()
        for rule in self:
            organisation = rule.organisation_id or rule.register_id.organisation_id
            register = rule.register_id or organisation._own_register()
            rule.example = self._preview(
                rule.pattern or rule.type_id.number_pattern,
                urut=register.next_number or 15,
                unit=organisation.abbreviation,
                jenis=rule.type_id.code,
                register=register.code,
                date=max(today, rule.valid_from or today),
            )

    @api.model
    def _preview(self, pattern, *, urut=15, unit=None, jenis=None, register=None, date=None):
        """Return how a number by a pattern looks; False for no pattern or a wrong one."""
        try:
            check_pattern(pattern or "")
        except PatternError:
            return False
        return format_number(
            pattern,
            klas=EXAMPLE_KLAS,
            urut=urut,
            unit=unit or "Dinkes",
            jenis=jenis or "SD",
            register=register or "",
            date=date or office_today(),
        )

    # ------------------------------------------------------------------ one text, one letter

    @api.constrains("organisation_id", "type_id", "register_id", "pattern", "valid_from")
    def _check_rule(self):
        for rule in self:
            if rule.register_id.kind == "masuk":
                raise ValidationError(self.env._("Letters are numbered in an outgoing register."))
            if rule.organisation_id and not rule.organisation_id.is_skpd:
                raise ValidationError(
                    self.env._("%s is no SKPD: its SKPD's rules hold.", rule.organisation_id.name)
                )
            if rule.pattern:
                self._check_pattern(rule.pattern)
        self._check_unique_texts()

    @api.model
    def _check_pattern(self, pattern):
        """Refuse a pattern that can't be used, and say why."""
        try:
            check_pattern(pattern)
        except AmbiguousPattern as error:
            raise ValidationError(
                self.env._(
                    "By the number pattern “%s” two letters could get the same number, because "
                    "nothing stands between {urut} and what is next to it. Put a sign there, e.g. /",
                    pattern,
                )
            ) from error
        except PatternError as error:
            raise ValidationError(
                self.env._(
                    "The number pattern “%(pattern)s” can't be used because of “%(part)s”. "
                    "It needs {urut}, and may use %(known)s.",
                    pattern=pattern,
                    part=error.args[0],
                    known=", ".join("{" + name + "}" for name in PLACEHOLDERS),
                )
            ) from error

    @api.model
    def _check_unique_texts(self):
        """Refuse patterns by which two letters of one year could get the same number.

        Looked at are letters of one SKPD, and letters that one SKPD numbers for several. Those of
        different SKPD in registers of their own are told apart by who issued them. Of days that are
        over, only what was numbered counts.
        """
        # What isn't in the database yet can't be resolved there.
        self.env.flush_all()
        for year, days in self._days_of_change().items():
            lines = {line for day in days for line in self._number_lines(day)}
            groups = {}
            for line in lines:
                for key in {("skpd", line[0]), ("keeper", line[1])}:
                    groups.setdefault(key, set()).add(line[2:])
            for (kind, organisation_id), numbered in groups.items():
                for one, other in combinations(sorted(numbered), 2):
                    if _may_agree(one, other):
                        self._refuse_same_text(kind, organisation_id, one, other, year)

    @api.model
    def _days_of_change(self):
        """Return the days from which on numbers are made in another way, by year from this on."""
        this_year = office_today().replace(month=1, day=1)
        starts = self.search_fetch([("valid_from", ">=", this_year)], ["valid_from"])
        days = {this_year, office_today(), *starts.mapped("valid_from")}
        days |= {day.replace(month=1, day=1) for day in days}
        return {
            year: [d for d in days if d.year == year] for year in sorted({d.year for d in days})
        }

    @api.model
    def _number_lines(self, day):
        """Return how letters are numbered on a day; of a day that is over, those that were.

        :return: set of (SKPD id, keeper's id, register id, pattern, what is known of its parts,
            abbreviation of a type that is cited by its name)
        """
        rows = self.env.execute_query(
            SQL(
                """WITH used AS MATERIALIZED (
                       SELECT DISTINCT n.register_id, n.skpd_id, n.type_id
                         FROM eoffice_naskah n
                        WHERE n.number_year = %(year)s AND n.number_seq IS NOT NULL
                   )
                   SELECT o.id, o.abbreviation, t.code, r.id, r.organisation_id, r.code,
                          COALESCE(u.pattern, t.number_pattern),
                          CASE WHEN t.is_cited_by_name THEN t.code ELSE '' END
                     FROM eoffice_organisation o CROSS JOIN eoffice_naskah_type t"""
                + RESOLVED
                + """WHERE o.is_skpd AND o.active AND t.active AND t.is_numbered
                       AND COALESCE(t.valid_from, %(day)s) <= %(day)s
                       AND COALESCE(t.valid_to, %(day)s) >= %(day)s
                       AND NOT EXISTS (SELECT FROM eoffice_regulation g
                                        WHERE g.id = t.regulation_id
                                          AND (g.date_from > %(day)s OR g.date_to < %(day)s))
                       AND (o.date_to IS NULL OR o.date_to >= %(day)s)
                       AND (%(day)s >= %(today)s
                            OR (r.id, o.id, t.id) IN (SELECT * FROM used)
                            OR r.id IN (SELECT c.register_id FROM eoffice_register_counter c
                                         WHERE c.year = %(year)s AND c.start_number > 0))""",
                day=day,
                today=office_today(),
                year=day.year,
            )
        )
        lines = set()
        for skpd_id, unit, jenis, register_id, keeper_id, code, pattern, cited in rows:
            known = {"unit": unit or "", "jenis": jenis, "register": code or ""}
            used = used_placeholders(pattern)
            parts = tuple((name, text) for name, text in known.items() if name in used)
            lines.add((skpd_id, keeper_id, register_id, pattern, parts, cited))
        return lines

    @api.model
    def _refuse_same_text(self, kind, organisation_id, one, other, year):
        registers = self.env["eoffice.register"].browse([one[0], other[0]])
        raise ValidationError(
            self.env._(
                "In %(year)s two letters of %(skpd)s could get the same number: by “%(one)s” in "
                "%(register)s, and by “%(other)s” in %(other_register)s. Add {jenis}, {register} "
                "or a text of its own to one of these patterns, or number both in one register by "
                "one pattern.",
                year=year,
                skpd=self.env["eoffice.organisation"].browse(organisation_id).name,
                one=one[1],
                register=registers[0].display_name,
                other=other[1],
                other_register=registers[1].display_name,
            )
        )
