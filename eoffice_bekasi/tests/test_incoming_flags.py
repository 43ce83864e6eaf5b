from odoo.tests import tagged

from .test_registration import RegistrationCase


@tagged("post_install", "-at_install")
class TestWhatIsOfferedWithAnIncomingLetter(RegistrationCase):
    """A button stands where its verb would pass, and nowhere else."""

    FLAGS = ("can_send_on", "can_correct_registration", "can_raise_sifat")

    def offered(self, who, letter):
        mine = self.as_user(who, letter)
        return {name for name in self.FLAGS if mine[name]}

    def test_registry_until_it_is_disposed(self):
        letter = self.register()
        self.assertEqual(self.offered("tu_kesehatan", letter), set(self.FLAGS))
        self.as_user("kadis_kesehatan", letter).action_finish()
        self.env.invalidate_all()
        self.assertEqual(self.offered("tu_kesehatan", letter), {"can_raise_sifat"})

    def test_addressee_corrects_no_registration(self):
        letter = self.register()
        self.assertEqual(
            self.offered("kadis_kesehatan", letter), {"can_send_on", "can_raise_sifat"}
        )

    def test_nothing_with_a_letter_of_ours(self):
        self.assertFalse(self.offered("kadis_kesehatan", self.sign(self.draft())))

    def test_higher_degrees(self):
        letter = self.register(sifat="terbatas")
        codes = [one["code"] for one in letter.get_higher_sifat()]
        self.assertEqual(codes, ["rahasia", "sangat_rahasia"])


@tagged("post_install", "-at_install")
class TestAssistantWhoRegistersSeesTheDesk(RegistrationCase):
    """Named for it, he has the menu and the button; they go when the naming ends."""

    def test_role_follows_the_naming(self):
        user = self.users["staf_sosial"]
        menu = self.env.ref("eoffice_bekasi.menu_incoming_register")
        Menu = self.env["ir.ui.menu"].with_user(user)
        self.assertNotIn(menu.id, Menu._visible_menu_ids())
        row = (
            self.env["eoffice.assistant"]
            .with_user(self.users["kadis_kesehatan"])
            .create(
                {
                    "jabatan_id": self.jabatan["kadis_kesehatan"].id,
                    "user_id": user.id,
                    "may_register": True,
                }
            )
        )
        self.assertTrue(user.has_group("eoffice_bekasi.group_registrar"))
        self.assertIn(menu.id, Menu._visible_menu_ids())
        row.action_end()
        self.assertFalse(user.has_group("eoffice_bekasi.group_registrar"))
