from odoo.tests import new_test_user

from odoo.addons.eoffice_bekasi.tests.common import OfficeCase


class AutomationCase(OfficeCase):
    """The small city, with an administrator of the office who is none of the system."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["keeper"] = new_test_user(
            cls.env, "penata.uji", groups="eoffice_bekasi.group_administrator", name="Penata"
        )
        cls.accept_rules(cls.users["keeper"])

    def rule(self, event_kind, verb, **values):
        """Make a rule in the name of the office's administrator."""
        return self.as_user("keeper", self.env["eoffice.automation"]).create(
            {"name": "Aturan uji", "event_kind": event_kind, "verb": verb, **values}
        )

    def carry_out(self):
        """Do what waits; return all runs, in sudo mode."""
        Run = self.env["eoffice.automation.run"]
        Run._cron_carry_out()
        return Run.search([])

    def events(self, letter, kind):
        return self.env["eoffice.event"].search(
            [("naskah_id", "=", letter.id), ("kind", "=", kind)], order="id"
        )
