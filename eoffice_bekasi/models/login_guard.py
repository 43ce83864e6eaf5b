from contextlib import contextmanager
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied
from odoo.tools import SQL
from odoo.tools.misc import hmac

from ..tools.caller import caller_address
from ..tools.login_budget import Budget, address_key
from ..tools.transaction import short_transaction

#: Days for which a place where an account has logged in before stays its own: strangers who guess
#: at the account elsewhere can't lock it out there.
TRUSTED_DAYS = 30
HOUR = 3600
SCOPES = [
    ("pair", "Account at an address"),
    ("account", "Account, all addresses"),
    ("address", "Address, all accounts"),
]


class TooManyFailures(AccessDenied):
    """Refused without looking at the password: there were too many wrong ones before."""

    def __init__(self, message, seconds):
        super().__init__(message)
        self.seconds = seconds


class LoginGuard(models.Model):
    """Failed attempts to log in: one cooldown for all doors, all workers and all hosts.

    Three buckets fill with each failure: of the account at that address, of the account, of the
    address. Whoever has too many in one waits, longer each time, and never for ever. An attempt
    is charged before the password is looked at and given back when it was right, so that many at
    once get no more tries than one after the other. Accounts that don't exist are treated like
    those that do. Names are kept as keyed digests: a login field often holds a password by mistake.

    Administrator: reads, unlocks. Nobody writes.
    """

    _name = "eoffice.login.guard"
    _description = "Failed logins"
    _log_access = False
    _order = "locked_until desc nulls last, at desc, id"

    scope = fields.Selection(SCOPES, required=True, readonly=True)
    key = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    user_id = fields.Many2one("res.users", "Account", readonly=True, ondelete="cascade")
    address = fields.Char(readonly=True)
    failures = fields.Float(readonly=True)
    at = fields.Datetime("Last attempt", required=True, readonly=True)
    locked_until = fields.Datetime(readonly=True, index=True)
    succeeded_at = fields.Datetime("Last login", readonly=True)

    _key_uniq = models.Constraint("UNIQUE(key)", "One row for each bucket.")
    _user_idx = models.Index("(user_id) WHERE user_id IS NOT NULL")

    @api.depends("user_id", "address", "scope")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.user_id.name or row.address or self.env._("Unknown account")

    def action_unlock(self):
        """Forget the failures counted here, so that the next attempt is not refused.

        :raise AccessError: the account is no administrator
        """
        self.check_access("read")
        self._forget(self.sudo())  # sudo: whoever may see the row may unlock it; read is checked.
        return True

    @api.model
    def _forget(self, rows):
        for row in rows:
            self.env["eoffice.event"]._log_account(
                row.user_id, "login_unlocked", {"address": row.address, "scope": row.scope}
            )
        rows.write({"failures": 0, "locked_until": False})

    # ------------------------------------------------------------------ the doors

    @contextmanager
    def _watch(self, name, user_id=None, *, per_account=True):
        """Let the block check a password, or refuse it at once.

        :param str name: who wants to come in: a login, or what stands for one
        :param int user_id: his account, when there is one
        :param bool per_account: also count over all addresses
        :raise TooManyFailures: there were too many failures; the block is not entered
        """
        buckets = self._buckets(name, user_id, per_account)
        locked = self._charge(buckets)
        try:
            yield
        except AccessDenied:
            self._log_failure(buckets, locked, user_id)
            raise
        except Exception:
            self._give_back(buckets)
            raise
        self._give_back(buckets, came_in=True)

    def _refuse_guess(self, name):
        """Count a wrong key that was shown at ``name``'s door.

        :raise TooManyFailures: there were too many before
        """
        if self.env.cr.readonly:
            self.env.cr.rollback()  # the answer is an error; what was read is not needed
        buckets = self._buckets(name, None, per_account=False)
        self._log_failure(buckets, self._charge(buckets), None)

    # ------------------------------------------------------------------ inside

    @api.model
    def _budgets(self):
        """Return the budget of each scope, as the settings say."""
        number = self.env["eoffice.account.rules"]._number
        free, first = number("login_attempts"), number("login_cooldown")
        return {
            "pair": Budget(free, first, longest=HOUR, leak=900),
            "account": Budget(number("login_attempts_account"), first, longest=900, leak=300),
            "address": Budget(number("login_attempts_address"), first, longest=900, leak=30),
        }

    @api.model
    def _buckets(self, name, user_id, per_account):
        """Return the buckets of one attempt: dict of key to (scope, user id, address)."""
        address = address_key(caller_address())
        name = (name or "").strip().lower()
        buckets = [("pair", name, address, user_id)]
        if per_account:
            buckets.append(("account", name, "", user_id))
        if address:
            buckets.append(("address", "", address, None))
        # sudo: the key of the digest is the database's own secret; nothing of it comes out.
        env = self.sudo().env
        return {
            hmac(env, "eoffice_login_guard", (scope, name, address)): (scope, user, address)
            for scope, name, address, user in buckets
        }

    def _charge(self, buckets):
        """Count one attempt in each bucket; return the scopes that are locked from now on.

        :raise TooManyFailures: one of them was locked already; nothing is counted then
        """
        budgets = self._budgets()
        with short_transaction(self.env) as cr:
            cr.execute(
                SQL(
                    """SELECT key, scope, failures,
                              EXTRACT(EPOCH FROM clock_timestamp() AT TIME ZONE 'UTC' - at),
                              EXTRACT(EPOCH FROM locked_until
                                      - clock_timestamp() AT TIME ZONE 'UTC'),
                              succeeded_at > clock_timestamp() AT TIME ZONE 'UTC' - %s
                         FROM eoffice_login_guard
                        WHERE key = ANY(%s)
                        ORDER BY key
                          FOR UPDATE""",
                    timedelta(days=TRUSTED_DAYS),
                    list(buckets),
                )
            )
            rows = {row[0]: row[1:] for row in cr.fetchall()}
            trusted = any(row[0] == "pair" and row[4] for row in rows.values())
            waits = [
                float(row[3])
                for row in rows.values()
                if row[3] and row[3] > 0 and (row[0] == "pair" or not trusted)
            ]
            if waits:
                raise self._too_many(max(waits))
            locked = []
            values = []
            for key, (scope, user_id, address) in buckets.items():
                _scope, failures, elapsed, *_rest = rows.get(key, (scope, 0, 0))
                failures = budgets[scope].left(failures, float(elapsed)) + 1
                cooldown = budgets[scope].cooldown(failures)
                if cooldown:
                    locked.append(scope)
                values.append((scope, key, user_id, address, failures, cooldown))
            # Absent rows can't be locked: two first attempts at once are added up here.
            cr.execute(
                SQL(
                    """INSERT INTO eoffice_login_guard AS g
                              (scope, key, user_id, address, failures, at, locked_until)
                       VALUES %s
                  ON CONFLICT (key) DO UPDATE
                          SET failures = CASE WHEN g.key = ANY(%s) THEN EXCLUDED.failures
                                              ELSE g.failures + 1 END,
                              at = EXCLUDED.at,
                              user_id = COALESCE(EXCLUDED.user_id, g.user_id),
                              locked_until = EXCLUDED.locked_until""",
                    SQL(", ").join(
                        SQL(
                            "(%s, %s, %s, NULLIF(%s, ''), %s, "
                            "clock_timestamp() AT TIME ZONE 'UTC', %s)",
                            *value[:5],
                            SQL(
                                "clock_timestamp() AT TIME ZONE 'UTC' + %s",
                                timedelta(seconds=value[5]),
                            )
                            if value[5]
                            else SQL("NULL"),
                        )
                        for value in sorted(values, key=lambda value: value[1])
                    ),
                    list(rows),
                )
            )
        return locked

    def _give_back(self, buckets, *, came_in=False):
        """Take back what ``_charge`` counted; after a login the account is at home here."""
        with short_transaction(self.env) as cr:
            cr.execute(
                SQL(
                    """UPDATE eoffice_login_guard
                          SET failures = CASE WHEN %(came_in)s AND scope = 'pair' THEN 0
                                              ELSE greatest(0, failures - 1) END,
                              locked_until = CASE WHEN %(came_in)s AND scope = 'pair' THEN NULL
                                                  WHEN round(failures - 1) < CASE scope
                                                       WHEN 'pair' THEN %(pair)s
                                                       WHEN 'account' THEN %(account)s
                                                       ELSE %(address)s END THEN NULL
                                                  ELSE locked_until END,
                              succeeded_at = CASE WHEN %(came_in)s AND scope = 'pair'
                                                  THEN clock_timestamp() AT TIME ZONE 'UTC'
                                                  ELSE succeeded_at END
                        WHERE id IN (SELECT id FROM eoffice_login_guard
                                      WHERE key = ANY(%(keys)s) ORDER BY key FOR UPDATE)""",
                    came_in=came_in,
                    keys=list(buckets),
                    **{scope: budget.free for scope, budget in self._budgets().items()},
                )
            )

    def _log_failure(self, buckets, locked, user_id):
        rows = [(None, "login_failed", user_id, None, None, None)]
        if locked:
            rows.append((None, "login_locked", user_id, None, None, {"scopes": locked}))
        with short_transaction(self.env) as cr:
            self.env["eoffice.event"]._insert(cr, rows)

    def _too_many(self, seconds):
        minutes = max(1, -int(-seconds // 60))
        return TooManyFailures(
            self.env._(
                "Too many failed attempts. Wait %(minutes)s minutes and try again, or ask the "
                "administrator of the e-office to unlock your account.",
                minutes=minutes,
            ),
            max(1, int(seconds)),
        )

    @api.autovacuum
    def _gc_rows(self):
        """Delete buckets that have long been empty."""
        limit = fields.Datetime.now() - timedelta(days=1)
        trusted = fields.Datetime.now() - timedelta(days=TRUSTED_DAYS)
        self.search(
            [
                ("at", "<", limit),
                "|",
                ("succeeded_at", "=", False),
                ("succeeded_at", "<", trusted),
            ],
            limit=10_000,
        ).unlink()
