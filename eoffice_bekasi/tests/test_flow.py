from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TEXT, OfficeCase


@tagged("post_install", "-at_install")
class TestLetterGoesAllTheWay(OfficeCase):
    """The whole way of one letter, each step by the right account."""

    def test_all_the_way(self):
        naskah = self.draft(kepada=("kadis_pendidikan",), tembusan=("kadis_sosial",))
        self.assertEqual(
            naskah.step_ids.mapped("jabatan_id.name"),
            [
                "Kasubbag Umum Dinas Kesehatan",
                "Sekretaris Dinas Kesehatan",
                "Kepala Dinas Kesehatan",
            ],
        )
        self.assertEqual(naskah.action_submit()["state"], "approval")
        self.as_user("kasubbag_kesehatan", naskah).action_return("Perbaiki tanggal")
        self.assertTrue(naskah.returned)
        naskah.write({"body": TEXT + "<p>Tanggal 3 Desember 2026.</p>"})
        naskah.action_submit()
        self.assertEqual(len(naskah.version_ids), 2, "both versions are kept")
        self.as_user("kasubbag_kesehatan", naskah).action_paraf()
        self.as_user("sekretaris_kesehatan", naskah).action_paraf("Sudah sesuai")
        self.as_user("kadis_kesehatan", naskah).action_sign()
        naskah.invalidate_recordset()
        self.assertEqual(naskah.state, "distributed")
        self.assertEqual(naskah.number, "999.7/1/Dinkes")
        agenda = naskah.sudo().agenda_ids.sorted("id")
        self.assertEqual(
            agenda.mapped(lambda line: (line.skpd_id.abbreviation, line.direction, line.number)),
            [("Dinkes", "keluar", 1), ("Disdik", "masuk", 1), ("Dinsos", "masuk", 1)],
        )
        receiver = self.as_user("kadis_pendidikan", naskah)
        self.assertEqual(receiver.subject, "Jadwal imunisasi sekolah")
        receiver.action_read()
        recipient = naskah.kepada_ids
        self.assertEqual(recipient.read_by_id, self.users["kadis_pendidikan"])
        self.assertTrue(recipient.read_at)
        given = self.dispose(
            naskah,
            "kadis_pendidikan",
            ("sekretaris_pendidikan", "kabid_pendidikan"),
            note="Siapkan jadwal",
        )
        self.assertEqual(len(given), 2)
        self.assertTrue(all(given.mapped("deadline")))
        for key in ("sekretaris_pendidikan", "kabid_pendidikan"):
            disposition = given.filtered(
                lambda one, key=key: one.to_jabatan_id == self.jabatan[key]
            )
            self.as_user(key, disposition).action_report("Sudah dikerjakan")
        self.assertIn("2", naskah.status_label)
        for disposition in given:
            self.as_user("kadis_pendidikan", disposition).action_finish()
        naskah.invalidate_recordset()
        self.assertEqual(naskah.state, "finished")
        timeline = naskah.get_timeline()
        kinds = [event["kind"] for event in timeline["past"]]
        for kind in ("created", "submitted", "returned", "resubmitted", "paraf", "signed", "read"):
            self.assertIn(kind, kinds)

    def test_not_before_its_turn(self):
        naskah = self.draft()
        naskah.action_submit()
        with self.assertRaises(AccessError):
            self.as_user("sekretaris_kesehatan", naskah).action_paraf()
        with self.assertRaises(AccessError):
            self.as_user("kadis_kesehatan", naskah).action_sign()

    def test_incomplete_letter_says_all_that_is_missing(self):
        naskah = self.draft(subject="", body="", kepada=())
        with self.assertRaises(UserError) as caught:
            naskah.action_submit()
        for word in ("Subject", "Text", "Kepada"):
            self.assertIn(word, str(caught.exception))

    def test_head_who_drafts_himself_needs_no_paraf(self):
        naskah = self.draft(by="kadis_kesehatan")
        self.assertEqual(naskah.step_ids.mapped("kind"), ["sign"])
        self.assertEqual(naskah.step_ids.jabatan_id, self.jabatan["kadis_kesehatan"])
