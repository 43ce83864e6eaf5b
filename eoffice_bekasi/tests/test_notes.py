from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TEXT, OfficeCase
from .test_api_json2 import Json2Case

QUOTE = "jadwal imunisasi"


class NotesCase(OfficeCase):
    """A letter that waits for its first paraf."""

    def setUp(self):
        super().setUp()
        self.naskah = self.draft()
        self.naskah.action_submit()
        self.kasubbag = self.as_user("kasubbag_kesehatan", self.naskah)

    def note(self, who=None, **values):
        note = (who or self.kasubbag).action_add_note(
            **{
                "field": "body",
                "quote": QUOTE,
                "text": "Sebutkan tanggalnya",
                "before": "kami sampaikan",
                **values,
            }
        )
        return self.env["eoffice.naskah.note"].browse(note["id"])

    def as_note(self, key, note):
        return note.with_user(self.users[key])


@tagged("post_install", "-at_install")
class TestWhoMakesNotes(NotesCase):
    """Notes are made by who has the current step, on a place in the text."""

    def test_current_step(self):
        note = self.note()
        self.assertEqual(note.jabatan_id, self.jabatan["kasubbag_kesehatan"])
        self.assertEqual(note.version_id, self.naskah.version_ids)
        (shown,) = self.naskah.get_notes()["notes"]
        self.assertEqual(
            (shown["quote"], shown["text"], shown["state"], shown["own"]),
            (QUOTE, "Sebutkan tanggalnya", "open", False),
        )
        self.assertTrue(self.kasubbag.get_notes()["can_note"])
        self.assertTrue(self.kasubbag.can_note)

    def test_nobody_else(self):
        for key in (
            *("staf_kesehatan", "sekretaris_kesehatan", "tu_kesehatan"),
            *("kadis_sosial", "administrator"),
        ):
            with self.subTest(key), self.assertRaises(AccessError):
                self.note(self.as_user(key, self.naskah))
        self.assertFalse(self.naskah.get_notes()["can_note"])

    def test_no_draft(self):
        with self.assertRaises(AccessError):
            self.note(self.draft())

    def test_a_place_and_a_text(self):
        for values in (
            {"quote": " "},
            {"text": " "},
            {"quote": "x" * 1001},
            {"field": "state"},
            {"field": "part:tidak_ada"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.note(**values)

    def test_rows_are_nobodys_to_write(self):
        note = self.as_note("kasubbag_kesehatan", self.note())
        for call in (
            lambda: note.write({"text": "x"}),
            lambda: note.unlink(),
            lambda: note.create({"naskah_id": self.naskah.id, "text": "x"}),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_what_a_secret_letter_says(self):
        secret = self.draft(sifat="rahasia")
        secret.action_submit()
        note = self.note(self.as_user("kasubbag_kesehatan", secret))
        self.assertEqual(self.as_user("tu_kesehatan", secret).get_notes()["notes"], [])
        for key in ("tu_kesehatan", "kadis_sosial", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_note(key, note).read(["text"])


@tagged("post_install", "-at_install")
class TestWayOfANote(NotesCase):
    """A note goes back with the letter, is mended, and is seen to be."""

    def test_return_with_notes_needs_no_text(self):
        with self.assertRaises(UserError):
            self.kasubbag.action_return("")
        note = self.note()
        self.kasubbag.action_return()
        self.assertTrue(note.returned_at)
        self.assertEqual(note.version_id, self.naskah.version_ids)
        remark = self.env["eoffice.remark"].search([("naskah_id", "=", self.naskah.id)])
        self.assertEqual(remark.text, f"“{QUOTE}”: Sebutkan tanggalnya")

    def test_text_and_notes(self):
        self.note()
        self.kasubbag.action_return("Tolong diperbaiki")
        remark = self.env["eoffice.remark"].search([("naskah_id", "=", self.naskah.id)])
        self.assertTrue(remark.text.startswith("Tolong diperbaiki\n“"))

    def test_another_ones_note_is_no_reason(self):
        self.note()
        self.kasubbag.action_paraf()
        with self.assertRaises(UserError):
            self.as_user("sekretaris_kesehatan", self.naskah).action_return()

    def test_change_and_take_back(self):
        note = self.as_note("kasubbag_kesehatan", self.note())
        self.assertEqual(note.action_change("Lebih jelas")["text"], "Lebih jelas")
        with self.assertRaises(AccessError):
            self.as_note("sekretaris_kesehatan", note).action_change("x")
        with self.assertRaises(AccessError):
            self.as_note("staf_kesehatan", note).action_remove()
        note.action_remove()
        self.assertFalse(note.exists())

    def test_after_a_return_nobody_takes_it_back(self):
        note = self.note()
        self.kasubbag.action_return()
        for key in ("kasubbag_kesehatan", "staf_kesehatan"):
            with self.subTest(key):
                with self.assertRaises(AccessError):
                    self.as_note(key, note).action_remove()
                with self.assertRaises(AccessError):
                    self.as_note(key, note).action_change("x")

    def test_mended(self):
        note = self.note()
        self.kasubbag.action_return()
        (found,) = [one for one in self.naskah.get_findings() if one["code"] == "note"]
        self.assertEqual((found["level"], found["field"]), ("warning", "body"))
        self.naskah.body = TEXT.replace(QUOTE, "jadwal imunisasi tanggal 3 Desember")
        drafter = self.as_note("staf_kesehatan", note)
        self.assertEqual(drafter.action_mend()["state"], "mended")
        self.assertEqual(note.mended_by_id, self.users["staf_kesehatan"])
        self.assertFalse([one for one in self.naskah.get_findings() if one["code"] == "note"])
        self.naskah.action_submit()
        (seen,) = self.kasubbag.get_notes()["notes"]
        self.assertEqual((seen["state"], seen["returned"]), ("mended", True))
        self.as_note("kasubbag_kesehatan", note).action_reopen()
        self.assertEqual(note.state, "open")

    def test_resubmitted_with_an_open_note(self):
        """An open note warns; it does not stop."""
        self.note()
        self.kasubbag.action_return()
        self.assertEqual(self.naskah.action_submit()["state"], "approval")

    def test_only_who_writes_settles(self):
        note = self.note()
        self.kasubbag.action_return()
        for key in ("sekretaris_kesehatan", "kadis_sosial", "tu_kesehatan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_note(key, note).action_mend()


@tagged("post_install", "-at_install")
class TestNotesByApi(Json2Case):
    """Notes by JSON-2."""

    def test_note(self):
        naskah = self.draft()
        naskah.action_submit()
        note = {"field": "body", "quote": QUOTE, "text": "Sebutkan tanggalnya"}
        way = ("eoffice.naskah", "action_add_note", naskah.ids)
        self.call("kadis_sosial", *way, status=403, **note)
        made = self.call("kasubbag_kesehatan", *way, **note)
        answer = self.call("kasubbag_kesehatan", "eoffice.naskah", "get_notes", naskah.ids)
        self.assertEqual([one["id"] for one in answer["notes"]], [made["id"]])
        self.call("kasubbag_kesehatan", "eoffice.naskah", "action_return", naskah.ids)
        self.call("staf_kesehatan", "eoffice.naskah.note", "action_mend", [made["id"]])
