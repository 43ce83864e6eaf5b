from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.local_time import office_today
from .common import OfficeCase


class AssistantCase(OfficeCase):
    """The kadis of education has an assistant: the staff member of another office."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kadis, cls.helper = cls.users["kadis_pendidikan"], cls.users["staf_sosial"]

    def named(self, **values):
        """Name the assistant, as the official."""
        return (
            self.env["eoffice.assistant"]
            .with_user(self.kadis)
            .create(
                {
                    "jabatan_id": self.jabatan["kadis_pendidikan"].id,
                    "user_id": self.helper.id,
                    **values,
                }
            )
        )

    def desk(self, user, kind=None):
        return self.env["eoffice.desk"].with_user(user).get_desk(kind)

    def received(self, **values):
        return self.sign(self.draft(kepada=("kadis_pendidikan",), **values))


@tagged("post_install", "-at_install")
class TestOfficialNamesHisAssistants(AssistantCase):
    """By the official alone, for a position he holds; kept for ever."""

    def test_roles(self):
        row = self.named()
        readers = {"kadis_pendidikan", "staf_sosial", "administrator"}
        for key, user in self.users.items():
            mine = row.with_user(user)
            with self.subTest(key):
                self.assertEqual(mine.has_access("read"), key in readers)
                self.assertFalse(mine.has_access("write"))
                self.assertFalse(mine.has_access("unlink"))
                if key not in ("kadis_pendidikan", "tu_setda"):
                    with self.assertRaises(AccessError):
                        self.env["eoffice.assistant"].with_user(user).create(
                            {
                                "jabatan_id": self.jabatan["kadis_pendidikan"].id,
                                "user_id": self.users["tu_setda"].id,
                                "official_id": self.kadis.id,
                            }
                        )

    def test_ended(self):
        naskah = self.received()
        row = self.named()
        self.assertTrue(naskah.with_user(self.helper).has_access("read"))
        with self.assertRaises(AccessError):
            row.with_user(self.helper).action_end()
        row.action_end()
        self.assertFalse(naskah.with_user(self.helper).has_access("read"))
        self.named()  # named again

    def test_counts_while_the_official_holds_the_jabatan(self):
        naskah = self.received()
        self.named()
        self.env["eoffice.assignment"].search(
            [("jabatan_id", "=", self.jabatan["kadis_pendidikan"].id)]
        ).date_to = "2021-01-01"
        self.assertFalse(naskah.with_user(self.helper).has_access("read"))

    def test_the_period(self):
        naskah = self.received()
        self.named(date_from="2020-01-01", date_to="2020-12-31")
        self.assertFalse(naskah.with_user(self.helper).has_access("read"))
        self.named(date_from=office_today(), date_to=office_today())
        self.assertTrue(naskah.with_user(self.helper).has_access("read"))


@tagged("post_install", "-at_install")
class TestAssistantNeverDecides(AssistantCase):
    """He reads ordinary mail and prepares; whatever decides is refused."""

    def test_secret_letters_are_closed(self):
        secret = self.received(sifat="rahasia")
        limited = self.received(sifat="terbatas")
        row = self.named()
        self.assertFalse(secret.with_user(self.helper).has_access("read"))
        self.assertTrue(limited.with_user(self.helper).has_access("read"))
        self.assertNotIn(secret.id, [one["naskah_id"] for one in self.desk(self.helper)["items"]])
        row.action_end()
        self.named(may_read_secret=True)
        self.assertTrue(secret.with_user(self.helper).subject)

    def test_acts(self):
        naskah = self.received()
        self.named()
        mine = naskah.with_user(self.helper)
        mine.action_read()
        self.assertEqual(naskah.sudo().recipient_ids.state, "delivered", "his look is none")
        with self.assertRaises(AccessError):
            mine.action_finish()
        waiting = self.draft("staf_pendidikan", kepada=("kadis_sosial",))
        self.approve(waiting)
        mine = waiting.with_user(self.helper)
        for act in (mine.action_sign, lambda: mine.action_return("x"), mine.action_paraf):
            with self.assertRaises(AccessError):
                act()
        self.assertFalse(mine.can_sign or mine.can_return or mine.can_paraf or mine.can_edit)

    def test_without_leave_to_draft(self):
        self.named(may_draft=False, may_prepare=False)
        with self.assertRaises(AccessError):
            self.draft("staf_sosial", drafter_jabatan_id=self.jabatan["kadis_pendidikan"].id)
        naskah = self.received().with_user(self.helper)
        self.assertFalse(naskah.can_dispose)
        with self.assertRaises(AccessError):
            naskah.action_dispose([self.jabatan["kabid_pendidikan"].id], note="x")


@tagged("post_install", "-at_install")
class TestOneTapReleasesADisposition(AssistantCase):
    """What the assistant prepares is nobody's but the official's until he releases it."""

    def setUp(self):
        super().setUp()
        self.named()
        self.naskah = self.received()
        self.naskah.with_user(self.helper).action_dispose(
            [self.jabatan["kabid_pendidikan"].id, self.jabatan["sekretaris_pendidikan"].id],
            self.instruction.ids,
            note="Siapkan bahan",
        )
        self.prepared = self.naskah.sudo().disposition_ids

    def test_prepared(self):
        self.assertEqual(set(self.prepared.mapped("state")), {"prepared"})
        kabid = self.users["kabid_pendidikan"]
        self.assertFalse(self.naskah.with_user(kabid).has_access("read"))
        self.assertFalse(self.prepared.with_user(kabid).has_access("read"))
        self.assertEqual(self.naskah.sudo().recipient_ids.state, "delivered")
        items = self.desk(self.kadis, "release")["items"]
        self.assertEqual([one["naskah_id"] for one in items], self.naskah.ids)
        self.assertIn("Siapkan bahan", items[0]["note"])
        self.assertFalse(self.naskah.with_user(self.helper).can_release)
        with self.assertRaises(UserError):
            self.naskah.with_user(self.helper).action_release()

    def test_released(self):
        self.naskah.with_user(self.kadis).action_release()
        self.assertEqual(set(self.prepared.mapped("state")), {"sent"})
        self.assertEqual(self.prepared.given_by_id, self.kadis)
        self.assertEqual(self.prepared.prepared_by_id, self.helper)
        self.assertTrue(self.naskah.with_user(self.users["kabid_pendidikan"]).has_access("read"))
        self.assertEqual(self.naskah.sudo().recipient_ids.state, "disposed")
        self.assertFalse(self.desk(self.kadis, "release")["items"])
        kinds = self.env["eoffice.event"].search([("naskah_id", "=", self.naskah.id)])
        prepared = kinds.filtered(lambda one: one.kind == "disposition_prepared")
        self.assertEqual(set(prepared.mapped("capacity")), {"assistant"})
        disposed = kinds.filtered(lambda one: one.kind == "disposed")
        self.assertEqual(disposed.user_id, self.kadis)

    def test_discarded(self):
        self.naskah.with_user(self.kadis).action_discard()
        self.assertEqual(set(self.prepared.mapped("state")), {"recalled"})
        with self.assertRaises(UserError):
            self.naskah.with_user(self.kadis).action_release()

    def test_the_official_disposes_otherwise(self):
        """His own disposition replaces what was prepared."""
        self.naskah.with_user(self.kadis).action_dispose(
            [self.jabatan["kabid_pendidikan"].id], note="Langsung"
        )
        self.assertEqual(set(self.prepared.mapped("state")), {"recalled"})
        sent = self.naskah.sudo().disposition_ids - self.prepared
        self.assertEqual((sent.state, sent.note), ("sent", "Langsung"))

    def test_the_receiver_can_not_take_what_is_not_released(self):
        for verb in ("action_accept", "action_recall"):
            with self.assertRaises(AccessError):
                getattr(self.prepared[0].with_user(self.users["kabid_pendidikan"]), verb)()


@tagged("post_install", "-at_install")
class TestOneTapReleasesADraft(AssistantCase):
    """The assistant drafts in the official's name; the official sends it on."""

    def setUp(self):
        super().setUp()
        self.named()
        self.naskah = self.draft(
            "staf_sosial",
            kepada=("kadis_kesehatan",),
            drafter_jabatan_id=self.jabatan["kadis_pendidikan"].id,
        )

    def test_prepared_and_released(self):
        self.assertEqual(self.naskah.signer_jabatan_id, self.jabatan["kadis_pendidikan"])
        with self.assertRaises(AccessError):
            self.naskah.action_submit()
        self.assertTrue(self.naskah.can_prepare)
        self.naskah.action_prepare()
        self.assertEqual(self.naskah.state, "draft")
        (item,) = self.desk(self.kadis, "release")["items"]
        self.assertEqual(item["naskah_id"], self.naskah.id)
        waits = self.desk(self.helper, "waiting")["items"]
        self.assertEqual([one["naskah_id"] for one in waits], self.naskah.ids)
        self.naskah.with_user(self.kadis).action_release()
        self.assertEqual(self.naskah.state, "approval")
        self.naskah.with_user(self.kadis).action_sign()

    def test_what_is_missing_is_said_at_once(self):
        self.naskah.write({"subject": "", "recipient_ids": [Command.clear()]})
        with self.assertRaisesRegex(UserError, "Kepada"):
            self.naskah.action_prepare()
        self.assertFalse(self.naskah.prepared_at)

    def test_back_to_the_drafts(self):
        self.naskah.action_prepare()
        self.naskah.with_user(self.kadis).action_discard()
        self.assertFalse(self.naskah.prepared_at)
        self.naskah.write({"subject": "Diperbaiki"})
        self.naskah.action_prepare()

    def test_not_into_secrecy(self):
        with self.assertRaises(AccessError):
            self.draft(
                "staf_sosial",
                sifat="rahasia",
                drafter_jabatan_id=self.jabatan["kadis_pendidikan"].id,
            )


@tagged("post_install", "-at_install")
class TestExplainAccess(AssistantCase):
    """Who may read a letter and why, in words; the same as the closure, neither more nor less."""

    def explain(self, naskah, by="tu_pendidikan"):
        answer = naskah.with_user(self.users[by]).explain_access()
        return {one["jabatan_id"]: one for one in answer}

    def test_reasons_and_people(self):
        self.named()
        naskah = self.received()
        self.dispose(naskah, "kadis_pendidikan", ("kabid_pendidikan",))
        rows = self.explain(naskah)
        self.assertEqual(
            {(naskah.id, key, row["level"]) for key, row in rows.items()}, naskah._naive_closure()
        )
        self.assertTrue(all(row["reasons"] for row in rows.values()))
        row = rows[self.jabatan["kadis_pendidikan"].id]
        self.assertIn("kepada", row["reasons"][0])
        names = {one["name"]: one["how"] for one in row["people"]}
        self.assertEqual(set(names), {self.kadis.name, self.helper.name})
        self.assertIn("assistant", names[self.helper.name])
        registry = rows[self.jabatan["tu_pendidikan"].id]
        self.assertIn("registry of Dinas Pendidikan", registry["reasons"])

    def test_of_a_secret_letter(self):
        self.named()
        naskah = self.received(sifat="rahasia")
        rows = self.explain(naskah)
        self.assertEqual(rows[self.jabatan["tu_pendidikan"].id]["level"], "envelope")
        people = rows[self.jabatan["kadis_pendidikan"].id]["people"]
        self.assertEqual([one["name"] for one in people], [self.kadis.name])
        self.assertNotIn(naskah.sudo().subject, repr(rows))

    def test_not_for_outsiders(self):
        naskah = self.received()
        for key in ("staf_sosial", "administrator"):
            with self.assertRaises(AccessError):
                self.explain(naskah, key)

    def test_everybody_named_reads_and_nobody_else(self):
        """The explanation of a letter names exactly the accounts that can read its content."""
        self.named()
        for sifat in ("biasa", "rahasia"):
            naskah = self.received(sifat=sifat)
            rows = self.explain(naskah, "kadis_kesehatan")
            named = {
                one["name"]
                for row in rows.values()
                if row["level"] == "content"
                for one in row["people"]
            }
            readers = {
                user.name
                for user in self.users.values()
                if self.env["eoffice.naskah.content"]
                .with_user(user)
                .search_count([("naskah_id", "=", naskah.id)])
            }
            self.assertEqual(named, readers, sifat)
