from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .keeper import keeper

#: What a correction may change; never the number, the register or the letter.
CORRECTABLE = {
    "masuk": (
        *("sender_name", "letter_number", "letter_date", "recipient_name"),
        *("attachment_note", "handler_name", "note"),
    ),
    "keluar": ("recipient_name", "copies_to", "attachment_note", "handler_name", "note"),
}
#: What a correction takes over from the line that it corrects, unless it is changed.
COPIED = (
    *("register_id", "skpd_id", "direction", "year", "number", "date", "naskah_id", "sender_name"),
    *("recipient_name", "letter_number", "letter_date", "classification_code", "attachment_note"),
    *("handler_name", "copies_to", "note"),
)


class Agenda(models.Model):
    """A line is never changed: a correction is a new line of the same number (koreksi)."""

    _inherit = "eoffice.agenda"

    may_correct = fields.Boolean(compute="_compute_may_correct", compute_sudo=False)

    @api.depends_context("uid")
    def _compute_may_correct(self):
        for lines in self.grouped("skpd_id").values():
            corrector = lines._corrector()
            for line in lines:
                line.may_correct = bool(corrector and line.is_latest)

    def action_correct(self, reason, values):
        """Enter a correction of this line: the same number once more, with other words.

        By the registry or the head of the SKPD that keeps the register, until the year is closed.

        :param str reason: required; it stands in the new line
        :param dict values: the columns that change (see ``CORRECTABLE``)
        :return: dict with ``id`` of the new line and its ``revision``
        :raise AccessError: no right to correct this register
        :raise UserError: no reason, nothing changed, an old line, or a closed year
        """
        self.ensure_one()
        self.check_access("read")
        jabatan = self._corrector()
        if not jabatan:
            raise AccessError(
                self.env._(
                    "A line is corrected by the registry or the head of the SKPD that keeps the "
                    "register."
                )
            )
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the line is corrected."))
        changed = self._correction(values)
        if not self.is_latest:
            raise UserError(
                self.env._("This line has been corrected already. Correct its latest correction.")
            )
        self.env["eoffice.register"]._check_open(self.register_id, self.year)
        columns = SQL(", ").join(SQL.identifier(name) for name in COPIED)
        copied = SQL(", ").join(
            SQL("%s", changed[name]) if name in changed else SQL.identifier(name) for name in COPIED
        )
        ((new_id,),) = self.env.execute_query(
            SQL(
                """INSERT INTO eoffice_agenda
                       (%(columns)s, revision, corrects_id, correction_reason, create_uid,
                        create_date)
                   SELECT %(copied)s, revision + 1, id, %(reason)s, %(user)s,
                          clock_timestamp() AT TIME ZONE 'UTC'
                     FROM eoffice_agenda WHERE id = %(id)s
                RETURNING id""",
                columns=columns,
                copied=copied,
                reason=reason,
                user=self.env.uid,
                id=self.id,
            )
        )
        self.env.invalidate_all()
        new = self.browse(new_id)
        self.env["eoffice.event"]._log(
            self.naskah_id,
            "agenda_corrected",
            jabatan,
            {"agenda": new.display_name, "fields": sorted(changed)},
        )
        return {"id": new_id, "revision": new.revision}

    def action_open_correction(self):
        """Open the dialog that corrects this line."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct line %s", self.display_name),
            "res_model": "eoffice.agenda.correction",
            "view_mode": "form",
            "target": "new",
            "context": {"default_agenda_id": self.id},
        }

    def _correction(self, values):
        """Return the values that differ from this line's, ready for the database.

        :raise UserError: one may not be changed, or none is
        """
        allowed = CORRECTABLE[self.direction]
        refused = sorted(values.keys() - set(allowed))
        if refused:
            raise UserError(
                self.env._(
                    "A correction can't change this: %s.",
                    ", ".join(
                        self._fields[name]._description_string(self.env)
                        if name in self._fields
                        else name
                        for name in refused
                    ),
                )
            )
        changed = {}
        for name, value in values.items():
            field = self._fields[name]
            value = field.convert_to_cache(value, self, validate=True) or None
            if isinstance(value, str):
                value = value.strip() or None
            if value != (self[name] or None):
                changed[name] = value
        if not changed:
            raise UserError(self.env._("Nothing is different. Change what was wrong."))
        return changed

    def _corrector(self):
        """Return the position in whose name the user may correct this register, or none."""
        return keeper(self.env, self.skpd_id)
