from odoo.tests import tagged

from .common import OfficeCase
from .test_migrations import script


@tagged("post_install", "-at_install")
class TestMigrationOfChanges(OfficeCase):
    """What becomes of parafs when a text changes: all are asked again where a letter binds."""

    BINDING = ("perda", "perwal", "kepwal", "keppd", "pks", "54_perda", "54_pks")
    OTHERS = ("sd", "und", "nd")

    def rules(self, names):
        return {self.env.ref(f"eoffice_bekasi.naskah_type_{name}").after_change for name in names}

    def test_installed(self):
        self.assertEqual(self.rules(self.BINDING), {"all"})
        self.assertEqual(self.rules(self.OTHERS), {"tell"})

    def test_brought_up_to_date(self):
        self.env["eoffice.naskah.type"].with_context(active_test=False).search([]).write(
            {"after_change": "tell"}
        )
        self.env.flush_all()
        script("19.0.0.4.0", "post-chain").migrate(self.env.cr, "19.0.0.3.0")
        self.env.invalidate_all()
        self.test_installed()
