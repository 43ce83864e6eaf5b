import json
from datetime import date
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


class SignersCase(OfficeCase):
    """An agreement of two dinas, drafted at Kesehatan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_pks = cls.env["eoffice.naskah.type"].create(
            {
                "name": "Perjanjian (uji)",
                "code": "PKSU",
                "group": "khusus",
                "number_pattern": "{klas}/{urut}/{unit}",
                "number_per_party": True,
                "distribute_on_seal": False,
            }
        )

    def agreement(self, cosigners=("kadis_pendidikan",), **values):
        """Draft an agreement in which these sign after the Kepala Dinas Kesehatan."""
        naskah = self.draft(type_id=self.type_pks.id, **values)
        naskah.cosigner_ids = [Command.set([self.jabatan[key].id for key in cosigners])]
        return naskah

    def at_signatures(self, naskah):
        """Send it up to the moment in which the first signature is asked."""
        naskah.action_submit()
        while "sign" not in (current := naskah.sudo()._current_steps()).mapped("kind"):
            for step in current:
                naskah.with_user(step.jabatan_id.holder_id).action_paraf()
        return naskah

    def signing(self, naskah):
        return naskah.sudo()._signing_steps()

    def sign_as(self, key, naskah):
        return self.as_user(key, naskah).action_sign()


@tagged("post_install", "-at_install")
class TestChainOfSigners(SignersCase):
    """Who signs besides has a step after all others; the first party is always among them."""

    def test_signatures_come_last(self):
        naskah = self.agreement()
        naskah.step_ids.filtered(lambda step: step.kind == "sign").sequence = 1
        naskah.action_submit()
        kinds = naskah.step_ids.sorted("sequence").mapped("kind")
        self.assertEqual(kinds[-2:], ["sign", "sign"])
        self.assertNotIn("sign", kinds[:-2])

    def test_the_first_party_stays(self):
        naskah = self.agreement()
        naskah.step_ids.filtered(
            lambda step: step.jabatan_id == self.jabatan["kadis_kesehatan"]
        ).unlink()
        naskah.action_submit()
        self.assertIn(self.jabatan["kadis_kesehatan"], self.signing(naskah).jabatan_id)

    def test_nobody_is_asked_twice(self):
        naskah = self.agreement()
        self.env["eoffice.approval.step"].with_user(naskah.drafter_id).create(
            {
                "naskah_id": naskah.id,
                "jabatan_id": self.jabatan["kadis_pendidikan"].id,
                "kind": "sign",
                "sequence": 200,
            }
        )
        naskah.action_submit()
        self.assertEqual(len(self.signing(naskah)), 2)

    def test_another_signer_keeps_the_others(self):
        naskah = self.agreement(("kadis_pendidikan",))
        naskah.signer_jabatan_id = self.jabatan["sekda"]
        self.assertEqual(naskah.cosigner_ids, self.jabatan["kadis_pendidikan"])
        naskah.cosigner_ids = False
        self.assertEqual(self.signing(naskah).jabatan_id, self.jabatan["sekda"])

    def test_who_may_not_sign_is_found(self):
        naskah = self.agreement(("kabid_pendidikan",))
        self.assertIn("cosigner", [one["code"] for one in naskah.get_findings()])
        with self.assertRaisesRegex(UserError, "Kepala Bidang"):
            naskah.action_submit()

    def test_never_together_with_a_paraf(self):
        naskah = self.agreement()
        naskah.step_ids.with_previous = True
        naskah.action_submit()
        self.assertNotIn("sign", naskah.sudo()._current_steps().mapped("kind"))

    def test_protected(self):
        naskah = self.agreement()
        for name, value in (
            ("signature_count", 2),
            ("amends_id", naskah.id),
            ("amend_kind", "batal"),
        ):
            with self.subTest(name), self.assertRaises(AccessError):
                naskah.write({name: value})


@tagged("post_install", "-at_install")
class TestSeveralSign(SignersCase):
    """Each signs the same; the last signature numbers the letter and is the page."""

    def test_one_after_the_other(self):
        naskah = self.at_signatures(self.agreement())
        answer = self.sign_as("kadis_kesehatan", naskah)
        self.assertEqual((answer["state"], answer["number"]), ("approval", False))
        first = naskah.sudo().signature_ids
        self.assertFalse(first.is_final)
        self.assertEqual(naskah.sudo().signature_count, 1)
        with self.assertRaises(AccessError):
            self.sign_as("kadis_kesehatan", naskah)
        self.sign_as("kadis_pendidikan", naskah)
        self.assertEqual(naskah.sudo().state, "sealed")
        both = naskah.sudo().signature_ids
        self.assertEqual(both.mapped("is_final"), [False, True])
        self.assertEqual(len(set(both.mapped("common_sha256"))), 1)
        self.assertEqual(len(set(both.mapped("payload_sha256"))), 2)
        self.assertEqual(
            naskah.sudo()
            .env["eoffice.event"]
            .search([("naskah_id", "=", naskah.id), ("kind", "in", ("co_signed", "signed"))])
            .sorted("id")
            .mapped("kind"),
            ["co_signed", "signed"],
        )

    def test_all_at_once_in_any_order(self):
        naskah = self.agreement()
        naskah.sudo().step_ids.filtered(
            lambda step: step.jabatan_id == self.jabatan["kadis_pendidikan"]
        ).with_previous = True
        self.at_signatures(naskah)
        self.assertEqual(len(naskah.sudo()._current_steps()), 2)
        self.sign_as("kadis_pendidikan", naskah)
        self.sign_as("kadis_kesehatan", naskah)
        blocks = naskah.sudo().signature_ids.filtered("is_final")._frozen()["signature_blocks"]
        self.assertEqual(
            [(block["party"], block["lines"][0], block["is_signed"]) for block in blocks],
            [
                ("PIHAK KESATU", "KEPALA DINAS KESEHATAN,", True),
                ("PIHAK KEDUA", "KEPALA DINAS PENDIDIKAN,", True),
            ],
        )

    def test_nobody_edits_after_the_first(self):
        naskah = self.at_signatures(self.agreement())
        second = self.as_user("kadis_pendidikan", naskah)
        self.sign_as("kadis_kesehatan", naskah)
        self.env.invalidate_all()
        self.assertFalse(second.can_edit)
        self.assertTrue(second.can_sign and second.can_return)
        for act in (
            lambda: second.write({"subject": "Lain"}),
            lambda: second.content_ids.write({"body": "<p>Lain</p>"}),
            lambda: second.write(
                {
                    "outside_party_ids": [
                        Command.create({"name": "x", "signer_name": "x", "signer_title": "x"})
                    ]
                }
            ),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_what_the_first_signed_all_sign(self):
        naskah = self.at_signatures(self.agreement())
        self.sign_as("kadis_kesehatan", naskah)
        self.organisations["kesehatan"].kop_line_2 = "NAMA LAIN"
        self.type_pks.name = "Jenis lain"
        self.jabatan["kadis_pendidikan"].holder_id.eoffice_title_back = "Lain"
        self.sign_as("kadis_pendidikan", naskah)
        page = naskah.sudo().signature_ids.filtered("is_final")._frozen()
        self.assertEqual(page["type"]["name"], "Perjanjian (uji)")
        self.assertNotIn("NAMA LAIN", json.dumps(page))

    def test_a_return_withdraws_what_was_signed(self):
        naskah = self.at_signatures(self.agreement())
        self.sign_as("kadis_kesehatan", naskah)
        self.as_user("kadis_pendidikan", naskah).action_return("Pasal 3 belum benar")
        signature = naskah.sudo().signature_ids
        self.assertEqual((signature.superseded, signature.is_final), ("withdrawn", False))
        self.assertEqual(naskah.sudo().state, "draft")
        naskah.subject = "Sudah benar"
        self.at_signatures(naskah)
        self.sign_as("kadis_kesehatan", naskah)
        self.sign_as("kadis_pendidikan", naskah)
        self.assertEqual(
            naskah.sudo().signature_ids.mapped("superseded"), ["withdrawn", False, False]
        )
        self.assertNotIn("Sudah benar", signature.payload)

    def test_one_signer_freezes_what_it_always_did(self):
        naskah = self.sign(self.draft())
        self.assertNotIn("signature_blocks", naskah.sudo().signature_ids._frozen())

    def test_sign_options(self):
        naskah = self.at_signatures(self.agreement())
        self.sign_as("kadis_kesehatan", naskah)
        options = self.as_user("kadis_pendidikan", naskah).get_sign_options()
        self.assertEqual(options["lines"], ["KEPALA DINAS PENDIDIKAN,"])
        self.assertEqual([one["jabatan"] for one in options["signed"]], ["Kepala Dinas Kesehatan"])
        self.assertEqual(options["waiting"], [])
        with self.assertRaises(AccessError):
            self.as_user("kadis_sosial", naskah).get_sign_options()


@tagged("post_install", "-at_install")
class TestNumberOfEachParty(SignersCase):
    """Each SKPD that signs gives a number from its own register, in the same moment."""

    def signed(self, cosigners=("kadis_pendidikan",), **values):
        naskah = self.at_signatures(self.agreement(cosigners, **values))
        for step in self.signing(naskah):
            naskah.with_user(step.jabatan_id.holder_id).action_sign()
        return naskah.sudo()

    def numbers(self, naskah):
        return [naskah.number, *filter(None, naskah.signature_ids.mapped("number"))]

    def test_two_numbers(self):
        self.sign(self.draft(by="staf_pendidikan", kepada=("kadis_sosial",)))
        naskah = self.signed()
        self.assertEqual(self.numbers(naskah), ["999.7/1/Dinkes", "999.7/2/Disdik"])
        lines = naskah.agenda_ids.filtered(lambda line: line.direction == "keluar")
        self.assertEqual(
            {(line.skpd_id.abbreviation, line.number, line.sender_name) for line in lines},
            {
                ("Dinkes", 1, "Kepala Dinas Kesehatan"),
                ("Disdik", 2, "Kepala Dinas Pendidikan"),
            },
        )
        self.assertEqual(self.env["eoffice.register"]._check_numbers(), [])

    def test_a_missing_line_is_found(self):
        naskah = self.signed()
        other = naskah.signature_ids.filtered("number")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE eoffice_signature SET number_seq = 99 WHERE id = %s", [other.id]
        )
        found = {one["what"] for one in self.env["eoffice.register"]._check_numbers()}
        self.assertEqual(found, {"no_line", "no_letter"})

    def test_two_of_one_skpd_are_one_party(self):
        self.jabatan["sekretaris_kesehatan"].may_sign = True
        naskah = self.signed(("sekretaris_kesehatan", "kadis_sosial"))
        self.assertEqual(self.numbers(naskah), ["999.7/1/Dinkes", "999.7/1/Dinsos"])

    def test_one_number_where_the_type_says_so(self):
        self.type_pks.number_per_party = False
        naskah = self.signed()
        self.assertEqual(self.numbers(naskah), ["999.7/1/Dinkes"])
        self.assertFalse(naskah.signature_ids.filtered("is_final")._frozen()["number_per_party"])

    def test_parties_that_share_a_register(self):
        rule = {
            "organisation_id": self.organisations["pendidikan"].id,
            "register_id": self.env["eoffice.register"]
            .search(
                [
                    ("organisation_id", "=", self.organisations["kesehatan"].id),
                    ("kind", "=", "keluar"),
                    ("is_default", "=", True),
                ]
            )
            .id,
        }
        with patch.object(
            type(self.env["eoffice.naskah"]),
            "_numbering",
            lambda naskah, cr, skpd_id, type_id, day, shared=rule: self._shared(
                naskah, cr, type_id, day
            ),
        ):
            naskah = self.signed()
        self.assertEqual(set(self.numbers(naskah)), {"999.7/1/Dinkes"})
        self.assertEqual(
            len(naskah.agenda_ids.filtered(lambda line: line.direction == "keluar")), 1
        )

    def _shared(self, naskah, cr, type_id, day):
        from ..models.naskah_numbering import Naskah as Numbering

        return Numbering._numbering(naskah, cr, self.organisations["kesehatan"].id, type_id, day)

    def test_an_outside_party_brings_its_number(self):
        naskah = self.signed(
            (),
            outside_party_ids=[
                Command.create(
                    {
                        "name": "PT Sehat Sentosa",
                        "signer_name": "Budi",
                        "signer_title": "DIREKTUR",
                        "number": "12/SS/2026",
                    }
                )
            ],
        )
        blocks = naskah.signature_ids._frozen()["signature_blocks"]
        self.assertEqual(
            [(block["party"], block["is_signed"]) for block in blocks],
            [("PIHAK KESATU", True), ("PIHAK KEDUA", False)],
        )
        self.assertEqual(blocks[1]["number"], "12/SS/2026")

    def test_without_an_abbreviation(self):
        naskah = self.at_signatures(self.agreement())
        self.organisations["pendidikan"].sudo().abbreviation = False
        with self.assertRaises(UserError):
            self.sign_as("kadis_kesehatan", naskah)
        self.assertFalse(naskah.sudo().signature_ids)


@tagged("post_install", "-at_install")
class TestOutsideParty(SignersCase):
    """A party outside is written with the text, by whom the text is open to, and nobody else."""

    def setUp(self):
        super().setUp()
        self.naskah = self.agreement()
        self.values = {
            "naskah_id": self.naskah.id,
            "name": "PT X",
            "signer_name": "Budi",
            "signer_title": "DIREKTUR",
        }
        self.Party = self.env["eoffice.outside.party"]

    def test_drafter(self):
        party = self.as_user("staf_kesehatan", self.Party).create(self.values)
        party.number = "1"
        other = self.draft()
        with self.assertRaises(AccessError):
            party.naskah_id = other
        party.unlink()

    def test_nobody_else(self):
        party = self.Party.create(self.values)
        for key in ("kadis_kesehatan", "kadis_pendidikan", "tu_kesehatan", "administrator"):
            with self.subTest(key):
                with self.assertRaises(AccessError):
                    self.as_user(key, self.Party).create(self.values)
                with self.assertRaises(AccessError):
                    self.as_user(key, party).read(["name"])


@tagged("post_install", "-at_install")
class TestCapacity(SignersCase):
    """A.n. and u.b. by mandate, Plt. and Plh.: as section 2 prints them, and as section 7 limits."""

    def mandate(self, agent="sekda", principal="walikota", kind="an", **values):
        return self.env["eoffice.mandate"].create(
            {
                "principal_jabatan_id": self.jabatan[principal].id,
                "agent_jabatan_id": self.jabatan[agent].id,
                "kind": kind,
                "date_from": date(2020, 1, 1),
                "decree_number": "1/2020",
                **values,
            }
        )

    def lines(self, naskah):
        return (
            naskah.sudo().signature_ids.filtered("is_final")._frozen()["signature_block"]["lines"]
        )

    def test_an_when_chosen(self):
        mandate = self.mandate()
        naskah = self.draft(by="sekda", signer_jabatan_id=self.jabatan["sekda"].id)
        self.assertFalse(naskah.mandate_id)
        self.assertTrue(naskah.may_choose_mandate)
        naskah.mandate_id = mandate
        self.sign(naskah)
        self.assertEqual(self.lines(naskah), ["a.n. WALI KOTA", "SEKRETARIS DAERAH,"])
        signature = naskah.sudo().signature_ids
        self.assertEqual((signature.capacity, signature.mandate_id), ("an", mandate))

    def test_an_by_itself_where_he_may_not_sign_it_else(self):
        self.type_sd.signer_ids = self.env.ref("eoffice_bekasi.signer_walikota")
        mandate = self.mandate()
        naskah = self.draft(by="sekda", signer_jabatan_id=self.jabatan["sekda"].id)
        self.assertEqual(naskah.mandate_id, mandate)
        self.assertIn(
            self.jabatan["sekda"],
            self.env["eoffice.jabatan"].search([("signs_type_id", "=", self.type_sd.id)]),
        )
        self.sign(naskah)
        self.assertEqual(self.lines(naskah)[0], "a.n. WALI KOTA")

    def test_ub_has_three_titles(self):
        self.mandate()
        mandate = self.mandate(agent="kadis_kesehatan", kind="ub")
        naskah = self.draft()
        naskah.mandate_id = mandate
        self.sign(naskah)
        self.assertEqual(
            self.lines(naskah),
            ["a.n. WALI KOTA", "SEKRETARIS DAERAH", "u.b.", "KEPALA DINAS KESEHATAN,"],
        )
        self.assertEqual(naskah.sudo().signature_ids.capacity, "ub")

    def test_a_mandate_that_has_ended(self):
        mandate = self.mandate()
        naskah = self.approve(
            self.draft(
                by="sekda", signer_jabatan_id=self.jabatan["sekda"].id, mandate_id=mandate.id
            )
        )
        mandate.date_to = date(2020, 1, 2)
        with self.assertRaisesRegex(AccessError, "in force"):
            self.sign_as("sekda", naskah)

    def test_anothers_mandate_is_none(self):
        mandate = self.mandate()
        naskah = self.draft(mandate_id=mandate.id)
        self.sign(naskah)
        self.assertEqual(self.lines(naskah), ["KEPALA DINAS KESEHATAN,"])

    def act_as(self, kind, key="kadis_kesehatan"):
        """Let the secretary hold the head's office as Plt. or Plh. from today on."""
        self.jabatan[key].holder_id.eoffice_assignment_ids.date_to = date(2026, 1, 1)
        self.env["eoffice.assignment"].create(
            {
                "jabatan_id": self.jabatan[key].id,
                "user_id": self.users["sekretaris_kesehatan"].id,
                "kind": kind,
                "date_from": date(2026, 1, 2),
            }
        )

    def test_never_a_prefix_with_a_mandate(self):
        self.mandate()
        mandate = self.mandate(agent="kadis_kesehatan", kind="ub")
        self.act_as("plt")
        naskah = self.approve(self.draft(mandate_id=mandate.id))
        with self.assertRaisesRegex(AccessError, "never with a.n."):
            self.sign_as("sekretaris_kesehatan", naskah)

    def test_what_an_acting_holder_may_not_sign(self):
        self.type_sd.write({"by_acting": "refuse", "by_acting_basis": "UU 30/2014 Pasal 14"})
        self.act_as("plt")
        naskah = self.draft()
        found = {one["code"]: one["level"] for one in naskah.get_findings()}
        self.assertEqual(found["acting"], "warning")
        self.approve(naskah)
        with self.assertRaisesRegex(AccessError, "Plt.*UU 30/2014 Pasal 14"):
            self.sign_as("sekretaris_kesehatan", naskah)
        self.type_sd.by_acting = "warn"
        self.sign_as("sekretaris_kesehatan", naskah)
        self.assertEqual(self.lines(naskah), ["Plt. KEPALA DINAS KESEHATAN,"])

    def test_the_catalogue(self):
        types = self.env["eoffice.naskah.type"].search([("by_acting", "!=", False)])
        self.assertTrue(types)
        self.assertTrue(all(types.mapped("by_acting_basis")))
        for name in ("pks", "nk", "perber", "54_pks", "54_perber"):
            self.assertTrue(self.env.ref(f"eoffice_bekasi.naskah_type_{name}").number_per_party)


@tagged("post_install", "-at_install")
class TestAnsweredFast(SignersCase):
    """What a signature costs doesn't grow with the text, nor much with the signers."""

    def test_queries_of_the_dialog(self):
        naskah = self.as_user("kadis_kesehatan", self.at_signatures(self.agreement()))
        naskah.get_sign_options()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            naskah.get_sign_options()

    def test_queries_of_a_signature(self):
        naskah = self.as_user("kadis_kesehatan", self.approve(self.draft()))
        self.env.flush_all()
        self.env.invalidate_all()
        with (
            patch.object(self.registry["eoffice.naskah"], "_number_now", lambda letter: True),
            patch.object(self.registry["eoffice.naskah"], "_seal_now", lambda letter: True),
            self.assertQueryCount(160),
        ):
            naskah._sign_checked()
            self.env.flush_all()
