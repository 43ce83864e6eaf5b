from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.local_time import office_today

KINDS = [
    ("an", "a.n."),
    ("ub", "u.b."),
]
#: What may still be changed of a mandate that has begun: the history stays as it was.
CHANGEABLE = frozenset({"date_to", "decree_number", "decree_date"})


class Mandate(models.Model):
    """A jabatan lets another sign on its behalf: a.n. one level down, u.b. two levels down.

    The principal stays answerable for what is signed. U.b. passes on an a.n.: the official between
    needs one himself (naskah-dinas.md sections 2 and 7).

    Every account: reads. Administrator: creates; changes all of one that has not begun, of others
    end and decree only. Nobody deletes one that has begun.
    """

    _name = "eoffice.mandate"
    _description = "Mandate to sign"
    _order = "date_from desc, id desc"

    principal_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "On behalf of",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('may_sign', '=', True)]",
    )
    kind = fields.Selection(KINDS, required=True, default="an")
    agent_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Signed by", required=True, index=True, ondelete="restrict"
    )
    between_jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Passed on by",
        compute="_compute_between_jabatan_id",
        store=True,
        precompute=True,
        ondelete="restrict",
        help="U.b.: the position between, whose own a.n. is passed on.",
    )
    type_ids = fields.Many2many(
        "eoffice.naskah.type",
        string="Naskah types",
        ondelete="restrict",
        help="Types of letters it is for; empty: all that the principal may sign.",
    )
    date_from = fields.Date("From", required=True, default=lambda self: office_today())
    date_to = fields.Date("Until", help="The last day; empty while it lasts.")
    decree_number = fields.Char("Decree number", required=True)
    decree_date = fields.Date("Decree date")
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")

    _period = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The mandate ends before it begins. Check its dates.",
    )

    @api.depends("kind", "agent_jabatan_id")
    def _compute_between_jabatan_id(self):
        # Not on the agent's superior: who it was passed on by then, history keeps.
        for mandate in self:
            superior = mandate.agent_jabatan_id.superior_id
            mandate.between_jabatan_id = superior if mandate.kind == "ub" else False

    @api.depends("date_from", "date_to")
    def _compute_in_force(self):
        today = office_today()
        for mandate in self:
            mandate.in_force = mandate._runs_on(today)

    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._running(office_today())

    @api.depends("kind", "principal_jabatan_id.name", "agent_jabatan_id.name")
    def _compute_display_name(self):
        kinds = dict(KINDS)
        for mandate in self:
            mandate.display_name = (
                f"{mandate.agent_jabatan_id.name or ''} {kinds[mandate.kind]} "
                f"{mandate.principal_jabatan_id.name or ''}"
            )

    # ------------------------------------------------------------------ rules

    @api.constrains("kind", "principal_jabatan_id", "agent_jabatan_id", "type_ids")
    def _check_levels(self):
        for mandate in self:
            principal, agent = mandate.principal_jabatan_id, mandate.agent_jabatan_id
            if agent.is_shared:
                raise ValidationError(
                    self.env._(
                        "%s is a desk that several people share; a signature is one person's.",
                        agent.name,
                    )
                )
            if not principal.may_sign:
                raise ValidationError(
                    self.env._(
                        "%s may not sign letters, so nobody can sign on its behalf.",
                        principal.name,
                    )
                )
            if not mandate._levels_agree():
                raise ValidationError(
                    self.env._(
                        "A.n. is given to a position directly below: %(agent)s isn't directly "
                        "below %(principal)s.",
                        agent=agent.name,
                        principal=principal.name,
                    )
                    if mandate.kind == "an"
                    else self.env._(
                        "U.b. is given two levels down: %(agent)s isn't two levels below "
                        "%(principal)s.",
                        agent=agent.name,
                        principal=principal.name,
                    )
                )
            refused = mandate.type_ids.filtered(
                lambda naskah_type, own=principal: not own._may_sign_type(naskah_type)
            )
            if refused:
                raise ValidationError(
                    self.env._(
                        "%(principal)s may not sign %(types)s, so it can't let others do so.",
                        principal=principal.name,
                        types=", ".join(refused.mapped("name")),
                    )
                )

    @api.constrains("kind", "agent_jabatan_id", "date_from", "date_to", "type_ids")
    def _check_passed_on(self):
        """U.b. needs the a.n. of the position between for as long as it lasts."""
        for mandate in self.filtered(lambda one: one.kind == "ub"):
            days = {mandate.date_from, mandate.date_to or fields.Date.to_date("9999-12-31")}
            types = mandate.type_ids or [mandate.type_ids]
            if not all(
                self._direct(mandate.principal_jabatan_id, mandate.between_jabatan_id, one, day)
                for day in days
                for one in types
            ):
                raise ValidationError(
                    self.env._(
                        "%(between)s needs a mandate a.n. %(principal)s for these naskah types "
                        "and this period before it can be passed on u.b.",
                        between=mandate.between_jabatan_id.name,
                        principal=mandate.principal_jabatan_id.name,
                    )
                )

    def write(self, vals):
        begun = self.filtered(lambda mandate: mandate._has_begun())
        if begun and not vals.keys() <= CHANGEABLE:
            raise UserError(
                self.env._(
                    "%s has been in force: only its end and its decree can be changed. "
                    "End it, and make a new one.",
                    begun[0].display_name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never_once_begun(self):
        if self.filtered(lambda mandate: mandate._has_begun()):
            raise UserError(self.env._("A mandate that has been in force is kept. End it instead."))

    def _has_begun(self):
        return self.date_from < office_today()

    # ------------------------------------------------------------------ answers

    @api.model
    def _valid(self, principal, agent, naskah_type, day):
        """Return the mandate by which ``agent`` signs for ``principal`` on a day.

        Of u.b. the a.n. that it passes on must be in force too. For today and later the two must
        still stand one or two levels apart; of the past, what was given then counts.

        :param principal: jabatan on whose behalf
        :param agent: jabatan that signs
        :param naskah_type: ``eoffice.naskah.type`` of the letter
        :param datetime.date day: any day
        :return: the mandate (in sudo mode), or none; a.n. before u.b.
        """
        # sudo: who may sign for whom stands on the letters themselves.
        none = self.sudo().browse()
        if not principal._may_sign_type(naskah_type):
            return none
        direct = self._direct(principal, agent, naskah_type, day)
        if direct:
            return direct
        for mandate in self._given(principal, agent, "ub", naskah_type, day):
            if self._direct(principal, mandate.between_jabatan_id, naskah_type, day):
                return mandate
        return none

    @api.model
    def _open_to(self, agent, naskah_type, day):
        """Return the mandates by which ``agent`` may sign a type on a day, one for each principal.

        :return: the mandates (in sudo mode)
        """
        # sudo: who may sign for whom stands on the letters themselves.
        given = self.sudo().search([("agent_jabatan_id", "=", agent.id), *self._running(day)])
        return given.browse().union(
            *(
                self._valid(principal, agent, naskah_type, day)
                for principal in given.principal_jabatan_id
            )
        )

    def _why_not_today(self, agent, naskah_type):
        """Return why a position can't sign a type by this mandate today, for people; or None."""
        self.ensure_one()
        if self in self._open_to(agent, naskah_type, office_today()):
            return None
        return self.env._(
            "The mandate %(mandate)s isn't in force today for the type %(type)s. Choose another "
            "signer, or ask the Administrator to enter the mandate.",
            mandate=self.display_name,
            type=naskah_type.name,
        )

    @api.model
    def _direct(self, principal, agent, naskah_type, day):
        return self._given(principal, agent, "an", naskah_type, day)[:1]

    @api.model
    def _given(self, principal, agent, kind, naskah_type, day):
        """Return the mandates of a kind that run on a day and are for this type (all: no type)."""
        # sudo: who may sign for whom stands on the letters themselves.
        mandates = self.sudo().search(
            [
                ("principal_jabatan_id", "=", principal.id),
                ("agent_jabatan_id", "=", agent.id),
                ("kind", "=", kind),
                *self._running(day),
            ]
        )
        current = day >= office_today()
        return mandates.filtered(
            lambda one: (
                (not one.type_ids or naskah_type._is_named_in(one.type_ids))
                and (not current or one._levels_agree())
            )
        )

    def _levels_agree(self):
        superior = self.agent_jabatan_id.superior_id
        if self.kind == "an":
            return superior == self.principal_jabatan_id
        return (
            superior == self.between_jabatan_id
            and superior.superior_id == self.principal_jabatan_id
        )

    def _on_behalf(self):
        """Return the titles of the offices above for the signature block, the principal first."""
        self.ensure_one()
        above = self.principal_jabatan_id | self.between_jabatan_id
        return tuple(jabatan.signature_title or "" for jabatan in above)

    def _runs_on(self, day):
        return bool(
            self.date_from and self.date_from <= day and (not self.date_to or self.date_to >= day)
        )

    @api.model
    def _running(self, day):
        return [("date_from", "<=", day), "|", ("date_to", "=", False), ("date_to", ">=", day)]
