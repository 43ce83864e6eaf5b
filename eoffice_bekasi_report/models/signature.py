from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.eoffice_bekasi.tools.signature_block import CAPACITY_PREFIX

#: What the holder of a code learns. Subject and reason of a secret letter don't leave the
#: database; nor does any body.
_FACTS = """
    SELECT n.number, n.letter_date, n.state, n.cancelled_at, s.signed_at, s.capacity,
           s.superseded = 'replaced' AS replaced,
           (SELECT json_agg(json_build_object('kind', a.amend_kind, 'number', a.number,
                                              'date', a.letter_date) ORDER BY a.amend_at)
              FROM eoffice_naskah a
             WHERE a.amends_id = n.id AND a.amend_at IS NOT NULL) AS amendments,
           (SELECT json_agg(p.number ORDER BY p.id) FROM eoffice_signature p
             WHERE p.naskah_id = n.id AND p.superseded IS NULL AND p.number <> n.number) AS numbers,
           frozen.payload -> 'signature_block' -> 'lines' AS lines,
           frozen.payload -> 'signature_blocks' AS blocks,
           NOT open AS secret,
           frozen.payload -> 'type' ->> 'name' AS type,
           frozen.payload ->> 'signer' AS signer,
           frozen.payload -> 'signature_block' ->> 'name' AS name,
           frozen.payload -> 'kop' ->> 'line_1' AS government,
           frozen.payload -> 'kop' ->> 'line_2' AS sender,
           CASE WHEN open THEN frozen.payload ->> 'subject' END AS subject,
           CASE WHEN open AND n.state = 'cancelled' THEN (
               SELECT r.text FROM eoffice_remark r JOIN eoffice_event e ON e.id = r.event_id
                WHERE r.naskah_id = n.id AND e.kind = 'cancelled'
                ORDER BY r.id DESC LIMIT 1) END AS reason,
           COALESCE(s.pdf_sha256, c.pdf_sha256) AS pdf_sha256
      FROM eoffice_signature s
      JOIN eoffice_naskah n ON n.id = s.naskah_id
      JOIN eoffice_naskah_content c ON c.naskah_id = n.id
      CROSS JOIN LATERAL (SELECT s.payload::json AS payload) frozen
      CROSS JOIN LATERAL (
          -- Letters signed before 19.0.0.3.0 froze the code only.
          SELECT NOT COALESCE((frozen.payload ->> 'secret')::boolean,
                              frozen.payload ->> 'sifat' NOT IN ('biasa', 'terbatas'))
                 AND NOT n.is_secret AS open) secrecy
     WHERE s.code = %s AND n.letter_date IS NOT NULL AND n.state <> 'signing'
       AND (s.is_final OR s.superseded = 'replaced')
"""


class Signature(models.Model):
    _inherit = "eoffice.signature"

    pdf_attachment_id = fields.Many2one(
        "ir.attachment", "Page that was replaced", readonly=True, ondelete="restrict"
    )
    pdf_sha256 = fields.Char("SHA-256 of that page", readonly=True)

    @api.model
    def _facts_of_code(self, code):
        """Return what anyone who holds a letter with this code may know of it.

        Past the guard on purpose: the code (128 random bits, printed on the letter) is the right
        to know these facts, and there is nobody to ask for another right. Reads only.

        :param str code: normalised, see ``tools/code.py``
        :return: dict of the columns above and ``secret`` (bool), or None for an unknown code
        """
        self.flush_model()
        for name in ("eoffice.naskah", "eoffice.naskah.content", "eoffice.remark"):
            self.env[name].flush_model()
        self.env.cr.execute(SQL(_FACTS, code))
        facts = next(iter(self.env.cr.dictfetchall()), None)
        if facts:
            prefix = CAPACITY_PREFIX.get(facts.pop("capacity"), "")
            lines = facts.pop("lines") or []
            facts["signer"] = f"{prefix}{facts['signer'] or ''}"
            if len(lines) > 1:
                # On behalf of another: as it prints, "a.n. WALI KOTA BEKASI, SEKRETARIS DAERAH".
                facts["signer"] = ", ".join(lines).rstrip(",")
            facts["others"] = [
                {"signer": ", ".join(block["lines"]).rstrip(","), "name": block["name"]}
                for block in (facts.pop("blocks") or [])[1:]
            ]
        return facts
