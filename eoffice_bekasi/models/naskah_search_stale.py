from odoo import api, models

#: What the words of a letter are taken from, beside its content.
ENVELOPE_FIELDS = {"number", "sender_name", "signer_jabatan_id", "skpd_id"}
CONTENT_FIELDS = {"subject", "body", "scan_text"}


class Naskah(models.Model):
    _inherit = "eoffice.naskah"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & ENVELOPE_FIELDS:
            self.env["eoffice.search"]._stale(self.ids)
        return result


class NaskahContent(models.Model):
    _inherit = "eoffice.naskah.content"

    @api.model_create_multi
    def create(self, vals_list):
        contents = super().create(vals_list)
        contents._words_changed()
        return contents

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & CONTENT_FIELDS:
            self._words_changed()
        return result

    def _words_changed(self):
        # sudo: only which letters they belong to.
        self.env["eoffice.search"]._stale(self.sudo().naskah_id.ids)


class NaskahSection(models.Model):
    _inherit = "eoffice.naskah.section"

    @api.model_create_multi
    def create(self, vals_list):
        sections = super().create(vals_list)
        self.env["eoffice.search"]._stale(sections.naskah_id.ids)
        return sections

    def write(self, vals):
        result = super().write(vals)
        self.env["eoffice.search"]._stale(self.naskah_id.ids)
        return result

    def unlink(self):
        letters = self.naskah_id.ids
        result = super().unlink()
        self.env["eoffice.search"]._stale(letters)
        return result


class IrAttachment(models.Model):
    """A letter is found by the names of its files."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        if any(vals.get("res_model") for vals in vals_list):
            files._names_changed()
        return files

    def write(self, vals):
        if not vals.keys() & {"name", "res_model", "res_id"}:
            return super().write(vals)
        self._names_changed()
        result = super().write(vals)
        self._names_changed()
        return result

    def unlink(self):
        self._names_changed()
        return super().unlink()

    def _names_changed(self):
        # sudo: only which letters the files hang on.
        ids = [file.res_id for file in self.sudo() if file.res_model == "eoffice.naskah.content"]
        if ids:
            # sudo: as above.
            self.env["eoffice.naskah.content"].sudo().browse(ids).exists()._words_changed()
