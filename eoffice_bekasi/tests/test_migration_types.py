from odoo.tests import tagged

from .common import OfficeCase
from .test_migrations import script


@tagged("post_install", "-at_install")
class TestMigrationOfTypes(OfficeCase):
    """The six types of 19.0.0.2.0 become those of Permendagri 1/2023; what was changed stays."""

    def setUp(self):
        super().setUp()
        self.type = self.env.ref("eoffice_bekasi.naskah_type_se")
        self.wanted = {
            name: self.type[name]
            for name in ("regulation_id", "predecessor_id", "description", "signer_ids")
        }
        self.type.write(
            {
                "regulation_id": False,
                "predecessor_id": False,
                "description": False,
                "signer_ids": False,
                "number_pattern": "{urut}/{unit}/{tahun}",
                "name": "Edaran",
                "print_titles": False,
            }
        )

    def migrate(self):
        self.env.flush_all()
        script("19.0.0.3.0", "post-types").migrate(self.env.cr, "19.0.0.2.0")
        self.env.invalidate_all()

    def test_new_fields(self):
        self.migrate()
        for name, value in self.wanted.items():
            self.assertTrue(value, name)
            self.assertEqual(self.type[name], value, name)
        self.assertEqual(self.type.lineage_id, self.type.predecessor_id)

    def test_what_was_changed_stays(self):
        self.migrate()
        self.assertEqual(self.type.number_pattern, "{urut}/{unit}/{tahun}")
        self.assertEqual(self.type.name, "Edaran")
        self.assertFalse(self.type.print_titles)

    def test_nobody_who_signs_is_shut_out(self):
        naskah = self.draft(type_id=self.type.id)
        self.approve(naskah)
        self.migrate()
        self.assertFalse(self.type.signer_ids)
        self.as_user("kadis_kesehatan", naskah).action_sign()

    def test_an_abbreviation_that_is_taken(self):
        self.type.code = "MEMO"
        self.migrate()
        self.assertFalse(self.type.regulation_id)
        self.assertTrue(self.type.description)

    def test_the_old_constraint_goes(self):
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE eoffice_naskah_type ADD CONSTRAINT eoffice_naskah_type_code_uniq"
            " EXCLUDE (code WITH =) WHERE (id < 0)"
        )
        script("19.0.0.3.0", "pre-types").migrate(self.env.cr, "19.0.0.2.0")
        self.env.cr.execute(
            "SELECT 1 FROM pg_constraint WHERE conname = 'eoffice_naskah_type_code_uniq'"
        )
        self.assertFalse(self.env.cr.fetchone())
