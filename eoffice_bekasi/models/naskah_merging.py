from odoo import models

from ..tools.merge_fields import fill_frozen


class Naskah(models.Model):
    """Merge fields in a letter's text (``tools/merge_fields.py``).

    Filled in where the letter is frozen; number and date when its page is made, which is when it
    has them.
    """

    _inherit = "eoffice.naskah"

    def _freeze_payload(self):
        payload = super()._freeze_payload()
        return fill_frozen(payload, self._merge_values(payload))

    def _merge_values(self, payload):
        """Return what the merge fields stand for that are known when the letter is signed.

        :param dict payload: what is frozen
        """
        block = payload["signature_block"]
        return {
            "jabatan_penanda_tangan": payload["signer"],
            "nama_penanda_tangan": block.get("name") or "",
            "skpd": self.skpd_id.name or "",
            "kepada": _listed(payload["kepada"]),
            "hal": self.subject or "",
            "klasifikasi": payload["classification"],
            "lampiran": payload["attachment_note"] or "-",
        }


def _listed(names):
    """Return names as they are read out: ``A, B, dan C``."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"
