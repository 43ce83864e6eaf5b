import io

import polib

from odoo.modules.module import get_module_path
from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export


@tagged("post_install", "-at_install")
class TestEveryTermIsTranslated(TransactionCase):
    """Indonesian is the first language: no term of ours may be left in English."""

    def addons(self):
        """Return the names of our installed addons."""
        return self.env["ir.module.module"]._installed().keys() & {
            name
            for name in self.env["ir.module.module"].search([]).mapped("name")
            if name.startswith("eoffice_bekasi")
        }

    def terms(self, addon):
        """Return the terms an addon has now, as Odoo exports them."""
        buffer = io.BytesIO()
        trans_export(False, [addon], buffer, "po", self.env)
        return {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}

    def test_indonesian_is_complete(self):
        for addon in sorted(self.addons()):
            with self.subTest(addon=addon):
                catalogue = polib.pofile(f"{get_module_path(addon)}/i18n/id.po")
                done = {entry.msgid for entry in catalogue if entry.msgstr}
                self.assertFalse(self.terms(addon) - done, "run ./eoffice translate and fill in")

    def test_placeholders_survive(self):
        for addon in sorted(self.addons()):
            for entry in polib.pofile(f"{get_module_path(addon)}/i18n/id.po"):
                for part in ("%s", "%(", "{urut}"):
                    self.assertEqual(entry.msgid.count(part), entry.msgstr.count(part), entry.msgid)
