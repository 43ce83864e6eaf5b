from odoo import models


class Naskah(models.Model):
    """What is to be said of a draft's addressees before it is sent for approval."""

    _inherit = "eoffice.naskah"

    def _findings(self):
        return super()._findings() + self._addressee_findings()

    def _addressee_findings(self):
        rows = self.recipient_ids.filtered(lambda one: not one.member_of_id)
        lists = rows.list_id
        members = lists._members()
        inside = {one: jabatan for one, (jabatan, _partners) in members.items()}
        jabatan = rows.jabatan_id.union(*inside.values())
        outside = rows.partner_id.union(*(partners for _jabatan, partners in members.values()))
        return [
            *self._list_findings(rows, members),
            *self._vacancy_findings(rows, jabatan),
            *self._paper_findings(rows, outside),
            *self._twice_findings(rows, members),
            *self._own_letter_findings(rows),
        ]

    def _field_of(self, rows):
        return f"{rows[:1].kind}_ids" if rows else "kepada_ids"

    def _list_findings(self, rows, members):
        found = []
        drafter = self.drafter_jabatan_id
        for row in rows.filtered("list_id"):
            one = row.list_id
            if not any(members[one]):
                text = self.env._("Nobody is in the list %s", one.name)
                mend = self.env._("take it out, or let its keeper mend it.")
                found.append(self._finding("error", "empty_list", text, mend, self._field_of(row)))
            elif one.skpd_id and one.skpd_id != drafter.skpd_id:
                text = self.env._("The list %s is another SKPD's", one.name)
                mend = self.env._("name its members, or use a list of your own.")
                found.append(
                    self._finding("error", "foreign_list", text, mend, self._field_of(row))
                )
        return found

    def _vacancy_findings(self, rows, jabatan):
        """Say who carries a vacant position; whether anybody does."""
        vacant = jabatan.filtered("is_vacant")
        carriers = vacant._carriers() if vacant else {}
        nobody = self.env["res.users"]
        found = []
        for one in vacant & rows.jabatan_id:
            carrying = carriers.get(one.id, nobody)
            mine = rows.filtered(lambda row, one=one: row.jabatan_id == one)
            text = self.env._("%s is vacant", one.name)
            mend = (
                self.env._("%s carries it and gets the letter.", ", ".join(carrying.mapped("name")))
                if carrying
                else self.env._(
                    "nobody has an account for it: the letter waits until somebody does."
                )
            )
            found.append(self._finding("warning", "vacant", text, mend, self._field_of(mine)))
        # Of those in lists one line says it for all of whom nobody would get it.
        if lost := (vacant - rows.jabatan_id).filtered(lambda one: not carriers.get(one.id)):
            text = self.env._("Vacant in the lists: %s", ", ".join(lost.mapped("name")))
            mend = self.env._(
                "nobody has an account for them: the letter waits until somebody does."
            )
            field = self._field_of(rows.filtered("list_id"))
            found.append(self._finding("warning", "vacant", text, mend, field))
        return found

    def _paper_findings(self, rows, outside):
        if not outside:
            return []
        mine = rows.filtered("partner_id")
        text = self.env._("Goes by paper: %s", ", ".join(outside.mapped("name")))
        mend = self.env._("print it and enter in the buku ekspedisi who received it.")
        return [self._finding("info", "by_paper", text, mend, self._field_of(mine))]

    def _twice_findings(self, rows, members):
        seen, twice = {}, {}
        for row in rows:
            everybody = [*row.jabatan_id, *row.partner_id]
            if row.list_id:
                everybody = [*members[row.list_id][0], *members[row.list_id][1]]
            for one in everybody:
                if one in seen:
                    twice[one] = row
                seen.setdefault(one, row)
        if not twice:
            return []
        names = ", ".join(one.name for one in twice)
        text = self.env._("Named twice: %s", names)
        mend = self.env._("each gets the letter once; take out what is too much.")
        row = next(iter(twice.values()))
        return [self._finding("warning", "twice", text, mend, self._field_of(row))]

    def _own_letter_findings(self, rows):
        signer = self.signer_jabatan_id
        mine = rows.filtered(lambda row: row.jabatan_id and row.jabatan_id == signer)
        if not mine:
            return []
        text = self.env._("%s signs this letter and is addressed by it", signer.name)
        mend = self.env._("take the position out of the addressees.")
        return [self._finding("warning", "own_letter", text, mend, self._field_of(mine))]
