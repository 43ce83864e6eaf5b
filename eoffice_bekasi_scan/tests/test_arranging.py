from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TrayCase


@tagged("post_install", "-at_install")
class TestPagesAreArranged(TrayCase):
    """Pages turn, move, split off, join; none is lost and none is in two letters."""

    def setUp(self):
        super().setUp()
        self.intake = self.scan(3, 2)
        self.first, self.second = self.as_user("tu_kesehatan", self.intake.document_ids)
        self.pages = self.as_user("tu_kesehatan", self.intake.page_ids)

    def letters(self):
        """The letters of the delivery as lists of page numbers."""
        self.env.invalidate_all()
        return [one.page_ids.mapped("number") for one in self.intake.document_ids]

    def test_turn(self):
        page = self.pages[0]
        page.action_turn(90)
        page.action_turn(270)
        page.action_turn(180)
        self.assertEqual(self.intake.page_ids[0].rotation, 180)
        with self.assertRaises(UserError):
            page.action_turn(45)

    def test_what_was_read_is_forgotten_when_pages_change(self):
        letter = self.intake.document_ids[0]
        letter.write({"text": "Lama", "suggestions": {"number": {"value": "1"}}})
        file = self.env["ir.attachment"].create({"name": "a.pdf", "raw": b"%PDF-1.4"})
        letter.pdf_attachment_id = file
        self.pages[0].action_turn()
        self.assertEqual(
            (letter.state, letter.text, letter.suggestions, letter.pdf_attachment_id.id),
            ("new", False, False, False),
        )
        self.assertFalse(file.exists(), "a PDF made of what it was is of no use")

    def test_move_within_a_letter(self):
        self.pages[2].action_move(self.first.id, self.pages[0].id)
        self.assertEqual(self.letters(), [[3, 1, 2], [4, 5]])

    def test_moved_to_where_it_was_nothing_is_read_again(self):
        self.pages[2].action_move(self.first.id)
        self.assertEqual(self.first.state, "ready")

    def test_move_to_another_letter(self):
        self.pages[1].action_move(self.second.id, self.pages[4].id)
        self.assertEqual(self.letters(), [[1, 3], [4, 2, 5]])
        self.assertEqual(set(self.intake.document_ids.mapped("state")), {"new"})

    def test_several_pages_move_together(self):
        (self.pages[0] + self.pages[2]).action_move(self.second.id)
        self.assertEqual(self.letters(), [[2], [4, 5, 1, 3]])

    def test_an_emptied_letter_goes_its_pages_do_not(self):
        self.pages[3:].action_move(self.first.id)
        self.assertEqual(self.letters(), [[1, 2, 3, 4, 5]])

    def test_split(self):
        new = self.pages[1].action_split()
        self.assertEqual(self.letters(), [[1], [2, 3], [4, 5]])
        self.assertEqual(self.intake.document_ids[1].id, new, "it stands after the one it was of")
        with self.assertRaises(UserError):
            self.pages[1].action_split()

    def test_merge(self):
        merged = (self.second + self.first).action_merge()
        self.assertEqual(merged, self.second.id)
        self.assertEqual(self.letters(), [[4, 5, 1, 2, 3]])
        with self.assertRaises(UserError):
            self.second.action_merge()

    def test_merge_keeps_what_a_letter_belongs_to(self):
        letter, other = self.draft(), self.draft()
        self.intake.document_ids[1].for_naskah_id = letter
        (self.first + self.second).action_merge()
        self.assertEqual(self.first.sudo().for_naskah_id, letter)
        third = self.scan(1).document_ids
        third.for_naskah_id = other
        with self.assertRaises(UserError):
            (self.first + self.as_user("tu_kesehatan", third)).action_merge()

    def test_a_page_scanned_again_moves_between_deliveries(self):
        again = self.scan(1)
        page = self.as_user("tu_kesehatan", again.page_ids)
        page.action_move(self.first.id, self.pages[1].id)
        self.assertEqual(self.first.page_ids.ids, [self.pages[0].id, page.id, *self.pages[1:3].ids])
        self.assertEqual(page.intake_id.id, again.id, "it is counted where it came in")

    def test_put_aside_with_a_reason_and_taken_back(self):
        page = self.pages[1]
        with self.assertRaises(UserError):
            page.action_put_aside("")
        page.action_put_aside("double")
        self.assertEqual(self.letters(), [[1, 3], [4, 5]])
        tray = self.env["eoffice.scan.tray"].with_user(self.users["tu_kesehatan"]).get_tray()
        (intake,) = tray["intakes"]
        self.assertEqual([one["id"] for one in intake["aside"]], page.ids)
        self.assertEqual(intake["aside"][0]["aside_by"], self.users["tu_kesehatan"].name)
        self.assertEqual(intake["pages"], {"taken": 5, "registered": 0, "aside": 1, "waiting": 4})
        page.action_take_back()
        self.assertEqual(self.letters(), [[1, 3], [4, 5], [2]])
        self.assertFalse(page.aside_reason)

    def test_put_aside_goes_back_into_a_letter_by_moving(self):
        self.pages[1].action_put_aside("blank")
        self.pages[1].action_move(self.first.id, self.pages[2].id)
        self.assertEqual(self.letters(), [[1, 2, 3], [4, 5]])
        self.assertFalse(self.pages[1].aside_reason)


@tagged("post_install", "-at_install")
class TestWhoMayArrange(TrayCase):
    """Only who carries the desk of the tray; and not what is registered or before a colleague."""

    def setUp(self):
        super().setUp()
        self.intake = self.scan(2, 1)

    def acts(self, user, pages, letters):
        """Every verb, ready to be called in the name of a user."""
        pages, letters = pages.with_user(user), letters.with_user(user)
        return {
            "turn": pages[0].action_turn,
            "move": lambda: pages[0].action_move(letters[-1].id),
            "split": pages[1].action_split,
            "put aside": lambda: pages[0].action_put_aside("blank"),
            "take back": pages[0].action_take_back,
            "merge": letters.action_merge,
        }

    def test_others_may_not(self):
        for key in ("tu_pendidikan", "kadis_kesehatan", "staf_kesehatan", "administrator"):
            acts = self.acts(self.users[key], self.intake.page_ids, self.intake.document_ids)
            for verb, act in acts.items():
                with self.subTest(key, verb=verb), self.assertRaises(AccessError):
                    act()

    def test_nobody_by_hand(self):
        for key in ("tu_kesehatan", "administrator"):
            for records in (self.intake, self.intake.page_ids[0], self.intake.document_ids[0]):
                mine = records.with_user(self.users[key])
                with self.subTest(key, model=records._name), self.assertRaises(AccessError):
                    mine.write({"sequence": 1} if "sequence" in mine else {"name": "x"})
                with self.subTest(key, model=records._name), self.assertRaises(AccessError):
                    mine.unlink()

    def test_not_into_another_tray(self):
        foreign = self.scan(1, tray="tu_pendidikan").document_ids
        page = self.as_user("tu_kesehatan", self.intake.page_ids[0])
        with self.assertRaises(AccessError):
            page.action_move(foreign.id)

    def test_not_from_one_of_ones_trays_to_the_other(self):
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["tu_pendidikan"].id,
                "user_id": self.users["tu_kesehatan"].id,
                "date_from": "2020-01-01",
            }
        )
        foreign = self.scan(1, tray="tu_pendidikan").document_ids
        page = self.as_user("tu_kesehatan", self.intake.page_ids[0])
        with self.assertRaises(UserError):
            page.action_move(foreign.id)

    def test_not_what_is_registered(self):
        letter = self.sign(self.draft())
        self.intake.document_ids[0].write({"naskah_id": letter.id, "state": "registered"})
        acts = self.acts(self.users["tu_kesehatan"], self.intake.page_ids, self.intake.document_ids)
        for verb, act in acts.items():
            with self.subTest(verb), self.assertRaises(UserError):
                act()
        self.assertEqual(self.intake.document_ids[0].page_ids.mapped("rotation"), [0, 0])

    def test_not_while_a_colleague_registers_it(self):
        self.intake.document_ids.write(
            {"taken_by_id": self.users["staf_kesehatan"].id, "taken_at": self.env.cr.now()}
        )
        acts = self.acts(self.users["tu_kesehatan"], self.intake.page_ids, self.intake.document_ids)
        for verb, act in acts.items():
            with self.subTest(verb), self.assertRaises(UserError):
                act()
