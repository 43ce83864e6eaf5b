import random

from odoo.tests import tagged

from .common import OfficeCase

SECRET = ("rahasia", "sangat_rahasia")


class ClosureCase(OfficeCase):
    """Compares the stored closure with its definition, and with one written here on its own."""

    def expected(self, naskah):
        """Return who may read a letter by the rules of the design: dict of jabatan to level."""
        naskah = naskah.sudo()
        naskah.invalidate_recordset()
        party = naskah.drafter_jabatan_id
        if naskah.submitted_at:
            party |= naskah.step_ids.jabatan_id
        party |= naskah.recipient_ids.filtered(lambda one: one.state != "draft").jabatan_id
        party |= naskah.disposition_ids.filtered(lambda one: one.state != "recalled").to_jabatan_id
        levels = dict.fromkeys(party, "content")
        if naskah.submitted_at:
            for registry in filter(None, map(self.registry_of, party)):
                level = "envelope" if naskah.sifat in SECRET else "content"
                levels.setdefault(registry, level)
        return {jabatan.id: level for jabatan, level in levels.items()}

    def registry_of(self, jabatan):
        """Return the registry desk that serves a position: climb until a unit has one."""
        unit = jabatan.organisation_id
        while unit:
            if unit.is_skpd:
                return unit.registry_jabatan_id
            if unit.served_by_id:
                return unit.served_by_id.registry_jabatan_id
            unit = unit.parent_id
        return None

    def assert_closure(self, letters):
        """Compare, for each letter, what is stored with both computations."""
        letters = letters.sudo()
        self.env.flush_all()
        for naskah in letters:
            rows = self.env["eoffice.access"].search([("naskah_id", "=", naskah.id)])
            rows.invalidate_recordset()
            stored = {row.jabatan_id.id: row.level for row in rows}
            self.assertEqual(stored, self.expected(naskah), naskah.status_label)
            self.assertEqual(
                {(naskah.id, *item) for item in stored.items()}, naskah._naive_closure()
            )
            self.assertEqual(
                set(rows.mapped("sort_date")),
                {
                    naskah.distributed_at
                    or naskah.signed_at
                    or naskah.submitted_at
                    or naskah.create_date
                },
            )

    def assert_searches(self, letters):
        """Each account finds the letters and contents that the closure names for it, no other."""
        expected = {naskah: self.expected(naskah) for naskah in letters}
        scope = [("id", "in", letters.ids)]
        for user in self.users.values():
            mine = set(user._eoffice_jabatan_ids())
            seen = {
                level: letters.filtered(
                    lambda one, level=level, mine=mine: any(
                        expected[one].get(jabatan) in level for jabatan in mine
                    )
                )
                for level in (("envelope", "content"), ("content",))
            }
            envelope, content = seen.values()
            found = self.env["eoffice.naskah"].with_user(user)
            if not found.has_access("read"):  # who holds nothing has no role left
                self.assertFalse(mine, user.login)
                continue
            found = found.search(scope)
            self.assertEqual(set(found.ids), set(envelope.ids), user.login)
            contents = self.env["eoffice.naskah.content"].with_user(user)
            found = contents.search([("naskah_id", "in", letters.ids)])
            self.assertEqual(set(found.naskah_id.ids), set(content.ids), user.login)


@tagged("post_install", "-at_install")
class TestClosureFollowsEveryVerb(ClosureCase):
    """After each verb, in any order that letters may go, the stored closure is as defined."""

    def setUp(self):
        super().setUp()
        self.dice = random.Random(24)

    def test_random_ways(self):
        letters = self.env["eoffice.naskah"]
        done = set()
        for _round in range(12):
            naskah = self.random_draft()
            letters |= naskah.sudo()
            self.assert_closure(naskah)
            for _step in range(self.dice.randint(1, 22)):
                acts = self.acts(naskah)
                if not acts:
                    break
                name, act = self.dice.choice(acts)
                with self.subTest(naskah=naskah.id, act=name):
                    act()
                    done.add(name)
                    self.assert_closure(naskah)
        self.assert_searches(letters)
        missing = {"submit", "paraf", "return", "sign", "dispose", "recall", "forward", "sifat"}
        self.assertFalse(missing - done, "the random ways must meet these acts")

    def random_draft(self):
        """Draft with a random drafter, sifat and addressees, in his own name."""
        drafter = self.dice.choice(
            [key for key in self.users if key.startswith(("staf_", "kasubbag_", "kabid_"))]
        )
        others = [key for key in self.jabatan if key != drafter]
        addressees = self.dice.sample(others, self.dice.randint(1, 6))
        cut = self.dice.randint(1, len(addressees))
        return self.draft(
            drafter,
            kepada=addressees[:cut],
            tembusan=addressees[cut:],
            sifat=self.dice.choice(["biasa", "terbatas", *SECRET]),
        )

    def acts(self, naskah):
        """Return what could be done with this letter now: list of (name, function)."""
        naskah.invalidate_recordset()
        if naskah.state == "draft":
            acts = [
                ("submit", naskah.action_submit),
                ("submit", naskah.action_submit),
                ("sifat", lambda: naskah.write({"sifat": self.dice.choice(["biasa", *SECRET])})),
            ]
            if len(naskah.step_ids) > 1:
                acts.append(("drop a step", lambda: naskah.step_ids[:1].unlink()))
            acts.append(("change a step", lambda: self.change_step(naskah)))
            return acts
        if naskah.state == "approval":
            return self.acts_of_approval(naskah)
        if naskah.state in ("distributed", "finished"):
            return self.acts_of_receivers(naskah.sudo())
        return []

    def change_step(self, naskah):
        other = self.dice.choice([key for key in self.jabatan if key.startswith("kabid_")])
        steps = naskah.step_ids.filtered(lambda step: step.kind != "sign")
        steps[:1].write({"jabatan_id": self.jabatan[other].id})

    def acts_of_approval(self, naskah):
        step = naskah.sudo().step_ids.filtered(lambda step: step.state == "current")
        mine = naskah.with_user(step.jabatan_id.holder_id)
        act = ("sign", mine.action_sign) if step.kind == "sign" else ("paraf", mine.action_paraf)
        return [
            act,
            act,
            act,
            ("return", lambda: mine.action_return("Perbaiki")),
            ("sifat", lambda: mine.write({"sifat": self.dice.choice(["biasa", *SECRET])})),
        ]

    def acts_of_receivers(self, letter):
        """Return what those who have a sent letter can do; ``letter`` is in sudo mode."""
        acts = []
        for recipient in letter.recipient_ids:
            jabatan = recipient.jabatan_id
            if jabatan.is_shared or recipient.state not in ("delivered", "read", "disposed"):
                continue
            mine = letter.sudo(False).with_user(jabatan.holder_id)
            acts.append(("read", mine.action_read))
            below = self.below(jabatan)
            if below:
                to = self.dice.sample(below, self.dice.randint(1, min(3, len(below))))
                acts.append(
                    (
                        "dispose",
                        lambda mine=mine, to=to, jabatan=jabatan: mine.action_dispose(
                            to, self.instruction.ids, from_jabatan_id=jabatan.id
                        ),
                    )
                )
        for disposition in letter.disposition_ids:
            acts += self.acts_of_disposition(disposition)
        return acts

    def acts_of_disposition(self, disposition):
        giver = disposition.sudo(False).with_user(disposition.from_jabatan_id.holder_id)
        receiver = disposition.sudo(False).with_user(disposition.to_jabatan_id.holder_id)
        acts = []
        if disposition.state == "sent":
            acts.append(("recall", giver.action_recall))
            acts.append(("recall", giver.action_recall))
        if disposition.state in ("sent", "read", "accepted"):
            below = self.below(disposition.to_jabatan_id)
            if below:
                to = self.dice.sample(below, 1)
                acts.append(("forward", lambda: receiver.action_forward(to, self.instruction.ids)))
            if not disposition.child_ids.filtered(
                lambda child: child.state in ("sent", "read", "accepted")
            ):
                acts.append(("decline", lambda: receiver.action_decline("Bukan bidang kami")))
                acts.append(("report", lambda: receiver.action_report("Sudah")))
        if disposition.state == "reported":
            acts.append(("finish", giver.action_finish))
        return acts

    def below(self, jabatan):
        """Return ids of the positions below one that somebody holds."""
        return [
            one.id
            for one in self.env["eoffice.jabatan"].search([("id", "child_of", jabatan.id)])
            if one != jabatan and one.holder_id
        ]


@tagged("post_install", "-at_install")
class TestClosureFollowsTheOrganisation(ClosureCase):
    """When sifat, registries, units or positions change, the closure of old letters follows."""

    def setUp(self):
        super().setUp()
        self.open = self.sign(
            self.draft(kepada=("kadis_pendidikan", "walikota"), tembusan=("kabid_sosial",))
        )
        self.secret = self.sign(self.draft(kepada=("kadis_pendidikan",), sifat="rahasia"))
        self.fresh = self.draft(sifat="terbatas")
        self.fresh.action_submit()
        self.letters = (self.open | self.secret | self.fresh).sudo()
        self.assert_closure(self.letters)

    def assert_follows(self, *changed):
        """The closure is right again, and it did have to change for these letters."""
        self.assert_closure(self.letters)
        self.assert_searches(self.letters)
        for naskah, jabatan, level in changed:
            row = self.env["eoffice.access"].search(
                [("naskah_id", "=", naskah.id), ("jabatan_id", "=", jabatan.id)]
            )
            self.assertEqual(row.level, level)

    def test_sifat_closes_the_registry_out(self):
        registry = self.jabatan["tu_kesehatan"]
        self.assert_follows((self.fresh, registry, "content"))
        self.as_user("kasubbag_kesehatan", self.fresh).write({"sifat": "rahasia"})
        self.assert_follows((self.fresh, registry, "envelope"))
        self.as_user("kasubbag_kesehatan", self.fresh).write({"sifat": "biasa"})
        self.assert_follows((self.fresh, registry, "content"))

    def test_another_registry_desk(self):
        old = self.jabatan["tu_pendidikan"]
        new = self.add_jabatan(
            "tu_baru",
            "Tata Usaha baru",
            "pendidikan",
            self.jabatan["kadis_pendidikan"],
            groups="eoffice_bekasi.group_registry",
            is_shared=True,
        )
        self.organisations["pendidikan"].registry_jabatan_id = new
        self.assert_follows(
            (self.open, new, "content"),
            (self.secret, new, "envelope"),
            (self.open, old, False),
        )
        self.organisations["pendidikan"].registry_jabatan_id = False
        self.assert_follows((self.open, new, False))

    def test_the_registry_that_serves_the_mayor(self):
        """Wali Kota stands outside any SKPD; the Setda keeps his registry."""
        old = self.jabatan["tu_setda"]
        self.assert_follows((self.open, old, "content"))
        new = self.add_jabatan(
            "tu_umum",
            "Bagian Umum",
            "setda",
            self.jabatan["sekda"],
            groups="eoffice_bekasi.group_registry",
            is_shared=True,
        )
        self.organisations["setda"].registry_jabatan_id = new
        self.assert_follows((self.open, new, "content"), (self.open, old, False))
        self.organisations["kota"].served_by_id = self.organisations["sosial"]
        self.assert_follows(
            (self.open, new, False), (self.open, self.jabatan["tu_sosial"], "content")
        )

    def test_a_position_moves(self):
        self.jabatan["kadis_pendidikan"].organisation_id = self.organisations["setda"]
        self.assert_follows(
            (self.secret, self.jabatan["tu_pendidikan"], False),
            (self.secret, self.jabatan["tu_setda"], "envelope"),
        )

    def test_a_unit_moves_with_its_positions(self):
        bidang = self.add_organisation(
            "bidang", "Bidang Uji", parent=self.organisations["sosial"], kind="bidang"
        )
        self.jabatan["kabid_sosial"].organisation_id = bidang
        self.assert_follows((self.open, self.jabatan["tu_sosial"], "content"))
        bidang.parent_id = self.organisations["kesehatan"]
        self.assert_follows((self.open, self.jabatan["tu_sosial"], False))

    def test_a_unit_becomes_an_skpd(self):
        bidang = self.add_organisation(
            "uptd", "UPTD Uji", parent=self.organisations["sosial"], kind="uptd"
        )
        self.jabatan["kabid_sosial"].organisation_id = bidang
        desk = self.add_jabatan(
            "tu_uptd",
            "Tata Usaha UPTD",
            "uptd",
            self.jabatan["kabid_sosial"],
            groups="eoffice_bekasi.group_registry",
            is_shared=True,
        )
        bidang.write({"is_skpd": True, "abbreviation": "UPTDU", "registry_jabatan_id": desk.id})
        self.assert_follows(
            (self.open, desk, "content"), (self.open, self.jabatan["tu_sosial"], False)
        )

    def test_a_recalled_disposition(self):
        receiver = self.jabatan["kabid_pendidikan"]
        (given,) = self.dispose(self.secret, "kadis_pendidikan", ("kabid_pendidikan",))
        self.assert_follows((self.secret, receiver, "content"))
        self.as_user("kadis_pendidikan", given).action_recall()
        self.assert_follows((self.secret, receiver, False))

    def test_holders_come_and_go_by_the_calendar(self):
        """The closure names positions; who holds one today reads, who held it yesterday doesn't."""
        former, follower = self.users["kadis_pendidikan"], self.users["staf_sosial"]
        self.assertTrue(self.secret.with_user(former).has_access("read"))
        self.env["eoffice.assignment"].search(
            [("jabatan_id", "=", self.jabatan["kadis_pendidikan"].id)]
        ).date_to = "2021-01-01"
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["kadis_pendidikan"].id,
                "user_id": follower.id,
                "date_from": "2021-01-02",
            }
        )
        self.assertFalse(self.secret.with_user(former).has_access("read"))
        self.assertTrue(self.secret.with_user(follower).has_access("read"))
        self.assert_searches(self.letters)
