from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin


@tagged("post_install", "-at_install")
class TestDictation(OfficeHttpMixin, HttpCase):
    """A browser may hear notes only after an administrator allowed it: it can be a stranger's ear."""

    def dictation(self):
        self.authenticate("kadis.kesehatan.uji", "bekasi")
        info = self.make_jsonrpc_request("/web/session/get_session_info", {})
        return info["eoffice_dictation"]

    def test_nobody_dictates_until_it_is_allowed(self):
        self.assertIs(self.dictation(), False)

    def test_settings_allow_it_and_take_it_back(self):
        for allowed in (True, False):
            self.env["res.config.settings"].create({"eoffice_dictation": allowed}).execute()
            self.assertIs(self.dictation(), allowed)
