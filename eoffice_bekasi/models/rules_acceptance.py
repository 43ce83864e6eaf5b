from odoo import api, fields, models
from odoo.http import request
from odoo.tools import SQL, ormcache


class RulesAcceptance(models.Model):
    """Who accepted which version of the rules of use, when, and from where (Ps. 8).

    Append-only: the database refuses update and delete. Each row carries the digest of the wording
    that was accepted. The page of the rules writes it, nobody else does.

    Every e-office account reads its own; the Administrator reads all.
    """

    _name = "eoffice.rules.acceptance"
    _description = "Acceptance of the rules of use"
    _log_access = False
    _order = "at desc, id desc"
    _rec_name = "rules_id"

    rules_id = fields.Many2one(
        "eoffice.rules", required=True, readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", "Account", required=True, readonly=True, ondelete="restrict"
    )
    digest = fields.Char("SHA-256", required=True, readonly=True)
    at = fields.Datetime("Accepted on", required=True, readonly=True)
    address = fields.Char(readonly=True)

    _once = models.UniqueIndex("(user_id, rules_id)", "This version has been accepted already.")

    def init(self):
        self.env.cr.execute(
            """CREATE OR REPLACE TRIGGER eoffice_rules_acceptance_append_only
                   BEFORE UPDATE OR DELETE OR TRUNCATE ON eoffice_rules_acceptance
                   FOR EACH STATEMENT EXECUTE FUNCTION eoffice_refuse_change()"""
        )

    @api.model
    def _accept(self, rules, users):
        """Write that ``users`` accept ``rules``; those who did before are passed over.

        :param rules: one published eoffice.rules
        :param users: res.users; several only where data are loaded, people accept for themselves
        :return: ids of the accounts that are new
        """
        if not rules or not users:
            return []
        self.env["eoffice.rules"].flush_model()
        address = request.httprequest.remote_addr if request else None
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO eoffice_rules_acceptance (rules_id, user_id, digest, at, address)
                   SELECT r.id, u.id, r.digest, clock_timestamp() AT TIME ZONE 'UTC', %s
                     FROM eoffice_rules r, unnest(%s) AS u(id)
                    WHERE r.id = %s AND r.state = 'published'
                   ON CONFLICT (user_id, rules_id) DO NOTHING
                   RETURNING user_id""",
                address,
                users.ids,
                rules.id,
            )
        )
        self.invalidate_model()
        accepted = [row[0] for row in rows]
        detail = {"rules": rules.id, "digest": rules.digest}
        Event = self.env["eoffice.event"]
        Event._insert(
            self.env.cr,
            [(None, "rules_accepted", user_id, None, None, detail) for user_id in accepted],
        )
        return accepted

    @api.model
    def _is_due(self, user_id):
        """Return whether an account has still to accept the version in force.

        :param int user_id: the account
        :rtype: bool
        """
        rules_id = self.env["eoffice.rules"]._current_id()
        if not rules_id or (
            request and request.session.get("eoffice_rules") == [user_id, rules_id]
        ):
            return False
        try:
            return not self._has_accepted(user_id, rules_id)
        except LookupError:
            return True

    @api.model
    @ormcache("user_id", "rules_id")
    def _has_accepted(self, user_id, rules_id):
        # Kept in the cache once it is true: rows are never taken back. What is not true is an
        # exception, which no cache keeps, so an acceptance counts at once on every worker.
        accepted = self.env.execute_query(
            SQL(
                "SELECT FROM eoffice_rules_acceptance WHERE user_id = %s AND rules_id = %s",
                user_id,
                rules_id,
            )
        )
        if not accepted:
            raise LookupError(user_id)
        return True
