from odoo.tests import tagged

from .common import OfficeCase
from .test_migrations import script


@tagged("post_install", "-at_install")
class TestMigrationOfTheKlasifikasi(OfficeCase):
    """Codes of 19.0.0.2.0, also the Administrator's own, come into the scheme that they named."""

    def migrate(self):
        """Let the database look as it did, and go the way that an update goes."""
        self.env.flush_all()
        cr = self.env.cr
        cr.execute("ALTER TABLE eoffice_classification ADD COLUMN scheme varchar")
        cr.execute(
            """UPDATE eoffice_classification c
                  SET scheme = CASE WHEN s.code_rule = 'decimal' THEN '78_2012' ELSE '83_2022' END
                 FROM eoffice_classification_scheme s
                WHERE s.id = c.scheme_id"""
        )
        cr.execute("ALTER TABLE eoffice_classification DROP COLUMN scheme_id CASCADE")
        cr.execute("ALTER TABLE eoffice_naskah DROP COLUMN sifat_by_hand")
        cr.execute(
            """UPDATE ir_model_data SET noupdate = FALSE
                WHERE model = 'eoffice.classification' AND module = 'eoffice_bekasi'"""
        )
        script("19.0.0.3.0", "pre-classification").migrate(cr, "19.0.0.2.0")
        self.env["eoffice.classification.scheme"]._adopt_codes()
        script("19.0.0.3.0", "post-classification").migrate(cr, "19.0.0.2.0")
        self.env.invalidate_all()

    def test_codes(self):
        old = self.env.ref("eoffice_bekasi.class_78_005")
        own = self.klasifikasi
        self.migrate()
        self.assertEqual(old.scheme_id, self.env.ref("eoffice_bekasi.scheme_78_2012"))
        self.assertEqual(own.scheme_id, self.env.ref("eoffice_bekasi.scheme_83_2022"))
        self.env.cr.execute("SELECT count(*) FROM eoffice_classification WHERE scheme_id IS NULL")
        self.assertEqual(self.env.cr.fetchone(), (0,))
        data = self.env["ir.model.data"].search([("model", "=", "eoffice.classification")])
        self.assertTrue(all(data.mapped("noupdate")))

    def test_letters_keep_sifat_and_klasifikasi(self):
        plain, secret = self.draft(), self.draft(sifat="rahasia")
        signed = self.sign(self.draft(sifat="terbatas"))
        number = signed.number
        self.migrate()
        self.assertEqual(
            [one.sifat for one in (plain, secret, signed)], ["biasa", "rahasia", "terbatas"]
        )
        self.assertEqual(
            [bool(one.sifat_by_hand) for one in (plain, secret, signed)], [False, True, False]
        )
        self.assertEqual((signed.number, signed.classification_id), (number, self.klasifikasi))
        # A second time nothing happens.
        self.env["eoffice.classification.scheme"]._adopt_codes()
        self.assertEqual(signed.number, number)
