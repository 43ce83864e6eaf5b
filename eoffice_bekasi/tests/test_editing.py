"""Writing a letter's text: together, cleaned, with merge fields, sentences and attachments."""

import json
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import OfficeCase

SHARED = '<p data-last-history-steps="{}">{}</p>'


@tagged("post_install", "-at_install")
class TestSeveralWriteAtOnce(OfficeCase):
    """A text is saved only over the text it was made from; the editors' marks stay outside it."""

    def save(self, naskah, steps, text):
        naskah.write({"body": SHARED.format(steps, text)})

    def test_the_step_is_kept_beside_the_text(self):
        naskah = self.draft()
        self.save(naskah, "11,12", "Satu")
        self.assertEqual(naskah.body, "<p>Satu</p>")
        self.assertEqual(naskah.body_step, "12")
        self.save(naskah, "12,13", "Dua")
        self.assertEqual(naskah.body_step, "13")

    def test_who_does_not_know_what_is_saved_is_refused(self):
        naskah = self.draft()
        self.save(naskah, "11,12", "Satu")
        with self.assertRaisesRegex(ValidationError, "."):
            self.save(naskah, "21,22", "Lain")
        self.assertEqual(naskah.body, "<p>Satu</p>")

    def test_a_text_without_steps_replaces(self):
        """Clients of the API and forms without the editor write as they always did."""
        naskah = self.draft()
        self.save(naskah, "11,12", "Satu")
        naskah.body = "<p>Lain</p>"
        self.assertEqual(naskah.body, "<p>Lain</p>")
        self.assertFalse(naskah.body_step)

    def test_no_mark_in_versions_nor_in_what_is_signed(self):
        naskah = self.draft(body=SHARED.format("1,2", "Isi"))
        self.assertEqual(naskah.body_step, "2")
        self.save(naskah, "1,2,3", "Isi yang lain")
        self.sign(naskah)
        letter = naskah.sudo()
        said = [letter.signature_ids.payload, *map(str, letter.version_ids.mapped("body"))]
        self.assertIn("Isi yang lain", said[0])
        for text in said:
            self.assertNotIn("data-", text)

    def test_nobody_sets_the_step_by_hand(self):
        naskah = self.draft(body=SHARED.format("1,2", "Isi"))
        naskah.content_ids.write({"body_step": "99", "attachment_order": [1]})
        self.assertEqual(naskah.content_ids.sudo().body_step, "2")
        self.assertFalse(naskah.content_ids.sudo().attachment_order)


@tagged("post_install", "-at_install")
class TestWhoHearsWhatIsTyped(OfficeCase):
    """The editors' channel is for who may read the text and change it, while he may."""

    def channels(self, who, naskah, place="eoffice.naskah:body"):
        asked = [f"editor_collaboration:{place}:{naskah.id}"]
        request = SimpleNamespace(session=SimpleNamespace(uid=self.users[who].id), cookies={})
        Socket = self.env["ir.websocket"].with_user(self.users[who])
        with patch("odoo.addons.bus.models.ir_websocket.wsrequest", request):
            found = Socket._build_bus_channel_list(asked)
        return [one for one in found if isinstance(one, tuple) and "editor_collaboration" in one]

    def hears(self, who, naskah):
        Bus = self.env["bus.bus"].with_user(self.users[who])
        channel = naskah._editing_channel()
        naskah.sudo()._tell_editors(["1"])
        self.env.cr.precommit.run()
        found = Bus._poll([channel], last=0, ignore_ids=[])
        return bool(found)

    def test_a_secret_letter(self):
        naskah = self.draft(sifat="sangat_rahasia")
        self.assertEqual(self.channels("staf_kesehatan", naskah), [naskah._editing_channel()])
        for who in ("administrator", "tu_kesehatan", "kadis_sosial", "kadis_pendidikan"):
            self.assertFalse(self.channels(who, naskah), who)
        naskah.action_submit()
        self.assertTrue(self.channels("kasubbag_kesehatan", naskah))
        for who in ("administrator", "tu_kesehatan", "kadis_sosial", "staf_kesehatan"):
            self.assertFalse(self.channels(who, naskah), who)

    def test_no_other_place_of_a_letter_is_shared(self):
        naskah = self.draft()
        for place in (
            "eoffice.naskah:subject",
            "eoffice.naskah.content:body",
            "eoffice.naskah.section:text",
        ):
            self.assertFalse(self.channels("staf_kesehatan", naskah, place), place)

    def test_who_loses_the_right_hears_nothing_more(self):
        naskah = self.draft()
        self.assertTrue(self.hears("staf_kesehatan", naskah))
        self.assertFalse(self.hears("administrator", naskah))
        naskah.action_submit()
        self.assertFalse(self.hears("staf_kesehatan", naskah))
        self.assertTrue(self.hears("kasubbag_kesehatan", naskah))


@tagged("post_install", "-at_install")
class TestStoredTextIsClean(OfficeCase):
    """What lands in the database is what a letter may print, whoever writes it."""

    DIRTY = (
        '<p class="MsoNormal" style="color: red; font-family: Arial; text-align: center">'
        '<span style="font-size: 9pt">Isi</span></p>'
    )
    CLEAN = '<p style="text-align: center">Isi</p>'

    def test_body(self):
        self.assertEqual(self.draft(body=self.DIRTY).body.replace(";", ""), self.CLEAN)
        naskah = self.draft()
        naskah.body = self.DIRTY
        self.assertEqual(naskah.body.replace(";", ""), self.CLEAN)
        naskah.content_ids.body = self.DIRTY
        self.assertEqual(naskah.body.replace(";", ""), self.CLEAN)

    def test_parts(self):
        part = self.env["eoffice.naskah.part"].create(
            {"type_id": self.type_sd.id, "name": "Uraian", "code": "uraian", "kind": "text"}
        )
        section = self.draft().section_ids.filtered("part_id")
        self.assertEqual(section.code, part.code)
        section.text = self.DIRTY
        self.assertEqual(section.text.replace(";", ""), self.CLEAN)


@tagged("post_install", "-at_install")
class TestMergeFields(OfficeCase):
    """What a letter says of itself is filled in where it is frozen; number and date remain."""

    def test_frozen(self):
        naskah = self.draft(
            kepada=("kadis_pendidikan", "kadis_sosial"),
            subject="Rapat [[skpd]]",
            body="<p>[[jabatan_penanda_tangan]] ([[nama_penanda_tangan]]) kepada [[kepada]]: "
            "[[hal]] Nomor [[nomor]]</p>",
        )
        self.sign(naskah)
        payload = json.loads(naskah.sudo().signature_ids.payload)
        self.assertEqual(payload["subject"], "Rapat Dinas Kesehatan")
        for text in (
            "Kepala Dinas Kesehatan (",
            "Kepala Dinas Pendidikan dan Kepala Dinas Sosial",
            "Nomor [[nomor]]",
        ):
            self.assertIn(text, payload["body"])
        self.assertNotIn("[[nama", payload["body"])


@tagged("post_install", "-at_install")
class TestLeftOver(OfficeCase):
    """Findings say where something is left over; what would print wrong stops the letter."""

    def findings(self, **values):
        found = self.draft(**values).get_findings()
        return {(one["level"], one["code"], one["field"]) for one in found}

    def test_a_tidy_letter(self):
        self.assertFalse(self.findings())

    def test_text(self):
        self.assertEqual(
            self.findings(
                subject="Rapat " + "X" * 3,
                body="<p>Hari …… <font style='background-color: yellow'>besok</font> [isi jam] "
                "[[nomer]] [[nomor]] lorem ipsum</p>",
            ),
            {
                ("error", "merge_field", "body"),
                ("warning", "placeholder_cross", "subject"),
                ("warning", "placeholder_blank", "body"),
                ("warning", "placeholder_bracket", "body"),
                ("warning", "placeholder_lorem", "body"),
                ("warning", "placeholder_mark", "body"),
            },
        )

    def test_an_unknown_field_is_not_sent(self):
        naskah = self.draft(body="<p>[[nomer]]</p>")
        with self.assertRaisesRegex(UserError, r"\[\[nomer\]\]"):
            naskah.action_submit()

    def test_parts(self):
        self.env["eoffice.naskah.part"].create(
            {"type_id": self.type_sd.id, "name": "Dasar", "code": "dasar", "kind": "points"}
        )
        naskah = self.draft()
        naskah.section_ids.filtered("part_id").points = "Surat Nomor ......"
        self.assertEqual(
            [one["field"] for one in naskah.get_findings()],
            ["part:dasar"],
        )

    def test_attachments(self):
        text = "<p>Jadwal terlampir.</p>"
        missing = ("warning", "attachment_missing", "attachment_ids")
        self.assertEqual(self.findings(body=text), {missing})
        self.assertFalse(self.findings(body=text, attachment_note="1 (satu) berkas"))
        naskah = self.draft(body=text)
        file = (
            self.env["ir.attachment"]
            .with_user(self.users["staf_kesehatan"])
            .create({"name": "a.txt", "raw": b"x"})
        )
        naskah.attachment_ids = file
        self.assertFalse(naskah.get_findings())
        naskah.body = "<p>Isi</p>"
        self.assertEqual(
            [(one["level"], one["code"]) for one in naskah.get_findings()],
            [("info", "attachment_unmentioned")],
        )


@tagged("post_install", "-at_install")
class TestAttachmentsInOrder(OfficeCase):
    """Attachments are numbered in the order their writer puts them in."""

    def files(self, *names, raw=b"x"):
        return (
            self.env["ir.attachment"]
            .with_user(self.users["staf_kesehatan"])
            .create([{"name": name, "raw": raw} for name in names])
        )

    def test_order(self):
        naskah = self.draft()
        one, two, three = files = self.files("a.txt", "b.txt", "c.txt")
        naskah.attachment_ids = files
        self.assertEqual(naskah.attachment_ids.ids, files.ids)
        order = [three.id, one.id, two.id]
        self.assertEqual(naskah.action_order_attachments(order)["id"], naskah.id)
        self.assertEqual(naskah.attachment_ids.ids, order)
        self.assertEqual(naskah._ordered_attachments().ids, order)
        naskah.attachment_ids -= one
        self.assertEqual(naskah.attachment_ids.ids, [three.id, two.id])
        payload = naskah._freeze_payload()["attachments"]
        self.assertEqual(
            [(file["label"], file["name"]) for file in payload],
            [("Lampiran I", "c.txt"), ("Lampiran II", "b.txt")],
        )

    def test_a_single_one_has_no_number(self):
        naskah = self.draft()
        naskah.attachment_ids = self.files("a.txt")
        self.assertEqual(naskah._freeze_payload()["attachments"][0]["label"], "Lampiran")

    def test_only_ones_own(self):
        naskah = self.draft()
        files = self.files("a.txt", "b.txt")
        naskah.attachment_ids = files[0]
        with self.assertRaises(UserError):
            naskah.action_order_attachments(files.ids)
        for who in ("kadis_sosial", "administrator", "tu_kesehatan"):
            with self.assertRaises(AccessError):
                self.as_user(who, naskah).action_order_attachments(files[0].ids)

    def test_not_after_signing(self):
        naskah = self.draft()
        files = self.files("a.txt", "b.txt")
        naskah.attachment_ids = files
        self.sign(naskah)
        with self.assertRaises(AccessError):
            naskah.action_order_attachments(files.ids[::-1])

    def test_an_empty_file_is_named(self):
        naskah = self.draft()
        with self.assertRaisesRegex(UserError, "kosong.txt"):
            naskah.attachment_ids = self.files("kosong.txt", raw=b"")


@tagged("post_install", "-at_install")
class TestSnippets(OfficeCase):
    """Sentences: the city's by the Administrator, an SKPD's by its operator, one's own by all."""

    @classmethod
    def build_city(cls):
        city = super().build_city()
        cls.env["eoffice.operator"].with_user(cls.users["kadis_kesehatan"]).action_appoint(
            cls.organisations["kesehatan"].id, cls.users["sekretaris_kesehatan"].id
        )
        return city

    def add(self, who, **values):
        return (
            self.env["eoffice.snippet"]
            .with_user(self.users[who])
            .create({"name": "Uji", "text": "<p>Uji.</p>", **values})
        )

    def offered(self, who):
        Snippet = self.env["eoffice.snippet"].with_user(self.users[who])
        return {one["name"] for one in Snippet.get_offered()}

    def test_own(self):
        own = self.add("staf_kesehatan", name="Saya")
        self.assertEqual(own.user_id, self.users["staf_kesehatan"])
        self.assertIn("Saya", self.offered("staf_kesehatan"))
        self.assertNotIn("Saya", self.offered("kasubbag_kesehatan"))
        for who in ("kasubbag_kesehatan", "administrator"):
            with self.assertRaises(AccessError):
                self.as_user(who, own).read(["text"])
            with self.assertRaises(AccessError):
                self.as_user(who, own).write({"name": "x"})

    def test_not_in_anothers_name(self):
        given = self.add("staf_kesehatan", user_id=self.users["kadis_sosial"].id)
        self.assertEqual(given.user_id, self.users["staf_kesehatan"])
        given.user_id = self.users["kadis_sosial"]
        self.assertEqual(given.user_id, self.users["staf_kesehatan"])

    def test_of_an_skpd(self):
        shared = self.add("sekretaris_kesehatan", name="Dinas", scope="skpd")
        self.assertEqual(shared.skpd_id, self.organisations["kesehatan"])
        self.assertIn("Dinas", self.offered("staf_kesehatan"))
        self.assertNotIn("Dinas", self.offered("staf_pendidikan"))
        with self.assertRaises(AccessError):
            self.as_user("staf_kesehatan", shared).text = "<p>x</p>"
        with self.assertRaises(AccessError):
            self.add("staf_kesehatan", scope="skpd")
        with self.assertRaises(AccessError):
            self.add("sekretaris_kesehatan", scope="skpd", skpd_id=self.organisations["sosial"].id)
        with self.assertRaises(AccessError):
            shared.scope = "city"

    def test_of_the_city(self):
        self.add("administrator", name="Kota", scope="city")
        self.assertIn("Kota", self.offered("staf_pendidikan"))
        for who in ("staf_kesehatan", "sekretaris_kesehatan"):
            with self.assertRaises(AccessError):
                self.add(who, scope="city")

    def test_text_is_a_letters_text(self):
        dirty = self.add("staf_kesehatan", text='<p class="x"><font color="red">a</font></p>')
        self.assertEqual(dirty.text, "<p>a</p>")

    def test_ten_come_with_the_office(self):
        seeded = self.env["ir.model.data"].search(
            [("model", "=", "eoffice.snippet"), ("module", "=", "eoffice_bekasi")]
        )
        self.assertEqual(len(seeded), 10)
        Snippet = self.env["eoffice.snippet"].with_user(self.users["staf_kesehatan"])
        Snippet.get_offered()
        with self.assertQueryCount(3):
            Snippet.get_offered()
