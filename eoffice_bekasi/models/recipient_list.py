from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .recipient import ADDRESS


class Recipient(models.Model):
    """Lists among the recipients: one row that prints, and its members' rows that are delivered."""

    _inherit = "eoffice.recipient"

    member_count = fields.Integer("Members", compute="_compute_members")
    member_read_count = fields.Integer("Members who have read it", compute="_compute_members")

    @api.depends("list_id", "state")
    def _compute_members(self):
        """Count the members: those it went to, or before that those of today."""
        rows = self.filtered("list_id")
        sent = rows.filtered(lambda one: one.state == "list")
        counts = {}
        # sudo: how many of a list have read it is shown to whoever may read the letter.
        for row, state, count in self.sudo()._read_group(
            [("member_of_id", "in", sent._origin.ids)], ["member_of_id", "state"], ["__count"]
        ):
            counts.setdefault(row.id, {})[state] = count
        for one in self:
            found = counts.get(one._origin.id, {})
            unread = sum(found.get(state, 0) for state in ("draft", "delivered", "paper"))
            one.member_count = (
                sum(found.values())
                if one in sent
                else one.list_id.member_count
                if one.list_id
                else 0
            )
            one.member_read_count = sum(found.values()) - unread

    @api.constrains("list_id", "naskah_id")
    def _check_list_is_offered(self):
        for one in self:
            # sudo: whose list it is and where the letter is drafted; nothing is shown.
            skpd = one.sudo().list_id.skpd_id
            if skpd and skpd != one.sudo().naskah_id.drafter_jabatan_id.skpd_id:
                raise ValidationError(
                    self.env._(
                        "The list %(name)s is for letters drafted in %(skpd)s.",
                        name=one.list_id.name,
                        skpd=skpd.name,
                    )
                )

    def _electronic(self):
        """Return those who get the letter on their desks: neither by paper nor a list's own row."""
        return self.filtered(lambda one: one.state not in ("paper", "list"))

    def _plain(self, drafter):
        """Return values of new rows with the same addressees, for another letter.

        A list that its drafter may not use is replaced by those whom it stood for.

        :param drafter: the jabatan that drafts the other letter
        :return: list of dicts
        """
        lists = self.list_id.filtered_domain(
            self.env["eoffice.addressee.list"]._offered_domain(drafter)
        )
        kept = self.filtered(
            lambda one: (
                (not one.member_of_id and (not one.list_id or one.list_id in lists))
                or (one.member_of_id and one.member_of_id.list_id not in lists)
            )
        )
        return [
            {
                name: one[name].id if one._fields[name].type == "many2one" else one[name]
                for name in ADDRESS
            }
            for one in kept
        ]

    def get_members(self):
        """Return who is behind a list's row: to whom it went, or before that who is in it today.

        :return: list of dicts with ``name``, ``unit``, ``outside`` and, once it went, ``state``,
            ``read_at``
        :raise AccessError: the letter is not open to this account
        """
        self.ensure_one()
        self.check_access("read")
        if self.state != "list":
            return self.list_id.get_members()
        rows = self.search([("member_of_id", "=", self.id)])
        return [
            {
                "id": one.id,
                "name": one.display_name,
                "unit": one.jabatan_id.organisation_id.name or "",
                "outside": bool(one.partner_id),
                "state": one.state,
                "read_at": fields.Datetime.to_string(one.read_at) if one.read_at else False,
            }
            for one in rows
        ]


class Naskah(models.Model):
    """At the last signature the lists among the recipients become the members of that day."""

    _inherit = "eoffice.naskah"

    def _freeze(self, step):
        if not self._signs_another():
            self._expand_lists()
        return super()._freeze(step)

    def _expand_lists(self):
        """Give each member of the lists a row of its own, in one batch. Idempotent.

        Whoever is named by himself, or by a list that stands before, gets it once; who signs
        doesn't get his own letter. The rows that stand for the lists go on printing and are not
        delivered themselves.

        :raise UserError: nobody is in a list any more
        """
        self.ensure_one()
        # sudo: rows are made by signing only, whose right has been checked.
        rows = self.sudo().recipient_ids
        lists = rows.filtered(lambda one: one.list_id and one.state == "draft")
        if not lists:
            return
        members = lists.list_id._members()
        if empty := [
            one.name for one, (jabatan, partners) in members.items() if not (jabatan or partners)
        ]:
            raise UserError(
                self.env._(
                    "Nobody is in the list %s. Return the letter, so that it gets other addressees.",
                    ", ".join(empty),
                )
            )
        signers = self.step_ids.filtered(lambda step: step.kind == "sign").jabatan_id
        taken = {*rows.jabatan_id, *rows.partner_id, *signers, self.signer_jabatan_id}
        values = []
        for row in lists.sorted(lambda one: (one.kind, one.sequence, one.id)):
            for one in (*members[row.list_id][0], *members[row.list_id][1]):
                if one not in taken:
                    taken.add(one)
                    is_jabatan = one._name == "eoffice.jabatan"
                    address = (one.id, None) if is_jabatan else (None, one.id)
                    values.append((row.id, row.kind, row.sequence, *address))
        self._insert_members(values)
        lists.write({"state": "list"})

    def _insert_members(self, values):
        """Insert members' rows: (list's row, kind, sequence, jabatan, outside contact)."""
        if not values:
            return
        Recipient = self.env["eoffice.recipient"]
        Recipient.flush_model()
        self.env["eoffice.jabatan"].flush_model(["skpd_id"])
        columns = [list(column) for column in zip(*values, strict=True)]
        self.env.execute_query(
            SQL(
                """INSERT INTO eoffice_recipient
                          (naskah_id, member_of_id, kind, sequence, jabatan_id, partner_id, skpd_id,
                           state, create_uid, write_uid, create_date, write_date)
                   SELECT %(id)s, m.row_id, m.kind, m.sequence, m.jabatan_id, m.partner_id,
                          j.skpd_id, 'draft', %(uid)s, %(uid)s, %(now)s, %(now)s
                     FROM unnest(%(rows)s::int[], %(kinds)s::varchar[], %(sequences)s::int[],
                                 %(jabatan)s::int[], %(partners)s::int[])
                          WITH ORDINALITY
                          AS m (row_id, kind, sequence, jabatan_id, partner_id, place)
                     LEFT JOIN eoffice_jabatan j ON j.id = m.jabatan_id
                    ORDER BY m.place
                RETURNING id""",
                id=self.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
                rows=columns[0],
                kinds=columns[1],
                sequences=columns[2],
                jabatan=columns[3],
                partners=columns[4],
            )
        )
        Recipient.invalidate_model()
        self.invalidate_recordset(["recipient_ids", "kepada_ids", "tembusan_ids"])

    def _timeline_recipients(self):
        """Put the members of a list under the list's line, with how many have read it."""
        entries = super()._timeline_recipients()
        by_id = {entry["id"]: entry for entry in entries}
        lists = self.recipient_ids.filtered("list_id")
        for row in lists:
            by_id[row.id].update(
                {
                    "members": [],
                    "member_count": row.member_count,
                    "member_read_count": row.member_read_count,
                }
            )
        under = {one.id: one.member_of_id.id for one in self.recipient_ids if one.member_of_id}
        for member_id, row_id in under.items():
            by_id[row_id]["members"].append(by_id[member_id])
        return [entry for entry in entries if entry["id"] not in under]
