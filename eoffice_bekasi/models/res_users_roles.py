from collections import defaultdict

from odoo import SUPERUSER_ID, Command, api, models
from odoo.tools import SQL

from ..tools.local_time import office_today

#: Roles that follow from what an account holds today. ``_eoffice_sync_roles`` gives and takes
#: them; nobody gives them by hand.
FOLLOWING = ("user", "assistant", "official", "registry", "registrar", "operator")
#: Roles given by hand, to others than oneself.
BY_HAND = ("administrator", "director")


class ResUsers(models.Model):
    """Roles of an account: groups that follow what it holds, and a few given by hand.

    - Staff, Official, Registry, Registrar, Assistant, Operator: nobody; ``_eoffice_sync_roles`` only.
    - Administrator, Pengarah: whoever manages accounts gives them to others, not to himself.
    - Odoo's own Settings: only who has it.
    """

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._check_roles_given({})
        return users

    def write(self, vals):
        before = self._guarded_roles() if "group_ids" in vals and not self.env.su else {}
        result = super().write(vals)
        if "group_ids" in vals:
            self._check_roles_given(before)
        return result

    # ------------------------------------------------------------------ what follows

    def _eoffice_sync_roles(self):
        """Give these accounts the roles that follow from what they hold today, take the others.

        Writes only differences, once for all accounts that lack and have too much the same. Roles
        given by hand (Administrator, Pengarah) stay.

        :return: the accounts that changed
        """
        users = self.browse(id_ for id_ in self._ids if id_ != SUPERUSER_ID)
        groups = {key: self.env.ref(f"eoffice_bekasi.group_{key}").id for key in FOLLOWING}
        internal = self.env.ref("base.group_user").id
        wanted = {
            user_id: {groups[key] for key in keys}
            for user_id, keys in users._eoffice_roles().items()
        }
        present = users._direct_groups([*groups.values(), internal])
        changes = defaultdict(list)
        for user_id in users.ids:
            want, have = wanted.get(user_id, set()), present[user_id]
            surplus = (have - {internal}) - want
            missing = want - have
            if surplus or missing:
                # Whoever loses his last role still is an account of the city.
                missing |= {internal} - have
                changes[frozenset(missing), frozenset(surplus)].append(user_id)
        changed = self.browse()
        for (missing, surplus), ids in changes.items():
            # sudo: roles follow from records whose own rules were checked when they were written.
            # Nothing is posted about it: the assignment says when and by which decree.
            some = self.browse(ids).sudo().with_context(mail_notrack=True, eoffice_no_rooms=True)
            some.write(
                {
                    "group_ids": [
                        *(Command.link(id_) for id_ in sorted(missing)),
                        *(Command.unlink(id_) for id_ in sorted(surplus)),
                    ]
                }
            )
            changed |= self.browse(ids)
        return changed

    def _eoffice_roles(self):
        """Return the roles that follow from what these accounts hold today.

        A position gives Staff; one that is struktural or may sign gives Official; a place at the
        registry desk of an SKPD gives Registry; an appointment as operator, while he works in that
        SKPD, gives Operator.

        :return: dict of user id to a set of keys of ``FOLLOWING``; who holds nothing is missing
        """
        roles = defaultdict(set)
        if not self:
            return roles
        for name in ("eoffice.assignment", "eoffice.jabatan", "eoffice.organisation"):
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT a.user_id, bool_or(j.may_sign OR j.kind = 'struktural'),
                          bool_or(EXISTS (SELECT FROM eoffice_organisation o
                                           WHERE o.registry_jabatan_id = j.id))
                     FROM eoffice_assignment a
                     JOIN eoffice_jabatan j ON j.id = a.jabatan_id AND j.active
                    WHERE a.user_id = ANY(%(users)s) AND a.date_from <= %(today)s
                      AND (a.date_to IS NULL OR a.date_to >= %(today)s)
                    GROUP BY a.user_id""",
                users=self.ids,
                today=office_today(),
            )
        )
        for user_id, is_official, is_registry in rows:
            roles[user_id].add("user")
            if is_official:
                roles[user_id].add("official")
            if is_registry:
                roles[user_id].add("registry")
        for user_id in self.env["eoffice.operator"]._in_force(users=self).user_id.ids:
            roles[user_id].add("operator")
        for user_id, keys in self._eoffice_extra_roles().items():
            roles[user_id] |= set(keys)
        return roles

    def _eoffice_extra_roles(self):
        """Return roles that other sources than assignments give these accounts now.

        Extend it, in one query for all accounts, for whatever gives a role (an assistant's naming,
        a delegation), and call ``_eoffice_sync_roles`` when that begins, changes and ends.

        :return: dict of user id to an iterable of keys of ``FOLLOWING``
        """
        return {}

    @api.model
    def _cron_sync_roles(self):
        """Bring all roles up to date with the new day: what began today, what ended yesterday."""
        self.env["eoffice.operator"]._end_leavers()
        self.with_context(active_test=False).search(
            [("share", "=", False)], order="id"
        )._eoffice_sync_roles()

    # ------------------------------------------------------------------ what nobody gives himself

    def _direct_groups(self, group_ids):
        """Return which of these groups each account has by itself: dict of user id to ids."""
        self.env["res.users"].flush_model(["group_ids"])
        present = {user_id: set() for user_id in self.ids}
        rows = self.env.execute_query(
            SQL(
                "SELECT uid, gid FROM res_groups_users_rel WHERE uid = ANY(%s) AND gid = ANY(%s)",
                self.ids,
                list(group_ids),
            )
        )
        for user_id, group_id in rows:
            present[user_id].add(group_id)
        return present

    def _guarded_roles(self):
        """Return the guarded groups each account has, by itself or through another group."""
        guarded = self.env["res.groups"]._eoffice_guarded()
        # sudo: only compared, before and after.
        return {user.id: user.sudo().all_group_ids & guarded for user in self}

    def _check_roles_given(self, before):
        """Refuse what a person may not give or take by hand.

        :param dict before: user id to the guarded groups he had; empty for new accounts
        :raise AccessError: see the class
        """
        if self.env.su:
            return
        nothing = self.env["res.groups"]
        for user_id, after in self._guarded_roles().items():
            had = before.get(user_id, nothing)
            (after - had | had - after)._eoffice_check_given(self.browse(user_id))
