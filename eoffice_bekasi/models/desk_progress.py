from odoo import fields, models


class Desk(models.AbstractModel):
    """On the desk, what I sent and others have says how far it is and when it may end."""

    _inherit = "eoffice.desk"

    def _items(self, work, kind, limit, seats):
        items = super()._items(work, kind, limit, seats)
        # One set of records, as the user himself: what he may not read is not said.
        letters = self.env["eoffice.naskah"].browse(
            {item["naskah_id"] for item in items if item["kind"] == "waiting"}
        )
        by_id = {letter.id: letter for letter in letters}
        for item in items:
            letter = by_id.get(item["naskah_id"]) if item["kind"] == "waiting" else None
            item["progress"] = letter.progress if letter else []
            item["expected_at"] = (
                fields.Datetime.to_string(letter.expected_at)
                if letter and letter.expected_at
                else False
            )
        return items
