from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.scan_document_taken import TAKEN_MINUTES
from .common import TrayCase


@tagged("post_install", "-at_install")
class TestTrayShowsWhatLiesInIt(TrayCase):
    """The desk sees its own tray as a whole: letters, pages, what was put aside; nobody else does."""

    def tray(self, key="tu_kesehatan", **values):
        return self.env["eoffice.scan.tray"].with_user(self.users[key]).get_tray(**values)

    def test_letters_with_their_pages(self):
        self.scan(2, 1)
        tray = self.tray()
        self.assertEqual([one["id"] for one in tray["trays"]], self.jabatan["tu_kesehatan"].ids)
        self.assertEqual(tray["trays"][0]["waiting"], 2)
        (intake,) = tray["intakes"]
        self.assertEqual([len(one["pages"]) for one in intake["documents"]], [2, 1])
        self.assertEqual(intake["pages"], {"taken": 3, "registered": 0, "aside": 0, "waiting": 3})
        self.assertTrue(intake["balanced"])

    def test_a_lost_page_is_said(self):
        intake = self.scan(2)
        intake.file_ids.page_count = 3
        self.assertFalse(self.tray()["intakes"][0]["balanced"])

    def test_a_registry_has_a_tray_before_anything_came(self):
        tray = self.tray()
        self.assertEqual(tray["tray_id"], self.jabatan["tu_kesehatan"].id)
        self.assertEqual((tray["intakes"], tray["total"]), ([], 0))

    def test_nobody_else_sees_it(self):
        intake = self.scan(1)
        document = intake.document_ids
        Tray = self.env["eoffice.scan.tray"]
        for key in ("tu_pendidikan", "kadis_kesehatan", "staf_kesehatan", "administrator"):
            theirs = Tray.with_user(self.users[key])
            with self.subTest(key):
                self.assertNotIn(
                    self.jabatan["tu_kesehatan"].id,
                    [one["id"] for one in theirs.get_tray()["trays"]],
                )
                self.assertFalse(theirs.get_tray()["intakes"])
                with self.assertRaises(AccessError):
                    theirs.get_tray(tray_id=self.jabatan["tu_kesehatan"].id)
                with self.assertRaises(AccessError):
                    theirs.get_document(document.id)
                with self.assertRaises(AccessError):
                    theirs.take(document.id)
                self.assertFalse(theirs.release(document.id))
                self.assertFalse(theirs.next_to_register())

    def test_an_addressee_has_a_tray_when_something_lies_for_him(self):
        self.assertFalse(self.tray("kadis_kesehatan")["trays"])
        self.scan(1, tray="kadis_kesehatan")
        self.assertEqual(
            self.tray("kadis_kesehatan")["tray_id"], self.jabatan["kadis_kesehatan"].id
        )
        self.assertFalse(self.tray()["intakes"], "and his registry doesn't see it")

    def test_a_full_tray_costs_no_query_a_page(self):
        self.scan(1, 1)
        self.env.flush_all()
        self.env.invalidate_all()
        self.tray()
        self.env.invalidate_all()
        with self.profile_queries() as few:
            self.tray()
        self.scan(*[3] * 30)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.profile_queries() as many:
            self.tray()
        self.assertLessEqual(len(many), len(few) + 3)

    def profile_queries(self):
        return Counted(self.env.cr)


class Counted(list):
    """Collects a query count between enter and exit; its length is the number of queries."""

    def __init__(self, cr):
        super().__init__()
        self.cr = cr

    def __enter__(self):
        self.before = self.cr.sql_log_count
        return self

    def __exit__(self, *_error):
        self.extend([None] * (self.cr.sql_log_count - self.before))


@tagged("post_install", "-at_install")
class TestLetterIsTakenByOne(TrayCase):
    """Who opens a scanned letter to register it has it alone, until he leaves it or too long."""

    def setUp(self):
        super().setUp()
        self.intake = self.scan(2, 1, 1)
        self.documents = self.intake.document_ids
        self.colleague = self.add_colleague()

    def add_colleague(self):
        """A second account at the registry's desk, which is a shared one."""
        user = self.env["res.users"].create(
            {
                "name": "Rekan TU",
                "login": "rekan.tu.uji",
                "group_ids": self.users["tu_kesehatan"].group_ids.ids,
            }
        )
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan["tu_kesehatan"].id,
                "user_id": user.id,
                "date_from": "2020-01-01",
            }
        )
        self.users["rekan"] = user
        return user

    def tray(self, key="tu_kesehatan"):
        return self.env["eoffice.scan.tray"].with_user(self.users[key])

    def test_oldest_first_and_each_once(self):
        first, second, third = self.documents.ids
        self.assertEqual(self.tray().next_to_register()["id"], first)
        self.assertEqual(self.tray("rekan").next_to_register()["id"], second)
        self.assertEqual(self.tray("rekan").next_to_register(after_id=second)["id"], third)
        self.assertEqual(self.tray().next_to_register()["id"], first, "his own comes back to him")

    def test_after_the_last_one_from_the_start(self):
        first, _second, third = self.documents.ids
        self.assertEqual(self.tray().take(third)["id"], third)
        self.assertEqual(self.tray().next_to_register(after_id=third)["id"], first)
        self.assertFalse(self.documents[2].taken_by_id, "what is left is free again")

    def test_others_see_who_has_it(self):
        self.tray().take(self.documents[0].id)
        shown = self.tray("rekan").get_tray()["intakes"][0]["documents"][0]
        self.assertEqual(
            (shown["taken_by"], shown["taken_by_me"]), (self.users["tu_kesehatan"].name, False)
        )
        with self.assertRaises(UserError):
            self.tray("rekan").take(self.documents[0].id)

    def test_released_or_forgotten_it_is_free(self):
        document = self.documents[0]
        self.tray().take(document.id)
        self.assertFalse(self.tray("rekan").release(document.id), "nobody frees another's")
        self.assertTrue(self.tray().release(document.id))
        self.tray("rekan").take(document.id)
        document.taken_at -= timedelta(minutes=TAKEN_MINUTES + 1)
        self.assertEqual(self.tray().take(document.id)["taken_by_me"], True)

    def test_what_is_not_to_be_registered_is_not_offered(self):
        self.documents[0].state = "reading"
        letter = self.draft()
        self.documents[1].for_naskah_id = letter
        self.assertEqual(self.tray().next_to_register()["id"], self.documents[2].id)
        self.documents[2].state = "registered"
        self.assertFalse(self.tray().next_to_register())
        with self.assertRaises(UserError):
            self.tray().take(self.documents[2].id)

    def test_what_the_registration_desk_gets(self):
        document = self.documents[0]
        document.suggestions = {"number": {"value": "1/2", "text": "1/2", "sure": 0.9}}
        document.page_ids[0].write({"rotation": 90, "words": [["Nomor", 0.1, 0.1, 0.2, 0.2]]})
        shown = self.tray().get_document(document.id)
        self.assertEqual(shown["suggestions"]["number"]["value"], "1/2")
        self.assertEqual(shown["waiting"], 3)
        page = shown["pages"][0]
        self.assertEqual((page["width"], page["height"]), (60, 40), "as it is shown")
        self.assertEqual(page["words"], [["Nomor", 0.1, 0.1, 0.2, 0.2]])
