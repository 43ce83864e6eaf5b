from odoo import api, fields, models
from odoo.fields import Domain


class ApprovalTemplate(models.Model):
    """Who sees a letter of a type before its signer: a chain that is the same each time.

    An SKPD's own template goes before the city's, one for named types before one for all. Without
    any, the superiors of the drafter give paraf up to the signer.

    Every account: reads. Administrator: creates and changes.
    """

    _name = "eoffice.approval.template"
    _description = "Approval template"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('is_skpd', '=', True)]",
        help="For letters drafted there. Empty: for all.",
    )
    type_ids = fields.Many2many(
        "eoffice.naskah.type",
        "eoffice_approval_template_type_rel",
        "template_id",
        "type_id",
        string="Naskah types",
        help="Empty: for all.",
    )
    line_ids = fields.One2many("eoffice.approval.template.line", "template_id", "Way", copy=True)

    @api.model
    def _for_letters(self, letters):
        """Return the template of each letter, by the SKPD it is drafted in and by its type.

        :return: dict of letter to template, an empty one where none is for it
        """
        if not letters:
            return {}
        # sudo: who must see a letter before it is signed is the office's rule, for whoever drafts.
        templates = self.sudo().search(
            Domain("skpd_id", "in", [False, *letters.drafter_jabatan_id.skpd_id.ids])
        )
        return {letter: templates._best(letter) for letter in letters}

    def _best(self, letter):
        skpd = letter.drafter_jabatan_id.skpd_id
        fitting = self.filtered(
            lambda one: (
                (not one.skpd_id or one.skpd_id == skpd)
                and (not one.type_ids or letter.type_id._is_named_in(one.type_ids))
            )
        )
        # Stable: of those that are equal, the first in order.
        return fitting.sorted(lambda one: (not one.skpd_id, not one.type_ids))[:1]

    def _chain(self, drafter, signer):
        """Return who gives paraf and who signs, in order: list of (jabatan, kind).

        Nobody is asked twice, neither the drafter nor the signer for a paraf.

        :param drafter: the jabatan that drafts
        :param signer: the jabatan that signs
        """
        planned = [
            (jabatan, line.kind)
            for line in self.line_ids
            for jabatan in line._positions(drafter, signer)
        ]
        if not self:
            planned = [(jabatan, "paraf") for jabatan in drafter._superiors_up_to(signer)]
        kinds = {}
        for jabatan, kind in planned:
            if jabatan not in (drafter, signer):
                kinds.setdefault(jabatan, kind)
        return [*kinds.items(), (signer, "sign")]
