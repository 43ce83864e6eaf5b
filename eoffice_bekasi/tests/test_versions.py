from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.canonical import sha256_hex
from .common import TEXT, OfficeCase
from .test_api_json2 import Json2Case


@tagged("post_install", "-at_install")
class TestEveryAuthorHasHisVersion(OfficeCase):
    """Every change is in a version that names its author; saving often makes no more of them."""

    def setUp(self):
        super().setUp()
        self.naskah = self.draft()
        self.kasubbag = self.as_user("kasubbag_kesehatan", self.naskah)
        self.sekretaris = self.as_user("sekretaris_kesehatan", self.naskah)

    def authors(self):
        self.naskah.invalidate_recordset()
        return self.naskah.version_ids.sorted("sequence").mapped("author_id.login")

    def test_autosave_makes_no_version(self):
        for number in range(5):
            self.naskah.write({"body": f"{TEXT}<p>{number}</p>"})
        self.assertFalse(self.naskah.version_ids)
        self.naskah.action_submit()
        self.assertEqual(self.authors(), ["staf.kesehatan.uji"])

    def test_edit_in_place_is_the_editors(self):
        self.naskah.action_submit()
        self.kasubbag.body = TEXT + "<p>Tambahan.</p>"
        self.kasubbag.action_paraf()
        self.sekretaris.subject = "Jadwal imunisasi"
        self.sekretaris.action_paraf()
        self.assertEqual(
            self.authors(),
            ["staf.kesehatan.uji", "kasubbag.kesehatan.uji", "sekretaris.kesehatan.uji"],
        )
        last = self.naskah.version_ids.sorted("sequence")[-1]
        self.assertEqual(last.jabatan_id, self.jabatan["sekretaris_kesehatan"])
        self.assertEqual(last.capacity, "definitif")

    def test_who_only_gives_paraf_is_no_author(self):
        self.naskah.action_submit()
        self.kasubbag.action_paraf()
        self.sekretaris.action_paraf()
        self.assertEqual(self.authors(), ["staf.kesehatan.uji"])
        self.assertEqual(
            self.naskah.sudo().version_ids.acted_jabatan_ids,
            self.jabatan["staf_kesehatan"]
            | self.jabatan["kasubbag_kesehatan"]
            | self.jabatan["sekretaris_kesehatan"],
        )

    def test_kept_when_another_begins(self):
        """A draft that two write: what the first wrote is kept before the second changes it."""
        self.naskah.write({"subject": "Satu"})
        content = self.naskah.sudo().content_ids
        content.write(
            {
                "author_id": self.users["kasubbag_kesehatan"].id,
                "author_jabatan_id": self.jabatan["kasubbag_kesehatan"].id,
                "author_capacity": "plh",
            }
        )
        self.naskah.write({"subject": "Dua"})
        version = self.naskah.sudo().version_ids
        self.assertEqual(version.subject, "Satu")
        self.assertEqual(version.author_id, self.users["kasubbag_kesehatan"])
        self.assertEqual(version.capacity, "plh")
        self.naskah.write({"subject": "Tiga"})
        self.assertEqual(len(self.naskah.version_ids), 1)

    def test_parts_and_content_count_as_writing(self):
        self.type_sd.part_ids = [(0, 0, {"name": "Dasar", "kind": "points"})]
        naskah = self.draft()
        naskah.action_submit()
        kasubbag = self.as_user("kasubbag_kesehatan", naskah)
        kasubbag.section_ids.write({"points": "Peraturan"})
        content = naskah.sudo().content_ids
        self.assertEqual(content.author_id, self.users["kasubbag_kesehatan"])
        self.as_user("kasubbag_kesehatan", content).write({"body": TEXT + "<p>x</p>"})
        kasubbag.action_paraf()
        self.assertEqual(
            naskah.sudo().version_ids.sorted("sequence").mapped("author_id"),
            self.users["staf_kesehatan"] | self.users["kasubbag_kesehatan"],
        )

    def test_attachments_are_kept_by_name_and_digest(self):
        self.naskah.action_submit()
        file = self.kasubbag.env["ir.attachment"].create(
            {
                "name": "daftar.txt",
                "raw": b"isi",
                "res_model": "eoffice.naskah",
                "res_id": self.naskah.id,
            }
        )
        self.kasubbag.action_paraf()
        first, second = self.naskah.sudo().version_ids.sorted("sequence")
        self.assertFalse(first.attachments)
        self.assertEqual(
            [(one["name"], one["sha256"][:8]) for one in second.attachments],
            [("daftar.txt", sha256_hex(b"isi")[:8])],
        )
        self.assertEqual(second.author_id, self.users["kasubbag_kesehatan"])
        self.sekretaris.env["ir.attachment"].browse(file.id).unlink()
        self.sekretaris.action_paraf()
        self.assertEqual(len(self.naskah.sudo().version_ids), 3)
        (files,) = [
            one["files"]
            for one in self.naskah.get_comparison(second.id)["sections"]
            if one["field"] == "attachment_ids"
        ]
        self.assertEqual(files, [{"name": "daftar.txt", "status": "gone"}])

    def test_nobody_writes_the_author(self):
        content = self.naskah.content_ids
        content.write({"author_id": self.users["kadis_kesehatan"].id, "subject": "x"})
        self.assertNotEqual(content.sudo().author_id, self.users["kadis_kesehatan"])

    def test_autosave_costs_little(self):
        """Going on writing costs the same few statements, however many versions there are."""

        def save(text):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.naskah.write({"body": f"<p>{text}</p>"})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        for text in ("satu", "dua"):
            save(text)
        self.assertEqual(save("tiga"), save("empat"))
        self.assertLess(save("lima"), 16)


@tagged("post_install", "-at_install")
class TestComparison(OfficeCase):
    """Two versions with additions and deletions marked in the text, by author."""

    def setUp(self):
        super().setUp()
        self.naskah = self.draft(body="<p>Rapat hari Senin di aula besar.</p>")
        self.naskah.action_submit()
        self.kasubbag = self.as_user("kasubbag_kesehatan", self.naskah)
        self.kasubbag.body = "<p>Rapat hari Selasa di aula besar.</p>"
        self.kasubbag.action_paraf()
        self.sekretaris = self.as_user("sekretaris_kesehatan", self.naskah)
        self.sekretaris.body = "<p>Rapat hari Selasa di aula kecil.</p>"

    def section(self, compared, field="body"):
        return next(one for one in compared["sections"] if one["field"] == field)

    def test_by_author(self):
        first = self.naskah.sudo().version_ids.sorted("sequence")[0]
        compared = self.naskah.get_comparison(first.id)
        self.assertEqual([one["name"] for one in compared["versions"]][-1], "The text now")
        self.assertEqual(compared["count"], 2)
        self.assertEqual(
            [(one["jabatan"], one["count"]) for one in compared["authors"]],
            [("Kasubbag Umum Dinas Kesehatan", 1), ("Sekretaris Dinas Kesehatan", 1)],
        )
        body = self.section(compared)
        self.assertIn(
            '<del class="o_by_0" title="Kasubbag Umum Dinas Kesehatan">Senin</del>', body["both"]
        )
        self.assertIn(
            '<ins class="o_by_1" title="Sekretaris Dinas Kesehatan">kecil</ins>', body["both"]
        )
        self.assertNotIn("<ins", body["old"])
        self.assertNotIn("<del", body["new"])
        self.assertEqual(self.section(compared, "subject")["count"], 0)

    def test_the_last_two_by_default(self):
        compared = self.sekretaris.get_comparison()
        self.assertFalse(compared["to"])
        self.assertEqual(compared["count"], 1)

    def test_either_order(self):
        first, second = self.naskah.sudo().version_ids.sorted("sequence").ids
        self.assertEqual(
            self.naskah.get_comparison(second, first), self.naskah.get_comparison(first, second)
        )

    def test_another_letters_version_is_refused(self):
        other = self.draft()
        other.action_submit()
        with self.assertRaises(UserError):
            self.naskah.get_comparison(other.version_ids.id)

    def test_who_may_not_read_may_not_compare(self):
        for key in ("kadis_sosial", "administrator", "tu_pendidikan"):
            with self.subTest(key):
                for verb in ("get_comparison", "get_changes_since_own_paraf"):
                    with self.assertRaises(AccessError):
                        getattr(self.as_user(key, self.naskah), verb)()

    def test_registry_of_a_secret_letter(self):
        secret = self.draft(sifat="rahasia")
        secret.action_submit()
        with self.assertRaises(AccessError):
            self.as_user("tu_kesehatan", secret).get_comparison()
        self.assertTrue(self.as_user("tu_kesehatan", self.naskah).get_comparison())

    def test_parts(self):
        self.type_sd.part_ids = [(0, 0, {"name": "Dasar", "kind": "points"})]
        naskah = self.draft()
        naskah.section_ids.points = "Peraturan satu\nPeraturan dua"
        naskah.action_submit()
        self.as_user("kasubbag_kesehatan", naskah).section_ids.points = "Peraturan satu"
        part = self.section(naskah.get_comparison(), "part:dasar")
        self.assertEqual(part["count"], 1)
        self.assertIn("<del", part["both"])


@tagged("post_install", "-at_install")
class TestWhatChangedSince(OfficeCase):
    """Who has the letter before him sees at a glance what changed since his subordinate's paraf."""

    def setUp(self):
        super().setUp()
        self.users["kadis_kesehatan"].lang = "en_US"
        self.naskah = self.draft(body="<p>Rapat hari Senin di aula besar.</p>")
        self.naskah.action_submit()
        self.as_user("kasubbag_kesehatan", self.naskah).action_paraf()
        self.sekretaris = self.as_user("sekretaris_kesehatan", self.naskah)
        self.kadis = self.as_user("kadis_kesehatan", self.naskah)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.speak_english()

    def said(self, who):
        who.invalidate_recordset()
        return [(one["kind"], one["text"]) for one in who.get_changes_since_own_paraf()]

    def test_unchanged(self):
        self.assertEqual(
            self.said(self.sekretaris),
            [("subordinate", "Unchanged since the paraf of Kasubbag Umum Dinas Kesehatan.")],
        )

    def test_changed_after_the_paraf(self):
        self.sekretaris.action_paraf()
        self.kadis.body = "<p>Rapat hari Kamis di aula kecil.</p>"
        (since,) = self.kadis.get_changes_since_own_paraf()
        self.assertEqual(since["count"], 2)
        self.assertEqual(
            since["text"],
            "2 places changed by Kepala Dinas Kesehatan since the paraf of Sekretaris Dinas "
            "Kesehatan.",
        )
        self.assertEqual(
            self.kadis.get_comparison(since["from_version_id"])["count"], since["count"]
        )

    def test_changed_on_its_way(self):
        """What the last before him changed himself is no change since his paraf, yet is told."""
        self.sekretaris.body = "<p>Rapat hari Selasa di aula besar.</p>"
        self.sekretaris.action_paraf()
        self.assertEqual(
            self.said(self.kadis),
            [
                ("subordinate", "Unchanged since the paraf of Sekretaris Dinas Kesehatan."),
                (
                    "way",
                    "1 place changed by Sekretaris Dinas Kesehatan since the paraf of Kasubbag "
                    "Umum Dinas Kesehatan.",
                ),
            ],
        )

    def test_changed_by_the_first(self):
        naskah = self.draft()
        naskah.action_submit()
        kasubbag = self.as_user("kasubbag_kesehatan", naskah)
        kasubbag.subject = "Jadwal baru imunisasi sekolah"
        kasubbag.action_paraf()
        self.assertEqual(
            self.said(self.as_user("sekretaris_kesehatan", naskah))[1],
            (
                "way",
                "1 place changed by Kasubbag Umum Dinas Kesehatan since the letter was sent up.",
            ),
        )

    def test_since_ones_own_act(self):
        self.sekretaris.action_return("Perbaiki harinya")
        self.naskah.body = "<p>Rapat hari Kamis di aula besar.</p>"
        self.naskah.action_submit()
        self.as_user("kasubbag_kesehatan", self.naskah).action_paraf()
        self.assertEqual(
            self.said(self.sekretaris),
            [
                ("subordinate", "Unchanged since the paraf of Kasubbag Umum Dinas Kesehatan."),
                ("own", "1 place changed by Staf Umum Dinas Kesehatan since you last had it."),
            ],
        )

    def test_nothing_for_whom_it_does_not_wait(self):
        self.assertEqual(self.said(self.kadis), [])


@tagged("post_install", "-at_install")
class TestComparisonByApi(Json2Case):
    """Comparison by JSON-2."""

    def test_compare(self):
        naskah = self.draft()
        naskah.action_submit()
        self.as_user("kasubbag_kesehatan", naskah).body = TEXT + "<p>Tambahan.</p>"
        compared = self.call("kasubbag_kesehatan", "eoffice.naskah", "get_comparison", naskah.ids)
        self.assertEqual(compared["count"], 1)
        self.call("kadis_sosial", "eoffice.naskah", "get_comparison", naskah.ids, status=403)
