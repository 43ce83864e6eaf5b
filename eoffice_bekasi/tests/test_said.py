"""What was said is before whoever acts: why a letter came back, what others think of it."""

from odoo.tests import tagged

from .test_opinion import OpinionCase


@tagged("post_install", "-at_install")
class TestOpinionsBeforeTheAct(OpinionCase):
    """Questions and answers: for who asked and who has the letter; one's own for who is asked."""

    def said(self, key):
        self.naskah.invalidate_recordset()
        return self.as_user(key, self.naskah).opinions

    def test_asker(self):
        opinion = self.ask()
        (row,) = self.said("kasubbag_kesehatan")
        self.assertEqual((row["id"], row["question"]), (opinion.id, opinion.question))
        self.assertTrue(row["can_withdraw"])
        self.assertFalse(row["is_asked"])
        self.give(text="Boleh")
        (row,) = self.said("kasubbag_kesehatan")
        self.assertEqual((row["answer"], row["can_withdraw"]), ("Boleh", False))
        self.assertEqual(row["jabatan"], self.jabatan["kabid_kesehatan"].name)

    def test_asked_sees_his_own(self):
        self.ask("kabid_kesehatan", "kadis_sosial")
        (row,) = self.said("kabid_kesehatan")
        self.assertTrue(row["is_asked"])
        self.assertFalse(row["can_withdraw"])

    def test_next_in_the_chain(self):
        self.ask()
        self.give(text="Boleh")
        self.assertFalse(self.said("sekretaris_kesehatan"), "not at his desk yet")
        self.paraf(self.naskah, "kasubbag_kesehatan")
        (row,) = self.said("sekretaris_kesehatan")
        self.assertEqual(row["answer"], "Boleh")

    def test_nobody_else(self):
        self.ask()
        for key in ("staf_kesehatan", "kadis_kesehatan"):
            self.assertFalse(self.said(key), key)
        for key in ("kadis_sosial", "administrator"):
            self.assertFalse(
                self.env["eoffice.naskah"]
                .with_user(self.users[key])
                .search([("id", "=", self.naskah.id)])
                .opinions,
                key,
            )

    def test_withdrawn_is_gone(self):
        opinion = self.ask()
        self.as_user("kasubbag_kesehatan", self.naskah).action_withdraw_opinion(opinion.id)
        self.assertFalse(self.said("kasubbag_kesehatan"))


@tagged("post_install", "-at_install")
class TestCameBack(OpinionCase):
    """The note of a return is before whoever is to mend the letter, in the form as on the desk."""

    def back(self, key):
        self.naskah.invalidate_recordset()
        return self.as_user(key, self.naskah).came_back

    def test_to_a_step(self):
        self.paraf(self.naskah, "kasubbag_kesehatan")
        step = self.step(self.naskah, "kasubbag_kesehatan")
        self.as_user("sekretaris_kesehatan", self.naskah).action_return("Periksa", step.id)
        said = self.back("kasubbag_kesehatan")
        self.assertEqual(
            (said["by"], said["text"]), (self.jabatan["sekretaris_kesehatan"].name, "Periksa")
        )
        for key in ("staf_kesehatan", "sekretaris_kesehatan"):
            self.assertFalse(self.back(key), key)
        self.paraf(self.naskah, "kasubbag_kesehatan")
        self.assertFalse(self.back("kasubbag_kesehatan"))
        self.assertFalse(self.back("sekretaris_kesehatan"))

    def test_to_the_drafter(self):
        self.as_user("kasubbag_kesehatan", self.naskah).action_return("Perbaiki")
        self.assertEqual(self.back("staf_kesehatan")["text"], "Perbaiki")
        self.naskah.action_submit()
        self.assertFalse(self.back("staf_kesehatan"))
