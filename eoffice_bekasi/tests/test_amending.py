from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase
from .test_api_json2 import Json2Case


@tagged("post_install", "-at_install")
class TestAmending(OfficeCase):
    """A letter that was sent is changed by another letter only: ralat or batal."""

    def setUp(self):
        super().setUp()
        self.naskah = self.sign(self.draft(tembusan=("kadis_sosial",)))
        self.assertEqual(self.naskah.sudo().state, "distributed")

    def amend(self, kind="ralat", by="staf_kesehatan"):
        answer = self.as_user(by, self.naskah).action_amend(kind)
        return self.as_user(by, self.naskah).browse(answer["id"])

    def events(self, kind):
        return self.env["eoffice.event"].search(
            [("naskah_id", "=", self.naskah.id), ("kind", "=", kind)]
        )

    def test_the_draft_names_the_old_letter(self):
        new = self.amend()
        self.assertEqual(new.subject, "Ralat atas Surat Dinas (uji) Nomor 999.7/1/Dinkes")
        for text in ("999.7/1/Dinkes", "Jadwal imunisasi sekolah", "Semula tertulis"):
            self.assertIn(text, new.body)
        self.assertEqual(new.kepada_ids.jabatan_id, self.jabatan["kadis_pendidikan"])
        self.assertEqual(new.tembusan_ids.jabatan_id, self.jabatan["kadis_sosial"])
        self.assertEqual((new.amends_id, new.amend_kind), (self.naskah, "ralat"))
        self.assertEqual(self.naskah.sudo().state, "distributed")
        self.assertFalse(self.naskah.amendments)

    def test_hostile_subject_is_text(self):
        self.naskah.sudo().content_ids.subject = "<b>A</b> & {x}"
        self.assertIn("&lt;b&gt;A&lt;/b&gt; &amp; {x}", self.amend().body)

    def test_ralat_marks_the_old_letter(self):
        new = self.sign(self.amend())
        self.assertEqual(new.sudo().state, "distributed")
        self.naskah.invalidate_recordset()
        self.assertEqual(self.naskah.sudo().state, "distributed")
        (mark,) = self.naskah.amendments
        self.assertEqual(
            (mark["way"], mark["kind"], mark["name"], mark["id"]),
            ("by", "ralat", "999.7/2/Dinkes", new.id),
        )
        (back,) = new.amendments
        self.assertEqual((back["way"], back["id"]), ("of", self.naskah.id))
        self.assertEqual(self.events("amended").detail["number"], "999.7/2/Dinkes")
        lines = self.naskah.sudo().agenda_ids.filtered("revision")
        self.assertEqual(len(lines), 3)
        self.assertEqual(set(lines.mapped("note")), {"Diralat dengan surat nomor 999.7/2/Dinkes"})
        self.assertEqual(self.env["eoffice.register"]._check_numbers(), [])

    def test_batal_cancels_it(self):
        new = self.sign(self.amend("batal", by="kadis_kesehatan"))
        old = self.naskah.sudo()
        old.invalidate_recordset()
        self.assertEqual(old.state, "cancelled")
        self.assertTrue(old.cancelled_at)
        remark = self.env["eoffice.remark"].search([("event_id", "=", self.events("amended").id)])
        self.assertIn(new.number, remark.text)
        with self.assertRaises(UserError):
            self.amend()

    def test_it_takes_effect_once(self):
        new = self.sign(self.amend()).sudo()
        new._amend_now(self.env.cr)
        self.assertEqual(len(self.events("amended")), 1)

    def test_who_may(self):
        for key in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
            with self.subTest(key):
                new = self.amend(by=key)
                new.unlink()
        for key in ("kadis_pendidikan", "sekretaris_kesehatan", "tu_pendidikan", "kadis_sosial"):
            with self.subTest(key), self.assertRaisesRegex(AccessError, "amended by"):
                self.amend(by=key)
        for key in ("administrator", "kabid_kesehatan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.amend(by=key)

    def test_a_secret_letter_not_by_the_registry(self):
        self.naskah = self.sign(self.draft(sifat="rahasia"))
        with self.assertRaises(AccessError):
            self.amend(by="tu_kesehatan")
        self.assertEqual(self.amend().sifat, "rahasia")

    def test_one_at_a_time_and_only_what_was_sent(self):
        self.amend()
        with self.assertRaisesRegex(UserError, "under way"):
            self.amend("batal")
        with self.assertRaises(UserError):
            self.draft().action_amend("ralat")
        with self.assertRaises(UserError):
            self.naskah.action_amend("hapus")

    def test_a_reader_of_one_sees_the_number_of_the_other(self):
        new = self.amend()
        new.tembusan_ids.unlink()
        self.sign(new)
        reader = self.as_user("kadis_sosial", self.naskah)
        reader.invalidate_recordset()
        (mark,) = reader.amendments
        self.assertEqual((mark["name"], mark["id"]), ("999.7/2/Dinkes", False))
        self.assertNotIn("Ralat", str(mark))

    def test_not_by_hand(self):
        other = self.draft()
        for values in ({"amends_id": self.naskah.id}, {"amend_kind": "batal"}, {"amend_at": False}):
            with self.subTest(values), self.assertRaises(AccessError):
                other.write(values)
        with self.assertRaises(AccessError):
            self.draft(amends_id=self.naskah.id)


@tagged("post_install", "-at_install")
class TestAmendingByApi(Json2Case):
    """The same through JSON-2."""

    def test_amend(self):
        naskah = self.sign(self.draft())
        args = ("eoffice.naskah", "action_amend", [naskah.id])
        self.call("kadis_pendidikan", *args, status=403, kind="batal")
        answer = self.call("kadis_kesehatan", *args, kind="batal")
        self.assertEqual(answer["state"], "draft")
