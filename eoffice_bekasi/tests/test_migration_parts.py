from odoo.tests import tagged

from .common import OfficeCase
from .test_migrations import script


@tagged("post_install", "-at_install")
class TestMigrationOfParts(OfficeCase):
    """Types and drafts of 19.0.0.2.0, which knew of no parts, get theirs; signed letters don't."""

    def test_drafts_get_their_sections(self):
        invitation = self.env["eoffice.naskah.type"].search([("code", "=", "UND")], limit=1)
        invitation.part_ids.unlink()
        draft = self.draft(type_id=invitation.id)
        waiting = self.draft(type_id=invitation.id)
        waiting.action_submit()
        signed = self.sign(self.draft(type_id=invitation.id))
        plain = self.draft()
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM eoffice_naskah_section WHERE naskah_id = ANY(%s)",
            [[draft.id, waiting.id, signed.id, plain.id]],
        )
        script("19.0.0.3.0", "post-parts").migrate(self.env.cr, "19.0.0.2.0")
        self.env.invalidate_all()
        for letter in (draft, waiting):
            self.assertIn("acara", letter.sudo().section_ids.mapped("code"))
        self.assertFalse(signed.sudo().section_ids)
        self.assertFalse(plain.section_ids)
        # Once is enough: what the administrator took away since stays away.
        invitation.part_ids[1:].unlink()
        script("19.0.0.3.0", "post-parts").migrate(self.env.cr, "19.0.0.2.0")
        self.assertEqual(len(invitation.part_ids), 1)

    def test_type_that_is_gone(self):
        """A city that has a type of the catalogue no more upgrades all the same."""
        types = self.env["eoffice.naskah.type"].with_context(active_test=False)
        types.search([("code", "in", ("SE", "ST"))]).part_ids.unlink()
        types.search([("code", "=", "SE")]).write({"code": "HILANG"})
        script("19.0.0.3.0", "post-parts").migrate(self.env.cr, "19.0.0.2.0")
        self.assertFalse(types.search([("code", "=", "HILANG")]).part_ids)
        self.assertTrue(types.search([("code", "=", "ST")]).part_ids)
