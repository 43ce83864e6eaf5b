from collections import defaultdict
from datetime import timedelta

from odoo import Command, api, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..tools.local_time import office_today
from ..tools.sheet_columns import Column
from ..tools.terms import Term, collisions

#: Columns that are fields of the account; the others are its assignment's.
PERSON = (
    *("eoffice_nip", "name", "eoffice_title_front", "eoffice_title_back"),
    *("eoffice_pangkat", "eoffice_golongan", "email", "login"),
)
DECREE = ("decree_number", "decree_date")


class ResUsersImport(models.Model):
    """Import of people and of the positions they hold, by NIP.

    Administrator: imports. A new NIP makes an account without a password and sends no mail; a
    known one changes that account. A person without NIP (Wali Kota, honorary staff) is known by
    his login. A person who holds his position definitively elsewhere by the file leaves the former
    one the day before; Plt., Plh. and Pj. come on top of it.
    """

    _name = "res.users"
    _inherit = ["res.users", "eoffice.import"]

    _import_key = "eoffice_nip"
    _import_other_keys = ("login",)

    @api.model
    def _import_title(self):
        return self.env._("People")

    @api.model
    def _import_columns(self):
        return [
            Column(
                "eoffice_nip",
                self.env._("NIP"),
                "nip",
                self.env._(
                    "18 digits. A known NIP changes that person; empty only for who has none."
                ),
                examples=("198503172010011005",),
            ),
            Column(
                "name",
                self.env._("Full name"),
                note=self.env._("Without titles."),
                required=True,
                examples=("Nama Contoh",),
            ),
            Column("eoffice_title_front", self.env._("Title before the name"), examples=("dr.",)),
            Column("eoffice_title_back", self.env._("Title after the name"), examples=("M.Kes.",)),
            Column("eoffice_pangkat", self.env._("Pangkat"), examples=("Pembina Tingkat I",)),
            Column("eoffice_golongan", self.env._("Golongan"), examples=("IV/b",)),
            Column("email", self.env._("E-mail"), examples=("nama@contoh.example",)),
            Column(
                "login",
                self.env._("User name"),
                "code",
                self.env._("Empty: the NIP."),
                examples=("",),
            ),
            Column(
                "jabatan_code",
                self.env._("Position code"),
                "code",
                self.env._("The position that the person holds; empty leaves his positions alone."),
                examples=("CONTOH-J1",),
            ),
            Column(
                "held_as",
                self.env._("Held as"),
                "choice",
                self.env._(
                    "Empty: Definitif. A second row of the same person may name a Plt., Plh. or Pj."
                ),
                choices=self._import_capacities(),
                examples=("Definitif",),
            ),
            Column(
                "date_from",
                self.env._("Holds it from"),
                "date",
                self.env._("Empty: today, or as it is. The former position ends the day before."),
                examples=("02/01/2026",),
            ),
            Column(
                "date_to",
                self.env._("Holds it until"),
                "date",
                self.env._("The last day; empty while it lasts."),
            ),
            Column("decree_number", self.env._("Decree number"), examples=("800/123/BKPSDM",)),
            Column("decree_date", self.env._("Decree date"), "date", examples=("29/12/2025",)),
        ]

    @api.model
    def _import_check_right(self):
        self.env["eoffice.assignment"].check_access("create")
        self.env["eoffice.assignment"].check_access("write")
        return super()._import_check_right()

    @api.model
    def _import_capacities(self):
        field = self.env["eoffice.assignment"]._fields["kind"]
        return tuple(
            (value, (label, label.rstrip(".")))
            for value, label in field._description_selection(self.env)
        )

    # ------------------------------------------------------------------ checking

    @api.model
    def _import_check(self, table):
        self._import_find_people(table)
        self._import_check_needed(table)
        for row in table.rows:
            for name in PERSON:
                if name in row.values and not (name == "login" and row.values[name] is None):
                    row.vals[name] = row.values[name]
            if not row.record and not row.vals.get("login"):
                row.vals["login"] = row.get(self._import_key)
            if (email := row.get("email")) and not email_normalize(email):
                table.refuse(row, "email", self.env._("This is no e-mail address."))
        self._import_check_repeated(table)
        self._import_plan_terms(table)

    @api.model
    def _import_find_people(self, table):
        """Find the account of each row, by NIP, else by login, and the first row of each person."""
        nips, logins = (set(table.by_value(name)) for name in (self._import_key, "login"))
        accounts = self.with_context(active_test=False)._import_known(
            Domain(self._import_key, "in", nips) | Domain("login", "in", nips | logins)
        )
        by_nip = {account.eoffice_nip: account for account in accounts if account.eoffice_nip}
        by_login = {account.login: account for account in accounts}
        people, owners = {}, {}
        for row in table.rows:
            if not table.is_read(row, self._import_key, "login"):
                continue
            nip, login = row.get(self._import_key), row.get("login") or row.get(self._import_key)
            if not login:
                table.refuse(
                    row,
                    self._import_key,
                    self.env._("Write the NIP, or a login for somebody who has no NIP."),
                )
                continue
            row.record = self._import_account(
                table, row, by_nip.get(nip), by_login.get(login) if login else None
            )
            person = row.record or nip or login
            row.first = people.setdefault(person, row)
            # A login that the file gives stands in it once, whoever has it now.
            if row.get("login") and owners.setdefault(login, row.first) is not row.first:
                table.refuse(
                    row,
                    "login",
                    self.env._("Row %s gives this login to another person.", owners[login].number),
                )

    @api.model
    def _import_account(self, table, row, by_nip, by_login):
        """Return the account that a row means, None for a new one; refuse what contradicts."""
        account = by_nip or by_login
        if not account:
            return None
        name = self._import_key if by_nip else "login"
        if not account.active:
            table.refuse(row, name, self.env._("This account is archived. Restore it first."))
        nip = row.get(self._import_key)
        if by_nip and row.get("login") and by_login and by_login != by_nip:
            table.refuse(row, "login", self.env._("This login is %s's.", by_login.name))
        elif not by_nip and nip and account.eoffice_nip:
            table.refuse(
                row,
                name if row.get("login") else self._import_key,
                self.env._(
                    "This login is %(name)s's, NIP %(nip)s.",
                    name=account.name,
                    nip=account.eoffice_nip,
                ),
            )
            return None
        return account

    @api.model
    def _import_check_repeated(self, table):
        """Refuse rows of one person that differ in what they say of him."""
        for row in table.rows:
            first = row.first
            if first in (None, row):
                continue
            for name in PERSON:
                if row.get(name) is not None and row.get(name) != first.get(name):
                    table.refuse(
                        row,
                        name,
                        self.env._(
                            "Row %s says otherwise of the same person. Make both say the same.",
                            first.number,
                        ),
                    )

    # ------------------------------------------------------------------ terms of office

    @api.model
    def _import_plan_terms(self, table):
        """Work out which assignments end, change and begin; refuse what can't be."""
        codes = list(table.by_value("jabatan_code"))
        posts = {
            post.code: post
            for post in self.env["eoffice.jabatan"]._import_known([("code", "in", codes)])
        }
        rows = []
        for row in table.rows:
            code = row.get("jabatan_code")
            if code and code not in posts:
                table.refuse(
                    row,
                    "jabatan_code",
                    self.env._(
                        "There is no position with the code %s. Import the positions first.", code
                    ),
                )
            elif code and row.first and table.is_read(row, "held_as", "date_from", "date_to"):
                rows.append((row, posts[code]))
        table.plan = terms = self._import_stored_terms(rows)
        by_holder = defaultdict(list)
        for term in terms:
            by_holder[term.holder].append(term)
        named = self._import_named(table, rows)
        for row, post in rows:
            holder = row.first.record or row.first
            term = self._import_plan_term(table, row, post, by_holder[holder], named[holder])
            if term and term not in by_holder[holder]:
                by_holder[holder].append(term)
                terms.append(term)
        self._import_check_collisions(table, terms, {post for _row, post in rows})
        self._import_check_mine(table, terms)

    @api.model
    def _import_stored_terms(self, rows):
        """Return the assignments of the people and of the positions that the file names."""
        people = [row.first.record.id for row, _post in rows if row.first.record]
        posts = [post.id for _row, post in rows]
        stored = self.env["eoffice.assignment"].search_fetch(
            Domain("user_id", "in", people) | Domain("jabatan_id", "in", posts),
            ["jabatan_id", "user_id", "kind", "date_from", "date_to", *DECREE],
        )
        return [
            Term(
                *(one.jabatan_id, one.user_id, one.kind, one.date_from),
                one.date_to or None,
                record=one,
            )
            for one in stored
        ]

    @api.model
    def _import_named(self, table, rows):
        """Return holder to the positions that the file gives him; refuse what it gives twice."""
        named, main = defaultdict(dict), {}
        for row, post in rows:
            holder = row.first.record or row.first
            if post in named[holder]:
                table.refuse(
                    row,
                    "jabatan_code",
                    self.env._(
                        "Row %s gives him this position already.", named[holder][post].number
                    ),
                )
                continue
            named[holder][post] = row
            if post.is_shared or (row.get("held_as") or "definitif") != "definitif":
                continue
            if other := main.get(holder):
                table.refuse(
                    row,
                    "held_as",
                    self.env._(
                        "Row %s gives him a position definitively. He holds the second one as "
                        "Plt., Plh. or Pj.",
                        other.number,
                    ),
                )
            main.setdefault(holder, row)
        return named

    @api.model
    def _import_plan_term(self, table, row, post, his, named):
        """Return the term that a row means: a stored one, changed, or a new one; None if refused.

        :param his: the terms of the same person
        :param named: the positions that the file gives him
        """
        today = office_today()
        start, kind = row.get("date_from"), row.get("held_as")
        now = next((term for term in his if term.post == post and term.runs_on(today)), None)
        new_kind = now and kind and kind != now.kind and start and start > now.start
        if now and not new_kind:
            now.row, now.start, now.kind = row, start or now.start, kind or now.kind
            if table.has("date_to"):
                now.end = row.get("date_to")
            return self._import_check_period(table, row, now)
        term = Term(
            post, row.first.record or row.first, kind or "definitif", start or today, row=row
        )
        term.end = row.get("date_to")
        for other in his:
            leaves = other.kind == "definitif" == term.kind and other.post not in named
            if not (leaves or other.post == post) or not other.runs_on(term.start):
                continue
            if other.start >= term.start or not other.record:
                table.refuse(
                    row,
                    "date_from",
                    self.env._(
                        "He holds %(post)s since %(date)s. The new assignment must begin later.",
                        post=other.post.name,
                        date=other.start.strftime("%d/%m/%Y"),
                    ),
                )
                return None
            other.end, other.ended_by = term.start - timedelta(days=1), row
        return self._import_check_period(table, row, term)

    @api.model
    def _import_check_period(self, table, row, term):
        if term.end and term.end < term.start:
            table.refuse(row, "date_to", self.env._("The assignment ends before it begins."))
            return None
        return term

    @api.model
    def _import_check_collisions(self, table, terms, posts):
        """Refuse rows that put two people into one position at the same time."""
        by_post = defaultdict(list)
        for term in terms:
            if term.post in posts and not term.post.is_shared:
                by_post[term.post].append(term)
        for some in by_post.values():
            for pair in collisions(some):
                wrong, other = sorted(pair, key=lambda term: -(term.row.number if term.row else 0))
                if not wrong.row:
                    continue  # stored so already, and no row speaks of it
                if other.row and not other.record:
                    message = self.env._(
                        "Row %s gives this position to somebody in the same period.",
                        other.row.number,
                    )
                else:
                    message = self.env._(
                        "%(name)s holds this position since %(date)s. End his assignment first, "
                        "or give him his new position in this file.",
                        name=other.holder.name,
                        date=other.start.strftime("%d/%m/%Y"),
                    )
                table.refuse(wrong.row, "jabatan_code", message)

    @api.model
    def _import_check_mine(self, table, terms):
        """Refuse what begins or ends in a unit that the caller does not look after."""
        mine = set(self._import_units())
        for term in terms:
            row = term.row or term.ended_by
            if row and term.post.organisation_id not in mine:
                table.refuse(row, "jabatan_code", self.env._("You do not look after this unit."))

    # ------------------------------------------------------------------ saving

    @api.model
    def _import_save(self, table):
        terms = table.plan
        new = [row for row in table.rows if row.first is row and not row.record]
        accounts = self._create_accounts(
            [{name: value for name, value in row.vals.items() if value} for row in new]
        )
        for row, account in zip(new, accounts, strict=True):
            row.record, row.state = account, "created"
        for row in table.rows:
            row.record = row.first.record
        known = [row for row in table.rows if row.first is row and not row.state]
        self.browse(row.record.id for row in known).check_access("write")
        # sudo: the right to change these accounts was just checked; a name and an e-mail are kept
        # on the contact, which only contact managers change by hand.
        self.sudo()._import_write(known)
        return self._import_save_terms(terms)

    @api.model
    def _create_accounts(self, vals_list):
        """Make accounts without a password, without a mail, and without a query for each.

        Odoo draws five pictures for each account that has a group when it is made, and tells each
        of the discussion room of everybody. So the group comes after, and nobody joins a room of
        a whole city by being imported. The e-office's roles follow from the assignments.

        :param list vals_list: values of each account
        """
        self.check_access("create")
        lang = "id_ID" if self.env["res.lang"]._get_data(code="id_ID") else self.env.lang
        # sudo: the right to make accounts was just checked; each has a contact, which only contact
        # managers make by hand.
        Users = self.sudo().with_context(
            no_reset_password=True,
            tracking_disable=True,
            mail_create_nolog=True,
            mail_notrack=True,
            eoffice_no_rooms=True,
        )
        accounts = Users.create(
            [
                {"lang": lang, "tz": "Asia/Jakarta", **vals, "group_ids": [Command.clear()]}
                for vals in vals_list
            ]
        )
        if accounts:
            Users.env.ref("base.group_user").write(
                {"user_ids": [Command.link(account.id) for account in accounts]}
            )
        return self.browse(accounts.ids)

    @api.model
    def _import_save_terms(self, terms):
        """End, change and begin assignments, ends first: the next holder may follow the day after."""
        Assignment = self.env["eoffice.assignment"]
        ended, changed, begun = defaultdict(list), defaultdict(list), []
        for term in terms:
            if term.ended_by:
                ended[term.end].append(term.record.id)
                term.ended_by.state = term.ended_by.state or "updated"
            elif term.row and term.record:
                if differing := self._import_term_changes(term):
                    changed[frozenset(differing.items())].append(term.record.id)
                    term.row.state = term.row.state or "updated"
            elif term.row:
                begun.append(
                    {
                        "jabatan_id": term.post.id,
                        "user_id": term.row.record.id,
                        **self._import_term_values(term),
                    }
                )
                term.row.state = term.row.state or "updated"
        for day, ids in ended.items():
            Assignment.browse(ids).write({"date_to": day})
        Assignment.flush_model()
        for vals, ids in changed.items():
            Assignment.browse(ids).write(dict(vals))
        Assignment.create(begun)
        return {
            self.env._("assignments begun"): len(begun),
            self.env._("assignments ended"): sum(map(len, ended.values())),
        }

    @api.model
    def _import_term_values(self, term):
        return {
            "kind": term.kind,
            "date_from": term.start,
            "date_to": term.end or False,
            **{name: term.row.get(name) or False for name in DECREE if name in term.row.values},
        }

    @api.model
    def _import_term_changes(self, term):
        vals = self._import_term_values(term)
        return {name: value for name, value in vals.items() if term.record[name] != value}
