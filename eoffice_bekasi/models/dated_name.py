from collections import defaultdict
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.dated_name import name_on
from ..tools.local_time import office_today, office_zone_date

#: Context key: the first day of the new name, a ``datetime.date``. A client can't send one.
NAME_FROM = "eoffice_name_from"


class DatedName(models.AbstractModel):
    """Something whose name changes from a day on; what it was called before is kept.

    Whoever may change the name changes it; the former name is kept by itself.
    """

    _name = "eoffice.dated.name"
    _description = "Has a name of the day"

    #: Field of ``eoffice.former.name`` that points here; set by whoever inherits.
    _former_name_field = None
    #: Fields that are kept when they change.
    _dated_fields = ("name",)

    def write(self, vals):
        changed = self._dated_fields & vals.keys()
        if changed:
            self.filtered(
                lambda one: any(one[name] and one[name] != vals[name] for name in changed)
            )._keep_former_names()
        return super().write(vals)

    def _renamed_from(self, day):
        """Return these records, for a ``write`` whose new name is in force from that day on."""
        return self.with_context(**{NAME_FROM: day})

    def _keep_former_names(self):
        """Keep the names these records have, up to the day before the new ones begin.

        A name that was never in force on a whole day leaves no trace.

        :raise UserError: the new name would begin before one that was given later
        """
        planned = self.env.context.get(NAME_FROM)
        planned = planned if isinstance(planned, date) else None
        first_day = planned or office_today()
        last_day = first_day - timedelta(days=1)
        # sudo: the system keeps the history for whoever may change the name.
        Former = self.env["eoffice.former.name"].sudo()
        latest = dict(
            Former._read_group(
                [(self._former_name_field, "in", self.ids)],
                [self._former_name_field],
                ["last_day:max"],
            )
        )
        rows = []
        for one in self:
            before = latest.get(one)
            if planned and before and before > last_day:
                raise UserError(
                    self.env._(
                        "%(name)s got this name on %(day)s; a change can't begin before that. "
                        "Choose a later day.",
                        name=one.display_name,
                        day=fields.Date.to_string(before + timedelta(days=1)),
                    )
                )
            if before and before >= last_day:
                continue
            if not planned and office_zone_date(one.create_date) >= first_day:
                continue
            kept = {name: one[name] for name in self._dated_fields}
            rows.append({self._former_name_field: one.id, "last_day": last_day, **kept})
        Former.create(rows)

    def _name_on(self, day):
        """Return what this was called on a day.

        :param datetime.date day: any day, past ones too
        :rtype: str
        """
        self.ensure_one()
        return self._names_on([(self.id, day)])[self.id, day]

    @api.model
    def _names_on(self, wanted):
        """Return what these were called on these days, in as many statements for many as for one.

        :param wanted: iterable of (id, day); a day that is False or None means now
        :return: dict of (id, day) to name; "" without an id
        """
        wanted = set(wanted)
        # sudo: names of units and positions are public inside the city.
        records = self.sudo().browse({id_ for id_, _day in wanted if id_})
        current = {one.id: one.name or "" for one in records}
        former = defaultdict(list)
        # sudo: so are the names they had.
        Former = self.env["eoffice.former.name"].sudo()
        for row in Former.search([(self._former_name_field, "in", records.ids)]):
            former[row[self._former_name_field].id].append((row.last_day, row.name))
        return {
            (id_, day): name_on(current.get(id_, ""), former[id_] if day else (), day)
            for id_, day in wanted
        }
