from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import AutomationCase

#: What each role may do with the models of this addon.
RIGHTS = {
    "eoffice.automation": {"keeper": "rwcu"},
    "eoffice.automation.run": {"keeper": "r"},
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestRights(AutomationCase):
    """Rules are the Administrator's; nobody else sees them, and they open no letter to him."""

    def test_table(self):
        models = {
            name
            for name, model in self.env.items()
            if name.startswith("eoffice.")
            and not model._abstract
            and model._original_module == "eoffice_bekasi_automation"
        }
        self.assertEqual(models, set(RIGHTS))
        for name, given in RIGHTS.items():
            for key in ("keeper", "staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
                for letter, operation in OPERATIONS.items():
                    with self.subTest(model=name, who=key, operation=operation):
                        model = self.as_user(key, self.env[name])
                        self.assertEqual(model.has_access(operation), letter in given.get(key, ""))

    def test_no_code_without_being_system_administrator(self):
        model_id = self.env["ir.model"]._get_id("eoffice.naskah")
        Server = self.as_user("keeper", self.env["ir.actions.server"])
        Rule = self.as_user("keeper", self.env["base.automation"])
        for values in (
            {"state": "code", "code": "record.sudo().read()"},
            {"state": "eoffice", "eoffice_verb": "sign"},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                Server.create({"name": "Uji", "model_id": model_id, **values})
        with self.assertRaises(AccessError):
            Rule.create({"name": "Uji", "model_id": model_id, "trigger": "on_eoffice_event"})
        rule = self.rule("signed", "distribute")
        carried_out = rule.sudo().rule_id
        with self.assertRaises(AccessError):
            carried_out.with_user(self.users["keeper"]).action_server_ids.write({"state": "code"})
        with self.assertRaises(AccessError):
            self.as_user("keeper", rule).rule_id.read()

    def test_the_link_to_odoos_rule_is_not_the_administrators(self):
        other = self.env["base.automation"].create(
            {
                "name": "Milik sistem",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "trigger": "on_create",
            }
        )
        self.rule("signed", "distribute", rule_id=other.id).write({"rule_id": other.id})
        system = self.as_user("administrator", self.env["eoffice.automation"]).create(
            {"name": "Uji", "event_kind": "signed", "verb": "distribute", "rule_id": other.id}
        )
        system.write({"rule_id": other.id, "name": "Uji dua"})
        self.assertEqual(other.name, "Milik sistem")
        self.assertNotIn(other, self.env["eoffice.automation"].search([]).rule_id)

    def test_no_letter_is_opened(self):
        self.rule("submitted", "paraf")
        letter = self.draft(subject="Perihal kenari7391", sifat="rahasia")
        letter.action_submit()
        run = self.carry_out()
        self.assertEqual(run.state, "failed")
        shown = self.as_user("keeper", run).read()
        self.assertNotIn("kenari7391", str(shown))
        with self.assertRaises(AccessError):
            self.as_user("keeper", letter).read(["subject"])
        self.assertFalse(
            self.as_user("keeper", self.env["eoffice.naskah"]).search([("id", "=", letter.id)])
        )

    def test_nobody_writes_a_run(self):
        self.rule("submitted", "paraf")
        letter = self.draft()
        letter.action_submit()
        run = self.as_user("keeper", self.env["eoffice.automation.run"].search([]))
        for refused in (
            lambda: run.write({"user_key": self.users["kadis_kesehatan"].id}),
            lambda: run.create({"rule_key": 1, "letter_key": letter.id, "state": "waiting"}),
            run.unlink,
        ):
            with self.assertRaises(AccessError):
                refused()


@tagged("post_install", "-at_install")
class TestNoOracle(AutomationCase):
    """Not even a system administrator makes a rule that looks at what letters say."""

    def make(self, **values):
        return self.env["base.automation"].create(
            {
                "name": "Uji",
                "model_id": self.env["ir.model"]._get_id("eoffice.naskah"),
                "trigger": "on_eoffice_event",
                "eoffice_event_kind": "signed",
                **values,
            }
        )

    def test_conditions(self):
        for domain in (
            "[('subject', 'ilike', 'mutasi')]",
            "[('body', 'ilike', 'mutasi')]",
            "[('content_ids.subject', 'ilike', 'mutasi')]",
            "[('attachment_ids', '!=', False)]",
        ):
            for name in ("filter_domain", "filter_pre_domain"):
                with self.subTest(domain=domain, name=name), self.assertRaises(ValidationError):
                    self.make().write({name: domain})

    def test_triggers_inside_the_act(self):
        for trigger in ("on_create", "on_create_or_write", "on_unlink", "on_time_created"):
            for model in ("eoffice.naskah", "eoffice.naskah.content", "eoffice.remark"):
                model_id = self.env["ir.model"]._get_id(model)
                with self.subTest(trigger, model=model), self.assertRaises(ValidationError):
                    self.make(trigger=trigger, model_id=model_id)

    def test_code(self):
        action = {
            "name": "Uji",
            "state": "code",
            "code": "log(record.subject)",
            "usage": "base_automation",
            "model_id": self.env["ir.model"]._get_id("eoffice.naskah"),
        }
        with self.assertRaises(ValidationError):
            self.make(action_server_ids=[Command.create(action)])
        rule = self.make()
        with self.assertRaises(ValidationError):
            self.env["ir.actions.server"].create({**action, "base_automation_id": rule.id})

    def test_other_models_are_left_alone(self):
        rule = self.env["base.automation"].create(
            {
                "name": "Uji",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "trigger": "on_create_or_write",
                "filter_domain": "[('name', '=', 'x')]",
            }
        )
        self.assertTrue(rule)
