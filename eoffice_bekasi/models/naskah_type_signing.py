from odoo import fields, models
from odoo.fields import Domain

from ..tools.local_time import office_today

#: Who holds a position by mandate only, for a time.
ACTING = {"plt": "Plt.", "plh": "Plh."}


class NaskahType(models.Model):
    """Who may sign letters of a type (naskah-dinas.md section 1, column "Signs")."""

    _inherit = "eoffice.naskah.type"

    signer_ids = fields.Many2many(
        "eoffice.signer",
        string="Signed by",
        ondelete="restrict",
        help="Empty: every position that may sign letters. Who signs on behalf of another (a.n., "
        "u.b.) needs the other to be one of these.",
    )
    number_per_party = fields.Boolean(
        "A number of each party",
        help="Each SKPD that signs gives it a number from its own register; outside parties theirs.",
    )
    sign_proof = fields.Boolean(
        "Ask for the password again",
        help="Whoever signs gives his password or a code of his second factor once more.",
    )
    by_acting = fields.Selection(
        [("warn", "Warn"), ("refuse", "Refuse")],
        "Signed by Plt. or Plh.",
        help="Empty: as by anybody else. Whoever carries an office by mandate may do no strategic "
        "acts that change the legal status of organisation, staffing or budget.",
    )
    by_acting_basis = fields.Char("Legal basis", help="Shown when it is refused or warned of.")

    def _signing_domain(self):
        """Return the domain of the positions that may sign all of these types."""
        domain = Domain("may_sign", "=", True) & Domain("is_shared", "=", False)
        for naskah_type in self:
            domain &= Domain("sign_type_ids", "=", False) | Domain(
                "sign_type_ids.lineage_id", "=", naskah_type.lineage_id.id
            )
            if naskah_type.signer_ids:
                domain &= naskah_type.signer_ids._domain()
        return domain

    def _why_not_by_acting(self, capacity):
        """Return why who holds the office in this capacity can't sign this type; or None."""
        if self.by_acting != "refuse" or capacity not in ACTING:
            return None
        return self._acting_text(capacity)

    def _acting_warning(self, capacity):
        """Return what is to be minded when it is signed in this capacity; or None."""
        if not self.by_acting or capacity not in ACTING:
            return None
        if self.by_acting == "refuse":
            return self._acting_text(capacity)
        return self.env._(
            "the office is held by a %(capacity)s, who may not decide on what changes the legal "
            "status of organisation, staffing or budget (%(basis)s). See whether this letter does.",
            capacity=ACTING[capacity],
            basis=self.by_acting_basis or "–",
        )

    def _acting_text(self, capacity):
        return self.env._(
            "%(type)s can't be signed by a %(capacity)s: strategic acts that change the legal "
            "status of organisation, staffing or budget are left to the office's own holder "
            "(%(basis)s).",
            type=self.name,
            capacity=ACTING[capacity],
            basis=self.by_acting_basis or "–",
        )

    def _why_not_signed_by(self, jabatan):
        """Return why a position may not sign letters of this type, for people."""
        self.ensure_one()
        refusal = self.env._(
            "%(jabatan)s may not sign letters of the type %(type)s.",
            jabatan=jabatan.name,
            type=self.name,
        )
        if not self.signer_ids or jabatan.filtered_domain(self.signer_ids._domain()):
            return refusal
        who = ", ".join(self.signer_ids.mapped("name"))
        rule = (
            self.env._(
                "By %(regulation)s they are signed by: %(who)s.",
                regulation=self.regulation_id.name,
                who=who,
            )
            if self.regulation_id
            else self.env._("They are signed by: %s.", who)
        )
        return f"{refusal} {rule}"


class Jabatan(models.Model):
    _inherit = "eoffice.jabatan"

    signs_type_id = fields.Many2one(
        "eoffice.naskah.type",
        "May sign the type",
        store=False,
        search="_search_signs_type_id",
        help="For searching: the positions that may sign letters of a type.",
    )

    def _search_signs_type_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        types = self.env["eoffice.naskah.type"].browse(one for one in value if one)
        return types._signing_domain() | Domain("id", "in", self._agents(types))

    def _agents(self, types):
        """Return the ids of the positions that sign all of these types on behalf of others."""
        # sudo: who may sign for whom stands on the letters themselves.
        mandates = self.env["eoffice.mandate"].sudo()
        mandates = mandates.search([("in_force", "=", True)]) if types else mandates
        today = office_today()
        return [
            agent.id
            for agent in mandates.agent_jabatan_id
            if all(mandates._open_to(agent, one, today) for one in types)
        ]

    def _may_sign_type(self, naskah_type):
        """Return whether this position may sign letters of this type by its own right.

        :param naskah_type: an ``eoffice.naskah.type`` record
        :rtype: bool
        """
        self.ensure_one()
        return bool(self.filtered_domain(naskah_type._signing_domain()))

    def _signer_for(self, naskah_type):
        """Return who would sign a letter of this type drafted here: the position itself, its head,
        or the nearest above who may; the head when nobody may."""
        self.ensure_one()
        head = self.skpd_id.head_jabatan_id
        above = self.browse()
        superior = self.superior_id
        while superior and superior not in above:
            above += superior
            superior = superior.superior_id
        for jabatan in self | head | above:
            if jabatan._may_sign_type(naskah_type):
                return jabatan
        return head
