"""The screens, tried in a browser: unit tests of the JavaScript, and tours by real accounts."""

from odoo.tests import HttpCase, tagged

from .common import OfficeHttpMixin, OfficeMixin


def hoot_id(suite):
    """Return the id by which hoot's runner knows a suite (see web/tests/test_js.py)."""
    number = 0
    for character in suite:
        number = ((number << 5) - number + ord(character)) & 0xFFFFFFFF
    return f"{number:08x}"


def is_harmless(message):
    """Whether a console error is no failure of a hoot test."""
    return "[HOOT]" not in message


@tagged("post_install", "-at_install", "eoffice_js")
class TestUnits(OfficeMixin, HttpCase):
    """The unit tests of this addon's JavaScript."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accept_rules(cls.env.ref("base.user_admin"))

    def test_units(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={hoot_id('@eoffice_bekasi')}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=is_harmless,
        )


@tagged("post_install", "-at_install", "eoffice_tour")
class TestDeveloperMode(OfficeHttpMixin, HttpCase):
    """The office opens in developer mode too, where Odoo looks at what an addon registers."""

    def test_desk_opens(self):
        self.browser_js(
            "/odoo?debug=1",
            "console.log('test successful')",
            "!!document.querySelector('.o_eoffice_desk')",
            login="staf.kesehatan.uji",
            timeout=120,
        )


@tagged("post_install", "-at_install", "eoffice_tour")
class TestWayInBrowser(OfficeHttpMixin, HttpCase):
    """The whole way of one letter, each step on the screen of the right account."""

    def letter(self):
        return self.env["eoffice.naskah"].search([], order="id desc", limit=1)

    def test_way_of_a_letter(self):
        self.start_tour("/odoo", "eoffice_draft", login="staf.kesehatan.uji")
        letter = self.letter()
        self.assertEqual(letter.state, "approval")
        self.assertEqual(letter.urgensi, "segera")
        self.assertEqual(
            letter.recipient_ids.mapped(lambda one: (one.kind, one.jabatan_id.name)),
            [("kepada", "Kepala Dinas Pendidikan"), ("tembusan", "Kepala Dinas Sosial")],
        )
        self.start_tour("/odoo", "eoffice_return", login="kasubbag.kesehatan.uji")
        self.start_tour("/odoo", "eoffice_mend", login="staf.kesehatan.uji")
        letter.invalidate_recordset()
        self.assertEqual(len(letter.version_ids), 2)
        self.start_tour("/odoo", "eoffice_paraf", login="kasubbag.kesehatan.uji")
        self.start_tour("/odoo", "eoffice_paraf", login="sekretaris.kesehatan.uji")
        self.start_tour("/odoo", "eoffice_sign", login="kadis.kesehatan.uji")
        letter.invalidate_recordset()
        self.assertTrue(letter.number)
        if letter.state == "sealed":
            # pages are another addon's business; without it the registry sends by hand
            letter.with_user(self.users["kadis_kesehatan"]).action_distribute()
        self.assertEqual(letter.state, "distributed")
        self.start_tour("/odoo", "eoffice_dispose", login="kadis.pendidikan.uji")
        disposition = letter.disposition_ids
        self.assertEqual(disposition.to_jabatan_id.name, "Kepala Bidang Dinas Pendidikan")
        self.assertEqual(disposition.note, "Siapkan ruangannya")
        self.assertTrue(disposition.deadline)
        self.start_tour("/odoo", "eoffice_report", login="kabid.pendidikan.uji")
        disposition.invalidate_recordset()
        self.assertEqual(disposition.state, "reported")
        self.assertEqual(disposition.report, "Ruangan siap")
        self.start_tour("/odoo", "eoffice_finish", login="kadis.pendidikan.uji")
        letter.invalidate_recordset()
        self.assertEqual(letter.state, "finished")
        self.start_tour("/odoo", "eoffice_way", login="staf.kesehatan.uji")

    def test_views_load(self):
        """Every list, card and form opens for an administrator without an error."""
        actions = self.env["ir.actions.act_window"].search(
            [("res_model", "=like", "eoffice.%"), ("path", "!=", False)]
        )
        self.assertGreater(len(actions), 8)
        for action in actions:
            for view in action.view_mode.split(","):
                with self.subTest(action=action.path, view=view):
                    self.env[action.res_model].get_view(view_type=view)


@tagged("post_install", "-at_install", "eoffice_tour")
class TestTelephone(OfficeHttpMixin, HttpCase):
    """The desk in the hand: 390 points wide, by touch."""

    browser_size = "390x844"
    touch_enabled = True

    def test_sign_on_the_telephone(self):
        letter = self.draft()
        self.approve(letter)
        self.start_tour("/odoo", "eoffice_telephone_sign", login="kadis.kesehatan.uji")
        letter.invalidate_recordset()
        self.assertTrue(letter.number)
