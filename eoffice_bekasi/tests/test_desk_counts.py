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
        for letter in self.env["eoffice.naskah"].search([]):
            facts = letter._seat_facts()

            def may(jabatan, *acts, facts=facts):
                return bool(seats.find(jabatan.id, acts, facts))

            for count in (self.in_chain, self.received, self.disposed, self.of_the_sender):
                counts.update(count(letter, may))
        return +counts

    def in_chain(self, letter, may):
        for step in letter.step_ids:
            if step.state == "current" and may(
                step.jabatan_id, "sign" if step.kind == "sign" else "approve"
            ):
                yield "returned" if step.returned else step.kind.replace("koordinasi", "paraf")
            if step.told_at and may(step.jabatan_id, "approve"):
                yield "read"
        for opinion in letter.opinion_ids:
            if opinion.state == "asked" and may(opinion.jabatan_id, "approve"):
                yield "opinion"

    def received(self, letter, may):
        for one in letter.recipient_ids.filtered(lambda one: may(one.jabatan_id, *PREPARES)):
            if one.kind == "kepada" and one.state in ("delivered", "read"):
                yield "dispose"
            elif one.kind == "tembusan" and one.state == "delivered":
                yield "read"

    def disposed(self, letter, may):
        for one in letter.disposition_ids:
            if one.state in ("sent", "read", "accepted") and may(one.to_jabatan_id, *PREPARES):
                yield "followup"
            declined = one.state == "declined" and not one.finished_at
            if (one.state == "reported" or declined) and may(one.from_jabatan_id, "dispose"):
                yield "report"
            if one.asking == "receiver" and may(one.from_jabatan_id, "dispose"):
                yield "question"
        prepared = letter.disposition_ids.filtered(lambda one: one.state == "prepared")
        for giver in prepared.from_jabatan_id:
            if may(giver, "dispose"):
                yield "release"

    def of_the_sender(self, letter, may):
        drafter = letter.drafter_jabatan_id
        if may(drafter, "draft"):
            if letter.state in ("approval", "signing", "signed", "sealed"):
                yield "waiting"
            elif letter.state == "draft" and letter.prepared_at:
                yield "release" if may(drafter, "approve") else "waiting"
            elif letter.state == "draft":
                yield "returned" if letter.returned else "draft"
        registry = letter.skpd_id.registry_jabatan_id
        if letter.state == "sealed" and not letter.distribute_at and may(registry, "send"):
            yield "send"

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
            mine = self.as_user("kabid_pendidikan", given[:1])
            dice = chance.random()
            if dice < 0.3 and not mine.asking:
                mine.action_ask("Sampai kapan?")
            elif dice < 0.5:
                mine.action_decline("Bukan bidang kami")
            else:
                mine.action_report("Selesai")
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
        single = [
            desk.get_desk(jabatan_id=one["id"])["counts"] for one in desk.get_desk()["jabatan"]
        ]
        self.assertEqual(
            counts, {kind: sum(one[kind] for one in single) for kind in counts}, "each once"
        )
