from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.local_time import office_today
from .res_users_roles import BY_HAND


class ResUsers(models.Model):
    """Whose account it is: of the SKPD in which its person holds, or will hold, all positions.

    That SKPD's operator looks after it, through ``eoffice.account``; on this model itself he has no
    right to write.
    """

    _inherit = "res.users"

    eoffice_skpd_id = fields.Many2one(
        "eoffice.organisation",
        "Made for",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The SKPD whose operator made the account; counts until its person has a position.",
    )
    eoffice_of_my_skpd = fields.Boolean(
        "Of my SKPD",
        compute="_compute_eoffice_of_my_skpd",
        search="_search_eoffice_of_my_skpd",
    )
    eoffice_may_manage = fields.Boolean("Mine to look after", compute="_compute_eoffice_of_my_skpd")

    @api.depends_context("uid")
    def _compute_eoffice_of_my_skpd(self):
        skpd = self.env.user._eoffice_operated_skpd()
        homes = self._eoffice_skpd_ids()
        mine = self._eoffice_managed()
        for user in self:
            user.eoffice_of_my_skpd = bool(skpd) and skpd.id in homes[user.id]
            user.eoffice_may_manage = user in mine

    def _search_eoffice_of_my_skpd(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        skpd = self.env.user._eoffice_operated_skpd()
        if not skpd:
            return Domain.FALSE
        # sudo: which accounts work where is public inside the city; what is found is read as oneself.
        people = self.sudo().with_context(active_test=False)
        candidates = people.search(
            Domain("eoffice_assignment_ids.jabatan_id.skpd_id", "=", skpd.id)
            | Domain("eoffice_skpd_id", "=", skpd.id)
        )
        homes = candidates._eoffice_skpd_ids()
        return Domain("id", "in", [id_ for id_ in candidates.ids if skpd.id in homes[id_]])

    def _eoffice_operated_skpd(self):
        """Return the SKPD whose operator this account is, in sudo mode; mostly none."""
        return self.env["eoffice.operator"]._in_force(users=self).skpd_id

    def _eoffice_skpd_ids(self):
        """Return in which SKPD each account's person holds or will hold positions.

        Without any, it is the SKPD for which the account was made.

        :return: dict of user id to a set of ids
        """
        self.env["eoffice.assignment"].flush_model()
        self.env["eoffice.jabatan"].flush_model()
        homes = {user_id: set() for user_id in self.ids}
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT a.user_id, j.skpd_id
                     FROM eoffice_assignment a JOIN eoffice_jabatan j ON j.id = a.jabatan_id
                    WHERE a.user_id = ANY(%s) AND j.skpd_id IS NOT NULL
                      AND (a.date_to IS NULL OR a.date_to >= %s)""",
                self.ids,
                office_today(),
            )
        )
        for user_id, skpd_id in rows:
            homes[user_id].add(skpd_id)
        # sudo: for which SKPD an account was made is no secret.
        for user in self.sudo():
            if not homes.get(user.id) and user.eoffice_skpd_id:
                homes[user.id] = {user.eoffice_skpd_id.id}
        return homes

    def _eoffice_managed(self):
        """Return those of these accounts that the current one may look after.

        The Administrator all but those that may change Odoo's settings; an operator those of his
        SKPD alone, without its head and others whom he works for, and without roles given by hand.
        """
        user = self.env.user
        # sudo: groups and positions of others are only looked at.
        people = self.sudo().filtered(lambda one: not (one.share or one._is_system()))
        if user.has_group("eoffice_bekasi.group_administrator"):
            return self.browse(people.ids)
        skpd = user._eoffice_operated_skpd()
        if not skpd:
            return self.browse()
        homes = people._eoffice_skpd_ids()
        by_hand = self.env["res.groups"]._eoffice_groups(BY_HAND)
        superiors = people._eoffice_superiors()
        return self.browse(
            one.id
            for one in people - superiors
            if homes[one.id] == {skpd.id}
            and not one.all_group_ids & by_hand
            # What he carries for others (a delegation) opens their desks too.
            and one.eoffice_jabatan_ids.skpd_id <= skpd
        )

    def _eoffice_superiors(self):
        """Return those who hold, or will hold, the head position of an SKPD or one with a rank."""
        # sudo: who holds an office is public inside the city.
        assignments = (
            self.env["eoffice.assignment"]
            .sudo()
            .search(
                Domain("user_id", "in", self.ids)
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", office_today()))
            )
        )
        positions = assignments.jabatan_id
        reserved = positions.filtered("rank") | positions & positions.skpd_id.head_jabatan_id
        return assignments.filtered(lambda one: one.jabatan_id in reserved).user_id

    # ------------------------------------------------------------------ on the list of accounts

    def action_eoffice_account(self):
        """Open the dialog with this account's data, for whoever looks after it."""
        self.ensure_one()
        self.env["eoffice.account"]._check_may_manage(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Account"),
            "res_model": "eoffice.account",
            "view_mode": "form",
            "target": "new",
            "context": {"default_user_id": self.id},
        }

    def action_eoffice_close(self):
        """Close this account; see ``eoffice.account.action_close``."""
        self.ensure_one()
        self.env["eoffice.account"].action_close(self.id)

    def action_eoffice_open(self):
        """Open this account again; see ``eoffice.account.action_open``."""
        self.ensure_one()
        self.env["eoffice.account"].action_open(self.id)
