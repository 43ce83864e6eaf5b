from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from ..tools.local_time import office_today

#: Each is a pair of colours with a contrast of at least 4.5:1 (static/src/core/badges.scss).
TONES = [
    ("plain", "No badge"),
    ("muted", "Grey"),
    ("limited", "Blue"),
    ("done", "Green"),
    ("soon", "Yellow"),
    ("at_once", "Orange"),
    ("secret", "Light red"),
    ("top_secret", "Dark red"),
]


class Level(models.AbstractModel):
    """A list of degrees that letters carry by their code: sifat, urgensi.

    The code is what a letter keeps; name, colour and what follows from it are data, so that the
    degrees of another regulation are added without a programmer. Letters keep degrees that are no
    longer in force; new ones are offered those of today.
    """

    _name = "eoffice.level"
    _description = "Degree"
    _inherit = "eoffice.validity"
    _order = "sequence, id"

    #: The letter's field that holds the code.
    _letter_field = None

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        help="What a letter keeps. It can't be changed once a letter has it.",
    )
    sequence = fields.Integer(default=10, help="From the ordinary to the highest.")
    tone = fields.Selection(TONES, "Colour", required=True, default="plain")

    @api.depends("name")
    def _compute_code(self):
        for level in self.filtered(lambda level: level.name and not level.code):
            level.code = self.env["ir.http"]._slugify(level.name).replace("-", "_")

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        fixed = [name for name in ("code", *self._fixed_fields()) if name in vals]
        for level in self:
            if any(level[name] != vals[name] for name in fixed) and level._is_used():
                raise UserError(
                    self.env._(
                        "Letters have the degree “%s” already: its code and what it protects stay. "
                        "End its validity and add another.",
                        level.name,
                    )
                )
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for level in self:
            if level._is_used():
                raise UserError(
                    self.env._(
                        "Letters have the degree “%s”. End its validity instead of deleting it.",
                        level.name,
                    )
                )

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _fixed_fields(self):
        """Return the fields that stay as they are once a letter has the degree."""
        return ()

    def _is_used(self):
        """Return whether a letter has this degree, also one that the user may not read."""
        self.ensure_one()
        # sudo: only whether there is one; nothing of it is shown.
        letters = self.env["eoffice.naskah"].sudo()
        return bool(letters.search_count([(self._letter_field, "=", self.code)], limit=1))

    # ------------------------------------------------------------------ for the letters

    @api.model
    def _selection(self):
        """Return (code, name) of all degrees, in the user's language, the ordinary one first."""
        return [(code, name) for code, name, _tone in self._labels(self.env.lang)]

    @api.model
    @ormcache("lang")
    def _labels(self, lang):
        # sudo: names and colours are public; read once for all accounts.
        # pylint: disable-next=no-search-all
        levels = self.sudo().with_context(lang=lang).search([])
        return tuple((level.code, level.name, level.tone) for level in levels)

    @api.model
    def _offered(self):
        """Return the codes of the degrees in force today, the ordinary one first."""
        return self._offered_on(office_today())

    @api.model
    @ormcache("day")
    def _offered_on(self, day):
        # sudo: as above.
        return tuple(self.sudo().search(self._in_force_domain(day)).mapped("code"))

    @api.model
    def _ordinary(self):
        """Return the code that a new letter begins with: the first in force."""
        return next(iter(self._offered()), False)

    @api.model
    def _ranks(self):
        """Return code to place, from the ordinary to the highest."""
        return {code: place for place, (code, _name, _tone) in enumerate(self._labels(None))}

    @api.model
    def _highest_first(self):
        """Return all codes, the highest degree first."""
        return list(reversed(self._ranks()))

    @api.model
    def _for_client(self):
        """Return code to label, badge and whether it is offered, for the web client."""
        offered = set(self._offered())
        return {
            code: {
                "label": name,
                "badge": False if tone == "plain" else tone,
                "offered": code in offered,
            }
            for code, name, tone in self._labels(self.env.lang)
        }
