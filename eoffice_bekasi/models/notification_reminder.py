from odoo import models

#: Work that can be told again as a reminder.
WORK = ("sign", "paraf", "check", "returned", "opinion", "dispose", "followup")


class Notification(models.Model):
    """Reminders and escalations in the queue of what people are to be told.

    A reminder says what the desk of the account says of the work that waits there. An escalation
    says the letter's number, where it waits and how long, and nothing else: it gives no right to
    read the letter, and leads to it only who has that right anyway.
    """

    _inherit = "eoffice.notification"

    def _items(self):
        reminders = self.filtered(lambda row: row.kind == "reminder")
        escalations = self.filtered(lambda row: row.kind == "escalation")
        rest = self - reminders - escalations
        items = super(Notification, rest)._items() if rest else []
        if self.user_id.ensure_one().active:
            items += reminders._reminder_items() + escalations._escalation_items()
        return items

    def _reminder_items(self):
        """Return the work of these rows as the account's own desk shows it now."""
        if not self:
            return []
        user = self.user_id
        desk = self.env["eoffice.desk"].with_user(user).with_context(lang=user.lang)
        rows = self.grouped(lambda row: (row.naskah_id.id, row.jabatan_id.id))
        items = []
        for item in desk._items_of(self.naskah_id.ids):
            for row in rows.get((item["naskah_id"], item["jabatan_id"]), ()):
                if item["kind"] not in WORK or (
                    row.disposition_id and row.disposition_id.id != item["disposition_id"]
                ):
                    continue
                secret = item["secret"] or item["hidden"]
                said = {"kind": "secret"} if secret else {**item, "kind": "reminder"}
                items.append({**said, "naskah_id": item["naskah_id"], "row": row})
        return items

    def _escalation_items(self):
        """Return for each piece of work that waits still its number, where it waits and how long."""
        if not self:
            return []
        user = self.user_id
        env = self.env(context={**self.env.context, "lang": user.lang})
        # Whoever no longer carries the position is no longer told.
        carriers = self.jabatan_id._carriers()
        rows = self.filtered(lambda row: user in carriers.get(row.jabatan_id.id, user.browse()))
        waiting = self.env["eoffice.reminder"]._open_of(rows.naskah_id.ids, rows.jabatan_id.ids)
        readable = (
            self.env["eoffice.naskah"]
            .with_user(user)
            .search([("id", "in", rows.naskah_id.ids)])
            ._ids
        )
        items = []
        for row in rows:
            mine = waiting.filtered(
                lambda one, row=row: (
                    one.naskah_id == row.naskah_id
                    and one.to_jabatan_id == row.jabatan_id
                    and one.rule_id.target != "holder"
                )
            )
            # One line for each desk where it waits, whatever the rules that told of it.
            for place in mine.grouped("jabatan_id").values():
                letter, jabatan = row.naskah_id, place.jabatan_id
                hours = jabatan.skpd_id._worked_minutes(place[-1].since, self.env.cr.now()) // 60
                items.append(
                    {
                        "kind": "escalation",
                        "naskah_id": letter.id,
                        "row": row,
                        "subject": env._(
                            "%(letter)s has been at the desk of %(jabatan)s for %(hours)s working "
                            "hours",
                            letter=letter.number or env._("A letter without a number"),
                            jabatan=jabatan.name,
                            hours=hours,
                        ),
                        "number": "",
                        "sender": "",
                        "note": "",
                        "jabatan": row.jabatan_id.name,
                        "urgensi": letter.urgensi,
                        "urgent": letter.is_urgent,
                        "late": True,
                        "deadline": False,
                        "place": False if letter.id in readable else "meja-kerja",
                    }
                )
        return items
