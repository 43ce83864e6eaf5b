from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

#: So many findings are listed; more are counted.
LISTED = 200
#: What is wrong with a register, one row a finding: (register, year, what, first, last). Missing
#: numbers are found as the space between two neighbours, so that a million costs one sort.
_FINDINGS = """
    WITH counter AS (
        SELECT c.register_id, c.year, c.start_number, c.last_number
          FROM eoffice_register_counter c
         WHERE c.register_id = ANY(%(registers)s) AND (%(year)s IS NULL OR c.year = %(year)s)
    ), explained AS (
        SELECT e.register_id, e.year, e.number, count(*) AS times
          FROM (%(explained)s) e
         WHERE e.register_id = ANY(%(registers)s) AND (%(year)s IS NULL OR e.year = %(year)s)
         GROUP BY e.register_id, e.year, e.number
    ), neighbour AS (
        SELECT p.register_id, p.year, p.number,
               lag(p.number) OVER (PARTITION BY p.register_id, p.year ORDER BY p.number) AS before
          FROM (SELECT register_id, year, start_number AS number FROM counter
                 UNION ALL SELECT register_id, year, last_number + 1 FROM counter
                 UNION ALL
                SELECT e.register_id, e.year, e.number
                  FROM explained e JOIN counter c USING (register_id, year)
                 WHERE e.number > c.start_number AND e.number <= c.last_number) p
    ), letter AS (
        SELECT n.id, n.register_id, n.number_year AS year, n.number_seq AS number
          FROM eoffice_naskah n
         WHERE n.number_seq IS NOT NULL AND n.register_id = ANY(%(registers)s)
           AND (%(year)s IS NULL OR n.number_year = %(year)s)
         UNION
        -- The numbers of the other parties; who signs a corrected letter again keeps his.
        SELECT s.naskah_id, s.register_id, s.number_year, s.number_seq
          FROM eoffice_signature s
         WHERE s.number_seq <> 0 AND s.register_id = ANY(%(registers)s)
           AND (%(year)s IS NULL OR s.number_year = %(year)s)
    )
    SELECT register_id, year, 'missing', before + 1, number - 1
      FROM neighbour WHERE number - before > 1
     UNION ALL
    SELECT register_id, year, 'double', number, number FROM explained WHERE times > 1
     UNION ALL
    SELECT e.register_id, e.year, 'outside', e.number, e.number
      FROM explained e LEFT JOIN counter c USING (register_id, year)
     WHERE c.register_id IS NULL OR e.number <= c.start_number OR e.number > c.last_number
     UNION ALL
    SELECT l.register_id, l.year, 'no_line', l.number, l.number
      FROM letter l
     WHERE NOT EXISTS (SELECT FROM eoffice_agenda a
                        WHERE a.register_id = l.register_id AND a.year = l.year
                          AND a.number = l.number AND a.naskah_id = l.id)
     UNION ALL
    SELECT a.register_id, a.year, 'no_letter', a.number, a.number
      FROM eoffice_agenda a
     WHERE a.direction = 'keluar' AND a.register_id = ANY(%(registers)s)
       AND (%(year)s IS NULL OR a.year = %(year)s)
       AND NOT EXISTS (SELECT FROM eoffice_naskah n
                        WHERE n.register_id = a.register_id AND n.number_year = a.year
                          AND n.number_seq = a.number AND n.id = a.naskah_id)
       AND NOT EXISTS (SELECT FROM eoffice_signature s
                        WHERE s.register_id = a.register_id AND s.number_year = a.year
                          AND s.number_seq = a.number AND s.naskah_id = a.naskah_id)
     ORDER BY 1, 2, 4, 3
"""


class Register(models.Model):
    """The proof that a register is whole: each number given once, none left out unexplained.

    Registry and head of the SKPD, Administrator: check. It answers with numbers, never letters.
    """

    _inherit = "eoffice.register"

    @api.model
    def _explained_numbers(self):
        """Return queries of rows (register_id, year, number) that explain the numbers given.

        A number is explained once: whatever explains numbers besides letters adds its own query
        here, and leaves out numbers that a letter has. Numbers up to the counter's
        ``start_number`` need no explanation.

        :rtype: list of SQL
        """
        # A correction repeats the number of the line that it corrects.
        return [SQL("SELECT register_id, year, number FROM eoffice_agenda WHERE revision = 0")]

    def _check_numbers(self, year=None):
        """Return all that is wrong with the numbers of these registers; of all, when called on none.

        :param int year: only of this year
        :return: list of dicts with ``register_id``, ``year``, ``what``, ``first`` and ``last``;
            ``what`` is ``missing`` (these numbers belong to nothing), ``double`` (to two things),
            ``outside`` (beyond the counter, or from before it began), ``no_line`` (a letter that
            isn't in the agenda) or ``no_letter`` (a line of the agenda that no letter has)
        """
        registers = self or self.search([("id", "!=", False)])
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                _FINDINGS,
                registers=registers.ids,
                year=year,
                explained=SQL(" UNION ALL ").join(self._explained_numbers()),
            )
        )
        names = ("register_id", "year", "what", "first", "last")
        return [dict(zip(names, row, strict=True)) for row in rows]

    @api.model
    def _findings_texts(self, findings):
        """Return the answer of ``_check_numbers`` as texts for people."""
        sentences = {
            "missing": self.env._("%s: missing, it belongs to no letter and was not set aside"),
            "double": self.env._("%s: there twice"),
            "outside": self.env._("%s: not among the numbers that this register has given"),
            "no_line": self.env._("%s: a letter has it, but it isn't in the agenda"),
            "no_letter": self.env._("%s: in the agenda, but its letter has another number"),
        }
        texts = [
            sentences[one["what"]]
            % (
                one["first"]
                if one["first"] == one["last"]
                else self.env._("%(first)s to %(last)s", first=one["first"], last=one["last"])
            )
            for one in findings[:LISTED]
        ]
        if len(findings) > LISTED:
            texts.append(self.env._("… and %s more", len(findings) - LISTED))
        return texts

    def _check_may_check(self):
        """Refuse whoever neither keeps these registers, leads their SKPD, nor is Administrator."""
        user = self.env.user
        if self.env.su or user.has_group("eoffice_bekasi.group_administrator"):
            return
        seats = set(user._eoffice_seats().ids("read"))
        for unit in self.organisation_id:
            if not seats & {unit.registry_jabatan_id.id, unit.head_jabatan_id.id}:
                raise AccessError(
                    self.env._(
                        "The numbers of %s are checked by its registry, its head or the "
                        "Administrator.",
                        unit.name,
                    )
                )

    def action_check_numbers(self):
        """Show whether the register is whole.

        :return: action that opens the result
        """
        self.ensure_one()
        self._check_may_check()
        check = self.env["eoffice.register.check"].create({"register_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check of numbers"),
            "res_model": check._name,
            "res_id": check.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_start_numbers(self):
        """Open the form for the last number that was given on paper."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Numbers before the system"),
            "res_model": "eoffice.register.start",
            "view_mode": "form",
            "target": "new",
            "context": {"default_register_id": self.id},
        }
