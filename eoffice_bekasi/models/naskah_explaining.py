from odoo import api, fields, models

from ..tools.seats import Letter
from .closure import parties_query


class Naskah(models.Model):
    """Who may read a letter, and why: the closure in words, for the registry and for auditors."""

    _inherit = "eoffice.naskah"

    @api.readonly
    def explain_access(self):
        """Return who may read this letter now and because of what.

        Drawn from the same parties as the stored closure, and the same seats as the guards.

        :return: list of dicts with ``jabatan``, ``level`` (content or envelope), ``reasons`` (texts)
            and ``people`` (list of dicts ``name``, ``how``)
        :raise AccessError: the letter is not open to this account
        """
        self.ensure_one()
        self.check_access("read")
        self._flush_guard()
        levels = {jabatan_id: level for _id, jabatan_id, level in self._naive_closure()}
        jabatan = self.env["eoffice.jabatan"].browse(levels)
        reasons = self._access_reasons(jabatan)
        people = self._access_people(jabatan)
        return [
            {
                "jabatan_id": one.id,
                "jabatan": one.name,
                "level": levels[one.id],
                "reasons": reasons.get(one.id, []),
                "people": people.get(one.id, []),
            }
            for one in jabatan.sorted(lambda one: (levels[one.id], one.name))
        ]

    def _access_reasons(self, jabatan):
        """Return dict of jabatan id to the reasons, in words with their dates."""
        labels = {
            "drafter": self.env._("drafted it"),
            "paraf": self.env._("gives paraf"),
            "koordinasi": self.env._("gives paraf koordinasi"),
            "check": self.env._("checks it for the registry"),
            "sign": self.env._("signs it"),
            "opinion": self.env._("is asked for an opinion"),
            "kepada": self.env._("addressee (kepada)"),
            "tembusan": self.env._("gets a copy (tembusan)"),
            "disposition": self.env._("it was disposed to"),
            "registrar": self.env._("registered it"),
            "sent_on": self.env._("it was addressed to, and sent on from"),
        }
        rows = self.env.execute_query(parties_query(self.ids))
        reasons, parties = {}, {}
        for _naskah_id, jabatan_id, reason, since in sorted(rows, key=lambda row: str(row[3])):
            if jabatan_id not in jabatan.ids:
                continue
            parties[jabatan_id] = True
            text = labels[reason]
            if since:
                day = fields.Datetime.context_timestamp(self, since).date()
                text = self.env._(
                    "%(what)s, since %(day)s", what=text, day=day.strftime("%d-%m-%Y")
                )
            if text not in reasons.setdefault(jabatan_id, []):
                reasons[jabatan_id].append(text)
        if self.submitted_at:
            # sudo: which desk keeps whose registry is no secret.
            for party in self.env["eoffice.jabatan"].sudo().browse(parties):
                registry = party.skpd_id.registry_jabatan_id
                if registry.id in jabatan.ids:
                    text = self.env._("registry of %s", party.skpd_id.name)
                    if text not in reasons.setdefault(registry.id, []):
                        reasons[registry.id].append(text)
        return reasons

    def _access_people(self, jabatan):
        """Return dict of jabatan id to who reads in it now: holders, delegates, assistants."""
        secret = self.is_secret
        facts = Letter(self.type_id.id, self.organisation_id.id, secret)
        kinds = dict(
            self.env["eoffice.assignment"]._fields["kind"]._description_selection(self.env)
        )
        people = {one.id: [] for one in jabatan}
        # sudo: who holds, carries or assists an office is public inside the city.
        for held in self.env["eoffice.assignment"].sudo()._current(jabatan):
            how = self.env._(
                "%(kind)s since %(day)s",
                kind=kinds[held.kind],
                day=held.date_from.strftime("%d-%m-%Y"),
            )
            people[held.jabatan_id.id].append({"name": held.user_id.name, "how": how})
        delegation_kinds = dict(
            self.env["eoffice.delegation"]._fields["kind"]._description_selection(self.env)
        )
        for row in self.env["eoffice.delegation"]._running(jabatan):
            seat = row.delegate_id._eoffice_seats().find(row.jabatan_id.id, ("read",), facts)
            if not seat:
                continue
            until = fields.Datetime.context_timestamp(self, row.date_to)
            how = self.env._(
                "%(kind)s by delegation until %(moment)s",
                kind=delegation_kinds[row.kind],
                moment=until.strftime("%d-%m-%Y %H:%M"),
            )
            people[row.jabatan_id.id].append({"name": row.delegate_id.name, "how": how})
        for row in self.env["eoffice.assistant"]._running(jabatan):
            if secret and not row.may_read_secret:
                continue
            how = self.env._("assistant of %s", row.official_id.name)
            people[row.jabatan_id.id].append({"name": row.user_id.name, "how": how})
        return people
