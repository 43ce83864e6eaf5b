from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.local_time import office_today
from .naskah import UNSIGNED


class Naskah(models.Model):
    """The klasifikasi of a letter: one in force, and the sifat that it asks for.

    Drafter, holder of the current step: change it, as the rest of the letter. What is signed keeps
    code and name as they were (in the signature), whatever becomes of the scheme.
    """

    _inherit = "eoffice.naskah"

    classification_id = fields.Many2one(domain="[('is_in_force', '=', True)]")
    # A value given by hand, in the same call or before, is left alone.
    sifat = fields.Selection(
        default=None, compute="_compute_sifat", store=True, readonly=False, precompute=True
    )
    sifat_by_hand = fields.Boolean("Sifat chosen by hand", readonly=True, copy=False)
    sifat_hint = fields.Char(compute="_compute_sifat_hint")
    classification_hint = fields.Char(compute="_compute_classification_hint")
    successor_id = fields.Many2one(
        "eoffice.classification", "Takes its place", compute="_compute_classification_hint"
    )

    _codes_of_drafter = models.Index("(drafter_id, id DESC) WHERE classification_id IS NOT NULL")

    # ------------------------------------------------------------------ sifat

    def _asked_sifat(self):
        """Return the sifat that this letter gets without anybody's choice: the higher of what its
        type usually has and what its klasifikasi asks for."""
        self.ensure_one()
        levels = self.env["eoffice.sifat"]
        wanted = [self.type_id.default_sifat, self.classification_id.effective_sifat]
        return max(filter(None, wanted), key=levels._ranks().get, default=levels._ordinary())

    @api.depends("classification_id", "type_id")
    def _compute_sifat(self):
        """Raise the sifat to what klasifikasi and type ask for, unless somebody chose; never lower."""
        levels = self.env["eoffice.sifat"]
        rank = levels._ranks().get
        for naskah in self:
            sifat, asked = naskah.sifat or levels._ordinary(), naskah._asked_sifat()
            may_raise = naskah.state in UNSIGNED and not naskah.sifat_by_hand
            naskah.sifat = max(sifat, asked, key=rank) if may_raise else sifat

    @api.onchange("sifat")
    def _onchange_sifat(self):
        # Kept with the letter by create and write; here for what is chosen before that.
        self.sifat_by_hand = self._is_sifat_by_hand()

    def _is_sifat_by_hand(self):
        """Whether a sifat that was given is another than the letter gets by itself."""
        return self.sifat != self._asked_sifat()

    @api.depends("classification_id", "sifat")
    def _compute_sifat_hint(self):
        names = dict(self._fields["sifat"]._description_selection(self.env))
        rank = self.env["eoffice.sifat"]._ranks()
        for naskah in self:
            asked = naskah.classification_id.effective_sifat
            naskah.sifat_hint = False
            if naskah.state not in UNSIGNED or not rank.get(asked):
                continue
            if rank[naskah.sifat] >= rank[asked]:
                text = self.env._("By its klasifikasi the letter is %s.", names[asked])
            else:
                text = self.env._("Letters with this klasifikasi are %s as a rule.", names[asked])
            naskah.sifat_hint = text

    @api.model_create_multi
    def create(self, vals_list):
        chosen = ["sifat" in vals for vals in vals_list]
        letters = super().create(vals_list)
        letters.browse(
            naskah.id for naskah, given in zip(letters, chosen, strict=True) if given
        )._keep_sifat_by_hand()
        return letters

    def write(self, vals):
        result = super().write(vals)
        if "sifat" in vals:
            self._keep_sifat_by_hand()
        elif vals.keys() & {"classification_id", "type_id"}:
            # They may have raised the sifat, by which the registry sees less.
            self._sync_access()
        return result

    def copy(self, default=None):
        copies = super().copy(default)
        # sudo: what the older letter had, nobody has chosen for this one.
        copies.sudo().sifat_by_hand = False
        return copies

    def _keep_sifat_by_hand(self):
        for naskah in self:
            if naskah.sifat_by_hand != (by_hand := naskah._is_sifat_by_hand()):
                # sudo: follows from the sifat, which was the account's to set.
                naskah.sudo().sifat_by_hand = by_hand

    # ------------------------------------------------------------------ one in force

    @api.depends("classification_id", "state")
    def _compute_classification_hint(self):
        for naskah in self:
            code = naskah.classification_id
            gone = naskah.state in UNSIGNED and code and not code.is_in_force
            naskah.classification_hint = naskah._classification_fault() if gone else False
            fit = naskah._successors() if gone else code.browse()
            naskah.successor_id = fit if len(fit) == 1 else False

    def _successors(self):
        """Return the codes in force that take the place of this letter's, through all schemes."""
        codes, seen = self.classification_id, self.env["eoffice.classification"]
        while codes - seen and not codes.filtered("is_in_force"):
            seen |= codes
            codes = codes.successor_ids
        return codes.filtered("is_in_force")

    def _classification_fault(self):
        """Return why the code can't be used today and what to take instead; False if it can."""
        self.ensure_one()
        code = self.classification_id
        if not code or code.is_in_force:
            return False
        scheme, today = code.scheme_id, office_today()
        if not code.active:
            text = self.env._("%s is not used any more.", code.display_name)
        elif scheme.date_to and scheme.date_to < today:
            text = self.env._(
                "%(code)s is of %(scheme)s, which ended on %(day)s.",
                code=code.display_name,
                scheme=scheme.name,
                day=f"{scheme.date_to:%d/%m/%Y}",
            )
        else:
            text = self.env._(
                "%(code)s is of %(scheme)s, which is not in force yet.",
                code=code.display_name,
                scheme=scheme.name,
            )
        fit = self._successors()
        if fit:
            names = ", ".join(fit.mapped("display_name"))
            return f"{text} {self.env._('Take its place: %s.', names)}"
        return f"{text} {self.env._('Choose a code that is in force.')}"

    def action_use_successor(self):
        """Give the letter the code that takes the place of its old one.

        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the letter is not this account's to change now
        :raise UserError: no code, or more than one, takes its place
        """
        self.ensure_one()
        self.check_access("write")
        if not self.successor_id:
            raise UserError(
                self._classification_fault()
                or self.env._("The klasifikasi of this letter is in force.")
            )
        self.classification_id = self.successor_id
        return self._answer()

    def _check_complete_for_number(self):
        result = super()._check_complete_for_number()
        if fault := self._classification_fault():
            raise UserError(self.env._("The number can't be made: %s", fault))
        return result

    def _freeze_payload(self):
        return {
            **super()._freeze_payload(),
            "classification_name": self.classification_id.name or "",
        }
