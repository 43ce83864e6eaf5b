from odoo.tests import tagged
from odoo.tools import sql

from .common import OfficeCase
from .test_migrations import script

PARTIES = ("pks", "nk", "perber", "54_pks", "54_perber")


@tagged("post_install", "-at_install")
class TestMigrationOfSignatures(OfficeCase):
    """Each signature that there was is the final one; the catalogue gets what is new of it."""

    def test_signatures(self):
        naskah = self.sign(self.draft())
        waiting = self.approve(self.draft())
        signature = naskah.sudo().signature_ids
        payload = signature.payload
        self.env.flush_all()
        cr = self.env.cr
        cr.execute("UPDATE eoffice_naskah SET signature_count = NULL")
        cr.execute("ALTER TABLE eoffice_signature DROP COLUMN is_final CASCADE")
        cr.execute(
            """ALTER TABLE eoffice_signature
                 ADD CONSTRAINT eoffice_signature_naskah_uniq UNIQUE (naskah_id)"""
        )
        script("19.0.0.4.0", "pre-signing").migrate(cr, "19.0.0.3.0")
        self.env.invalidate_all()
        self.assertTrue(signature.is_final)
        self.assertEqual(signature.payload, payload)
        self.assertEqual((naskah.sudo().signature_count, waiting.sudo().signature_count), (1, 0))
        self.assertFalse(
            sql.constraint_definition(cr, "eoffice_signature", "eoffice_signature_naskah_uniq")
        )
        # once more does no harm
        script("19.0.0.4.0", "pre-signing").migrate(cr, "19.0.0.3.0")

    def test_catalogue(self):
        types = self.env["eoffice.naskah.type"].with_context(active_test=False).search([])
        types.write(
            {
                "number_per_party": False,
                "sign_proof": False,
                "by_acting": False,
                "by_acting_basis": False,
            }
        )
        self.env.flush_all()
        script("19.0.0.4.0", "post-signing").migrate(self.env.cr, "19.0.0.3.0")
        self.env.invalidate_all()
        wanted = {self.env.ref(f"eoffice_bekasi.naskah_type_{name}") for name in PARTIES}
        self.assertEqual(set(types.filtered("number_per_party")), wanted)
        perwal = self.env.ref("eoffice_bekasi.naskah_type_perwal")
        self.assertEqual((perwal.sign_proof, perwal.by_acting), (True, "refuse"))
        self.assertTrue(perwal.by_acting_basis)
        self.assertFalse(self.type_sd.sign_proof)
