"""The acts on a chain by those who act for another, by outsiders, by the API, and forged."""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.local_time import utc_now
from .test_api_json2 import Json2Case
from .test_chain import ChainCase
from .test_queries import QueryCase


@tagged("post_install", "-at_install")
class TestWhoActsForAnother(ChainCase):
    """The delegate acts in the chain by himself, the one who is away only looks, an assistant too."""

    def setUp(self):
        super().setUp()
        self.env["eoffice.delegation"].create(
            {
                "jabatan_id": self.jabatan["kasubbag_kesehatan"].id,
                "delegate_jabatan_id": self.jabatan["kabid_kesehatan"].id,
                "kind": "plh",
                "reason": "cuti",
                "date_from": utc_now() - timedelta(days=1),
                "date_to": utc_now() + timedelta(days=1),
            }
        ).state = "confirmed"
        self.env["eoffice.assistant"].create(
            {
                "jabatan_id": self.jabatan["kasubbag_kesehatan"].id,
                "official_id": self.users["kasubbag_kesehatan"].id,
                "user_id": self.users["kabid_sosial"].id,
                "date_from": "2020-01-01",
            }
        )
        self.template(("staf_sosial", {"may_skip": True}), ("superiors", {}), may_add="drafter")

    def at_kasubbag(self):
        """Return a letter that waits at the position that is delegated."""
        naskah = self.sent()
        self.paraf(naskah, "staf_sosial")
        return naskah

    def acts(self):
        other = self.jabatan["sekda"].id
        return {
            "return to a step": lambda one: one.action_return(
                "x", self.step(one, "staf_sosial").id
            ),
            "hand on": lambda one: one.action_forward(other),
            "add": lambda one: one.action_add_step(other),
            "ask": lambda one: one.action_ask_opinion([other], "Apa?"),
            "paraf": lambda one: one.action_paraf(),
        }

    def test_the_delegate(self):
        for name, act in self.acts().items():
            with self.subTest(name):
                naskah = self.at_kasubbag()
                act(self.as_user("kabid_kesehatan", naskah))
                event = (
                    self.env["eoffice.event"]
                    .sudo()
                    .search([("naskah_id", "=", naskah.id)], order="id desc", limit=1)
                )
                self.assertEqual(event.jabatan_id, self.jabatan["kasubbag_kesehatan"])
                self.assertEqual(event.capacity, "plh")

    def test_neither_who_is_away_nor_an_assistant_nor_an_outsider(self):
        for by in ("kasubbag_kesehatan", "kabid_sosial", "kadis_pendidikan", "administrator"):
            for name, act in self.acts().items():
                with self.subTest(name, by=by), self.assertRaises(AccessError):
                    act(self.as_user(by, self.at_kasubbag()))

    def test_opinion_is_given_by_the_delegate(self):
        naskah = self.sent()
        asker = self.as_user("staf_sosial", naskah)
        step = self.step(naskah, "kasubbag_kesehatan")
        step.unlink()
        asker.action_ask_opinion(self.jabatan["kasubbag_kesehatan"].ids, "Setuju?")
        for by in ("kasubbag_kesehatan", "kabid_sosial"):
            self.assertFalse(self.work(by, naskah))
            with self.assertRaises(AccessError):
                self.as_user(by, naskah).action_give_opinion("Ya")
        self.assertIn("opinion", self.work("kabid_kesehatan", naskah))
        self.as_user("kabid_kesehatan", naskah).action_give_opinion("Ya")
        self.assertEqual(naskah.sudo().opinion_ids.capacity, "plh")


@tagged("post_install", "-at_install")
class TestForgedSteps(ChainCase):
    """What verbs write of steps and opinions no hand sets."""

    FORGED = {
        "state": "done",
        "returned": True,
        "may_skip": True,
        "asked_again": True,
        "told_at": "2020-01-01 00:00:00",
        "acted_at": "2020-01-01 00:00:00",
        "capacity": "definitif",
    }

    def test_steps(self):
        naskah = self.draft()
        step = naskah.step_ids[:1]
        before = {name: step[name] for name in self.FORGED}
        step.write(self.FORGED)
        step.invalidate_recordset()
        self.assertEqual({name: step[name] for name in self.FORGED}, before)
        new = naskah.step_ids.create(
            {
                "naskah_id": naskah.id,
                "jabatan_id": self.jabatan["kabid_kesehatan"].id,
                "added_by_jabatan_id": self.jabatan["kabid_kesehatan"].id,
                **self.FORGED,
            }
        )
        self.assertEqual({name: new[name] for name in self.FORGED}, before)
        self.assertFalse(new.added_by_jabatan_id)

    def test_no_step_by_hand_while_it_runs(self):
        naskah = self.sent()
        holder = self.as_user("kasubbag_kesehatan", naskah)
        for act in (
            lambda: holder.step_ids[-1:].write({"kind": "paraf"}),
            lambda: holder.step_ids[-1:].unlink(),
            lambda: holder.step_ids.create(
                {"naskah_id": naskah.id, "jabatan_id": self.jabatan["kabid_kesehatan"].id}
            ),
            lambda: holder.write({"step_ids": [Command.clear()]}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_opinions(self):
        naskah = self.sent()
        holder = self.as_user("kasubbag_kesehatan", naskah)
        holder.action_ask_opinion(self.jabatan["kabid_kesehatan"].ids, "Setuju?")
        opinion = holder.opinion_ids
        for act in (
            lambda: opinion.write({"answer": "Ya", "state": "given"}),
            lambda: opinion.unlink(),
            lambda: opinion.create({"naskah_id": naskah.id, "question": "x"}),
            lambda: holder.write({"opinion_ids": [Command.clear()]}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_what_a_client_sends(self):
        """Ids of other letters and of nothing give a message, not an error."""
        naskah, other = self.sent(), self.sent()
        foreign = self.step(other, "kasubbag_kesehatan").id
        self.paraf(other, "kasubbag_kesehatan")
        holder = self.as_user("kasubbag_kesehatan", naskah)
        for act in (
            lambda: holder.action_return("x", foreign),
            lambda: holder.action_return("x", 10**8),
            lambda: holder.action_skip_step(foreign, "x"),
            lambda: holder.action_add_step(False),
            lambda: holder.action_forward(False),
            lambda: holder.action_ask_opinion([10**8], "x"),
        ):
            with self.assertRaises(UserError):
                act()


@tagged("post_install", "-at_install")
class TestChainByApi(Json2Case):
    """The same verbs over HTTP, with the same checks."""

    def test_all(self):
        self.speak_english()
        naskah = self.draft(by="staf_kesehatan").id

        def act(who, verb, status=200, **values):
            return self.call(who, "eoffice.naskah", verb, [naskah], status=status, **values)

        other = self.jabatan["kabid_kesehatan"].id
        sekda = self.jabatan["sekda"].id
        act("staf_kesehatan", "action_submit")
        self.assertEqual(act("staf_kesehatan", "action_recall")["state"], "draft")
        act("staf_kesehatan", "action_submit")
        act("kasubbag_kesehatan", "action_ask_opinion", jabatan_ids=[sekda], question="Setuju?")
        act("kadis_sosial", "action_give_opinion", text="Ya", status=403)
        act("sekda", "action_give_opinion", text="Ya")
        act("kasubbag_kesehatan", "action_forward", jabatan_id=other)
        act("kabid_kesehatan", "action_add_step", jabatan_id=self.jabatan["kadis_sosial"].id)
        act("kadis_sosial", "action_paraf", status=403)
        act("kabid_kesehatan", "action_paraf")
        options = act("kadis_sosial", "get_chain_options")
        self.assertEqual(
            [one["name"] for one in options["return_to"]], [self.jabatan["kabid_kesehatan"].name]
        )
        back = options["return_to"][0]["id"]
        act("kadis_sosial", "action_return", note="Perbaiki", step_id=back)
        act("kabid_kesehatan", "action_paraf")
        act("kadis_sosial", "action_paraf")
        step = (
            self.env["eoffice.naskah"]
            .browse(naskah)
            .step_ids.filtered(lambda one: one.kind == "sign")
        )
        act("sekretaris_kesehatan", "action_skip_step", step_id=step.id, reason="x", status=422)
        act("sekretaris_kesehatan", "action_paraf")
        act("kadis_kesehatan", "action_ask_again", status=422)
        act("kadis_kesehatan", "action_sign")
        for verb, values in (
            ("get_chain_options", {}),
            ("action_recall", {}),
            ("action_ask_opinion", {"jabatan_ids": [other], "question": "x"}),
        ):
            act("kasubbag_pendidikan", verb, status=403, **values)


@tagged("post_install", "-at_install")
class TestQueriesOfTheChain(QueryCase):
    """A longer chain, and more opinions on the desk, cost no more statements."""

    def chain(self, size):
        for place in range(size):
            if f"unit_{place}" not in self.jabatan:
                self.add_jabatan(f"unit_{place}", f"Unit {place}", "sosial", None)
        return self.draft(
            step_ids=[
                Command.create(
                    {
                        "jabatan_id": self.jabatan[f"unit_{place}"].id,
                        "kind": "koordinasi",
                        "with_previous": True,
                        "sequence": place,
                    }
                )
                for place in range(size)
            ]
        )

    def test_desk_with_opinions(self):
        desk = self.env["eoffice.desk"].with_user(self.users["kabid_kesehatan"])
        counts = []
        for more in (2, 8):
            for _nth in range(more):
                naskah = self.draft()
                naskah.action_submit()
                self.as_user("kasubbag_kesehatan", naskah).action_ask_opinion(
                    self.jabatan["kabid_kesehatan"].ids, "Setuju?"
                )
            counts.append(self.queries(desk.get_desk))
        self.assertEqual(counts[0], counts[1])

    def test_flags_and_options(self):
        counts = []
        for size in (2, 12):
            naskah = self.chain(size)
            naskah.action_submit()
            holder = self.as_user("unit_0", naskah)
            flags = ["can_recall", "can_forward", "can_skip_step", "can_ask_again"]
            counts.append(
                (
                    self.queries(lambda holder=holder, flags=flags: holder.read(flags)),
                    self.queries(holder.get_chain_options),
                )
            )
        self.assertEqual(counts[0], counts[1])
