from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

#: Work of others that waits at a position, by kind; each branch reads a partial index of open work.
KINDS = ("sign", "paraf", "check", "opinion", "dispose", "followup")
_OPEN = """
    SELECT CASE s.kind WHEN 'koordinasi' THEN 'paraf' ELSE s.kind END AS kind, s.naskah_id,
           s.jabatan_id, s.current_since AS since, s.due_at
      FROM eoffice_approval_step s
     WHERE s.state = 'current' AND s.jabatan_id = ANY(%(ids)s)
     UNION ALL
    SELECT 'opinion', o.naskah_id, o.jabatan_id, o.asked_at, o.due_at
      FROM eoffice_opinion o
     WHERE o.state = 'asked' AND o.jabatan_id = ANY(%(ids)s)
     UNION ALL
    SELECT 'dispose', r.naskah_id, r.jabatan_id, r.delivered_at, r.respond_by
      FROM eoffice_recipient r
     WHERE r.state IN ('delivered', 'read') AND r.kind = 'kepada' AND r.jabatan_id = ANY(%(ids)s)
     UNION ALL
    SELECT 'followup', d.naskah_id, d.to_jabatan_id, d.sent_at,
           (d.deadline + 1)::timestamp AT TIME ZONE 'Asia/Jakarta' AT TIME ZONE 'UTC'
      FROM eoffice_disposition d
     WHERE d.state IN ('sent', 'read', 'accepted') AND d.to_jabatan_id = ANY(%(ids)s)
"""
#: How much slower or quicker a desk is called, than in the last three months.
TREND = 0.2
#: So many letters are shown of one desk.
LETTERS = 80


class Bottleneck(models.AbstractModel):
    """Where letters wait: how many at each desk, how long, how many late, and how quick it usually is.

    - Head of an SKPD (who carries that position, not his assistant): the positions of his SKPD as
      figures; of the letters that wait there those that he may read anyway, the others as a count.
    - Pengarah / Penanggung jawab: each SKPD of the city as figures, no letter (Ps. 7(2), 7(3)).
    - Nobody else.
    """

    _name = "eoffice.bottleneck"
    _description = "Bottlenecks"

    @api.model
    @api.readonly
    def get_bottlenecks(self, skpd_id=None):
        """Return where letters wait in an SKPD of one's own, or in the city.

        :param int skpd_id: one of those in ``choices``; by default the first. The Pengarah's whole
            city is 0
        :return: dict with ``choices`` (list of id and name), ``skpd_id``, ``of_city`` (rows are
            SKPD and open no letters), ``totals`` and ``rows``: for each desk ``id``, ``name``,
            ``holder``, ``counts`` by kind, ``waiting``, ``late``, ``oldest`` (UTC), ``median`` and
            ``ninth`` (working minutes of the last 90 days), ``median_30``, ``ninth_30``,
            ``decided`` and ``trend`` (slower, quicker, same or False)
        :raise AccessError: not the head of that SKPD, nor Pengarah / Penanggung jawab
        """
        heads = self._headed()
        director = self.env.user.has_group("eoffice_bekasi.group_director")
        choices = [{"id": unit.id, "name": unit.name} for unit in heads]
        if director:
            choices.append({"id": 0, "name": self.env._("The whole city")})
        chosen = choices[0]["id"] if choices and (skpd_id is None or skpd_id is False) else skpd_id
        if chosen not in [choice["id"] for choice in choices]:
            raise AccessError(self._refusal())
        rows = self._of_city() if chosen == 0 else self._of_skpd(heads.browse(chosen))
        return {
            "choices": choices,
            "skpd_id": chosen,
            "of_city": chosen == 0,
            "rows": rows,
            "totals": {
                "waiting": sum(row["waiting"] for row in rows),
                "late": sum(row["late"] for row in rows),
                "counts": {kind: sum(row["counts"][kind] for row in rows) for kind in KINDS},
            },
        }

    @api.model
    @api.readonly
    def get_waiting(self, jabatan_id):
        """Return the letters that wait at a desk of one's own SKPD.

        :param int jabatan_id: a position of an SKPD whose head the account is
        :return: dict with ``letters`` (those that the account may read: ``id``, ``number``,
            ``subject``, ``kind``, ``since``, ``due_at``, ``late``; the oldest first) and
            ``others`` (how many it may not read, or that are too many to show)
        :raise AccessError: not the head of that position's SKPD
        """
        # sudo: of which SKPD a position is, is no secret.
        jabatan = self.env["eoffice.jabatan"].sudo().browse(jabatan_id).exists()
        if not jabatan or jabatan.skpd_id.id not in self._headed().ids:
            raise AccessError(self._refusal())
        self.env["eoffice.desk"]._flush()
        rows = self.env.execute_query(
            SQL(
                "SELECT w.naskah_id, w.kind, w.since, w.due_at, count(*) OVER () FROM (%s) w "
                "ORDER BY w.since, w.naskah_id LIMIT %s",
                self._open([jabatan.id]),
                LETTERS,
            )
        )
        # The records are read as the user himself, so a hidden subject stays hidden.
        letters = self.env["eoffice.naskah"].search([("id", "in", [row[0] for row in rows])])
        by_id = {letter.id: letter for letter in letters}
        now = self.env.cr.now()
        shown = [
            {
                "id": naskah_id,
                "number": by_id[naskah_id].number or "",
                "subject": by_id[naskah_id].subject or "",
                "secret": by_id[naskah_id].is_secret,
                "kind": kind,
                "since": fields.Datetime.to_string(since) if since else False,
                "due_at": fields.Datetime.to_string(due) if due else False,
                "late": bool(due and due < now),
            }
            for naskah_id, kind, since, due, _all in rows
            if naskah_id in by_id
        ]
        return {"letters": shown, "others": (rows[0][4] if rows else 0) - len(shown)}

    # ------------------------------------------------------------------ helpers

    @api.model
    def _headed(self):
        """Return the SKPD whose head the account is: it decides in that position on every letter."""
        own = [
            seat.jabatan_id for seat in self.env.user._eoffice_seats() if seat.always(("approve",))
        ]
        return self.env["eoffice.organisation"].search(
            [("is_skpd", "=", True), ("head_jabatan_id", "in", own)]
        )

    @api.model
    def _refusal(self):
        return self.env._(
            "Where letters wait is shown to the head of an SKPD, and for the whole city to the "
            "Pengarah and Penanggung jawab."
        )

    @api.model
    def _open(self, jabatan_ids):
        return SQL(_OPEN, ids=list(jabatan_ids))

    @api.model
    def _of_skpd(self, skpd):
        # sudo: the positions of his SKPD, names and holders, are no secret.
        jabatan = self.env["eoffice.jabatan"].sudo().search([("skpd_id", "=", skpd.id)])
        carriers = jabatan._carriers()
        nobody = self.env["res.users"]
        waiting = self._waiting(jabatan.ids, SQL("w.jabatan_id"))
        paces = self._paces(jabatan.ids, SQL("p.jabatan_id"))
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "holder": ", ".join(carriers.get(one.id, nobody).mapped("name")),
                **waiting.get(one.id, self._nothing()),
                **paces.get(one.id, self._no_pace()),
            }
            for one in jabatan
        ]
        return self._ordered(row for row in rows if row["waiting"] or row["decided"])

    @api.model
    def _of_city(self):
        # sudo: figures of the whole city are the Pengarah's; no letter is among them.
        jabatan = self.env["eoffice.jabatan"].sudo().search([("skpd_id", "!=", False)])
        skpd = jabatan.skpd_id
        waiting = self._waiting(jabatan.ids, SQL("j.skpd_id"))
        paces = self._paces(jabatan.ids, SQL("j.skpd_id"))
        rows = [
            {
                "id": unit.id,
                "name": unit.name,
                "holder": "",
                **waiting.get(unit.id, self._nothing()),
                **paces.get(unit.id, self._no_pace()),
            }
            for unit in skpd
        ]
        return self._ordered(row for row in rows if row["waiting"] or row["decided"])

    @api.model
    def _ordered(self, rows):
        """Return the desks where most is late first, then where most waits, and longest."""
        return sorted(
            rows, key=lambda row: (-row["late"], -row["waiting"], row["oldest"] or "9", row["name"])
        )

    @api.model
    def _nothing(self):
        return {"counts": dict.fromkeys(KINDS, 0), "waiting": 0, "late": 0, "oldest": False}

    @api.model
    def _no_pace(self):
        return {
            "median": False,
            "ninth": False,
            "median_30": False,
            "ninth_30": False,
            "decided": 0,
            "trend": False,
        }

    @api.model
    def _waiting(self, jabatan_ids, place):
        """Return what waits at each place now, in one query over the partial indexes."""
        self.env["eoffice.desk"]._flush()
        found = {}
        for id_, kind, count, late, oldest in self.env.execute_query(
            SQL(
                """SELECT %s AS place, w.kind, count(*), count(*) FILTER (WHERE w.due_at < %s),
                          min(w.since)
                     FROM (%s) w JOIN eoffice_jabatan j ON j.id = w.jabatan_id
                    GROUP BY place, w.kind""",
                place,
                self.env.cr.now(),
                self._open(jabatan_ids),
            )
        ):
            row = found.setdefault(id_, self._nothing())
            row["counts"][kind] = count
            row["waiting"] += count
            row["late"] += late
            oldest = fields.Datetime.to_string(oldest) if oldest else False
            row["oldest"] = min(filter(None, (row["oldest"], oldest)), default=False)
        return found

    @api.model
    def _paces(self, jabatan_ids, place):
        """Return how quick each place usually is, over all kinds of steps by how many there were."""
        self.env["eoffice.step.pace"].flush_model()
        found = {}
        for id_, days, count, median, ninth in self.env.execute_query(
            SQL(
                """SELECT %s AS place, p.days, sum(p.count), sum(p.median * p.count) / sum(p.count),
                          sum(p.ninth * p.count) / sum(p.count)
                     FROM eoffice_step_pace p JOIN eoffice_jabatan j ON j.id = p.jabatan_id
                    WHERE p.jabatan_id = ANY(%s)
                    GROUP BY place, p.days""",
                place,
                list(jabatan_ids),
            )
        ):
            row = found.setdefault(id_, self._no_pace())
            if days == 30:
                row.update(median_30=int(median), ninth_30=int(ninth))
            else:
                row.update(median=int(median), ninth=int(ninth), decided=int(count))
        for row in found.values():
            row["trend"] = _trend(row["median_30"], row["median"])
        return found


def _trend(last, before):
    """Return whether the last month was slower or quicker than the three months that end with it."""
    if last is False or not before:
        return False
    if last > before * (1 + TREND):
        return "slower"
    return "quicker" if last < before * (1 - TREND) else "same"
