"""The approval chain while it runs: groups, return, recall, hand on, add, skip, ask again."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TEXT, OfficeCase


class ChainCase(OfficeCase):
    """A letter of Dinas Kesehatan with a chain of one's own making."""

    @classmethod
    def build_city(cls):
        city = super().build_city()
        cls.speak_english()
        return city

    def template(self, *lines, **values):
        """Make the approval template of the type; a line is (key or who, values)."""
        return self.env["eoffice.approval.template"].create(
            {
                "name": "Uji",
                "type_ids": self.type_sd.ids,
                "line_ids": [
                    Command.create({"sequence": nth, **self.line(who), **more})
                    for nth, (who, more) in enumerate(lines)
                ],
                **values,
            }
        )

    def line(self, who):
        if who in self.jabatan:
            return {"who": "jabatan", "jabatan_id": self.jabatan[who].id}
        return {"who": who}

    def sent(self, **values):
        """Draft a letter and send it; answer it in the name of its drafter."""
        naskah = self.draft(**values)
        naskah.action_submit()
        return naskah

    def step(self, naskah, key):
        """Return the step of a position, in sudo mode."""
        return naskah.sudo().step_ids.filtered(
            lambda step: step.jabatan_id == self.jabatan[key] and step.state != "forwarded"
        )

    def at(self, naskah):
        """Return the keys of the positions at whose desks the letter lies."""
        naskah.invalidate_recordset()
        keys = {jabatan: key for key, jabatan in self.jabatan.items()}
        steps = naskah.sudo()._current_steps().sorted("sequence, id")
        return [keys[step.jabatan_id] for step in steps]

    def paraf(self, naskah, *keys):
        for key in keys:
            self.as_user(key, naskah).action_paraf()

    def kinds(self, naskah):
        events = self.env["eoffice.event"].sudo().search([("naskah_id", "=", naskah.id)])
        return events.sorted("id").mapped("kind")

    def work(self, key, naskah):
        """Return the items the desk of a position has of a letter: dict of kind to item."""
        desk = self.env["eoffice.desk"].with_user(self.users[key]).get_desk(limit=200)
        return {item["kind"]: item for item in desk["items"] if item["naskah_id"] == naskah.id}

    def told(self, naskah):
        """Return who waits to be told of what: set of (login, kind)."""
        rows = self.env["eoffice.notification"].sudo().search([("naskah_id", "=", naskah.id)])
        return {(row.user_id.login, row.kind) for row in rows}

    def group(self):
        """Let two units give paraf koordinasi at the same time, between paraf and signature."""
        return self.template(
            ("kasubbag_kesehatan", {}),
            ("kabid_kesehatan", {"kind": "koordinasi"}),
            ("kadis_sosial", {"kind": "koordinasi", "with_previous": True}),
            ("sekretaris_kesehatan", {}),
        )


@tagged("post_install", "-at_install")
class TestPlannedChain(ChainCase):
    """Groups, checks and what may be skipped come from the approval template."""

    def plan(self, naskah):
        keys = {jabatan: key for key, jabatan in self.jabatan.items()}
        return [
            f"{'+' if step.with_previous else ''}{keys[step.jabatan_id]}:{step.kind}"
            for step in naskah.sudo().step_ids.sorted("sequence")
        ]

    def test_a_group(self):
        self.group()
        self.assertEqual(
            self.plan(self.draft()),
            [
                "kasubbag_kesehatan:paraf",
                "kabid_kesehatan:koordinasi",
                "+kadis_sosial:koordinasi",
                "sekretaris_kesehatan:paraf",
                "kadis_kesehatan:sign",
            ],
        )

    def test_a_group_whose_first_falls_away_joins_nobody_else(self):
        self.template(
            ("sekretaris_kesehatan", {}),
            ("staf_kesehatan", {}),
            ("kabid_kesehatan", {"with_previous": True}),
            ("kadis_sosial", {"with_previous": True}),
        )
        self.assertEqual(
            self.plan(self.draft()),
            [
                "sekretaris_kesehatan:paraf",
                "kabid_kesehatan:paraf",
                "+kadis_sosial:paraf",
                "kadis_kesehatan:sign",
            ],
        )

    def test_superiors_are_asked_one_after_another(self):
        self.template(("kabid_kesehatan", {}), ("superiors", {"with_previous": True}))
        self.assertEqual(
            self.plan(self.draft()),
            [
                "kabid_kesehatan:paraf",
                "+kasubbag_kesehatan:paraf",
                "sekretaris_kesehatan:paraf",
                "kadis_kesehatan:sign",
            ],
        )

    def test_check_by_the_registry(self):
        self.template(("kasubbag_kesehatan", {}), ("registry", {"kind": "check"}))
        naskah = self.sent()
        self.paraf(naskah, "kasubbag_kesehatan")
        self.assertEqual(self.at(naskah), ["tu_kesehatan"])
        self.assertIn("check", self.work("tu_kesehatan", naskah))
        self.assertIn(("tu.kesehatan.uji", "check"), self.told(naskah))
        self.paraf(naskah, "tu_kesehatan")
        self.assertEqual(self.at(naskah), ["kadis_kesehatan"])

    def test_a_check_is_a_registrys(self):
        naskah = self.draft()
        naskah.write(
            {
                "step_ids": [
                    Command.create(
                        {
                            "jabatan_id": self.jabatan["kabid_kesehatan"].id,
                            "kind": "check",
                            "sequence": 1,
                        }
                    )
                ]
            }
        )
        with self.assertRaisesRegex(UserError, "registry"):
            naskah.action_submit()

    def test_nobody_stands_twice(self):
        naskah = self.draft()
        naskah.write(
            {"step_ids": [Command.create({"jabatan_id": self.jabatan["kasubbag_kesehatan"].id})]}
        )
        with self.assertRaisesRegex(UserError, "twice"):
            naskah.action_submit()

    def test_a_vacant_position_is_warned_of(self):
        self.add_jabatan("kosong", "Jabatan kosong", "kesehatan", None, user=False)
        self.template(("kosong", {}))
        codes = {one["code"]: one["level"] for one in self.draft().get_findings()}
        self.assertEqual(codes.get("step_vacant"), "warning")

    def test_what_the_template_allows_is_kept_when_it_is_sent(self):
        template = self.template(
            ("kasubbag_kesehatan", {"may_skip": True}), ("superiors", {}), may_add="nobody"
        )
        naskah = self.sent()
        template.write({"may_add": "drafter"})
        template.line_ids.may_skip = True
        self.assertEqual(naskah.sudo().may_add, "nobody")
        self.assertTrue(self.step(naskah, "kasubbag_kesehatan").may_skip)
        self.assertFalse(self.step(naskah, "sekretaris_kesehatan").may_skip)


@tagged("post_install", "-at_install")
class TestSecretLetterKnowsNoCheck(ChainCase):
    """The registry sees the envelope of a secret letter only, so it checks none."""

    def setUp(self):
        super().setUp()
        self.template(
            ("registry", {"kind": "check"}),
            ("kabid_kesehatan", {"with_previous": True}),
            ("sekretaris_kesehatan", {}),
        )

    def test_left_out_when_it_is_sent(self):
        naskah = self.draft(sifat="rahasia")
        codes = {one["code"] for one in naskah.get_findings()}
        self.assertIn("step_secret", codes)
        naskah.action_submit()
        self.assertFalse(self.step(naskah, "tu_kesehatan"))
        self.assertEqual(self.at(naskah), ["kabid_kesehatan"])
        self.assertFalse(self.as_user("tu_kesehatan", naskah).subject)

    def test_skipped_when_it_becomes_secret_on_the_way(self):
        naskah = self.sent()
        self.assertEqual(self.at(naskah), ["tu_kesehatan", "kabid_kesehatan"])
        self.assertTrue(self.as_user("tu_kesehatan", naskah).subject)
        self.as_user("kabid_kesehatan", naskah).sifat = "rahasia"
        self.assertEqual(self.step(naskah, "tu_kesehatan").state, "skipped")
        self.assertEqual(self.at(naskah), ["kabid_kesehatan"])
        self.assertFalse(self.as_user("tu_kesehatan", naskah).subject)
        self.assertFalse(self.work("tu_kesehatan", naskah))
        with self.assertRaises(AccessError):
            self.as_user("tu_kesehatan", naskah).action_paraf()
        self.paraf(naskah, "kabid_kesehatan")
        self.assertEqual(self.at(naskah), ["sekretaris_kesehatan"])

    def test_the_letter_goes_on_when_the_registry_was_the_only_one_asked(self):
        naskah = self.sent()
        self.paraf(naskah, "kabid_kesehatan")
        self.as_user("tu_kesehatan", naskah).sifat = "rahasia"
        self.assertEqual(self.at(naskah), ["sekretaris_kesehatan"])

    def test_neither_forwarded_nor_asked(self):
        naskah = self.sent(sifat="rahasia")
        kabid = self.as_user("kabid_kesehatan", naskah)
        registry = self.jabatan["tu_kesehatan"].id
        with self.assertRaises(UserError):
            kabid.action_add_step(registry, "check")
        with self.assertRaises(UserError):
            kabid.action_forward(registry)
        with self.assertRaises(UserError):
            kabid.action_ask_opinion([registry], "Bagaimana?")


@tagged("post_install", "-at_install")
class TestGroup(ChainCase):
    """Those who are asked together act in any order; the next waits for all of them."""

    def test_in_any_order(self):
        self.group()
        naskah = self.sent()
        self.paraf(naskah, "kasubbag_kesehatan")
        self.assertEqual(self.at(naskah), ["kabid_kesehatan", "kadis_sosial"])
        self.paraf(naskah, "kadis_sosial")
        self.assertEqual(self.at(naskah), ["kabid_kesehatan"])
        self.paraf(naskah, "kabid_kesehatan")
        self.assertEqual(self.at(naskah), ["sekretaris_kesehatan"])

    def test_both_have_it_on_their_desk_and_are_told(self):
        self.group()
        naskah = self.sent()
        self.paraf(naskah, "kasubbag_kesehatan")
        for key in ("kabid_kesehatan", "kadis_sosial"):
            self.assertEqual(list(self.work(key, naskah)), ["paraf"])
        self.assertLessEqual(
            {("kabid.kesehatan.uji", "paraf"), ("kadis.sosial.uji", "paraf")}, self.told(naskah)
        )


@tagged("post_install", "-at_install")
class TestReturnToAStep(ChainCase):
    """A letter goes back to whoever before has passed it on; those after wait again."""

    def setUp(self):
        super().setUp()
        self.group()
        self.naskah = self.sent()
        self.paraf(self.naskah, "kasubbag_kesehatan", "kabid_kesehatan", "kadis_sosial")

    def back(self, by, to, note="Perbaiki"):
        self.as_user(by, self.naskah).action_return(note, self.step(self.naskah, to).id)

    def test_to_a_middle_step(self):
        self.back("sekretaris_kesehatan", "kasubbag_kesehatan")
        self.assertEqual(self.naskah.state, "approval")
        self.assertEqual(self.at(self.naskah), ["kasubbag_kesehatan"])
        states = {
            key: self.step(self.naskah, key).state
            for key in ("kabid_kesehatan", "kadis_sosial", "sekretaris_kesehatan")
        }
        self.assertEqual(set(states.values()), {"waiting"})
        self.paraf(self.naskah, "kasubbag_kesehatan")
        self.assertEqual(self.at(self.naskah), ["kabid_kesehatan", "kadis_sosial"])

    def test_on_the_desk_with_its_note(self):
        self.back("sekretaris_kesehatan", "kabid_kesehatan", "Cek angka")
        self.assertTrue(self.step(self.naskah, "kabid_kesehatan").returned)
        item = self.work("kabid_kesehatan", self.naskah)["returned"]
        self.assertEqual(item["note"], "Cek angka")
        self.assertIn(("kabid.kesehatan.uji", "returned"), self.told(self.naskah))
        self.paraf(self.naskah, "kabid_kesehatan")
        self.assertFalse(self.step(self.naskah, "kabid_kesehatan").returned)
        self.assertEqual(self.at(self.naskah), ["sekretaris_kesehatan"])

    def test_who_stood_beside_keeps_his_paraf(self):
        self.back("sekretaris_kesehatan", "kabid_kesehatan")
        self.assertEqual(self.step(self.naskah, "kadis_sosial").state, "done")
        self.assertEqual(self.at(self.naskah), ["kabid_kesehatan"])

    def test_others_of_ones_own_group_wait_again(self):
        naskah = self.naskah = self.sent()
        self.paraf(naskah, "kasubbag_kesehatan", "kadis_sosial")
        self.back("kabid_kesehatan", "kasubbag_kesehatan")
        self.assertEqual(self.step(naskah, "kadis_sosial").state, "waiting")
        self.assertFalse(self.step(naskah, "kadis_sosial").acted_at)
        self.assertEqual(self.at(naskah), ["kasubbag_kesehatan"])

    def test_only_to_somebody_before_who_has_passed_it_on(self):
        other = self.sent()
        for step in (
            self.step(self.naskah, "kadis_kesehatan"),
            self.step(self.naskah, "sekretaris_kesehatan"),
            self.step(other, "kasubbag_kesehatan"),
        ):
            with self.assertRaises(UserError):
                self.as_user("sekretaris_kesehatan", self.naskah).action_return("x", step.id)

    def test_with_a_note(self):
        for note in (None, "", "  "):
            with self.assertRaises(UserError):
                self.back("sekretaris_kesehatan", "kasubbag_kesehatan", note)

    def test_not_by_others(self):
        for by in ("kasubbag_kesehatan", "kadis_kesehatan", "staf_kesehatan"):
            with self.assertRaises(AccessError):
                self.back(by, "kasubbag_kesehatan")

    def test_to_the_drafter(self):
        self.as_user("sekretaris_kesehatan", self.naskah).action_return("Ganti")
        self.assertEqual((self.naskah.state, self.naskah.returned), ("draft", True))
        self.assertEqual(self.at(self.naskah), [])
        self.assertIn("returned", self.work("staf_kesehatan", self.naskah))
        self.naskah.action_submit()
        self.assertEqual(self.at(self.naskah), ["kasubbag_kesehatan"])

    def test_by_the_signer(self):
        self.paraf(self.naskah, "sekretaris_kesehatan")
        self.back("kadis_kesehatan", "sekretaris_kesehatan")
        self.assertEqual(self.at(self.naskah), ["sekretaris_kesehatan"])
        self.paraf(self.naskah, "sekretaris_kesehatan")
        self.as_user("kadis_kesehatan", self.naskah).action_sign()
        self.naskah.invalidate_recordset()
        self.assertTrue(self.naskah.number)


@tagged("post_install", "-at_install")
class TestRecall(ChainCase):
    """The drafter takes his letter back as long as nobody in the chain has acted."""

    def test_before_anybody_acted(self):
        naskah = self.sent()
        self.assertTrue(naskah.can_recall)
        self.assertEqual(naskah.action_recall()["state"], "draft")
        self.assertEqual(self.at(naskah), [])
        self.assertFalse(naskah.returned)
        self.assertFalse(self.work("kasubbag_kesehatan", naskah))
        self.assertIn("recalled", self.kinds(naskah))
        naskah.body = TEXT + "<p>Lagi.</p>"
        naskah.action_submit()
        self.assertEqual(self.at(naskah), ["kasubbag_kesehatan"])

    def test_not_after_a_paraf(self):
        naskah = self.sent()
        self.paraf(naskah, "kasubbag_kesehatan")
        naskah.invalidate_recordset()
        self.assertFalse(naskah.can_recall)
        with self.assertRaises(UserError):
            naskah.action_recall()

    def test_not_while_somebody_has_changed_the_text(self):
        naskah = self.sent()
        self.as_user("kasubbag_kesehatan", naskah).body = "<p>Lain</p>"
        with self.assertRaises(UserError):
            naskah.action_recall()

    def test_not_after_an_opinion_was_asked(self):
        naskah = self.sent()
        self.as_user("kasubbag_kesehatan", naskah).action_ask_opinion(
            self.jabatan["kabid_kesehatan"].ids, "Setuju?"
        )
        with self.assertRaises(UserError):
            naskah.action_recall()

    def test_again_after_it_was_returned_and_sent(self):
        naskah = self.sent()
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki")
        naskah.action_submit()
        self.assertTrue(naskah.can_recall)
        naskah.action_recall()
        self.assertEqual(naskah.state, "draft")

    def test_only_by_the_drafter(self):
        naskah = self.sent()
        for key in ("kasubbag_kesehatan", "kadis_kesehatan"):
            self.assertFalse(self.as_user(key, naskah).can_recall)
            with self.assertRaises(AccessError):
                self.as_user(key, naskah).action_recall()


@tagged("post_install", "-at_install")
class TestForward(ChainCase):
    """Who is asked for a paraf hands it on to another, who acts in his place."""

    def setUp(self):
        super().setUp()
        self.naskah = self.sent()

    def forward(self, to, by="kasubbag_kesehatan", note=None):
        self.as_user(by, self.naskah).action_forward(self.jabatan[to].id, note)

    def test_the_other_acts_in_his_place(self):
        self.forward("kabid_kesehatan", note="Tolong")
        self.assertEqual(self.at(self.naskah), ["kabid_kesehatan"])
        self.assertFalse(self.work("kasubbag_kesehatan", self.naskah))
        self.assertIn("paraf", self.work("kabid_kesehatan", self.naskah))
        self.assertIn(("kabid.kesehatan.uji", "paraf"), self.told(self.naskah))
        self.assertIn("forwarded", self.kinds(self.naskah))
        with self.assertRaises(AccessError):
            self.paraf(self.naskah, "kasubbag_kesehatan")
        self.paraf(self.naskah, "kabid_kesehatan")
        self.assertEqual(self.at(self.naskah), ["sekretaris_kesehatan"])

    def test_who_handed_it_on_may_still_read(self):
        self.forward("kabid_kesehatan")
        self.assertTrue(self.as_user("kasubbag_kesehatan", self.naskah).subject)
        self.assertFalse(self.as_user("kasubbag_kesehatan", self.naskah).can_edit)

    def test_out_of_a_group(self):
        self.group()
        self.naskah = self.sent()
        self.paraf(self.naskah, "kasubbag_kesehatan")
        self.forward("sekretaris_sosial", by="kadis_sosial")
        self.assertEqual(self.at(self.naskah), ["kabid_kesehatan", "sekretaris_sosial"])
        self.assertEqual(self.step(self.naskah, "sekretaris_sosial").kind, "koordinasi")
        self.paraf(self.naskah, "sekretaris_sosial", "kabid_kesehatan")
        self.assertEqual(self.at(self.naskah), ["sekretaris_kesehatan"])

    def test_after_a_return_the_other_is_asked(self):
        self.forward("kabid_kesehatan")
        self.as_user("kabid_kesehatan", self.naskah).action_return("Perbaiki")
        self.naskah.action_submit()
        self.assertEqual(self.at(self.naskah), ["kabid_kesehatan"])

    def test_to_whom_not(self):
        vacant = self.add_jabatan("kosong", "Kosong", "kesehatan", None, user=False)
        self.assertTrue(vacant)
        for to in ("staf_kesehatan", "sekretaris_kesehatan", "kadis_kesehatan", "kosong"):
            with self.subTest(to), self.assertRaises(UserError):
                self.forward(to)
        with self.assertRaises(UserError):
            self.as_user("kasubbag_kesehatan", self.naskah).action_forward(10**8)

    def test_no_signature(self):
        self.paraf(self.naskah, "kasubbag_kesehatan", "sekretaris_kesehatan")
        signer = self.as_user("kadis_kesehatan", self.naskah)
        self.assertFalse(signer.can_forward)
        with self.assertRaises(UserError):
            signer.action_forward(self.jabatan["kabid_kesehatan"].id)

    def test_not_by_others(self):
        for by in ("staf_kesehatan", "sekretaris_kesehatan"):
            with self.assertRaises(AccessError):
                self.forward("kabid_kesehatan", by=by)


@tagged("post_install", "-at_install")
class TestAddStep(ChainCase):
    """Steps are added while it runs, by whom the rule says, after what is done."""

    def add(self, naskah, by, who, **values):
        return self.as_user(by, naskah).action_add_step(self.jabatan[who].id, **values)

    def order(self, naskah):
        keys = {jabatan: key.split("_")[0] for key, jabatan in self.jabatan.items()}
        return [
            ("+" if step.with_previous else "") + keys[step.jabatan_id]
            for step in naskah.sudo().step_ids.sorted("sequence, id")
        ]

    def test_after_who_has_it_now(self):
        naskah = self.sent()
        self.add(naskah, "kasubbag_kesehatan", "kabid_kesehatan", reason="Anggaran")
        self.assertEqual(self.order(naskah), ["kasubbag", "kabid", "sekretaris", "kadis"])
        self.assertEqual(self.at(naskah), ["kasubbag_kesehatan"])
        self.paraf(naskah, "kasubbag_kesehatan")
        self.assertEqual(self.at(naskah), ["kabid_kesehatan"])
        self.assertIn("step_added", self.kinds(naskah))

    def test_together_with_who_has_it_now(self):
        naskah = self.sent()
        self.add(naskah, "staf_kesehatan", "kabid_kesehatan", kind="koordinasi", with_previous=True)
        self.assertEqual(self.order(naskah), ["kasubbag", "+kabid", "sekretaris", "kadis"])
        self.assertEqual(self.at(naskah), ["kasubbag_kesehatan", "kabid_kesehatan"])

    def test_at_a_later_place(self):
        naskah = self.sent()
        after = self.step(naskah, "sekretaris_kesehatan").id
        self.add(naskah, "staf_kesehatan", "kabid_kesehatan", after_step_id=after)
        self.assertEqual(self.order(naskah), ["kasubbag", "sekretaris", "kabid", "kadis"])

    def test_before_the_signature_by_the_signer(self):
        naskah = self.sent()
        self.paraf(naskah, "kasubbag_kesehatan", "sekretaris_kesehatan")
        self.add(naskah, "kadis_kesehatan", "kabid_kesehatan")
        self.assertEqual(self.at(naskah), ["kabid_kesehatan"])
        self.paraf(naskah, "kabid_kesehatan")
        self.assertEqual(self.at(naskah), ["kadis_kesehatan"])

    def test_never_before_what_is_done_nor_after_the_signature(self):
        naskah = self.sent()
        self.paraf(naskah, "kasubbag_kesehatan")
        done = self.step(naskah, "kasubbag_kesehatan").id
        sign = self.step(naskah, "kadis_kesehatan").id
        for values in (
            {"after_step_id": done, "with_previous": True},
            {"after_step_id": sign},
            {"after_step_id": sign, "with_previous": True},
            {"after_step_id": self.step(self.sent(), "kasubbag_kesehatan").id},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.add(naskah, "sekretaris_kesehatan", "kabid_kesehatan", **values)

    def test_no_second_signature(self):
        with self.assertRaises(UserError):
            self.add(self.sent(), "kasubbag_kesehatan", "kabid_kesehatan", kind="sign")

    def test_who_may(self):
        for rule, allowed in (
            ("nobody", ()),
            ("holder", ("kasubbag_kesehatan",)),
            ("drafter", ("kasubbag_kesehatan", "staf_kesehatan")),
        ):
            template = self.template(("superiors", {}), may_add=rule)
            for by in ("staf_kesehatan", "kasubbag_kesehatan", "sekretaris_kesehatan"):
                naskah = self.sent()
                with self.subTest(rule, by=by):
                    self.assertEqual(self.as_user(by, naskah).can_add_step, by in allowed)
                    if by in allowed:
                        self.add(naskah, by, "kabid_kesehatan")
                    else:
                        with self.assertRaises(AccessError):
                            self.add(naskah, by, "kabid_kesehatan")
            template.unlink()

    def test_who_is_added_may_read(self):
        naskah = self.sent()
        with self.assertRaises(AccessError):
            self.as_user("kabid_kesehatan", naskah).check_access("read")
        self.add(naskah, "kasubbag_kesehatan", "kabid_kesehatan")
        self.assertTrue(self.as_user("kabid_kesehatan", naskah).subject)


@tagged("post_install", "-at_install")
class TestSkipStep(ChainCase):
    """A step that may be skipped is left out with a reason, by the drafter or who comes later."""

    def setUp(self):
        super().setUp()
        self.template(
            ("kasubbag_kesehatan", {"may_skip": True}),
            ("kabid_kesehatan", {"with_previous": True}),
            ("sekretaris_kesehatan", {}),
        )
        self.naskah = self.sent()

    def skip(self, by, key="kasubbag_kesehatan", reason="Sedang dinas luar"):
        step = self.step(self.naskah, key)
        return self.as_user(by, self.naskah).action_skip_step(step.id, reason)

    def test_by_drafter_and_by_who_comes_later(self):
        for by in ("staf_kesehatan", "sekretaris_kesehatan", "kadis_kesehatan"):
            self.naskah = self.sent()
            with self.subTest(by):
                self.assertTrue(self.as_user(by, self.naskah).can_skip_step)
                self.skip(by)
                self.assertEqual(self.step(self.naskah, "kasubbag_kesehatan").state, "skipped")
                self.assertEqual(self.at(self.naskah), ["kabid_kesehatan"])

    def test_the_reason_is_kept(self):
        self.skip("staf_kesehatan")
        remark = self.env["eoffice.remark"].sudo().search([("naskah_id", "=", self.naskah.id)])
        self.assertEqual(remark.event_id.kind, "step_skipped")
        self.assertEqual(remark.text, "Sedang dinas luar")
        with self.assertRaises(UserError):
            self.skip("staf_kesehatan", reason=" ")

    def test_the_letter_goes_on(self):
        self.paraf(self.naskah, "kabid_kesehatan")
        self.skip("staf_kesehatan")
        self.assertEqual(self.at(self.naskah), ["sekretaris_kesehatan"])

    def test_not_by_others(self):
        for by in ("kasubbag_kesehatan", "kabid_kesehatan"):
            self.assertFalse(self.as_user(by, self.naskah).can_skip_step)
            with self.assertRaises(AccessError):
                self.skip(by)
        with self.assertRaises(AccessError):
            self.skip("kadis_sosial")

    def test_not_what_may_not(self):
        for key in ("kabid_kesehatan", "sekretaris_kesehatan", "kadis_kesehatan"):
            with self.assertRaises(UserError):
                self.skip("staf_kesehatan", key)
        self.paraf(self.naskah, "kasubbag_kesehatan")
        with self.assertRaises(UserError):
            self.skip("staf_kesehatan")


@tagged("post_install", "-at_install")
class TestChangeAfterParaf(ChainCase):
    """Who gave his paraf on another text is told, or asked again, as the type says."""

    def setUp(self):
        super().setUp()
        self.group()

    def change(self, rule, by="sekretaris_kesehatan", body="<p>Isi yang lain.</p>"):
        """Let somebody change the text of a letter that waits at his desk."""
        self.type_sd.after_change = rule
        naskah = self.sent()
        self.paraf(naskah, "kasubbag_kesehatan", "kabid_kesehatan", "kadis_sosial")
        if by == "kadis_kesehatan":
            self.paraf(naskah, "sekretaris_kesehatan")
        self.as_user(by, naskah).body = body
        return naskah

    def test_told(self):
        naskah = self.change("tell")
        self.paraf(naskah, "sekretaris_kesehatan")
        self.assertEqual(self.at(naskah), ["kadis_kesehatan"])
        for key in ("kasubbag_kesehatan", "kabid_kesehatan", "kadis_sosial"):
            self.assertIn("read", self.work(key, naskah))
            self.assertIn((f"{key.replace('_', '.')}.uji", "read"), self.told(naskah))
        reader = self.as_user("kadis_sosial", naskah)
        reader.action_read()
        self.assertNotIn("read", self.work("kadis_sosial", naskah))
        self.assertIn("read", self.work("kabid_kesehatan", naskah))
        # The same change is told once.
        self.as_user("kadis_kesehatan", naskah).action_sign()
        self.assertNotIn("read", self.work("kadis_sosial", naskah))

    def test_the_signer_goes_on_where_they_are_told(self):
        naskah = self.change("tell", by="kadis_kesehatan")
        self.as_user("kadis_kesehatan", naskah).action_sign()
        naskah.invalidate_recordset()
        self.assertTrue(naskah.number)
        self.assertIn("read", self.work("sekretaris_kesehatan", naskah))

    def test_koordinasi_is_asked_again_together(self):
        naskah = self.change("koordinasi")
        self.paraf(naskah, "sekretaris_kesehatan")
        self.assertEqual(self.at(naskah), ["kabid_kesehatan", "kadis_sosial"])
        self.assertIn("asked_again", self.kinds(naskah))
        self.assertIn("read", self.work("kasubbag_kesehatan", naskah))
        self.paraf(naskah, "kabid_kesehatan", "kadis_sosial")
        self.assertEqual(self.at(naskah), ["kadis_kesehatan"])

    def test_all_are_asked_again_together(self):
        naskah = self.change("all")
        self.paraf(naskah, "sekretaris_kesehatan")
        self.assertEqual(self.at(naskah), ["kasubbag_kesehatan", "kabid_kesehatan", "kadis_sosial"])
        self.paraf(naskah, "kadis_sosial", "kasubbag_kesehatan")
        self.assertEqual(self.at(naskah), ["kabid_kesehatan"])
        self.paraf(naskah, "kabid_kesehatan")
        self.assertEqual(self.at(naskah), ["kadis_kesehatan"])

    def test_the_signer_asks_before_he_signs(self):
        naskah = self.change("all", by="kadis_kesehatan")
        signer = self.as_user("kadis_kesehatan", naskah)
        self.assertTrue(signer.can_ask_again)
        with self.assertRaisesRegex(UserError, "Sekretaris"), self.cr.savepoint():
            signer.action_sign()
        signer.action_ask_again()
        self.assertEqual(
            self.at(naskah),
            ["kasubbag_kesehatan", "kabid_kesehatan", "kadis_sosial", "sekretaris_kesehatan"],
        )
        self.assertFalse(self.work("kadis_kesehatan", naskah))
        self.paraf(naskah, *self.at(naskah))
        self.assertEqual(self.at(naskah), ["kadis_kesehatan"])
        self.assertFalse(signer.can_ask_again)
        signer.action_sign()
        naskah.invalidate_recordset()
        self.assertTrue(naskah.number)

    def test_looks_and_blanks_do_not_count(self):
        naskah = self.change("all", body=TEXT.replace("Dengan hormat", " <b>Dengan</b>  hormat"))
        self.paraf(naskah, "sekretaris_kesehatan")
        self.assertEqual(self.at(naskah), ["kadis_kesehatan"])
        self.assertNotIn("asked_again", self.kinds(naskah))

    def test_subject_and_attachments_count(self):
        for change in (
            lambda letter: letter.write({"subject": "Perihal lain"}),
            lambda letter: letter.env["ir.attachment"].create(
                {"name": "a.txt", "raw": b"a", "res_model": letter._name, "res_id": letter.id}
            ),
        ):
            naskah = self.change("koordinasi", body=TEXT)
            change(self.as_user("sekretaris_kesehatan", naskah))
            self.paraf(naskah, "sekretaris_kesehatan")
            self.assertEqual(self.at(naskah), ["kabid_kesehatan", "kadis_sosial"])

    def test_nothing_to_ask(self):
        naskah = self.change("all", by="kadis_kesehatan", body=TEXT)
        signer = self.as_user("kadis_kesehatan", naskah)
        self.assertFalse(signer.can_ask_again)
        with self.assertRaises(UserError):
            signer.action_ask_again()
        with self.assertRaises(AccessError):
            self.as_user("kasubbag_kesehatan", naskah).action_ask_again()


@tagged("post_install", "-at_install")
class TestOperatorKeepsTemplates(ChainCase):
    """The operator of an SKPD keeps its approval templates; the city's are the Administrator's."""

    def setUp(self):
        super().setUp()
        self.env["eoffice.operator"].with_user(self.users["kadis_kesehatan"]).action_appoint(
            self.organisations["kesehatan"].id, self.users["kabid_kesehatan"].id
        )
        self.templates = self.env["eoffice.approval.template"].with_user(
            self.users["kabid_kesehatan"]
        )

    def make(self, **values):
        line = {"who": "superiors", "with_previous": True, "may_skip": True}
        return self.templates.create(
            {"name": "Milik Dinkes", "line_ids": [Command.create(line)], **values}
        )

    def test_his_own(self):
        template = self.make(may_add="nobody")
        self.assertEqual(template.skpd_id, self.organisations["kesehatan"])
        self.assertTrue(template.is_mine)
        template.line_ids.kind = "koordinasi"
        template.write({"line_ids": [Command.clear()], "active": False})

    def test_no_others(self):
        city = self.template(("superiors", {}))
        other = self.template(("superiors", {}), skpd_id=self.organisations["sosial"].id)
        for skpd in (False, self.organisations["sosial"].id):
            with self.assertRaises(AccessError):
                self.make(skpd_id=skpd)
        for template in (city, other):
            mine = template.with_user(self.users["kabid_kesehatan"])
            for act in (
                lambda mine=mine: mine.write({"name": "x"}),
                lambda mine=mine: mine.line_ids.write({"kind": "koordinasi"}),
                lambda mine=mine: mine.line_ids.unlink(),
                lambda mine=mine: mine.line_ids.create({"template_id": mine.id}),
            ):
                with self.assertRaises(AccessError):
                    act()
        own = self.make()
        with self.assertRaises(AccessError):
            own.line_ids.template_id = city

    def test_nobody_else(self):
        for key in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
            templates = self.env["eoffice.approval.template"].with_user(self.users[key])
            with self.assertRaises(AccessError):
                templates.create({"name": "x", "skpd_id": self.organisations["kesehatan"].id})
