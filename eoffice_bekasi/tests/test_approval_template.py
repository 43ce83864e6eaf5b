from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestApprovalTemplate(OfficeCase):
    """The chain of a new letter comes from the template for its type and SKPD."""

    def template(self, *lines, **values):
        return self.env["eoffice.approval.template"].create(
            {
                "name": "Uji",
                "type_ids": self.type_sd.ids,
                "line_ids": [(0, 0, {"sequence": i, **line}) for i, line in enumerate(lines)],
                **values,
            }
        )

    def position(self, key, **values):
        return {"who": "jabatan", "jabatan_id": self.jabatan[key].id, **values}

    def chain(self, **values):
        keys = {jabatan: key for key, jabatan in self.jabatan.items()}
        steps = self.draft(**values).sudo().step_ids.sorted("sequence")
        return [(keys[step.jabatan_id], step.kind) for step in steps]

    def test_without_one(self):
        self.assertEqual(
            self.chain(),
            [
                ("kasubbag_kesehatan", "paraf"),
                ("sekretaris_kesehatan", "paraf"),
                ("kadis_kesehatan", "sign"),
            ],
        )

    def test_superiors_and_a_position(self):
        self.template({"who": "superiors"}, self.position("kabid_kesehatan", kind="koordinasi"))
        self.assertEqual(
            self.chain(),
            [
                ("kasubbag_kesehatan", "paraf"),
                ("sekretaris_kesehatan", "paraf"),
                ("kabid_kesehatan", "koordinasi"),
                ("kadis_kesehatan", "sign"),
            ],
        )

    def test_registry_of_the_signer(self):
        self.template({"who": "registry"})
        self.assertEqual(
            self.chain(signer_jabatan_id=self.jabatan["sekda"].id),
            [("tu_setda", "paraf"), ("sekda", "sign")],
        )

    def test_head_of_the_unit(self):
        self.template({"who": "unit_head"})
        self.assertEqual(
            self.chain(signer_jabatan_id=self.jabatan["sekda"].id),
            [("kadis_kesehatan", "paraf"), ("sekda", "sign")],
        )

    def test_nobody_twice_and_never_drafter_or_signer(self):
        self.template(
            self.position("sekretaris_kesehatan", kind="koordinasi"),
            {"who": "superiors"},
            self.position("kadis_kesehatan"),
            self.position("staf_kesehatan"),
        )
        self.assertEqual(
            self.chain(),
            [
                ("sekretaris_kesehatan", "koordinasi"),
                ("kasubbag_kesehatan", "paraf"),
                ("kadis_kesehatan", "sign"),
            ],
        )

    def test_own_of_the_skpd_goes_first(self):
        self.template(self.position("kabid_kesehatan"))
        self.template(
            self.position("sekretaris_kesehatan"), skpd_id=self.organisations["kesehatan"].id
        )
        self.template(
            self.position("kabid_pendidikan"), skpd_id=self.organisations["pendidikan"].id
        )
        self.assertEqual(self.chain()[0], ("sekretaris_kesehatan", "paraf"))

    def test_named_types_go_before_all(self):
        self.template(self.position("sekretaris_kesehatan"), type_ids=False, sequence=1)
        self.template(self.position("kabid_kesehatan"), sequence=2)
        self.assertEqual(self.chain()[0], ("kabid_kesehatan", "paraf"))
        other = self.type_sd.copy({"code": "SDY"})
        self.assertEqual(self.chain(type_id=other.id)[0], ("sekretaris_kesehatan", "paraf"))

    def test_another_type_another_way(self):
        other = self.type_sd.copy({"code": "SDY"})
        self.template(self.position("kabid_kesehatan"), type_ids=other.ids)
        naskah = self.draft()
        naskah.type_id = other
        self.assertEqual(
            naskah.sudo().step_ids.jabatan_id,
            self.jabatan["kabid_kesehatan"] | self.jabatan["kadis_kesehatan"],
        )

    def test_a_letter_on_its_way_keeps_its_own(self):
        naskah = self.draft()
        naskah.action_submit()
        before = naskah.sudo().step_ids
        self.template(self.position("kabid_kesehatan"))
        self.approve_rest(naskah)
        self.assertEqual(naskah.sudo().step_ids, before)

    def approve_rest(self, naskah):
        for key in ("kasubbag_kesehatan", "sekretaris_kesehatan"):
            self.as_user(key, naskah).action_paraf()

    def test_signed_by_the_way_of_the_template(self):
        self.template(self.position("kabid_kesehatan", kind="koordinasi"))
        naskah = self.sign(self.draft())
        self.assertEqual(naskah.sudo().state, "distributed")

    def test_a_type_that_is_named_is_kept(self):
        """Without its last type a template would be for all."""
        other = self.type_sd.copy({"code": "SDY"})
        self.template({"who": "registry"}, type_ids=other.ids)
        with self.assertRaises(UserError):
            other.unlink()
