from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.letter_html import clean_text


class Snippet(models.Model):
    """Kalimat baku: a sentence that letters use again and again, put in while writing.

    - Every account: reads the city's and those of every SKPD, keeps those of his own.
    - Operator of an SKPD: keeps the SKPD's. Administrator: keeps the city's and all SKPD's.
    - Nobody reads another's own.
    """

    _name = "eoffice.snippet"
    _description = "Kalimat baku"
    _order = "kind desc, sequence, name, id"

    name = fields.Char(required=True, help="The words by which it is found while writing.")
    kind = fields.Selection(
        [("opening", "Opening"), ("middle", "Content"), ("closing", "Closing")],
        required=True,
        default="opening",
    )
    text = fields.Html(required=True, sanitize=True, sanitize_overridable=False)
    scope = fields.Selection(
        [("own", "Me alone"), ("skpd", "My SKPD"), ("city", "The whole city")],
        "For",
        required=True,
        default="own",
    )
    skpd_id = fields.Many2one(
        "eoffice.organisation",
        "SKPD",
        compute="_compute_scope",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        domain="[('is_skpd', '=', True)]",
    )
    user_id = fields.Many2one(
        "res.users",
        "Whose",
        compute="_compute_scope",
        store=True,
        precompute=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _scope = models.Constraint(
        "CHECK ((scope = 'own') = (user_id IS NOT NULL)"
        " AND (scope = 'skpd') = (skpd_id IS NOT NULL))",
        "A sentence is for one account, for one SKPD, or for the whole city.",
    )

    @api.depends("scope")
    def _compute_scope(self):
        for snippet in self:
            own, skpd = snippet.scope == "own", snippet.scope == "skpd"
            snippet.user_id = own and (snippet.user_id or self.env.user)
            snippet.skpd_id = skpd and (snippet.skpd_id or self._own_skpd()[:1])

    @api.model
    def _own_skpd(self):
        return self.env.user._eoffice_operated_skpd() | self.env.user.eoffice_jabatan_ids.skpd_id

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._cleaned(vals))
        # For whom it is now must be the writer's to decide too.
        self.check_access("write")
        return result

    @api.model
    def _cleaned(self, vals):
        """Return the values with a text of nothing but what a letter may print, and no account
        set by hand: what is for one alone is for who makes it.
        """
        vals = {name: value for name, value in vals.items() if self.env.su or name != "user_id"}
        return {**vals, "text": clean_text(vals["text"])} if vals.get("text") else vals

    @api.model
    @api.readonly
    def get_offered(self):
        """Return the sentences that the current account is offered while writing.

        Those of the city, of the SKPD in which it holds positions, and its own.

        :return: list of dicts with ``id``, ``name``, ``kind``, ``text``
        """
        offered = Domain.OR(
            [
                Domain("scope", "=", "city"),
                Domain("skpd_id", "in", self._own_skpd().ids),
                Domain("user_id", "=", self.env.uid),
            ]
        )
        return self.search_fetch(offered, ["name", "kind", "text"]).read(["name", "kind", "text"])
