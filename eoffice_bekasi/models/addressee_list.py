from odoo import api, fields, models
from odoo.fields import Domain


class AddresseeList(models.Model):
    """Several addressees under one name, as it prints: "Seluruh Kepala OPD", "Seluruh Camat".

    Who is in it follows from rules (heads of units of a kind, positions of a level) and from
    positions and outside contacts named one by one, minus exceptions. A letter names the list;
    its members get it as they are on the day of the last signature.

    Every account: reads, and writes to those of the city and of its own SKPD. Administrator:
    creates, changes and deletes all. Operator and registry of an SKPD: create and change its own.
    One that letters name is archived, not deleted.
    """

    _name = "eoffice.addressee.list"
    _description = "Addressee list"
    _inherit = "eoffice.skpd.kept"
    _order = "skpd_id nulls first, sequence, name, id"

    _operator_fields = frozenset(
        {"name", "skpd_id", "active", "sequence", "rule_ids"}
        | {"jabatan_ids", "partner_ids", "excluded_jabatan_ids"}
    )

    name = fields.Char("Name as it prints", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    rule_ids = fields.One2many("eoffice.addressee.list.rule", "list_id", "Rules", copy=True)
    jabatan_ids = fields.Many2many(
        "eoffice.jabatan", "eoffice_addressee_list_jabatan_rel", string="Positions"
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "eoffice_addressee_list_partner_rel",
        string="Outside contacts",
        domain="[('user_ids', '=', False)]",
    )
    excluded_jabatan_ids = fields.Many2many(
        "eoffice.jabatan", "eoffice_addressee_list_excluded_rel", string="Except"
    )
    member_count = fields.Integer("Members today", compute="_compute_member_count")

    _name_uniq = models.UniqueIndex(
        "(COALESCE(skpd_id, 0), name) WHERE active",
        "There is an addressee list with this name already.",
    )

    @api.depends(
        *("rule_ids.who", "rule_ids.organisation_kind", "rule_ids.level", "rule_ids.within_skpd"),
        *("jabatan_ids", "partner_ids", "excluded_jabatan_ids", "skpd_id"),
    )
    def _compute_member_count(self):
        members = self._members()
        for one in self:
            jabatan, partners = members[one]
            one.member_count = len(jabatan) + len(partners)

    @api.model
    def _offered_domain(self, jabatan):
        """Return the domain of the lists that a letter drafted by this position may name."""
        return Domain("skpd_id", "in", [False, *jabatan.skpd_id.ids])

    def _members(self):
        """Return who is in each of these lists today, positions in the order of the city.

        The number of queries doesn't depend on how many are in them.

        :return: dict of list to (``eoffice.jabatan``, ``res.partner``)
        """
        found = {rule: rule._positions() for rule in self.rule_ids}
        members = {}
        for one in self:
            ruled = self.env["eoffice.jabatan"].union(*(found[rule] for rule in one.rule_ids))
            # Archived positions and contacts are not addressed any more.
            jabatan = (ruled | one.jabatan_ids).filtered("active") - one.excluded_jabatan_ids
            members[one] = (jabatan, one.partner_ids.filtered("active"))
        return members

    def get_members(self):
        """Return who is in the list today, for showing.

        :return: list of dicts with ``name``, ``unit`` and ``outside``
        """
        self.ensure_one()
        self.check_access("read")
        jabatan, partners = self._members()[self]
        # sudo: names and units of positions are public inside the city.
        named = [
            {"name": one.name, "unit": one.sudo().organisation_id.name, "outside": False}
            for one in jabatan
        ]
        return named + [
            {"name": one.name, "unit": one.city or "", "outside": True} for one in partners
        ]
