"""The desk's counts, compared with their definition told in plain words over a random office."""

import random
from collections import Counter

from odoo import Command
from odoo.tests import tagged

from ..tools.local_time import utc_now
from .test_delegation import DelegationCase

PREPARES = ("handle", "dispose", "prepare")


@tagged("post_install", "-at_install")
class TestCountsAreRight(DelegationCase):
    """Whatever was done to letters, each desk counts what waits there, no more and no less."""

    ACCOUNTS = (
        *("staf_kesehatan", "kasubbag_kesehatan", "sekretaris_kesehatan", "kadis_kesehatan"),
        *("tu_kesehatan", "kabid_kesehatan", "kadis_pendidikan", "kabid_pendidikan"),
        *("sekretaris_pendidikan", "kadis_sosial", "walikota", "administrator"),
    )

    def naive(self, user):
        """Count what waits for an account by looking at every row there is."""
        seats = user._eoffice_seats()
        counts = Counter()

        def may(jabatan, letter, *acts):
            return bool(seats.find(jabatan.id, acts, letter._seat_facts()))

        for letter in self.env["eoffice.naskah"].search([]):
            for step in letter.step_ids:
                if step.state == "current" and may(
                    step.jabatan_id, letter, "sign" if step.kind == "sign" else "approve"
                ):
                    usual = {"koordinasi": "paraf"}.get(step.kind, step.kind)
                    counts["returned" if step.returned else usual] += 1
                if step.told_at and may(step.jabatan_id, letter, "approve"):
                    counts["read"] += 1
            for opinion in letter.opinion_ids:
                if opinion.state == "asked" and may(opinion.jabatan_id, letter, "approve"):
                    counts["opinion"] += 1
            for one in letter.recipient_ids:
                if may(one.jabatan_id, letter, *PREPARES):
                    if one.kind == "kepada" and one.state in ("delivered", "read"):
                        counts["dispose"] += 1
                    elif one.kind == "tembusan" and one.state == "delivered":
                        counts["read"] += 1
            prepared = set()
            for one in letter.disposition_ids:
                if one.state in ("sent", "read", "accepted"):
                    counts["followup"] += may(one.to_jabatan_id, letter, *PREPARES)
                elif one.state == "reported":
                    counts["report"] += may(one.from_jabatan_id, letter, "dispose")
                elif one.state == "prepared" and may(one.from_jabatan_id, letter, "dispose"):
                    prepared.add(one.from_jabatan_id)
            counts["release"] += len(prepared)
            if may(letter.drafter_jabatan_id, letter, "draft"):
                decides = may(letter.drafter_jabatan_id, letter, "approve")
                if letter.state in ("approval", "signing", "signed", "sealed"):
                    counts["waiting"] += 1
                elif letter.state == "draft" and letter.prepared_at:
                    counts["release" if decides else "waiting"] += 1
                elif letter.state == "draft":
                    counts["returned" if letter.returned else "draft"] += 1
            registry = letter.skpd_id.registry_jabatan_id
            if letter.state == "sealed" and not letter.distribute_at:
                counts["send"] += may(registry, letter, "send")
        return +counts

    def assert_counts(self):
        self.env.flush_all()
        for key in self.ACCOUNTS:
            user = self.users[key]
            desk = self.env["eoffice.desk"].with_user(user).get_desk(limit=200)
            counts = {kind: count for kind, count in desk["counts"].items() if count}
            with self.subTest(key):
                self.assertEqual(counts, dict(self.naive(user)))
                shown = Counter(item["kind"] for item in desk["items"])
                self.assertEqual(dict(shown), counts, "what is counted is shown")

    def act(self, naskah, chance):
        """Let whoever has the letter do one of what he may."""
        steps = naskah.sudo()._current_steps()
        if naskah.state == "draft":
            naskah.action_submit()
        elif naskah.state == "approval":
            step = chance.choice(list(steps))
            letter = naskah.with_user(chance.choice(list(self.carriers(step.jabatan_id))))
            dice = chance.random()
            if dice < 0.2:
                letter.action_return("Perbaiki")
            elif dice < 0.35 and step.jabatan_id != self.jabatan["kabid_kesehatan"]:
                asked = self.jabatan["kabid_pendidikan"]
                if not naskah.sudo().opinion_ids.filtered(lambda one: one.state == "asked"):
                    letter.action_ask_opinion(asked.ids, "Bagaimana pendapat Saudara?")
            elif step.kind == "sign":
                letter.action_sign()
            else:
                letter.action_paraf()
        elif naskah.state == "sealed":
            self.as_user("tu_kesehatan", naskah).action_distribute()
        elif naskah.state == "distributed":
            self.handle(naskah, chance)

    def handle(self, naskah, chance):
        """Let an addressee read, dispose or finish; let who was given it report."""
        given = naskah.sudo().disposition_ids.filtered(
            lambda one: one.state in ("sent", "read", "accepted")
        )
        if given and chance.random() < 0.5:
            self.as_user("kabid_pendidikan", given[:1]).action_report("Selesai")
        elif not naskah.sudo().disposition_ids:
            head = self.as_user("kadis_pendidikan", naskah)
            head.action_read()
            if chance.random() < 0.6:
                self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",))

    def carriers(self, jabatan):
        return jabatan._carriers()[jabatan.id]

    def office(self, seed, letters=10, acts=40):
        """Make a random office: letters in all places, some asked together, some returned."""
        chance = random.Random(seed)
        made = []
        for _number in range(letters):
            naskah = self.draft(
                kepada=("kadis_pendidikan",),
                tembusan=("kadis_sosial",),
                sifat=chance.choice(("biasa", "biasa", "rahasia")),
            )
            if chance.random() < 0.4:
                # A check by the registry, and a coordination at the same time as the first paraf.
                naskah.write(
                    {
                        "step_ids": [
                            Command.create(
                                {
                                    "jabatan_id": self.jabatan["kabid_kesehatan"].id,
                                    "kind": "koordinasi",
                                    "sequence": naskah.step_ids.sorted("sequence")[0].sequence,
                                    "with_previous": True,
                                }
                            ),
                            Command.create(
                                {
                                    "jabatan_id": self.jabatan["tu_kesehatan"].id,
                                    "kind": "check",
                                    "sequence": naskah.step_ids.sorted("sequence")[-1].sequence,
                                }
                            ),
                        ]
                    }
                )
            made.append(naskah)
        for _act in range(acts):
            self.act(chance.choice(made), chance)
        return made

    def test_random_offices(self):
        for seed in (20261124, 7):
            self.office(seed)
            self.assert_counts()
        kinds = set(self.naive(self.users["staf_kesehatan"]))
        self.assertLessEqual({"waiting"}, kinds)

    def test_with_a_delegation_beside_ones_own(self):
        self.office(5)
        before = self.env["eoffice.desk"].with_user(self.sekretaris).get_desk()["counts"]
        self.running(date_from=utc_now())
        self.env.invalidate_all()
        self.assert_counts()
        desk = self.env["eoffice.desk"].with_user(self.sekretaris)
        counts = desk.get_desk()["counts"]
        self.assertGreaterEqual(counts["sign"] + counts["paraf"], before["sign"] + before["paraf"])
        single = [desk.get_desk(jabatan_id=one["id"])["counts"] for one in desk.get_desk()["jabatan"]]
        self.assertEqual(
            counts, {kind: sum(one[kind] for one in single) for kind in counts}, "each once"
        )
