from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .closure import letter_if_limited, seated
from .disposition import readable_disposition

#: At most so many files with one message.
MOST_FILES = 20


class DispositionMessage(models.Model):
    """What was said while a disposition was carried out, with its files.

    - Whoever may read the disposition: giver, receiver, givers further up.
    - A note that its giver has opened to the others: they too (kind "note").
    - Nobody writes by hand; verbs of the disposition do. Files follow the message they hang on.
    """

    _name = "eoffice.disposition.message"
    _description = "Message about a disposition"
    _inherit = "eoffice.closure"
    _order = "disposition_id, id"
    _rec_name = "id"

    naskah_id = fields.Many2one("eoffice.naskah", required=True, index=True, ondelete="restrict")
    disposition_id = fields.Many2one(
        "eoffice.disposition", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("note", "Note"),
            ("question", "Question"),
            ("answer", "Answer"),
            ("progress", "Progress"),
            ("report", "Report"),
            ("reminder", "Reminder"),
            ("closed", "Closed"),
        ],
        required=True,
    )
    text = fields.Text()
    author_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    jabatan_id = fields.Many2one("eoffice.jabatan", "Position", required=True, ondelete="restrict")
    capacity = fields.Char()
    at = fields.Datetime("Time", required=True)

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        return SQL(
            """EXISTS (SELECT FROM eoffice_disposition d
                        WHERE d.id = g.disposition_id AND (%s OR g.kind = 'note' AND %s))""",
            readable_disposition(SQL.identifier("d"), seats),
            self._shared_with(seats),
        )

    @api.model
    def _shared_with(self, seats):
        """Return the condition that disposition ``d`` is open to others who were given the letter
        from the same place, and that these seats are among them."""
        return SQL(
            """d.is_shared AND d.state NOT IN ('prepared', 'recalled') AND EXISTS (
                SELECT FROM eoffice_disposition b %s
                 WHERE b.recipient_id = d.recipient_id AND b.state NOT IN ('prepared', 'recalled')
                   AND b.parent_id IS NOT DISTINCT FROM d.parent_id AND %s)""",
            letter_if_limited(seats, SQL("b.naskah_id")),
            seated(SQL("b.to_jabatan_id"), seats, ("read",), "n"),
        )

    @api.depends("disposition_id")
    def _compute_display_name(self):
        for message in self:
            message.display_name = self.env._("Message %s", message.id or "")

    @api.model
    def _uploaded(self, attachment_ids):
        """Return files that the account has uploaded for a message; refuse all others.

        :raise AccessError: another's
        :raise UserError: one that hangs on something, an empty one, or too many
        """
        files = self.env["ir.attachment"].browse(dict.fromkeys(attachment_ids or ())).exists()
        if not files:
            return files
        files.check_access("write")
        # sudo: only whose it is and whether it hangs anywhere.
        if files.sudo().filtered(
            lambda one: one.res_id or one.res_field or one.create_uid.id != self.env.uid
        ):
            raise UserError(self.env._("Choose the file anew: it belongs to something else."))
        if empty := files.filtered(lambda one: one.type != "binary" or not one.file_size):
            raise UserError(
                self.env._(
                    "%s is empty. Take it off the attachments, or choose the file again.",
                    ", ".join(empty.mapped("name")),
                )
            )
        if len(files) > MOST_FILES:
            raise UserError(self.env._("At most %s files at once.", MOST_FILES))
        return files

    def _files(self):
        """Return dict of message id to its files, as clients see them."""
        found = self.env["ir.attachment"].search_fetch(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["name", "mimetype", "file_size", "res_id"],
            order="id",
        )
        return {
            message_id: [
                {
                    "id": one.id,
                    "name": one.name,
                    "mimetype": one.mimetype,
                    "size": one.file_size,
                    "url": f"/web/content/{one.id}",
                }
                for one in files
            ]
            for message_id, files in found.grouped("res_id").items()
        }
