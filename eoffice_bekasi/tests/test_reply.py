"""Balasan: the letter that answers another, and what it closes when it is sent."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import OfficeCase
from .test_api_json2 import Json2Case

SECRET = "Rencana mutasi kenari7391"


class ReplyCase(OfficeCase):
    """A letter of Kesehatan to the head of Pendidikan, who has disposed it down."""

    @classmethod
    def build_city(cls):
        city = super().build_city()
        cls.speak_english()
        return city

    def received(self, dispose=True, **values):
        naskah = self.send(self.sign(self.draft(**values)))
        if dispose:
            self.dispose(naskah, "kadis_pendidikan", ["sekretaris_pendidikan"])
            given = naskah.sudo().disposition_ids
            self.as_user("sekretaris_pendidikan", given).action_forward(
                [self.jabatan["staf_pendidikan"].id], self.instruction.ids
            )
        return naskah

    def send(self, naskah):
        naskah.invalidate_recordset()
        if naskah.sudo().state == "sealed":
            naskah.with_user(naskah.sudo().signer_jabatan_id.holder_id).action_distribute()
            naskah.invalidate_recordset()
        return naskah

    def reply(self, naskah, by="staf_pendidikan", **values):
        answer = self.as_user(by, naskah).action_reply(**values)
        return self.env["eoffice.naskah"].with_user(self.users[by]).browse(answer["id"])


@tagged("post_install", "-at_install")
class TestDraftingAnAnswer(ReplyCase):
    """It goes to the office that signed, and opens with what it answers."""

    def test_what_it_begins_with(self):
        naskah = self.received()
        reply = self.reply(naskah)
        self.assertEqual(reply.recipient_ids.jabatan_id, self.jabatan["kadis_kesehatan"])
        self.assertEqual(reply.subject, "Balasan atas Jadwal imunisasi sekolah")
        for words in (
            *("Menindaklanjuti surat Kepala Dinas Kesehatan", naskah.number),
            *("perihal Jadwal imunisasi sekolah", "bersama ini"),
        ):
            self.assertIn(words, reply.body)
        self.assertEqual(reply.classification_id, naskah.sudo().classification_id)
        self.assertEqual(reply.drafter_jabatan_id, self.jabatan["staf_pendidikan"])
        self.assertEqual(reply.sudo().reply_to_id, naskah.sudo())

    def test_flag(self):
        naskah = self.received()
        for who, may in (
            ("staf_pendidikan", True),
            ("kadis_pendidikan", True),
            ("kadis_kesehatan", False),
            ("tu_pendidikan", False),
        ):
            self.assertEqual(self.as_user(who, naskah).can_reply, may, who)

    def test_refused(self):
        draft = self.draft()
        with self.assertRaises(UserError):
            draft.action_reply()
        naskah = self.received()
        for who in ("staf_sosial", "staf_kesehatan", "tu_pendidikan", "kabid_pendidikan"):
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, naskah).action_reply()

    def test_both_show_each_other(self):
        naskah = self.received()
        reply = self.reply(naskah)
        self.assertEqual(
            reply.thread, [{"role": "answers", "id": naskah.id, "name": naskah.number}]
        )
        self.assertFalse(naskah.thread, "a draft of another desk isn't shown")
        self.sign(reply)
        naskah.invalidate_recordset()
        number = reply.sudo().number
        self.send(reply)
        # the drafter of the first reads it nowhere: only its addressee does
        self.assertEqual(naskah.thread, [{"role": "answered", "id": False, "name": number}])
        self.assertEqual(self.as_user("kadis_kesehatan", naskah).thread[0]["id"], reply.id)

    def test_found_to_answer(self):
        naskah = self.received()
        for who, ids in (
            ("kadis_pendidikan", naskah.ids),
            ("staf_pendidikan", naskah.ids),
            ("staf_sosial", []),
            ("kadis_kesehatan", []),
        ):
            Naskah = self.env["eoffice.naskah"].with_user(self.users[who])
            found = Naskah.find_letters("imunisasi", "incoming")
            self.assertEqual([one["id"] for one in found], ids, who)


@tagged("post_install", "-at_install")
class TestAnswerToASecretLetter(ReplyCase):
    """Nothing of it is quoted but number and date, and the answer is as secret."""

    def test_nothing_is_quoted(self):
        naskah = self.received(subject=SECRET, sifat="rahasia")
        reply = self.reply(naskah)
        self.assertNotIn("kenari7391", f"{reply.subject} {reply.body}")
        self.assertIn(naskah.number, reply.subject)
        self.assertEqual(reply.sifat, "rahasia")
        self.assertNotIn("kenari7391", repr(reply.thread))

    def test_as_secret(self):
        reply = self.reply(self.received(subject=SECRET, sifat="rahasia"))
        with self.assertRaisesRegex(ValidationError, "at least as secret"):
            reply.sifat = "biasa"
        reply.sifat = "sangat_rahasia"

    def test_a_less_secret_one_may_become_more(self):
        reply = self.reply(self.received())
        reply.sifat = "rahasia"
        reply.sifat = "biasa"


@tagged("post_install", "-at_install")
class TestWhatAnAnswerCloses(ReplyCase):
    """Once it is sent, the dispositions through which it was drafted, and the letter there."""

    def events(self, naskah):
        return (
            self.env["eoffice.event"]
            .search([("naskah_id", "=", naskah.id)], order="id")
            .mapped("kind")
        )

    def test_signed_by_the_head(self):
        naskah = self.received()
        reply = self.sign(self.reply(naskah))
        self.send(reply)
        letter = naskah.sudo()
        letter.invalidate_recordset()
        self.assertEqual(set(letter.disposition_ids.mapped("state")), {"finished"})
        self.assertEqual(
            set(letter.disposition_ids.mapped("report")),
            {f"Dijawab dengan surat nomor {reply.sudo().number}."},
        )
        self.assertEqual(letter.recipient_ids.state, "finished")
        self.assertEqual(letter.state, "finished")
        kinds = self.events(naskah)
        for kind in ("answered", "disposition_reported", "disposition_finished", "finished"):
            self.assertIn(kind, kinds)
        letter.recipient_ids.invalidate_recordset()
        # a second time nothing more happens
        reply.sudo()._answer_original()
        self.assertEqual(self.events(naskah), kinds)

    def test_not_before_it_is_sent(self):
        naskah = self.received()
        reply = self.approve(self.reply(naskah))
        self.assertNotIn("answered", self.events(naskah))
        self.assertFalse(any(naskah.sudo().disposition_ids.mapped("report")))
        self.assertEqual(reply.sudo().state, "approval")

    def test_what_others_still_work_on_stays_open(self):
        naskah = self.received(dispose=False)
        self.dispose(naskah, "kadis_pendidikan", ["sekretaris_pendidikan", "kabid_pendidikan"])
        self.send(self.sign(self.reply(naskah, by="sekretaris_pendidikan")))
        letter = naskah.sudo()
        letter.invalidate_recordset()
        states = {one.to_jabatan_id: one.state for one in letter.disposition_ids}
        self.assertEqual(states[self.jabatan["sekretaris_pendidikan"]], "finished")
        self.assertEqual(states[self.jabatan["kabid_pendidikan"]], "sent")
        self.assertEqual(letter.recipient_ids.state, "disposed")

    def test_only_the_row_of_ones_own_skpd(self):
        naskah = self.received(dispose=False, kepada=("kadis_pendidikan", "kadis_sosial"))
        self.send(self.sign(self.reply(naskah, by="kadis_pendidikan")))
        letter = naskah.sudo()
        letter.invalidate_recordset()
        states = {one.jabatan_id: one.state for one in letter.recipient_ids}
        self.assertEqual(states[self.jabatan["kadis_pendidikan"]], "finished")
        self.assertEqual(states[self.jabatan["kadis_sosial"]], "delivered")
        self.assertEqual(letter.state, "distributed")


@tagged("post_install", "-at_install")
class TestAnswerByApi(Json2Case):
    """``action_reply`` and ``action_start`` as an outside program calls them."""

    def test_reply(self):
        naskah = self.sign(self.draft())
        if naskah.state == "sealed":
            naskah.with_user(self.users["kadis_kesehatan"]).action_distribute()
        self.call("staf_sosial", "eoffice.naskah", "action_reply", naskah.ids, status=403)
        answer = self.call("kadis_pendidikan", "eoffice.naskah", "action_reply", naskah.ids)
        self.assertEqual(answer["state"], "draft")
        reply = self.env["eoffice.naskah"].browse(answer["id"])
        self.assertEqual(reply.reply_to_id, naskah.sudo())

    def test_start(self):
        answer = self.call(
            "staf_kesehatan",
            "eoffice.naskah",
            "action_start",
            type_id=self.type_sd.id,
            subject="Jadwal",
            kepada=[{"jabatan_id": self.jabatan["kadis_pendidikan"].id, "state": "read"}],
        )
        naskah = self.env["eoffice.naskah"].browse(answer["id"])
        self.assertEqual(naskah.kepada_ids.state, "draft")
        self.call(
            "staf_kesehatan",
            "eoffice.naskah",
            "action_start",
            status=403,
            drafter_jabatan_id=self.jabatan["kadis_sosial"].id,
        )
