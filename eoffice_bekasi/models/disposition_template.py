from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class DispositionTemplate(models.Model):
    """A disposition ready to be given with one tap: to whom, what, by when ("Kabag Umum: siapkan").

    - Every account: reads the city's, the SKPD's, and those of its own positions; keeps the latter.
    - Operator and registry of an SKPD: keep the SKPD's. Administrator: keeps these and the city's.
    - Nobody reads those of another's position.
    """

    _name = "eoffice.disposition.template"
    _description = "Template of dispositions"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    jabatan_id = fields.Many2one(
        "eoffice.jabatan",
        "Of the position",
        index=True,
        ondelete="cascade",
        default=lambda self: self._default_jabatan_id(),
        help="Who gives it. Empty: everybody in the SKPD.",
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        index=True,
        ondelete="cascade",
        domain="[('is_skpd', '=', True)]",
        help="Empty, and no position: the whole city.",
    )
    to_jabatan_ids = fields.Many2many(
        "eoffice.jabatan", "eoffice_disposition_template_to_rel", string="To"
    )
    responsible_jabatan_id = fields.Many2one(
        "eoffice.jabatan", "Responsible", ondelete="set null", help="Empty: the first."
    )
    instruction_ids = fields.Many2many("eoffice.instruction", string="Instructions")
    note = fields.Text()
    days = fields.Integer("Working days", help="0: by the letter's urgensi.")

    _one_scope = models.Constraint(
        "CHECK (jabatan_id IS NULL OR skpd_id IS NULL)",
        "A template is a position's, an SKPD's, or the whole city's.",
    )
    _days = models.Constraint("CHECK (days >= 0)", "Working days can't be negative.")

    @api.model
    def _default_jabatan_id(self):
        if self.env.context.get("default_skpd_id"):
            return False
        return self.env["eoffice.jabatan"].browse(self.env.user._eoffice_seats().ids("dispose")[:1])

    @api.constrains("to_jabatan_ids", "responsible_jabatan_id")
    def _check_responsible(self):
        for template in self:
            if template.responsible_jabatan_id - template.to_jabatan_ids:
                raise ValidationError(
                    self.env._("Who is responsible must be one of those it is given to.")
                )

    def write(self, vals):
        result = super().write(vals)
        # For whom it is now must be the writer's to decide too.
        self.check_access("write")
        return result

    @api.model
    def _offered(self, giver, allowed_ids):
        """Return the templates that a position may use, for the dialog of a disposition.

        :param giver: a jabatan
        :param set allowed_ids: to whom it may dispose now; others are left out of the templates
        :return: list of dicts, see ``eoffice.desk.get_dispose_options``
        """
        # sudo: those of the position that gives; an assistant prepares in its name.
        found = self.sudo().search(
            Domain("jabatan_id", "=", giver.id)
            | Domain("jabatan_id", "=", False) & Domain("skpd_id", "in", [False, giver.skpd_id.id])
        )
        usable = self.env["eoffice.instruction"]._offered(giver).ids
        return [
            {
                "id": one.id,
                "name": one.name,
                "to": to,
                "responsible": one.responsible_jabatan_id.id
                if one.responsible_jabatan_id.id in to
                else to[:1] and to[0],
                "instructions": [id_ for id_ in one.instruction_ids.ids if id_ in usable],
                "note": one.note or "",
                "days": one.days or False,
            }
            for one in found
            for to in [[id_ for id_ in one.to_jabatan_ids.ids if id_ in allowed_ids]]
            if to or not one.to_jabatan_ids
        ]
