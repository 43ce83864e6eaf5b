from odoo import api, fields, models

from ..tools.local_time import office_zone_date


class Naskah(models.Model):
    """Letters keep the names of their day: who was renamed since is called here as he was then."""

    _inherit = "eoffice.naskah"

    signer_name = fields.Char("Signed as", compute="_compute_signer_name")

    @api.depends("signer_jabatan_id.name", "signer_jabatan_id.former_name_ids", "letter_date")
    def _compute_signer_name(self):
        names = self._names_of_day("signer_jabatan_id")
        for naskah in self:
            naskah.signer_name = names[naskah.id]

    def _names_of_day(self, field_name):
        """Return what the position in a field was called on each letter's date (now: a draft's).

        :param str field_name: a many2one to ``eoffice.jabatan``
        :return: dict of letter id to name
        """
        wanted = {one.id: (one[field_name].id, one.letter_date) for one in self}
        names = self.env["eoffice.jabatan"]._names_on(wanted.values())
        return {id_: names[key] for id_, key in wanted.items()}

    def _names_then(self, pairs):
        """Return what positions were called at moments: of events, of dispositions.

        :param pairs: list of (jabatan, moment in UTC)
        :return: list of names, in the same order
        """
        keys = [
            (jabatan.id, office_zone_date(moment) if moment else None) for jabatan, moment in pairs
        ]
        names = self.env["eoffice.jabatan"]._names_on(keys)
        return [names[key] for key in keys]
