from odoo import fields, models


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

    def _asks_again(self, step):
        """Whether the paraf of a step is asked again when the text changes after it.

        :param step: an approval step that is done
        """
        return self.after_change == "all" or (
            self.after_change == "koordinasi" and step.kind == "koordinasi"
        )
