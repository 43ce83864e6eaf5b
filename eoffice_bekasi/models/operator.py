from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.local_time import office_today


class Operator(models.Model):
    """Who is operator of an SKPD, from when to when, and who appointed him; kept for ever.

    Every account reads. Whoever carries the head position of the SKPD now, and the Administrator,
    appoint, replace and end, by the verbs; nobody writes or deletes (Ps. 7(8), 11(2)).
    """

    _name = "eoffice.operator"
    _description = "Operator of an SKPD"
    _order = "date_from desc, id desc"

    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", "Operator", required=True, readonly=True, index=True, ondelete="restrict"
    )
    date_from = fields.Datetime("Since", required=True, readonly=True)
    date_to = fields.Datetime("Until", readonly=True)
    decree = fields.Char("Decree or note", readonly=True)
    appointed_by_id = fields.Many2one(
        "res.users", "Appointed by", required=True, readonly=True, ondelete="restrict"
    )
    appointed_as_id = fields.Many2one(
        "eoffice.jabatan", "Appointed as", readonly=True, ondelete="restrict"
    )
    ended_by_id = fields.Many2one("res.users", "Ended by", readonly=True, ondelete="restrict")
    may_end = fields.Boolean("Mine to end", compute="_compute_may_end")

    _one_operator = models.Constraint(
        "EXCLUDE USING gist (skpd_id WITH =, tsrange(date_from, date_to) WITH &&)",
        "This SKPD has an operator already. Replace him instead of appointing a second.",
    )
    _one_skpd = models.Constraint(
        "EXCLUDE USING gist (user_id WITH =, tsrange(date_from, date_to) WITH &&)",
        "This person is operator of another SKPD. Choose somebody else, or let that end first.",
    )
    _period = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The appointment ends before it begins.",
    )

    @api.depends("skpd_id", "user_id")
    def _compute_display_name(self):
        for operator in self:
            operator.display_name = f"{operator.user_id.name} – {operator.skpd_id.name}"

    @api.depends("date_to", "skpd_id.head_jabatan_id")
    @api.depends_context("uid")
    def _compute_may_end(self):
        appointable = self.skpd_id._operator_appointable()
        for operator in self:
            operator.may_end = not operator.date_to and operator.skpd_id in appointable

    # ------------------------------------------------------------------ verbs

    @api.model
    def action_appoint(self, skpd_id, user_id, decree=None):
        """Appoint the operator of an SKPD that has none, from now on.

        :param int skpd_id: the SKPD
        :param int user_id: an account that holds a position in it; not its head
        :param str decree: number of the decree, or another note
        :return: dict with ``id`` of the appointment, ``skpd_id`` and ``user_id``
        :raise AccessError: neither its head nor Administrator
        :raise UserError: it has an operator; or the person can't be operator of it
        """
        skpd = self.env["eoffice.organisation"].browse(skpd_id).exists()
        skpd._check_may_appoint()
        present = self._in_force(skpd)
        if present:
            raise UserError(
                self.env._(
                    "%(person)s is operator of %(skpd)s already, and there is only one. Replace "
                    "the present operator instead.",
                    person=present.user_id.name,
                    skpd=skpd.name,
                )
            )
        return self._appoint(skpd, user_id, decree)

    def action_replace(self, user_id, decree=None):
        """End this appointment and appoint another operator, in one step.

        :param int user_id: an account that holds a position in the SKPD; not its head
        :param str decree: number of the decree, or another note
        :return: dict with ``id`` of the new appointment, ``skpd_id`` and ``user_id``
        :raise AccessError: neither head of the SKPD nor Administrator
        :raise UserError: ended already; or the person can't be operator of it
        """
        self.ensure_one()
        self.skpd_id._check_may_appoint()
        if self.user_id.id == user_id:
            raise UserError(
                self.env._("%s is the operator already. Choose somebody else.", self.user_id.name)
            )
        self._check_open()
        # sudo: who is operator is written by these verbs, after the check above.
        self.sudo()._end()
        return self._appoint(self.skpd_id, user_id, decree)

    def action_end(self):
        """End this appointment now. The SKPD then has no operator, and its head is asked for one.

        :return: dict with ``id`` and ``date_to``
        :raise AccessError: neither head of the SKPD nor Administrator
        :raise UserError: ended already
        """
        self.ensure_one()
        self.skpd_id._check_may_appoint()
        self._check_open()
        # sudo: see action_replace.
        self.sudo()._end()
        return {"id": self.id, "date_to": fields.Datetime.to_string(self.date_to)}

    @api.model
    @api.readonly
    def get_requests(self):
        """Return the SKPD whose head is asked by the app to appoint an operator (Ps. 11(2)).

        :return: list of dicts with ``id`` and ``name``, for the current account; mostly empty
        """
        heads = self.env["eoffice.jabatan"].browse(self.env.user._eoffice_jabatan_ids())
        skpd = (
            self.env["eoffice.organisation"]
            .search([("is_skpd", "=", True), ("head_jabatan_id", "in", heads.ids)])
            ._operator_appointable(administrator=False)
        )
        missing = skpd - self._in_force(skpd).skpd_id
        return [{"id": one.id, "name": one.name} for one in missing]

    @api.model
    @api.readonly
    def get_candidates(self, skpd_id):
        """Return who may become operator of an SKPD: those who work in it, its head excepted.

        The people of the registry desk come first, then other staff, then officials.

        :param int skpd_id: the SKPD
        :return: dict with ``skpd`` (name), ``operator`` (present one: dict with ``id``, ``name``,
            or None) and ``candidates`` (list of dicts with ``id``, ``name``, ``jabatan``)
        :raise AccessError: neither its head nor Administrator
        """
        skpd = self.env["eoffice.organisation"].browse(skpd_id).exists()
        skpd._check_may_appoint()
        present = self._in_force(skpd)
        people = {}
        for assignment in self._staff(skpd):
            if assignment.user_id != present.user_id:
                people.setdefault(assignment.user_id, []).append(assignment.jabatan_id)

        def place(person):
            registry = skpd.registry_jabatan_id in people[person]
            plain = all(jabatan.kind == "pelaksana" for jabatan in people[person])
            return (not registry, not plain, person.name)

        return {
            "skpd": skpd.name,
            "operator": {"id": present.id, "name": present.user_id.name} if present else None,
            "candidates": [
                {
                    "id": person.id,
                    "name": person.name,
                    "jabatan": ", ".join(jabatan.name for jabatan in people[person]),
                }
                for person in sorted(people, key=place)
            ],
        }

    def action_open_replace(self):
        """Open the choice of who replaces this operator."""
        self.ensure_one()
        return self.skpd_id.action_appoint_operator()

    # ------------------------------------------------------------------ helpers

    @api.model
    def _in_force(self, skpd=None, users=None):
        """Return the appointments of people who work in their SKPD today, in sudo mode.

        :param skpd: only of these organisations
        :param users: only of these accounts
        """
        domain = Domain("date_to", "=", False)
        if skpd is not None:
            domain &= Domain("skpd_id", "in", skpd.ids)
        if users is not None:
            domain &= Domain("user_id", "in", users.ids)
        # sudo: who is operator is public inside the city.
        appointments = self.sudo().search(domain)
        return appointments - appointments._of_leavers()

    def _of_leavers(self):
        """Return those whose operator holds no position in the SKPD today, or has no account."""
        if not self:
            return self
        for name in (self._name, "eoffice.assignment", "eoffice.jabatan", "res.users"):
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT o.id FROM eoffice_operator o JOIN res_users u ON u.id = o.user_id
                    WHERE o.id = ANY(%(ids)s)
                      AND NOT (u.active AND EXISTS (
                        SELECT FROM eoffice_assignment a
                          JOIN eoffice_jabatan j ON j.id = a.jabatan_id AND j.active
                         WHERE a.user_id = o.user_id AND j.skpd_id = o.skpd_id
                           AND a.date_from <= %(today)s
                           AND (a.date_to IS NULL OR a.date_to >= %(today)s)))""",
                ids=self.ids,
                today=office_today(),
            )
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _end_leavers(self):
        """End the appointments of operators who left their SKPD.

        Once a day and before a new appointment, not with each assignment: between two positions in
        the same SKPD there is a moment without one.
        """
        # sudo: the calendar ends them, no person.
        self.sudo().search([("date_to", "=", False)])._of_leavers()._end()

    @api.model
    def _staff(self, skpd):
        """Return the assignments of those who may become operator of an SKPD, in sudo mode."""
        # sudo: who holds which position is public inside the city.
        assignments = self.env["eoffice.assignment"].sudo()._current(skpd.skpd_jabatan_ids)
        heads = skpd.head_jabatan_id._carriers().get(skpd.head_jabatan_id.id)
        return assignments.filtered(
            lambda one: one.user_id.active and not (heads and one.user_id in heads)
        )

    @api.model
    def _appoint(self, skpd, user_id, decree):
        if user_id not in self._staff(skpd).user_id.ids:
            raise UserError(
                self.env._(
                    "The operator is one of the staff of %s, not its head. Choose somebody who "
                    "holds a position there and has an account.",
                    skpd.name,
                )
            )
        head = skpd.head_jabatan_id
        as_head = head if skpd._operator_appointable(administrator=False) else head.browse()
        self._end_leavers()
        # sudo: see action_replace.
        appointment = self.sudo().create(
            {
                "skpd_id": skpd.id,
                "user_id": user_id,
                "date_from": fields.Datetime.now(),
                "decree": (decree or "").strip() or False,
                "appointed_by_id": self.env.uid,
                "appointed_as_id": as_head.id,
            }
        )
        appointment.flush_recordset()
        appointment._changed("operator_appointed", as_head)
        return {"id": appointment.id, "skpd_id": skpd.id, "user_id": user_id}

    def _end(self):
        if not self:
            return
        self.write({"date_to": fields.Datetime.now(), "ended_by_id": self.env.uid})
        self.flush_recordset()
        self._changed("operator_ended", self.env["eoffice.jabatan"])

    def _changed(self, kind, jabatan):
        """Note it in the event log and give or take the role."""
        for appointment in self:
            self.env["eoffice.event"]._log(
                None,
                kind,
                jabatan=jabatan,
                detail={
                    "skpd": appointment.skpd_id.name,
                    "operator": appointment.user_id.name,
                    "login": appointment.user_id.login,
                },
            )
        self.user_id._eoffice_sync_roles()

    def _check_open(self):
        if self.date_to:
            raise UserError(
                self.env._("This appointment has ended already. Look at the present one.")
            )
