"""Beginning a letter: suggestions, templates, older letters, addressees from one box."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import TEXT, OfficeCase


class StartCase(OfficeCase):
    """A template of the city and one of Kesehatan, for a type with parts."""

    @classmethod
    def build_city(cls):
        city = super().build_city()
        cls.speak_english()
        cls.type_order = cls.env["eoffice.naskah.type"].create(
            {
                "name": "Surat Perintah (uji)",
                "code": "ORDU",
                "number_pattern": "{urut}",
                "part_ids": [
                    Command.create({"name": "Dasar", "code": "dasar", "kind": "points"}),
                    Command.create({"name": "Tempat", "code": "tempat", "kind": "line"}),
                ],
            }
        )
        cls.template = cls.env["eoffice.letter.template"].create(
            {
                "name": "Perintah (uji)",
                "type_id": cls.type_order.id,
                "subject": "Perintah tugas",
                "body": "<p>Laksanakan.</p>",
                "classification_id": cls.klasifikasi.id,
                "sifat": "terbatas",
                "part_ids": [Command.create({"code": "dasar", "points": "Program kerja"})],
                "kepada_jabatan_ids": [Command.set(cls.jabatan["kadis_sosial"].ids)],
            }
        )
        return city

    def start(self, by="staf_kesehatan", **values):
        Naskah = self.env["eoffice.naskah"].with_user(self.users[by])
        return Naskah.browse(Naskah.action_start(**values)["id"])

    def to(self, *keys):
        return [{"jabatan_id": self.jabatan[key].id} for key in keys]


@tagged("post_install", "-at_install")
class TestThreeTaps(StartCase):
    """Type, addressees, subject: everything else is set."""

    def test_everything_else_is_set(self):
        self.draft(subject="Jadwal imunisasi sekolah dasar")
        naskah = self.start(
            type_id=self.type_sd.id,
            subject=" Imunisasi di sekolah ",
            kepada=self.to("kadis_pendidikan"),
            tembusan=self.to("kadis_sosial"),
        )
        self.assertEqual(naskah.subject, "Imunisasi di sekolah")
        self.assertEqual(naskah.classification_id, self.klasifikasi)
        self.assertEqual(naskah.signer_jabatan_id, self.jabatan["kadis_kesehatan"])
        self.assertEqual(naskah.step_ids[-1:].kind, "sign")
        self.assertEqual(naskah.kepada_ids.jabatan_id, self.jabatan["kadis_pendidikan"])
        self.assertEqual(naskah.tembusan_ids.jabatan_id, self.jabatan["kadis_sosial"])
        self.assertFalse(
            [one for one in naskah.get_findings() if one["code"] not in ("body",)],
            "nothing is missing but the text",
        )

    def test_only_for_ones_own_desk(self):
        with self.assertRaises(AccessError):
            self.start(drafter_jabatan_id=self.jabatan["kadis_sosial"].id)
        with self.assertRaises(AccessError):
            self.start(by="administrator")

    def test_types_used_last_come_first(self):
        self.draft(type_id=self.type_order.id)
        self.draft(type_id=self.type_sd.id)
        options = (
            self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"]).get_start_options()
        )
        self.assertEqual(
            [one["id"] for one in options["types"][:2]], (self.type_sd | self.type_order).ids
        )
        self.assertEqual([one["used"] for one in options["types"][:3]], [True, True, False])

    def test_an_older_letter(self):
        naskah = self.draft(subject="Jadwal lama")
        Naskah = self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"])
        self.assertEqual([one["id"] for one in Naskah.find_letters("lama")], naskah.ids)
        copy = Naskah.browse(naskah.action_start_from()["id"])
        self.assertEqual((copy.subject, str(copy.body)), ("Jadwal lama", TEXT))

    def test_nobody_copies_what_he_may_not_read(self):
        naskah = self.sign(self.draft(sifat="rahasia"))
        if naskah.state == "sealed":
            naskah.with_user(self.users["kadis_kesehatan"]).action_distribute()
        for who in ("tu_pendidikan", "staf_sosial"):
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, naskah).action_start_from()
        self.assertFalse(self.as_user("tu_pendidikan", naskah).can_start_from)
        self.assertTrue(self.as_user("kadis_pendidikan", naskah).can_start_from)


@tagged("post_install", "-at_install")
class TestSuggestedKlasifikasi(StartCase):
    """Codes one used for such subjects, those of one's SKPD, words of the code's name."""

    def setUp(self):
        super().setUp()
        Code = self.env["eoffice.classification"]
        self.other = Code.create({"code": "999.8", "name": "Perpustakaan keliling (uji)"})

    def suggestions(self, subject, by="staf_kesehatan"):
        Naskah = self.env["eoffice.naskah"].with_user(self.users[by])
        return [one["id"] for one in Naskah.get_classification_suggestions(subject)]

    def test_the_code_of_ones_own_letters_with_the_same_words(self):
        self.draft(subject="Imunisasi campak", classification_id=self.other.id)
        self.draft(subject="Pengadaan meja")
        self.assertEqual(self.suggestions("Jadwal imunisasi")[0], self.other.id)

    def test_words_of_the_name(self):
        self.assertEqual(self.suggestions("Kunjungan perpustakaan keliling")[0], self.other.id)

    def test_never_from_letters_one_may_not_read(self):
        self.draft(by="kadis_sosial", subject="Zebrakuda", classification_id=self.other.id)
        self.assertNotIn(self.other.id, self.suggestions("Zebrakuda"))

    def test_in_the_form(self):
        self.draft(subject="Imunisasi campak", classification_id=self.other.id)
        naskah = self.draft(subject="Imunisasi campak")
        self.assertIn(self.other.id, [one["id"] for one in naskah.suggested_codes])
        self.assertNotIn(self.klasifikasi.id, [one["id"] for one in naskah.suggested_codes])

    def test_never_one_that_is_not_in_force(self):
        self.draft(subject="Imunisasi campak", classification_id=self.other.id)
        self.other.active = False
        self.assertNotIn(self.other.id, self.suggestions("Imunisasi"))


@tagged("post_install", "-at_install")
class TestLetterTemplates(StartCase):
    """What letters of a type begin with; who keeps it."""

    def test_begin_with_it(self):
        naskah = self.start(template_id=self.template.id, kepada=self.to("kadis_sosial"))
        self.assertEqual(naskah.type_id, self.type_order)
        self.assertEqual((naskah.subject, naskah.sifat), ("Perintah tugas", "terbatas"))
        self.assertEqual(naskah.section_ids.mapped("points"), ["Program kerja", False])
        self.assertEqual(naskah.kepada_ids.jabatan_id, self.jabatan["kadis_sosial"])
        own = self.start(template_id=self.template.id, subject="Punya saya")
        self.assertEqual(own.subject, "Punya saya")

    def test_for_every_new_letter(self):
        self.assertFalse(self.start(type_id=self.type_order.id).subject)
        self.template.is_default = True
        self.assertEqual(self.start(type_id=self.type_order.id).subject, "Perintah tugas")
        own = self.template.copy(
            {"skpd_id": self.organisations["kesehatan"].id, "subject": "Milik Dinkes"}
        )
        self.assertEqual(self.start(type_id=self.type_order.id).subject, "Milik Dinkes")
        elsewhere = self.start(by="staf_sosial", type_id=self.type_order.id)
        self.assertEqual(elsewhere.subject, "Perintah tugas")
        with self.assertRaises(UserError):
            self.start(by="staf_sosial", template_id=own.id)

    def test_in_the_form_as_long_as_nothing_is_written(self):
        self.template.is_default = True
        form = Form(self.env["eoffice.naskah"].with_user(self.users["staf_kesehatan"]))
        form.type_id = self.type_order
        self.assertEqual((form.subject, form.body), ("Perintah tugas", "<p>Laksanakan.</p>"))

    def test_typed_text_is_never_lost(self):
        self.template.is_default = True
        naskah = self.draft(body=TEXT)
        with Form(naskah) as form:
            form.type_id = self.type_order
        self.assertEqual(str(naskah.body), TEXT)
        naskah.section_ids.filtered(lambda one: one.code == "dasar").points = "Surat Camat"
        with Form(naskah) as form:
            form.type_id = self.type_sd
        with Form(naskah) as form:
            form.type_id = self.type_order
        self.assertEqual(str(naskah.body), TEXT)
        self.assertIn("Surat Camat", naskah.section_ids.mapped("points"))

    def test_save_as_template(self):
        naskah = self.draft(subject="Jadwal bulanan")
        self.assertFalse(naskah.can_save_as_template)
        with self.assertRaises(AccessError):
            naskah.action_save_as_template("Bulanan")
        self.send_up(naskah)
        registry = self.as_user("tu_kesehatan", naskah)
        self.assertTrue(registry.can_save_as_template)
        with self.assertRaises(UserError):
            registry.action_save_as_template(" ")
        made = registry.action_save_as_template("Bulanan")
        template = self.env["eoffice.letter.template"].browse(made["id"])
        self.assertEqual(template.skpd_id, self.organisations["kesehatan"])
        self.assertEqual(
            (template.subject, template.kepada_jabatan_ids),
            ("Jadwal bulanan", self.jabatan["kadis_pendidikan"]),
        )

    def test_a_secret_letter_is_no_template(self):
        naskah = self.draft(sifat="rahasia")
        self.send_up(naskah)
        for who in ("tu_kesehatan", "kadis_kesehatan"):
            with self.subTest(who), self.assertRaises(UserError):
                self.as_user(who, naskah).action_save_as_template("Bocor")

    def send_up(self, naskah):
        naskah.action_submit()
        naskah.invalidate_recordset()

    def test_who_keeps_them(self):
        for who in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
            with self.subTest(who), self.assertRaises(AccessError):
                self.as_user(who, self.template).name = "Palsu"
        self.as_user("administrator", self.template).name = "Lain"

    def test_those_of_the_city(self):
        for key in ("undangan_rapat", "surat_pengantar", "nota_dinas", "surat_tugas"):
            template = self.env.ref(f"eoffice_bekasi.letter_template_{key}")
            self.assertFalse(template.skpd_id or template.is_default)
            known = template.type_id.part_ids.mapped("code")
            self.assertFalse(set(template.part_ids.mapped("code")) - set(known), key)


@tagged("post_install", "-at_install")
class TestOneBoxFindsAll(StartCase):
    """Lists, positions and outside contacts from one box; a new contact in one go."""

    def box(self, by="staf_kesehatan"):
        return self.env["eoffice.recipient"].with_user(self.users[by])

    def test_all_kinds(self):
        one = self.env["eoffice.addressee.list"].create(
            {"name": "Mitra Zebra", "jabatan_ids": [Command.set(self.jabatan["sekda"].ids)]}
        )
        partner = self.env["res.partner"].create({"name": "Yayasan Mitra Zebra"})
        found = self.box().find_addressees("mitra zebra")
        self.assertEqual([row.get("list_id") for row in found], [one.id, None])
        self.assertEqual(found[1]["partner_id"], partner.id)
        taken = self.box().find_addressees("mitra zebra", taken={"list_id": one.ids})
        self.assertEqual(len(taken), 1)
        (row,) = self.box().find_addressees("kepala disdik")[:1]
        self.assertEqual(row["jabatan_id"], self.jabatan["kadis_pendidikan"].id)

    def test_another_skpds_list_is_not_offered(self):
        self.env["eoffice.addressee.list"].create(
            {
                "name": "Khusus Zebra",
                "skpd_id": self.organisations["sosial"].id,
                "jabatan_ids": [Command.set(self.jabatan["kabid_sosial"].ids)],
            }
        )
        self.assertFalse(self.box().find_addressees("khusus zebra"))
        self.assertTrue(self.box("staf_sosial").find_addressees("khusus zebra"))

    def test_a_new_contact(self):
        made = self.box().add_outside("  PT  Zebra ", "Jl. Uji 1", "Bekasi", "zebra@example.com")
        partner = self.env["res.partner"].browse(made["partner_id"])
        self.assertEqual((partner.name, partner.street), ("PT Zebra", "Jl. Uji 1"))
        again = self.box().add_outside("pt zebra")
        self.assertEqual([one["partner_id"] for one in again["same"]], partner.ids)
        other = self.box().add_outside("pt zebra", anyway=True)
        self.assertNotEqual(other["partner_id"], partner.id)

    def test_by_whom(self):
        with self.assertRaises(UserError):
            self.box().add_outside(" ")
        internal = self.env["res.users"].search([("login", "=", "internal.uji")])
        internal = internal or self.env["res.users"].create(
            {
                "name": "Internal",
                "login": "internal.uji",
                "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
            }
        )
        with self.assertRaises(AccessError):
            self.env["eoffice.recipient"].with_user(internal).add_outside("PT Palsu")
