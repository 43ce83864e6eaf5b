from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..tools.local_time import office_today


class Organisation(models.Model):
    """An abbreviation stands in numbers: in one year it stands for one row of numbers only.

    Who takes over the abbreviation of an SKPD that has ended, or was renamed, in the same year goes
    on where that one stopped (``eoffice.register._take_numbers``); who has given numbers under
    another abbreviation already waits for the next year.
    """

    _inherit = "eoffice.organisation"

    @api.constrains("abbreviation", "is_skpd", "active")
    def _check_abbreviation_not_in_numbers(self):
        year = office_today().year
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT o.id, u.name
                     FROM eoffice_organisation o
                     JOIN eoffice_register r ON r.organisation_id = o.id AND r.is_default
                          AND r.kind = 'keluar'
                     JOIN eoffice_register_counter own ON own.register_id = r.id
                          AND own.year = %(year)s AND own.last_number > own.start_number
                     JOIN eoffice_organisation u ON u.id <> o.id
                     JOIN eoffice_register other ON other.organisation_id = u.id
                          AND other.is_default AND other.kind = 'keluar'
                     JOIN eoffice_register_counter before ON before.register_id = other.id
                          AND before.year = %(year)s AND before.last_number > own.start_number
                    WHERE o.id = ANY(%(ids)s) AND o.is_skpd AND o.active AND o.abbreviation <> ''
                      AND (lower(u.abbreviation) = lower(o.abbreviation)
                           OR EXISTS (SELECT FROM eoffice_former_name f
                                       WHERE f.organisation_id = u.id
                                         AND lower(f.abbreviation) = lower(o.abbreviation)
                                         AND f.last_day >= make_date(%(year)s, 1, 1)))
                    LIMIT 1""",
                year=year,
                ids=self.ids,
            )
        )
        if rows:
            unit = self.browse(rows[0][0])
            raise ValidationError(
                self.env._(
                    "“%(abbreviation)s” stands in numbers that %(other)s gave in %(year)s, and "
                    "%(unit)s has given numbers of this year too: two letters could get the same "
                    "number. Take another abbreviation, or this one from 1 January.",
                    abbreviation=unit.abbreviation,
                    other=rows[0][1],
                    year=year,
                    unit=unit.name,
                )
            )
