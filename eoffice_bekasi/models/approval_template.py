from odoo import api, fields, models
from odoo.fields import Domain

#: Who puts somebody into the chain of a letter while it runs.
MAY_ADD = [
    ("nobody", "Nobody"),
    ("holder", "Who has the letter now"),
    ("drafter", "Who has the letter now, and its drafter"),
]


class ApprovalTemplate(models.Model):
    """Who sees a letter of a type before its signer: a chain that is the same each time.

    An SKPD's own template goes before the city's, one for named types before one for all. Without
    any, the superiors of the drafter give paraf up to the signer.

    Every account: reads. Administrator: creates, changes and deletes all. Operator of an SKPD:
    creates and changes those of his SKPD.
    """

    _name = "eoffice.approval.template"
    _description = "Approval template"
    _inherit = "eoffice.operated"
    _order = "sequence, id"

    _operator_fields = frozenset(
        {"name", "sequence", "active", "skpd_id", "type_ids", "may_add", "line_ids"}
    )

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('is_skpd', '=', True)]",
        default=lambda self: self._default_skpd_id(),
        help="For letters drafted there. Empty: for all.",
    )
    is_mine = fields.Boolean("Of my SKPD", compute="_compute_is_mine", search="_search_is_mine")
    may_add = fields.Selection(
        MAY_ADD,
        "Steps added by",
        required=True,
        default="drafter",
        help="Who may put somebody into the chain while a letter is in approval.",
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
    def _default_skpd_id(self):
        return self._is_limited() and self.env.user._eoffice_operated_skpd()[:1]

    @api.depends("skpd_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        operated = self.env.user._eoffice_operated_skpd()
        for template in self:
            template.is_mine = bool(template.skpd_id) and template.skpd_id in operated

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("skpd_id", "in", self.env.user._eoffice_operated_skpd().ids)]

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
        """Return who is asked and who signs, in order: list of values of approval steps.

        Nobody is asked twice, neither the drafter nor the signer for a paraf.

        :param drafter: the jabatan that drafts
        :param signer: the jabatan that signs
        """
        if not self:
            superiors = drafter._superiors_up_to(signer) - drafter - signer
            planned = [{"jabatan_id": one.id, "kind": "paraf"} for one in superiors]
        else:
            planned = self._planned(drafter, signer)
        chain = [*planned, {"jabatan_id": signer.id, "kind": "sign"}]
        return [{**values, "sequence": 10 * place} for place, values in enumerate(chain, 1)]

    def _planned(self, drafter, signer):
        """Return the values of the steps that the lines ask for."""
        asked = {drafter, signer}
        planned, begun = [], False
        for line in self.line_ids:
            # A line whose positions all fall away leaves the group to those that come after it.
            begun = begun and line.with_previous
            for nth, jabatan in enumerate(line._positions(drafter, signer)):
                if jabatan in asked:
                    continue
                asked.add(jabatan)
                planned.append(
                    {
                        "jabatan_id": jabatan.id,
                        "kind": line.kind,
                        "with_previous": begun and not nth,
                        "may_skip": line.may_skip,
                    }
                )
                begun = True
        return planned
