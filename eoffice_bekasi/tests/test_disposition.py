from datetime import datetime, timedelta

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import OfficeCase, OfficeHttpMixin
from .test_act_batch import BatchCase
from .test_migrations import script
from .test_queries import QueryCase
from .test_reminder import ReminderCase


class DispositionMixin:
    """A letter at the head of a dinas, and what is done about it there."""

    def setUp(self):
        super().setUp()
        self.naskah = self.sign(self.draft(**getattr(self, "LETTER", {})))

    def give(self, *to, by="kadis_pendidikan", **values):
        """Dispose the letter, answer the new dispositions in the order of ``to``."""
        given = self.dispose(self.naskah, by, to, **values)
        return given.sorted(
            lambda one: [self.jabatan[key].id for key in to].index(one.to_jabatan_id.id)
        )

    def forward(self, disposition, by, *to, **values):
        before = disposition.child_ids
        self.as_user(by, disposition).action_forward(
            [self.jabatan[key].id for key in to], self.instruction.ids, **values
        )
        return disposition.child_ids - before

    def upload(self, by, name="catatan.webm", raw=b"suara", **values):
        """Upload a file as the web client does: it hangs on nothing yet."""
        return (
            self.env["ir.attachment"]
            .with_user(self.users[by])
            .create({"name": name, "raw": raw, **values})
        )

    def tree(self, by):
        self.env.invalidate_all()
        return self.as_user(by, self.naskah).get_dispositions()

    def kinds(self, by):
        """Return which kinds of work stand on the desk of an account."""
        self.env.flush_all()
        desk = self.env["eoffice.desk"].with_user(self.users[by]).get_desk()
        return {kind for kind, count in desk["counts"].items() if count}

    def work(self, by, kind):
        desk = self.env["eoffice.desk"].with_user(self.users[by])
        (item,) = desk.get_desk(kind=kind)["items"]
        return item


class DispositionCase(DispositionMixin, OfficeCase):
    """In a transaction that is rolled back."""


@tagged("post_install", "-at_install")
class TestTalking(DispositionCase):
    """Giver and receiver ask, answer, tell how far it is and remind; the question is on the desk."""

    def setUp(self):
        super().setUp()
        (self.one,) = self.give("sekretaris_pendidikan")
        self.giver = self.as_user("kadis_pendidikan", self.one)
        self.receiver = self.as_user("sekretaris_pendidikan", self.one)

    def test_ask_back_and_answer(self):
        self.receiver.action_ask("Untuk sekolah mana?")
        self.assertEqual(self.one.state, "read")
        self.assertEqual(
            self.work("kadis_pendidikan", "question")["note"], "Asks: Untuk sekolah mana?"
        )
        with self.assertRaises(UserError):
            self.receiver.action_ask("Dan kapan?")
        with self.assertRaises(AccessError):
            self.receiver.action_answer("Saya jawab sendiri")
        self.giver.action_answer("Semua sekolah dasar")
        self.assertNotIn("question", self.kinds("kadis_pendidikan"))
        said = [
            (one["kind"], one["text"]) for one in self.tree("sekretaris_pendidikan")[0]["messages"]
        ]
        self.assertEqual(
            said, [("question", "Untuk sekolah mana?"), ("answer", "Semua sekolah dasar")]
        )
        with self.assertRaises(UserError):
            self.giver.action_answer("Lagi")

    def test_the_giver_asks_again_after_a_report(self):
        self.receiver.action_report("Sudah")
        self.giver.action_ask("Mana buktinya?")
        self.assertEqual((self.one.state, self.one.asking), ("accepted", "giver"))
        self.assertIn("followup", self.kinds("sekretaris_pendidikan"))
        self.assertIn("Mana buktinya?", self.work("sekretaris_pendidikan", "followup")["note"])
        self.assertNotIn("report", self.kinds("kadis_pendidikan"))
        self.receiver.action_answer("Terlampir")
        self.receiver.action_report("Sudah, dengan bukti")
        (shown,) = self.tree("kadis_pendidikan")
        self.assertEqual(shown["report"], "Sudah, dengan bukti")
        self.assertIn(("report", "Sudah"), [(m["kind"], m["text"]) for m in shown["messages"]])

    def test_progress_with_a_file(self):
        file = self.upload("sekretaris_pendidikan", "foto.txt", b"foto")
        self.receiver.action_progress("Rapat sudah diadakan", file.ids)
        self.assertEqual(self.one.state, "accepted")
        (shown,) = self.tree("kadis_pendidikan")
        (message,) = shown["messages"]
        self.assertEqual((message["kind"], message["files"][0]["name"]), ("progress", "foto.txt"))
        self.assertEqual(file.with_user(self.users["kadis_pendidikan"]).raw, b"foto")

    def test_nothing_said(self):
        for verb in ("action_ask", "action_progress", "action_report", "action_decline"):
            for text in ("", "  ", None):
                with self.subTest(verb, text=text), self.assertRaises(UserError):
                    getattr(self.receiver, verb)(text)

    def test_remind(self):
        self.env["eoffice.notification"].search([]).unlink()
        self.giver.action_remind("Besok harus siap")
        row = self.env["eoffice.notification"].search([("disposition_id", "=", self.one.id)])
        self.assertEqual((row.kind, row.user_id), ("reminder", self.users["sekretaris_pendidikan"]))
        with self.assertRaises(UserError):
            self.giver.action_remind("Lagi")
        self.one.reminded_at -= timedelta(hours=2)
        self.giver.action_remind()
        self.receiver.action_report("Sudah")
        self.one.reminded_at -= timedelta(hours=2)
        with self.assertRaises(UserError):
            self.giver.action_remind("Setelah selesai")

    def test_givers_further_up_remind(self):
        child = self.forward(self.one, "sekretaris_pendidikan", "kasubbag_pendidikan")
        self.as_user("kadis_pendidikan", child).action_remind("Ditunggu")
        self.assertEqual(child.message_ids.jabatan_id, self.jabatan["kadis_pendidikan"])

    def test_events(self):
        self.receiver.action_ask("?")
        self.giver.action_answer("!")
        self.receiver.action_progress("50%")
        self.giver.action_remind()
        events = self.env["eoffice.event"].search([("naskah_id", "=", self.naskah.id)], order="id")
        self.assertEqual(
            [(one.kind, one.jabatan_id) for one in events[-4:]],
            [
                ("disposition_asked", self.jabatan["sekretaris_pendidikan"]),
                ("disposition_answered", self.jabatan["kadis_pendidikan"]),
                ("disposition_progress", self.jabatan["sekretaris_pendidikan"]),
                ("disposition_reminded", self.jabatan["kadis_pendidikan"]),
            ],
        )


@tagged("post_install", "-at_install")
class TestWhoMayTalk(DispositionCase):
    """Each verb by whom it is meant for, and by nobody else; messages between the two and above."""

    def setUp(self):
        super().setUp()
        self.one, self.other = self.give("sekretaris_pendidikan", "kabid_pendidikan")
        self.child = self.forward(self.one, "sekretaris_pendidikan", "kasubbag_pendidikan")

    def test_others_are_refused(self):
        outsiders = (
            *("kabid_pendidikan", "staf_pendidikan", "tu_pendidikan", "kadis_kesehatan"),
            *("staf_kesehatan", "administrator"),
        )
        for key in outsiders:
            mine = self.as_user(key, self.one)
            for verb, arguments in (
                ("action_ask", ("x",)),
                ("action_answer", ("x",)),
                ("action_progress", ("x",)),
                ("action_remind", ("x",)),
                ("action_finish", (True, "x")),
                ("action_report", ("x",)),
            ):
                with self.subTest(key, verb=verb), self.assertRaises(AccessError):
                    getattr(mine, verb)(*arguments)

    def test_each_side_has_its_verbs(self):
        for key, verb, arguments in (
            ("kadis_pendidikan", "action_progress", ("x",)),
            ("kadis_pendidikan", "action_report", ("x",)),
            ("sekretaris_pendidikan", "action_remind", ()),
            ("sekretaris_pendidikan", "action_finish", (True, "x")),
        ):
            with self.subTest(key, verb=verb), self.assertRaises(AccessError):
                getattr(self.as_user(key, self.one), verb)(*arguments)
        with self.assertRaises(AccessError):
            self.as_user("kasubbag_pendidikan", self.child).action_remind()

    def readers(self, message):
        keys = ("kadis", "sekretaris", "kasubbag", "kabid", "staf", "tu")
        return {
            key
            for key in keys
            if message.with_user(self.users[f"{key}_pendidikan"]).has_access("read")
        }

    def test_messages(self):
        self.as_user("sekretaris_pendidikan", self.one).action_progress("Rahasia kami")
        self.as_user("kasubbag_pendidikan", self.child).action_ask("Bagaimana?")
        self.assertEqual(self.readers(self.one.message_ids), {"kadis", "sekretaris"})
        self.assertEqual(self.readers(self.child.message_ids), {"kadis", "sekretaris", "kasubbag"})
        for key in ("kadis_kesehatan", "staf_kesehatan", "tu_kesehatan", "administrator"):
            with self.subTest(key):
                found = self.env["eoffice.disposition.message"].with_user(self.users[key])
                self.assertFalse(found.search([]))

    def test_nobody_writes_by_hand(self):
        self.as_user("sekretaris_pendidikan", self.one).action_progress("x")
        for key in ("sekretaris_pendidikan", "kadis_pendidikan", "administrator"):
            mine = self.as_user(key, self.one.message_ids)
            for refused in (
                lambda mine=mine: mine.write({"text": "y"}),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine: mine.create(
                    {
                        "naskah_id": self.naskah.id,
                        "disposition_id": self.one.id,
                        "kind": "report",
                        "text": "y",
                    }
                ),
            ):
                with self.subTest(key), self.assertRaises(AccessError):
                    refused()

    def test_an_assistant_prepares_only(self):
        user = new_test_user(self.env, "ajudan.uji", groups="eoffice_bekasi.group_user")
        self.env["eoffice.assistant"].with_user(self.users["kadis_pendidikan"]).create(
            {"official_id": self.users["kadis_pendidikan"].id, "user_id": user.id}
        )
        mine = self.one.with_user(user)
        for verb, arguments in (
            ("action_ask", ("x",)),
            ("action_remind", ()),
            ("action_finish", (True, "x")),
        ):
            with self.subTest(verb), self.assertRaises(AccessError):
                getattr(mine, verb)(*arguments)


@tagged("post_install", "-at_install")
class TestEnding(DispositionCase):
    """Reports are taken upwards, declined ones come back, open ones are closed by name."""

    def setUp(self):
        super().setUp()
        self.one, self.other = self.give("sekretaris_pendidikan", "kabid_pendidikan")
        self.letter = self.as_user("kadis_pendidikan", self.naskah)

    def test_what_all_below_have_finished_is_reported_by_itself(self):
        child = self.forward(self.one, "sekretaris_pendidikan", "kasubbag_pendidikan")
        self.as_user("kasubbag_pendidikan", child).action_report("Jadwal sudah dibuat")
        self.assertEqual(self.one.state, "accepted")
        self.as_user("sekretaris_pendidikan", child).action_finish()
        self.assertEqual(self.one.state, "reported")
        self.assertIn("Jadwal sudah dibuat", self.one.report)
        self.assertIn("report", self.kinds("kadis_pendidikan"))

    def test_unless_its_receiver_keeps_it_open(self):
        child = self.forward(self.one, "sekretaris_pendidikan", "kasubbag_pendidikan")
        self.as_user("kasubbag_pendidikan", child).action_report("Jadwal sudah dibuat")
        self.as_user("sekretaris_pendidikan", child).action_finish(keep_open=True)
        self.assertEqual(self.one.state, "accepted")

    def test_ones_own_report_takes_those_below(self):
        child = self.forward(self.one, "sekretaris_pendidikan", "kasubbag_pendidikan")
        with self.assertRaises(UserError) as caught:
            self.as_user("sekretaris_pendidikan", self.one).action_report("Sudah")
        self.assertIn("Kasubbag Umum", str(caught.exception))
        self.as_user("kasubbag_pendidikan", child).action_report("Jadwal sudah dibuat")
        self.as_user("sekretaris_pendidikan", self.one).action_report("Sudah")
        self.assertEqual(child.state, "finished")

    def test_declined_comes_back(self):
        self.as_user("sekretaris_pendidikan", self.one).action_decline("Bukan bidang kami")
        self.assertEqual(
            self.work("kadis_pendidikan", "report")["note"], "Declined: Bukan bidang kami"
        )
        giver = self.as_user("kadis_pendidikan", self.one)
        self.assertEqual(giver.action_finish()["state"], "declined")
        self.assertNotIn("report", self.kinds("kadis_pendidikan"))
        with self.assertRaises(UserError):
            giver.action_finish()
        self.assertEqual(self.naskah.state, "distributed", "the other one is open")

    def test_a_new_disposition_takes_note_of_the_declined(self):
        self.as_user("sekretaris_pendidikan", self.one).action_decline("Bukan bidang kami")
        self.give("kasubbag_pendidikan")
        self.assertNotIn("report", self.kinds("kadis_pendidikan"))

    def test_all_declined_or_recalled_brings_the_letter_back(self):
        self.as_user("sekretaris_pendidikan", self.one).action_decline("Bukan bidang kami")
        self.as_user("kadis_pendidikan", self.one).action_finish()
        self.assertNotIn("dispose", self.kinds("kadis_pendidikan"))
        self.as_user("kadis_pendidikan", self.other).action_recall()
        self.assertIn("dispose", self.kinds("kadis_pendidikan"))
        self.assertEqual(self.naskah.kepada_ids.state, "read")

    def test_recall_of_the_last_open_one_ends_the_letter(self):
        self.as_user("sekretaris_pendidikan", self.one).action_report("Sudah")
        self.as_user("kadis_pendidikan", self.one).action_finish()
        self.assertEqual(self.naskah.state, "distributed")
        self.as_user("kadis_pendidikan", self.other).action_recall()
        self.naskah.invalidate_recordset()
        self.assertEqual(self.naskah.state, "finished")

    def test_close_one_with_what_is_open_below(self):
        child = self.forward(self.one, "sekretaris_pendidikan", "kasubbag_pendidikan")
        giver = self.as_user("kadis_pendidikan", self.one)
        with self.assertRaises(UserError):
            giver.action_finish()
        with self.assertRaises(UserError):
            giver.action_finish(anyway=True, reason=" ")
        giver.action_finish(anyway=True, reason="Acara dibatalkan")
        self.assertEqual((self.one | child).mapped("state"), ["closed", "closed"])
        self.assertEqual(self.other.state, "sent")
        self.assertNotIn("followup", self.kinds("kasubbag_pendidikan"))
        (shown,) = self.tree("kasubbag_pendidikan")
        self.assertEqual(shown["messages"][-1]["text"], "Acara dibatalkan")
        events = self.env["eoffice.event"].search(
            [("naskah_id", "=", self.naskah.id), ("kind", "=", "disposition_closed")]
        )
        self.assertEqual(
            {name for event in events for name in event.detail["open"]},
            {"Sekretaris Dinas Pendidikan", "Kasubbag Umum Dinas Pendidikan"},
        )

    def test_close_the_letter_with_the_open_ones_named(self):
        self.as_user("sekretaris_pendidikan", self.one).action_report("Sudah")
        with self.assertRaises(UserError) as caught:
            self.letter.action_finish()
        self.assertIn("Kepala Bidang", str(caught.exception))
        self.assertNotIn("Sekretaris", str(caught.exception))
        with self.assertRaises(UserError):
            self.letter.action_finish(anyway=True)
        self.assertEqual(
            self.letter.action_finish(anyway=True, reason="Sudah lewat")["state"], "finished"
        )
        self.assertEqual((self.one | self.other).mapped("state"), ["finished", "closed"])
        self.assertFalse(self.kinds("kadis_pendidikan"))
        self.assertFalse(self.kinds("kabid_pendidikan"))

    def test_no_declining_past_those_below(self):
        self.forward(self.one, "sekretaris_pendidikan", "kasubbag_pendidikan")
        with self.assertRaises(UserError):
            self.as_user("sekretaris_pendidikan", self.one).action_decline("Bukan bidang kami")


@tagged("post_install", "-at_install")
class TestReceivers(DispositionCase):
    """Down only, unless a rule says otherwise; never to a position that nobody carries."""

    def rule(self, **values):
        return self.env["eoffice.disposition.rule"].create({"name": "Sesama bidang", **values})

    def to(self, key, by="kadis_pendidikan", **values):
        return self.as_user(by, self.naskah).action_dispose(
            self.jabatan[key].ids, note="Mohon bantuan", **values
        )

    def offered(self, by="kadis_pendidikan", **values):
        desk = self.env["eoffice.desk"].with_user(self.users[by])
        return desk.get_dispose_options(self.naskah.id, **values)

    def test_peers_and_superiors_by_rule_only(self):
        for key in ("kadis_sosial", "sekda", "walikota"):
            with self.subTest(key), self.assertRaises(UserError):
                self.to(key)
        self.assertEqual(self.offered()["others"], [])
        self.rule(relation="peers")
        self.assertEqual(
            {one["id"] for one in self.offered()["others"]},
            {self.jabatan[key].id for key in ("kadis_sosial", "kadis_kesehatan", "tu_setda")},
        )
        self.to("kadis_sosial")
        with self.assertRaises(UserError):
            self.to("sekda")
        with self.assertRaises(UserError):
            self.to("kabid_sosial")
        self.rule(relation="superior")
        self.to("sekda")
        self.rule(relation="peers", with_below=True)
        self.to("kabid_sosial")

    def test_rule_of_an_organisation_and_a_level(self):
        rule = self.rule(
            relation="named",
            to_jabatan_ids=self.jabatan["kabid_sosial"].ids,
            from_organisation_id=self.organisations["kesehatan"].id,
        )
        with self.assertRaises(UserError):
            self.to("kabid_sosial")
        rule.from_organisation_id = self.organisations["kota"]
        self.to("kabid_sosial")
        rule.from_level = "pengawas"
        with self.assertRaises(UserError):
            self.to("kabid_sosial")
        self.jabatan["kadis_pendidikan"].echelon = "IV.a"
        self.to("kabid_sosial")
        rule.active = False
        with self.assertRaises(UserError):
            self.to("kabid_sosial")

    def test_never_back_to_who_gave_it(self):
        self.rule(relation="superior")
        (one,) = self.give("sekretaris_pendidikan")
        mine = self.as_user("sekretaris_pendidikan", one)
        with self.assertRaises(UserError):
            mine.action_forward(self.jabatan["kadis_pendidikan"].ids, note="x")
        self.assertEqual(self.offered("sekretaris_pendidikan", disposition_id=one.id)["others"], [])

    def test_vacant(self):
        held = self.env["eoffice.assignment"].search(
            [("jabatan_id", "=", self.jabatan["kabid_pendidikan"].id)]
        )
        held.date_to = fields.Date.today() - timedelta(days=2)
        with self.assertRaises(UserError) as caught:
            self.to("kabid_pendidikan")
        for word in ("Kepala Bidang", "Kepala Dinas Pendidikan", "Pejabat Kadis Pendidikan"):
            self.assertIn(word, str(caught.exception))
        (shown,) = [
            one
            for one in self.offered()["subordinates"]
            if one["id"] == self.jabatan["kabid_pendidikan"].id
        ]
        self.assertEqual((shown["holder"], shown["vacant"]), ("", True))

    def test_order_and_who_is_responsible(self):
        keys = ("kabid_pendidikan", "sekretaris_pendidikan")
        given = self.give(*keys)
        self.assertEqual(given.mapped("is_responsible"), [True, False], "the first that was named")
        with self.assertRaises(UserError):
            self.to("kabid_pendidikan", responsible_jabatan_id=self.jabatan["kadis_sosial"].id)

    def test_deadline_that_is_over(self):
        with self.assertRaises(UserError):
            self.to("kabid_pendidikan", deadline=fields.Date.today() - timedelta(days=3))

    def test_only_the_administrator_makes_rules(self):
        for key in ("kadis_pendidikan", "tu_pendidikan"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.env["eoffice.disposition.rule"].with_user(self.users[key]).create(
                    {"name": "x", "relation": "superior"}
                )


@tagged("post_install", "-at_install")
class TestNotes(DispositionCase):
    """A note is between two, unless its giver opens it to the others; spoken and drawn ones too."""

    LETTER = {"sifat": "rahasia"}

    def note_of(self, by, disposition):
        nodes = {node["id"]: node for node in self.tree(by)}
        return nodes[disposition.id]

    def test_siblings_see_who_has_it_and_no_note(self):
        one, other = self.give("sekretaris_pendidikan", "kabid_pendidikan", note="Jangan bocor")
        shown = self.note_of("sekretaris_pendidikan", other)
        self.assertTrue(shown["limited"])
        self.assertEqual(shown["to"]["name"], "Kepala Bidang Dinas Pendidikan")
        self.assertEqual((shown["note"], shown["can"], shown["messages"]), ("", {}, []))
        self.assertEqual(self.note_of("sekretaris_pendidikan", one)["note"], "Jangan bocor")

    def test_shared(self):
        (first,) = self.give("sekretaris_pendidikan", note="Untuk semua", shared=True)
        (second,) = self.give("kabid_pendidikan", note="Untuk Kabid saja")
        self.assertEqual(self.note_of("kabid_pendidikan", first)["note"], "Untuk semua")
        self.assertEqual(self.note_of("sekretaris_pendidikan", second)["note"], "")
        self.as_user("sekretaris_pendidikan", first).action_report("Antara kita")
        shown = self.note_of("kabid_pendidikan", first)
        self.assertNotIn("Antara kita", repr(shown))

    def test_shared_is_for_those_from_the_same_place(self):
        (first,) = self.give("sekretaris_pendidikan", note="Untuk semua", shared=True)
        child = self.forward(first, "sekretaris_pendidikan", "kasubbag_pendidikan")
        for key in ("kasubbag_pendidikan", "tu_pendidikan", "staf_kesehatan", "administrator"):
            with self.subTest(key):
                self.assertFalse(first.message_ids.with_user(self.users[key]).has_access("read"))
        self.assertEqual(len(self.tree("kasubbag_pendidikan")), 1)
        self.assertTrue(child)

    def test_spoken(self):
        file = self.upload("kadis_pendidikan", public=True)
        file.generate_access_token()
        self.as_user("kadis_pendidikan", self.naskah).action_dispose(
            [self.jabatan[key].id for key in ("sekretaris_pendidikan", "kabid_pendidikan")],
            note_file_ids=file.ids,
        )
        nodes = {node["to"]["id"]: node for node in self.tree("kadis_pendidikan")}
        files = self.env["ir.attachment"].browse(
            nodes[self.jabatan[key].id]["note_files"][0]["id"]
            for key in ("sekretaris_pendidikan", "kabid_pendidikan")
        )
        self.assertEqual(len(files), 2)
        self.assertFalse(any(files.mapped("public")) or any(files.mapped("access_token")))
        for key, mine, closed in (
            ("sekretaris_pendidikan", files[0], files[1]),
            ("kabid_pendidikan", files[1], files[0]),
        ):
            self.assertEqual(mine.with_user(self.users[key]).raw, b"suara")
            with self.subTest(key), self.assertRaises(AccessError):
                closed.with_user(self.users[key]).raw  # noqa: B018 - reading is what is tried
        for key in ("tu_pendidikan", "staf_kesehatan", "administrator", "kadis_sosial"):
            with self.subTest(key), self.assertRaises(AccessError):
                files[0].with_user(self.users[key]).raw  # noqa: B018

    def test_files_of_others(self):
        foreign = self.upload("kadis_sosial")
        on_letter = self.naskah.sudo().content_ids.pdf_attachment_id or self.upload(
            "staf_kesehatan", res_model="eoffice.naskah", res_id=self.draft().id
        )
        draft = self.draft(by="kadis_pendidikan")
        own = self.upload("kadis_pendidikan", res_model="eoffice.naskah", res_id=draft.id)
        letter = self.as_user("kadis_pendidikan", self.naskah)
        empty = self.upload("kadis_pendidikan", raw=b"")
        for file, refusal in (
            (foreign, AccessError),
            (on_letter, AccessError),
            (own, UserError),
            (empty, UserError),
        ):
            with self.subTest(file.res_model), self.assertRaises(refusal):
                letter.action_dispose(self.jabatan["kabid_pendidikan"].ids, note_file_ids=file.ids)
        self.assertFalse(letter.sudo().disposition_ids)

    def test_nothing_is_no_disposition(self):
        with self.assertRaises(UserError):
            self.as_user("kadis_pendidikan", self.naskah).action_dispose(
                self.jabatan["kabid_pendidikan"].ids
            )


@tagged("post_install", "-at_install")
class TestOptions(DispositionCase):
    """What the dialog offers: instructions of the city and the SKPD, templates, working days."""

    def options(self, by="kadis_pendidikan"):
        self.env.invalidate_all()
        return (
            self.env["eoffice.desk"].with_user(self.users[by]).get_dispose_options(self.naskah.id)
        )

    def test_instructions_of_the_skpd(self):
        registry = self.env["eoffice.instruction"].with_user(self.users["tu_pendidikan"])
        own = registry.create({"name": "Sebarkan ke sekolah"})
        self.assertEqual(own.skpd_id, self.organisations["pendidikan"])
        names = [one["name"] for one in self.options()["instructions"]]
        self.assertIn("Sebarkan ke sekolah", names)
        self.assertIn("Tindak lanjuti (uji)", names)
        foreign = self.env["eoffice.instruction"].create(
            {"name": "Periksa pasien", "skpd_id": self.organisations["kesehatan"].id}
        )
        self.assertNotIn("Periksa pasien", [one["name"] for one in self.options()["instructions"]])
        with self.assertRaises(UserError):
            self.as_user("kadis_pendidikan", self.naskah).action_dispose(
                self.jabatan["kabid_pendidikan"].ids, foreign.ids
            )
        for refused in (
            lambda: registry.create({"name": "x", "skpd_id": self.organisations["kesehatan"].id}),
            lambda: registry.browse(self.instruction.id).write({"name": "y"}),
            lambda: registry.browse(foreign.id).write({"name": "y"}),
            lambda: own.with_user(self.users["kadis_pendidikan"]).write({"name": "y"}),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_templates(self):
        Template = self.env["eoffice.disposition.template"]
        mine = Template.with_user(self.users["kadis_pendidikan"]).create(
            {
                "name": "Kabid: siapkan",
                "to_jabatan_ids": self.jabatan["kabid_pendidikan"].ids,
                "instruction_ids": self.instruction.ids,
                "note": "Siapkan",
                "days": 3,
            }
        )
        self.assertEqual(mine.jabatan_id, self.jabatan["kadis_pendidikan"])
        foreign = Template.create(
            {
                "name": "Milik Dinkes",
                "jabatan_id": self.jabatan["kadis_kesehatan"].id,
                "note": "x",
            }
        )
        city = Template.create(
            {"name": "Untuk diketahui", "jabatan_id": False, "note": "Diketahui"}
        )
        gone = mine.copy({"to_jabatan_ids": self.jabatan["kabid_sosial"].ids})
        shown = {one["id"]: one for one in self.options()["templates"]}
        self.assertEqual(set(shown), {mine.id, city.id})
        self.assertNotIn(gone.id, shown)
        self.assertEqual(
            shown[mine.id],
            {
                "id": mine.id,
                "name": "Kabid: siapkan",
                "to": self.jabatan["kabid_pendidikan"].ids,
                "responsible": self.jabatan["kabid_pendidikan"].id,
                "instructions": self.instruction.ids,
                "note": "Siapkan",
                "days": 3,
            },
        )
        others = Template.with_user(self.users["kadis_pendidikan"])
        self.assertFalse(others.search([("id", "=", foreign.id)]))
        for refused in (
            lambda: mine.with_user(self.users["kabid_pendidikan"]).read(["note"]),
            lambda: others.browse(foreign.id).write({"note": "y"}),
            lambda: others.browse(city.id).write({"note": "y"}),
            lambda: others.create({"name": "x", "jabatan_id": self.jabatan["kadis_kesehatan"].id}),
            lambda: mine.write({"jabatan_id": False}),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_deadlines_are_working_days(self):
        options = self.options()
        days = [one["date"] for one in options["deadlines"]]
        self.assertEqual(days, sorted(days))
        self.assertEqual(len(days), len(set(days)))
        (default,) = [one for one in options["deadlines"] if one["default"]]
        self.assertEqual(default["date"], options["default_deadline"])
        skpd = self.organisations["pendidikan"]
        for one in options["deadlines"]:
            if one["days"] is not False:
                day = skpd._working_day(fields.Datetime.now(), one["days"])
                self.assertEqual(one["date"], fields.Date.to_string(day))

    def test_sifat(self):
        self.assertEqual(self.options()["sifat"]["code"], "biasa")
        self.assertFalse(self.options()["sifat"]["secret"])

    def test_who_has_nothing_to_dispose(self):
        for key in ("staf_pendidikan", "tu_pendidikan", "staf_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.options(key)


@tagged("post_install", "-at_install")
class TestDispositionQueries(DispositionMixin, QueryCase):
    """What the dialog and the tree cost doesn't grow with the number of dispositions."""

    def test_tree(self):
        keys = ("sekretaris_pendidikan", "kabid_pendidikan")
        given = self.give(*keys, shared=True, note="Segera")
        self.as_user("kabid_pendidikan", given[1]).action_progress(
            "Setengah", self.upload("kabid_pendidikan").ids
        )
        head = self.as_user("kadis_pendidikan", self.naskah)
        few = self.queries(head.get_dispositions)
        for _turn in range(4):
            for one in self.give(*keys, shared=True):
                self.as_user("kadis_pendidikan", one).action_ask("?")
            self.forward(given[0], "sekretaris_pendidikan", "kasubbag_pendidikan")
        self.assertEqual(len(head.get_dispositions()), 10)
        self.assertLessEqual(self.queries(head.get_dispositions) - few, 2)
        self.assertLessEqual(few, 40)

    def test_options(self):
        desk = self.env["eoffice.desk"].with_user(self.users["kadis_pendidikan"])
        few = self.queries(lambda: desk.get_dispose_options(self.naskah.id))
        for number in range(20):
            self.add_jabatan(
                f"jf_{number}", f"JF {number}", "pendidikan", self.jabatan["kadis_pendidikan"]
            )
        many = self.queries(lambda: desk.get_dispose_options(self.naskah.id))
        self.assertLessEqual(many - few, 2)
        self.assertLessEqual(few, 60)


@tagged("post_install", "-at_install")
class TestDispositionByJson2(OfficeHttpMixin, DispositionMixin, HttpCase):
    """The public API: a program disposes, asks, reports, reads the tree; errors are for people."""

    def call(self, key, model, method, **arguments):
        if key not in self.keys:
            self.keys[key] = (
                self.env["res.users.apikeys"]
                .with_user(self.users[key])
                ._generate("rpc", "uji", fields.Datetime.now() + timedelta(days=1))
            )
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            json=arguments,
            headers={"Authorization": f"Bearer {self.keys[key]}"},
        )
        return answer.status_code, answer.json()

    def test_all_the_way(self):
        self.keys = {}
        head, secretary = "kadis_pendidikan", "sekretaris_pendidikan"
        _status, options = self.call(
            head, "eoffice.desk", "get_dispose_options", naskah_id=self.naskah.id
        )
        status, _answer = self.call(
            head,
            "eoffice.naskah",
            "action_dispose",
            ids=self.naskah.ids,
            to_jabatan_ids=[options["subordinates"][0]["id"]],
            note="Siapkan",
            shared=True,
        )
        self.assertEqual(status, 200)
        one = self.naskah.sudo().disposition_ids
        self.assertEqual(one.to_jabatan_id.id, options["subordinates"][0]["id"])
        secretary = next(
            key for key, user in self.users.items() if user == one.to_jabatan_id.holder_id
        )
        for key, method, arguments, state in (
            (secretary, "action_ask", {"question": "Kapan?"}, "read"),
            (head, "action_answer", {"answer": "Besok"}, "read"),
            (secretary, "action_progress", {"text": "Setengah"}, "accepted"),
            (head, "action_remind", {}, "accepted"),
            (secretary, "action_report", {"report": "Selesai"}, "reported"),
            (head, "action_finish", {}, "finished"),
        ):
            with self.subTest(method):
                status, answer = self.call(
                    key, "eoffice.disposition", method, ids=one.ids, **arguments
                )
                self.assertEqual((status, answer), (200, {"id": one.id, "state": state}))
        status, trees = self.call(head, "eoffice.naskah", "get_dispositions", ids=self.naskah.ids)
        self.assertEqual((status, trees[0]["report"]), (200, "Selesai"))
        with mute_logger("odoo.http"):
            status, answer = self.call(
                "kadis_sosial", "eoffice.disposition", "action_finish", ids=one.ids
            )
        self.assertEqual(status, 403)


@tagged("post_install", "-at_install")
class TestManyDispositions(DispositionMixin, BatchCase):
    """Dispose, note as read and finish many letters; each is decided by itself."""

    def setUp(self):
        super().setUp()
        self.letters = self.naskah | self.sign(self.draft())

    def begin(self, verb, letters=None, by="kadis_pendidikan", **values):
        return self.start(by, verb, self.letters if letters is None else letters, **values)

    def test_dispose(self):
        batch = self.begin(
            "dispose",
            to_jabatan_ids=self.jabatan["kabid_pendidikan"].ids,
            instruction_ids=self.instruction.ids,
            note="Siapkan",
            shared=True,
        )
        self.assertEqual(self.states(batch), ["done", "done"])
        for letter in self.letters:
            given = letter.sudo().disposition_ids
            self.assertEqual(
                (given.to_jabatan_id, given.note, given.is_shared, given.state),
                (self.jabatan["kabid_pendidikan"], "Siapkan", True, "sent"),
            )

    def test_read_and_finish(self):
        offer = self.as_user("kadis_pendidikan", self.env["eoffice.act.batch"]).get_offer(
            self.letters.ids
        )
        for shown in offer["letters"]:
            self.assertLessEqual({"dispose", "read", "finish"}, set(shown["verbs"]))
        self.assertEqual(self.states(self.begin("read")), ["done", "done"])
        self.env.invalidate_all()
        self.assertEqual(set(self.letters.sudo().kepada_ids.mapped("state")), {"read"})
        self.assertFalse(any(self.as_user("kadis_pendidikan", self.letters).mapped("can_read")))
        self.give("kabid_pendidikan")
        batch = self.begin("finish")
        self.assertEqual(self.states(batch), ["failed", "done"])
        self.assertIn("Kepala Bidang", batch.line_ids[0].message)

    def test_each_with_its_own_right(self):
        batch = self.begin(
            "dispose", to_jabatan_ids=self.jabatan["kabid_sosial"].ids, note="Siapkan"
        )
        self.assertEqual(self.states(batch), ["failed", "failed"])
        for verb in ("dispose", "finish"):
            with self.subTest(verb), self.assertRaises(UserError):
                self.begin(verb, by="tu_pendidikan", note="x", to_jabatan_ids=[1])
        for verb in ("dispose", "read", "finish"):
            with self.subTest(verb), self.assertRaises(AccessError):
                self.begin(verb, by="kadis_sosial", note="x", to_jabatan_ids=[1])

    def test_a_disposition_that_says_nothing(self):
        for values in ({}, {"to_jabatan_ids": [1]}, {"note": "x"}):
            with self.subTest(values), self.assertRaises(UserError):
                self.begin("dispose", **values)


@tagged("post_install", "-at_install")
class TestGiverIsTold(ReminderCase):
    """After the deadline who gave the disposition is told, each of several givers of his own."""

    def test_told(self):
        self.rule(kind="followup", moment="after", hours=0, target="giver")
        naskah = self.sign(self.draft())
        (one,) = self.dispose(naskah, "kadis_pendidikan", ("sekretaris_pendidikan",))
        self.as_user("sekretaris_pendidikan", one).action_forward(
            self.jabatan["kasubbag_pendidikan"].ids, note="x"
        )
        # Written, not given: whatever day the test runs on, this one may be over.
        naskah.sudo().disposition_ids.deadline = "2026-11-24"
        self.assertEqual(self.remind(datetime(2026, 11, 24, 3, 0)), set())
        self.assertEqual(
            self.remind(datetime(2026, 11, 26, 3, 0)),
            {("kadis.pendidikan", "escalation"), ("sekretaris.pendidikan", "escalation")},
        )
        (said,) = self.said("kadis_pendidikan")
        self.assertIn("Sekretaris Dinas Pendidikan", said["subject"])

    def test_of_dispositions_only(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.rule(kind="paraf", moment="after", target="giver")


@tagged("post_install", "-at_install")
class TestMigrationOfDeclined(DispositionCase):
    """Old declined dispositions fill no desk, and a letter that stood nowhere comes back."""

    def test_brought_up_to_date(self):
        (one,) = self.give("kabid_pendidikan")
        self.as_user("kabid_pendidikan", one).action_decline("Bukan bidang kami")
        one.reported_at = False
        self.env.flush_all()
        script("19.0.0.5.0", "post-disposition").migrate(self.env.cr, "19.0.0.4.0")
        self.env.invalidate_all()
        self.assertTrue(one.finished_at and one.reported_at)
        self.assertEqual(self.naskah.sudo().kepada_ids.state, "read")
        self.assertEqual(self.kinds("kadis_pendidikan"), {"dispose"})
