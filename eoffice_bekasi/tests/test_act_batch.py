from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.act_batch import MOST
from ..models.act_batch_line import GIVE_UP_AFTER, LOST_AFTER, TRIES
from ..tools.caller import carried_out
from ..tools.local_time import utc_now
from .common import OfficeCase, OfficeHttpMixin

LINES = "odoo.addons.eoffice_bekasi.models.act_batch_line"


class BatchCase(OfficeCase):
    """Letters that wait for the head's signature, and batches started by him."""

    def waiting(self, count=3, **values):
        """Return letters that wait for the signature of kadis_kesehatan."""
        letters = self.env["eoffice.naskah"]
        for _each in range(count):
            letters |= self.approve(self.draft(**values))
        return self.as_user("kadis_kesehatan", letters)

    def start(self, by, verb, letters, queued=False, **values):
        """Start a batch and return it, in sudo mode."""
        Batch = self.as_user(by, self.env["eoffice.act.batch"])
        if queued:
            Batch = Batch.with_context(queue_job__no_delay=False)
        answer = Batch.action_start(verb, letters.ids, values)
        return self.env["eoffice.act.batch"].sudo().browse(answer["id"])

    def states(self, batch):
        batch.invalidate_recordset()
        return batch.line_ids.mapped("state")

    def age(self, batch, age):
        """Let a batch and its lines be started that long ago."""
        batch.started_at -= age
        for line in batch.line_ids:
            line.queued_at -= age


@tagged("post_install", "-at_install")
class TestManyAtOnce(BatchCase):
    """Each letter is decided by itself, with the verbs' own rights."""

    def test_sign(self):
        letters = self.waiting()
        batch = self.start("kadis_kesehatan", "sign", letters)
        self.assertEqual(self.states(batch), ["done"] * 3)
        letters.invalidate_recordset()
        self.assertEqual(len(set(letters.mapped("number"))), 3)
        self.assertTrue(all(letters.mapped("number")))

    def test_paraf_with_a_note(self):
        drafts = self.draft() | self.draft()
        for draft in drafts:
            draft.action_submit()
        batch = self.start("kasubbag_kesehatan", "paraf", drafts, note="Setuju")
        self.assertEqual(self.states(batch), ["done", "done"])
        self.assertEqual(
            set(drafts._current_steps().jabatan_id.mapped("name")),
            {"Sekretaris Dinas Kesehatan"},
        )

    def test_submit_return_cancel(self):
        drafts = self.draft() | self.draft()
        self.assertEqual(
            self.states(self.start("staf_kesehatan", "submit", drafts)), ["done", "done"]
        )
        back = self.start("kasubbag_kesehatan", "return", drafts, note="Perbaiki tanggal")
        self.assertEqual(self.states(back), ["done", "done"])
        drafts.invalidate_recordset()
        self.assertEqual(set(drafts.mapped("state")), {"draft"})
        gone = self.start("staf_kesehatan", "cancel", drafts, reason="Tidak jadi")
        self.assertEqual(self.states(gone), ["done", "done"])
        drafts.invalidate_recordset()
        self.assertEqual(set(drafts.mapped("state")), {"cancelled"})

    def test_only_drafts_are_cancelled(self):
        draft, asked = self.draft(), self.draft()
        asked.action_submit()
        batch = self.start("staf_kesehatan", "cancel", draft | asked, reason="Tidak jadi")
        self.assertEqual(self.states(batch), ["done", "failed"])

    def test_send_at_a_time(self):
        self.type_sd.distribute_on_seal = False
        letters = self.waiting(2)
        for letter in letters:
            letter.action_sign()
            letter.sudo()._seal_now()
        letters.invalidate_recordset()
        at = (utc_now() + timedelta(days=1)).replace(microsecond=0)
        batch = self.start("tu_kesehatan", "distribute", letters, at=fields.Datetime.to_string(at))
        self.assertEqual(self.states(batch), ["done", "done"])
        letters.invalidate_recordset()
        self.assertEqual(letters.mapped("distribute_at"), [at, at])
        self.assertEqual(set(letters.mapped("state")), {"sealed"})

    def test_a_failing_letter_harms_no_other(self):
        letters = self.waiting()
        letters[1].sudo().classification_id = False
        batch = self.start("kadis_kesehatan", "sign", letters)
        self.assertEqual(self.states(batch), ["done", "failed", "done"])
        self.assertIn("klasifikasi", batch.line_ids[1].message.lower())
        letters.invalidate_recordset()
        self.assertEqual(letters[1].state, "approval")
        self.assertFalse(letters[1].step_ids.filtered(lambda step: step.kind == "sign").acted_at)

    @mute_logger(LINES)
    def test_an_unexpected_error_is_decided_too(self):
        letters = self.waiting(2)
        Naskah = type(self.env["eoffice.naskah"])
        plain = Naskah._act_of_batch

        def act(letter, line):
            if letter == letters[0]:
                raise ZeroDivisionError
            return plain(letter, line)

        with patch.object(Naskah, "_act_of_batch", act):
            batch = self.start("kadis_kesehatan", "sign", letters)
        self.assertEqual(self.states(batch), ["failed", "done"])
        self.assertNotIn("ZeroDivision", batch.line_ids[0].message)

    def test_seats_are_those_of_the_moment_it_runs(self):
        letters = self.waiting(2)
        with trap_jobs() as trap:
            batch = self.start("kadis_kesehatan", "sign", letters, queued=True)
            self.env["eoffice.assignment"].search(
                [("jabatan_id", "=", self.jabatan["kadis_kesehatan"].id)]
            ).date_to = fields.Date.today() - timedelta(days=2)
            trap.perform_enqueued_jobs()
        self.assertEqual(self.states(batch), ["failed", "failed"])
        letters.invalidate_recordset()
        self.assertFalse(any(letters.sudo().mapped("number")))

    def test_closed_account_acts_no_more(self):
        letters = self.waiting(1)
        with trap_jobs() as trap:
            batch = self.start("kadis_kesehatan", "sign", letters, queued=True)
            self.users["kadis_kesehatan"].active = False
            trap.perform_enqueued_jobs()
        self.assertEqual(self.states(batch), ["failed"])

    def test_each_letter_is_a_job_in_the_name_of_the_account(self):
        letters = self.waiting(2)
        with trap_jobs() as trap:
            batch = self.start("kadis_kesehatan", "sign", letters, queued=True)
            mine = [job for job in trap.enqueued_jobs if job.method_name == "_carry_out"]
            self.assertEqual(len(mine), 2)
            for job in mine:
                self.assertEqual(job.recordset.env.uid, self.users["kadis_kesehatan"].id)
                self.assertFalse(job.recordset.env.su)
            self.assertEqual(self.states(batch), ["waiting", "waiting"])

    def test_who_signs_proves_once_that_it_is_he(self):
        self.type_sd.sign_proof = True
        self.users["kadis_kesehatan"].password = "bekasi"
        letters = self.waiting(2)
        with self.assertRaises(UserError):
            self.start("kadis_kesehatan", "sign", letters)
        with self.assertRaises(AccessError):
            self.start(
                "kadis_kesehatan", "sign", letters, proof={"type": "password", "password": "x"}
            )
        self.assertEqual(set(letters.mapped("state")), {"approval"})
        batch = self.start(
            "kadis_kesehatan", "sign", letters, proof={"type": "password", "password": "bekasi"}
        )
        self.assertEqual(self.states(batch), ["done", "done"])
        self.assertEqual(batch.proved, "password")
        self.assertNotIn("bekasi", str(batch.read()))
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", letters[0].id), ("kind", "=", "signing")]
        )
        self.assertEqual(event.detail["proved"], "password")

    def test_asked_for_a_proof_meanwhile(self):
        letters = self.waiting(1)
        with trap_jobs() as trap:
            batch = self.start("kadis_kesehatan", "sign", letters, queued=True)
            self.type_sd.sign_proof = True
            trap.perform_enqueued_jobs()
        self.assertEqual(self.states(batch), ["failed"])

    def test_what_was_changed_meanwhile_is_not_signed(self):
        changes = {
            "body": {"body": "<p>Yang lain</p>"},
            "subject": {"subject": "Hal yang lain"},
            "addressees": {
                "recipient_ids": [
                    Command.create(
                        {"kind": "kepada", "jabatan_id": self.jabatan["kadis_sosial"].id}
                    )
                ]
            },
            "sifat": {"sifat": "terbatas"},
            "files": {"attachment_ids": [Command.create({"name": "lain.pdf", "raw": b"lain"})]},
        }
        letters = self.waiting(len(changes) + 1)
        with trap_jobs() as trap:
            batch = self.start("kadis_kesehatan", "sign", letters, queued=True)
            for letter, values in zip(letters, changes.values(), strict=False):
                letter.sudo().write(values)
            trap.perform_enqueued_jobs()
        for line, what in zip(batch.line_ids, changes, strict=False):
            with self.subTest(what):
                self.assertEqual(line.state, "failed")
                self.assertTrue(line.message)
                self.assertEqual(line.naskah_id.state, "approval")
                self.assertFalse(line.naskah_id.signature_ids)
        self.assertEqual(self.states(batch)[-1], "done", "the one that nobody touched")

    def test_what_was_changed_meanwhile_gets_no_paraf_but_goes_back(self):
        drafts = self.draft() | self.draft()
        drafts[0].action_submit()
        drafts[1].action_submit()
        for verb, states in (("paraf", ["failed", "done"]), ("return", ["done", "failed"])):
            with self.subTest(verb), trap_jobs() as trap:
                batch = self.start("kasubbag_kesehatan", verb, drafts, queued=True, note="Periksa")
                drafts[0].sudo().body = f"<p>{verb}</p>"
                trap.perform_enqueued_jobs()
                self.assertEqual(self.states(batch), states)

    def test_what_waited_for_somebody_else_is_not_signed(self):
        letters = self.waiting(1)
        other = self.draft()
        other.action_submit()
        with trap_jobs() as trap:
            batch = self.start("kadis_kesehatan", "sign", letters | other, queued=True)
            for key in ("kasubbag_kesehatan", "sekretaris_kesehatan"):
                self.as_user(key, other).action_paraf()
            trap.perform_enqueued_jobs()
        self.assertEqual(self.states(batch), ["done", "failed"])

    def test_asking_looks_up_files_and_last_version_of_each_and_no_more(self):
        letters = self.waiting(6)
        counts = []
        for some in (letters[:2], letters[2:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._text_digests()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 2 * 2)

    def test_done_once(self):
        letters = self.waiting(1)
        batch = self.start("kadis_kesehatan", "sign", letters)
        line = batch.line_ids.with_user(self.users["kadis_kesehatan"])
        before = line.done_at
        line._carry_out()
        self.assertEqual(line.done_at, before)
        self.assertEqual(self.states(batch), ["done"])

    def test_event_has_account_capacity_and_the_callers_address(self):
        letters = self.waiting(1)
        with carried_out("10.1.2.3", False):
            batch = self.start("kadis_kesehatan", "sign", letters)
        self.assertEqual(batch.address, "10.1.2.3")
        with trap_jobs() as trap:
            letters = self.waiting(1)
            with carried_out("10.1.2.4", True):
                self.start("kadis_kesehatan", "sign", letters, queued=True)
            trap.perform_enqueued_jobs()
        event = self.env["eoffice.event"].search(
            [("naskah_id", "=", letters.id), ("kind", "=", "signing")]
        )
        self.assertEqual(event.address, "10.1.2.4")
        self.assertEqual(event.user_id, self.users["kadis_kesehatan"])
        self.assertEqual(event.capacity, "definitif")
        self.assertTrue(event.is_outside_hours)

    def test_bus(self):
        letters = self.waiting(1)
        self.env["bus.bus"].sudo().search([]).unlink()
        self.start("kadis_kesehatan", "sign", letters)
        self.env.cr.precommit.run()
        sent = self.env["bus.bus"].sudo().search([]).mapped("message")
        self.assertTrue([one for one in sent if "eoffice.act.batch/changed" in one])


@tagged("post_install", "-at_install")
class TestRefused(BatchCase):
    """What is no batch is refused before anything is done."""

    def test_too_many(self):
        letter = self.waiting(1)
        with self.assertRaises(UserError):
            self.as_user("kadis_kesehatan", self.env["eoffice.act.batch"]).action_start(
                "sign", list(range(letter.id, letter.id + MOST + 1))
            )

    def test_none(self):
        with self.assertRaises(UserError):
            self.start("kadis_kesehatan", "sign", self.env["eoffice.naskah"])

    def test_foreign_verb(self):
        for verb in ("unlink", "write", "_sign_checked", "action_sign"):
            with self.subTest(verb), self.assertRaises(UserError):
                self.start("kadis_kesehatan", verb, self.waiting(1))

    def test_letters_of_others(self):
        letters = self.waiting(1)
        for key in ("kadis_pendidikan", "administrator", "kabid_kesehatan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.start(key, "sign", letters)

    def test_not_at_ones_own_desk(self):
        with self.assertRaises(UserError):
            self.start("sekretaris_kesehatan", "paraf", self.waiting(1))

    def test_reason(self):
        draft = self.draft()
        for reason in ("", "  ", None):
            with self.subTest(reason), self.assertRaises(UserError):
                self.start("staf_kesehatan", "cancel", draft, reason=reason)

    def test_time_in_the_past(self):
        self.type_sd.distribute_on_seal = False
        letter = self.sign(self.draft())
        letter.sudo()._seal_now()
        letter.invalidate_recordset()
        with self.assertRaises(UserError):
            self.start("tu_kesehatan", "distribute", letter, at="2020-01-01 00:00:00")


@tagged("post_install", "-at_install")
class TestOwnOnly(BatchCase):
    """Nobody sees another's batch, the Administrator neither; nobody writes one."""

    def test_read(self):
        batch = self.start("kadis_kesehatan", "sign", self.waiting(1))
        system = new_test_user(
            self.env, "sistem.uji", groups="base.group_system,eoffice_bekasi.group_administrator"
        )
        own = batch.with_user(self.users["kadis_kesehatan"])
        self.assertEqual(own.line_ids.subject, "Jadwal imunisasi sekolah")
        for user in (
            *(self.users[key] for key in ("administrator", "staf_kesehatan", "tu_kesehatan")),
            system,
        ):
            for records in (batch, batch.line_ids):
                mine = records.with_user(user).with_env(self.env(user=user.id, su=False))
                with self.subTest(user=user.login, model=records._name):
                    self.assertFalse(mine.search([]))
                    self.assertEqual(mine.search_count([]), 0)
                    with self.assertRaises(AccessError):
                        mine.browse(records.ids).read(["id"])

    def test_nobody_writes(self):
        batch = self.start("kadis_kesehatan", "sign", self.waiting(1))
        for key in ("kadis_kesehatan", "administrator"):
            env = self.env(user=self.users[key].id, su=False)
            mine = env["eoffice.act.batch"].browse(batch.id)
            line = env["eoffice.act.batch.line"].browse(batch.line_ids.id)
            for refused in (
                lambda mine=mine: mine.write({"user_id": 1}),
                lambda mine=mine: mine.unlink(),
                lambda line=line: line.write({"state": "done"}),
                lambda line=line: line.create({"batch_id": batch.id, "naskah_id": 1}),
                lambda env=env: env["eoffice.act.batch"].create({"verb": "sign"}),
            ):
                with self.subTest(key), self.assertRaises(AccessError):
                    refused()

    def test_subject_of_a_letter_that_is_closed_meanwhile(self):
        batch = self.start("kadis_kesehatan", "sign", self.waiting(1, kepada=("walikota",)))
        held = self.env["eoffice.assignment"].search(
            [("jabatan_id", "=", self.jabatan["kadis_kesehatan"].id)]
        )
        held.date_to = fields.Date.today() - timedelta(days=2)
        elsewhere = self.add_jabatan(
            "lain", "Kepala UPTD Uji", "sosial", self.jabatan["kadis_sosial"], user=False
        )
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": elsewhere.id,
                "user_id": self.users["kadis_kesehatan"].id,
                "date_from": fields.Date.today() - timedelta(days=1),
            }
        )
        env = self.env(user=self.users["kadis_kesehatan"].id, su=False)
        line = env["eoffice.act.batch.line"].browse(batch.line_ids.id)
        self.env.invalidate_all()
        self.assertFalse(line.subject)
        self.assertEqual(line.state, "done")


@tagged("post_install", "-at_install")
class TestNoneStaysUndecided(BatchCase):
    """A job that is lost is started anew, and given up at last."""

    def lose(self, batch):
        """Lose the jobs of a batch, as a host does that is set up anew."""
        self.env["queue.job"].sudo().search(
            [("identity_key", "in", [line._job_key() for line in batch.line_ids])]
        ).with_context(queue_job__no_delay=True).unlink()

    def queued(self, count=2):
        letters = self.waiting(count)
        batch = self.start("kadis_kesehatan", "sign", letters, queued=True)
        return batch, letters

    def jobs(self, batch):
        return self.env["queue.job"].search(
            [("identity_key", "in", [line._job_key() for line in batch.line_ids])]
        )

    def test_lost_job_is_started_anew(self):
        batch, _letters = self.queued()
        self.lose(batch)
        self.age(batch, LOST_AFTER + timedelta(minutes=1))
        self.env["eoffice.act.batch.line"]._cron_settle()
        self.assertEqual(self.states(batch), ["done", "done"])

    def test_job_that_waits_is_left_alone(self):
        batch, _letters = self.queued()
        self.assertEqual(len(self.jobs(batch)), 2)
        self.age(batch, LOST_AFTER + timedelta(minutes=1))
        self.env["eoffice.act.batch.line"]._cron_settle()
        self.assertEqual(self.states(batch), ["waiting", "waiting"])
        self.assertEqual(batch.line_ids.mapped("tries"), [1, 1])

    def test_given_up_after_some_tries(self):
        batch, letters = self.queued()
        self.lose(batch)
        batch.line_ids.tries = TRIES
        self.age(batch, LOST_AFTER + timedelta(minutes=1))
        self.env["eoffice.act.batch.line"]._cron_settle()
        self.assertEqual(self.states(batch), ["failed", "failed"])
        self.assertTrue(all(batch.line_ids.mapped("message")))
        self.assertEqual(set(letters.mapped("state")), {"approval"})

    def test_given_up_after_an_hour_even_if_its_job_waits(self):
        batch, letters = self.queued()
        self.age(batch, GIVE_UP_AFTER + timedelta(minutes=1))
        self.env["eoffice.act.batch.line"]._cron_settle()
        self.assertEqual(self.states(batch), ["failed", "failed"])
        batch.line_ids.with_user(self.users["kadis_kesehatan"])[0]._carry_out()
        self.assertEqual(set(letters.mapped("state")), {"approval"}, "the late job does nothing")


@tagged("post_install", "-at_install")
class TestByJson2(OfficeHttpMixin, HttpCase):
    """The public API starts a batch and reads what became of it."""

    def test_start_and_read(self):
        letters = self.approve(self.draft()) | self.approve(self.draft())
        user = self.users["kadis_kesehatan"]
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "uji", fields.Datetime.now() + timedelta(days=1))
        )
        headers = {"Authorization": f"Bearer {key}"}

        def call(model, method, **arguments):
            response = self.url_open(f"/json/2/{model}/{method}", json=arguments, headers=headers)
            return response.status_code, response.json()

        status, answer = call(
            "eoffice.act.batch", "action_start", verb="sign", naskah_ids=letters.ids
        )
        self.assertEqual(status, 200, answer)
        status, lines = call(
            "eoffice.act.batch.line",
            "search_read",
            domain=[["batch_id", "=", answer["id"]]],
            fields=["state", "message"],
        )
        self.assertEqual([line["state"] for line in lines], ["done", "done"])
        batch = self.env["eoffice.act.batch"].browse(answer["id"])
        self.assertEqual(batch.address, "127.0.0.1")
        other = self.env["eoffice.act.batch"].with_user(self.users["staf_kesehatan"])
        self.assertFalse(other.search([]))
