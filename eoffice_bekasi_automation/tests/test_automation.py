from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.eoffice_bekasi.tools.caller import carried_out
from odoo.addons.eoffice_bekasi.tools.local_time import to_office_zone
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.automation_run import GIVE_UP_AFTER, MOST_IN_AN_HOUR
from .common import AutomationCase


@tagged("post_install", "-at_install")
class TestWhenSignedSendInTheMorning(AutomationCase):
    """The rule of the issue: when a Surat Tugas is signed, send it at 07.30."""

    def test_it_goes_out_in_the_morning(self):
        self.rule("signed", "schedule", clock="07:30", type_ids=self.type_sd.ids)
        letter = self.sign(self.draft())
        letter.sudo()._seal_now()
        letter.sudo()._finish_signing()
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "sealed", "held back until the rule has spoken")
        runs = self.carry_out()
        self.assertEqual(runs.mapped("state"), ["done"])
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "sealed")
        moment = to_office_zone(letter.distribute_at)
        self.assertEqual((moment.hour, moment.minute), (7, 30))
        self.assertLess(moment.weekday(), 5)
        (event,) = self.events(letter, "scheduled")
        self.assertEqual(event.user_id, self.users["kadis_kesehatan"])
        self.assertEqual(event.jabatan_id, self.jabatan["kadis_kesehatan"])
        self.assertEqual(event.detail["rule"], "Aturan uji")
        self.env.cr.execute(
            "UPDATE eoffice_naskah SET distribute_at = now() AT TIME ZONE 'UTC' WHERE id = %s",
            [letter.id],
        )
        self.env.invalidate_all()
        self.env["eoffice.naskah"]._cron_send_due()
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "distributed")

    def test_sent_at_once(self):
        self.type_sd.distribute_on_seal = False
        self.rule("sealed", "distribute")
        letter = self.sign(self.draft())
        letter.sudo()._seal_now()
        self.carry_out()
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "distributed")

    def test_only_the_letters_it_is_for(self):
        other = self.type_sd.copy({"name": "Lain (uji)", "code": "LNU"})
        for values in (
            {"type_ids": other.ids},
            {"skpd_ids": self.organisations["sosial"].ids},
            {"sifat": "rahasia"},
            {"urgensi": "sangat_segera"},
            {"direction": "internal"},
        ):
            self.rule("signed", "schedule", clock="07:30", **values)
        letter = self.sign(self.draft())
        self.carry_out()
        letter.sudo()._finish_signing()
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "distributed")
        self.assertFalse(self.env["eoffice.automation.run"].search([]))

    def test_a_rule_out_of_use_does_nothing(self):
        rule = self.rule("signed", "schedule", clock="07:30")
        rule.active = False
        letter = self.sign(self.draft())
        self.assertEqual(letter.state, "distributed")
        self.assertFalse(self.carry_out())
        rule.active = True
        self.sign(self.draft())
        self.assertEqual(self.carry_out().mapped("state"), ["done"])

    def test_ready_example_is_not_in_use(self):
        example = self.env.ref("eoffice_bekasi_automation.example_surat_tugas")
        self.assertFalse(example.active)
        self.assertEqual((example.verb, example.clock), ("schedule", "07:30"))
        self.assertFalse(example.rule_id.active)


@tagged("post_install", "-at_install")
class TestInTheNameOfWhoActed(AutomationCase):
    """An act of a rule has the rights of the account whose act set it in motion; no more."""

    def test_act_with_the_right_to_it(self):
        """The drafter who is his own signer: submitting signs it."""
        self.rule("submitted", "sign")
        letter = self.draft(by="kadis_kesehatan")
        letter.action_submit()
        self.carry_out()
        letter.invalidate_recordset()
        self.assertTrue(letter.number)
        self.assertEqual(self.events(letter, "signed").user_id, self.users["kadis_kesehatan"])

    def test_act_without_the_right_fails_and_the_letter_stays(self):
        self.rule("submitted", "paraf")
        letter = self.draft()
        letter.action_submit()
        runs = self.carry_out()
        self.assertEqual(runs.mapped(lambda run: (run.state, run.reason)), [("failed", "right")])
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "approval")
        self.assertEqual(letter._current_steps().jabatan_id, self.jabatan["kasubbag_kesehatan"])

    def test_returned_by_rule(self):
        self.rule("paraf", "return", note="Semua lewat sekretaris")
        letter = self.draft()
        letter.action_submit()
        with carried_out("10.9.8.7", False):
            self.as_user("kasubbag_kesehatan", letter).action_paraf()
        (run,) = self.carry_out()
        self.assertEqual((run.state, run.reason), ("failed", "right"), "it is not his any more")
        self.assertEqual(run.address, "10.9.8.7")

    def test_seats_of_the_moment(self):
        self.rule("submitted", "sign")
        letter = self.draft(by="kadis_kesehatan")
        letter.action_submit()
        self.users["kadis_kesehatan"].active = False
        (run,) = self.carry_out()
        self.assertEqual((run.state, run.reason), ("failed", "right"))
        self.assertEqual(letter.sudo().state, "approval")


@tagged("post_install", "-at_install")
class TestARuleHarmsNothing(AutomationCase):
    """A rule that fails, or goes in a circle, never undoes or blocks an act."""

    @mute_logger("odoo.addons.eoffice_bekasi_automation.models.automation_run")
    def test_unexpected_error(self):
        self.rule("signed", "schedule", clock="07:30")
        letter = self.sign(self.draft())
        Naskah = type(self.env["eoffice.naskah"])
        with patch.object(Naskah, "_send_of_action", side_effect=ZeroDivisionError):
            (run,) = self.carry_out()
        self.assertEqual((run.state, run.reason), ("failed", "error"))
        letter.invalidate_recordset()
        self.assertTrue(letter.number)
        self.assertEqual(letter.state, "distributed", "what it held back goes on")

    def test_nothing_is_done_inside_the_act(self):
        self.rule("submitted", "sign")
        letter = self.draft(by="kadis_kesehatan")
        letter.action_submit()
        self.assertEqual(letter.state, "approval")
        run = self.env["eoffice.automation.run"].search([])
        self.assertEqual(run.state, "waiting")

    def test_each_run_is_a_job(self):
        self.rule("submitted", "sign")
        letter = self.draft(by="kadis_kesehatan")
        letter.action_submit()
        with trap_jobs() as trap:
            self.env["eoffice.automation.run"].with_context(
                queue_job__no_delay=False
            )._cron_carry_out()
            trap.assert_jobs_count(1)
            self.assertEqual(letter.state, "approval")
            trap.perform_enqueued_jobs()
        self.assertNotEqual(letter.sudo().state, "approval")

    def test_a_rule_that_sets_itself_in_motion_stops(self):
        self.type_sd.distribute_on_seal = False
        self.rule("scheduled", "schedule", clock="07:30")
        letter = self.sign(self.draft())
        letter.sudo()._seal_now()
        letter.invalidate_recordset()
        self.as_user("tu_kesehatan", letter).action_distribute(
            at=fields.Datetime.now() + timedelta(days=3)
        )
        for _turn in range(4):
            runs = self.carry_out()
        self.assertEqual(
            sorted(runs.mapped(lambda run: (run.state, run.reason or ""))),
            [("done", ""), ("failed", "circle")],
        )

    def test_a_rule_that_comes_back_by_other_ways_stops(self):
        self.type_sd.distribute_on_seal = False
        self.rule("unscheduled", "schedule", clock="07:30")
        letter = self.sign(self.draft())
        letter.sudo()._seal_now()
        letter.invalidate_recordset()
        sender = self.as_user("tu_kesehatan", letter)
        sender.action_distribute(at=fields.Datetime.now() + timedelta(days=3))
        for _turn in range(MOST_IN_AN_HOUR + 1):
            sender.action_unschedule()
            runs = self.carry_out()
            sender.invalidate_recordset()
        self.assertEqual(runs.mapped("state").count("done"), MOST_IN_AN_HOUR)
        self.assertEqual(runs[0].reason, "circle")

    def test_too_late(self):
        self.rule("signed", "schedule", clock="07:30")
        letter = self.sign(self.draft())
        run = self.env["eoffice.automation.run"].search([])
        run.at -= GIVE_UP_AFTER + timedelta(minutes=1)
        self.carry_out()
        self.assertEqual((run.state, run.reason), ("failed", "late"))
        letter.sudo()._finish_signing()
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "distributed")

    def test_no_rule_no_cost(self):
        self.assertFalse(self.env["base.automation"]._eoffice_rules())
        self.sign(self.draft())
        self.assertFalse(self.env["eoffice.automation.run"].search([]))


@tagged("post_install", "-at_install")
class TestServerActions(AutomationCase):
    """The verbs as server actions, by hand from Odoo's menu: as the account that runs them."""

    def action(self, verb, **values):
        return self.env["ir.actions.server"].create(
            {
                "name": f"Uji {verb}",
                "state": "eoffice",
                "model_id": self.env["ir.model"]._get_id("eoffice.naskah"),
                "eoffice_verb": verb,
                **values,
            }
        )

    def run_as(self, key, action, letter):
        action.with_user(self.users[key]).with_context(
            active_model="eoffice.naskah", active_id=letter.id, active_ids=letter.ids
        ).run()
        letter.invalidate_recordset()

    def test_all_the_way(self):
        self.type_sd.distribute_on_seal = False
        letter = self.draft()
        self.run_as("staf_kesehatan", self.action("submit"), letter)
        self.run_as("kasubbag_kesehatan", self.action("paraf"), letter)
        self.run_as("sekretaris_kesehatan", self.action("paraf"), letter)
        self.run_as("kadis_kesehatan", self.action("sign"), letter)
        self.assertTrue(letter.number)
        self.run_as("kadis_kesehatan", self.action("finish"), letter)
        self.assertEqual(letter.state, "sealed")
        self.run_as("tu_kesehatan", self.action("schedule", eoffice_clock="07:30"), letter)
        self.assertTrue(letter.is_scheduled)
        self.run_as("tu_kesehatan", self.action("distribute"), letter)
        self.assertEqual(letter.state, "distributed")

    def test_return_and_cancel(self):
        letter = self.draft()
        letter.action_submit()
        self.run_as("kasubbag_kesehatan", self.action("return", eoffice_note="Perbaiki"), letter)
        self.assertEqual((letter.state, letter.returned), ("draft", True))
        self.run_as("staf_kesehatan", self.action("cancel", eoffice_note="Batal"), letter)
        self.assertEqual(letter.state, "cancelled")

    def test_the_verb_looks_at_the_right(self):
        letter = self.draft()
        letter.action_submit()
        for key in ("staf_kesehatan", "administrator", "kadis_pendidikan", "keeper"):
            for verb in ("paraf", "sign", "distribute"):
                with self.subTest(who=key, verb=verb), self.assertRaises(UserError):
                    self.run_as(key, self.action(verb), letter)
        with self.assertRaises(AccessError):
            self.run_as("kadis_pendidikan", self.action("finish"), letter)
        self.assertEqual(letter.state, "approval")

    def test_incomplete(self):
        for values in (
            {"verb": "return"},
            {"verb": "cancel", "eoffice_note": " "},
            {"verb": "schedule", "eoffice_clock": "pagi"},
            {"verb": False},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.action(**values)
