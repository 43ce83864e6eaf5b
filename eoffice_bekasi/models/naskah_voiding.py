from odoo import api, models

from .naskah import UNSIGNED


class Naskah(models.Model):
    """Cancelling, as far as it touches numbers: void with a berita acara, or free again.

    The registry that cancels a numbered letter makes its number void, which takes a berita acara
    (naskah-dinas.md, section 8.13); a signer cancels with a reason, as before.
    """

    _inherit = "eoffice.naskah"

    def action_cancel(self, reason, minutes=None):
        """Cancel a letter; the registry makes its number void with a berita acara.

        What was reserved for a letter that isn't signed yet is open again.

        :param dict minutes: of the berita acara (``number``, ``date``, ``text``); required when
            the registry cancels a letter that has a number
        """
        registry = self._needs_minutes()
        values = registry and self.env["eoffice.minutes"]._check(minutes)
        unsigned = self.state in UNSIGNED and not self.number
        answer = super().action_cancel(reason)
        # sudo: only whether there is one to be freed.
        if unsigned and self.sudo().reserved_number_id:
            self._free_reserved(self.drafter_jabatan_id)
        if registry:
            # sudo: the SKPD whose register it stands in.
            skpd = self.sudo().register_id.organisation_id
            Minutes = self.env["eoffice.minutes"]
            Minutes._make({**values, "naskah_id": self.id, "skpd_id": skpd.id}, registry)
        return answer

    @api.readonly
    def get_cancel_options(self):
        """Return what the dialog of cancelling asks: dict with ``minutes`` (a berita acara)."""
        self.ensure_one()
        self.check_access("read")
        return {"minutes": bool(self._needs_minutes())}

    def _needs_minutes(self):
        """Return the registry desk in whose name a number would be made void, or none."""
        if not self.number or self.state == "cancelled":
            return self.env["eoffice.jabatan"]
        canceller = self._canceller()
        # sudo: which desk keeps the registry of the SKPD is no secret.
        return canceller if canceller == self.sudo().skpd_id.registry_jabatan_id else canceller[:0]
