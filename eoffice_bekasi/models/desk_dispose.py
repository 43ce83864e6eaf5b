from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.local_time import office_zone_date

#: Deadlines that are offered, in working days; 0 is today.
DAYS = (0, 1, 2, 3, 5, 10)
#: So many subordinates are offered; who sits at the top has thousands.
MOST = 200


class Desk(models.AbstractModel):
    """What the dialog of a disposition offers, in one call."""

    _inherit = "eoffice.desk"

    @api.model
    @api.readonly
    def get_dispose_options(self, naskah_id, disposition_id=None, from_jabatan_id=None):
        """Return what the disposition dialog offers for a letter.

        :param int naskah_id: a letter that is on one's desk
        :param int disposition_id: the disposition that is to be forwarded, if it is one
        :param int from_jabatan_id: in which of one's positions; by default the one that has it
        :return: dict with ``from``, ``prepares`` (an assistant does), ``subordinates`` and
            ``others`` (beyond them, by a rule; with ``why``), ``instructions``, ``templates``,
            ``deadlines`` (in working days), ``default_deadline``, ``sifat``, ``urgensi``
        :raise AccessError: the letter is not on this account's desk
        """
        letter = self.env["eoffice.naskah"].browse(naskah_id)
        letter.check_access("read")
        source = self._dispose_source(letter, disposition_id, from_jabatan_id)
        giver = source.jabatan_id if source._name == "eoffice.recipient" else source.to_jabatan_id
        giver = self.env["eoffice.jabatan"].browse(giver.id)
        subordinates, direct = self._dispose_subordinates(giver)
        why = self.env["eoffice.disposition.rule"]._open_to(giver)
        others = self.env["eoffice.jabatan"].browse(why) - self.env["eoffice.disposition"]._below(
            giver
        )
        if source._name != "eoffice.recipient":
            others -= source._givers()
        others = others[:MOST]
        carried = (subordinates | others)._carried_texts()
        default = letter._default_deadline(source)
        sifat = dict(self.env["eoffice.sifat"]._selection())
        urgensi = dict(self.env["eoffice.urgensi"]._selection())
        return {
            "from": {"id": giver.id, "name": giver.name},
            "prepares": bool(letter._prepares(giver)),
            "subordinates": [
                {"id": one.id, "name": one.name, "direct": one in direct, **carried[one.id]}
                for one in subordinates
            ],
            "others": [
                {"id": one.id, "name": one.name, "why": why[one.id], **carried[one.id]}
                for one in others
            ],
            "instructions": [
                {"id": one.id, "name": one.name}
                for one in self.env["eoffice.instruction"]._offered(giver)
            ],
            "templates": self.env["eoffice.disposition.template"]._offered(
                giver, {id_ for id_, one in carried.items() if not one["vacant"]}
            ),
            "deadlines": self._dispose_deadlines(giver, default),
            "default_deadline": fields.Date.to_string(default),
            "sifat": {
                "code": letter.sifat,
                "label": sifat.get(letter.sifat, ""),
                "secret": letter.is_secret,
            },
            "urgensi": {
                "code": letter.urgensi,
                "label": urgensi.get(letter.urgensi, ""),
                "urgent": letter.is_urgent,
            },
        }

    def _dispose_source(self, letter, disposition_id, from_jabatan_id):
        if not disposition_id:
            return letter._disposable(from_jabatan_id)
        source = self.env["eoffice.disposition"].browse(disposition_id)
        source.check_access("read")
        if source.naskah_id != letter or not letter._own(
            source.to_jabatan_id, "dispose", "prepare"
        ):
            raise AccessError(
                self.env._("This disposition was given to %s.", source.to_jabatan_id.name)
            )
        return source

    def _dispose_subordinates(self, giver):
        """Return whom a position may dispose to, the direct ones first; and these."""
        Jabatan = self.env["eoffice.jabatan"]
        direct = Jabatan.search([("superior_id", "=", giver.id)], limit=MOST)
        below = (
            Jabatan.search(
                [("id", "child_of", giver.id), ("id", "not in", (giver | direct).ids)],
                limit=max(MOST - len(direct), 0),
            )
            if len(direct) < MOST
            else Jabatan
        )
        return direct + below, direct

    def _dispose_deadlines(self, giver, default):
        """Return the days that are offered, counted in the working days of the giver's SKPD."""
        now = self.env.cr.now()
        calendar = giver.skpd_id._working_calendar()
        intervals = calendar._eoffice_intervals(now, now + timedelta(days=45)) if calendar else ()
        days = sorted({office_zone_date(opens) for opens, closes in intervals if closes > now})
        if not days:
            days = [office_zone_date(now) + timedelta(days=place) for place in range(DAYS[-1] + 1)]
        offered = {days[count]: count for count in DAYS if count < len(days)}
        if default in days:
            offered.setdefault(default, days.index(default))
        else:
            offered.setdefault(default, False)
        today = office_zone_date(now)
        return [
            {
                "days": count,
                "date": fields.Date.to_string(day),
                "label": self._deadline_label(day, count, today),
                "default": day == default,
            }
            for day, count in sorted(offered.items())
        ]

    def _deadline_label(self, day, count, today):
        if day == today:
            return self.env._("Today")
        if day == today + timedelta(days=1):
            return self.env._("Tomorrow")
        if count is False or count < 1:
            return f"{day:%d-%m-%Y}"
        if count == 1:
            return self.env._("1 working day")
        return self.env._("%s working days", count)
