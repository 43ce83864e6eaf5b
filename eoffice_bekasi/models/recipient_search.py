from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.like import literal

#: How many of each kind one box shows.
JABATAN, OUTSIDE, LISTS = 8, 5, 5


class Recipient(models.Model):
    """One box that finds lists, positions and outside contacts, and makes a contact that's new."""

    _inherit = "eoffice.recipient"

    @api.model
    @api.readonly
    def find_addressees(self, words="", drafter_jabatan_id=None, taken=None):
        """Return whom a letter can be addressed to, by words of name, unit or short name.

        :param str words: all of them must be found
        :param int drafter_jabatan_id: whose lists are offered; by default one's own first position
        :param dict taken: ids that are named already, by ``jabatan_id``, ``partner_id``, ``list_id``
        :return: list of dicts with one of those keys, ``name``, ``under`` and, of a list, ``count``
        """
        taken = {key: list(ids) for key, ids in (taken or {}).items()}
        drafter = self.env["eoffice.jabatan"].browse(drafter_jabatan_id or [])
        drafter = drafter or self.env["eoffice.naskah"]._default_drafter_jabatan_id()
        words = (words or "").split()
        return [
            *self._find_lists(words, drafter, taken.get("list_id", [])),
            *self._find_jabatan(words, taken.get("jabatan_id", [])),
            *self._find_outside(words, taken.get("partner_id", [])),
        ]

    @api.model
    def _find_lists(self, words, drafter, taken):
        Lists = self.env["eoffice.addressee.list"]
        found = Lists.search(
            Domain.AND(Domain("name", "ilike", word) for word in words)
            & Lists._offered_domain(drafter)
            & Domain("id", "not in", taken),
            limit=LISTS,
        )
        return [
            {
                "list_id": one.id,
                "name": one.name,
                "count": one.member_count,
                "under": self.env._("List, %s members today", one.member_count),
            }
            # A list of nobody is no addressee.
            for one in found.filtered("member_count")
        ]

    @api.model
    def _find_jabatan(self, words, taken):
        wanted = Domain("id", "not in", taken)
        for word in words:
            wanted &= Domain.OR(
                Domain(name, "ilike", word)
                for name in ("name", "organisation_id.name", "organisation_id.abbreviation")
            )
        found = self.env["eoffice.jabatan"].search(wanted, limit=JABATAN)
        return [
            {
                "jabatan_id": one.id,
                "name": one.name,
                # sudo: who holds an office is public inside the city.
                "under": " · ".join(
                    filter(None, (one.organisation_id.name, one.holder_id.sudo().name))
                ),
            }
            for one in found
        ]

    @api.model
    def _find_outside(self, words, taken):
        text = " ".join(words)
        if len(text) < 2:
            return []
        found = self.env["res.partner"].search(
            [("name", "ilike", text), ("user_ids", "=", False), ("id", "not in", taken)],
            limit=OUTSIDE,
        )
        return [
            {
                "partner_id": one.id,
                "name": one.display_name,
                "under": " · ".join(
                    filter(None, (self.env._("Outside contact"), one.street, one.city))
                ),
            }
            for one in found
        ]

    @api.model
    def add_outside(self, name, street=None, city=None, email=None, anyway=False):
        """Make an outside contact, unless there is one of that name.

        :param str name: as it prints among the addressees
        :param bool anyway: make it even though there is one of that name
        :return: dict with ``partner_id``, ``name`` and ``under``; or with ``same`` (list of such)
            when there are contacts of that name and none was made
        :raise AccessError: the account drafts no letters
        :raise UserError: no name
        """
        self.check_access("create")
        name = " ".join((name or "").split())
        if not name:
            raise UserError(self.env._("Write the name of the contact."))
        # sudo: names and addresses of outside contacts are open to everybody who drafts.
        Partner = self.env["res.partner"].sudo()
        same = Partner.search([("name", "=ilike", literal(name)), ("user_ids", "=", False)])
        if same and not anyway:
            return {"same": [self._outside(one) for one in same]}
        return self._outside(
            Partner.create(
                {
                    "name": name,
                    "street": (street or "").strip() or False,
                    "city": (city or "").strip() or False,
                    "email": (email or "").strip() or False,
                }
            )
        )

    @api.model
    def _outside(self, partner):
        address = filter(None, (partner.street, partner.city, partner.email))
        return {"partner_id": partner.id, "name": partner.name, "under": " · ".join(address)}
