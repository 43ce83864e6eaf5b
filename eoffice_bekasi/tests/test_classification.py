"""Klasifikasi: schemes by day, their tree, retention, sifat, successors, search and import."""

from datetime import date, timedelta

from psycopg2.errors import ExclusionViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..tools.local_time import office_today
from .common import OfficeCase
from .test_import import ImportCase
from .test_queries import QueryCase


class ClassificationMixin:
    """The schemes of the data, and shorthands."""

    @classmethod
    def build_city(cls):
        city = super().build_city()
        cls.old = cls.env.ref("eoffice_bekasi.scheme_78_2012")
        cls.new = cls.env.ref("eoffice_bekasi.scheme_83_2022")
        cls.speak_english()
        return city

    @classmethod
    def code(cls, number, scheme=None):
        return cls.env["eoffice.classification"].search(
            [("code", "=", number), ("scheme_id", "=", (scheme or cls.new).id)]
        )

    @classmethod
    def add(cls, number, name="Uji", **values):
        return cls.env["eoffice.classification"].create({"code": number, "name": name, **values})

    def next_scheme(self, begins):
        """Let another scheme come into force, with one code that follows the test's code."""
        scheme = self.env["eoffice.classification.scheme"].create(
            {"name": "Permendagri Uji", "date_from": begins}
        )
        code = self.add("998.1", "Kesehatan baru", scheme_id=scheme.id)
        self.klasifikasi.successor_ids = code
        return scheme, code


class ClassificationCase(ClassificationMixin, OfficeCase):
    pass


@tagged("post_install", "-at_install")
class TestOneSchemeInForce(ClassificationCase):
    """On any day one scheme is in force; the next one ends the one before it."""

    def test_by_day(self):
        Scheme = self.env["eoffice.classification.scheme"]
        for day, scheme in (
            (date(2012, 11, 30), Scheme),
            (date(2022, 12, 31), self.old),
            (date(2023, 1, 1), self.new),
        ):
            self.assertEqual(Scheme._in_force(day), scheme)
        self.assertEqual(Scheme._in_force(), self.new)
        self.assertEqual(Scheme.search([("is_in_force", "=", True)]), self.new)
        self.assertTrue(self.new.is_in_force)
        self.assertFalse(self.old.is_in_force)

    def test_the_next_ends_the_one_before(self):
        day = office_today() + timedelta(days=30)
        scheme = self.env["eoffice.classification.scheme"].create({"name": "Baru"})
        self.assertFalse(self.new.date_to)
        scheme.date_from = day
        self.assertEqual(self.new.date_to, day - timedelta(days=1))
        self.assertTrue(self.new.is_in_force)
        self.assertFalse(scheme.is_in_force)

    @mute_logger("odoo.sql_db")
    def test_never_two(self):
        with self.assertRaises(ExclusionViolation), self.env.cr.savepoint():
            self.old.date_to = "2023-01-01"
            self.env.flush_all()
        with self.assertRaises(ExclusionViolation), self.env.cr.savepoint():
            self.env["eoffice.classification.scheme"].create(
                {"name": "Lama", "date_from": "2020-01-01", "date_to": "2020-12-31"}
            )
            self.env.flush_all()

    def test_new_codes_are_of_the_scheme_in_force(self):
        self.assertEqual(self.klasifikasi.scheme_id, self.new)
        self.assertTrue(self.klasifikasi.is_in_force)
        self.assertFalse(self.code("005", self.old).is_in_force)

    def test_who_may(self):
        for key in ("staf_kesehatan", "tu_kesehatan"):
            with self.assertRaises(AccessError):
                self.as_user(key, self.new).date_to = "2030-01-01"
            with self.assertRaises(AccessError):
                self.as_user(key, self.klasifikasi).name = "Lain"
        self.as_user("administrator", self.new).date_to = "2030-01-01"


@tagged("post_install", "-at_install")
class TestCodesAreATree(ClassificationCase):
    """005 stays 005; each code hangs where its text says, within its scheme."""

    def test_the_data(self):
        self.assertEqual(self.code("005", self.old).code, "005")
        self.assertEqual(self.code("045", self.old).parent_id.code, "040")
        self.assertEqual(
            self.code("000.1.2.3").path,
            "Umum › Ketatausahaan dan Kerumahtanggaan › Perjalanan Dinas Dalam Negeri"
            " › Perjalanan Dinas Pegawai",
        )
        self.assertEqual(
            self.code("040", self.old).successor_ids.mapped("code"), ["000.4", "000.5", "000.6"]
        )
        self.assertIn(self.code("045", self.old), self.code("000.5").predecessor_ids)

    def test_an_update_leaves_corrections_alone(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "eoffice_bekasi"), ("model", "=", "eoffice.classification")]
        )
        self.assertEqual(len(data), 126)
        self.assertTrue(all(data.mapped("noupdate")))

    def test_a_new_code_finds_its_place(self):
        self.assertEqual(self.add("400.7.1").parent_id, self.code("400.7"))
        self.assertEqual(
            self.add("045.2", scheme_id=self.old.id).parent_id, self.code("045", self.old)
        )
        self.assertFalse(self.add("400.7.2", parent_id=False).parent_id)

    def test_paths_follow_names(self):
        self.code("400.7").name = "Sehat"
        self.assertEqual(self.code("400.7").path, "Kesejahteraan Rakyat › Sehat")
        child = self.add("400.7.1", "Imunisasi")
        self.code("400").name = "Kesra"
        self.assertEqual(child.path, "Kesra › Sehat › Imunisasi")

    def test_mangled_codes(self):
        for code, words in (
            ("5", "as 005"),
            ("5.1", "as 005.1"),
            ("400,7", "write 400.7"),
            ("x", "is no code"),
        ):
            with self.assertRaisesRegex(ValidationError, words):
                self.add(code)

    def test_within_its_scheme(self):
        code = self.add("400.7.1")
        with self.assertRaises(ValidationError):
            code.parent_id = self.code("040", self.old)
        with self.assertRaises(ValidationError):
            code.successor_ids = self.code("400.8")
        with self.assertRaises(UserError):
            self.code("400").parent_id = code

    def test_a_code_in_a_number_stays(self):
        self.klasifikasi.code = "999.9"
        self.klasifikasi.code = "999.7"
        self.sign(self.draft())
        with self.assertRaisesRegex(UserError, "stands in the numbers"):
            self.klasifikasi.code = "999.9"
        with self.assertRaisesRegex(UserError, "stands in the numbers"):
            self.klasifikasi.scheme_id = self.old
        self.klasifikasi.write({"code": "999.7", "name": "Nama lain"})


@tagged("post_install", "-at_install")
class TestRetentionComesFromAbove(ClassificationMixin, QueryCase):
    """What a code doesn't say it has from the nearest one above that does."""

    def retention(self, code):
        return (
            code.effective_active_years,
            code.effective_inactive_years,
            code.effective_final_fate,
        )

    def test_retention(self):
        child = self.add("400.7.1")
        self.assertEqual(self.retention(child), (0, 0, False))
        self.code("400").write({"active_years": 2, "inactive_years": 3, "final_fate": "musnah"})
        self.assertEqual(self.retention(child), (2, 3, "musnah"))
        # As a whole: no years from above with a fate from here.
        self.code("400.7").write({"active_years": 1, "final_fate": "permanen"})
        self.assertEqual(self.retention(child), (1, 0, "permanen"))
        child.final_fate = "dinilai"
        self.assertEqual(self.retention(child), (0, 0, "dinilai"))

    def test_sifat(self):
        child = self.add("400.7.1")
        self.assertFalse(child.effective_sifat)
        self.code("400").sifat = "terbatas"
        self.assertEqual(child.effective_sifat, "terbatas")
        self.code("400.7").sifat = "rahasia"
        self.assertEqual(child.effective_sifat, "rahasia")
        self.assertEqual(self.code("400.8").effective_sifat, "terbatas")

    @mute_logger("odoo.sql_db")
    def test_years_need_a_fate(self):
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            self.code("400").active_years = 2
            self.env.flush_all()
        self.assertIn("retention", str(caught.exception))

    def test_in_a_form(self):
        self.code("400").write({"final_fate": "musnah", "active_years": 2, "sifat": "rahasia"})
        with Form(self.env["eoffice.classification"]) as form:
            form.code, form.name, form.parent_id = "400.30", "Uji", self.code("400")
            self.assertEqual(form.effective_final_fate, "musnah")
            self.assertEqual(form.effective_sifat, "rahasia")

    def test_many_cost_as_few(self):
        self.code("400").write({"final_fate": "musnah", "sifat": "rahasia"})
        Classification = self.env["eoffice.classification"]

        def read(limit):
            codes = Classification.search([("scheme_id", "=", self.new.id)], limit=limit)
            codes.mapped("effective_final_fate")
            codes.mapped("effective_sifat")

        few = self.queries(lambda: read(5))
        self.assertEqual(self.queries(lambda: read(80)), few)


@tagged("post_install", "-at_install")
class TestTheSifatFollowsTheKlasifikasi(ClassificationCase):
    """A code raises a letter's sifat, never lowers it, and gives way to who chose by hand."""

    def setUp(self):
        super().setUp()
        self.limited = self.add("999.1", sifat="terbatas")
        self.secret = self.add("999.2", sifat="rahasia")

    def test_raised(self):
        naskah = self.draft(classification_id=self.secret.id)
        self.assertEqual((naskah.sifat, naskah.sifat_by_hand), ("rahasia", False))
        self.assertEqual(naskah.sifat_hint, "By its klasifikasi the letter is Rahasia.")

    def test_never_lowered(self):
        naskah = self.draft(classification_id=self.secret.id)
        naskah.classification_id = self.limited
        self.assertEqual(naskah.sifat, "rahasia")
        naskah.classification_id = self.klasifikasi
        self.assertEqual((naskah.sifat, naskah.sifat_hint), ("rahasia", False))

    def test_raised_again_after_a_lower_one(self):
        naskah = self.draft(classification_id=self.limited.id)
        naskah.classification_id = self.klasifikasi
        naskah.classification_id = self.secret
        self.assertEqual(naskah.sifat, "rahasia")

    def test_by_hand(self):
        naskah = self.draft(sifat="terbatas")
        naskah.classification_id = self.secret
        self.assertEqual((naskah.sifat, naskah.sifat_by_hand), ("terbatas", True))
        self.assertEqual(naskah.sifat_hint, "Letters with this klasifikasi are Rahasia as a rule.")
        naskah = self.draft(sifat="biasa", classification_id=self.secret.id)
        self.assertEqual(naskah.sifat, "biasa")
        naskah.classification_id = self.limited
        self.assertEqual(naskah.sifat, "biasa")

    def test_in_the_form(self):
        Naskah = self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"])
        form = Form(Naskah)
        self.assertEqual(form.sifat, "biasa")
        form.classification_id = self.limited
        self.assertEqual(form.sifat, "terbatas")
        form.classification_id = self.secret
        self.assertEqual(form.sifat, "rahasia")
        form.sifat = "biasa"
        form.classification_id = self.limited
        self.assertEqual(form.sifat, "biasa")
        naskah = form.save()
        self.assertEqual((naskah.sifat, naskah.sifat_by_hand), ("biasa", True))

    def test_the_registry_sees_less_at_once(self):
        naskah = self.draft()
        naskah.action_submit()
        registry = self.as_user("tu_kesehatan", naskah)
        self.assertTrue(registry.subject)
        self.as_user("kasubbag_kesehatan", naskah).classification_id = self.secret
        self.env.invalidate_all()
        self.assertEqual(registry.sifat, "rahasia")
        self.assertFalse(registry.subject)

    def test_letters_keep_theirs_when_the_code_changes(self):
        naskah = self.sign(self.draft())
        self.klasifikasi.sifat = "rahasia"
        self.env.flush_all()
        self.assertEqual(naskah.sifat, "biasa")


@tagged("post_install", "-at_install")
class TestChangeOfSchemeInMidYear(ClassificationCase):
    """Letters signed before keep code and name, numbers go on; drafts take a code in force."""

    def test_numbers_go_on_and_old_letters_stay(self):
        before = self.sign(self.draft())
        _scheme, code = self.next_scheme(office_today())
        self.assertFalse(self.klasifikasi.is_in_force)
        after = self.sign(self.draft(classification_id=code.id))
        self.assertEqual(after.number_seq, before.number_seq + 1)
        self.assertEqual(after.register_id, before.register_id)
        self.assertRegex(before.number, rf"^999\.7/{before.number_seq}/")
        self.assertRegex(after.number, rf"^998\.1/{after.number_seq}/")
        self.klasifikasi.name = "Nama sesudahnya"
        frozen = before.sudo().signature_ids.payload
        self.assertIn('"classification":"999.7"', frozen)
        self.assertIn('"classification_name":"Kesehatan (uji)"', frozen)
        self.assertEqual(before.classification_id, self.klasifikasi)
        self.assertFalse(before.classification_hint)

    def test_a_draft_is_not_submitted(self):
        naskah = self.draft()
        self.next_scheme(office_today())
        with self.assertRaisesRegex(UserError, "Take its place: 998.1 Kesehatan baru"):
            naskah.action_submit()
        self.assertIn("Permendagri 83/2022, which ended", naskah.classification_hint)

    def test_a_letter_in_approval_is_not_signed(self):
        naskah = self.approve(self.draft())
        _scheme, code = self.next_scheme(office_today())
        signer = self.as_user("kadis_kesehatan", naskah)
        with self.assertRaisesRegex(UserError, "998.1 Kesehatan baru"):
            signer.action_sign()
        self.assertEqual(signer.action_use_successor()["state"], "approval")
        signer.action_sign()
        self.assertEqual(naskah.classification_id, code)
        self.assertRegex(naskah.number, r"^998\.1/")

    def test_successor(self):
        naskah = self.draft()
        with self.assertRaisesRegex(UserError, "is in force"):
            naskah.action_use_successor()
        scheme, code = self.next_scheme(office_today())
        other = self.add("998.2", "Bagian lain", scheme_id=scheme.id)
        self.klasifikasi.successor_ids = code | other
        self.assertFalse(naskah.successor_id)
        with self.assertRaisesRegex(UserError, "998.1 Kesehatan baru, 998.2 Bagian lain"):
            naskah.action_use_successor()
        self.klasifikasi.successor_ids = other
        naskah.invalidate_recordset()
        with self.assertRaises(AccessError):
            self.as_user("staf_sosial", naskah).action_use_successor()
        naskah.action_use_successor()
        self.assertEqual(naskah.classification_id, other)

    def test_through_several_schemes(self):
        _scheme, code = self.next_scheme(office_today())
        naskah = self.draft(classification_id=self.code("440", self.old).id)
        self.code("400.7").successor_ids = code
        self.assertEqual(naskah._successors(), code)

    def test_without_a_successor(self):
        naskah = self.draft(classification_id=self.code("005", self.old).id)
        with self.assertRaisesRegex(UserError, "Choose a code that is in force"):
            naskah.action_submit()

    def test_not_yet_in_force_and_archived(self):
        _scheme, code = self.next_scheme(office_today() + timedelta(days=1))
        naskah = self.draft(classification_id=code.id)
        with self.assertRaisesRegex(UserError, "not in force yet"):
            naskah.action_submit()
        naskah.classification_id = self.klasifikasi
        self.klasifikasi.active = False
        with self.assertRaisesRegex(UserError, "not used any more"):
            naskah.action_submit()

    def test_only_codes_in_force_are_offered(self):
        field = self.env["eoffice.naskah"]._fields["classification_id"]
        self.assertEqual(field.domain, "[('is_in_force', '=', True)]")
        found = self.env["eoffice.classification"].search([("is_in_force", "=", True)])
        self.assertEqual(found.scheme_id, self.new)
        self.assertTrue(all(found.mapped("active")))


@tagged("post_install", "-at_install")
class TestQuickSearch(ClassificationMixin, QueryCase):
    """By the beginning of the code or by words; the codes last used first."""

    DOMAIN = [("is_in_force", "=", True)]

    def search(self, text="", by="staf_kesehatan", limit=8, **context):
        Classification = self.env["eoffice.classification"].with_user(self.users[by])
        pairs = Classification.with_context(**context).name_search(text, self.DOMAIN, limit=limit)
        return [name.split()[0] for _id, name in pairs]

    def last_used(self, text="", **values):
        return self.search(text, eoffice_last_used=True, **values)

    def use(self, *codes, by="staf_kesehatan"):
        for code in codes:
            self.draft(by, classification_id=self.code(code).id)

    def test_code(self):
        self.assertEqual(self.search("400.7"), ["400.7"])
        self.assertEqual(self.search("000.1.2")[:2], ["000.1.2", "000.1.2.1"])
        self.assertEqual(self.search("00.7"), [])

    def test_words_in_any_order_also_of_what_it_is_part_of(self):
        self.assertEqual(self.search("dinas dalam")[0], "000.1.2")
        self.assertEqual(self.search("pegawai perjalanan"), ["000.1.2.3"])
        self.assertEqual(self.search("kerumahtanggaan dprd"), ["000.1.2.2"])
        self.assertEqual(self.search("kesehatan imunisasi"), [])

    def test_best_first(self):
        # Of those that are part of it, the one that says it itself.
        self.assertEqual(self.search("perlengkapan")[0], "000.2")
        self.assertEqual(self.search("kesejahteraan")[0], "400")

    def test_nothing_is_a_wildcard(self):
        self.assertEqual(self.search("%"), [])
        self.assertEqual(self.search("400_7"), [])

    def test_only_in_force(self):
        self.assertEqual(self.search("undangan"), [])
        self.assertNotIn("100.3.3.2", self.search("100.3", limit=50))

    def test_last_used_on_top(self):
        self.use("400.7", "000.5", "400.7", "100.3", "800.1", "900.1", "700.1")
        self.assertEqual(self.last_used()[:6], ["700.1", "900.1", "800.1", "100.3", "400.7", "000"])
        self.assertEqual(self.search()[:2], ["000", "000.1"])
        # Of those found, too.
        self.assertEqual(self.search("400")[:2], ["400", "400.1"])
        self.assertEqual(self.last_used("400")[:2], ["400.7", "400"])

    def test_also_in_the_list_that_a_phone_shows(self):
        self.use("400.7")
        Classification = self.env["eoffice.classification"].with_user(self.users["staf_kesehatan"])
        rows = Classification.with_context(eoffice_last_used=True).web_search_read(
            self.DOMAIN, {"code": {}}, limit=3
        )["records"]
        self.assertEqual([row["code"] for row in rows], ["400.7", "000", "000.1"])

    def test_only_ones_own(self):
        self.use("400.7")
        self.assertEqual(self.last_used(by="staf_sosial")[0], "000")

    def test_not_what_one_may_not_read_any_more(self):
        self.use("400.7")
        yesterday = office_today() - timedelta(days=1)
        self.jabatan["staf_kesehatan"].assignment_ids.date_to = yesterday
        other = self.add_jabatan(
            "lain", "Staf Lain", "sosial", self.jabatan["kadis_sosial"], user=False
        )
        self.env["eoffice.assignment"].create(
            {"jabatan_id": other.id, "user_id": self.users["staf_kesehatan"].id}
        )
        self.assertEqual(self.last_used()[0], "000")

    def test_not_what_is_out_of_force(self):
        self.draft(classification_id=self.code("005", self.old).id)
        self.assertEqual(self.last_used()[0], "000")

    def test_with_its_place(self):
        Classification = self.env["eoffice.classification"].with_user(self.users["staf_kesehatan"])
        row = Classification.web_name_search("400.7", {"display_name": {}}, self.DOMAIN)[0]
        self.assertEqual(row["display_name"], "400.7 Kesehatan")
        self.assertEqual(
            row["__formatted_display_name"], "400.7 Kesehatan\t--Kesejahteraan Rakyat--"
        )

    def test_queries(self):
        self.use("400.7", "000.5")
        few = self.queries(lambda: self.last_used("kes", limit=1))
        many = self.queries(lambda: self.last_used("kes", limit=50))
        self.assertEqual(many, few)


@tagged("post_install", "-at_install")
class TestCodesComeByImport(ClassificationMixin, ImportCase):
    """A whole scheme in one file: all or nothing, codes as text, places by code."""

    FIELDS = ("code", "name", "active_years", "inactive_years", "final_fate", "sifat")

    def codes(self, *rows, fields=FIELDS, who="administrator"):
        return self.load("eoffice.classification", fields, rows, who)

    def test_new_and_again(self):
        rows = [
            ["400.7.1.1", "Vaksin", "", "", "", ""],
            ["400.7.1", "Imunisasi", "2", "3", "Musnah", "Terbatas"],
        ]
        self.assertEqual(self.counts(self.codes(*rows))["new"], 2)
        code = self.code("400.7.1.1")
        self.assertEqual(code.parent_id.parent_id, self.code("400.7"))
        self.assertEqual(code.path, "Kesejahteraan Rakyat › Kesehatan › Imunisasi › Vaksin")
        self.assertEqual(
            (code.effective_active_years, code.effective_final_fate, code.effective_sifat),
            (2, "musnah", "terbatas"),
        )
        self.assertEqual(self.counts(self.codes(*rows)), {"new": 0, "changed": 0, "unchanged": 2})

    def test_mapping_and_scheme(self):
        fields = ("code", "name", "scheme_id", "successor_ids")
        rows = (
            ["115", "Uji lama", "Permendagri 78/2012", "400.7, 400.8"],
            ["045", "Kearsipan", "Permendagri 78/2012", "000.5"],
            ["027", "Pengadaan", "Permendagri 78/2012", ""],
        )
        answer = self.codes(*rows, fields=fields)
        self.assertEqual(self.errors(answer), [(1, "Code above", "The code above it,")])
        rows = (["110", "Uji atas", "Permendagri 78/2012", ""], *rows)
        self.assertEqual(self.counts(self.codes(*rows, fields=fields))["new"], 2)
        self.assertEqual(
            self.code("115", self.old).successor_ids, self.code("400.7") | self.code("400.8")
        )
        self.assertFalse(self.code("027", self.old).successor_ids)
        self.assertEqual(self.counts(self.codes(*rows, fields=fields))["unchanged"], 4)

    def test_all_errors_at_once(self):
        answer = self.codes(
            ["5", "Undangan", "", "", "", ""],
            ["400,7", "Kesehatan", "", "", "", ""],
            ["\u2060400.1", "Angka", "", "", "", ""],
            ["400.40.1", "Tanpa induk", "", "", "", ""],
            ["400.41", "Masa", "2", "", "", ""],
            ["400.42", "Masa", "dua", "-1", "Dibakar", "Gelap"],
            ["400.7", "Satu", "", "", "", ""],
            ["400.7", "Dua", "", "", "", ""],
        )
        self.assertEqual(
            self.errors(answer),
            [
                (1, "Code", "5 has lost its"),
                (2, "Code", "400,7 has a comma"),
                (3, "Code", "The cell is a"),
                (4, "Code above", "The code above it,"),
                (5, "Final fate", "Years of retention need"),
                (6, "Years active", "Write a whole number,"),
                (6, "Years inactive", "Write a whole number,"),
                (6, "Final fate", "Not one of the"),
                (6, "Sifat", "Not one of the"),
                (8, "Code", "This code is in"),
            ],
        )
        self.assertIn("400.40", answer["report"]["errors"][3]["message"])
        self.assertFalse(self.code("400.41"))

    def test_one_scheme_a_file(self):
        fields = ("code", "name", "scheme_id", "successor_ids")
        answer = self.codes(
            ["400.7", "Kesehatan", "Permendagri 83/2022", ""],
            ["440", "Kesehatan", "Permendagri 78/2012", ""],
            ["400.8", "Agama", "", "777.7"],
            fields=fields,
        )
        self.assertIn((2, "Scheme", "Row 1 is of"), self.errors(answer))
        self.assertIn((3, "Replaced by", "No other scheme has"), self.errors(answer))

    def test_named_parent_and_circle(self):
        fields = ("code", "name", "parent_id")
        self.codes(["400.50.1", "Anak", "400.7"], fields=fields)
        self.assertEqual(self.code("400.50.1").parent_id, self.code("400.7"))
        answer = self.codes(["400.7", "Kesehatan", "400.50.1"], fields=fields)
        self.assertEqual(self.errors(answer), [(1, "Code above", "The code would be")])

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self.codes(["400.60", "Palsu", "", "", "", ""], who="tu_kesehatan")

    def test_a_whole_law_in_few_statements(self):
        """2,350 rows in batches: what is written doesn't grow with what is asked."""
        rows = [["600.9", "Uji", "", "", "", ""]]
        rows += [[f"600.9.{i}", f"Uji {i}", "1", "2", "Musnah", ""] for i in range(1, 50)]
        rows += [
            [f"600.9.{i}.{j}", f"Uji {i} {j}", "", "", "", ""]
            for i in range(1, 50)
            for j in range(1, 48)
        ]
        self.assertGreater(len(rows), 2350)
        before = self.env.cr.sql_log_count
        self.assertEqual(self.counts(self.codes(*rows))["new"], len(rows))
        self.assertLess(self.env.cr.sql_log_count - before, 400)
        before = self.env.cr.sql_log_count
        self.assertEqual(self.counts(self.codes(*rows))["unchanged"], len(rows))
        self.assertLess(self.env.cr.sql_log_count - before, 60)
