from odoo.tests import tagged

from .common import OfficeCase
from .test_migrations import script


@tagged("post_install", "-at_install")
class TestMigrationOfRegisters(OfficeCase):
    """Registers of 19.0.0.2.0 become their SKPD's own; their counters began with nothing."""

    def test_they_become_the_own_ones(self):
        self.sign(self.draft())
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE eoffice_register DROP COLUMN is_default CASCADE")
        self.env.cr.execute(
            "ALTER TABLE eoffice_register ADD CONSTRAINT eoffice_register_organisation_kind_uniq "
            "UNIQUE (organisation_id, kind)"
        )
        for _twice in range(2):
            script("19.0.0.3.0", "pre-registers").migrate(self.env.cr, "19.0.0.2.0")
        self.env.invalidate_all()
        registers = self.env["eoffice.register"].search([])
        self.assertTrue(registers and all(registers.mapped("is_default")))
        self.env["eoffice.register"].create(
            {"organisation_id": self.organisations["setda"].id, "name": "Keputusan"}
        )
        self.env.flush_all()
        self.assertEqual(registers._check_numbers(), [])
