from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty


class Naskah(models.Model):
    """What a letter still lacks before it can be sent for approval, and how to mend it."""

    _inherit = "eoffice.naskah"

    @api.readonly
    def get_findings(self):
        """Return what is to be mended in this draft, or worth a look, the gravest first.

        :return: list of dicts, see ``_finding``
        :raise AccessError: the letter's content is not open to this account
        """
        self.ensure_one()
        self.check_access("read")
        levels = ("error", "warning", "info")
        return sorted(self._findings(), key=lambda one: levels.index(one["level"]))

    def _finding(self, level, code, text, mend="", field=False):
        """Return one finding.

        :param str level: ``error`` (it can't be sent so), ``warning`` (look again) or ``info``
        :param str code: names the rule, the same in every language
        :param str text: what is wrong, for people
        :param str mend: how to mend it, for people
        :param str field: name of the field where it is mended; ``part:CODE`` for a part of the type
        """
        return {"level": level, "code": code, "text": text, "mend": mend, "field": field}

    def _findings(self):
        """Return the findings in the order of the form; other rules add theirs."""
        self.ensure_one()
        found = []

        def error(code, text, mend, field=None):
            found.append(self._finding("error", code, text, mend, field or code))

        if not (self.subject or "").strip():
            error("subject", self.env._("Subject"), self.env._("write what the letter is about."))
        if self.type_id.text_required and is_html_empty(self.body):
            error("body", self.env._("Text"), self.env._("the letter is empty."))
        for section in self._missing_sections():
            error("part", section.name, self.env._("this part is empty."), f"part:{section.code}")
        if not self.classification_id:
            error(
                "classification_id",
                self.env._("Klasifikasi"),
                self.env._("choose a code; the number needs it."),
            )
        elif fault := self._classification_fault():
            error("classification_id", self.env._("Klasifikasi"), fault)
        if not self.kepada_ids:
            error("kepada_ids", self.env._("Kepada"), self.env._("add at least one addressee."))
        signer = self.env._("Signed by")
        if not self.signer_jabatan_id.may_sign and not self.mandate_id:
            mend = self.env._("choose a position that may sign letters.")
            error("signer_jabatan_id", signer, mend)
        elif not self.skpd_id:
            mend = self.env._("that position belongs to no SKPD, so it has no register.")
            error("signer_jabatan_id", signer, mend)
        for refusal in self._type_refusals():
            error("type_id", self.type_id.name, refusal)
        return found

    def _check_complete(self):
        """Refuse to send a letter that lacks something; say everything that is missing at once."""
        errors = [one for one in self._findings() if one["level"] == "error"]
        if errors:
            raise UserError(
                self.env._("The letter isn't ready to be sent:")
                + "\n"
                + "\n".join(f"• {one['text']}: {one['mend']}" for one in errors)
            )
        self._close_chain()
