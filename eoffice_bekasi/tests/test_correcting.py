from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_api_json2 import Json2Case
from .test_signers import SignersCase


@tagged("post_install", "-at_install")
class TestCorrection(SignersCase):
    """A signed letter that isn't sent is corrected by the registry, and signed again."""

    def setUp(self):
        super().setUp()
        self.type_sd.distribute_on_seal = False

    def sealed(self, **values):
        naskah = self.sign(self.draft(**values))
        self.assertEqual(naskah.sudo().state, "sealed")
        return naskah

    def test_all_the_way(self):
        naskah = self.sealed()
        before = naskah.sudo().read(["number", "letter_date", "register_id", "number_seq"])
        old = naskah.sudo().signature_ids
        registry = self.as_user("tu_kesehatan", naskah)
        self.assertTrue(registry.can_correct)
        answer = registry.action_correct("Tanggal kegiatan salah")
        self.assertEqual((answer["state"], answer["number"]), ("approval", naskah.number))
        registry.invalidate_recordset()
        self.assertTrue(registry.can_edit and registry.can_paraf)
        self.assertFalse(registry.can_return or registry.can_correct)
        self.assertEqual((old.superseded, old.is_final), ("replaced", False))
        registry.body = "<p>Tanggal yang benar.</p>"
        registry.action_paraf()
        signer = self.as_user("kadis_kesehatan", naskah)
        options = signer.get_sign_options()
        self.assertEqual(options["correction"]["reason"], "Tanggal kegiatan salah")
        signer.action_sign()
        self.assertEqual(naskah.sudo().state, "sealed")
        self.assertEqual(
            naskah.sudo().read(["number", "letter_date", "register_id", "number_seq"]), before
        )
        new = naskah.sudo().signature_ids - old
        self.assertTrue(new.is_final)
        self.assertIn("Tanggal yang benar", new.payload)
        self.assertNotIn("Tanggal yang benar", old.payload)
        self.assertEqual(len(naskah.sudo().version_ids), 2)
        self.assertEqual(len(naskah.sudo().agenda_ids), 1)
        self.assertEqual(self.env["eoffice.register"]._check_numbers(), [])
        self.as_user("tu_kesehatan", naskah).action_distribute()
        # What was signed first is not for those it was sent to: they see what holds.
        naskah.invalidate_recordset()
        mine = [("naskah_id", "=", naskah.id)]
        receiver = self.env["eoffice.signature"].with_user(self.users["kadis_pendidikan"])
        self.assertEqual(receiver.search(mine).ids, new.ids)
        with self.assertRaises(AccessError):
            receiver.browse(old.id).read(["payload"])
        maker = self.env["eoffice.signature"].with_user(self.users["kadis_kesehatan"])
        self.assertEqual(set(maker.search(mine).ids), {old.id, new.id})
        self.assertEqual(naskah.sudo().state, "distributed")

    def test_who_may(self):
        naskah = self.sealed()
        for key in ("staf_kesehatan", "kadis_kesehatan", "sekretaris_kesehatan"):
            with self.subTest(key), self.assertRaisesRegex(AccessError, "registry"):
                self.as_user(key, naskah).action_correct("x")
        for key in ("tu_pendidikan", "kadis_pendidikan", "administrator", "tu_sosial"):
            with self.subTest(key), self.assertRaises(AccessError):
                self.as_user(key, naskah).action_correct("x")

    def test_a_secret_letter_by_its_drafter(self):
        naskah = self.sealed(sifat="rahasia")
        with self.assertRaisesRegex(AccessError, "drafter"):
            self.as_user("tu_kesehatan", naskah).action_correct("x")
        naskah.action_correct("Salah tanggal")
        naskah.body = "<p>Benar.</p>"
        self.env.invalidate_all()
        # the registry goes on seeing the envelope only
        self.assertFalse(self.as_user("tu_kesehatan", naskah).body)
        naskah.action_paraf()
        self.as_user("kadis_kesehatan", naskah).action_sign()
        self.assertEqual(naskah.sudo().state, "sealed")

    def test_only_before_it_is_sent(self):
        naskah = self.sealed()
        registry = self.as_user("tu_kesehatan", naskah)
        with self.assertRaisesRegex(UserError, "what is wrong"):
            registry.action_correct(" ")
        registry.action_distribute()
        with self.assertRaises(UserError):
            registry.action_correct("x")
        with self.assertRaises(UserError):
            self.as_user("staf_kesehatan", self.draft()).action_correct("x")

    def test_nobody_sends_it_meanwhile(self):
        naskah = self.sealed()
        registry = self.as_user("tu_kesehatan", naskah)
        naskah.sudo().distribute_at = self.env.cr.now()
        registry.action_correct("x")
        self.assertFalse(naskah.sudo().distribute_at)
        for key in ("tu_kesehatan", "kadis_kesehatan", "staf_kesehatan"):
            with self.assertRaises(UserError):
                self.as_user(key, naskah).action_distribute()
        naskah.sudo()._distribute_now()
        self.assertEqual(naskah.sudo().state, "approval")

    def test_the_number_is_kept_as_it_reads(self):
        naskah = self.sealed()
        registry = self.as_user("tu_kesehatan", naskah)
        registry.action_correct("x")
        other = self.env["eoffice.classification"].create({"code": "888", "name": "Lain"})
        for values in ({"classification_id": other.id}, {"sifat": "rahasia"}):
            with self.subTest(values), self.assertRaises(AccessError):
                registry.write(values)

    def test_a_return_goes_back_to_who_corrects(self):
        naskah = self.sealed()
        registry = self.as_user("tu_kesehatan", naskah)
        registry.action_correct("x")
        with self.assertRaises(UserError):
            registry.action_return("x")
        registry.action_paraf()
        signer = self.as_user("kadis_kesehatan", naskah)
        with self.assertRaises(UserError):
            signer.action_return("")
        signer.action_return("Masih salah")
        self.assertEqual(naskah.sudo().state, "approval")
        self.assertEqual(naskah.sudo()._current_steps().jabatan_id, self.jabatan["tu_kesehatan"])
        registry.body = "<p>Kini benar.</p>"
        registry.action_paraf()
        signer.action_sign()
        self.assertEqual(naskah.sudo().state, "sealed")

    def test_it_can_still_be_cancelled(self):
        naskah = self.sealed()
        self.as_user("tu_kesehatan", naskah).action_correct("x")
        with self.assertRaises(AccessError):
            self.as_user("staf_kesehatan", naskah).action_cancel("x")
        self.as_user("kadis_kesehatan", naskah).action_cancel("Tidak jadi")
        self.assertEqual(naskah.sudo().state, "cancelled")
        self.assertTrue(naskah.sudo().number)

    def test_all_parties_sign_again_with_their_numbers(self):
        naskah = self.at_signatures(self.agreement())
        self.sign_as("kadis_kesehatan", naskah)
        self.sign_as("kadis_pendidikan", naskah)
        numbers = naskah.sudo().signature_ids.mapped("number")
        self.as_user("tu_kesehatan", naskah).action_correct("x")
        self.as_user("tu_kesehatan", naskah).action_paraf()
        self.sign_as("kadis_kesehatan", naskah)
        self.sign_as("kadis_pendidikan", naskah)
        signed = naskah.sudo().signature_ids
        self.assertEqual(signed.mapped("superseded"), ["corrected", "replaced", False, False])
        self.assertEqual(signed[2:].mapped("number"), numbers)
        self.assertEqual(self.env["eoffice.register"]._check_numbers(), [])

    def test_unnumbered_keeps_its_date(self):
        self.type_sd.is_numbered = False
        naskah = self.sealed()
        day = naskah.letter_date
        self.as_user("tu_kesehatan", naskah).action_correct("x")
        self.as_user("tu_kesehatan", naskah).action_paraf()
        self.as_user("kadis_kesehatan", naskah).action_sign()
        self.assertEqual((naskah.sudo().state, naskah.letter_date), ("sealed", day))

    def test_a_reserved_number_is_used_once(self):
        naskah = self.sealed()
        self.as_user("tu_kesehatan", naskah).action_correct("x")
        with self.assertRaisesRegex(UserError, "keeps the number"):
            self.as_user("tu_kesehatan", naskah).action_unuse_reserved()
        self.assertFalse(naskah.get_reserved_number())


@tagged("post_install", "-at_install")
class TestCorrectionByApi(Json2Case):
    """The same through JSON-2: the right is checked there too."""

    def test_correct(self):
        self.type_sd.distribute_on_seal = False
        naskah = self.sign(self.draft())
        args = ("eoffice.naskah", "action_correct", [naskah.id])
        self.call("kadis_kesehatan", *args, status=403, reason="x")
        self.call("kadis_sosial", *args, status=403, reason="x")
        answer = self.call("tu_kesehatan", *args, reason="Salah tanggal")
        self.assertEqual(answer["state"], "approval")
