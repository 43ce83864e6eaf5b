import base64
import json
from datetime import date, timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..tools.local_time import office_today
from .common import OfficeCase


class TypeCase(OfficeCase):
    """Two regulations of the test's own: one in force since 2020, to be followed by another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.speak_english()
        cls.old = cls.env["eoffice.regulation"].create(
            {"name": "Perwal 1/2020", "date_from": date(2020, 1, 1)}
        )
        cls.type_sd.regulation_id = cls.old
        cls.type_sp = cls.type_sd.copy({"code": "SPU", "name": "Surat Perintah (uji)"})

    def follow(self, days=30):
        """Let a new regulation follow in some days; return it."""
        wizard = self.env["eoffice.new.regulation"].with_user(self.users["administrator"])
        day = office_today() + timedelta(days=days)
        wizard.create(
            {"regulation_id": self.old.id, "name": "Perwal 2/2030", "date_from": day}
        ).action_apply()
        return self.env["eoffice.regulation"].search([("replaces_id", "=", self.old.id)])

    def on(self, day):
        """Let the office's clock show a day, wherever a type's validity is asked."""
        for module in (
            "validity",
            "naskah_type_choice",
            "regulation_succession",
            "naskah_numbering",
        ):
            self.startPatcher(
                patch(
                    f"odoo.addons.eoffice_bekasi.models.{module}.office_today",
                    lambda: day,
                )
            )
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestCatalogue(OfficeCase):
    """All rows of the catalogue are there, for both regulations (naskah-dinas.md section 1)."""

    def types(self, regulation):
        regulation = self.env.ref(f"eoffice_bekasi.regulation_{regulation}")
        return self.env["eoffice.naskah.type"].search([("regulation_id", "=", regulation.id)])

    def test_permendagri_54_2009(self):
        groups = self.types("54_2009").grouped("group")
        self.assertEqual(len(groups["surat"]), 31)
        self.assertEqual(len(groups["produk_hukum"]), 4)
        self.assertEqual(set(groups), {"surat", "produk_hukum"})

    def test_permendagri_1_2023(self):
        types = self.types("1_2023")
        self.assertEqual(
            set(types.mapped("group")), {"produk_hukum", "arahan", "korespondensi", "khusus"}
        )
        self.assertFalse(types.filtered(lambda one: not one.description))
        # Each row of 54/2009 goes on in one of 1/2023.
        self.assertEqual(types.predecessor_id, self.types("54_2009"))

    def test_names_without_titles(self):
        """Ps. 44: not on pengaturan and penetapan, nor on piagam, sertifikat and STTPP."""
        codes = set(self.types("1_2023").filtered(lambda one: not one.print_titles).mapped("code"))
        self.assertEqual(
            codes,
            {"PERDA", "PERWAL", "PERBER", "KEPWAL", "PERDPRD", "KEPDPRD", "KEPPD", "INS"}
            | {"PIAGAM", "SERT", "STTPP", "LD", "BD"},
        )

    def test_without_number(self):
        codes = set(self.types("1_2023").filtered(lambda one: not one.is_numbered).mapped("code"))
        self.assertEqual(codes, {"MEMO", "NOTULEN", "DH", "DISP", "PRAPERDA", "JRAPERDA"})

    def test_an_update_leaves_it_to_the_administrator(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "eoffice_bekasi"), ("model", "=", "eoffice.naskah.type")]
        )
        self.assertEqual(data.filtered("noupdate"), data)
        self.assertGreaterEqual(len(data), 80)


@tagged("post_install", "-at_install")
class TestAbbreviation(TypeCase):
    """An abbreviation tells a type from the others of its regulation."""

    def test_once_in_a_regulation(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.type_sd.copy({"code": "sdu"})

    def test_again_in_another(self):
        other = self.old.copy({"name": "Perwal 9/2031"})
        self.assertEqual(self.type_sd.copy({"regulation_id": other.id}).code, "SDU")

    def test_found_by_name_or_abbreviation(self):
        Types = self.env["eoffice.naskah.type"]
        for words in ("SPU", "surat perintah (uji)"):
            self.assertEqual([row[0] for row in Types.name_search(words)], self.type_sp.ids, words)

    def test_one_that_is_not_in_force_says_where_it_is_from(self):
        self.assertEqual(self.type_sd.display_name, "Surat Dinas (uji)")
        self.old.date_to = date(2021, 1, 1)
        self.assertEqual(self.type_sd.display_name, "Surat Dinas (uji) (Perwal 1/2020)")


@tagged("post_install", "-at_install")
class TestOnlyTypesInForce(TypeCase):
    """A drafter chooses among the types in force today; a draft of another is not sent."""

    def test_offered(self):
        domain = self.env["eoffice.naskah"]._fields["type_id"].domain
        Types = self.env["eoffice.naskah.type"]
        in_force = Types.search(safe_eval(domain))
        self.assertIn(self.type_sd, in_force)
        self.assertNotIn(self.env.ref("eoffice_bekasi.naskah_type_54_sd"), in_force)
        self.type_sd.valid_to = office_today() - timedelta(days=1)
        self.assertNotIn(self.type_sd, Types.search(safe_eval(domain)))

    def test_the_first_choice_is_in_force(self):
        self.type_sd.valid_to = self.type_sp.valid_to = date(2021, 1, 1)
        new = self.as_user("staf_kesehatan", self.env["eoffice.naskah"]).default_get(["type_id"])
        self.assertEqual(new["type_id"], self.env.ref("eoffice_bekasi.naskah_type_sd").id)

    def test_refused_when_sent(self):
        naskah = self.draft()
        self.type_sd.valid_to = office_today() - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "isn't in force today. Choose one from the list"):
            naskah.action_submit()
        self.assertEqual(naskah.state, "draft")

    def test_the_refusal_says_what_to_choose(self):
        naskah = self.draft()
        new = self.follow(days=1)
        self.on(new.date_from)
        with self.assertRaisesRegex(
            UserError, r"\(Perwal 1/2020\) isn't in force today\. Choose Surat Dinas \(uji\)\."
        ):
            naskah.action_submit()
        naskah.type_id = new.type_ids.filtered(lambda one: one.code == "SDU")
        naskah.action_submit()
        self.assertEqual(naskah.state, "approval")

    def test_what_was_sent_in_time_is_signed(self):
        naskah = self.draft()
        self.approve(naskah)
        self.type_sd.valid_to = office_today() - timedelta(days=1)
        self.as_user("kadis_kesehatan", naskah).action_sign()
        self.assertEqual(naskah.sudo().letter_date, office_today())


@tagged("post_install", "-at_install")
class TestUsualSifat(TypeCase):
    """A type brings its usual sifat into a new letter, unless the drafter chose another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_sp.default_sifat = "terbatas"

    def form(self):
        return Form(self.as_user("staf_kesehatan", self.env["eoffice.naskah"]))

    def test_new_letters(self):
        self.assertEqual(self.draft(type_id=self.type_sp.id).sifat, "terbatas")
        self.assertEqual(self.draft().sifat, "biasa")

    def test_the_drafter_chose(self):
        self.assertEqual(self.draft(type_id=self.type_sp.id, sifat="rahasia").sifat, "rahasia")

    def test_form_follows_the_type(self):
        form = self.form()
        self.assertEqual(form.sifat, "biasa")
        form.type_id = self.type_sp
        self.assertEqual(form.sifat, "terbatas")
        form.type_id = self.type_sd
        self.assertEqual(form.sifat, "biasa")

    def test_form_keeps_a_choice(self):
        form = self.form()
        form.sifat = "rahasia"
        form.type_id = self.type_sp
        self.assertEqual(form.sifat, "rahasia")

    def test_first_type(self):
        self.type_sd.default_sifat = "terbatas"
        self.assertEqual(self.form().sifat, "terbatas")


@tagged("post_install", "-at_install")
class TestWhoSigns(TypeCase):
    """The type says who may sign; a type that says nothing lets all sign that may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.walikota = cls.env.ref("eoffice_bekasi.signer_walikota")
        cls.sekda = cls.env.ref("eoffice_bekasi.signer_sekda")
        cls.kepala = cls.env.ref("eoffice_bekasi.signer_kepala_pd")

    def offered(self):
        found = self.env["eoffice.jabatan"].search([("signs_type_id", "=", self.type_sd.id)])
        return found & self.env["eoffice.jabatan"].union(*self.jabatan.values())

    def test_no_rule(self):
        self.assertEqual(
            self.offered(),
            self.env["eoffice.jabatan"].union(
                *(self.jabatan[key] for key in self.jabatan if self.jabatan[key].may_sign)
            ),
        )

    def test_by_rank(self):
        self.type_sd.signer_ids = self.walikota | self.sekda
        self.assertEqual(self.offered(), self.jabatan["walikota"] | self.jabatan["sekda"])

    def test_head_of_an_skpd(self):
        self.type_sd.signer_ids = self.kepala
        self.assertIn(self.jabatan["kadis_kesehatan"], self.offered())
        self.assertNotIn(self.jabatan["sekda"], self.offered())

    def test_by_level(self):
        self.type_sd.signer_ids = self.env.ref("eoffice_bekasi.signer_eselon3")
        kabid = self.jabatan["kabid_kesehatan"]
        kabid.write({"may_sign": True, "echelon": "III.b"})
        self.assertEqual(self.offered(), kabid)

    def test_nobody_is_named_yet(self):
        """Pimpinan DPRD: until the Administrator names the position, nobody signs."""
        dprd = self.env.ref("eoffice_bekasi.signer_dprd")
        self.type_sd.signer_ids = dprd
        self.assertFalse(self.offered())
        dprd.rule_ids = [(0, 0, {"jabatan_id": self.jabatan["kadis_sosial"].id})]
        self.assertEqual(self.offered(), self.jabatan["kadis_sosial"])

    def test_never_who_may_not_sign(self):
        self.type_sd.signer_ids = self.kepala
        self.jabatan["kadis_sosial"].may_sign = False
        self.assertNotIn(self.jabatan["kadis_sosial"], self.offered())

    def test_a_rule_that_says_nothing(self):
        with self.assertRaises(ValidationError):
            self.kepala.rule_ids = [(0, 0, {"is_head": True})]

    def test_proposed(self):
        self.assertEqual(self.draft().signer_jabatan_id, self.jabatan["kadis_kesehatan"])
        self.type_sd.signer_ids = self.sekda
        self.assertEqual(self.draft().signer_jabatan_id, self.jabatan["sekda"])

    def test_form_proposes_another(self):
        self.type_sp.signer_ids = self.sekda
        form = Form(self.as_user("staf_kesehatan", self.env["eoffice.naskah"]))
        self.assertEqual(form.signer_jabatan_id, self.jabatan["kadis_kesehatan"])
        form.type_id = self.type_sp
        self.assertEqual(form.signer_jabatan_id, self.jabatan["sekda"])

    def test_refused_with_the_rule(self):
        naskah = self.draft()
        waiting = self.draft()
        self.approve(waiting)
        self.type_sd.signer_ids = self.walikota | self.sekda
        rule = "By Perwal 1/2020 they are signed by: Wali Kota, Sekretaris Daerah."
        with self.assertRaisesRegex(UserError, rule):
            naskah.action_submit()
        with self.assertRaisesRegex(AccessError, rule):
            self.as_user("kadis_kesehatan", waiting).action_sign()

    def test_on_behalf(self):
        """A.n. needs the principal to be one who may sign."""
        self.type_sd.signer_ids = self.walikota
        mandate = self.env["eoffice.mandate"].create(
            {
                "principal_jabatan_id": self.jabatan["walikota"].id,
                "agent_jabatan_id": self.jabatan["sekda"].id,
                "type_ids": self.type_sd.ids,
                "decree_number": "1",
            }
        )
        found = mandate._valid(
            self.jabatan["walikota"], self.jabatan["sekda"], self.type_sd, office_today()
        )
        self.assertEqual(found, mandate)
        with self.assertRaises(ValidationError):
            self.type_sp.signer_ids = self.sekda
            mandate.type_ids |= self.type_sp


@tagged("post_install", "-at_install")
class TestWithoutNumber(TypeCase):
    """Memo, notulen, daftar hadir get a date and no number, and no line in the register."""

    def test_signed_and_sent(self):
        counters = self.env["eoffice.register.counter"].search([]).mapped("last_number")
        self.type_sd.write({"is_numbered": False, "number_pattern": False})
        naskah = self.sign(self.draft()).sudo()
        self.assertEqual((naskah.state, naskah.number), ("distributed", False))
        self.assertEqual(naskah.letter_date, office_today())
        self.assertFalse(naskah.agenda_ids.filtered(lambda one: one.direction == "keluar"))
        self.assertTrue(naskah.agenda_ids.filtered(lambda one: one.direction == "masuk"))
        self.assertFalse(naskah.register_id or naskah.number_seq)
        self.assertIn("Surat Dinas (uji), ", naskah.display_name)
        outgoing = self.env["eoffice.register.counter"].search(
            [("register_id.kind", "=", "keluar")]
        )
        self.assertFalse(set(outgoing.mapped("last_number")) - set(counters))

    def test_a_numbered_letter_needs_one(self):
        naskah = self.sign(self.draft()).sudo()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            naskah.number = False
            naskah.flush_recordset()

    def test_a_numbered_type_needs_a_pattern(self):
        with self.assertRaises(ValidationError):
            self.type_sd.number_pattern = False


@tagged("post_install", "-at_install")
class TestPangkatOfTheSekda(TypeCase):
    """2013 prints pangkat and NIP of the Sekda, Permendagri 1/2023 Ps. 44 doesn't."""

    def block(self):
        naskah = self.draft(signer_jabatan_id=self.jabatan["sekda"].id)
        return naskah._freeze_payload()["signature_block"]

    def test_by_type(self):
        self.assertFalse(self.block()["nip"])
        self.type_sd.print_sekda_nip = True
        self.assertTrue(self.block()["nip"])


@tagged("post_install", "-at_install")
class TestSignedStaysAsItWas(TypeCase):
    """Whatever becomes of a type, a signed letter keeps what it had."""

    def test_all_changes(self):
        naskah = self.sign(self.draft()).sudo()
        signature = naskah.signature_ids
        names = ("number", "letter_date", "state", "display_name", "sifat", "is_numbered")
        before = naskah.read(names), signature.payload, signature.payload_sha256
        steps = [(step.jabatan_id, step.kind) for step in naskah.step_ids]
        self.type_sd.write(
            {
                "name": "Lain",
                "code": "LAIN",
                "number_pattern": "X-{urut}",
                "is_numbered": False,
                "print_titles": False,
                "print_nip": False,
                "print_sekda_nip": True,
                "default_sifat": "rahasia",
                "distribute_on_seal": False,
                "signer_ids": self.env.ref("eoffice_bekasi.signer_walikota").ids,
                "valid_to": date(2021, 1, 1),
            }
        )
        self.env["eoffice.approval.template"].create({"name": "Lain"})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((naskah.read(names), signature.payload, signature.payload_sha256), before)
        self.assertEqual([(step.jabatan_id, step.kind) for step in naskah.step_ids], steps)
        frozen = json.loads(signature.payload)
        self.assertEqual(frozen["layout"], "surat_dinas/1")
        self.assertEqual(frozen["type"]["name"], "Surat Dinas (uji)")


@tagged("post_install", "-at_install")
class TestNewRegulation(TypeCase):
    """A new regulation comes into force on a day, without a programmer."""

    def test_types_are_copied(self):
        self.type_sd.signer_ids = self.env.ref("eoffice_bekasi.signer_kepala_pd")
        new = self.follow()
        self.assertEqual(self.old.date_to, new.date_from - timedelta(days=1))
        self.assertEqual(new.type_ids.predecessor_id, self.old.type_ids)
        copied = new.type_ids.filtered(lambda one: one.code == "SDU")
        for name in ("name", "number_pattern", "signer_ids", "distribute_on_seal", "layout"):
            self.assertEqual(copied[name], self.type_sd[name], name)
        self.assertFalse(copied.is_in_force)
        self.assertTrue(self.type_sd.is_in_force)

    def test_from_its_day(self):
        new = self.follow()
        self.on(new.date_from)
        self.assertTrue(all(new.type_ids.mapped("is_in_force")))
        self.assertFalse(any(self.old.type_ids.mapped("is_in_force")))

    def test_both_can_be_changed_before(self):
        new = self.follow()
        new.type_ids[0].number_pattern = "{urut}/{unit}/{tahun}"
        self.type_sd.number_pattern = "{urut}-{unit}"
        self.assertNotEqual(new.type_ids[0].number_pattern, self.type_sd.number_pattern)

    def test_what_had_ended_is_not_copied(self):
        self.type_sp.valid_to = office_today()
        new = self.follow()
        self.assertEqual(new.type_ids.predecessor_id, self.type_sd)

    def test_withdrawn_before_its_day(self):
        self.old.date_to = end = office_today() + timedelta(days=300)
        new = self.follow()
        new.with_user(self.users["administrator"]).action_withdraw()
        self.assertFalse(new.exists() or self.type_sd.successor_ids)
        self.assertEqual(self.old.date_to, end)

    def test_not_withdrawn_from_its_day_on(self):
        new = self.follow()
        self.on(new.date_from)
        with self.assertRaisesRegex(UserError, "isn't in force yet"):
            new.action_withdraw()

    def test_not_withdrawn_while_something_names_its_types(self):
        """A mandate for one type must never become one for all."""
        new = self.follow()
        self.jabatan["kadis_sosial"].sign_type_ids = new.type_ids[0]
        self.env.flush_all()
        with self.assertRaisesRegex(UserError, "names a type"), mute_logger("odoo.sql_db"):
            new.action_withdraw()
        self.assertTrue(new.exists().type_ids)

    def test_never_two_and_never_before(self):
        self.follow()
        with self.assertRaisesRegex(UserError, "already"):
            self.follow()
        other = self.old.copy({"name": "Perwal 3/2020"})
        with self.assertRaisesRegex(UserError, "later day"):
            other._follow({"name": "Perwal 4/2019", "date_from": date(2019, 1, 1)})

    def test_administrator_only(self):
        for key in ("staf_kesehatan", "kadis_kesehatan", "tu_kesehatan"):
            with self.assertRaises(AccessError):
                self.as_user(key, self.old)._follow(
                    {"name": "Perwal 2/2030", "date_from": date(2099, 1, 1)}
                )


@tagged("post_install", "-at_install")
class TestNamedTypesGoOn(TypeCase):
    """What names a type means the one that continues it too."""

    def setUp(self):
        super().setUp()
        self.new = self.follow(days=1)
        self.sd = self.new.type_ids.filtered(lambda one: one.code == "SDU")
        self.sp = self.new.type_ids.filtered(lambda one: one.code == "SPU")

    def test_mandate(self):
        jabatan = self.jabatan["walikota"], self.jabatan["sekda"]
        mandate = self.env["eoffice.mandate"].create(
            {
                "principal_jabatan_id": jabatan[0].id,
                "agent_jabatan_id": jabatan[1].id,
                "type_ids": self.type_sd.ids,
                "decree_number": "1",
            }
        )
        self.assertEqual(mandate._valid(*jabatan, self.sd, office_today()), mandate)
        self.assertFalse(mandate._valid(*jabatan, self.sp, office_today()))

    def test_signs_only(self):
        head = self.jabatan["kadis_kesehatan"]
        head.sign_type_ids = self.type_sd
        self.assertTrue(head._may_sign_type(self.sd))
        self.assertFalse(head._may_sign_type(self.sp))
        self.assertIn(
            head, self.env["eoffice.jabatan"].search([("signs_type_id", "=", self.sd.id)])
        )

    def test_delegation(self):
        now = self.env.cr.now()
        self.env["eoffice.delegation"].create(
            {
                "jabatan_id": self.jabatan["kadis_kesehatan"].id,
                "delegate_jabatan_id": self.jabatan["sekretaris_kesehatan"].id,
                "kind": "plh",
                "reason": "cuti",
                "date_from": now - timedelta(hours=1),
                "date_to": now + timedelta(days=2),
                "type_ids": self.type_sd.ids,
                "basis_number": "1",
                "basis_date": now.date(),
                "basis_file": base64.b64encode(b"surat perintah"),
            }
        ).state = "confirmed"
        self.env.flush_all()
        seat = (
            self.users["sekretaris_kesehatan"]
            ._eoffice_seats()
            .of(self.jabatan["kadis_kesehatan"].id)
        )
        self.assertEqual(seat.scope.type_ids, {self.type_sd.id, self.sd.id})

    def test_a_type_can_not_continue_itself(self):
        with self.assertRaises(ValidationError):
            self.type_sd.predecessor_id = self.sd
