"""The parts of a letter beside its body: each rule of them by its name."""

import csv
from collections import Counter

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from ..models.naskah_part import CATALOGUE
from ..models.naskah_section import VALUES
from .common import OfficeCase

CANARY = "kenari7391"
PEOPLE = [{"name": "Siti Uji", "pangkat": "Penata (III/c)", "nip": "1970", "jabatan": "Analis"}]


class PartsMixin:
    """A type of order (ORD) and one of invitations (INV) beside the plain type of the city."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.add_type(
            "ORD",
            ("menimbang", "Menimbang", "points", {"numbering": "letter"}),
            ("dasar", "Dasar", "points", {"required": True}),
            ("memerintahkan", "MEMERINTAHKAN", "word", {}),
            ("kepada", "Kepada", "people", {"required": True}),
            ("untuk", "Untuk", "text", {"place": "after"}),
        )
        cls.order.text_required = False
        cls.invitation = cls.add_type(
            "INV",
            ("hari", "Hari/tanggal", "date", {"style": "indented"}),
            ("mulai", "Waktu", "moment", {"style": "indented"}),
            ("tempat", "Tempat", "line", {"style": "indented"}),
            ("dasar", "Dasar", "points", {}),
        )

    @classmethod
    def add_type(cls, code, *parts):
        return cls.env["eoffice.naskah.type"].create(
            {
                "name": f"Jenis {code}",
                "code": code,
                "part_ids": [
                    Command.create(
                        {"code": key, "name": name, "kind": kind, "sequence": place, **values}
                    )
                    for place, (key, name, kind, values) in enumerate(parts, 1)
                ],
            }
        )

    def fill(self, naskah, **values):
        """Write values into the sections of a letter, by code."""
        for section in naskah.section_ids:
            if section.code in values:
                section.write(values[section.code])
        return naskah

    def complete(self, **values):
        naskah = self.draft(type_id=self.order.id, **values)
        return self.fill(
            naskah,
            dasar={"points": "Perwal 24.A\nSurat Camat"},
            kepada={"people": PEOPLE},
            untuk={"text": "<p>Hadir</p>"},
        )

    def codes(self, naskah):
        return naskah.section_ids.filtered("part_id").sorted("sequence").mapped("code")


class PartsCase(PartsMixin, OfficeCase):
    """The types with parts in a transaction that is rolled back."""


@tagged("post_install", "-at_install")
class TestLetterHasTheSectionsOfItsType(PartsCase):
    """Each part of the letter's type has a row, whenever type, letter or part came first."""

    def test_new_letter(self):
        naskah = self.draft(type_id=self.order.id)
        self.assertEqual(
            self.codes(naskah), ["menimbang", "dasar", "memerintahkan", "kepada", "untuk"]
        )
        self.assertEqual(naskah.section_ids.mapped("name")[0], "Menimbang")

    def test_type_without_parts(self):
        naskah = self.draft()
        self.assertFalse(naskah.section_ids)
        self.assertNotIn("parts", naskah._freeze_payload())

    def test_new_letter_that_brings_values(self):
        naskah = self.draft(
            type_id=self.invitation.id,
            section_ids=[Command.create({"code": "tempat", "line": "Aula"})],
        )
        self.assertEqual(self.codes(naskah), ["hari", "mulai", "tempat", "dasar"])
        self.assertEqual(naskah.section_ids.filtered("line").line, "Aula")

    def test_many_letters_cost_as_few_statements_as_one(self):
        for _turn in range(2):
            self.draft(type_id=self.order.id)
        letters = self.env["eoffice.naskah"].browse(
            [self.draft(type_id=self.order.id).id for _turn in range(5)]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(5):
            letters.section_ids.mapped("name")

    def test_part_that_comes_later(self):
        naskah, signed = self.draft(), self.sign(self.draft())
        self.type_sd.part_ids = [Command.create({"name": "Saksi", "kind": "people"})]
        self.assertEqual(self.codes(naskah), ["saksi"])
        self.assertFalse(signed.section_ids)

    def test_part_that_goes(self):
        """What was written stays, and shows again when the part comes back."""
        naskah = self.complete()
        self.order.part_ids.filtered(lambda part: part.code == "untuk").unlink()
        self.assertNotIn("untuk", self.codes(naskah))
        self.assertNotIn("untuk", [part["code"] for part in naskah._freeze_payload()["parts"]])
        self.order.part_ids = [Command.create({"name": "Untuk", "kind": "text"})]
        self.env.invalidate_all()
        self.assertEqual(
            naskah.section_ids.filtered(lambda one: one.code == "untuk").text, "<p>Hadir</p>"
        )


@tagged("post_install", "-at_install")
class TestTypeChanges(PartsCase):
    """Nothing typed is lost when the type of a draft changes."""

    def test_same_code_keeps_its_value(self):
        naskah = self.complete()
        naskah.type_id = self.invitation
        self.assertEqual(self.codes(naskah), ["hari", "mulai", "tempat", "dasar"])
        (dasar,) = naskah.section_ids.filtered(lambda one: one.code == "dasar")
        self.assertEqual(dasar.points, "Perwal 24.A\nSurat Camat")

    def test_there_and_back(self):
        naskah = self.complete()
        before = naskah._freeze_payload()["parts"]
        naskah.type_id = self.type_sd
        self.assertNotIn("parts", naskah._freeze_payload())
        naskah.type_id = self.order
        self.assertEqual(naskah._freeze_payload()["parts"], before)

    def test_copy_of_a_type_has_its_parts(self):
        copy = self.order.copy({"code": "ORD2", "name": "Salinan"})
        self.assertEqual(copy.part_ids.mapped("code"), self.order.part_ids.mapped("code"))

    def test_in_the_form(self):
        """What the screen does before anything is saved."""
        Naskah = self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"])
        spec = {
            "type_id": {},
            "section_ids": {"fields": {"code": {}, "kind": {}, "part_id": {}, "points": {}}},
        }
        values = Naskah.onchange({"type_id": self.order.id}, ["type_id"], spec)["value"]
        made = [vals for command, _id, vals in values["section_ids"] if command == 0]
        self.assertEqual([vals["code"] for vals in made][:2], ["menimbang", "dasar"])
        self.assertEqual(made[0]["kind"], "points")
        saved = self.complete()
        values = saved.onchange({"type_id": self.invitation.id}, ["type_id"], spec)["value"]
        new = [vals["code"] for command, _id, vals in values["section_ids"] if command == 0]
        self.assertEqual(new, ["hari", "mulai", "tempat"])
        self.assertFalse([one for one in values["section_ids"] if one[0] in (2, 3, 5)])


@tagged("post_install", "-at_install")
class TestRequiredParts(PartsCase):
    """A letter goes up only with the parts its type demands; the message names them."""

    def test_missing_parts_are_named(self):
        naskah = self.draft(type_id=self.order.id)
        with self.assertRaisesRegex(UserError, r"(?s)Dasar: .*Kepada: ") as caught:
            naskah.action_submit()
        self.assertNotIn("Menimbang", caught.exception.args[0])
        self.assertNotIn("MEMERINTAHKAN", caught.exception.args[0])

    def test_blanks_are_nothing(self):
        naskah = self.complete()
        self.fill(naskah, dasar={"points": " \n\n"}, kepada={"people": [{"name": "  "}]})
        with self.assertRaisesRegex(UserError, r"(?s)Dasar: .*Kepada: "):
            naskah.action_submit()

    def test_filled(self):
        self.assertEqual(self.complete().action_submit()["state"], "approval")

    def test_text_is_asked_where_the_type_wants_it(self):
        self.complete(body=False).action_submit()
        self.order.text_required = True
        with self.assertRaisesRegex(UserError, "Text: the letter is empty"):
            self.complete(body=False).action_submit()


@tagged("post_install", "-at_install")
class TestWhoWritesSections(PartsCase):
    """As the body: the drafter, then who has the step, then nobody; others never."""

    def test_drafter_then_the_step_then_nobody(self):
        naskah = self.complete()
        dasar = naskah.section_ids.filtered(lambda one: one.code == "dasar")
        dasar.points = "Satu"
        naskah.action_submit()
        with self.assertRaises(AccessError):
            dasar.points = "Dua"
        current = self.as_user("kasubbag_kesehatan", naskah)
        current.write({"section_ids": [Command.update(dasar.id, {"points": "Tiga"})]})
        self.assertEqual(dasar.sudo().points, "Tiga")
        while naskah.sudo().step_ids.filtered(lambda one: one.state == "current").kind != "sign":
            step = naskah.sudo().step_ids.filtered(lambda one: one.state == "current")
            naskah.with_user(step.jabatan_id.holder_id).action_paraf()
        self.as_user("kadis_kesehatan", naskah).action_sign()
        for key in ("staf_kesehatan", "kasubbag_kesehatan", "kadis_kesehatan", "administrator"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, dasar).write({"points": "Palsu"})
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, dasar).unlink()
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, dasar).create({"naskah_id": naskah.id, "code": "palsu"})

    def test_others(self):
        naskah = self.complete()
        for key in ("staf_sosial", "kadis_pendidikan", "tu_kesehatan", "administrator"):
            mine = self.as_user(key, naskah.section_ids)
            with self.subTest(key), self.assertRaises(AccessError):
                mine[0].points = "Palsu"
            with self.subTest(key), self.assertRaises(AccessError):
                mine.create({"naskah_id": naskah.id, "code": "palsu"})
            self.assertFalse(mine.search([("naskah_id", "=", naskah.id)]))

    def test_section_never_moves(self):
        naskah, other = self.complete(), self.draft()
        dasar = naskah.section_ids.filtered(lambda one: one.code == "dasar")
        dasar.write({"naskah_id": other.id, "code": "lain", "points": "Baru"})
        self.assertEqual((dasar.naskah_id, dasar.code, dasar.points), (naskah, "dasar", "Baru"))

    def test_drafter_deletes_no_section_but_his_draft_with_all(self):
        naskah = self.complete()
        with self.assertRaises(AccessError):
            naskah.section_ids[0].unlink()
        sections = naskah.sudo().section_ids
        naskah.unlink()
        self.assertFalse(sections.exists())

    def test_people_are_people(self):
        (kepada,) = self.complete().section_ids.filtered(lambda one: one.code == "kepada")
        for value in ("x", {"name": "x"}, [1], [{"name": {"html": "x"}}]):
            with self.subTest(value), self.assertRaises(ValidationError):
                kepada.people = value

    def test_secret_letter_is_closed_to_the_registry(self):
        naskah = self.complete(sifat="rahasia")
        naskah.action_submit()
        registry = self.as_user("tu_kesehatan", naskah)
        self.assertTrue(registry.read(["state"]))
        registry.invalidate_recordset()
        self.assertFalse(registry.section_ids)
        Section = self.env["eoffice.naskah.section"].with_user(self.users["tu_kesehatan"])
        self.assertFalse(Section.search([("points", "ilike", "Perwal")]))
        with self.assertRaises(AccessError):
            Section.browse(naskah.sudo().section_ids.ids).read(["points"])


@tagged("post_install", "-at_install")
class TestDefinitionOfParts(PartsCase):
    """The administrator adds, orders and names parts; nobody else."""

    def test_rights(self):
        part = self.order.part_ids[0]
        for key in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
            mine = self.as_user(key, part)
            self.assertTrue(mine.read(["name"]))
            for call in (lambda m=mine: m.write({"name": "x"}), mine.unlink):
                with self.assertRaises(AccessError):
                    call()
        self.as_user("administrator", part).name = "Pertimbangan"
        self.assertEqual(part.code, "menimbang")

    def test_code_is_made_of_the_name_and_stays(self):
        part = self.env["eoffice.naskah.part"].create(
            {"type_id": self.type_sd.id, "name": "Hari/tanggal", "kind": "date"}
        )
        self.assertEqual(part.code, "hari_tanggal")
        with self.assertRaises(UserError):
            part.code = "lain"

    @mute_logger("odoo.sql_db")
    def test_code_once_in_a_type(self):
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            self.type_sd.part_ids = [Command.create({"name": "Saksi"}) for _turn in range(2)]
        self.assertEqual(getattr(caught.exception, "pgcode", None), "23505")

    def test_order_is_the_administrators(self):
        naskah = self.complete()
        last = self.order.part_ids.filtered(lambda part: part.code == "untuk")
        last.sequence = 0
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(naskah._freeze_payload()["parts"][0]["code"], "untuk")

    def test_catalogue(self):
        """Each row of the catalogue can be loaded, whatever types there are."""
        with file_open(CATALOGUE) as file:
            wanted = Counter(row["type"] for row in csv.DictReader(file) if row["kind"] != "body")
        types = self.env["eoffice.naskah.type"].with_context(active_test=False)
        here = set(types.search([]).mapped("code"))
        types.create([{"name": code, "code": code} for code in wanted if code not in here])
        found = types.search([("code", "in", list(wanted))])
        found.part_ids.unlink()
        self.env["eoffice.naskah.part"]._load_catalogue()
        for naskah_type in found:
            self.assertEqual(len(naskah_type.part_ids), wanted[naskah_type.code])
        order = found.filtered(lambda one: one.code == "ST")[:1]
        self.assertFalse(order.text_required)
        self.assertIn("memerintahkan", order.part_ids.mapped("code"))

    def test_catalogue_leaves_what_is_there(self):
        order = self.env["eoffice.naskah.type"].search([("code", "=", "ST")], limit=1)
        order.part_ids[1:].unlink()
        self.env["eoffice.naskah.part"]._load_catalogue()
        self.assertEqual(len(order.part_ids), 1)


@tagged("post_install", "-at_install")
class TestPartsOfVersionsAndCopies(PartsCase):
    """A version keeps the parts as they stood; a copy of a letter takes them over."""

    def test_versions(self):
        naskah = self.complete()
        naskah.action_submit()
        first = naskah.version_ids
        self.assertEqual(first.parts[0]["code"], "dasar")
        current = self.as_user("kasubbag_kesehatan", naskah)
        self.fill(current, dasar={"points": "Diubah"})
        current.action_return("Periksa")
        self.assertEqual(len(naskah.version_ids), 2)
        self.env.invalidate_all()
        self.assertIn("Surat Camat", first.parts_html)
        self.assertIn("Siti Uji, Penata (III/c), 1970, Analis", first.parts_html)
        self.assertIn("Diubah", naskah.version_ids.sorted("sequence")[-1].parts_html)

    def test_what_is_read_on_a_screen(self):
        """Parts stand with the text where that is read, for who may read the content."""
        naskah = self.complete(sifat="rahasia")
        self.env.invalidate_all()
        said = "".join((naskah.parts_before_html or "", naskah.parts_after_html or ""))
        self.assertIn("Surat Camat", said)
        naskah.action_submit()
        self.env.invalidate_all()
        registry = naskah.with_user(self.users["tu_kesehatan"])
        self.assertFalse(registry.parts_before_html or registry.parts_after_html)

    def test_unchanged_parts_make_no_version(self):
        naskah = self.complete()
        naskah.action_submit()
        self.env.flush_all()
        self.env.invalidate_all()
        self.as_user("kasubbag_kesehatan", naskah).action_paraf()
        self.assertEqual(len(naskah.version_ids), 1)

    def test_copy(self):
        naskah = self.complete()
        copy = naskah.copy()
        self.assertEqual(copy._freeze_payload()["parts"], naskah._freeze_payload()["parts"])
        self.assertFalse(copy.section_ids & naskah.section_ids)
        self.assertLessEqual(VALUES, set(self.env["eoffice.naskah.section"]._fields))


@tagged("post_install", "-at_install")
class TestFrozenParts(PartsCase):
    """Signing freezes the parts as they print; nothing changes them after that."""

    def parts(self, naskah):
        return {part["code"]: part for part in naskah._freeze_payload().get("parts", [])}

    def test_each_kind(self):
        parts = self.parts(self.complete())
        self.assertEqual(list(parts), ["dasar", "memerintahkan", "kepada", "untuk"])
        self.assertEqual(
            parts["dasar"]["value"],
            [{"label": "1.", "text": "Perwal 24.A"}, {"label": "2.", "text": "Surat Camat"}],
        )
        self.assertEqual(parts["kepada"]["value"], PEOPLE)
        self.assertEqual(parts["untuk"]["value"], "<p>Hadir</p>")
        self.assertEqual(parts["untuk"]["place"], "after")
        naskah = self.draft(type_id=self.invitation.id)
        self.fill(
            naskah,
            hari={"day": "2026-11-30"},
            mulai={"moment": "2026-11-30 18:30:00"},
            tempat={"line": " Aula  Dinas "},
        )
        values = {code: part["value"] for code, part in self.parts(naskah).items()}
        # By the office's clock (WIB), on the next day.
        self.assertEqual(
            values,
            {"hari": "2026-11-30", "mulai": "2026-12-01T01:30", "tempat": "Aula Dinas"},
        )

    def test_a_word_alone_prints_nothing(self):
        self.assertEqual(self.parts(self.draft(type_id=self.order.id)), {})

    def test_signed_letter_keeps_them(self):
        naskah = self.sign(self.complete())
        payload = naskah.sudo().signature_ids.payload
        self.assertIn("Surat Camat", payload)
        self.order.part_ids.filtered(lambda part: part.code == "dasar").name = "Lain"
        naskah.sudo().section_ids.filtered("points").points = "Lain"
        self.assertEqual(naskah.sudo().signature_ids.payload, payload)

    def test_script_is_cleaned_when_it_is_kept(self):
        naskah = self.complete()
        self.fill(naskah, untuk={"text": "<p>Isi</p><script>x()</script>"})
        self.assertEqual(self.parts(naskah)["untuk"]["value"], "<p>Isi</p>")


@tagged("post_install", "-at_install")
class TestSearchFindsWordsInParts(PartsCase):
    """Searching the text of letters looks into their parts, as far as they are open."""

    def test_search(self):
        naskah = self.complete(sifat="rahasia")
        self.fill(naskah, dasar={"points": f"Surat {CANARY}"})
        naskah.action_submit()
        for key, found in (("staf_kesehatan", naskah), ("tu_kesehatan", naskah.browse())):
            mine = self.as_user(key, naskah)
            self.assertEqual(mine.search([("body", "ilike", CANARY)]), found)
