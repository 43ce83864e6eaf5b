from odoo import api, fields, models

#: Decisions and agreements that are no produk hukum by their group, by their name in the catalogue.
BINDING = ("keppd", "kepdprd", "pks", "nk", "54_pks")


class NaskahType(models.Model):
    """What becomes of the parafs on a letter of a type when its text is changed after them."""

    _inherit = "eoffice.naskah.type"

    after_change = fields.Selection(
        [
            ("tell", "Those who gave paraf are told"),
            ("koordinasi", "Units that gave paraf koordinasi are asked again"),
            ("all", "All who gave paraf are asked again"),
        ],
        "Text changed after a paraf",
        required=True,
        default="tell",
        help="When somebody further up changes what a letter says. Looks and blanks don't count.",
    )

    @api.model
    def _ask_again_what_binds(self):
        """Let all be asked again where a letter binds: produk hukum, decisions, agreements.

        Called once, when the addon is installed or brought up to date.
        """
        types = self.with_context(active_test=False).search([("group", "=", "produk_hukum")])
        for name in BINDING:
            types |= self.env.ref(f"eoffice_bekasi.naskah_type_{name}", False) or types.browse()
        types.after_change = "all"

    def _asks_again(self, step):
        """Whether the paraf of a step is asked again when the text changes after it.

        :param step: an approval step that is done
        """
        return self.after_change == "all" or (
            self.after_change == "koordinasi" and step.kind == "koordinasi"
        )
