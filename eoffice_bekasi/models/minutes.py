from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .closure import readable
from .keeper import kept


class Minutes(models.Model):
    """A berita acara: the record of why a number was made void, with its scan.

    - Registry and head of the SKPD that keeps the register: read those of its numbers.
    - Whoever may read what a letter says: reads the one of its cancellation.
    - Nobody writes; ``action_void`` and ``action_cancel`` make them (design, rule 1: no gap
      without a void record).
    """

    _name = "eoffice.minutes"
    _description = "Berita acara"
    _inherit = "eoffice.closure"
    _order = "date desc, id desc"
    _rec_name = "number"

    number = fields.Char("Berita acara number", required=True, readonly=True)
    date = fields.Date("Berita acara date", required=True, readonly=True)
    text = fields.Text("What happened", required=True, readonly=True)
    skpd_id = fields.Many2one(
        "eoffice.organisation", "SKPD", readonly=True, index=True, ondelete="restrict"
    )
    naskah_id = fields.Many2one("eoffice.naskah", readonly=True, index=True, ondelete="restrict")
    jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Made as", required=True, readonly=True, ondelete="restrict"
    )
    attachment_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        "Scan",
        domain=[("res_model", "=", "eoffice.minutes")],
        readonly=True,
    )
    reserved_number_ids = fields.One2many(
        "eoffice.reserved.number", "minutes_id", "Numbers", readonly=True
    )

    @api.model
    def _guard(self, operation, seats):
        if operation != "read":
            return None
        return SQL(
            "(%s OR %s)",
            kept(SQL("g.skpd_id"), seats),
            readable(SQL("g.naskah_id"), seats, "content"),
        )

    def _guard_error(self):
        return AccessError(
            self.env._("This berita acara is open to the registry that keeps the number.")
        )

    @api.model
    def _check(self, minutes):
        """Return the values of a berita acara that came with a verb; refuse one that lacks some.

        :param dict minutes: ``number``, ``date`` and ``text``
        :raise UserError: something is missing; the message says what
        """
        values = {name: (minutes or {}).get(name) for name in ("number", "date", "text")}
        for name in ("number", "text"):
            values[name] = str(values[name] or "").strip()
        if not all(values.values()):
            raise UserError(
                self.env._(
                    "A number is made void with a berita acara: give its number, its date and "
                    "what happened."
                )
            )
        return {**values, "date": fields.Date.to_date(values["date"])}

    @api.model
    def _make(self, values, jabatan, attachments=None):
        """Make a berita acara and hang the account's own files on it.

        :param dict values: as ``_check`` returned, with what it belongs to
        :param attachments: ir.attachment records the account has uploaded
        """
        # sudo: made by verbs only, which have checked the right to the act.
        minutes = self.sudo().create({**values, "jabatan_id": jabatan.id})
        minutes._hang(attachments)
        return minutes.with_env(self.env)

    def _hang(self, attachments):
        """Hang files on this record; each must be the account's to change."""
        if attachments:
            attachments.check_access("write")
            # sudo: nobody may write a berita acara itself; the files were checked above.
            attachments.sudo().write({"res_model": self._name, "res_id": self.id})
