"""An opinion is asked outside the chain; the letter doesn't wait for it."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_chain import ChainCase


class OpinionCase(ChainCase):
    """A letter at the desk of the Kasubbag, who asks the Kabid."""

    def setUp(self):
        super().setUp()
        self.naskah = self.sent()

    def ask(self, *to, by="kasubbag_kesehatan", question="Setuju dengan jadwal ini?"):
        ids = [self.jabatan[key].id for key in to or ("kabid_kesehatan",)]
        self.as_user(by, self.naskah).action_ask_opinion(ids, question)
        return self.naskah.sudo().opinion_ids[-1:]

    def give(self, by="kabid_kesehatan", text="Setuju", **values):
        return self.as_user(by, self.naskah).action_give_opinion(text, **values)


@tagged("post_install", "-at_install")
class TestOpinion(OpinionCase):
    """Asked, read, answered; the asker sees the answer with his work."""

    def test_all_the_way(self):
        opinion = self.ask()
        asked = self.as_user("kabid_kesehatan", self.naskah)
        self.assertEqual(asked.subject, self.naskah.subject)
        self.assertTrue(asked.can_give_opinion)
        self.assertFalse(asked.can_edit)
        item = self.work("kabid_kesehatan", self.naskah)["opinion"]
        self.assertEqual((item["note"], item["opinion_id"]), (opinion.question, opinion.id))
        self.assertIn(("kabid.kesehatan.uji", "opinion"), self.told(self.naskah))
        self.give()
        self.assertFalse(self.work("kabid_kesehatan", self.naskah))
        self.assertIn("Setuju", self.work("kasubbag_kesehatan", self.naskah)["paraf"]["note"])
        self.assertTrue(asked.subject)
        self.assertEqual(
            self.kinds(self.naskah)[-2:],
            ["opinion_asked", "opinion_given"],
        )

    def test_several_at_once(self):
        self.ask("kabid_kesehatan", "kadis_sosial", "sekda")
        self.assertEqual(len(self.naskah.sudo().opinion_ids), 3)
        self.give("sekda", "Boleh")
        self.assertEqual(
            sorted(self.naskah.sudo().opinion_ids.mapped("state")), ["asked", "asked", "given"]
        )

    def test_the_letter_goes_on_without_an_answer(self):
        opinion = self.ask()
        self.paraf(self.naskah, "kasubbag_kesehatan")
        self.assertEqual(self.at(self.naskah), ["sekretaris_kesehatan"])
        self.assertEqual(opinion.state, "withdrawn")
        self.assertIn("opinion_withdrawn", self.kinds(self.naskah))
        with self.assertRaises(AccessError):
            self.give()
        with self.assertRaises(AccessError):
            self.as_user("kabid_kesehatan", self.naskah).check_access("read")

    def test_withdrawn_by_the_asker(self):
        opinion = self.ask()
        for by in ("staf_kesehatan", "kabid_kesehatan", "kadis_kesehatan"):
            with self.assertRaises(AccessError):
                self.as_user(by, self.naskah).action_withdraw_opinion(opinion.id)
        self.as_user("kasubbag_kesehatan", self.naskah).action_withdraw_opinion(opinion.id)
        with self.assertRaises(AccessError):
            self.as_user("kabid_kesehatan", self.naskah).check_access("read")
        with self.assertRaises(UserError):
            self.as_user("kasubbag_kesehatan", self.naskah).action_withdraw_opinion(opinion.id)

    def test_withdrawn_with_each_act(self):
        for act in (
            lambda one: one.action_return("Perbaiki"),
            lambda one: one.action_forward(self.jabatan["kadis_sosial"].id),
        ):
            self.naskah = self.sent()
            opinion = self.ask()
            act(self.as_user("kasubbag_kesehatan", self.naskah))
            self.assertEqual(opinion.state, "withdrawn")
        self.naskah = self.sent()
        opinion = self.ask()
        self.naskah.action_cancel("Batal")
        self.assertEqual(opinion.state, "withdrawn")

    def test_whom_not(self):
        self.add_jabatan("kosong", "Kosong", "kesehatan", None, user=False)
        for to in ("staf_kesehatan", "sekretaris_kesehatan", "kadis_kesehatan", "kosong"):
            with self.subTest(to), self.assertRaises(UserError):
                self.ask(to)
        self.ask()
        with self.assertRaises(UserError):
            self.ask()
        with self.assertRaises(UserError):
            self.ask("kadis_sosial", question=" ")
        with self.assertRaises(UserError):
            self.as_user("kasubbag_kesehatan", self.naskah).action_ask_opinion([], "Apa?")

    def test_only_who_has_the_letter_asks(self):
        for by in ("staf_kesehatan", "sekretaris_kesehatan"):
            self.assertFalse(self.as_user(by, self.naskah).can_ask_opinion)
            with self.assertRaises(AccessError):
                self.ask(by=by)

    def test_only_who_is_asked_answers(self):
        self.ask()
        for by in ("kasubbag_kesehatan", "staf_kesehatan", "kadis_sosial"):
            with self.assertRaises(AccessError):
                self.give(by)
        with self.assertRaises(UserError):
            self.give(text=" ")

    def test_the_registry_of_who_is_asked_gets_nothing(self):
        self.ask("kadis_sosial")
        with self.assertRaises(AccessError):
            self.as_user("tu_sosial", self.naskah).check_access("read")

    def test_said_only_to_readers_of_the_content(self):
        self.naskah = self.sent(sifat="rahasia")
        opinion = self.ask()
        self.assertTrue(self.as_user("staf_kesehatan", opinion).question)
        for key in ("tu_kesehatan", "kadis_sosial", "administrator"):
            self.assertFalse(self.env["eoffice.opinion"].with_user(self.users[key]).search([]), key)

    def test_explained(self):
        self.ask()
        reasons = {one["jabatan_id"]: one["reasons"] for one in self.naskah.explain_access()}
        self.assertIn("asked for an opinion", reasons[self.jabatan["kabid_kesehatan"].id][0])
